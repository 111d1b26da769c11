"""The published questionnaire: what it promises, recomputed; and what must hold for anybody who answers it."""

import re
from fractions import Fraction
from itertools import pairwise
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.assessment import Assessment, Status
from scoring.exact import Exact
from scoring.outcome import Outcome, Products, Then
from scoring.plain import to_plain
from scoring.questionnaire import Example
from scoring.scale import Scale
from scoring.score import score
from tests.scoring.real import FORM, answers_of, people

TIERS = ["C1", "C2", "C3", "C4", "C5"]
PRODUCTS, TIER = cast("Products", FORM.products), cast("Outcome", FORM.tier)
CONTROLS = {control.id: control for control in FORM.controls}
FRACTION = re.compile(r"-?[1-9]\d*/[1-9]\d*")

# AMAC 2017 guidance, Art. 44: what each tier may buy. + within it, ? only by the above-tolerance procedure, - never.
ART_44 = """
                 R1  R2  R3  R4  R5
lowest-category  +   -   -   -   -
C1               +   ?   ?   ?   ?
C2               +   +   ?   ?   ?
C3               +   +   +   ?   ?
C4               +   +   +   +   ?
C5               +   +   +   +   +
"""
HEAD, *ROWS = [line.split() for line in ART_44.strip().splitlines()]
CELLS = {row[0]: dict(zip(HEAD, row[1:], strict=True)) for row in ROWS}
HURRY = "goal_against_horizon within_five"
SIGNS = {"match": "+", "above": "?", "never": "-"}


@pytest.mark.parametrize("row", CELLS)
@pytest.mark.parametrize("grade", HEAD)
def test_art_44_cell_by_cell(row: str, grade: str) -> None:
    rows = {made.id: dict(zip(HEAD, made.cells, strict=True)) for made in PRODUCTS.rows}
    assert SIGNS[rows[row][grade]] == CELLS[row][grade]


def test_art_44_has_no_other_cells() -> None:
    assert [grade.id for grade in PRODUCTS.grades] == HEAD
    assert [row.id for row in PRODUCTS.rows] == list(CELLS)
    assert (str(PRODUCTS.source), TIER.order) == ("amac-2017 art 44", tuple(TIERS))


@pytest.mark.parametrize("example", FORM.examples, ids=lambda example: example.id)
def test_an_example_gives_what_it_promises(example: Example) -> None:
    result = score(FORM, answers_of(example.id))
    assert {outcome.id: outcome.level for outcome in result.outcomes} == dict(example.expect.outcomes)
    assert {scale.id: scale.value for scale in result.scales} == dict(example.expect.scales)
    assert tuple(control.id for control in result.controls) == example.expect.controls


@pytest.mark.parametrize(
    ("example", "status", "computed", "tier", "bound_by", "lowered"),
    [
        ("retired_saver", "complete", "C2", "C2", "objectives tolerance", ""),
        ("young_family", "complete", "C3", "C3", "capacity", ""),
        ("wealthy_without_loss", "complete", "C2", "C1", "no_loss", "no_loss"),
        ("borrower", "blocked", "C2", None, "borrowed_money", ""),
        ("growth_in_a_hurry", "unconfirmed", "C3", "C2", HURRY, HURRY),
        ("sure_of_himself", "referred", "C4", "C2", "over_estimated", "over_estimated few_right bold_beginner"),
        ("seasoned", "complete", "C5", "C5", "finances capacity objectives tolerance", ""),
    ],
)
def test_why_an_example_gives_it(  # noqa: PLR0913, PLR0917  a column each
    example: str, status: str, computed: str, tier: str | None, bound_by: str, lowered: str
) -> None:
    result = score(FORM, answers_of(example))
    assert (result.status, computed_tier(result), result.tier) == (status, computed, tier)
    assert " ".join(result.bound_by) == bound_by
    assert " ".join(control.id for control in result.controls if control.lowered) == lowered


CHANGES: list[tuple[dict[str, object], str, str | None, str]] = [
    ({"age": 0}, "blocked", None, "under_age"),
    ({"age": 17}, "blocked", None, "under_age"),
    ({"age": 18}, "complete", "C5", ""),
    ({"age": 64}, "complete", "C5", ""),
    ({"age": 65}, "referred", "C5", "aged_65"),
    ({"age": 74}, "referred", "C5", "aged_65"),
    ({"age": 75}, "referred", "C3", "aged_65 aged_75"),
    ({"age": 75, "goal": "preserve"}, "referred", "C1", "goal_of_safety aged_65 aged_75"),
    ({"origin": "partly"}, "blocked", None, "borrowed_money"),
    ({"origin": "borrowed"}, "blocked", None, "borrowed_money"),
    ({"loss": "none"}, "complete", "C1", "no_loss"),
    ({"loss": "to_10"}, "complete", "C2", "stated_loss_10"),
    ({"loss": "to_20"}, "complete", "C3", "stated_loss_20"),
    ({"loss": "to_30"}, "complete", "C4", "stated_loss_30"),
    ({"loss_effect": "living"}, "unconfirmed", "C2", "loss_against_means hurts_living"),
    ({"loss_effect": "not_sure"}, "complete", "C2", "hurts_living"),
    ({"loss_effect": "plans"}, "complete", "C3", "hurts_plans"),
    ({"reserve": "none"}, "referred", "C2", "willing_beyond_means no_reserve"),
    ({"reserve": "not_sure"}, "referred", "C2", "willing_beyond_means no_reserve"),
    ({"reserve": "under_3"}, "complete", "C3", "thin_reserve"),
    ({"debt": "over_60"}, "complete", "C2", "heavy_debt"),
    ({"income": "none"}, "complete", "C3", "no_surplus"),
    ({"surplus": "not_sure"}, "complete", "C3", "no_surplus"),
    ({"share": "over_75"}, "complete", "C3", "concentrated"),
    ({"term": "years_2"}, "unconfirmed", "C1", "goal_against_horizon needed_soon"),
    ({"term": "not_sure"}, "complete", "C1", "needed_soon"),
    ({"term": "years_5", "goal": "balance"}, "complete", "C2", "within_five"),
    ({"withdraw": "most"}, "complete", "C2", "early_need"),
    ({"withdraw": "part"}, "complete", "C3", "early_part"),
    ({"goal": "preserve"}, "complete", "C1", "goal_of_safety"),
    ({"goal": "income"}, "complete", "C2", "goal_of_income"),
    ({"goal": "balance"}, "complete", "C3", "goal_of_balance"),
    ({"recover": "half", "spread": "many"}, "complete", "C2", "over_estimated few_right"),
    ({"recover": "half", "spread": "many", "self_rating": "some"}, "complete", "C3", "few_right"),
    ({"years": "never"}, "complete", "C3", "untried"),
    ({"held": ["none"]}, "complete", "C3", "untried"),
    ({"held": ["none"], "years": "to_3"}, "unconfirmed", "C3", "held_against_years untried"),
    ({"study": "none", "held": ["deposits"], "years": "under_1", "recover": "half"}, "referred", "C3", "bold_beginner"),
    (
        {"study": "none", "held": ["none"], "years": "never", "recover": "half", "self_rating": "little"},
        "referred",
        "C3",
        "bold_beginner untried",
    ),
    (
        {"study": "none", "held": ["none"], "years": "never", "recover": "more", "spread": "same"},
        "referred",
        "C2",
        "over_estimated few_right little_knowledge bold_beginner untried",
    ),
]


@pytest.mark.parametrize(("changed", "status", "tier", "acting"), CHANGES)
def test_what_a_change_does_to_the_seasoned_investor(
    changed: dict[str, object], status: str, tier: str | None, acting: str
) -> None:
    result = score(FORM, answers_of("seasoned", **changed))
    assert (result.status, result.tier, " ".join(control.id for control in result.controls)) == (status, tier, acting)


def test_every_control_acts_in_the_table_above() -> None:
    assert {control for *_, acting in CHANGES for control in acting.split()} == set(CONTROLS)


@given(people())
def test_scores_are_sums_and_the_tier_is_their_minimum(person: dict[str, object]) -> None:
    result = score(FORM, person)
    for scale, made in zip(FORM.scales, result.scales, strict=True):
        assert made.value == by_hand(scale, person)
        assert [made.band] == [band.id for band in scale.bands if band.start <= made.value][-1:]
    ruling = [scale.band for scale in result.scales if scale.id != "knowing"]
    assert computed_tier(result) == min(band for band in ruling if band)
    assert all(ruling)


@given(people())
def test_controls_only_ever_lower(person: dict[str, object]) -> None:
    result = score(FORM, person)
    acting = [CONTROLS[control.id] for control in result.controls]
    caps = [control.cap for control in acting if control.cap]
    if any(control.then is Then.BLOCK for control in acting):
        assert (result.status, result.tier, result.products) == (Status.BLOCKED, None, ())
        assert set(result.bound_by) <= {"under_age", "borrowed_money"}
        return
    assert result.tier == min([computed_tier(result), *caps])
    assert result.bound_by
    assert [control.lowered for control in result.controls] == [
        (one.cap or "C5") < computed_tier(result) for one in acting
    ]
    row = next(iter(result.marks), result.tier or "")
    assert {product.grade: SIGNS[product.match] for product in result.products} == CELLS[row]


@given(people())
def test_nothing_buys_back_no_loss(person: dict[str, object]) -> None:
    result = score(FORM, {**person, "loss": "none"})
    assert result.tier in ("C1", None)
    assert result.marks == ("lowest-category",)
    assert [product.match for product in result.products[1:]] == ["never"] * (4 if result.tier else 0)


@given(people(), st.data())
def test_confirming_settles_a_contradiction_and_moves_nothing(person: dict[str, object], choose: st.DataObject) -> None:
    before = score(FORM, person)
    asked = [control.id for control in FORM.controls if control.then is Then.CONFIRM]
    confirmed = choose.draw(st.lists(st.sampled_from(asked), unique=True))
    after = score(FORM, person, confirmed)
    assert (after.tier, after.scales, after.bound_by, after.products) == (
        before.tier,
        before.scales,
        before.bound_by,
        before.products,
    )
    still_open = [one.id for one in after.controls if one.id in asked and not one.confirmed]
    if after.status is not Status.BLOCKED:
        assert (after.status is Status.UNCONFIRMED) == bool(still_open)


@given(people())
def test_knowledge_never_raises_a_tier(person: dict[str, object]) -> None:
    wise = {"study": "formal", "held": ["derivatives"], "years": "over_5", "recover": "double", "spread": "one"}
    expert = score(FORM, {**person, **wise, "benchmark": "reference", "past": person["past"]})
    if person["held"] != ["none"]:  # else the past reaction is asked of the one and not of the other
        assert computed_tier(expert) == computed_tier(score(FORM, person))


@given(people())
def test_an_answer_to_what_was_not_asked_changes_nothing(person: dict[str, object]) -> None:
    hidden = {**person, "held": ["none"]}
    assert score(FORM, hidden) == score(FORM, {id_: answer for id_, answer in hidden.items() if id_ != "past"})


@given(people())
def test_every_number_is_exact(person: dict[str, object]) -> None:
    assessment = to_plain(score(FORM, person))
    assert {type(leaf) for leaf in leaves(assessment)} <= {str, int, bool, type(None)}
    assert isinstance(assessment, dict)
    for scale in assessment["scales"]:  # type: ignore[union-attr]  # a list of scales
        assert isinstance(scale, dict)
        for field in ("value", "lowest", "highest", "above_edge", "to_next"):
            value = scale.get(field)  # the top band has no next one
            assert value is None or type(value) is int or FRACTION.fullmatch(str(value))


@pytest.mark.parametrize("scale", FORM.scales, ids=lambda scale: scale.id)
def test_every_band_can_be_reached(scale: Scale) -> None:
    sums: set[Exact] = {0}
    for id_ in scale.of:
        sums = {
            total + option.points for total in sums for option in FORM.items[id_].options if option.points is not None
        }
    edges = [*(band.start for band in scale.bands), max(sums) + 1]
    assert all(any(low <= total < high for total in sums) for low, high in pairwise(edges))


def by_hand(scale: Scale, person: dict[str, Any]) -> Exact:
    """Return a scale's points in the plainest way there is; only the scale tolerance may lack an answer."""
    earned: list[Exact | None] = []
    for id_ in scale.of:
        chosen = person[id_] if isinstance(person[id_], list) else [person[id_]]
        values = [
            option.points for option in FORM.items[id_].options if option.id in chosen and option.points is not None
        ]
        asked = id_ != "past" or person["held"] != ["none"]
        earned.append(max(values) if asked and values else None)
    known = [points for points in earned if points is not None]
    return sum(known) if len(known) == len(earned) else Fraction(sum(known) * 11, 8)


def computed_tier(result: Assessment) -> str:
    """Return the tier before any control; the published form always has one."""
    (tier,) = result.outcomes
    assert tier.computed
    return tier.computed


def leaves(plain: Any) -> list[Any]:
    """Return every value that holds no other."""
    parts = list(plain.values()) if isinstance(plain, dict) else plain if isinstance(plain, list) else None
    return [plain] if parts is None else [leaf for part in parts for leaf in leaves(part)]
