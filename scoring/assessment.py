"""What answers give, and why: ids and exact numbers only."""

from dataclasses import dataclass
from enum import StrEnum

from scoring.exact import Exact
from scoring.questionnaire import Match


class Status(StrEnum):
    """How far a result may be relied on, the weakest reason first."""

    COMPLETE = "complete"
    REFERRED = "referred"  # talk to a person first
    UNCONFIRMED = "unconfirmed"  # a contradiction is open
    BLOCKED = "blocked"  # no tier is given


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one item added to a scale; `points` is None when it was not answered or not asked."""

    item: str
    points: Exact | None
    lowest: Exact
    highest: Exact


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """One scale.

    points, lowest, highest: the sum and what the items could have given.
    percent: how far up that range the points sit, 0 to 100, rounded for showing only.
    above_edge: points above the lower edge of its band; to_next: points up to the next band, None in the top one.
    near: whether a boundary that could change the band lies within the scale's declared distance.
    """

    id: str
    points: Exact
    lowest: Exact
    highest: Exact
    percent: int
    band: str
    above_edge: Exact
    to_next: Exact | None
    near: bool
    items: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class ControlResult:
    """A control that acted. lowered: whether its cap is below the computed tier; confirmed: by the reader."""

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
    """The outcome.

    tier: None when blocked; computed: the tier before any control; bound_by: the scales and controls that hold the
    tier where it is, or the controls that block it; marks: such as the lowest category; products: empty when blocked.
    """

    status: Status
    tier: str | None
    computed: str
    marks: tuple[str, ...]
    bound_by: tuple[str, ...]
    scales: tuple[ScaleResult, ...]
    controls: tuple[ControlResult, ...]
    products: tuple[ProductMatch, ...]
