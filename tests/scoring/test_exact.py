from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.exact import Exact, exact, read_exact, round_half_up, write_exact

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("number", "whole"),
    [(3, 3), (0, 0), (-2, -2), (Fraction(6, 2), 3), (Fraction(0, 5), 0), (Fraction(-4, 2), -2)],
)
def test_a_whole_number_is_an_int(number: Exact, whole: int) -> None:
    assert (exact(number), type(exact(number))) == (whole, int)


def test_a_fraction_stays_a_fraction() -> None:
    assert exact(Fraction(7, 2)) == Fraction(7, 2)


@pytest.mark.parametrize(
    ("number", "written"),
    [(3, 3), (-3, -3), (Fraction(6, 2), 3), (Fraction(7, 2), "7/2"), (Fraction(-1, 3), "-1/3"), (10**30, 10**30)],
)
def test_write_exact(number: Exact, written: int | str) -> None:
    assert write_exact(number) == written


@pytest.mark.parametrize(
    ("written", "number", "because"),
    [
        (3, 3, "JSON's whole numbers"),
        ("3", 3, "an author's whole number"),
        ("-3", -3, "below zero"),
        ("7/2", Fraction(7, 2), "a fraction"),
        ("6/2", 3, "a fraction that is whole"),
        ("3.5", Fraction(7, 2), "a decimal is exact too"),
        ("0.1", Fraction(1, 10), "and no float comes near it"),
        ("39.999", Fraction(39999, 1000), "the score that fell between two bands"),
    ],
)
def test_read_exact(written: int | str, number: Exact, because: str) -> None:
    assert read_exact(written) == number, because


@pytest.mark.parametrize(
    "written", ["", "x", "1/0", "1/", "/2", "1/2/3", "nan", "inf", "1,5", "--1", "1e3", "1_0", "٣"]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_exact(written)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (2, 2),
        (Fraction(5, 2), 3),
        (Fraction(7, 3), 2),
        (Fraction(8, 3), 3),
        (Fraction(-5, 2), -2),
        (Fraction(-7, 3), -2),
        (HALF, 1),
        (-HALF, 0),
    ],
)
def test_round_half_up(number: Exact, shown: int) -> None:
    assert round_half_up(number) == shown


@given(st.fractions())
def test_what_is_written_is_read_back(number: Fraction) -> None:
    assert read_exact(write_exact(number)) == number


@given(st.fractions())
def test_rounding_moves_by_a_half_at_most(number: Fraction) -> None:
    assert -HALF < round_half_up(number) - number <= HALF
