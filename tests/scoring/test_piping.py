"""What texts say for some answers: alternatives, and expressions in braces spelled in the reader's language."""

from fractions import Fraction
from typing import Any

import pytest

from scoring.answers import sound_answers
from scoring.exact import Exact
from scoring.operations import Kind, Rank, Value
from scoring.piping import SIGNS, figures, piped_texts, say, spell, spell_answer
from scoring.questionnaire import Questionnaire, Section
from scoring.text import Text
from scoring.wording import Variant, Wording
from tests.scoring.build import (
    choice,
    choices,
    control,
    day,
    either,
    free,
    level,
    money,
    number,
    options,
    outcome,
    plain_form,
    row_of,
    scale,
    text,
    wording,
)

DECLINE = options({"not_sure": None})
FORM = plain_form(
    number("age", 0, 120, options=DECLINE),
    money("amount", 0, 10**9, options=DECLINE),
    money("euros", 0, 10**9, "EUR"),
    choice("job", {"working": None, "retired": None, "not_sure": None}),
    choices("held", {"nothing": None, "bonds": None, "funds": None}, alone="nothing"),
    day("born", "1900-01-01", "2026-12-31", options=DECLINE),
    free("note"),
)


def said(words: str, answers: dict[str, object], language: str = "en") -> str:
    """Return what a text says for answers to FORM."""
    return say(wording(words), FORM, sound_answers(FORM, answers).facts(), language)


@pytest.mark.parametrize(
    ("words", "answers", "en", "zh"),
    [
        ("plain", {}, "plain", "《plain》"),
        ("{age} years", {"age": 40}, "40 years", "《40 years》"),
        ("{age}", {"age": 0}, "0", "《0》"),
        ("{amount}", {"amount": 300000}, "¥300,000", "《¥300,000》"),
        ("{euros}", {"euros": 1234}, "€1,234", "《€1,234》"),
        ("{amount * 20 / 100}", {"amount": 300000}, "¥60,000", "《¥60,000》"),
        ("{amount / 3}", {"amount": 100}, "¥33", "《¥33》"),
        ("{amount / 8}", {"amount": 100}, "¥13", "《¥13》"),
        ("{amount - 500}", {"amount": 100}, "−¥400", "《−¥400》"),
        ("{amount / 30 + amount}", {"amount": 300}, "¥310", "《¥310》"),
        ("{amount / amount}", {"amount": 300}, "1", "《1》"),
        ("{age / 3}", {"age": 40}, "13.33", "《13.33》"),
        ("{age / 2}", {"age": 41}, "20.5", "《20.5》"),
        ("{age - 50}", {"age": 40}, "−10", "《−10》"),
        ("{age * 1000}", {"age": 40}, "40,000", "《40,000》"),
        ("{max(age, 60)}", {"age": 40}, "60", "《60》"),
        ("{count(held)}", {"held": ["bonds", "funds"]}, "2", "《2》"),
        ("{job}", {"job": "retired"}, "retired", "《《retired》》"),
        ("{job}", {"job": "not_sure"}, "not_sure", "《《not_sure》》"),
        ("{held}", {"held": ["bonds"]}, "bonds", "《《bonds》》"),
        ("{held}", {"held": ["funds", "bonds"]}, "bonds, funds", "《《bonds》、《funds》》"),
        ("{born}", {"born": "1961-02-08"}, "1961-02-08", "《1961 年 2 月 8 日》"),
        ("{ age } and {amount}", {"age": 1, "amount": 2}, "1 and ¥2", "《1 and ¥2》"),
    ],
)
def test_an_expression_in_braces_is_spelled(words: str, answers: dict[str, object], en: str, zh: str) -> None:
    assert (said(words, answers), said(words, answers, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("words", "answers", "because"),
    [
        ("{age}", {}, "a number"),
        ("{age}", {"age": "not_sure"}, "a number that was declined"),
        ("{amount}", {}, "an amount"),
        ("{amount}", {"amount": "not_sure"}, "an amount that was declined"),
        ("{amount * 20 / 100}", {}, "what rests on one"),
        ("{amount / age}", {"amount": 5, "age": 0}, "nothing is divided by 0"),
        ("{job}", {}, "an option"),
        ("{held}", {}, "several options"),
        ("{held}", {"held": []}, "an unsound answer is none"),
        ("{count(held)}", {}, "how many are chosen of what was not answered"),
        ("{born}", {}, "a date"),
        ("{born}", {"born": "not_sure"}, "a date that was declined"),
    ],
)
def test_what_is_not_known_is_a_gap(words: str, answers: dict[str, object], because: str) -> None:
    assert (said(words, answers), said(words, answers, "zh")) == ("…", "《…》"), because
    assert (wording(words)["en"], wording(words)["zh"]) == ("…", "《…》"), "as before anything is answered"


WORK = either(("job == 'retired'", "your pension"), ("age < 30", "your {age} years"), otherwise="your wage")


@pytest.mark.parametrize(
    ("answers", "words", "because"),
    [
        ({"job": "retired"}, "your pension", "the first that holds"),
        ({"job": "retired", "age": 20}, "your pension", "also where a later one holds"),
        ({"job": "working", "age": 20}, "your 20 years", "the next, with its own braces"),
        ({"job": "working", "age": 30}, "your wage", "the last, which has no condition"),
        ({"age": 29}, "your 29 years", "an unknown condition does not hold"),
        ({}, "your wage", "nothing is known"),
    ],
)
def test_the_first_alternative_that_holds_is_said(answers: dict[str, object], words: str, because: str) -> None:
    facts = sound_answers(FORM, answers).facts()
    assert (say(WORK, FORM, facts, "en"), say(WORK, FORM, facts, "zh")) == (words, f"《{words}》"), because


def test_languages_may_order_their_words_as_they_need() -> None:
    both = Wording((Variant(Text.of({"zh": "{amount} 的 {age}%", "en": "{age}% of {amount}"})),))
    facts = sound_answers(FORM, {"age": 5, "amount": 1000}).facts()
    assert (say(both, FORM, facts, "zh"), say(both, FORM, facts, "en")) == ("¥1,000 的 5%", "5% of ¥1,000")


def test_an_expression_in_a_label_is_a_gap_where_the_label_itself_is_spelled() -> None:
    piped = plain_form(
        number("age", 0, 120), choice("q", {"a": None}, ask=wording("{age}"), options=options({"{age} years": None}))
    )
    facts = sound_answers(piped, {"age": 5, "q": "{age} years"}).facts()
    assert say(wording("{q}"), piped, facts, "en") == "… years"


def test_every_text_that_depends_on_answers_has_its_key() -> None:
    again = wording("again {age}")
    rows = (row_of("m", "r1", {"low": 1, "high": 2}, "lead {age}"), row_of("m", "r2", {"low": 1, "high": 2}))
    sections = (
        Section("one", text("one"), (number("age", 0, 120), number("plain", 0, 9))),
        Section(
            "two",
            text("two"),
            (
                choice("q", {"{age} or less": 0, "more": 1}, ask=again, help=either(("age > 9", "old"), otherwise="-")),
                *rows,
            ),
            intro=wording("intro {age}"),
        ),
    )
    made = plain_form(
        sections=sections,
        scales=[scale("s", ["r1"], (1, 2), by="sum")],
        outcomes=(outcome("o", "C1 {age}", "band(s)"),),
        controls=[control("{age}", "age > 3")],
    )
    assert piped_texts(made, sound_answers(made, {"age": 12}), "en") == {
        "section.two.intro": "intro 12",
        "item.q.ask": "again 12",
        "item.q.help": "old",
        "option.q.{age} or less": "12 or less",
        "item.r1.lead": "lead 12",
        "level.{age}": "means 12",
        "control.{age}": "because 12",
    }
    assert piped_texts(made, sound_answers(made, {}), "zh") == {
        "section.two.intro": "《intro …》",
        "item.q.ask": "《again …》",
        "item.q.help": "《-》",
        "option.q.{age} or less": "《… or less》",
        "item.r1.lead": "《lead …》",
        "level.{age}": "《means …》",
        "control.{age}": "《because …》",
    }
    assert list(dict(made.wordings())) == [
        "section.two.intro",
        "item.age.ask",
        "item.plain.ask",
        "item.q.ask",
        "item.q.help",
        "option.q.{age} or less",
        "option.q.more",
        "item.r1.ask",
        "item.r1.lead",
        "option.r1.low",
        "option.r1.high",
        "item.r2.ask",
        "option.r2.low",
        "option.r2.high",
        "level.C1",
        "level.{age}",
        "control.{age}",
    ]


def test_a_form_whose_texts_depend_on_nothing_has_none() -> None:
    assert piped_texts(FORM, sound_answers(FORM, {"age": 5}), "en") == {}


def test_an_answer_that_is_hidden_is_a_gap() -> None:
    made = plain_form(
        number("age", 0, 120), number("more", 0, 9, show_if="age > 60"), number("z", 0, 9, ask=wording("{more}"))
    )
    asked = {age: piped_texts(made, sound_answers(made, {"age": age, "more": 3}), "en") for age in (60, 61)}
    assert asked == {60: {"item.z.ask": "…"}, 61: {"item.z.ask": "3"}}


@pytest.mark.parametrize(
    ("item", "answer", "en", "zh"),
    [
        ("job", "retired", "retired", "《retired》"),
        ("held", ["bonds", "funds"], "bonds, funds", "《bonds》、《funds》"),
        ("held", ("bonds",), "bonds", "《bonds》"),
        ("age", 40, "40", "40"),
        ("age", "not_sure", "not_sure", "《not_sure》"),
        ("amount", 1500, "¥1,500", "¥1,500"),
        ("born", "1961-02-08", "1961-02-08", "1961 年 2 月 8 日"),
        ("note", "as it is", "as it is", "as it is"),
        ("job", "no such option", "no such option", "no such option"),
        ("job", None, "…", "…"),
        ("held", [], "…", "…"),
        ("held", ["bonds", "shares"], "…", "…"),
        ("age", True, "…", "…"),
        ("born", "next spring", "next spring", "next spring"),
    ],
)
def test_an_answer_is_spelled_and_a_strange_one_is_a_gap(item: str, answer: object, en: str, zh: str) -> None:
    asked = FORM.items[item]
    assert (spell_answer(FORM, asked, answer, "en"), spell_answer(FORM, asked, answer, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("currency", "spelled"),
    [
        ("CNY", "¥1,234,567"),
        ("EUR", "€1,234,567"),
        ("GBP", "£1,234,567"),
        ("USD", "US$1,234,567"),
        ("HKD", "HK$1,234,567"),
        ("JPY", "JPY 1,234,567"),
    ],
)
def test_money_goes_by_its_sign_or_its_code(currency: str, spelled: str) -> None:
    assert spell(1234567, Kind("number", unit=currency), "zh") == spelled
    assert spell(-1234567, Kind("number", unit=currency), "en") == f"−{spelled}"
    assert (currency in SIGNS) == (currency != "JPY")


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (-1234567, "−1,234,567"),
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 8), "0.13"),
        (Fraction(1, 100), "0.01"),
        (Fraction(1, 1000), "0"),
        (Fraction(2, 3), "0.67"),
        (Fraction(-1, 8), "−0.13"),
        (Fraction(1999999, 1000), "2,000"),
        (Fraction(12345, 10), "1,234.5"),
    ],
)
def test_figures_have_separators_and_two_decimals_at_most(value: Exact, spelled: str) -> None:
    assert figures(value) == spelled


@pytest.mark.parametrize(
    ("value", "kind", "spelled"),
    [
        (None, Kind("number"), "…"),
        (None, Kind("number", unit="CNY"), "…"),
        (None, Kind("date"), "…"),
        (True, Kind("truth"), "…"),
        (Rank.among("C2", ("C1", "C2")), Kind("rank", ("C1", "C2")), "C2"),
        (Fraction(-1, 4), Kind("number", unit="CNY"), "¥0"),
        (Fraction(-1, 1000), Kind("number"), "0"),
    ],
)
def test_what_has_no_figures(value: Value, kind: Kind, spelled: str) -> None:
    assert spell(value, kind, "zh") == spelled


def form_of(*sections: Any) -> Questionnaire:
    """Return a form of these sections."""
    return plain_form(sections=sections)


def test_a_level_is_never_piped_by_what_nobody_was_asked() -> None:
    made = form_of(Section("one", text("one"), (number("age", 0, 120),)))
    assert (level("C1").means.depends, made.piped) == (False, {})
