"""Old answers are kept where every word that was read is the same, and asked again where one is not."""

from dataclasses import replace
from typing import Any

import pytest

from scoring.answers import Answer
from scoring.carry import Carried, carry
from scoring.questionnaire import Item, Questionnaire, Section
from tests.scoring.build import choice, choices, form, number, scale, text

RESERVE = choice("reserve", {"none": 0, "months": 2, "years": 4})
HELD = choices("held", {"nothing": 0, "funds": 2}, alone="nothing")
AGE = number("age", 0, 120)
OLD = form(AGE, RESERVE, HELD, scales=[scale("capacity", ["reserve"], (0, 2, 4))])
ANSWERS = {"age": 40, "reserve": "months", "held": ["funds"]}
KEPT: dict[str, Answer] = {"age": 40, "reserve": "months", "held": ("funds",)}


def with_items(*items: Item, **section: Any) -> Questionnaire:
    """Return the next version of OLD, with these items."""
    return replace(OLD, version="2026.2", sections=(Section("all", text("all"), items, **section),))


def without(item: str) -> dict[str, Answer]:
    """Return what is kept when one item is not."""
    return {id_: answer for id_, answer in KEPT.items() if id_ != item}


@pytest.mark.parametrize(
    ("new", "carried", "because"),
    [
        (with_items(AGE, RESERVE, HELD), Carried(KEPT, (), ()), "nothing has changed"),
        (
            with_items(HELD, AGE, choice("reserve", {"none": 0, "months": 9, "years": 9})),
            Carried(KEPT, (), ()),
            "points and order are not read",
        ),
        (with_items(AGE, RESERVE), Carried(without("held"), (), ("held",)), "an item is gone"),
        (with_items(AGE, RESERVE, HELD, number("more", 0, 9)), Carried(KEPT, (), ()), "a new item has no answer yet"),
        (
            with_items(AGE, replace(RESERVE, ask=text("other")), HELD),
            Carried(without("reserve"), ("reserve",), ()),
            "the question is another",
        ),
        (
            with_items(AGE, replace(RESERVE, help=text("not the home")), HELD),
            Carried(without("reserve"), ("reserve",), ()),
            "the help is another",
        ),
        (
            with_items(AGE, choice("reserve", {"none": 0, "months": 2, "years": 4, "not_sure": 0}), HELD),
            Carried(without("reserve"), ("reserve",), ()),
            "there is more to choose from",
        ),
        (
            with_items(AGE, choices("reserve", {"none": 0, "months": 2, "years": 4}), HELD),
            Carried(without("reserve"), ("reserve",), ()),
            "it is answered in another way",
        ),
        (
            with_items(number("age", 50, 120), RESERVE, HELD),
            Carried(without("age"), ("age",), ()),
            "the new range does not hold the number",
        ),
        (
            with_items(replace(AGE, unit=text("months")), RESERVE, HELD),
            Carried(without("age"), ("age",), ()),
            "the unit is another",
        ),
        (
            with_items(AGE, RESERVE, HELD, intro=text("for your firm")),
            Carried({}, ("age", "reserve", "held"), ()),
            "the introduction is another",
        ),
        (
            with_items(AGE, choice("reserve", {"none": 0, "months": 2, "years": 4}, show_if="age > 60"), HELD),
            Carried(without("reserve"), ("reserve",), ()),
            "it is not asked of this person any more",
        ),
    ],
)
def test_what_becomes_of_old_answers(new: Questionnaire, carried: Carried, because: str) -> None:
    assert carry(OLD, new, ANSWERS) == carried, because


def test_a_draft_may_be_incomplete_and_an_unsound_answer_is_none() -> None:
    assert carry(OLD, with_items(AGE, RESERVE, HELD), {"age": 400, "reserve": "years", "x": 1}) == Carried(
        {"reserve": "years"}, (), ()
    )
