"""What an answer to each type of item earns, and between which points an item's answers lie."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.exact import Exact
from scoring.item import Answer, Credit, Item, ItemType, item_kind
from scoring.operations import Kind
from tests.scoring.build import choice, choices, day, free, money, number, row_of, steps

HALF = Fraction(1, 2)
EARNS = {"a": 1, "b": 4, "c": 2, "none": 0}
FOUR = {"right": None, "true": None, "wrong": None, "false": None}
CORRECT = ("right", "true")


def several(credit: str, points: Mapping[str, Exact | None], **more: Any) -> Item:
    """Return an item of several choices with this credit."""
    return choices("q", points, credit=Credit(credit), **more)


def knowledge(credit: str, points: Mapping[str, Exact | None] | None = None, worth: Exact = 6) -> Item:
    """Return a question of knowledge of which two of four options are right."""
    return several(credit, points or FOUR, correct=CORRECT, worth=worth)


@pytest.mark.parametrize(
    ("item", "answer", "points", "because"),
    [
        (choice("q", {"a": 0, "b": 3}), "a", 0, "a real 0"),
        (choice("q", {"a": 0, "b": HALF}), "b", HALF, "exact"),
        (choice("q", {"a": None, "b": 3}), "a", None, "unscored is not 0"),
        (choice("q", {"a": 1, "b": 3, "not_sure": 0}), "not_sure", 0, "an opt-out may be worth a number"),
        (choice("q", {"a": 1, "b": 3, "not_sure": None}), "not_sure", None, "or count as missing"),
        (row_of("m", "q", {"low": 1, "high": 5}), "high", 5, "a row of a matrix"),
        (choice("q", {"low": 1, "high": 5}, type=ItemType.LIKERT), "low", 1, "degrees of one thing"),
        (number("q", 0, 99), 50, None, "a number earns nothing without steps"),
        (money("q", 0, 99), 50, None, "nor does an amount"),
        (day("q", "1900-01-01", "2026-12-31"), "1999-12-31", None, "a date is never scored"),
        (free("q"), "a", None, "nor is a text, though it read like an option"),
    ],
)
def test_points_of_one_answer(item: Item, answer: Answer, points: Exact | None, because: str) -> None:
    assert item.points(answer) == points, because


STEPS = steps((18, 3), (40, Fraction(5, 2)), (65, 0))


@pytest.mark.parametrize(
    ("answer", "points", "because"),
    [
        (18, 3, "the first step starts at the least"),
        (39, 3, "a step ends before the next starts"),
        (40, Fraction(5, 2), "and the next has its start"),
        (64, Fraction(5, 2), "exact"),
        (65, 0, "a real 0"),
        (120, 0, "the last has no end"),
        ("not_sure", 1, "an opt-out earns its own points"),
        ("prefer_not_to_say", None, "or counts as missing"),
    ],
)
@pytest.mark.parametrize("asked", [number, money])
def test_points_of_a_number(asked: Any, answer: Answer, points: Exact | None, because: str) -> None:
    declining = choice("q", {"not_sure": 1, "prefer_not_to_say": None}).options
    assert asked("q", 18, 120, steps=STEPS, options=declining).points(answer) == points, because


@pytest.mark.parametrize(
    ("credit", "chosen", "points", "because"),
    [
        ("highest", "a b c", 4, "the highest of several, not their sum"),
        ("highest", "a", 1, "the only one"),
        ("highest", "none", 0, "a real 0"),
        ("sum", "a b c", 7, "all of them"),
        ("sum", "a c", 3, "those that were chosen"),
        ("sum", "none", 0, "a real 0"),
    ],
)
def test_several_earn_the_highest_or_the_sum(credit: str, chosen: str, points: Exact, because: str) -> None:
    assert several(credit, EARNS, alone="none").points(tuple(chosen.split())) == points, because


@pytest.mark.parametrize(
    ("credit", "points", "chosen", "earned", "because"),
    [
        ("highest", {"a": -1, "b": None}, "a b", -1, "an unscored one adds nothing"),
        ("sum", {"a": -1, "b": None}, "a b", -1, "nor does it here"),
        ("sum", {"a": HALF, "b": HALF}, "a b", 1, "exact, and whole where it can be"),
        ("sum", {"a": -3, "b": 2}, "a b", -1, "below nothing"),
        ("highest", {"a": None}, "a", None, "none of them scored"),
        ("sum", {"a": None}, "a", None, "none of them scored"),
        ("sum", {"a": 1, "not_sure": None}, "not_sure", None, "an opt-out that counts as missing"),
        ("sum", {"a": 1, "not_sure": 0}, "not_sure", 0, "an opt-out that is worth nothing"),
    ],
)
def test_several_of_which_some_are_not_scored(
    credit: str, points: dict[str, Exact | None], chosen: str, earned: Exact | None, because: str
) -> None:
    assert several(credit, points).points(tuple(chosen.split())) == earned, because


@pytest.mark.parametrize(
    ("chosen", "exactly", "partly", "because"),
    [
        ("right true", 6, 6, "all that is right and nothing else"),
        ("right", 0, 3, "half of it"),
        ("right wrong", 0, 0, "a wrong one takes away what a right one gave"),
        ("right true wrong", 0, 3, "the same off for a wrong one"),
        ("right true wrong false", 0, 0, "everything is no answer"),
        ("wrong", 0, 0, "never below nothing"),
        ("wrong false", 0, 0, "nor for two"),
    ],
)
def test_knowledge_is_worth_all_or_a_share(chosen: str, exactly: Exact, partly: Exact, because: str) -> None:
    answer = tuple(chosen.split())
    assert (knowledge("exact").points(answer), knowledge("partial").points(answer)) == (exactly, partly), because


@pytest.mark.parametrize(
    ("worth", "right", "points"),
    [(1, 1, Fraction(1, 3)), (1, 2, Fraction(2, 3)), (1, 3, 1), (HALF, 1, Fraction(1, 6)), (4, 2, Fraction(8, 3))],
)
def test_a_share_is_exact(worth: Exact, right: int, points: Exact) -> None:
    item = several("partial", dict.fromkeys("abcd"), correct=("a", "b", "c"), worth=worth)
    earned = item.points(("a", "b", "c")[:right])
    assert earned == points
    assert type(earned) is type(points)


@pytest.mark.parametrize(
    ("points", "earned", "because"),
    [
        (0, 0, "not knowing is worth nothing, and is an answer"),
        (2, 2, "or what the form says"),
        (None, None, "or it counts as missing"),
    ],
)
@pytest.mark.parametrize("credit", ["exact", "partial"])
def test_an_opt_out_of_knowledge(credit: str, points: Exact | None, earned: Exact | None, because: str) -> None:
    assert knowledge(credit, {**FOUR, "not_sure": points}).points(("not_sure",)) == earned, because


@pytest.mark.parametrize(
    ("item", "point_range", "because"),
    [
        (choice("q", {"a": 3, "b": 0, "c": 1}), (0, 3), "in any order"),
        (choice("q", {"a": -2, "b": 5}), (-2, 5), "below zero too"),
        (choice("q", {"a": Fraction(1, 2), "b": Fraction(7, 2)}), (Fraction(1, 2), Fraction(7, 2)), "exact"),
        (choice("q", {"a": None, "b": 1, "c": 2}), (1, 2), "an unscored option is not 0"),
        (choice("q", {"a": 1, "b": 2, "not_sure": 0}), (0, 2), "an opt-out that is worth a number"),
        (choice("q", {"a": None}), None, "nothing scored"),
        (row_of("m", "q", {"low": 1, "high": 5}), (1, 5), "a row of a matrix"),
        (choices("q", {"a": 1, "b": 4}), (1, 4), "only the highest of several counts"),
        (several("sum", {"a": 1, "b": 4}), (1, 5), "one at least, all at most"),
        (several("sum", {"a": 0, "b": 4}), (0, 4), "one may be worth nothing"),
        (several("sum", {"a": -1, "b": -2, "c": 3}), (-3, 3), "those below nothing, those above it"),
        (several("sum", {"a": -1, "b": -2}), (-3, -1), "one at least, so not 0"),
        (several("sum", {"a": 2, "b": 3, "none": 0}, alone="none"), (0, 5), "alone: nothing beside it"),
        (several("sum", {"a": 2, "b": 3, "none": 9}, alone="none"), (2, 9), "alone it is most"),
        (several("sum", {"a": -2, "b": 3, "none": -9}, alone="none"), (-9, 3), "alone it is least"),
        (several("sum", {"a": 1, "b": None}), (1, 1), "an unscored option adds nothing"),
        (several("sum", {"a": None}), None, "nothing scored"),
        (knowledge("exact"), (0, 6), "nothing or all"),
        (knowledge("partial", worth=HALF), (0, HALF), "nothing to all"),
        (number("q", 0, 9), None, "a number earns nothing"),
        (number("q", 0, 99, steps=steps((0, 5), (10, -1), (20, 3))), (-1, 5), "the steps of a number"),
        (money("q", 0, 9, steps=steps((0, 2))), (2, 2), "one step"),
        (number("q", 0, 9, steps=steps((0, 2)), options=choice("q", {"not_sure": 0}).options), (0, 2), "its opt-out"),
        (day("q", "1900-01-01", "2026-12-31"), None, "a date is never scored"),
        (free("q"), None, "nor is a text"),
    ],
)
def test_point_range(item: Item, point_range: tuple[Exact, Exact] | None, because: str) -> None:
    assert item.point_range == point_range, because


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.none() | st.integers(-3, 3), min_size=2),
    st.sampled_from(["highest", "sum", "exact", "partial"]),
    st.sampled_from(["", *"abcdef"]),
    st.data(),
)
def test_no_answer_earns_more_or_less_than_the_range(
    points: dict[str, Exact | None], credit: str, alone: str, choose: st.DataObject
) -> None:
    more: dict[str, Any] = {} if credit in ("highest", "sum") else {"worth": 4, "correct": tuple(points)[:2]}
    item = several(credit, points, alone=alone, **more)
    together = [id_ for id_ in points if id_ != alone]
    single = [(alone,)] if alone in points else []
    answer = choose.draw(
        st.one_of(
            st.lists(st.sampled_from(together), min_size=1, unique=True).map(tuple),
            *([st.sampled_from(single)] if single else []),
        )
    )
    earned, between = item.points(answer), item.point_range
    assert earned is None or (between is not None and between[0] <= earned <= between[1])
    assert between is not None or earned is None


DECLINED = choice("q", {"not_sure": None}).options


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (choice("q", {"a": 1, "b": 2}), Kind("option", ("a", "b"), "q")),
        (choice("q", {"a": None, "b": None}), Kind("option", ("a", "b"), "q", scored=False)),
        (row_of("m", "q", {"a": 1, "b": 2}), Kind("option", ("a", "b"), "q")),
        (choices("q", {"a": 1, "not_sure": 0}), Kind("options", ("a", "not_sure"), "q", opts_out=True)),
        (knowledge("exact"), Kind("options", tuple(FOUR), "q")),
        (number("q", 0, 9), Kind("number", (), "q", scored=False)),
        (number("q", 0, 9, steps=steps((0, 1))), Kind("number", (), "q")),
        (number("q", 0, 9, options=DECLINED), Kind("number", (), "q", scored=False, opts_out=True)),
        (money("q", 0, 9, "HKD"), Kind("number", (), "q", scored=False, unit="HKD")),
        (day("q", "1900-01-01", "2026-12-31"), Kind("date", (), "q", scored=False)),
        (free("q"), Kind("text", (), "q", scored=False)),
    ],
)
def test_what_an_item_is_in_an_expression(item: Item, kind: Kind) -> None:
    assert item.kind == kind
    assert kind == item_kind(
        "q",
        item.type.value,
        tuple(item.option),
        scored=kind.scored,
        opts_out=kind.opts_out,
        currency=kind.unit,
    )


def test_options_are_found_by_id() -> None:
    item = several("sum", {"a": 0, "b": 2, "not_sure": None}, alone="not_sure", correct=("b",))
    assert [option.points for option in item.option.values()] == [0, 2, None]
    assert item.points_of == {"a": 0, "b": 2, "not_sure": None}
    assert (item.opt_outs, item.correct) == (frozenset({"not_sure"}), frozenset({"b"}))
    assert [option.id for option in item.options if option.alone] == ["not_sure"]
