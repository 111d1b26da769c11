"""The questionnaire: the one model that is scored, shown, proven and counted.

Frozen data and nothing else. Everything here has passed the door (`portal.reader` for YAML, `scoring.plain` for
JSON), so no reader of it asks again whether it is sound. A field's default is what an author who leaves the key out
means; `scoring.plain` leaves defaults out, so that a later field does not change the digest of an older version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from scoring.canonical import digest
from scoring.citation import Citation
from scoring.exact import Exact
from scoring.expression import Expression
from scoring.plain import to_plain
from scoring.text import Text


class ItemType(StrEnum):
    """How an item is answered."""

    CHOICE = "choice"  # one option id
    CHOICES = "choices"  # a list of option ids
    NUMBER = "number"  # a whole number


class Then(StrEnum):
    """What a control asks for besides a cap."""

    WARN = "warn"  # read this; the result may be relied on
    REFER = "refer"  # talk to a person before relying on the result
    BLOCK = "block"  # no tier at all
    CONFIRM = "confirm"  # a contradiction that the reader resolves


class Match(StrEnum):
    """How a product grade stands to a result (AMAC 2017 guidance, Art. 44)."""

    MATCH = "match"  # within the tier
    ABOVE = "above"  # only by the above-tolerance procedure
    NEVER = "never"  # not at all


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `points` is None when it is not scored; `alone` excludes every other option."""

    id: str
    label: Text
    points: Exact | None = None
    alone: bool = False


@dataclass(frozen=True)
class Item:
    """One question. A `choices` item earns the points of its highest option; a number earns none.

    low, high: the least and greatest number allowed, both included; None for the other types.
    """

    id: str
    type: ItemType
    ask: Text
    help: Text | None = None
    options: tuple[Option, ...] = ()
    low: int | None = None
    high: int | None = None
    unit: Text | None = None
    required: bool = True
    show_if: Expression | None = None
    source: Citation | None = None

    @cached_property
    def option(self) -> Mapping[str, Option]:
        """The options by id."""
        return {option.id: option for option in self.options}

    @cached_property
    def points_of(self) -> Mapping[str, Exact | None]:
        """What each option earns, by id."""
        return {option.id: option.points for option in self.options}

    @cached_property
    def point_range(self) -> tuple[Exact, Exact] | None:
        """The least and most points an answer can earn, or None when the item is not scored."""
        points = [option.points for option in self.options if option.points is not None]
        return (min(points), max(points)) if points else None


@dataclass(frozen=True, slots=True)
class Section:
    """Items shown together as one step."""

    id: str
    title: Text
    items: tuple[Item, ...]
    intro: Text | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A half-open stretch of a scale: from `start` (included) to the next band's start (excluded)."""

    id: str
    start: Exact
    title: Text | None = None


@dataclass(frozen=True)
class Scale:
    """A sum of items' points, cut into bands.

    prorate_from: None refuses a missing answer; a number n scales the sum up when at least n items are answered.
    near: within how many points of a boundary a result is called near it.
    read: the article that helps most where this scale binds, as a path under a language's docs folder.
    """

    id: str
    title: Text
    about: Text
    of: tuple[str, ...]
    bands: tuple[Band, ...]
    prorate_from: int | None = None
    near: int = 1
    read: str | None = None

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids of the bands, lowest first."""
        return tuple(band.id for band in self.bands)


@dataclass(frozen=True, slots=True)
class Level:
    """A tier, a mark or a product grade, with the words that explain it."""

    id: str
    title: Text
    means: Text


@dataclass(frozen=True, slots=True)
class Tiers:
    """The outcomes, most cautious first, and the rule that gives one; `because` is the rule in words."""

    levels: tuple[Level, ...]
    by: Expression
    because: Text

    @property
    def order(self) -> tuple[str, ...]:
        """The tier ids, most cautious first."""
        return tuple(level.id for level in self.levels)


@dataclass(frozen=True, slots=True)
class Control:
    """A rule that may lower a result and never raises it.

    Acts when `when` is true. cap: the boldest tier left; then: what else is asked; mark: a mark set on the result.
    """

    id: str
    when: Expression
    because: Text
    source: Citation
    cap: str | None = None
    then: Then | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class ProductRow:
    """How each grade, in the order of the grades, stands to the tier or mark named by `id`."""

    id: str
    cells: tuple[Match, ...]


@dataclass(frozen=True)
class Products:
    """The table of tiers (and marks) against product grades."""

    source: Citation
    grades: tuple[Level, ...]
    rows: tuple[ProductRow, ...]

    @cached_property
    def cells(self) -> Mapping[str, tuple[Match, ...]]:
        """The cells of each row, by the tier or mark it is for."""
        return {row.id: row.cells for row in self.rows}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a worked example must give; a None is not checked."""

    tier: str | None
    scales: tuple[tuple[str, Exact], ...] = ()
    controls: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: tested at every build and printed on the questionnaire's page."""

    id: str
    name: Text
    answers: tuple[tuple[str, str | int | tuple[str, ...]], ...]
    expect: Expected


@dataclass(frozen=True)
class Questionnaire:
    """One version of one questionnaire. `valid_for` is in months."""

    id: str
    version: str
    purpose: str
    title: Text
    about: Text
    valid_for: int
    sections: tuple[Section, ...]
    scales: tuple[Scale, ...]
    tiers: Tiers
    marks: tuple[Level, ...]
    controls: tuple[Control, ...]
    products: Products
    examples: tuple[Example, ...]

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by id, in the order it is asked."""
        return {item.id: item for section in self.sections for item in section.items}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 that seals this version: over the canonical JSON of the whole model."""
        return digest(to_plain(self))
