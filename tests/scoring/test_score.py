"""How answers become a tier, on questionnaires of one or two scales from 0 to 8 points."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.answers import parse_answers
from scoring.assessment import Contribution, ControlResult, Status
from scoring.exact import Exact
from scoring.questionnaire import Control, Item, Questionnaire
from scoring.refusal import Refusal, Refused
from scoring.score import assess, item_points, scale_result, score
from tests.scoring.build import LOWEST, choice, choices, control, form, number, scale

HALF = Fraction(1, 2)


def steps(id_: str, *, required: bool = True) -> Item:
    """Return an item that earns 0 to 8 points by its options p0 to p8; its option 'none' is not scored."""
    return choice(id_, {**{f"p{points}": points for points in range(9)}, "none": None}, required=required)


def two_scales(*controls: Control) -> Questionnaire:
    """Return a questionnaire whose tier is the lower of the bands of first and second."""
    scales = [scale("first", ["a"]), scale("second", ["b"]), scale("third", ["c"])]
    return form(
        steps("a"), steps("b"), steps("c"), scales=scales, controls=controls, by="min(band(first), band(second))"
    )


@pytest.mark.parametrize(
    ("item", "answer", "points", "because"),
    [
        (choice("q", {"a": 0, "b": 3}), "a", 0, "a real 0"),
        (choice("q", {"a": 0, "b": HALF}), "b", HALF, "exact"),
        (choice("q", {"a": None, "b": 3}), "a", None, "unscored is not 0"),
        (choices("q", {"a": 1, "b": 4, "c": 2}), ("a", "b", "c"), 4, "the highest of several, not their sum"),
        (choices("q", {"a": -1, "b": None}), ("a", "b"), -1, "an unscored one adds nothing"),
        (choices("q", {"a": None}), ("a",), None, "none of them scored"),
        (number("q", 0, 99), 50, None, "a number earns nothing"),
    ],
)
def test_item_points(item: Item, answer: Any, points: Exact | None, because: str) -> None:
    assert item_points(item, answer) == points, because


@pytest.mark.parametrize(
    ("points", "band", "above_edge", "to_next", "percent"),
    [
        (0, "C1", 0, 3, 0),
        (2, "C1", 2, 1, 25),
        ("2999/1000", "C1", "2999/1000", "1/1000", 37),
        (3, "C2", 0, 3, 38),
        ("3001/1000", "C2", "1/1000", "2999/1000", 38),
        (4, "C2", 1, 2, 50),
        ("17999999999999999/3000000000000000", "C2", "8999999999999999/3000000000000000", "1/3000000000000000", 75),
        (6, "C3", 0, None, 75),
        (8, "C3", 2, None, 100),
    ],
)
def test_bands_are_half_open(
    points: int | str, band: str, above_edge: int | str, to_next: int | str | None, percent: int
) -> None:
    result = scale_result(scale("s", ["a"]), {"a": steps("a")}, {"a": Fraction(points)})
    assert (result.points, result.lowest, result.highest, result.percent) == (Fraction(points), 0, 8, percent)
    assert (result.band, result.above_edge) == (band, Fraction(above_edge))
    assert result.to_next == (None if to_next is None else Fraction(to_next))


@pytest.mark.parametrize(
    ("near", "points", "because"),
    [
        (0, "", "nothing is within 0 points"),
        (1, "2 3 5 6", "one point up reaches the edge, one down from the edge leaves the band"),
        (2, "1 2 3 4 5 6 7", "two points"),
        (3, "0 1 2 3 4 5 6 7 8", "three points"),
    ],
)
def test_near_is_on_both_sides_of_a_boundary_and_only_there(near: int, points: str, because: str) -> None:
    items, nearing = {"a": steps("a")}, scale("s", ["a"], near=near)
    results = {total: scale_result(nearing, items, {"a": total}) for total in range(9)}
    assert " ".join(str(total) for total, result in results.items() if result.near) == points, because


@given(st.fractions(0, 8), st.lists(st.fractions(0, 8), max_size=5, unique=True))
def test_every_score_lies_in_exactly_one_band(points: Fraction, starts: list[Fraction]) -> None:
    edges = sorted({Fraction(0), *starts})
    result = scale_result(scale("s", ["a"], edges), {"a": steps("a")}, {"a": points})
    ends = [*edges[1:], Fraction(9)]
    holding = [f"C{at}" for at, (start, end) in enumerate(zip(edges, ends, strict=True), 1) if start <= points < end]
    assert [result.band] == holding
    assert isinstance(result.points, int | Fraction)


@pytest.mark.parametrize(
    ("answers", "points", "band", "because"),
    [
        ("p1 p2 p3", 6, "C2", "nothing is missing: the sum itself"),
        ("p1 p2 -", "9/2", "C1", "3 of 16, put on 0 to 24"),
        ("p3 - p3", 9, "C2", "6 of 16 on 0 to 24"),
        ("- p0 p0", 0, "C1", "two real zeros are two answers"),
        ("- p8 p8", 24, "C3", "all that could be had stays all"),
        ("p2 p2 none", 6, "C2", "an unscored option counts as missing"),
        ("p4 p3 -", "21/2", "C2", "never rounded"),
    ],
)
def test_prorating_is_exact(answers: str, points: int | str, band: str, because: str) -> None:
    result = score(three(prorate=2), answered(answers)).scales[0]
    assert (result.points, result.band) == (Fraction(points), band), because


def test_prorating_keeps_to_the_range_of_the_items_that_were_answered() -> None:
    items = {
        "a": choice("a", {"x": 2, "y": 6}),
        "b": choice("b", {"x": -3, "y": 1}),
        "c": choice("c", {"x": 0, "y": 5}),
    }
    result = scale_result(scale("s", ["a", "b", "c"], (-1, 3, 6), prorate=2), items, {"a": 2, "b": 1})
    assert (result.lowest, result.highest) == (-1, 12)
    assert result.points == -1 + Fraction((3 - -1) * 13, 8)
    assert result.items == (Contribution("a", 2, 2, 6), Contribution("b", 1, -3, 1), Contribution("c", None, 0, 5))


@pytest.mark.parametrize(
    ("prorate", "answers", "refusal"),
    [
        (2, "p8 - -", Refusal("too_few", "s", "1", ("b", "c"))),
        (2, "p8 none -", Refusal("too_few", "s", "1", ("b", "c"))),
        (1, "- - -", Refusal("too_few", "s", "0", ("a", "b", "c"))),
        (None, "p8 p8 -", Refusal("too_few", "s", "2", ("c",))),
        (3, "- p0 p0", Refusal("too_few", "s", "2", ("a",))),
    ],
)
def test_too_few_answers_are_refused_and_never_0(prorate: int | None, answers: str, refusal: Refusal) -> None:
    with pytest.raises(Refused) as error:
        score(three(prorate=prorate), answered(answers))
    assert error.value.refusals == (refusal,)


def test_a_hidden_item_counts_as_missing_and_its_old_answer_is_ignored() -> None:
    asked = choice("b", {"p0": 0, "p8": 8}, show_if="a == 'p8'")
    hiding = form(steps("a"), asked, scales=[scale("s", ["a", "b"], (0, 8, 16), prorate=1)])
    assert score(hiding, {"a": "p0", "b": "p8"}).scales[0].items[1] == Contribution("b", None, 0, 8)
    assert score(hiding, {"a": "p0", "b": "p8"}) == score(hiding, {"a": "p0"})
    assert score(hiding, {"a": "p8", "b": "p8"}).scales[0].points == 16


@pytest.mark.parametrize(
    ("answers", "tier", "bound_by", "because"),
    [
        ("p8 p8 p0", "C3", ("first", "second"), "both hold it; the third is not in the rule"),
        ("p0 p8 p8", "C1", ("first",), "the lower one binds"),
        ("p8 p4 p8", "C2", ("second",), "the lower one binds"),
    ],
)
def test_strength_never_buys_back_weakness(answers: str, tier: str, bound_by: Sequence[str], because: str) -> None:
    result = score(two_scales(), answered(answers))
    assert (result.tier, result.computed, result.bound_by) == (tier, tier, bound_by), because
    assert (result.status, result.marks, result.controls) == (Status.COMPLETE, (), ())


ALL_HIGH = "p8 p8 p8"
ACTS, RESTS, UNKNOWN = "a == 'p8'", "a == 'p1'", "points(none_of_these) == 0"
CAP1, CAP2, CAP3 = (control(f"cap{tier[-1]}", ACTS, cap=tier) for tier in ("C1", "C2", "C3"))
WARN, REFER, BLOCK, CONFIRM = (control(then, ACTS, then=then) for then in ("warn", "refer", "block", "confirm"))
AGAIN = control("again", f"{ACTS} and capped(tier) >= 'C2'", cap="C1", then="refer")
CONFIRM2 = control("confirm2", ACTS, then="confirm", cap="C2")
MARK = control("mark", ACTS, cap="C1", mark=LOWEST)
BLOCK2 = control("block2", ACTS, then="block", cap="C1", mark=LOWEST)
SCALES = ("first", "second")


@pytest.mark.parametrize(
    ("controls", "confirmed", "status", "tier", "bound_by", "marks"),
    [
        ([CAP2], [], "complete", "C2", ("cap2",), ()),
        ([CAP2, CAP1], [], "complete", "C1", ("cap1",), ()),
        ([CAP1, CAP2], [], "complete", "C1", ("cap1",), ()),
        ([CAP3], [], "complete", "C3", (*SCALES, "cap3"), ()),
        ([control("rests", RESTS, cap="C1")], [], "complete", "C3", SCALES, ()),
        ([control("unknown", UNKNOWN, cap="C1", then="block")], [], "complete", "C3", SCALES, ()),
        ([MARK], [], "complete", "C1", ("mark",), (LOWEST,)),
        ([MARK, BLOCK2], [], "blocked", None, ("block2",), (LOWEST,)),
        ([WARN], [], "complete", "C3", SCALES, ()),
        ([WARN, CAP2, REFER], [], "referred", "C2", ("cap2",), ()),
        ([CAP2, AGAIN], [], "referred", "C1", ("again",), ()),
        ([CAP1, AGAIN], [], "complete", "C1", ("cap1",), ()),
        ([AGAIN, CAP1], [], "referred", "C1", ("again", "cap1"), ()),
        ([REFER], [], "referred", "C3", SCALES, ()),
        ([REFER, CAP2], [], "referred", "C2", ("cap2",), ()),
        ([CONFIRM], [], "unconfirmed", "C3", SCALES, ()),
        ([CONFIRM], ["confirm"], "complete", "C3", SCALES, ()),
        ([CONFIRM, REFER], [], "unconfirmed", "C3", SCALES, ()),
        ([CONFIRM, REFER], ["confirm"], "referred", "C3", SCALES, ()),
        ([CONFIRM, CONFIRM2], ["confirm"], "unconfirmed", "C2", ("confirm2",), ()),
        ([CONFIRM, CONFIRM2], ["confirm", "confirm2"], "complete", "C2", ("confirm2",), ()),
        ([BLOCK], [], "blocked", None, ("block",), ()),
        ([CAP1, BLOCK, REFER, BLOCK2, CONFIRM], ["confirm"], "blocked", None, ("block", "block2"), (LOWEST,)),
    ],
)
def test_controls(  # noqa: PLR0913, PLR0917  a column each
    controls: list[Control],
    confirmed: Collection[str],
    status: str,
    tier: str | None,
    bound_by: tuple[str, ...],
    marks: tuple[str, ...],
) -> None:
    result = score(two_scales(*controls), answered(ALL_HIGH), confirmed)
    assert (result.status, result.tier, result.bound_by, result.marks) == (status, tier, bound_by, marks)
    assert result.computed == "C3"


@pytest.mark.parametrize(
    ("controls", "tier", "bound_by"),
    [([], "C3", ("first",)), ([CAP2], "C2", ("cap2",)), ([CAP3], "C3", ("first", "cap3"))],
)
def test_a_scale_binds_only_a_tier_that_the_rule_gave(
    controls: list[Control], tier: str, bound_by: Sequence[str]
) -> None:
    scales = [scale("first", ["a"]), scale("second", ["b"])]
    bolder = form(steps("a"), steps("b"), scales=scales, controls=controls, by="max(band(first), band(second))")
    result = score(bolder, {"a": "p8", "b": "p4"})
    assert (result.tier, result.bound_by) == (tier, bound_by)


@pytest.mark.parametrize(
    ("answers", "acting", "lowered"),
    [
        (ALL_HIGH, CAP2, True),
        (ALL_HIGH, CAP3, False),
        ("p8 p4 p0", CAP2, False),
        ("p8 p0 p0", CAP2, False),
        (ALL_HIGH, REFER, False),
    ],
)
def test_a_control_lowers_only_what_is_above_its_cap(answers: str, acting: Control, lowered: bool) -> None:  # noqa: FBT001  a column
    assert score(two_scales(acting), answered(answers)).controls == (
        ControlResult(acting.id, lowered, confirmed=False),
    )


@pytest.mark.parametrize(("confirmed", "unknown"), [(["refer"], ["refer"]), (["x", "confirm", "y"], ["x", "y"])])
def test_only_a_contradiction_can_be_confirmed(confirmed: list[str], unknown: list[str]) -> None:
    with pytest.raises(Refused) as error:
        score(two_scales(CONFIRM, REFER), answered(ALL_HIGH), confirmed)
    assert error.value.refusals == tuple(Refusal("unknown_confirmation", None, id_) for id_ in unknown)


@pytest.mark.parametrize(
    ("controls", "cells"),
    [
        ([], "match match match"),
        ([CAP2], "match match above"),
        ([CAP1], "match above above"),
        ([MARK], "match never never"),
        ([BLOCK], ""),
    ],
)
def test_products_follow_the_row_of_the_tier_or_of_its_mark(controls: list[Control], cells: str) -> None:
    products = score(two_scales(*controls), answered(ALL_HIGH)).products
    assert " ".join(product.match for product in products) == cells
    assert [product.grade for product in products] == ["R1", "R2", "R3"][: len(products)]


@given(st.lists(st.sampled_from([CAP1, CAP2, CAP3, REFER, BLOCK, CONFIRM, MARK, BLOCK2]), unique_by=lambda one: one.id))
def test_more_controls_never_raise_a_tier(controls: list[Control]) -> None:
    tiers = [score(two_scales(*controls[:many]), answered(ALL_HIGH)).tier or "" for many in range(len(controls) + 1)]
    assert tiers == sorted(tiers, reverse=True)


def three(*, prorate: int | None) -> Questionnaire:
    """Return a questionnaire with one scale of three items that need not be answered."""
    items = [steps(id_, required=False) for id_ in "abc"]
    return form(*items, scales=[scale("s", ["a", "b", "c"], (0, 6, 12), prorate=prorate)])


def answered(options: str) -> dict[str, object]:
    """Return the answers to a, b and c; - is none."""
    return {id_: option for id_, option in zip("abc", options.split(), strict=True) if option != "-"}


def test_score_is_parse_and_assess() -> None:
    raw = answered(ALL_HIGH)
    assert score(two_scales(), raw) == assess(two_scales(), parse_answers(two_scales(), raw))
