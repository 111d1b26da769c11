"""Where one person's answers differ from another's: only what both answered, and whatever the other's file holds."""

from typing import Any

import pytest

from scoring.answers import sound_answers
from scoring.beside import differing
from tests.scoring.build import choice, choices, day, free, money, number, plain_form

INTERVIEW = plain_form(
    choice("seen_loss", {"none": None, "some": None}, beside="loss"),
    choices("seen_held", {"bonds": None, "funds": None}, beside="held"),
    number("seen_age", 0, 120, beside="age"),
    money("seen_amount", 0, 10**9, beside="amount"),
    day("seen_born", "1900-01-01", "2026-12-31", beside="born"),
    free("own_note"),
    choice("own", {"none": None, "some": None}),
)
GIVEN: dict[str, object] = {
    "seen_loss": "none",
    "seen_held": ["bonds", "funds"],
    "seen_age": 40,
    "seen_amount": 1000,
    "seen_born": "1986-01-31",
    "own_note": "calm",
    "own": "none",
}
OTHER: dict[str, object] = {
    "loss": "none",
    "held": ["bonds", "funds"],
    "age": 40,
    "amount": 1000,
    "born": "1986-01-31",
    "own_note": "nervous",
    "own": "some",
}


@pytest.mark.parametrize(
    ("given", "other", "differs", "because"),
    [
        ({}, {}, "", "all the same; what stands beside nothing is not compared"),
        ({"seen_loss": "some"}, {}, "seen_loss", "another option"),
        ({}, {"loss": "some"}, "seen_loss", "on either side"),
        ({}, {"held": ["funds", "bonds"]}, "", "the order of several does not count"),
        ({}, {"held": ["bonds"]}, "seen_held", "fewer of them"),
        ({"seen_held": ["funds"]}, {}, "seen_held", "fewer here"),
        ({}, {"age": 41}, "seen_age", "another number"),
        ({}, {"amount": 0}, "seen_amount", "0 is an answer"),
        ({}, {"born": "1986-01-30"}, "seen_born", "another day"),
        ({"seen_loss": "some", "seen_age": 1}, {}, "seen_loss seen_age", "in the order of this form"),
        ({}, {"loss": None}, "seen_loss", "no answer at all is another"),
        ({}, {"held": [None, ["bonds"]]}, "seen_held", "a strange list"),
        ({}, {"held": "bonds"}, "seen_held", "one in place of several"),
        ({}, {"loss": ["none"]}, "seen_loss", "several in place of one"),
        ({}, {"age": "40"}, "seen_age", "a text in place of a number"),
        ({}, {"nobody_asked": 1}, "", "what nobody compares"),
    ],
)
def test_what_differs(given: dict[str, object], other: dict[str, object], differs: str, because: str) -> None:
    sound = sound_answers(INTERVIEW, {**GIVEN, **given}).given
    assert differing(INTERVIEW, sound, {**OTHER, **other}) == tuple(differs.split()), because


@pytest.mark.parametrize("item", ["loss", "held", "age", "amount", "born"])
def test_both_must_have_answered(item: str) -> None:
    changed: dict[str, Any] = {"loss": "some", "held": ["funds"], "age": 7, "amount": 7, "born": "1990-01-01"}
    here = {id_: answer for id_, answer in GIVEN.items() if id_ != f"seen_{item}"}
    there = {id_: answer for id_, answer in changed.items() if id_ != item}
    all_given = sound_answers(INTERVIEW, GIVEN).given
    assert f"seen_{item}" in differing(INTERVIEW, all_given, changed)
    assert f"seen_{item}" not in differing(INTERVIEW, sound_answers(INTERVIEW, here).given, changed)
    assert f"seen_{item}" not in differing(INTERVIEW, all_given, there)


def test_a_form_beside_nothing_differs_in_nothing() -> None:
    alone = plain_form(choice("loss", {"none": None, "some": None}))
    assert differing(alone, {"loss": "none"}, {"loss": "some"}) == ()
