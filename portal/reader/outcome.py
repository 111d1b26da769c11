"""What comes of the scales: tiers, controls and product grades, as an author writes them."""

from portal.reader.fields import Field, Reader, identifier, mapping, one_of, optional, read_fields, reference, several
from portal.reader.names import NO_TIER, Names
from portal.reader.place import Place
from portal.reader.words import citation, expression, text_in
from scoring.expression import Expression
from scoring.operations import TRUTH, Kind
from scoring.questionnaire import Control, Level, Match, ProductRow, Then


def level_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a tier, a mark or a product grade."""
    text = text_in(names.languages)
    return {
        "id": Field(identifier, "its id, such as C1 or R1"),
        "title": Field(text, "its name"),
        "means": Field(text, "what it means, in a sentence or two"),
    }


def tier_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a tier, whose id is not the word for no tier."""
    taken = f"'{NO_TIER}' cannot be a tier: an example expects it when no tier is given"
    return {**level_fields(names), "id": Field(_id_but((NO_TIER,), taken), "its id, such as C1")}


def mark_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a mark, whose id is no tier's: both name rows of the product table."""
    return {**level_fields(names), "id": Field(_id_but(names.tiers, "this id is already a tier's"), "its id")}


def tiers_fields(names: Names) -> dict[str, Field]:
    """Return the keys of the tiers."""
    return {
        "levels": Field(several(mapping(Level, tier_fields(names))), "the tiers, most cautious first"),
        "by": Field(_rule(names), "the rule, as min(band(a), band(b))"),
        "because": Field(text_in(names.languages), "the rule in words, as the reader sees it"),
    }


def control_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a control."""
    return {
        "id": Field(identifier, "the control's id"),
        "when": Field(expression(names, TRUTH), "when it acts"),
        "cap": optional(reference("tier", names.tiers), "the boldest tier it leaves"),
        "then": optional(one_of(Then), "what it asks for: warn, refer, confirm or block"),
        "mark": optional(reference("mark", names.marks), "a mark it sets on the result"),
        "because": Field(text_in(names.languages), "the reason, as the reader sees it"),
        "source": Field(citation(names), "the rule it rests on"),
    }


def products_fields(names: Names) -> dict[str, Field]:
    """Return the keys of the table of tiers against product grades."""
    return {
        "source": Field(citation(names), "the rule it rests on"),
        "grades": Field(several(mapping(Level, level_fields(names))), "the product grades, least risk first"),
        "rows": Field(_rows(names), "for each tier, and each mark that needs its own, a cell per grade"),
    }


def control_in(names: Names) -> Reader[Control]:
    """Return the reader of a control that does something."""
    read = mapping(Control, control_fields(names))

    def read_control(place: Place) -> Control | None:
        control = read(place)
        if control and not (control.cap or control.then):
            place.fail(f"the control '{control.id}' does nothing", "add 'cap', 'then' or both")
        return control

    return read_control


def _id_but(taken: tuple[str, ...], what: str) -> Reader[str]:
    def read(place: Place) -> str | None:
        text = identifier(place)
        if text in taken:
            place.fail(what, "give it another id")
            return None
        return text

    return read


def _rule(names: Names) -> Reader[Expression]:
    read = expression(names, Kind("rank", names.tiers))

    def read_rule(place: Place) -> Expression | None:
        rule = read(place)
        if rule and "tier" in rule.names:
            place.fail("this rule asks for the tier that it gives", "use band(…) of the scales")
            return None
        return rule

    return read_rule


def _rows(names: Names) -> Reader[tuple[ProductRow, ...]]:
    cells = several(one_of(Match), key=None)

    def read(place: Place) -> tuple[ProductRow, ...] | None:
        marks = {id_: optional(cells, f"the row of {id_}") for id_ in names.marks}
        values = read_fields(place, {**marks, **{id_: Field(cells, f"the row of {id_}") for id_ in names.tiers}})
        if values is None:
            return None
        for id_, row in values.items():
            if len(row) != names.grades:
                what = f"this row needs {names.grades} cells, one for each grade, and has {len(row)}"
                place.child(id_).fail(what, "write match, above or never for each")
        return tuple(ProductRow(id_, row) for id_, row in values.items())

    return read
