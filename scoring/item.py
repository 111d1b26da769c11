"""Items: what is asked, how it may be answered, and what an answer earns."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from scoring.citation import Citation
from scoring.exact import Exact, exact
from scoring.expression import Expression
from scoring.operations import Kind
from scoring.text import Text
from scoring.wording import Wording

type Answer = str | int | tuple[str, ...]


class ItemType(StrEnum):
    """How an item is answered."""

    CHOICE = "choice"  # one option id
    LIKERT = "likert"  # one option id, of options that are degrees of one thing
    CHOICES = "choices"  # a list of option ids
    NUMBER = "number"  # a whole number
    MONEY = "money"  # a whole number of a currency's units
    DATE = "date"  # a day, as 2026-01-31
    TEXT = "text"  # free words, never scored


ONE_OPTION = (ItemType.CHOICE, ItemType.LIKERT)
AMOUNTS = (ItemType.NUMBER, ItemType.MONEY)


class OptOut(StrEnum):
    """Why a person gives no answer of substance."""

    NOT_SURE = "not_sure"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"


class Credit(StrEnum):
    """What several chosen options earn together."""

    HIGHEST = "highest"  # what the one that earns most does
    SUM = "sum"
    EXACT = "exact"  # the item's worth when exactly the correct ones are chosen, else nothing
    PARTIAL = "partial"  # a share of it for each right one, the same off for each wrong one, never below nothing


class Direction(StrEnum):
    """Whether options as listed, or numbers as they grow, earn more or less."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose.

    points: None when it is not scored, so that choosing it counts as a missing answer. correct: of a question of
    knowledge. alone: excludes every other option. feedback: what is said beside the result where it was chosen.
    """

    id: str
    label: Wording
    points: Exact | None = None
    correct: bool = False
    alone: bool = False
    opt_out: OptOut | None = None
    feedback: Text | None = None
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A half-open stretch of numbers, from `start` (included) to the next step's start, and the value it gives."""

    start: Exact
    value: Exact


@dataclass(frozen=True)
class Item:
    """One question.

    lead, matrix: the shared question and the id of the matrix that this is a row of.
    credit, worth: of several choices. low, high: the least and greatest number or amount, both included.
    unit, currency: what a number counts, and the ISO 4217 code of money. steps: the points that numbers earn.
    earliest, latest: of a date. longest: characters of a text. shuffle: whether the order of options is drawn.
    beside: the item of another form that this one is compared with.
    """

    id: str
    type: ItemType
    ask: Wording
    help: Wording | None = None
    options: tuple[Option, ...] = ()
    lead: Wording | None = None
    matrix: str | None = None
    credit: Credit = Credit.HIGHEST
    worth: Exact | None = None
    low: int | None = None
    high: int | None = None
    unit: Text | None = None
    currency: str | None = None
    steps: tuple[Step, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    longest: int | None = None
    shuffle: bool = False
    direction: Direction | None = None
    required: bool = True
    show_if: Expression | None = None
    beside: str | None = None
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
    def opt_outs(self) -> frozenset[str]:
        """The options that decline an answer."""
        return frozenset(option.id for option in self.options if option.opt_out)

    @cached_property
    def correct(self) -> frozenset[str]:
        """The options that are right, for a question of knowledge."""
        return frozenset(option.id for option in self.options if option.correct)

    @property
    def kind(self) -> Kind:
        """What the item is in an expression."""
        ids = tuple(self.option)
        return item_kind(
            self.id,
            self.type,
            ids,
            scored=self.point_range is not None,
            opts_out=bool(self.opt_outs),
            currency=self.currency or "",
        )

    @cached_property
    def point_range(self) -> tuple[Exact, Exact] | None:
        """The least and most points that an answer can earn, or None when the item is not scored."""
        if self.credit in (Credit.EXACT, Credit.PARTIAL):
            return (0, self.worth) if self.worth is not None else None
        points = [option.points for option in self.options if option.points is not None]
        points += [step.value for step in self.steps]
        if not points:
            return None
        return _range_of_sums(self.options) if self.credit is Credit.SUM else (min(points), max(points))

    def points(self, answer: Answer) -> Exact | None:
        """Return what an answer earns; None when it is not scored."""
        if isinstance(answer, str):
            return self.points_of.get(answer)  # a date and a text have no options
        if isinstance(answer, int):
            at = bisect_right(self.starts, answer)
            return self.steps[at - 1].value if at else None
        return self._points_together(answer)

    @cached_property
    def starts(self) -> tuple[Exact, ...]:
        """Where the steps of a number start."""
        return tuple(step.start for step in self.steps)

    def _points_together(self, chosen: tuple[str, ...]) -> Exact | None:
        if self.credit in (Credit.EXACT, Credit.PARTIAL) and not self.opt_outs.intersection(chosen):
            assert self.worth is not None  # the door gives such an item its worth
            if self.credit is Credit.EXACT:
                return self.worth if self.correct == set(chosen) else 0
            right = sum(1 if id_ in self.correct else -1 for id_ in chosen)
            return max(0, exact(Fraction(self.worth * right, len(self.correct))))
        points = [value for value in map(self.points_of.__getitem__, chosen) if value is not None]
        if not points:
            return None
        return exact(sum(points)) if self.credit is Credit.SUM else max(points)


def item_kind(  # noqa: PLR0913  a kind is all of this
    id_: str, type_: str, options: tuple[str, ...], *, scored: bool, opts_out: bool, currency: str = ""
) -> Kind:
    """Return what an item is in an expression."""
    names = {ItemType.CHOICES: "options", ItemType.DATE: "date", ItemType.TEXT: "text"}
    name = "number" if type_ in AMOUNTS else names.get(ItemType(type_), "option")
    ids = options if name in ("option", "options") else ()
    return Kind(name, ids, id_, scored=scored, opts_out=opts_out, unit=currency)


def _range_of_sums(options: tuple[Option, ...]) -> tuple[Exact, Exact]:
    """Return the least and greatest sum of points of the options that can be chosen together, at least one."""
    scored = [(option.points, option.alone) for option in options if option.points is not None]
    together = [points for points, alone in scored if not alone]
    single = [points for points, _ in scored]
    least, most = sum(points for points in together if points < 0), sum(points for points in together if points > 0)
    # Nothing is no answer: where no points are below (or above) zero, one option must do.
    return (
        min([least, *single] if least else single),
        max([most, *single] if most else single),
    )
