"""What each operation of the expression language takes and gives: the one table everything else reads.

Kinds of value: a truth, an exact number (plain, or of a currency), an item's option (one of its ids), its
options (several), a date (as text, 2026-01-31), a free text, and a rank (a place in an ordered list of levels or
bands). A word in quotes takes on the kind of what it is compared with, so that `loss == 'nune'`, `loss == 3` and
`born < '1.1.1960'` are all faults at build time, not silent falsehoods in front of a reader.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import Any, Self

from scoring.exact import Exact


@dataclass(frozen=True, slots=True, eq=False)
class Rank:
    """A place in an ordered list of ids, most cautious first. Compares with an id of that list and with its like.

    place: 0 for the most cautious.
    """

    id: str
    order: tuple[str, ...]
    place: int

    @staticmethod
    @lru_cache(maxsize=4096)  # few ranks are needed, and each for every person who is scored
    def among(id_: str, order: tuple[str, ...]) -> "Rank":
        """Return the rank of `id_` in `order`; ValueError when it is not there."""
        return Rank(id_, order, order.index(id_))

    def __eq__(self, other: object) -> bool:
        """Tell whether `other`, a rank or an id, is the same place."""
        return self.id == (other.id if isinstance(other, Rank) else other)

    def __hash__(self) -> int:
        """Hash as the id does, since a rank equals its id."""
        return hash(self.id)

    def __lt__(self, other: Self | str) -> bool:
        """Tell whether this place is more cautious."""
        return self.place < self._place_of(other)

    def __le__(self, other: Self | str) -> bool:
        """Tell whether this place is not bolder."""
        return self.place <= self._place_of(other)

    def __gt__(self, other: Self | str) -> bool:
        """Tell whether this place is bolder."""
        return self.place > self._place_of(other)

    def __ge__(self, other: Self | str) -> bool:
        """Tell whether this place is not more cautious."""
        return self.place >= self._place_of(other)

    def __sub__(self, other: Self) -> int:
        """Return how many places bolder this one is."""
        return self.place - other.place

    def _place_of(self, other: Self | str) -> int:
        return self.order.index(other) if isinstance(other, str) else other.place


type Value = bool | Exact | str | tuple[str, ...] | Rank | None


class Mismatch(ValueError):
    """A value of the wrong kind: which argument (None for the whole), what is wrong, and what to do."""

    def __init__(self, argument: int | None, what: str, hint: str) -> None:
        super().__init__(f"{what}: {hint}")
        self.argument, self.what, self.hint = argument, what, hint


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; `ids` are the options of an item or the order of a rank, `of` says whose.

    scored: whether an answer to the item earns points; opts_out: whether the item lets people decline an answer;
    unit: the currency of money, empty for a plain number.
    """

    name: str  # truth, number, option, options, date, text, rank, scale, word, words
    ids: tuple[str, ...] = ()
    of: str = ""
    scored: bool = True
    opts_out: bool = False
    unit: str = ""
    literal: bool = False  # a bare number in the expression, which fits any currency

    @classmethod
    def of_literal(cls, value: int | str | tuple[str, ...]) -> Self:
        """Return the kind of what stands in the expression itself."""
        if isinstance(value, int):
            return cls("number", literal=True)
        return cls("word", (value,)) if isinstance(value, str) else cls("words", value)

    def __str__(self) -> str:
        """Name the kind as a message does."""
        spoken = "an amount of {unit}" if self.unit else _SPOKEN[self.name]
        return spoken.format(of=self.of, ids=", ".join(self.ids), unit=self.unit)


_SPOKEN = {
    "truth": "a truth",
    "number": "a number",
    "option": "the answer to '{of}'",
    "options": "the answers to '{of}'",
    "date": "the date '{of}'",
    "text": "the text '{of}'",
    "rank": "a place among {ids}",
    "scale": "the scale '{of}'",
    "word": "the id '{ids}'",
    "words": "a list of ids",
}
TRUTH, NUMBER = Kind("truth"), Kind("number")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: how it checks the kinds of its arguments, and what it gives.

    function: what it gives for known values; it is unknown as soon as one of them is. None for the two that Kleene's
    logic decides with one side unknown, and for those that look a fact up.
    fact: the field of `scoring.expression.Facts` that a call with a name looks up.
    """

    name: str
    check: Callable[[Sequence[Kind]], Kind]
    function: Callable[..., Any] | None = None
    fact: str = ""


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
    if right.name == "word" and left.name == "date":
        _check_date(right.ids[0])
    elif right.name == "word" and left.ids:
        _word_fits(1, right, left)
    elif right.name != left.name or right.ids != left.ids or not _same_unit(left, right):
        raise Mismatch(1, f"{left} cannot be compared with {right}", "compare like with like")
    return TRUTH


def _check_date(word: str) -> None:
    if not is_date(word):
        raise Mismatch(1, f"'{word}' is not a date", "write year, month and day, as '2026-01-31'")


def is_date(word: str) -> bool:
    """Tell whether `word` is a day of the calendar, written as 2026-01-31."""
    try:
        return date.fromisoformat(word).isoformat() == word  # fromisoformat also takes 20260131 and 2026-W05-6
    except ValueError:
        return False


def _same_unit(left: Kind, right: Kind) -> bool:
    """Tell whether two numbers are of one currency, or one of them stands in the expression itself."""
    return left.unit == right.unit or left.literal or right.literal


def _check_equal(kinds: Sequence[Kind]) -> Kind:
    return _check_comparison(kinds, ("option", "number", "date", "rank"))


def _check_order(kinds: Sequence[Kind]) -> Kind:
    return _check_comparison(kinds, ("number", "date", "rank"))


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
    return _number_of(kinds) if all(kind.name == "number" for kind in kinds) else _not_numbers(kinds)


def _check_difference(kinds: Sequence[Kind]) -> Kind:
    left, right = kinds
    if left.name == right.name == "rank" and left.ids == right.ids:
        return NUMBER
    return _check_sum(kinds)


def _number_of(kinds: Sequence[Kind]) -> Kind:
    """Return the one kind of these numbers: amounts of a currency add up with their like and with bare numbers."""
    first = next((kind for kind in kinds if not kind.literal), kinds[0])
    for argument, kind in enumerate(kinds):
        if not _same_unit(first, kind):
            raise Mismatch(argument, f"{kind} and {first} do not go together", "use amounts of one currency")
    return Kind("number", unit=first.unit, literal=all(kind.literal for kind in kinds))


def _check_product(kinds: Sequence[Kind]) -> Kind:
    if any(kind.name != "number" for kind in kinds):
        return _not_numbers(kinds)
    left, right = kinds
    if left.unit and right.unit:
        raise Mismatch(1, "two amounts of money cannot be multiplied", "multiply one by a plain number")
    return Kind("number", unit=left.unit or right.unit, literal=left.literal and right.literal)


def _check_quotient(kinds: Sequence[Kind]) -> Kind:
    if any(kind.name != "number" for kind in kinds):
        return _not_numbers(kinds)
    left, right = kinds
    if right.unit and left.unit != right.unit:
        raise Mismatch(1, f"{left} cannot be divided by {right}", "divide by a plain number or by the same currency")
    return Kind("number", unit="" if right.unit else left.unit, literal=left.literal and right.literal)


def _not_numbers(kinds: Sequence[Kind]) -> Kind:
    argument = next((place for place, kind in enumerate(kinds) if kind.name != "number"), 0)
    raise Mismatch(argument, f"{kinds[argument]} is not a number", "use points(…) or a whole number")


def _check_choose(kinds: Sequence[Kind]) -> Kind:
    for argument, kind in enumerate(kinds):
        if kind.name not in ("number", "rank") or (kind.name, kind.ids) != (kinds[0].name, kinds[0].ids):
            raise Mismatch(argument, f"{kind} cannot be chosen among", "use band(…) of scales with the same bands")
    return _number_of(kinds) if kinds[0].name == "number" else Kind(kinds[0].name, kinds[0].ids)


def _check_band(kinds: Sequence[Kind]) -> Kind:
    (kind,) = kinds
    if kind.name != "scale":
        raise Mismatch(0, f"{kind} has no bands", "give band(…) a scale")
    return Kind("rank", kind.ids)


def _check_points(kinds: Sequence[Kind]) -> Kind:
    (kind,) = kinds
    if not kind.of or kind.name == "rank" or not kind.scored:
        raise Mismatch(0, f"{kind} has no points", "give points(…) a scale or a scored item")
    return NUMBER


def _check_answered(kinds: Sequence[Kind]) -> Kind:
    (kind,) = kinds
    if kind.name in ("scale", "rank") or not kind.of:
        raise Mismatch(0, f"{kind} is not an item", "give answered(…) an item")
    return TRUTH


def _check_opted_out(kinds: Sequence[Kind]) -> Kind:
    (kind,) = kinds
    if not kind.opts_out:
        raise Mismatch(0, f"{kind} cannot be declined", "give opted_out(…) an item with an 'opt_out' option")
    return TRUTH


def _check_count(kinds: Sequence[Kind]) -> Kind:
    (kind,) = kinds
    if kind.name != "options":
        raise Mismatch(0, f"{kind} is not a list", "give count(…) an item of several choices")
    return NUMBER


def _check_capped(kinds: Sequence[Kind]) -> Kind:
    (kind,) = kinds
    if kind.name != "rank" or not kind.of:
        raise Mismatch(0, f"{kind} is not an outcome", "give capped(…) tier or another outcome")
    return kind


def _divided(left: Exact, right: Exact) -> Exact | None:
    return Fraction(left, right) if right else None  # what nothing can be divided by is unknown


def _part_of(part: Value, whole: Any) -> bool:
    return part in whole


def _not_part_of(part: Value, whole: Any) -> bool:
    return part not in whole


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1]


OPERATIONS = {
    operation.name: operation
    for operation in (
        Operation("and", _check_logic),
        Operation("or", _check_logic),
        Operation("not", _check_logic, lambda value: not value),
        Operation("==", _check_equal, eq),
        Operation("!=", _check_equal, ne),
        Operation("<", _check_order, lt),
        Operation("<=", _check_order, le),
        Operation(">", _check_order, gt),
        Operation(">=", _check_order, ge),
        Operation("in", _check_member, _part_of),
        Operation("not in", _check_member, _not_part_of),
        Operation("+", _check_sum, add),
        Operation("-", _check_difference, sub),
        Operation("*", _check_product, mul),
        Operation("/", _check_quotient, _divided),
        Operation("min", _check_choose, min),
        Operation("max", _check_choose, max),
        Operation("band", _check_band, fact="bands"),
        Operation("points", _check_points, fact="points"),
        Operation("answered", _check_answered, fact="answered"),
        Operation("opted_out", _check_opted_out, fact="opted_out"),
        Operation("count", _check_count, fact="counts"),
        Operation("capped", _check_capped, fact="capped"),
    )
}
