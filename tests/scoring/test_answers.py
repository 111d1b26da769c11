from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.answers import parse_answers, shown_items
from scoring.expression import Expression
from scoring.item import Answer
from scoring.questionnaire import Questionnaire, Section
from scoring.refusal import CODES, Refusal, Refused
from tests.scoring.build import (
    choice,
    choices,
    day,
    form,
    free,
    money,
    number,
    options,
    plain_form,
    row_of,
    scale,
    text,
)

LOSSES, HOLDINGS = ("none", "some"), ("nothing", "bonds", "funds")
SMALL = form(
    number("age", 0, 120),
    choice("loss", {"none": 0, "some": 3}),
    choices("held", {"nothing": 0, "bonds": 2, "funds": 3}, alone="nothing"),
    choice("past", {"sold": 0, "kept": 3}, show_if="'funds' in held"),
    choice("why", {"fear": None, "need": None}, show_if="past == 'sold'"),
    number("note", -5, 5, required=False),
    scales=[scale("attitude", ["loss"])],
)
SOUND = {"age": 30, "loss": "some", "held": ["bonds"]}
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([*LOSSES, *HOLDINGS]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@pytest.mark.parametrize(
    ("raw", "given", "shown", "because"),
    [
        ({}, {}, "", "what is sound is typed, and the optional may be absent"),
        ({"age": 0}, {"age": 0}, "", "0 is an answer"),
        ({"age": 120}, {"age": 120}, "", "both ends are allowed"),
        ({"note": 0}, {"note": 0}, "", "0 is an answer to an optional item too"),
        ({"note": -5}, {"note": -5}, "", "below zero"),
        ({"loss": "none"}, {"loss": "none"}, "", "an option called none is an answer"),
        ({"held": ["nothing"]}, {"held": ("nothing",)}, "", "alone by itself"),
        ({"held": ("bonds",)}, {"held": ("bonds",)}, "", "a tuple is a list"),
        ({"held": ["funds", "bonds"], "past": "kept"}, {"held": ("bonds", "funds"), "past": "kept"}, "past", "ordered"),
        ({"past": "kept"}, {}, "", "not asked: an old answer is ignored"),
        ({"past": 3.5}, {}, "", "not asked: an old answer is not even looked at"),
        ({"past": "sold", "why": "fear"}, {}, "", "what hangs on a hidden answer is hidden"),
        (
            {"held": ["funds"], "past": "sold", "why": "fear"},
            {"held": ("funds",), "past": "sold", "why": "fear"},
            "past why",
            "each shown by the one before",
        ),
        ({"held": ["funds"], "past": "kept", "why": "fear"}, {"held": ("funds",), "past": "kept"}, "past", "one gone"),
    ],
)
def test_answers_are_typed_once(raw: dict[str, object], given: dict[str, Answer], shown: str, because: str) -> None:
    answers = parse_answers(SMALL, {**SOUND, **raw})
    assert answers.given == {"age": 30, "loss": "some", "held": ("bonds",), **given}, because
    assert answers.shown == tuple(id_ for id_ in SMALL.items if id_ not in ("past", "why") or id_ in shown.split()), (
        because
    )
    assert list(answers.given) == [id_ for id_ in SMALL.items if id_ in answers.given], "the questionnaire's order"


@pytest.mark.parametrize(
    ("item", "value", "refusal"),
    [
        ("age", None, Refusal("not_whole", "age", "None")),
        ("age", True, Refusal("not_whole", "age", "True")),
        ("age", False, Refusal("not_whole", "age", "False")),
        ("age", 30.0, Refusal("not_whole", "age", "30.0")),
        ("age", float("nan"), Refusal("not_whole", "age", "nan")),
        ("age", "30", Refusal("not_whole", "age", "30")),
        ("age", "", Refusal("not_whole", "age", "")),
        ("age", [30], Refusal("not_whole", "age", "[30]")),
        ("age", -1, Refusal("out_of_range", "age", "-1")),
        ("age", 121, Refusal("out_of_range", "age", "121")),
        ("age", 10**60, Refusal("out_of_range", "age", "1" + "0" * 39 + "…")),
        ("note", None, Refusal("not_whole", "note", "None")),
        ("note", 6, Refusal("out_of_range", "note", "6")),
        ("loss", None, Refusal("not_one", "loss", "None", LOSSES)),
        ("loss", True, Refusal("not_one", "loss", "True", LOSSES)),
        ("loss", 0, Refusal("not_one", "loss", "0", LOSSES)),
        ("loss", 1.5, Refusal("not_one", "loss", "1.5", LOSSES)),
        ("loss", ["some"], Refusal("not_one", "loss", "['some']", LOSSES)),
        ("loss", {"some": 1}, Refusal("not_one", "loss", "{'some': 1}", LOSSES)),
        ("loss", "", Refusal("unknown_option", "loss", "", LOSSES)),
        ("loss", "Some", Refusal("unknown_option", "loss", "Some", LOSSES)),
        ("loss", "x" * 41, Refusal("unknown_option", "loss", "x" * 40 + "…", LOSSES)),
        ("loss", "风" * 40, Refusal("unknown_option", "loss", "风" * 40, LOSSES)),
        ("held", "bonds", Refusal("not_several", "held", "bonds", HOLDINGS)),
        ("held", None, Refusal("not_several", "held", "None", HOLDINGS)),
        ("held", [], Refusal("not_several", "held", "[]", HOLDINGS)),
        ("held", {"bonds": True}, Refusal("not_several", "held", "{'bonds': True}", HOLDINGS)),
        ("held", [["bonds"]], Refusal("not_several", "held", "[['bonds']]", HOLDINGS)),
        ("held", ["bonds", 1], Refusal("not_several", "held", "['bonds', 1]", HOLDINGS)),
        ("held", ["bonds", None], Refusal("not_several", "held", "['bonds', None]", HOLDINGS)),
        ("held", ["bonds", "bonds"], Refusal("not_several", "held", "['bonds', 'bonds']", HOLDINGS)),
        ("held", ["bonds", "shares"], Refusal("unknown_option", "held", "shares", HOLDINGS)),
        ("held", ["nothing", "bonds"], Refusal("not_alone", "held", "nothing", ("nothing",))),
        ("held", ["bonds", "nothing"], Refusal("not_alone", "held", "nothing", ("nothing",))),
        ("los", "some", Refusal("unknown_item", "los", "los")),
        ("", "some", Refusal("unknown_item", "", "")),
        ("y" * 41, 1, Refusal("unknown_item", "y" * 41, "y" * 40 + "…")),
    ],
)
def test_one_fault_is_one_refusal(item: str, value: object, refusal: Refusal) -> None:
    assert refused(SMALL, {**SOUND, item: value}) == [refusal]


@pytest.mark.parametrize("item", ["age", "loss", "held"])
def test_a_required_answer_that_is_absent_is_missing_and_not_0(item: str) -> None:
    absent = {id_: answer for id_, answer in SOUND.items() if id_ != item}
    assert refused(SMALL, absent) == [Refusal("missing", item)]


def test_a_shown_item_is_required() -> None:
    assert refused(SMALL, {**SOUND, "held": ["funds"]}) == [Refusal("missing", "past")]


def test_every_refusal_comes_at_once_and_hides_what_hangs_on_it() -> None:
    assert refused(SMALL, {"who": "me", "age": 1.5, "held": ["shares"], "past": "gone", "note": 9}) == [
        Refusal("unknown_item", "who", "who"),
        Refusal("not_whole", "age", "1.5"),
        Refusal("missing", "loss"),
        Refusal("unknown_option", "held", "shares", HOLDINGS),
        Refusal("out_of_range", "note", "9"),
    ]


def test_refused_says_its_codes() -> None:
    with pytest.raises(Refused) as error:
        parse_answers(SMALL, {**SOUND, "age": 1.5, "loss": "x"})
    assert str(error.value) == "not_whole age; unknown_option loss"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ({}, "age loss held note"),
        ({"held": ["funds"]}, "age loss held past note"),
        ({"held": ["funds"], "past": "sold"}, "age loss held past why note"),
        ({"held": ["funds"], "past": "no such option"}, "age loss held past note"),
        ({"held": ["nothing", "funds"], "past": "sold"}, "age loss held note"),
        ({"held": "funds"}, "age loss held note"),
        ({"past": "sold"}, "age loss held note"),
        ({"age": None, "who": 1}, "age loss held note"),
    ],
)
def test_what_is_shown_never_waits_for_sound_answers(raw: dict[str, object], shown: str) -> None:
    assert shown_items(SMALL, raw) == tuple(shown.split())


@given(st.dictionaries(st.sampled_from([*SMALL.items, "who", ""]), ANYTHING))
def test_anything_at_all_is_typed_or_refused(raw: dict[str, object]) -> None:
    try:
        answers = parse_answers(SMALL, raw)
    except Refused as error:
        reasons = error.refusals
    else:
        reasons = ()
        assert answers.shown == shown_items(SMALL, raw)
    assert {reason.code for reason in reasons} <= set(CODES)
    assert len({reason.item for reason in reasons}) == len(reasons), "one reason an item"


DECLINE = ("not_sure", "prefer_not_to_say")
EVERY = plain_form(
    number("age", 18, 120, options=options({"not_sure": 0})),
    money("amount", 0, 10**6, options=options({"not_sure": None, "prefer_not_to_say": None})),
    day("born", "1926-01-31", "2008-02-29", options=options({"not_sure": None})),
    day("due", "2026-01-01", "2026-12-31"),
    free("note", 12),
    row_of("m", "calm", {"low": 1, "high": 5, "not_sure": None}, "How often?"),
    choices("held", {"bonds": 1, "funds": 2, "not_sure": 0}, alone="not_sure"),
)
FULL: dict[str, Answer] = {
    "age": 40,
    "amount": 0,
    "born": "1961-02-28",
    "due": "2026-12-31",
    "note": "as it is",
    "calm": "high",
    "held": ("bonds", "funds"),
}


@pytest.mark.parametrize(
    ("item", "value", "because"),
    [
        ("age", 18, "the least"),
        ("amount", 10**6, "the most"),
        ("born", "1926-01-31", "the first day"),
        ("born", "2008-02-29", "the last, in a leap year"),
        ("note", "x" * 12, "as long as may be"),
        ("note", "风险承受能力和其他", "in any letters"),
        ("note", "two\nlin\tes", "over several lines"),
        ("note", " x ", "with its spaces"),
        ("note", "None", "a text that reads like nothing"),
        ("calm", "not_sure", "declined"),
        ("held", ("not_sure",), "declined, alone"),
        ("age", "not_sure", "a word where a number belongs"),
        ("amount", "prefer_not_to_say", "the same for an amount"),
        ("born", "not_sure", "and for a date"),
    ],
)
def test_every_type_takes_its_answer(item: str, value: Answer, because: str) -> None:
    answers = parse_answers(EVERY, {**FULL, item: value})
    assert answers.given == {**FULL, item: value}, because
    assert answers.opted_out == ({item} if {value} & {*DECLINE, ("not_sure",)} else set())


@pytest.mark.parametrize(
    ("item", "value", "refusal"),
    [
        ("age", 17, Refusal("out_of_range", "age", "17")),
        ("age", "sure", Refusal("not_whole", "age", "sure")),
        ("age", "prefer_not_to_say", Refusal("not_whole", "age", "prefer_not_to_say")),
        ("amount", -1, Refusal("out_of_range", "amount", "-1")),
        ("amount", 10.5, Refusal("not_whole", "amount", "10.5")),
        ("amount", "1,000", Refusal("not_whole", "amount", "1,000")),
        ("born", "1926-01-30", Refusal("date_out_of_range", "born", "1926-01-30")),
        ("born", "2008-03-01", Refusal("date_out_of_range", "born", "2008-03-01")),
        ("born", "1961-02-29", Refusal("not_a_date", "born", "1961-02-29")),
        ("born", "28.2.1961", Refusal("not_a_date", "born", "28.2.1961")),
        ("born", "19610228", Refusal("not_a_date", "born", "19610228")),
        ("born", "1961-W09-2", Refusal("not_a_date", "born", "1961-W09-2")),
        ("born", "1961-02-28T00:00:00", Refusal("not_a_date", "born", "1961-02-28T00:00:00")),
        ("born", "1961-02-28 ", Refusal("not_a_date", "born", "1961-02-28 ")),
        ("born", "１９６１-02-28", Refusal("not_a_date", "born", "１９６１-02-28")),
        ("born", "", Refusal("not_a_date", "born", "")),
        ("born", None, Refusal("not_a_date", "born", "None")),
        ("born", 19610228, Refusal("not_a_date", "born", "19610228")),
        ("born", ["1961-02-28"], Refusal("not_a_date", "born", "['1961-02-28']")),
        ("due", "not_sure", Refusal("not_a_date", "due", "not_sure")),
        ("note", "", Refusal("not_text", "note", "")),
        ("note", " \n\t", Refusal("not_text", "note", " \n\t")),
        ("note", "a\x00b", Refusal("not_text", "note", "a\x00b")),
        ("note", "\ud800", Refusal("not_text", "note", "\ud800")),
        ("note", "\u202etxet", Refusal("not_text", "note", "\u202etxet")),
        ("note", 5, Refusal("not_text", "note", "5")),
        ("note", None, Refusal("not_text", "note", "None")),
        ("note", ["x"], Refusal("not_text", "note", "['x']")),
        ("note", "x" * 13, Refusal("too_long", "note", "13")),
        ("calm", "middle", Refusal("unknown_option", "calm", "middle", ("low", "high", "not_sure"))),
        ("calm", ["low"], Refusal("not_one", "calm", "['low']", ("low", "high", "not_sure"))),
        ("held", ["bonds", "not_sure"], Refusal("not_alone", "held", "not_sure", ("not_sure",))),
        ("m", "low", Refusal("unknown_item", "m", "m")),
    ],
)
def test_what_a_type_does_not_take_is_one_refusal(item: str, value: object, refusal: Refusal) -> None:
    assert refused(EVERY, {**FULL, item: value}) == [refusal]


def test_what_stands_for_an_answer_in_an_expression() -> None:
    answers = parse_answers(EVERY, {**FULL, "amount": "not_sure", "calm": "not_sure", "held": ["not_sure"]})
    assert answers.values == {
        **{id_: FULL[id_] for id_ in ("age", "born", "due", "note")},
        "calm": "not_sure",
        "held": ("not_sure",),
    }, "a word is no amount, but it is an option"
    assert answers.counts == {"held": 1}
    assert answers.opted_out == {"amount", "calm", "held"}
    assert parse_answers(EVERY, FULL).counts == {"held": 2}


@pytest.mark.parametrize(
    ("show_if", "raw", "shown", "because"),
    [
        ("opted_out(age)", {"age": "not_sure"}, True, "declined"),
        ("opted_out(age)", {"age": 40}, False, "answered"),
        ("opted_out(age)", {}, False, "not answered is not declined"),
        ("not opted_out(age)", {}, True, "and that is known"),
        ("answered(age)", {"age": "not_sure"}, True, "who declines has answered"),
        ("age > 0", {"age": "not_sure"}, False, "but no number is known"),
        ("not (age > 0)", {"age": "not_sure"}, False, "nor that there is none"),
        ("born < '1970-01-01'", {"born": "1969-12-31"}, True, "a day before"),
        ("born < '1970-01-01'", {"born": "1970-01-01"}, False, "the day itself"),
        ("born < '1970-01-01'", {"born": "not_sure"}, False, "declined"),
        ("amount / 1000 >= 5", {"amount": 5000}, True, "an amount counts"),
        ("answered(note)", {"note": "x"}, True, "a text was written"),
        ("answered(note)", {"note": " "}, False, "an unsound one was not"),
        ("calm == 'high'", {"calm": "high"}, True, "a row of a matrix"),
        ("count(held) > 1", {"held": ["funds", "bonds"]}, True, "so many were chosen"),
        ("'funds' in held", {"held": ["bonds"]}, False, "one was not"),
    ],
)
@pytest.mark.parametrize("by_section", [False, True])
def test_what_is_shown_by_every_type(
    show_if: str,
    raw: dict[str, object],
    shown: bool,  # noqa: FBT001  a column
    because: str,
    by_section: bool,  # noqa: FBT001  in either place
) -> None:
    when = Expression.read(show_if)
    last = number("last", 0, 9, show_if="" if by_section else show_if)
    sections = (*EVERY.sections, Section("more", text("more"), (last,), show_if=when if by_section else None))
    assert ("last" in shown_items(plain_form(sections=sections), raw)) is shown, because


def test_a_hidden_section_asks_nothing_and_its_answers_are_ignored() -> None:
    hidden = Section("more", text("more"), (number("x", 0, 9), number("y", 0, 9)), show_if=Expression.read("age > 64"))
    made = plain_form(sections=(*EVERY.sections, hidden))
    assert parse_answers(made, {**FULL, "x": "?", "y": 3}).given == FULL
    assert refused(made, {**FULL, "age": 65, "x": "?"}) == [Refusal("not_whole", "x", "?"), Refusal("missing", "y")]


@given(st.dictionaries(st.sampled_from([*EVERY.items, "m"]), ANYTHING))
def test_anything_at_all_is_typed_or_refused_by_every_type(raw: dict[str, object]) -> None:
    reasons: tuple[Refusal, ...] = ()
    try:
        parse_answers(EVERY, raw)
    except Refused as error:
        reasons = error.refusals
    assert {reason.code for reason in reasons} <= set(CODES)
    assert {reason.item for reason in reasons} >= set(EVERY.items) - set(raw), "every item is required"
    assert set(shown_items(EVERY, raw)) == set(EVERY.items)


def test_a_number_too_long_to_print_is_refused_too() -> None:
    assert [refusal.code for refusal in refused(SMALL, {**SOUND, "age": 10**5000})] == ["out_of_range"]


def test_an_answer_too_deep_to_print_is_refused_too() -> None:
    deep: list[Any] = []
    for _ in range(9000):
        deep = [deep]
    assert [refusal.code for refusal in refused(SMALL, {**SOUND, "age": deep, "held": deep})] == [
        "not_whole",
        "not_several",
    ]


def refused(questionnaire: Questionnaire, raw: dict[str, Any]) -> list[Refusal]:
    """Return every refusal that `raw` gets."""
    with pytest.raises(Refused) as error:
        parse_answers(questionnaire, raw)
    return list(error.value.refusals)
