"""Old answers are kept where every word that was read is the same, and asked again where one is not."""

from dataclasses import replace
from typing import Any

import pytest

from scoring.answers import shown_items
from scoring.carry import Carried, carry
from scoring.item import Answer, Item
from scoring.questionnaire import Questionnaire, Section
from tests.scoring.build import (
    choice,
    choices,
    day,
    either,
    form,
    free,
    money,
    number,
    options,
    plain_form,
    row_of,
    scale,
    steps,
    text,
    wording,
)

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
            with_items(AGE, replace(RESERVE, ask=wording("other")), HELD),
            Carried(without("reserve"), ("reserve",), ()),
            "the question is another",
        ),
        (
            with_items(AGE, replace(RESERVE, help=wording("not the home")), HELD),
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
            with_items(AGE, RESERVE, HELD, intro=wording("for your firm")),
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


LEAD = {"low": 1, "high": 5}
AMOUNT = money("amount", 0, 10**6)
BORN = day("born", "1900-01-01", "2026-12-31")
NOTE = free("note", 200)
KIND = row_of("m", "kind", LEAD, "How often?")
CALM = row_of("m", "calm", LEAD)
EVERY = (AMOUNT, BORN, NOTE, KIND, CALM)
LONG: dict[str, Answer] = {
    "amount": 5000,
    "born": "1961-02-28",
    "note": "as it is",
    "kind": "low",
    "calm": "high",
}
ALIKE = plain_form(*EVERY)


@pytest.mark.parametrize(
    ("items", "again", "gone", "because"),
    [
        (EVERY, "", "", "nothing has changed"),
        ((*EVERY[:3], CALM, KIND), "", "", "rows may change places: the lead stands on another"),
        (
            (*EVERY[:3], row_of("m", "kind", LEAD, "How much?"), CALM),
            "kind calm",
            "",
            "the shared question is another for every row, also for one that does not carry it",
        ),
        ((*EVERY[:3], row_of("m", "kind", LEAD), CALM), "kind calm", "", "the shared question is gone"),
        (
            (*EVERY[:3], row_of("n", "kind", LEAD, "How often?"), row_of("n", "calm", LEAD)),
            "",
            "",
            "the matrix's own id is not read",
        ),
        (
            (*EVERY[:3], row_of("m", "kind", LEAD, "How often?"), row_of("n", "calm", LEAD, "Since when?")),
            "calm",
            "",
            "a row of another matrix has another lead",
        ),
        (
            (*EVERY[:3], row_of("m", "kind", {"low": 5, "high": 1}, "How often?"), CALM),
            "",
            "",
            "what a row earns is not read",
        ),
        (
            (*EVERY[:3], replace(KIND, ask=wording("other")), CALM),
            "kind",
            "",
            "one row asks something else, the other does not",
        ),
        ((money("amount", 0, 10**6, "USD"), *EVERY[1:]), "amount", "", "the currency is another"),
        ((number("amount", 0, 10**6), *EVERY[1:]), "amount", "", "an amount is no number"),
        ((money("amount", 0, 10), *EVERY[1:]), "amount", "", "the new range does not hold the amount"),
        ((AMOUNT, day("born", "1970-01-01", "2026-12-31"), *EVERY[2:]), "born", "", "nor the date"),
        ((AMOUNT, BORN, free("note", 3), *EVERY[3:]), "note", "", "the text is too long now"),
        ((AMOUNT, BORN, free("note", 900), *EVERY[3:]), "", "", "a longer text may be written"),
        (
            (replace(AMOUNT, ask=either(("kind == 'low'", "a"), otherwise="amount")), *EVERY[1:]),
            "amount",
            "",
            "a question with alternatives is another question",
        ),
        ((replace(AMOUNT, ask=wording("{amount}")), *EVERY[1:]), "amount", "", "and so is one with a gap"),
        ((replace(AMOUNT, steps=steps((0, 1), (9, 2))), *EVERY[1:]), "", "", "what a number earns is not read"),
        ((replace(AMOUNT, options=options({"not_sure": None})), *EVERY[1:]), "amount", "", "it may be declined now"),
        (EVERY[1:], "", "amount", "the item is gone"),
    ],
)
def test_what_becomes_of_every_type_of_answer(items: tuple[Item, ...], again: str, gone: str, because: str) -> None:
    left = {id_: answer for id_, answer in LONG.items() if id_ not in (*again.split(), *gone.split())}
    carried = carry(ALIKE, plain_form(*items, version="2026.2"), LONG)
    assert carried == Carried(left, tuple(again.split()), tuple(gone.split())), because


def test_items_of_pools_are_carried_by_their_seed() -> None:
    items = tuple(choice(id_, {"no": 0, "yes": 1}) for id_ in "abcdef")
    drawing = plain_form(sections=(Section("pool", text("pool"), items, draw=2),))
    drawn = shown_items(drawing, {}, 7)
    answers = dict.fromkeys("abcdef", "yes")
    assert carry(drawing, drawing, answers, 7) == Carried(dict.fromkeys(drawn, "yes"), (), ())
    asked_all = plain_form(*items, version="2026.2")
    assert carry(drawing, asked_all, answers, 7).kept == dict.fromkeys(drawn, "yes")
    assert carry(asked_all, drawing, answers, 7) == Carried(
        dict.fromkeys(drawn, "yes"), tuple(id_ for id_ in "abcdef" if id_ not in drawn), ()
    )


def test_a_draft_may_be_incomplete_and_an_unsound_answer_is_none() -> None:
    assert carry(OLD, with_items(AGE, RESERVE, HELD), {"age": 400, "reserve": "years", "x": 1}) == Carried(
        {"reserve": "years"}, (), ()
    )
