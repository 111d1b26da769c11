"""Scales: how points become a value, and where its bands lie. `scoring.scale_score` works one out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from scoring.citation import Citation
from scoring.exact import Exact
from scoring.item import Step
from scoring.text import Text


class By(StrEnum):
    """How the points of the parts become one number."""

    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    COUNT = "count"  # how many parts have at least so many points
    WEIGHTED = "weighted"  # Σ weight × points ÷ Σ weight
    TABLE = "table"  # looked up by the answer to, or the band of, one or two parts


class As(StrEnum):
    """How that number is put."""

    POINTS = "points"  # as it is
    PERCENT = "percent"  # how far up its possible range it sits, 0 to 100 (POMP: Cohen and others, 1999)
    NORM = "norm"  # as the value that published norms give it


class MissingRule(StrEnum):
    """What a missing answer does to a scale."""

    REFUSE = "refuse"  # no result at all without it
    PRORATE = "prorate"  # the sum of at least `least` answers is put on the range of all
    EXCLUDE = "exclude"  # at least `least` answers count as if they were all; their weights share what is missing
    UNSCORED = "unscored"  # the scale has no result, and what rests on it is unknown


@dataclass(frozen=True, slots=True)
class Missing:
    """The rule for missing answers.

    least: how many answers prorating and excluding need; below: what fewer do, refuse or leave the scale unscored.
    """

    rule: MissingRule = MissingRule.REFUSE
    least: int = 0
    below: MissingRule = MissingRule.REFUSE


@dataclass(frozen=True, slots=True)
class Band:
    """A half-open stretch of a scale: from `start` (included) to the next band's start (excluded).

    points: what a scale above this one takes in place of the value.
    """

    id: str
    start: Exact
    title: Text | None = None
    points: Exact | None = None
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """An entry of a look-up table: the option or band id of each part, and the value they give together."""

    at: tuple[str, ...]
    value: Exact


@dataclass(frozen=True, slots=True)
class Norms:
    """Published norms: the value of each stretch of raw points, and who published them."""

    source: Citation
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Scale:
    """A number made of its parts, cut into bands where there are any.

    of: items, or scales that stand before this one. at_least: the points that `count` counts from.
    weights: in the order of `of`. near: within how much of a boundary a result is called near it.
    read: the article that helps most where this scale binds, as a path under a language's docs folder.
    """

    id: str
    title: Text
    about: Text
    of: tuple[str, ...]
    by: By
    missing: Missing
    bands: tuple[Band, ...] = ()
    put_as: As = As.POINTS
    at_least: Exact | None = None
    weights: tuple[Exact, ...] = ()
    table: tuple[Cell, ...] = ()
    norms: Norms | None = None
    unit: Text | None = None
    near: int = 1
    read: str | None = None
    source: Citation | None = None

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids of the bands, lowest first."""
        return tuple(band.id for band in self.bands)

    @cached_property
    def starts(self) -> tuple[Exact, ...]:
        """Where the bands start."""
        return tuple(band.start for band in self.bands)

    @cached_property
    def cells(self) -> Mapping[tuple[str, ...], Exact]:
        """The look-up table, by what stands beside it."""
        return {cell.at: cell.value for cell in self.table}

    @cached_property
    def band_points(self) -> Mapping[str, Exact] | None:
        """What each band is worth to a scale above, or None where that takes the value."""
        points = {band.id: band.points for band in self.bands if band.points is not None}
        return points or None
