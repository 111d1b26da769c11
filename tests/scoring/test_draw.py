"""A seed decides which items of a pool are asked and how options stand: the same everywhere, for ever."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.answers import Answers, parse_answers, shown_items, sound_answers
from scoring.draw import LARGEST_SEED, is_seed, option_order, undrawn
from scoring.item import Item
from scoring.questionnaire import Questionnaire, Section
from scoring.record import UNCOMPUTED, Difference, make_record, verify_record
from scoring.refusal import Refusal, Refused
from scoring.score import score
from tests.scoring.build import choice, choices, ladder, plain_form, scale, text

TIMES: dict[str, Any] = {"started": "2026-11-23T08:00:00Z", "finished": "2026-11-23T08:07:30Z"}
SEEDS = st.integers(0, LARGEST_SEED)
MIXED = choice("q", dict.fromkeys("abcd"), shuffle=True)
APART = choices(
    "held", dict.fromkeys(["nothing", "a", "not_sure", "b", "c"]), alone="nothing", shuffle=True
)  # the two that stand apart are listed among the others


def pools(*draws: tuple[str, int | None]) -> Questionnaire:
    """Return a form of sections, each of items with these one-letter ids, and how many of them are asked."""
    sections = [Section(ids, text(ids), tuple(ladder(id_) for id_ in ids), draw=many) for ids, many in draws]
    items = [id_ for ids, _ in draws for id_ in ids]
    return plain_form(sections=tuple(sections), scales=[scale("s", items, bands=())])


ONE = pools(("abcdef", 2))
TWO = pools(("x", None), ("abcd", 2), ("mnop", 1))


@pytest.mark.parametrize(
    ("seed", "asked", "order"),
    [
        (0, "cf", "cdab"),
        (1, "de", "badc"),
        (2, "cf", "dacb"),
        (20261123, "ef", "abcd"),
        (LARGEST_SEED, "ae", "bacd"),
    ],
)
def test_a_seed_gives_the_same_for_ever(seed: int, asked: str, order: str) -> None:
    assert "".join(id_ for id_ in "abcdef" if id_ not in undrawn(ONE, seed)) == asked
    assert "".join(option_order(MIXED, seed)) == order


@given(SEEDS)
def test_a_pool_asks_as_many_as_it_says(seed: int) -> None:
    shown = shown_items(TWO, {}, seed)
    assert [len([id_ for id_ in shown if id_ in pool]) for pool in ("x", "abcd", "mnop")] == [1, 2, 1]
    assert shown == tuple(id_ for id_ in TWO.items if id_ in shown), "in the order of the form"


def test_every_item_has_its_turn() -> None:
    turns = Counter(id_ for seed in range(600) for id_ in shown_items(ONE, {}, seed))
    assert set(turns) == set("abcdef")
    assert all(150 < times < 250 for times in turns.values()), turns


@given(SEEDS)
def test_options_that_stand_apart_stay_last_as_they_are_listed(seed: int) -> None:
    *mixed, first, second = option_order(APART, seed)
    assert (sorted(mixed), first, second) == (["a", "b", "c"], "nothing", "not_sure")


def test_every_order_comes() -> None:
    assert len({option_order(MIXED, seed) for seed in range(300)}) == 24


@pytest.mark.parametrize("other", ["q", "r"])
def test_items_with_the_same_options_are_shuffled_apart(other: str) -> None:
    again = choice(other, dict.fromkeys("abcd"), shuffle=True)
    same = [option_order(MIXED, seed) == option_order(again, seed) for seed in range(40)]
    assert all(same) == (other == "q")


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        (0, True),
        (LARGEST_SEED, True),
        (LARGEST_SEED + 1, False),
        (-1, False),
        (True, False),
        (1.0, False),
        ("1", False),
        (None, False),
        ([], False),
    ],
)
def test_what_is_a_seed(value: object, is_one: bool) -> None:  # noqa: FBT001  a column
    assert is_seed(value) is is_one


SHUFFLED = plain_form(MIXED)
PLAIN = plain_form(ladder("q"))


@pytest.mark.parametrize(
    ("made", "seed", "refusals"),
    [
        (ONE, None, (Refusal("no_seed"),)),
        (ONE, -1, (Refusal("bad_seed", None, "-1"),)),
        (ONE, LARGEST_SEED + 1, (Refusal("bad_seed", None, "4294967296"),)),
        (ONE, "7", (Refusal("bad_seed", None, "7"),)),
        (ONE, True, (Refusal("bad_seed", None, "True"),)),
        (ONE, 10**60, (Refusal("bad_seed", None, "1" + "0" * 39 + "…"),)),
        (SHUFFLED, -1, (Refusal("bad_seed", None, "-1"),)),
        (PLAIN, "x", (Refusal("bad_seed", None, "x"),)),
    ],
)
def test_a_missing_or_bad_seed_is_refused(made: Questionnaire, seed: Any, refusals: tuple[Refusal, ...]) -> None:
    with pytest.raises(Refused) as error:
        parse_answers(made, {}, seed)
    assert error.value.refusals == refusals


@pytest.mark.parametrize(("made", "answer"), [(SHUFFLED, "c"), (PLAIN, "p3")])
def test_what_draws_nothing_needs_no_seed(made: Questionnaire, answer: str) -> None:
    assert parse_answers(made, {"q": answer}).given == {"q": answer}


@pytest.mark.parametrize(
    ("made", "seeded", "pooled"), [(ONE, True, True), (SHUFFLED, True, False), (PLAIN, False, False)]
)
def test_a_form_knows_whether_it_needs_one(made: Questionnaire, seeded: bool, pooled: bool) -> None:  # noqa: FBT001  columns
    assert (made.seeded, made.pooled) == (seeded, pooled)


def test_an_answer_that_was_not_drawn_is_ignored_whatever_it_is() -> None:
    drawn = shown_items(ONE, {}, 7)
    raw = {**dict.fromkeys("abcdef", "no such option"), **dict.fromkeys(drawn, "p3")}
    parsed = parse_answers(ONE, raw, 7)
    assert parsed.given == dict.fromkeys(drawn, "p3")
    assert parsed.undrawn == set("abcdef") - set(drawn)
    assert score(ONE, raw, seed=7) == score(ONE, dict.fromkeys(drawn, "p3"), seed=7)


def test_what_is_shown_never_waits_for_a_seed() -> None:
    assert (
        sound_answers(ONE, {}, None)
        == sound_answers(ONE, {}, 0)
        == Answers({}, shown_items(ONE, {}, 0), undrawn(ONE, 0))
    )


def test_a_record_keeps_the_seed_and_is_verified_by_it() -> None:
    answers = dict.fromkeys(shown_items(ONE, {}, 7), "p3")
    record = make_record(ONE, answers, language="en", seed=7, **TIMES)
    assert (record["seed"], record["answers"]) == (7, answers)
    assert verify_record(record, ONE) == ()
    other = next(seed for seed in range(99) if shown_items(ONE, {}, seed) != tuple(answers))
    found = verify_record({**record, "seed": other}, ONE)
    assert {difference.code for difference in found} == {"cannot_be_scored", "digest_too"}


@pytest.mark.parametrize("seed", [None, "7", -1, 1.5])
def test_a_record_with_no_seed_or_a_bad_one_cannot_be_scored(seed: Any) -> None:
    record = make_record(ONE, dict.fromkeys(shown_items(ONE, {}, 7), "p3"), language="en", seed=7, **TIMES)
    code = "no_seed" if seed is None else "bad_seed"
    first, *_ = verify_record({**record, "seed": seed}, ONE)
    assert (first.code, first.field, first.expected) == ("cannot_be_scored", "seed", code)


def test_a_seed_that_only_shuffles_is_held_by_the_digest_alone() -> None:
    record = make_record(SHUFFLED, {"q": "c"}, language="en", seed=7, **TIMES)
    suspects = ", ".join([*UNCOMPUTED, "seed"])
    assert verify_record(record, SHUFFLED) == ()
    assert verify_record({**record, "seed": 8}, SHUFFLED) == (
        Difference("digest_alone", "sha256", str(record["sha256"]), suspects),
    )


def test_other_forms_keep_no_seed() -> None:
    assert "seed" not in make_record(PLAIN, {"q": "p1"}, language="en", seed=7, **TIMES)


@given(SEEDS)
def test_a_form_that_only_shuffles_scores_the_same_by_every_seed(seed: int) -> None:
    item: Item = choice("q", {"a": 1, "b": 2, "c": 3}, shuffle=True)
    made = plain_form(item, scales=[scale("s", ["q"], bands=())])
    assert score(made, {"q": "b"}, seed=seed) == score(made, {"q": "b"})
