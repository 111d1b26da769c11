from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.answers import Answer, parse_answers, shown_items
from scoring.questionnaire import Questionnaire
from scoring.refusal import CODES, Refusal, Refused
from tests.scoring.build import choice, choices, form, number, scale

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
