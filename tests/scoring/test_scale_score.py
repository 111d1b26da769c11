"""How the parts of a scale become one exact number, and which band that falls into."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.assessment import Contribution, ScaleResult
from scoring.exact import Exact
from scoring.questionnaire import Questionnaire
from scoring.refusal import Refusal, Refused
from scoring.scale import As, Missing, Norms, Scale
from scoring.scale_score import value_range
from scoring.score import score
from tests.scoring.build import (
    SOURCE,
    bands,
    choice,
    form,
    ladder,
    missing,
    scale,
    steps,
    worked_out,
)

THIRD, HALF = Fraction(1, 3), Fraction(1, 2)
UNSCORED, REFUSE = missing("unscored"), Missing()


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
    result = worked_out(scale("s", ["a"]), [ladder("a")], {"a": Fraction(points)})
    assert (result.value, result.lowest, result.highest, result.percent) == (Fraction(points), 0, 8, percent)
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
    nearing = scale("s", ["a"], near=near)
    results = {total: worked_out(nearing, [ladder("a")], {"a": total}) for total in range(9)}
    assert " ".join(str(total) for total, result in results.items() if result.near) == points, because


@given(st.fractions(0, 8), st.lists(st.fractions(0, 8), max_size=5, unique=True))
def test_every_score_lies_in_exactly_one_band(points: Fraction, starts: list[Fraction]) -> None:
    edges = sorted({Fraction(0), *starts})
    result = worked_out(scale("s", ["a"], edges), [ladder("a")], {"a": points})
    ends = [*edges[1:], Fraction(9)]
    holding = [f"C{at}" for at, (start, end) in enumerate(zip(edges, ends, strict=True), 1) if start <= points < end]
    assert [result.band] == holding
    assert isinstance(result.value, int | Fraction)


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
    assert (result.value, result.band) == (Fraction(points), band), because


def test_prorating_keeps_to_the_range_of_the_items_that_were_answered() -> None:
    items = [choice("a", {"x": 2, "y": 6}), choice("b", {"x": -3, "y": 1}), choice("c", {"x": 0, "y": 5})]
    result = worked_out(scale("s", ["a", "b", "c"], (-1, 3, 6), prorate=2), items, {"a": 2, "b": 1})
    assert (result.lowest, result.highest) == (-1, 12)
    assert result.value == -1 + Fraction((3 - -1) * 13, 8)
    assert result.parts == (Contribution("a", 2, 2, 6), Contribution("b", 1, -3, 1), Contribution("c", None, 0, 5))


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
    hiding = form(ladder("a"), asked, scales=[scale("s", ["a", "b"], (0, 8, 16), prorate=1)])
    assert score(hiding, {"a": "p0", "b": "p8"}).scales[0].parts[1] == Contribution("b", None, 0, 8)
    assert score(hiding, {"a": "p0", "b": "p8"}) == score(hiding, {"a": "p0"})
    assert score(hiding, {"a": "p8", "b": "p8"}).scales[0].value == 16


def three(*, prorate: int | None) -> Questionnaire:
    """Return a questionnaire with one scale of three items that need not be answered."""
    items = [ladder(id_, required=False) for id_ in "abc"]
    return form(*items, scales=[scale("s", ["a", "b", "c"], (0, 6, 12), prorate=prorate)])


def answered(options: str) -> dict[str, object]:
    """Return the answers to a, b and c; - is none."""
    return {id_: option for id_, option in zip("abc", options.split(), strict=True) if option != "-"}


THREE = [choice("a", {"x": 2, "y": 6}), choice("b", {"x": -3, "y": 1}), choice("c", {"x": 0, "y": 5})]
ABC = ["a", "b", "c"]
LIKE = [ladder(id_) for id_ in ABC]  # each from 0 to 8


def bare(by: str, of: Sequence[str] = ABC, **more: Any) -> Scale:
    """Return a scale without bands."""
    return scale("s", of, by=by, **{"bands": (), **more})


def worth(points: str) -> dict[str, Exact | None]:
    """Return what a, b and c are worth; - is missing."""
    given = zip(ABC, points.split(), strict=True)
    return {id_: None if value == "-" else Fraction(value) for id_, value in given}


@pytest.mark.parametrize(
    ("by", "more", "value", "between", "because"),
    [
        ("sum", {}, 8, (-1, 12), "6 - 3 + 5"),
        ("mean", {}, Fraction(8, 3), (-THIRD, 4), "8 of three, never rounded"),
        ("min", {}, -3, (-3, 1), "the least; it can be 1 at most"),
        ("max", {}, 6, (2, 6), "the most; it is 2 at least"),
        ("count", {}, 2, (1, 3), "how many are worth 1 or more"),
        ("count", {"at_least": 6}, 1, (0, 1), "the one that is worth 6"),
        ("count", {"at_least": -2}, 2, (2, 3), "two of them always are worth that much"),
        ("count", {"at_least": Fraction(11, 2)}, 1, (0, 1), "between whole numbers"),
        ("weighted", {"weights": (1, 1, 1)}, Fraction(8, 3), (-THIRD, 4), "equal weights are the mean"),
        ("weighted", {"weights": (3, 1, 2)}, Fraction(25, 6), (HALF, Fraction(29, 6)), "(18 - 3 + 10) / 6"),
        ("weighted", {"weights": (0, 0, 7)}, 5, (0, 5), "a part may weigh nothing"),
        ("weighted", {"weights": (HALF, HALF, 1)}, Fraction(13, 4), (-HALF / 2, Fraction(17, 4)), "(3 - 3/2 + 5) / 2"),
    ],
)
def test_by(by: str, more: dict[str, Any], value: Exact, between: tuple[Exact, Exact], because: str) -> None:
    made = bare(by, **more)
    result = worked_out(made, THREE, worth("6 -3 5"))
    assert (result.value, result.lowest, result.highest) == (value, *between), because
    assert value_range(form(*THREE, scales=[made], by="3"), made) == between
    assert (result.band, result.above_edge, result.to_next, result.near) == (None, None, None, False)
    assert result.parts == (Contribution("a", 6, 2, 6), Contribution("b", -3, -3, 1), Contribution("c", 5, 0, 5))


def test_a_whole_value_is_an_int() -> None:
    assert type(worked_out(bare("mean"), LIKE, worth("1 2 3")).value) is int
    assert type(worked_out(bare("weighted", weights=(1, 1, 2)), LIKE, worth("2 2 4")).value) is int


@pytest.mark.parametrize(
    ("by", "points", "value", "because"),
    [
        ("mean", "8 4 -", 6, "the mean of those that were answered"),
        ("mean", "0 - 0", 0, "two real zeros"),
        ("mean", "8 3 -", Fraction(11, 2), "never rounded"),
        ("min", "8 4 -", 4, "the least of those that were answered"),
        ("max", "- 3 0", 3, "the most of those that were answered"),
        ("count", "8 0 -", 1, "a missing one does not count"),
        ("weighted", "6 - 3", Fraction(24, 5), "(3 × 6 + 2 × 3) / 5: a and c share the weight of b"),
        ("weighted", "- 1 0", THIRD, "(1 × 1 + 2 × 0) / 3"),
        ("weighted", "7 5 -", Fraction(13, 2), "(3 × 7 + 1 × 5) / 4"),
        ("weighted", "7 5 1", Fraction(14, 3), "all of them: (21 + 5 + 2) / 6"),
    ],
)
def test_excluding_shares_out_exactly_what_is_missing(by: str, points: str, value: Exact, because: str) -> None:
    weights: dict[str, Any] = {"weights": (3, 1, 2)} if by == "weighted" else {}
    assert worked_out(bare(by, rule=missing("exclude", 2), **weights), LIKE, worth(points)).value == value, because


@given(st.lists(st.integers(1, 9), min_size=3, max_size=3), st.integers(0, 8))
def test_sharing_weights_out_moves_nobody_who_answers_evenly(weights: list[int], points: int) -> None:
    made = bare("weighted", weights=tuple(weights), rule=missing("exclude", 1))
    for answered_ in ({"a"}, {"b", "c"}, {"a", "b", "c"}):
        given_ = {id_: points if id_ in answered_ else None for id_ in ABC}
        assert worked_out(made, LIKE, given_).value == points


TOO_FEW = Refusal("too_few", "s", "1", ("b", "c"))


@pytest.mark.parametrize(
    ("by", "rule", "points", "outcome"),
    [
        ("sum", REFUSE, "8 - -", TOO_FEW),
        ("mean", REFUSE, "8 - -", TOO_FEW),
        ("min", REFUSE, "8 - -", TOO_FEW),
        ("sum", UNSCORED, "8 - -", None),
        ("sum", UNSCORED, "8 8 -", None),
        ("sum", UNSCORED, "8 8 0", 16),
        ("max", UNSCORED, "8 - 8", None),
        ("sum", missing("prorate", 2), "8 - -", TOO_FEW),
        ("sum", missing("prorate", 2, "unscored"), "8 - -", None),
        ("sum", missing("prorate", 2, "unscored"), "- - -", None),
        ("sum", missing("prorate", 2, "unscored"), "8 4 -", 18),
        ("mean", missing("exclude", 2), "8 - -", TOO_FEW),
        ("mean", missing("exclude", 2, "unscored"), "8 - -", None),
        ("mean", missing("exclude", 1, "unscored"), "8 - -", 8),
        ("count", missing("exclude", 3, "unscored"), "8 8 -", None),
        ("weighted", missing("exclude", 2, "unscored"), "- - 8", None),
    ],
)
def test_what_missing_answers_do(by: str, rule: Missing, points: str, outcome: Exact | Refusal | None) -> None:
    made = bare(by, rule=rule, weights=(1, 1, 1))
    if isinstance(outcome, Refusal):
        with pytest.raises(Refused) as error:
            worked_out(made, LIKE, worth(points))
        assert error.value.refusals == (outcome,)
    else:
        assert worked_out(made, LIKE, worth(points)).value == outcome


def test_a_scale_without_a_result_has_its_range_and_its_parts_and_nothing_else() -> None:
    unscored = worked_out(scale("s", ABC, rule=UNSCORED), LIKE, worth("8 - 0"))
    parts = (Contribution("a", 8, 0, 8), Contribution("b", None, 0, 8), Contribution("c", 0, 0, 8))
    assert unscored == ScaleResult("s", None, 0, 24, parts=parts)


@pytest.mark.parametrize(
    ("points", "value", "band", "above_edge", "to_next", "because"),
    [
        ("2 -3 0", 0, "low", 0, 40, "all at the bottom is 0, wherever the bottom is"),
        ("6 1 5", 100, "high", 60, None, "all at the top"),
        ("6 -3 0", Fraction(400, 13), "low", Fraction(400, 13), Fraction(120, 13), "4 of 13, never rounded"),
        ("2 1 5", Fraction(900, 13), "high", Fraction(380, 13), None, "9 of 13"),
    ],
)
def test_percent_is_how_far_up_the_range_it_sits(  # noqa: PLR0913, PLR0917  a column each
    points: str, value: Exact, band: str, above_edge: Exact, to_next: Exact | None, because: str
) -> None:
    made = bare("sum", put_as=As.PERCENT, bands=bands(low=0, high=40))
    result = worked_out(made, THREE, worth(points))
    assert (result.value, result.lowest, result.highest) == (value, 0, 100), because
    assert (result.band, result.above_edge, result.to_next) == (band, above_edge, to_next)


def test_percent_of_what_was_answered_is_on_the_range_of_all() -> None:
    made = bare("sum", put_as=As.PERCENT, rule=missing("prorate", 1))
    assert worked_out(made, LIKE, worth("6 - -")).value == 75


NORMS = Norms(SOURCE, steps((0, 20), (5, Fraction(67, 2)), (12, 50), (20, 41)))


@pytest.mark.parametrize(
    ("points", "value", "because"),
    [
        ("0 0 0", 20, "the first step"),
        ("4 0 0", 20, "its end is not in it"),
        ("4 1 0", Fraction(67, 2), "the next starts there; exact"),
        ("5 - 2", Fraction(67, 2), "prorated to 21/2, between two steps"),
        ("8 4 0", 50, "a start"),
        ("8 8 8", 41, "published values need not grow"),
    ],
)
def test_norms_give_published_values(points: str, value: Exact, because: str) -> None:
    made = bare("sum", put_as=As.NORM, norms=NORMS, rule=missing("prorate", 2))
    result = worked_out(made, LIKE, worth(points))
    assert (result.value, result.lowest, result.highest) == (value, 20, 50), because
