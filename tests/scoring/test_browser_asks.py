"""The page's door: a form that draws, shuffles and pipes, and an interview beside it, by every ask."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.answers import shown_items
from scoring.browser import door
from scoring.draw import option_order
from scoring.plain import to_plain
from scoring.questionnaire import Section
from scoring.record import make_record, verify_record
from tests.scoring.build import (
    choice,
    choices,
    control,
    day,
    free,
    money,
    outcome,
    plain_form,
    scale,
    text,
    wording,
)
from tests.scoring.real import REFUSALS

TIMES: dict[str, Any] = {"started": "2026-11-23T08:00:00Z", "finished": "2026-11-23T08:07:30Z"}
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)

SMALL = plain_form(
    sections=(
        Section(
            "one",
            text("one"),
            (
                money("amount", 0, 10**6),
                choice("fear", {"a": None, "b": None, "not_sure": None}, shuffle=True, ask=wording("Of {amount / 5}?")),
            ),
        ),
        Section("two", text("two"), tuple(choice(id_, {"no": 0, "yes": 1}) for id_ in "wxyz"), draw=2),
    ),
    scales=[scale("s", [*"wxyz"], (0, 1, 2))],
    outcomes=(outcome("sum", "C1 {amount} C3", "band(s)"),),
    controls=[control("{amount}", "amount > 5000", cap="C1")],
)
NEXT = replace(SMALL, version="2026.2", sections=(replace(SMALL.sections[0], intro=wording("new")), SMALL.sections[1]))
BESIDE = plain_form(
    money("seen", 0, 10**6, beside="amount"),
    choices("held", {"bonds": None, "funds": None}, beside="held"),
    day("born", "1900-01-01", "2026-12-31", beside="born"),
    free("note"),
    id="interview",
    beside="small",
)
SMALL_DOOR = door(
    json.dumps({"questionnaires": [to_plain(form) for form in (SMALL, NEXT, BESIDE)], "refusals": REFUSALS})
)
SMALL_WHICH = {"form": "small", "version": "2026.1", "language": "en"}
DRAWN = [id_ for id_ in shown_items(SMALL, {}, 7) if len(id_) == 1]
GIVEN: dict[str, Any] = {"amount": 1000, "fear": "b", **dict.fromkeys(DRAWN, "yes")}


def ask_small(asked: str, **request: Any) -> dict[str, Any]:
    """Return what the door of the small forms replies."""
    reply: dict[str, Any] = json.loads(SMALL_DOOR(json.dumps({"ask": asked, **SMALL_WHICH, **request})))
    return reply


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "en",
            {"item.fear.ask": "Of ¥200?", "level.{amount}": "means ¥1,000", "control.{amount}": "because ¥1,000"},
        ),
        (
            "zh",
            {
                "item.fear.ask": "《Of ¥200?》",
                "level.{amount}": "《means ¥1,000》",
                "control.{amount}": "《because ¥1,000》",
            },
        ),
    ],
)
def test_texts_come_in_the_reader_s_language(language: str, texts: dict[str, str]) -> None:
    scored = ask_small("score", answers=GIVEN, seed=7, confirmed=[], language=language, **TIMES)
    assert scored == {"record": make_record(SMALL, GIVEN, language=language, seed=7, **TIMES), "texts": texts}
    assert (scored["record"]["seed"], verify_record(scored["record"], SMALL)) == (7, ())
    assert ask_small("shown", answers=GIVEN, seed=7, language=language) == {
        "shown": ["amount", "fear", *DRAWN],
        "texts": texts,
        "orders": {"fear": list(option_order(SMALL.items["fear"], 7))},
    }


@pytest.mark.parametrize("seed", [None, -1, "7", 1.5, True, [7]])
def test_what_is_shown_waits_for_no_seed_but_nothing_is_shuffled_without_one(seed: object) -> None:
    reply = ask_small("shown", answers={}, seed=seed)
    assert (reply["orders"], reply["texts"]["item.fear.ask"]) == ({}, "Of …?")
    assert reply["shown"] == ["amount", "fear", *[id_ for id_ in shown_items(SMALL, {}, 0) if len(id_) == 1]]


@pytest.mark.parametrize(
    ("seed", "sentence"),
    [
        (
            {},
            (
                "This questionnaire draws its items, so it needs the seed they were drawn by: "
                "a whole number from 0 to 4294967295, as its records hold it."
            ),
        ),
        ({"seed": "7"}, "'7' is no seed; give a whole number from 0 to 4294967295."),
    ],
)
def test_a_score_needs_its_seed(seed: dict[str, object], sentence: str) -> None:
    reply = ask_small("score", answers=GIVEN, confirmed=[], **seed, **TIMES)
    assert reply == {"refused": [{"item": None, "sentence": sentence}]}


@pytest.mark.parametrize(
    ("answers", "kept", "again", "because"),
    [
        (GIVEN, dict.fromkeys(DRAWN, "yes"), ["amount", "fear"], "the first section has a new introduction"),
        ({DRAWN[0]: "yes"}, {DRAWN[0]: "yes"}, [], "a draft"),
        ({"amount": "much"}, {}, [], "an unsound answer is none"),
        ({}, {}, [], "nothing"),
    ],
)
def test_answers_are_carried_from_an_older_version(
    answers: dict[str, object], kept: dict[str, object], again: list[str], because: str
) -> None:
    reply = ask_small("carry", version="2026.2", answers=answers, seed=7, **{"from": "2026.1"})
    assert reply == {"kept": kept, "again": again, "gone": []}, because


def test_what_is_kept_is_plain_json() -> None:
    reply = ask_small("carry", form="interview", answers={"held": ["funds", "bonds"]}, **{"from": "2026.1"})
    assert reply == {"kept": {"held": ["bonds", "funds"]}, "again": [], "gone": []}


def test_an_older_version_that_is_not_here_is_refused() -> None:
    reply = ask_small("carry", answers={}, **{"from": "1999.1"})
    sentence = "There is no questionnaire 'small 1999.1'; reload the page and try again."
    assert reply == {"refused": [{"item": None, "sentence": sentence}]}


SEEN: dict[str, Any] = {"seen": 1000, "held": ["bonds", "funds"], "born": "1961-02-08", "note": "calm"}


@pytest.mark.parametrize(
    ("language", "other", "answers", "differs"),
    [
        (
            "en",
            {"amount": 1000, "held": ["funds", "bonds"], "born": "1961-02-08", "more": 1},
            {"seen": "¥1,000", "held": "funds, bonds", "born": "1961-02-08"},
            [],
        ),
        (
            "zh",
            {"amount": 250000, "held": ["funds"], "born": "1961-02-09"},
            {"seen": "¥250,000", "held": "《funds》", "born": "1961 年 2 月 9 日"},
            ["seen", "held", "born"],
        ),
        ("en", {"amount": 0}, {"seen": "¥0"}, ["seen"]),
        ("en", {"held": "much", "born": "spring"}, {"held": "much", "born": "spring"}, ["held", "born"]),
        ("en", {}, {}, []),
    ],
)
def test_an_interview_is_set_beside_the_client_s_answers(
    language: str, other: dict[str, object], answers: dict[str, str], differs: list[str]
) -> None:
    reply = ask_small("beside", form="interview", language=language, answers=SEEN, other=other)
    assert reply == {"answers": answers, "differs": differs}


def test_what_the_interviewer_has_not_answered_yet_does_not_differ() -> None:
    reply = ask_small("beside", form="interview", answers={"seen": "much"}, other={"amount": 5})
    assert reply == {"answers": {"seen": "¥5"}, "differs": []}


@given(st.dictionaries(st.sampled_from(["amount", "held", "born", "note"]), ANYTHING), st.sampled_from(["zh", "en"]))
def test_no_client_s_file_raises(other: dict[str, object], language: str) -> None:
    reply = ask_small("beside", form="interview", answers=SEEN, other=other, language=language)
    assert set(reply["answers"]) == {"seen", "held", "born"} & {
        {"amount": "seen"}.get(id_, id_) for id_ in other if id_ != "note"
    }


@pytest.mark.parametrize("asked", ["score", "shown", "carry", "beside"])
def test_every_ask_refuses_a_form_that_is_not_here(asked: str) -> None:
    more = {"confirmed": [], "from": "2026.1", "other": {}, **TIMES}
    sentence = "There is no questionnaire 'nobody 2026.1'; reload the page and try again."
    assert ask_small(asked, form="nobody", answers={}, **more) == {"refused": [{"item": None, "sentence": sentence}]}


@given(st.dictionaries(st.sampled_from([*SMALL.items, "who"]), ANYTHING), ANYTHING)
def test_neither_answers_nor_seeds_raise(answers: dict[str, object], seed: object) -> None:
    assert list(ask_small("score", answers=answers, seed=seed, confirmed=[], **TIMES)) == ["refused"]
    assert list(ask_small("shown", answers=answers, seed=seed)) == ["shown", "texts", "orders"]
    assert list(ask_small("carry", answers=answers, seed=seed, **{"from": "2026.1"})) == ["kept", "again", "gone"]
