"""Several outcomes of one form: each has its rule, its caps and its pass, and each may be unknown by itself."""

from collections.abc import Sequence

import pytest

from scoring.assessment import Assessment, ControlResult, OutcomeResult, ProductMatch, Status
from scoring.outcome import Control, Match
from scoring.questionnaire import Questionnaire
from scoring.refusal import Refusal, Refused
from scoring.scale import Missing
from scoring.score import score
from tests.scoring.build import bands, control, form, ladder, missing, outcome, plain_form, scale, tier

UNSCORED = missing("unscored")
LEVELS = "basic middling complex"
COMPLEXITY = bands(basic=0, middling=3, complex=6)


def two(*controls: Control, rule: Missing = UNSCORED, passed_from: str | None = None) -> Questionnaire:
    """Return a form of a tier by item a, and a gate by item b; c and d earn nothing that counts."""
    items = [ladder(id_, required=False) for id_ in "abcd"]
    scales = [scale("means", ["a"], rule=rule), scale("knowing", ["b"], bands=COMPLEXITY, rule=rule)]
    gate = outcome("complexity", LEVELS, "band(knowing)", gate=True, passed_from=passed_from)
    return form(*items, scales=scales, controls=controls, outcomes=(tier("band(means)"), gate))


def given(options: str) -> dict[str, object]:
    """Return the answers to a, b, c and d; - is none."""
    return {id_: option for id_, option in zip("abcd", options.split(), strict=False) if option != "-"}


def levels(result: Assessment) -> str:
    """Return the level of each outcome; - is none."""
    return " ".join(one.level or "-" for one in result.outcomes)


@pytest.mark.parametrize(
    ("answers", "tiers", "complexity", "because"),
    [
        ("p0 p8", "C1", "complex", "each by its own scale"),
        ("p8 p0", "C3", "basic", "what is understood raises nothing, and lowers nothing by itself"),
        ("p4 p4", "C2", "middling", "both in the middle"),
    ],
)
def test_each_outcome_has_its_own_rule(answers: str, tiers: str, complexity: str, because: str) -> None:
    result = score(two(), given(answers))
    assert result.outcomes == (
        OutcomeResult("tier", tiers, tiers, ("means",)),
        OutcomeResult("complexity", complexity, complexity, ("knowing",)),
    ), because
    assert (result.tier, result.level("tier"), result.level("complexity")) == (tiers, tiers, complexity)
    assert (result.level("no such outcome"), result.bound_by) == (None, ("means", "knowing"))


@pytest.mark.parametrize(
    ("passed_from", "answers", "passed"),
    [
        ("middling", "p8 p2", False),
        ("middling", "p8 p3", True),
        ("middling", "p8 p8", True),
        ("complex", "p8 p5", False),
        ("basic", "p8 p0", True),
        (None, "p8 p8", None),
        ("middling", "p8 -", None),
    ],
)
def test_a_pass_is_a_level_or_better(passed_from: str | None, answers: str, passed: bool | None) -> None:  # noqa: FBT001  a column
    result = score(two(passed_from=passed_from), given(answers))
    assert [one.passed for one in result.outcomes] == [None, passed], "a tier has no pass"


LOWERED = control("lowered", "c == 'p1'", cap="basic")


def test_a_pass_is_of_the_level_that_controls_leave() -> None:
    made = two(LOWERED, passed_from="middling")
    assert [score(made, given(f"p8 p8 {third}")).outcomes[1].passed for third in ("p0", "p1")] == [True, False]


@pytest.mark.parametrize(
    ("answers", "outcomes", "because"),
    [
        ("- p8", "- complex", "only what rests on the scale is unknown"),
        ("p8 -", "C3 -", "the tier stands without the gate"),
        ("none p8", "- complex", "an option that is not scored is missing too"),
        ("- -", "- -", "nothing is known"),
    ],
)
def test_an_outcome_without_its_scale_is_unknown(answers: str, outcomes: str, because: str) -> None:
    result = score(two(), given(answers))
    assert levels(result) == outcomes, because
    assert [one for one in result.outcomes if one.level is None] == [
        OutcomeResult(id_, None, None, ())
        for id_, level in zip(("tier", "complexity"), outcomes.split(), strict=True)
        if level == "-"
    ]
    assert result.status is Status.COMPLETE
    assert len(result.products) == (0 if result.tier is None else 3)


@pytest.mark.parametrize(
    ("by", "answers", "expected"),
    [
        ("min(band(means), band(other))", "p8 -", "-"),
        ("max(band(means), band(other))", "p8 -", "-"),
        ("min(band(means), band(other))", "p8 p4", "C2"),
        ("max(band(means), band(other))", "p8 p4", "C3"),
    ],
)
def test_one_scale_without_a_result_leaves_a_rule_of_two_unknown(by: str, answers: str, expected: str) -> None:
    items = [ladder("a", required=False), ladder("b", required=False)]
    scales = [scale("means", ["a"], rule=UNSCORED), scale("other", ["b"], rule=UNSCORED)]
    assert levels(score(form(*items, scales=scales, by=by), given(answers))) == expected


ACTS = "c == 'p1'"
CAP_C2 = control("cap_c2", ACTS, cap="C2")
CAP_C1 = control("cap_c1", ACTS, cap="C1")
CAP_MIDDLING = control("cap_middling", ACTS, cap="middling")
CAP_BASIC = control("cap_basic", ACTS, cap="basic")
MEANS, KNOWING = ("means",), ("knowing",)


@pytest.mark.parametrize(
    ("controls", "outcomes", "bound_by"),
    [
        ([], "C3 complex", (MEANS, KNOWING)),
        ([CAP_C2], "C2 complex", (("cap_c2",), KNOWING)),
        ([CAP_MIDDLING], "C3 middling", (MEANS, ("cap_middling",))),
        ([CAP_C2, CAP_MIDDLING], "C2 middling", (("cap_c2",), ("cap_middling",))),
        ([CAP_BASIC, CAP_C2, CAP_MIDDLING], "C2 basic", (("cap_c2",), ("cap_basic",))),
        ([CAP_C2, CAP_C1, CAP_BASIC], "C1 basic", (("cap_c1",), ("cap_basic",))),
    ],
)
def test_a_cap_lowers_the_outcome_whose_level_it_is(
    controls: list[Control], outcomes: str, bound_by: tuple[tuple[str, ...], ...]
) -> None:
    result = score(two(*controls), given("p8 p8 p1"))
    assert (levels(result), tuple(one.bound_by for one in result.outcomes)) == (outcomes, bound_by)
    assert [one.computed for one in result.outcomes] == ["C3", "complex"]
    assert result.controls == tuple(ControlResult(one.id, lowered=True, confirmed=False) for one in controls)


@pytest.mark.parametrize(
    ("answers", "lowered"), [("p8 p8 p1", True), ("p8 p3 p1", False), ("p8 p0 p1", False), ("p8 - p1", False)]
)
def test_a_cap_that_has_nothing_to_lower_acts_all_the_same(answers: str, lowered: bool) -> None:  # noqa: FBT001  a column
    result = score(two(CAP_MIDDLING), given(answers))
    assert result.controls == (ControlResult("cap_middling", lowered, confirmed=False),)
    assert result.outcomes[0] == OutcomeResult("tier", "C3", "C3", MEANS)


FIRST = control("first", f"{ACTS} and complexity == 'complex'", cap="middling")
SEEN = control("seen", f"{ACTS} and capped(complexity) == 'middling'", cap="C2")
UNSEEN = control("unseen", f"{ACTS} and capped(complexity) == 'complex'", cap="C1")
BEFORE = control("before", f"{ACTS} and complexity == 'complex'", then="refer")


@pytest.mark.parametrize(
    ("controls", "acting", "outcomes", "because"),
    [
        ([FIRST, SEEN, UNSEEN], "first seen", "C2 middling", "capped() is what controls before it leave"),
        ([UNSEEN, FIRST, SEEN], "unseen first seen", "C1 middling", "and before them it is what was computed"),
        ([SEEN, FIRST], "first", "C3 middling", "what comes later is not seen"),
        ([FIRST, BEFORE], "first before", "C3 middling", "a name by itself stays what was computed"),
    ],
)
def test_controls_act_in_their_order(controls: list[Control], acting: str, outcomes: str, because: str) -> None:
    result = score(two(*controls), given("p8 p8 p1"))
    assert " ".join(one.id for one in result.controls) == acting, because
    assert levels(result) == outcomes, because


@pytest.mark.parametrize(
    ("when", "answers", "acts", "because"),
    [
        ("tier >= 'C1'", "- p8", False, "an outcome without a level is unknown"),
        ("capped(tier) >= 'C1'", "- p8", False, "and so is what caps leave of it"),
        ("not (tier >= 'C1')", "- p8", False, "and its denial"),
        ("band(means) >= 'C1'", "- p8", False, "as is the band of its scale"),
        ("points(means) >= 0", "- p8", False, "and its points"),
        ("complexity == 'complex'", "- p8", True, "the other outcome is known"),
        ("tier >= 'C1' or complexity == 'complex'", "- p8", True, "one side decides"),
        ("points(knowing) == 8", "- p8", True, "points of a scale"),
        ("opted_out(a)", "- p8", False, "what was not asked was not declined"),
    ],
)
def test_a_rule_on_what_is_unknown_does_not_act(when: str, answers: str, acts: bool, because: str) -> None:  # noqa: FBT001  a column
    result = score(two(control("rule", when, then="refer")), given(answers))
    assert [one.id for one in result.controls] == ["rule"] * acts, because
    assert result.status is (Status.REFERRED if acts else Status.COMPLETE)


def test_a_block_gives_no_outcome_at_all_and_says_what_it_would_have_been() -> None:
    block = control("block", ACTS, then="block")
    result = score(two(CAP_C1, block, passed_from="basic"), given("p8 p4 p1"))
    assert result.status is Status.BLOCKED
    assert result.outcomes == (
        OutcomeResult("tier", None, "C3", ("block",)),
        OutcomeResult("complexity", None, "middling", ("block",)),
    )
    assert (result.tier, result.level("complexity"), result.products) == (None, None, ())


def test_a_blocked_outcome_that_was_unknown_anyway_says_so() -> None:
    result = score(two(control("block", ACTS, then="block")), given("p8 - p1"))
    assert result.outcomes == (
        OutcomeResult("tier", None, "C3", ("block",)),
        OutcomeResult("complexity", None, None, ()),
    )


def test_a_scale_that_refuses_lets_nothing_through() -> None:
    with pytest.raises(Refused) as error:
        score(two(rule=Missing()), given("p8 -"))
    assert error.value.refusals == (Refusal("too_few", "knowing", "0", ("b",)),)


@pytest.mark.parametrize(
    ("levels_", "by", "cap", "expected"),
    [("plain fine", "band(knowing)", None, "fine"), ("plain fine", "band(knowing)", "plain", "plain")],
)
def test_a_form_without_tiers_has_other_outcomes_and_no_products(
    levels_: str, by: str, cap: str | None, expected: str
) -> None:
    controls: Sequence[Control] = [control("cap", "a == 'p8'", cap=cap)] if cap else []
    knowing = scale("knowing", ["a"], bands=bands(plain=0, fine=5))
    made = plain_form(ladder("a"), scales=[knowing], outcomes=(outcome("known", levels_, by),), controls=controls)
    result = score(made, {"a": "p8"})
    assert (made.tier, result.tier, result.products, result.level("known")) == (None, None, (), expected)


def test_a_form_without_outcomes_gives_its_scales() -> None:
    result = score(plain_form(ladder("a"), scales=[scale("s", ["a"], bands=())]), {"a": "p8"})
    assert (result.status, result.outcomes, result.bound_by, result.products) == (Status.COMPLETE, (), (), ())
    assert [one.value for one in result.scales] == [8]


def test_a_form_with_nothing_to_score_gives_an_empty_assessment() -> None:
    assert score(plain_form(ladder("a")), {"a": "p8"}) == Assessment(Status.COMPLETE, (), (), (), (), ())


def test_products_follow_the_tier_and_never_the_gate() -> None:
    result = score(two(CAP_BASIC), given("p4 p8 p1"))
    assert result.products == (
        ProductMatch("R1", Match.MATCH),
        ProductMatch("R2", Match.MATCH),
        ProductMatch("R3", Match.ABOVE),
    )
