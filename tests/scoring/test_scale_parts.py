"""Scales made of other scales, looked up in tables, or of items that a seed drew or that count by steps."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from scoring.assessment import Contribution, ScaleResult
from scoring.exact import Exact
from scoring.questionnaire import Section
from scoring.refusal import Refusal, Refused
from scoring.scale import As, Band, Missing, Scale
from scoring.scale_score import value_range, worth_ranges
from scoring.score import score
from tests.scoring.build import (
    bands,
    cells,
    choice,
    form,
    ladder,
    missing,
    number,
    plain_form,
    scale,
    steps,
    text,
    worked_out,
)

HALF = Fraction(1, 2)
ABC = ["a", "b", "c"]
LIKE = [ladder(id_) for id_ in ABC]  # each from 0 to 8
UNSCORED = missing("unscored")


def answered(options: str) -> dict[str, object]:
    """Return the answers to a, b and c; - is none."""
    return {id_: option for id_, option in zip("abc", options.split(), strict=True) if option != "-"}


ONE_WAY = scale("s", ["a"], by="table", bands=(), table=cells({"short": 1, "long": HALF}))
TWO_WAYS = scale(
    "s",
    ["a", "b"],
    by="table",
    table=cells({"short low": 1, "short high": 2, "long low": 3, "long high": 6}),
    bands=bands(C1=1, C2=3, C3=6),
)


@pytest.mark.parametrize(
    ("made", "keys", "value", "between", "band"),
    [
        (ONE_WAY, "short", 1, (HALF, 1), None),
        (ONE_WAY, "long", HALF, (HALF, 1), None),
        (TWO_WAYS, "short low", 1, (1, 6), "C1"),
        (TWO_WAYS, "short high", 2, (1, 6), "C1"),
        (TWO_WAYS, "long low", 3, (1, 6), "C2"),
        (TWO_WAYS, "long high", 6, (1, 6), "C3"),
    ],
)
def test_a_table_is_looked_up(
    made: Scale, keys: str, value: Exact, between: tuple[Exact, Exact], band: str | None
) -> None:
    items = [choice("a", {"short": None, "long": None}), choice("b", {"low": None, "high": None})]
    result = worked_out(made, items, {}, dict(zip(made.of, keys.split(), strict=True)))
    assert (result.value, result.lowest, result.highest, result.band) == (value, *between, band)
    assert result.parts == (), "nothing adds up in a table"


@pytest.mark.parametrize(
    ("keys", "answered_", "lacking"),
    [({"a": "short"}, "1", ("b",)), ({"b": "low"}, "1", ("a",)), ({}, "0", ("a", "b"))],
)
def test_a_table_needs_all_it_is_looked_up_by(
    keys: Mapping[str, str], answered_: str, lacking: tuple[str, ...]
) -> None:
    items = [choice("a", {"short": None, "long": None}), choice("b", {"low": None, "high": None})]
    with pytest.raises(Refused) as error:
        worked_out(TWO_WAYS, items, {}, keys)
    assert error.value.refusals == (Refusal("too_few", "s", answered_, lacking),)
    unscored = scale("s", ["a", "b"], by="table", table=TWO_WAYS.table, bands=TWO_WAYS.bands, rule=UNSCORED)
    assert worked_out(unscored, items, {}, keys) == ScaleResult("s", None, 1, 6)


BAND_POINTS = (Band("small", 0, points=1), Band("large", 6, points=HALF), Band("huge", 12, points=5))
LOWER = scale("lower", ["a", "b"], bands=BAND_POINTS)


@pytest.mark.parametrize(
    ("answers", "lower", "upper", "parts"),
    [
        ("p0 p0 p8", (0, "small"), 9, (Contribution("lower", 1, HALF, 5), Contribution("c", 8, 0, 8))),
        ("p4 p2 p0", (6, "large"), HALF, (Contribution("lower", HALF, HALF, 5), Contribution("c", 0, 0, 8))),
        ("p8 p8 p1", (16, "huge"), 6, (Contribution("lower", 5, HALF, 5), Contribution("c", 1, 0, 8))),
    ],
)
def test_a_scale_above_takes_the_points_of_a_band(
    answers: str, lower: tuple[Exact, str], upper: Exact, parts: tuple[Contribution, ...]
) -> None:
    made = form(*LIKE, scales=[LOWER, scale("upper", ["lower", "c"], bands=())], by="3")
    first, second = score(made, answered(answers)).scales
    assert (first.value, first.band, second.value) == (*lower, upper)
    assert (second.lowest, second.highest, second.parts) == (HALF, 13, parts)
    assert worth_ranges(made)["lower"] == (HALF, 5)
    assert value_range(made, LOWER) == (0, 16), "its own value is the sum all the same"


@pytest.mark.parametrize(
    ("answers", "values"),
    [("p0 p0 p0", (0, 0, 0)), ("p8 p8 p0", (16, 8, 100)), ("p3 p4 p4", (7, HALF * 11, HALF * 275 / 2))],
)
def test_a_scale_above_takes_the_value_where_bands_have_no_points(
    answers: str, values: tuple[Exact, Exact, Exact]
) -> None:
    lower, upper = scale("lower", ["a", "b"]), scale("upper", ["lower", "c"], by="mean", bands=())
    top = scale("top", ["upper"], put_as=As.PERCENT, bands=())
    result = score(form(*LIKE, scales=[lower, upper, top], by="3"), answered(answers)).scales
    expected = (values[0], values[1], Fraction(100 * values[1], 12))
    assert tuple(one.value for one in result) == expected


def test_a_table_is_looked_up_by_the_bands_of_scales_below() -> None:
    table = cells({"C1 p0": 1, "C1 p8": 2, "C2 p0": 3, "C2 p8": 4, "C3 p0": 5, "C3 p8": 6})
    above = scale("above", ["below", "b"], by="table", table=table, bands=())
    made = form(ladder("a"), choice("b", {"p0": 0, "p8": 8}), scales=[scale("below", ["a"]), above], by="3")
    values = {
        f"{first} {second}": score(made, {"a": first, "b": second}).scales[1].value
        for first in ("p2", "p3", "p8")
        for second in ("p0", "p8")
    }
    assert values == {"p2 p0": 1, "p2 p8": 2, "p3 p0": 3, "p3 p8": 4, "p8 p0": 5, "p8 p8": 6}


@pytest.mark.parametrize(
    ("rule", "outcome", "because"),
    [
        (UNSCORED, None, "what rests on a scale without a result has none"),
        (missing("exclude", 1), 4, "or leaves it out"),
        (missing("exclude", 2), Refusal("too_few", "upper", "1", ("lower",)), "or refuses"),
    ],
)
def test_a_scale_without_a_result_is_missing_to_those_above_it(
    rule: Missing, outcome: Exact | Refusal | None, because: str
) -> None:
    items = [ladder(id_, required=False) for id_ in ABC]
    lower = scale("lower", ["a", "b"], rule=UNSCORED)
    made = form(*items, scales=[lower, scale("upper", ["lower", "c"], by="mean", rule=rule, bands=())], by="3")
    if isinstance(outcome, Refusal):
        with pytest.raises(Refused) as error:
            score(made, answered("p8 - p4"))
        assert error.value.refusals == (outcome,), because
    else:
        assert [one.value for one in score(made, answered("p8 - p4")).scales] == [None, outcome], because


POOL = (Section("pool", text("pool"), tuple(ladder(id_) for id_ in "abcdef"), draw=2),)
POOLED = scale("s", [*"abcdef"], (0, 6, 12))


@pytest.mark.parametrize("seed", range(12))
def test_what_a_seed_did_not_draw_is_no_part_of_a_scale(seed: int) -> None:
    made = form(scales=[POOLED], sections=POOL)
    (result,) = score(made, dict.fromkeys("abcdef", "p4"), seed=seed).scales
    assert (result.value, result.lowest, result.highest, result.percent, result.band) == (8, 0, 16, 50, "C2")
    assert [(part.points, part.lowest, part.highest) for part in result.parts] == [(4, 0, 8), (4, 0, 8)]
    assert value_range(made, POOLED) == (0, 16)


@pytest.mark.parametrize(
    ("by", "value"), [("sum", 8), ("mean", 4), ("min", 4), ("max", 4), ("count", 2), ("weighted", 4)]
)
def test_every_rule_counts_only_what_was_drawn(by: str, value: Exact) -> None:
    made = plain_form(scales=[scale("s", [*"abcdef"], by=by, bands=(), weights=(1,) * 6)], sections=POOL)
    assert score(made, dict.fromkeys("abcdef", "p4"), seed=7).scales[0].value == value


def test_an_unscored_item_of_a_pool_is_still_missing_when_drawn() -> None:
    made = plain_form(scales=[scale("s", [*"abcdef"], rule=missing("prorate", 1), bands=())], sections=POOL)
    drawn = [part.part for part in score(made, dict.fromkeys("abcdef", "p4"), seed=3).scales[0].parts]
    answers = {**dict.fromkeys("abcdef", "p4"), drawn[0]: "none"}
    (result,) = score(made, answers, seed=3).scales
    assert (result.value, result.highest) == (8, 16)
    assert result.parts == (Contribution(drawn[0], None, 0, 8), Contribution(drawn[1], 4, 0, 8))


def test_numbers_and_amounts_count_by_their_steps() -> None:
    age = number("age", 0, 120, steps=steps((0, 0), (18, 4), (65, 1)))
    made = plain_form(age, scales=[scale("s", ["age"], bands=())])
    assert [score(made, {"age": at}).scales[0].value for at in (17, 18, 64, 65)] == [0, 4, 4, 1]
