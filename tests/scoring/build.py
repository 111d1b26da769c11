"""One-line builders of questionnaires in two languages, so that the tables of the tests stay short."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from scoring.assessment import ScaleResult
from scoring.citation import Citation
from scoring.exact import Exact
from scoring.expression import Expression
from scoring.item import Item, ItemType, Option, OptOut, Step
from scoring.outcome import TIER, Control, Level, Match, Outcome, ProductRow, Products, Then
from scoring.questionnaire import Purpose, Questionnaire, Section
from scoring.scale import Band, By, Cell, Missing, MissingRule, Scale
from scoring.scale_score import Known, scorers
from scoring.text import Text
from scoring.wording import Variant, Wording

SOURCE = Citation("amac-2017", "art", "44")
LOWEST = "lowest-category"
TIERS = ("C1", "C2", "C3")
GRADES = ("R1", "R2", "R3")
DECLINES = {one.value: one for one in OptOut}  # options with these ids decline an answer


def text(words: str) -> Text:
    """Return a text in Chinese and English."""
    return Text.of({"zh": f"《{words}》", "en": words})


def wording(words: str) -> Wording:
    """Return a text that may hold expressions in braces, in Chinese and English."""
    return Wording((Variant(text(words)),))


def either(*alternatives: tuple[str, str], otherwise: str) -> Wording:
    """Return a text with alternatives, each a condition and what is said where it holds."""
    conditional = [Variant(text(say), Expression.read(when)) for when, say in alternatives]
    return Wording((*conditional, Variant(text(otherwise))))


def level(id_: str) -> Level:
    """Return a level, a mark or a grade."""
    return Level(id_, text(id_), wording(f"means {id_}"))


def options(points: Mapping[str, Exact | None], *, alone: str = "", correct: Sequence[str] = ()) -> tuple[Option, ...]:
    """Return options by what each earns; those called not_sure or prefer_not_to_say decline an answer."""
    return tuple(
        Option(id_, wording(id_), value, alone=id_ == alone, correct=id_ in correct, opt_out=DECLINES.get(id_))
        for id_, value in points.items()
    )


def choice(id_: str, points: Mapping[str, Exact | None], *, show_if: str = "", **more: Any) -> Item:
    """Return an item with one answer; `points` is what each option earns."""
    return _item(id_, ItemType.CHOICE, {"options": options(points), "show_if": _read(show_if), **more})


def ladder(id_: str, *, required: bool = True) -> Item:
    """Return an item that earns 0 to 8 points by its options p0 to p8; its option 'none' is not scored."""
    return choice(id_, {**{f"p{points}": points for points in range(9)}, "none": None}, required=required)


def choices(
    id_: str, points: Mapping[str, Exact | None], *, alone: str = "", correct: Sequence[str] = (), **more: Any
) -> Item:
    """Return an item with several answers; `alone` is the option that excludes the others."""
    return _item(id_, ItemType.CHOICES, {"options": options(points, alone=alone, correct=correct), **more})


def number(id_: str, low: int, high: int, *, show_if: str = "", **more: Any) -> Item:
    """Return an item answered by a whole number."""
    return _item(id_, ItemType.NUMBER, {"low": low, "high": high, "show_if": _read(show_if), **more})


def money(id_: str, low: int, high: int, currency: str = "CNY", **more: Any) -> Item:
    """Return an item answered by an amount in whole units of a currency."""
    return _item(id_, ItemType.MONEY, {"low": low, "high": high, "currency": currency, **more})


def day(id_: str, earliest: str, latest: str, **more: Any) -> Item:
    """Return an item answered by a date."""
    return _item(id_, ItemType.DATE, {"earliest": earliest, "latest": latest, **more})


def free(id_: str, longest: int = 500, **more: Any) -> Item:
    """Return an item answered in free words."""
    return _item(id_, ItemType.TEXT, {"longest": longest, **more})


def row_of(matrix: str, id_: str, points: Mapping[str, Exact | None], lead: str = "", **more: Any) -> Item:
    """Return a row of a matrix; its first row carries the shared question as `lead`."""
    shared = {"lead": wording(lead)} if lead else {}
    return _item(id_, ItemType.LIKERT, {"options": options(points), "matrix": matrix, **shared, **more})


def steps(*starts_and_values: tuple[Exact, Exact]) -> tuple[Step, ...]:
    """Return steps, each from its start and of its value."""
    return tuple(Step(start, value) for start, value in starts_and_values)


def bands(**starts: Exact) -> tuple[Band, ...]:
    """Return bands by where each starts."""
    return tuple(Band(id_, start) for id_, start in starts.items())


def cells(table: Mapping[str, Exact]) -> tuple[Cell, ...]:
    """Return a look-up table; a key is the option or band id of each part, with a space between two."""
    return tuple(Cell(tuple(at.split()), value) for at, value in table.items())


def missing(rule: str, least: int = 0, below: str = "refuse") -> Missing:
    """Return a rule for missing answers."""
    return Missing(MissingRule(rule), least, MissingRule(below))


def scale(  # noqa: PLR0913  a scale is this much, most of it left out
    id_: str,
    of: Sequence[str],
    starts: Sequence[Exact | str] = (0, 3, 6),
    *,
    by: str = "sum",
    prorate: int | None = None,
    rule: Missing | None = None,
    near: int = 1,
    **more: Any,
) -> Scale:
    """Return a scale, by sum and refusing what is missing, whose bands are C1, C2 … from each of `starts`."""
    edges = [Fraction(start) if isinstance(start, str) else start for start in starts]
    made = tuple(Band(f"C{place}", start) for place, start in enumerate(edges, start=1))
    how = rule or (Missing() if prorate is None else missing("prorate", prorate))
    return Scale(id_, text(id_), text(f"about {id_}"), tuple(of), By(by), how, **{"bands": made, "near": near, **more})


def control(
    id_: str, when: str, *, cap: str | None = None, then: str | None = None, mark: str | None = None
) -> Control:
    """Return a control."""
    what = Then(then) if then else None
    return Control(id_, Expression.read(when), wording(f"because {id_}"), SOURCE, cap=cap, then=what, mark=mark)


def outcome(id_: str, levels: str, by: str, *, gate: bool = False, passed_from: str | None = None) -> Outcome:
    """Return an outcome with these levels, the most cautious first."""
    made, rule = tuple(map(level, levels.split())), Expression.read(by)
    return Outcome(id_, made, rule, text(f"because {id_}"), text(id_), gate=gate, passed_from=passed_from)


def tier(by: str) -> Outcome:
    """Return the outcome of three tiers that products are matched with."""
    return Outcome(TIER, tuple(map(level, TIERS)), Expression.read(by), text("because"))


def row(id_: str, matches: str) -> ProductRow:
    """Return a row of the products' table; a cell is written + (match), ? (above) or - (never)."""
    kinds = {"+": Match.MATCH, "?": Match.ABOVE, "-": Match.NEVER}
    return ProductRow(id_, tuple(kinds[cell] for cell in matches))


def worked_out(
    made: Scale, items: Sequence[Item], worth: Mapping[str, Exact | None], keys: Mapping[str, str] | None = None
) -> ScaleResult:
    """Return what a scale over `items` comes to, given what each is worth and what a table finds it by."""
    (run,) = scorers(form(*items, scales=[made], by="3"))
    return run(Known(dict(worth), dict(keys or {})))


def form(
    *items: Item, scales: Sequence[Scale], controls: Sequence[Control] = (), by: str = "", **more: Any
) -> Questionnaire:
    """Return a questionnaire of three tiers; the tier is the band of its first scale unless `by` says otherwise."""
    made: dict[str, Any] = {
        "id": "small",
        "version": "2026.1",
        "purpose": Purpose.RISK_PROFILE,
        "languages": ("zh", "en"),
        "title": text("small"),
        "about": text("about small"),
        "valid_for": 12,
        "sections": (Section("all", text("all"), items),),
        "scales": tuple(scales),
        "outcomes": (tier(by or f"band({scales[0].id})"),),
        "marks": (level(LOWEST),),
        "controls": tuple(controls),
        "products": Products(SOURCE, tuple(map(level, GRADES)), ROWS),
        "examples": (),
    }
    return Questionnaire(**{**made, **more})


def plain_form(*items: Item, **more: Any) -> Questionnaire:
    """Return a questionnaire without tiers, and without scales, outcomes and controls unless given."""
    bare: dict[str, Any] = {"outcomes": (), "marks": (), "products": None}
    return form(*items, **{"scales": (), "by": "3", **bare, **more})


def _item(id_: str, kind: ItemType, fields: Mapping[str, Any]) -> Item:
    return Item(**{"id": id_, "type": kind, "ask": wording(id_), **fields})


def _read(written: str) -> Expression | None:
    return Expression.read(written) if written else None


ROWS = (row(LOWEST, "+--"), row("C1", "+??"), row("C2", "++?"), row("C3", "+++"))
