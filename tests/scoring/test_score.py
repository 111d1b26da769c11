"""How answers become a tier, on questionnaires of one or two scales from 0 to 8 points."""

from collections.abc import Collection, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.answers import parse_answers
from scoring.assessment import ControlResult, OutcomeResult, Status
from scoring.outcome import Control
from scoring.questionnaire import Questionnaire
from scoring.refusal import Refusal, Refused
from scoring.score import assess, score
from tests.scoring.build import LOWEST, control, form, ladder, scale


def two_scales(*controls: Control) -> Questionnaire:
    """Return a questionnaire whose tier is the lower of the bands of first and second."""
    scales = [scale("first", ["a"]), scale("second", ["b"]), scale("third", ["c"])]
    return form(
        ladder("a"), ladder("b"), ladder("c"), scales=scales, controls=controls, by="min(band(first), band(second))"
    )


@pytest.mark.parametrize(
    ("answers", "tier", "bound_by", "because"),
    [
        ("p8 p8 p0", "C3", ("first", "second"), "both hold it; the third is not in the rule"),
        ("p0 p8 p8", "C1", ("first",), "the lower one binds"),
        ("p8 p4 p8", "C2", ("second",), "the lower one binds"),
    ],
)
def test_strength_never_buys_back_weakness(answers: str, tier: str, bound_by: tuple[str, ...], because: str) -> None:
    result = score(two_scales(), answered(answers))
    assert result.outcomes == (OutcomeResult("tier", tier, tier, bound_by),), because
    assert (result.tier, result.bound_by) == (tier, bound_by)
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
    assert result.outcomes == (OutcomeResult("tier", tier, "C3", bound_by),)


@pytest.mark.parametrize(
    ("controls", "tier", "bound_by"),
    [([], "C3", ("first",)), ([CAP2], "C2", ("cap2",)), ([CAP3], "C3", ("first", "cap3"))],
)
def test_a_scale_binds_only_a_tier_that_the_rule_gave(
    controls: list[Control], tier: str, bound_by: Sequence[str]
) -> None:
    scales = [scale("first", ["a"]), scale("second", ["b"])]
    bolder = form(ladder("a"), ladder("b"), scales=scales, controls=controls, by="max(band(first), band(second))")
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


def answered(options: str) -> dict[str, object]:
    """Return the answers to a, b and c; - is none."""
    return {id_: option for id_, option in zip("abc", options.split(), strict=True) if option != "-"}


def test_score_is_parse_and_assess() -> None:
    raw = answered(ALL_HIGH)
    assert score(two_scales(), raw) == assess(two_scales(), parse_answers(two_scales(), raw))
