"""Exact numbers: a whole number where it can be, a fraction where it must be, a float never.

In JSON a whole number is a number and a fraction is text such as `"7/2"`, because JSON's own fractions are floats.
"""

import re
from fractions import Fraction

type Exact = int | Fraction

_WRITTEN = re.compile(r"-?[0-9]+(/0*[1-9][0-9]*|\.[0-9]+)?")  # Fraction itself also takes 1e9, 1_0 and 1/0


def exact(number: Exact) -> Exact:
    """Return `number` as an int when it is whole.

    >>> exact(Fraction(6, 2)), exact(Fraction(7, 2))
    (3, Fraction(7, 2))
    """
    return number.numerator if number.denominator == 1 else number


def write_exact(number: Exact) -> int | str:
    """Return `number` as JSON holds it.

    >>> write_exact(3), write_exact(Fraction(7, 2))
    (3, '7/2')
    """
    whole = exact(number)
    return whole if isinstance(whole, int) else f"{whole.numerator}/{whole.denominator}"


def read_exact(written: int | str) -> Exact:
    """Return the number that `write_exact` wrote, or that an author wrote: `3`, `7/2`, `3.5`.

    Errors: ValueError when it is none of these.
    """
    if isinstance(written, int):
        return written
    if not _WRITTEN.fullmatch(written):
        raise ValueError(f"'{written}' is not a number such as 3, 3.5 or 7/2")
    return exact(Fraction(written))


def round_half_up(number: Exact) -> int:
    """Return the whole number nearest to `number`, halves upwards: for showing, never for deciding.

    >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(7, 3))
    (3, 2)
    """
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def magnitude(number: Exact) -> Exact:
    """Return `number` without its sign.

    >>> magnitude(-3), magnitude(Fraction(1, 2))
    (3, Fraction(1, 2))
    """
    if number < 0:
        return -number
    return number


def percent_of(part: Exact, whole: Exact) -> int:
    """Return 100 × `part` ÷ `whole`, rounded as `round_half_up` does; `whole` is not 0.

    >>> percent_of(1, 3), percent_of(Fraction(1, 200), 1)
    (33, 1)
    """
    return (200 * part + whole) // (2 * whole)
