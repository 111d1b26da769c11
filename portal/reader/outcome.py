"""What comes of the scales: outcomes, controls and product grades, as an author writes them."""

from dataclasses import replace

from portal.reader.fields import (
    ITSELF,
    Field,
    Part,
    Reader,
    chosen,
    identifier,
    mapping,
    name,
    one_of,
    optional,
    read_part,
    read_sound_part,
    reads,
    reference,
    several,
    yes_or_no,
)
from portal.reader.names import NO_TIER, Names
from portal.reader.place import Place
from portal.reader.words import check_order, citation, expression, gives, text_in, wording
from scoring.operations import TRUTH, Kind
from scoring.outcome import TIER, Control, Level, Match, Outcome, ProductRow, Products, Then
from scoring.wording import Variant, Wording


def level_part(names: Names) -> Part:
    """Return the keys of an outcome's level."""
    text = text_in(names.languages)
    return Part(
        "level",
        {
            "id": Field(identifier, "its id, such as C1 or R1", "代号，例如 C1 或 R1"),
            "title": Field(text, "its name", "名称"),
            "means": Field(wording(names), "what it means, in a sentence or two", "一两句话说明含义"),
            "source": optional(citation(names), "the rule behind it", "依据"),
        },
    )


def _levels(names: Names, what: str) -> Reader[tuple[Level, ...]]:
    """Return the reader of an outcome's levels, `what` messages call them; none has the word for no level as its id."""
    taken = f"'{NO_TIER}' cannot be a {what}: an example expects it when no {what} is given"
    part = level_part(names)
    fields = {**part.fields, "id": Field(_id_but((NO_TIER,), taken), "its id, such as C1", "代号，例如 C1")}
    read_keys = mapping(Level, Part(part.name, fields))

    @reads(read_keys.schema, read_keys.parts)
    def read(place: Place) -> Level | None:
        level = read_keys(place)
        if level:
            check_order(place.child("means"), level.means.expressions(), names.items, level.id)
        return level

    return several(read)


def _fixed_level(names: Names, **fields: Field) -> Reader[Level]:
    """Return the reader of a mark or a product grade, whose words depend on no answer."""
    text = text_in(names.languages)

    @reads(text.schema)
    def means(place: Place) -> Wording | None:
        found = text(place)
        return Wording((Variant(found),)) if found else None

    part = level_part(names)
    changed = {**part.fields, "means": replace(part.fields["means"], read=means), **fields}
    return mapping(Level, Part("mark", changed))


def mark_reader(names: Names) -> Reader[Level]:
    """Return the reader of a mark, whose id is no tier's: both name rows of the product table."""
    taken = "this id is already a tier's"
    return _fixed_level(names, id=Field(_id_but(names.tiers, taken), "its id", "代号"))


def tiers_part(names: Names) -> Part:
    """Return the keys of the tiers."""
    return Part(
        "tiers",
        {
            "levels": Field(_levels(names, "tier"), "the tiers, most cautious first", "各档，最保守的在前"),
            "by": Field(
                expression(names, None), "the rule, as min(band(a), band(b))", "规则，例如 min(band(a), band(b))"
            ),
            "because": Field(text_in(names.languages), "the rule in words, as the reader sees it", "用文字说明规则"),
            "pass": optional(reference("tier", names.tiers), "the tier from which it is passed", "从哪一档起算通过"),
        },
    )


def outcome_reader(names: Names) -> Reader[Outcome]:
    """Return the reader of one outcome other than the tier."""
    part = Part(
        "outcome",
        {
            "id": Field(name, "its id, used in expressions", "结果的代号，供表达式引用"),
            "title": Field(text_in(names.languages), "its name", "名称"),
            "levels": Field(_levels(names, "level"), "its levels, most cautious first", "各级，最保守的在前"),
            "by": Field(expression(names, None), "the rule, as band(a)", "规则，例如 band(a)"),
            "because": Field(text_in(names.languages), "the rule in words, as the reader sees it", "用文字说明规则"),
            "gate": optional(
                yes_or_no,
                "whether it is a limit, on which nothing else may rest",
                "是否只作限制；其他结果不得以它的量表为据",
            ),
            "pass": optional(reference("level", names.levels), "the level from which it is passed", "从哪一级起算通过"),
        },
    )
    return _outcome_in(part, names)


def tiers_reader(names: Names) -> Reader[Outcome]:
    """Return the reader of the outcome that product grades are matched with."""
    return _outcome_in(tiers_part(names), names, TIER)


def _outcome_in(part: Part, names: Names, id_: str = "") -> Reader[Outcome]:
    """Return the reader of an outcome whose rule gives one of its own levels; `id_` where no key says it."""

    @reads({"$ref": f"#/$defs/{part.name}"}, (part,))
    def read(place: Place) -> Outcome | None:
        values, sound = read_sound_part(place, part)
        own, here, rule = id_ or values.get("id", ""), place.child("by"), values.get("by")
        asked = [named for named in rule.names if named in names.outcomes] if rule else []
        if asked:
            what = f"this rule asks for the {own} that it gives" if own in asked else f"'{asked[0]}' is an outcome too"
            here.fail(what, "use band(…) of the scales")
            return None
        levels = names.outcomes.get(own)  # where there are none, that is reported
        if rule and levels and not gives(here, rule, Kind("rank", levels), names):
            return None
        if not sound:
            return None
        passed = values.pop("pass", None)
        if passed is not None and passed not in names.outcomes.get(own, ()):
            place.child("pass").fail(
                f"'{passed}' is no level of '{own}'", f"use one of {', '.join(names.outcomes[own])}"
            )
            return None
        return Outcome(**{"id": own, **values}, passed_from=passed)

    return read


def control_part(names: Names) -> Part:
    """Return the keys of a control."""
    what = "level" if names.outcomes.keys() - {TIER} else "tier"
    return Part(
        "control",
        {
            "id": Field(identifier, "the control's id", "规则的代号"),
            "when": Field(expression(names, TRUTH), "when it acts", "何时起作用"),
            "cap": optional(reference(what, names.levels), "the boldest level it leaves", "最高只到哪一级"),
            "then": optional(
                one_of(Then),
                "what it asks for: warn, refer, confirm or block",
                "要求什么：提醒、与人谈、确认或不给结果",
            ),
            "mark": optional(reference("mark", names.marks), "a mark it sets on the result", "给结果加上的标记"),
            "because": Field(wording(names), "the reason, as the reader sees it", "理由，读者会看到"),
            "source": Field(citation(names), "the rule it rests on", "依据"),
            "rests_on": optional(
                several(reference("item", names.items), key=ITSELF),
                "the items it is about; those that 'when' names, if left out",
                "涉及哪些题目；不写则取条件里的题目",
            ),
        },
    )


def control_in(names: Names) -> Reader[Control]:
    """Return the reader of a control that does something."""
    part = control_part(names)
    read = mapping(Control, part)

    @reads(read.schema, read.parts)
    def read_control(place: Place) -> Control | None:
        control = read(place)
        if control and not (control.cap or control.then):
            place.fail(f"the control '{control.id}' does nothing", "add 'cap', 'then' or both")
        if control:
            check_order(place.child("because"), control.because.expressions(), names.items, control.id)
        return control

    return read_control


def products_reader(names: Names) -> Reader[Products]:
    """Return the reader of the table of tiers against product grades."""
    part = Part(
        "products",
        {
            "source": Field(citation(names), "the rule it rests on", "依据"),
            "grades": Field(
                several(_fixed_level(names)),
                "the product grades, least risk first",
                "产品等级，风险最低的在前",
            ),
            "rows": Field(
                _rows(names),
                "for each tier, and each mark that needs its own, a cell per grade",
                "每一档（及需要单列的标记）对各等级",
            ),
        },
    )
    return mapping(Products, part)


def check_outcomes(place: Place, outcomes: tuple[Outcome, ...], names: Names) -> None:
    """Report levels that two outcomes share, and gates whose scales another outcome rests on."""
    seen: dict[str, str] = {}
    for outcome, here in _placed(place, outcomes):
        for at, level in enumerate(outcome.levels):
            if level.id in seen and seen[level.id] != outcome.id:
                here.child("levels", at, "id").fail(
                    f"'{level.id}' is a level of '{seen[level.id]}' too", "give it another id"
                )
            seen.setdefault(level.id, outcome.id)
    gated = {scale: one.id for one in outcomes if one.gate for scale in _rests_on(one.by.names, names)}
    for outcome, here in _placed(place, outcomes):
        shared = [] if outcome.gate else [scale for scale in _rests_on(outcome.by.names, names) if scale in gated]
        for gate, scale in {gated[scale]: scale for scale in reversed(shared)}.items():  # the first, not what is in it
            what = f"'{outcome.id}' rests on '{scale}', and so does the gate '{gate}'"
            here.child("by").fail(what, "a gate limits and lifts nothing: let controls lower the result instead")


def _placed(place: Place, outcomes: tuple[Outcome, ...]) -> list[tuple[Outcome, Place]]:
    others = [outcome for outcome in outcomes if outcome.id != TIER]
    return [
        (outcome, place.child("tiers") if outcome.id == TIER else place.child("outcomes", others.index(outcome)))
        for outcome in outcomes
    ]


def _rests_on(scales: tuple[str, ...], names: Names) -> list[str]:
    """Return the scales, and all that they are made of in turn, items too."""
    found: list[str] = []
    for id_ in scales:
        found.append(id_)
        if scale := names.built.scales.get(id_):
            found += _rests_on(scale.of, names)
    return found


def _id_but(taken: tuple[str, ...], what: str) -> Reader[str]:
    @reads({**identifier.schema, **({"not": {"enum": list(taken)}} if taken else {})})
    def read(place: Place) -> str | None:
        text = identifier(place)
        if text in taken:
            place.fail(what, "give it another id")
            return None
        return text

    return read


def _rows(names: Names) -> Reader[tuple[ProductRow, ...]]:
    cells: Reader[tuple[Match, ...]] = several(one_of(Match), key=None)
    part = chosen(dict.fromkeys([*names.marks, *names.tiers], cells), "the row of {key}", required=names.tiers)

    @reads({"type": "object", "additionalProperties": cells.schema})
    def read(place: Place) -> tuple[ProductRow, ...] | None:
        values = read_part(place, part)
        if values is None:
            return None
        for id_, row in values.items():
            if len(row) != names.grades:
                what = f"this row needs {names.grades} cells, one for each grade, and has {len(row)}"
                place.child(id_).fail(what, "write match, above or never for each")
        return tuple(ProductRow(id_, row) for id_, row in values.items())

    return read
