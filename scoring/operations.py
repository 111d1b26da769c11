"""What each operation of the expression language takes and gives: the one table everything else reads.

Kinds of value: a truth, an exact number, an item's option (one of that item's ids), its options (several), and a rank
(a place in an ordered list of tiers or bands). An id in quotes takes on the kind of what it is compared with, so that
`loss == 'nune'` and `loss == 3` are both faults at build time, not silent falsehoods in front of a reader.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import total_ordering
from operator import add, eq, ge, gt, le, lt, ne, sub
from typing import Any, Self

from scoring.exact import Exact


@total_ordering
@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an ordered list of ids, most cautious first. Compares with an id of that list and with its like."""

    id: str
    order: tuple[str, ...]

    @property
    def place(self) -> int:
        """0 for the most cautious."""
        return self.order.index(self.id)

    def __eq__(self, other: object) -> bool:
        """Tell whether `other`, a rank or an id, is the same place."""
        return self.id == (other.id if isinstance(other, Rank) else other)

    def __hash__(self) -> int:
        """Hash as the id does, since a rank equals its id."""
        return hash(self.id)

    def __lt__(self, other: Self | str) -> bool:
        """Tell whether this place is more cautious."""
        return self.place < self.order.index(other.id if isinstance(other, Rank) else other)

    def __sub__(self, other: Self) -> int:
        """Return how many places bolder this one is."""
        return self.place - other.place


type Value = bool | Exact | str | tuple[str, ...] | Rank | None


class Mismatch(ValueError):
    """A value of the wrong kind: which argument (None for the whole), what is wrong, and what to do."""

    def __init__(self, argument: int | None, what: str, hint: str) -> None:
        super().__init__(f"{what}: {hint}")
        self.argument, self.what, self.hint = argument, what, hint


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; `ids` are the options of an item or the order of a rank, `of` says whose.

    scored: whether the options of an item earn points.
    """

    name: str  # truth, number, option, options, rank, scale, word, words
    ids: tuple[str, ...] = ()
    of: str = ""
    scored: bool = True

    @classmethod
    def of_literal(cls, value: int | str | tuple[str, ...]) -> Self:
        """Return the kind of what stands in the expression itself."""
        if isinstance(value, int):
            return cls("number")
        return cls("word", (value,)) if isinstance(value, str) else cls("words", value)

    def __str__(self) -> str:
        """Name the kind as a message does."""
        return _SPOKEN[self.name].format(of=self.of, ids=", ".join(self.ids))


_SPOKEN = {
    "truth": "a truth",
    "number": "a number",
    "option": "the answer to '{of}'",
    "options": "the answers to '{of}'",
    "rank": "a place among {ids}",
    "scale": "the scale '{of}'",
    "word": "the id '{ids}'",
    "words": "a list of ids",
}
TRUTH, NUMBER = Kind("truth"), Kind("number")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: how it checks the kinds of its arguments and what it gives for their values."""

    name: str
    check: Callable[[Sequence[Kind]], Kind]
    evaluate: Callable[[Sequence[Value]], Value]


def _word_fits(argument: int, word: Kind, place: Kind) -> None:
    for id_ in word.ids:
        if id_ not in place.ids:
            near = get_close_matches(id_, place.ids, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(place.ids)}"
            raise Mismatch(argument, f"{place} is never '{id_}'", hint)


def _check_logic(kinds: Sequence[Kind]) -> Kind:
    for argument, kind in enumerate(kinds):
        if kind != TRUTH:
            raise Mismatch(argument, f"{kind} is not true or false", "compare it with something")
    return TRUTH


def _check_comparison(kinds: Sequence[Kind], comparable: tuple[str, ...]) -> Kind:
    left, right = kinds
    if left.name == "word":
        raise Mismatch(0, f"{left} stands first", "put the name first: item == 'id'")
    if left.name not in comparable:
        raise Mismatch(0, f"{left} cannot be compared this way", f"this takes {_listed(comparable)}")
    if right.name == "word" and left.ids:
        _word_fits(1, right, left)
    elif right.name != left.name or right.ids != left.ids:
        raise Mismatch(1, f"{left} cannot be compared with {right}", "compare like with like")
    return TRUTH


def _check_equal(kinds: Sequence[Kind]) -> Kind:
    return _check_comparison(kinds, ("option", "number", "rank"))


def _check_order(kinds: Sequence[Kind]) -> Kind:
    return _check_comparison(kinds, ("number", "rank"))


def _check_member(kinds: Sequence[Kind]) -> Kind:
    left, right = kinds
    if right == Kind("words"):
        raise Mismatch(1, "this list is empty", "write at least one id, as ('a',)")
    if left.name in ("option", "rank") and right.name == "words":
        _word_fits(1, right, left)
    elif left.name == "word" and right.name == "options":
        _word_fits(0, left, right)
    else:
        raise Mismatch(None, f"{left} cannot be in {right}", "write item in ('a', 'b'), or 'a' in item")
    return TRUTH


def _check_sum(kinds: Sequence[Kind]) -> Kind:
    return NUMBER if all(kind.name == "number" for kind in kinds) else _not_numbers(kinds)


def _check_difference(kinds: Sequence[Kind]) -> Kind:
    left, right = kinds
    if left.name in ("number", "rank") and (left.name, left.ids) == (right.name, right.ids):
        return NUMBER
    return _not_numbers(kinds)


def _not_numbers(kinds: Sequence[Kind]) -> Kind:
    argument = next((place for place, kind in enumerate(kinds) if kind.name != "number"), 0)
    raise Mismatch(argument, f"{kinds[argument]} is not a number", "use points(…) or a whole number")


def _check_choose(kinds: Sequence[Kind]) -> Kind:
    for argument, kind in enumerate(kinds):
        if kind.name not in ("number", "rank") or (kind.name, kind.ids) != (kinds[0].name, kinds[0].ids):
            raise Mismatch(argument, f"{kind} cannot be chosen among", "use band(…) of scales with the same bands")
    return Kind(kinds[0].name, kinds[0].ids)


def _check_band(kinds: Sequence[Kind]) -> Kind:
    (kind,) = kinds
    if kind.name != "scale":
        raise Mismatch(0, f"{kind} has no bands", "give band(…) a scale")
    return Kind("rank", kind.ids)


def _check_points(kinds: Sequence[Kind]) -> Kind:
    (kind,) = kinds
    if kind.name not in ("scale", "option", "options") or not kind.scored:
        raise Mismatch(0, f"{kind} has no points", "give points(…) a scale or a scored item")
    return NUMBER


def _check_answered(kinds: Sequence[Kind]) -> Kind:
    (kind,) = kinds
    if kind.name == "scale" or not kind.of:
        raise Mismatch(0, f"{kind} is not an item", "give answered(…) an item")
    return TRUTH


def _and(values: Sequence[Value]) -> Value:
    if any(value is False for value in values):
        return False
    return None if None in values else True


def _or(values: Sequence[Value]) -> Value:
    if any(value is True for value in values):
        return True
    return None if None in values else False


def _strict(function: Callable[..., Any]) -> Callable[[Sequence[Value]], Value]:
    """Return `function` on a list of values, unknown as soon as one of them is."""

    def evaluate(values: Sequence[Value]) -> Value:
        result: Value = None if any(value is None for value in values) else function(*values)
        return result

    return evaluate


def _looked_up(_: Sequence[Value]) -> Value:
    raise AssertionError("a call that looks a fact up is answered by scoring.expression")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1]


CALLS = ("band", "points", "answered")  # they take a name and look a fact up, rather than compute from values

_COMPARISONS = {"==": eq, "!=": ne}
_ORDERS = {"<": lt, "<=": le, ">": gt, ">=": ge}
OPERATIONS = {
    operation.name: operation
    for operation in (
        Operation("and", _check_logic, _and),
        Operation("or", _check_logic, _or),
        Operation("not", _check_logic, _strict(lambda value: not value)),
        *(Operation(name, _check_equal, _strict(function)) for name, function in _COMPARISONS.items()),
        *(Operation(name, _check_order, _strict(function)) for name, function in _ORDERS.items()),
        Operation("in", _check_member, _strict(lambda part, whole: part in whole)),
        Operation("not in", _check_member, _strict(lambda part, whole: part not in whole)),
        Operation("+", _check_sum, _strict(add)),
        Operation("-", _check_difference, _strict(sub)),
        Operation("min", _check_choose, _strict(lambda *values: min(values))),
        Operation("max", _check_choose, _strict(lambda *values: max(values))),
        Operation("band", _check_band, _looked_up),
        Operation("points", _check_points, _looked_up),
        Operation("answered", _check_answered, _looked_up),
    )
}
