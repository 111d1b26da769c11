"""The page's door, with the bundle that the page gets."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.bundle import make_bundle
from portal.library import read_library
from scoring.answers import shown_items
from scoring.browser import door
from scoring.record import make_record, verify_record
from tests.scoring.real import FORM, answers_of, people

ANSWER = door(make_bundle(read_library()))
WHICH = {"form": "individual-risk", "version": "2026.1"}
TIMES: dict[str, Any] = {"started": "2026-11-23T08:00:00Z", "finished": "2026-11-23T08:07:30Z"}
SCORE = {"ask": "score", **WHICH, "language": "zh", "confirmed": [], **TIMES}
SHOWN = {"ask": "shown", **WHICH}
AGE = {"zh": "请回答：您的年龄是多少周岁？（age）", "en": "Answer the question: How old are you? (age)"}


ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def without(item: str) -> dict[str, object]:
    """Return the seasoned investor's answers but one."""
    return {id_: answer for id_, answer in answers_of("seasoned").items() if id_ != item}


def ask(request: dict[str, Any]) -> dict[str, Any]:
    """Return the reply to a request, both as JSON."""
    reply: dict[str, Any] = json.loads(ANSWER(json.dumps(request)))
    return reply


@pytest.mark.parametrize(
    ("example", "confirmed"),
    [
        ("retired_saver", []),
        ("borrower", []),
        ("growth_in_a_hurry", []),
        ("growth_in_a_hurry", ["goal_against_horizon"]),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_score_is_the_record_that_cpython_makes(example: str, confirmed: list[str], language: str) -> None:
    answers = answers_of(example)
    reply = ask({**SCORE, "answers": answers, "confirmed": confirmed, "language": language})
    made = make_record(FORM, answers, language=language, confirmed=confirmed, **TIMES)
    assert reply == {"record": made, "texts": {}}
    assert verify_record(reply["record"], FORM) == ()


@pytest.mark.parametrize(
    ("answers", "hidden"),
    [
        ({}, ["past"]),
        ({"held": ["none"]}, ["past"]),
        ({"held": ["equity"]}, []),
        ({"held": "equity", "age": None}, ["past"]),
    ],
)
def test_what_to_show(answers: dict[str, object], hidden: list[str]) -> None:
    shown = [id_ for id_ in FORM.items if id_ not in hidden]
    assert ask({**SHOWN, "answers": answers}) == {"shown": shown, "texts": {}, "orders": {}}


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"answers": without("age")}, [{"item": "age", "sentence": AGE["zh"]}]),
        ({"answers": without("age"), "language": "en"}, [{"item": "age", "sentence": AGE["en"]}]),
        (
            {"answers": {**without("age"), "income": "wages"}, "language": "en"},
            [
                {"item": "age", "sentence": AGE["en"]},
                {
                    "item": "income",
                    "sentence": "'What is your main source of income now?' (income) has no option 'wages'; "
                    "choose one of: none, irregular, pension, steady.",
                },
            ],
        ),
        (
            {"answers": answers_of("seasoned", age="48")},
            [{"item": "age", "sentence": "“您的年龄是多少周岁？”（age）需要 0 到 120 之间的整数，收到的是“48”。"}],
        ),
        (
            {"answers": answers_of("seasoned", who="me")},
            [{"item": "who", "sentence": "这份问卷没有“who”这一题；请去掉它，或核对问卷的版本。"}],
        ),
        (
            {"answers": answers_of("seasoned"), "confirmed": ["no_loss"]},
            [{"item": None, "sentence": "这份问卷没有名为“no_loss”的确认项；请去掉它。"}],
        ),
        (
            {"answers": {}, "version": "1999.1"},
            [
                {
                    "item": None,
                    "sentence": "没有“individual-risk 1999.1”这份问卷或这个版本；请刷新页面后再试。",
                }
            ],
        ),
        (
            {"answers": {}, "form": "nobody", "language": "en"},
            [{"item": None, "sentence": "There is no questionnaire 'nobody 2026.1'; reload the page and try again."}],
        ),
    ],
)
def test_what_cannot_be_scored_is_refused_in_the_reader_s_words(
    changed: dict[str, Any], refused: list[dict[str, str | None]]
) -> None:
    assert ask({**SCORE, **changed}) == {"refused": refused}


def test_an_unknown_form_shows_nothing_and_says_so() -> None:
    reply = ask({**SHOWN, "form": "nobody", "answers": {}})
    assert reply == {
        "refused": [
            {"item": None, "sentence": "There is no questionnaire 'nobody 2026.1'; reload the page and try again."}
        ]
    }


def test_a_reply_is_text_in_its_own_letters() -> None:
    assert "您的年龄是多少周岁" in ANSWER(json.dumps({**SCORE, "answers": {}}))


@given(st.dictionaries(st.sampled_from([*FORM.items, "who"]), ANYTHING))
def test_a_reader_s_mistake_never_raises(answers: dict[str, object]) -> None:
    assert list(ask({**SCORE, "answers": answers})) == ["refused"]
    assert list(ask({**SHOWN, "answers": answers})) == ["shown", "texts", "orders"]


@given(people())
def test_anyone_gets_from_the_page_what_cpython_gives(person: dict[str, object]) -> None:
    record = make_record(FORM, person, language="zh", **TIMES)
    assert ask({**SCORE, "answers": person}) == {"record": record, "texts": {}}
    assert ask({**SHOWN, "answers": person}) == {"shown": list(shown_items(FORM, person)), "texts": {}, "orders": {}}
