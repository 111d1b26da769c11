"""One-line builders of questionnaires in two languages, so that the tables of the tests stay short."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from scoring.citation import Citation
from scoring.exact import Exact
from scoring.expression import Expression
from scoring.questionnaire import (
    Band,
    Control,
    Item,
    ItemType,
    Level,
    Match,
    Option,
    ProductRow,
    Products,
    Questionnaire,
    Scale,
    Section,
    Then,
    Tiers,
)
from scoring.text import Text

SOURCE = Citation("amac-2017", "art", "44")
LOWEST = "lowest-category"
TIERS = ("C1", "C2", "C3")
GRADES = ("R1", "R2", "R3")


def text(words: str) -> Text:
    """Return a text in Chinese and English."""
    return Text.of({"zh": f"《{words}》", "en": words})


def level(id_: str) -> Level:
    """Return a tier, a mark or a grade."""
    return Level(id_, text(id_), text(f"means {id_}"))


def choice(id_: str, points: Mapping[str, Exact | None], *, show_if: str = "", required: bool = True) -> Item:
    """Return an item with one answer; `points` is what each option earns."""
    options = tuple(Option(option, text(option), value) for option, value in points.items())
    shown = Expression.read(show_if) if show_if else None
    return Item(id_, ItemType.CHOICE, text(id_), options=options, required=required, show_if=shown)


def choices(id_: str, points: Mapping[str, Exact | None], *, alone: str = "", required: bool = True) -> Item:
    """Return an item with several answers; `alone` is the option that excludes the others."""
    options = tuple(Option(option, text(option), value, option == alone) for option, value in points.items())
    return Item(id_, ItemType.CHOICES, text(id_), options=options, required=required)


def number(id_: str, low: int, high: int, *, show_if: str = "", required: bool = True) -> Item:
    """Return an item answered by a whole number."""
    shown = Expression.read(show_if) if show_if else None
    return Item(id_, ItemType.NUMBER, text(id_), low=low, high=high, required=required, show_if=shown)


def scale(
    id_: str, of: Sequence[str], starts: Sequence[Exact | str] = (0, 3, 6), *, prorate: int | None = None, near: int = 1
) -> Scale:
    """Return a scale whose bands are the tiers C1, C2 … from each of `starts`."""
    edges = [Fraction(start) if isinstance(start, str) else start for start in starts]
    bands = tuple(Band(f"C{place}", start) for place, start in enumerate(edges, start=1))
    return Scale(id_, text(id_), text(f"about {id_}"), tuple(of), bands, prorate_from=prorate, near=near)


def control(
    id_: str, when: str, *, cap: str | None = None, then: str | None = None, mark: str | None = None
) -> Control:
    """Return a control."""
    what = Then(then) if then else None
    return Control(id_, Expression.read(when), text(f"because {id_}"), SOURCE, cap=cap, then=what, mark=mark)


def row(id_: str, cells: str) -> ProductRow:
    """Return a row of the products' table; a cell is written + (match), ? (above) or - (never)."""
    kinds = {"+": Match.MATCH, "?": Match.ABOVE, "-": Match.NEVER}
    return ProductRow(id_, tuple(kinds[cell] for cell in cells))


def form(
    *items: Item, scales: Sequence[Scale], controls: Sequence[Control] = (), by: str = "", **more: Any
) -> Questionnaire:
    """Return a questionnaire of three tiers; the tier is the band of its first scale unless `by` says otherwise."""
    made: dict[str, Any] = {
        "id": "small",
        "version": "2026.1",
        "purpose": "risk-profile",
        "title": text("small"),
        "about": text("about small"),
        "valid_for": 12,
        "sections": (Section("all", text("all"), items),),
        "scales": tuple(scales),
        "tiers": Tiers(tuple(map(level, TIERS)), Expression.read(by or f"band({scales[0].id})"), text("because")),
        "marks": (level(LOWEST),),
        "controls": tuple(controls),
        "products": Products(SOURCE, tuple(map(level, GRADES)), ROWS),
        "examples": (),
    }
    return Questionnaire(**{**made, **more})


ROWS = (row(LOWEST, "+--"), row("C1", "+??"), row("C2", "++?"), row("C3", "+++"))
