"""A text that may depend on answers: what it is made of, how it reads before anything is answered, and as JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.expression import Expression, ExpressionFault
from scoring.plain import from_plain, to_plain
from scoring.text import Text
from scoring.wording import GAP, Piece, Variant, Wording, pieces
from tests.scoring.build import either, wording

AGE, SHARE = Expression.read("age"), Expression.read("amount * 20 / 100")
JOB = either(("job == 'retired'", "a pension of {amount}"), ("age < 30", "young"), otherwise="{age} and a wage")


@pytest.mark.parametrize(
    ("words", "made_of"),
    [
        ("", ("",)),
        ("plain", ("plain",)),
        ("{age}", ("", AGE, "")),
        ("{ age }", ("", AGE, "")),
        ("A fall of 20% of {age} is {amount * 20 / 100}.", ("A fall of 20% of ", AGE, " is ", SHARE, ".")),
        ("{age}{age}", ("", AGE, "", AGE, "")),
        ("下跌 20%，即 {amount * 20 / 100}。", ("下跌 20%，即 ", SHARE, "。")),
    ],
)
def test_words_and_expressions_in_turn(words: str, made_of: tuple[Piece, ...]) -> None:
    assert pieces(words) == made_of


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("{}", "this is not an expression (column 1): write it like: item == 'option'"),
        ("{age +}", "this is not an expression (column 6): write it like: item == 'option'"),
        ("{1.5}", "'1.5' is not part of the expression language (column 1): use a whole number or an id in quotes"),
    ],
)
def test_what_is_no_expression_is_a_fault(words: str, message: str) -> None:
    with pytest.raises(ExpressionFault) as fault:
        pieces(words)
    assert str(fault.value) == message


@pytest.mark.parametrize(
    ("made", "en", "zh", "depends"),
    [
        (wording("plain"), "plain", "《plain》", False),
        (wording("{age} years"), "… years", "《… years》", True),
        (JOB, "… and a wage", "《… and a wage》", True),
        (either(("age < 30", "young"), otherwise="any"), "any", "《any》", True),
        (Wording.of({"zh": "一", "en": "one"}), "one", "一", False),
    ],
)
def test_before_anything_is_answered_it_is_its_last_alternative_with_gaps(
    made: Wording,
    en: str,
    zh: str,
    depends: bool,  # noqa: FBT001  a column
) -> None:
    assert (made["en"], made["zh"], made.depends) == (en, zh, depends)
    assert GAP == "…"


def test_a_language_without_words_is_an_error_and_not_another_language() -> None:
    with pytest.raises(KeyError, match="'fr'"):
        JOB["fr"]


def test_every_condition_and_every_brace_of_every_language_is_found() -> None:
    found = [str(expression) for expression in JOB.expressions()]
    assert found == ["job == 'retired'", "amount", "amount", "age < 30", "age", "age"]


@pytest.mark.parametrize(
    ("made", "plain"),
    [
        (wording("plain"), {"zh": "《plain》", "en": "plain"}),
        (wording("{age}"), {"zh": "《{age}》", "en": "{age}"}),
        (
            JOB,
            [
                {"when": "job == 'retired'", "say": {"zh": "《a pension of {amount}》", "en": "a pension of {amount}"}},
                {"when": "age < 30", "say": {"zh": "《young》", "en": "young"}},
                {"say": {"zh": "《{age} and a wage》", "en": "{age} and a wage"}},
            ],
        ),
    ],
)
def test_as_json_and_back(made: Wording, plain: Any) -> None:
    assert made.to_plain() == to_plain(made) == plain
    assert Wording.from_plain(json.loads(json.dumps(plain))) == made
    assert from_plain(Wording, plain) == made


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="{}")) | st.sampled_from(["{age}", "{amount / 2} of"])
TEXTS = st.builds(lambda zh, en: Text.of({"zh": zh, "en": en}), WORDS, WORDS)
CONDITIONS = st.sampled_from(["age < 30", "job == 'x'", "answered(age)"]).map(Expression.read)


@given(st.lists(st.builds(Variant, TEXTS, CONDITIONS), max_size=3), TEXTS)
def test_any_wording_comes_back_the_same(conditional: list[Variant], last: Text) -> None:
    made = Wording((*conditional, Variant(last)))
    back = Wording.from_plain(json.loads(json.dumps(made.to_plain())))
    assert (back, back.depends) == (made, made.depends)
    assert made["en"] == dict(last.words)["en"].replace("{age}", GAP).replace("{amount / 2}", GAP)
