"""Outcomes: what the scales come to, and the controls that may only lower it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from scoring.citation import Citation
from scoring.expression import Expression
from scoring.text import Text
from scoring.wording import Wording

TIER = "tier"  # the outcome that product grades are matched with


class Then(StrEnum):
    """What a control asks for besides a cap."""

    WARN = "warn"  # read this; the result may be relied on
    REFER = "refer"  # talk to a person before relying on the result
    BLOCK = "block"  # no outcome at all
    CONFIRM = "confirm"  # a contradiction that the reader resolves


class Match(StrEnum):
    """How a product grade stands to a result (AMAC 2017 guidance, Art. 44)."""

    MATCH = "match"  # within the tier
    ABOVE = "above"  # only by the above-tolerance procedure
    NEVER = "never"  # not at all


@dataclass(frozen=True, slots=True)
class Level:
    """A level of an outcome, a mark or a product grade, with the words that explain it."""

    id: str
    title: Text
    means: Wording
    source: Citation | None = None


@dataclass(frozen=True)
class Outcome:
    """One result: its levels, most cautious first, and the rule that gives one; `because` is the rule in words.

    title: None for the tier, which every page names in its own words.
    gate: whether it limits what may be understood, such as the complexity of products, and raises nothing.
    passed_from: the lowest level that is a pass, where there is such a thing.
    """

    id: str
    levels: tuple[Level, ...]
    by: Expression
    because: Text
    title: Text | None = None
    gate: bool = False
    passed_from: str | None = None

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The level ids, most cautious first."""
        return tuple(level.id for level in self.levels)


@dataclass(frozen=True, slots=True)
class Control:
    """A rule that may lower a result and never raises it.

    Acts when `when` is true. cap: the boldest level left, of the outcome it is a level of; then: what else is asked;
    mark: a mark set on the result. rests_on: the items it is about, where `when` does not name them all.
    """

    id: str
    when: Expression
    because: Wording
    source: Citation
    cap: str | None = None
    then: Then | None = None
    mark: str | None = None
    rests_on: tuple[str, ...] = ()


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
