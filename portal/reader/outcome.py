"""What comes of the scales: tiers, controls and product grades, as an author writes them."""

from portal.reader.fields import Field, Reader, identifier, mapping, one_of, optional, read_fields, reference, several
from portal.reader.names import Names
from portal.reader.place import Place
from portal.reader.words import citation, expression, text_in
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


def tiers_fields(names: Names) -> dict[str, Field]:
    """Return the keys of the tiers."""
    return {
        "levels": Field(several(mapping(Level, level_fields(names))), "the tiers, most cautious first"),
        "by": Field(expression(names, Kind("rank", names.tiers)), "the rule, as min(band(a), band(b))"),
        "because": Field(text_in(names.languages), "the rule in words, as the reader sees it"),
    }


def control_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a control."""
    return {
        "id": Field(identifier, "the control's id"),
        "when": Field(expression(names, TRUTH), "when it acts"),
        "cap": optional(reference("tier", names.tiers), "the boldest tier it leaves"),
        "then": optional(one_of(Then), "what it asks for: refer, block or confirm"),
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


def _rows(names: Names) -> Reader[tuple[ProductRow, ...]]:
    cells = several(one_of(Match), key=None)

    def read(place: Place) -> tuple[ProductRow, ...] | None:
        marks = {id_: optional(cells, f"the row of {id_}") for id_ in names.marks}
        values = read_fields(place, {**marks, **{id_: Field(cells, f"the row of {id_}") for id_ in names.tiers}})
        if values is None:
            return None
        for id_, row in values.items():
            if len(row) != len(names.grades):
                what = f"there are {len(row)} cells for {len(names.grades)} grades"
                place.child(id_).fail(what, "write match, above or never for each grade")
        return tuple(ProductRow(id_, row) for id_, row in values.items())

    return read
