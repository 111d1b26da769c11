"""What answers give, and why: ids and exact numbers only."""

from dataclasses import dataclass
from enum import StrEnum

from scoring.exact import Exact
from scoring.outcome import TIER, Match


class Status(StrEnum):
    """How far a result may be relied on, the weakest reason first."""

    COMPLETE = "complete"
    REFERRED = "referred"  # talk to a person first
    UNCONFIRMED = "unconfirmed"  # a contradiction is open
    BLOCKED = "blocked"  # no outcome is given


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one part (an item, or another scale) added to a scale; `points` is None when it did not count."""

    part: str
    points: Exact | None
    lowest: Exact
    highest: Exact


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """One scale; all is None where missing answers leave it without a result.

    value, lowest, highest: what the parts come to, put as the scale puts it, and what they could have come to.
    percent: how far up that range the value sits, 0 to 100, rounded for showing only.
    above_edge: above the lower edge of its band; to_next: up to the next band, None in the top one.
    near: whether a boundary that could change the band lies within the scale's declared distance.
    parts: none for a look-up table, where nothing adds up.
    """

    id: str
    value: Exact | None
    lowest: Exact
    highest: Exact
    percent: int | None = None
    band: str | None = None
    above_edge: Exact | None = None
    to_next: Exact | None = None
    near: bool = False
    parts: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """One outcome.

    level: None when blocked, or when its scales have no result; computed: before any control; bound_by: the scales and
    controls that hold the level where it is, or the controls that block it; passed: where there is a pass.
    """

    id: str
    level: str | None
    computed: str | None
    bound_by: tuple[str, ...]
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class ControlResult:
    """A control that acted. lowered: whether its cap is below the computed level; confirmed: by the reader."""

    id: str
    lowered: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ProductMatch:
    """How one product grade stands to the result."""

    grade: str
    match: Match


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that came of the answers; marks: such as the lowest category; products: empty when there is no tier."""

    status: Status
    outcomes: tuple[OutcomeResult, ...]
    marks: tuple[str, ...]
    scales: tuple[ScaleResult, ...]
    controls: tuple[ControlResult, ...]
    products: tuple[ProductMatch, ...]

    def level(self, outcome: str) -> str | None:
        """Return the level of an outcome, None when there is none."""
        return next((result.level for result in self.outcomes if result.id == outcome), None)

    @property
    def tier(self) -> str | None:
        """The tier, None when there is none."""
        return self.level(TIER)

    @property
    def bound_by(self) -> tuple[str, ...]:
        """Every scale and control that holds an outcome where it is."""
        return tuple(dict.fromkeys(id_ for result in self.outcomes for id_ in result.bound_by))
