import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.assessment import Assessment
from scoring.canonical import canonical, digest
from scoring.citation import Citation
from scoring.expression import Expression
from scoring.plain import from_plain, to_plain
from scoring.questionnaire import Example, Expected, Item, Option, Questionnaire, Then
from scoring.score import score
from tests.scoring.build import choice, choices, control, form, number, scale, text
from tests.scoring.real import FORM, answers_of

IDS = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)
TEXTS = st.builds(text, st.text(st.characters(codec="utf-8")))
EXACT = st.integers(-20, 20) | st.fractions(-20, 20)
POINTS = st.dictionaries(IDS, st.none() | EXACT, min_size=1, max_size=4)


@st.composite
def small_forms(draw: st.DrawFn) -> Questionnaire:
    """Draw a questionnaire that keeps the model's types, whether or not it makes sense."""
    first, *ids = draw(st.lists(IDS, min_size=2, max_size=5, unique=True))
    required, several = st.booleans(), st.lists(IDS, max_size=3).map(tuple)
    items: list[Item] = [number(first, draw(st.integers(-9, 0)), draw(st.integers(1, 9)), required=draw(required))]
    items += [choice(id_, draw(POINTS), show_if=f"{first} == 1", required=draw(required)) for id_ in ids[:-1]]
    items += [choices(ids[-1], draw(POINTS), alone=draw(IDS))]
    scales = [scale("s", ids, draw(st.lists(EXACT, min_size=1)), prorate=draw(st.none() | st.integers(1, 3)))]
    cap, then, mark = draw(st.none() | IDS), draw(st.none() | st.sampled_from(list(Then))), draw(st.none() | IDS)
    answers = tuple(draw(st.dictionaries(IDS, IDS | st.integers(-9, 9) | several, max_size=3)).items())
    promised = tuple(draw(st.dictionaries(IDS, EXACT, max_size=2)).items())
    expected = Expected(draw(st.none() | IDS), promised, draw(st.none() | several))
    return form(
        *items,
        scales=scales,
        controls=[control("c", f"{first} > 3", cap=cap, then=then, mark=mark)],
        title=draw(TEXTS),
        examples=(Example("e", draw(TEXTS), answers, expected),),
    )


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (Fraction(6, 2), 3),
        (Fraction(7, 2), "7/2"),
        ("风险", "风险"),
        (Then.REFER, "refer"),
        (text("a"), {"zh": "《a》", "en": "a"}),
        (Expression.read("a == 'b'"), "a == 'b'"),
        (Citation("amac-2017", "art", "44"), "amac-2017 art 44"),
        (("a", ("b", 1)), ["a", ["b", 1]]),
        ({"a": ("b",), "c": 1}, {"a": ["b"], "c": 1}),
        (Option("a", text("b")), {"id": "a", "label": {"zh": "《b》", "en": "b"}}),
        (Option("a", text("b"), 0), {"id": "a", "label": {"zh": "《b》", "en": "b"}, "points": 0}),
        (
            Option("a", text("b"), Fraction(1, 2), alone=True),
            {"id": "a", "label": {"zh": "《b》", "en": "b"}, "points": "1/2", "alone": True},
        ),
        (Expected(None), {"tier": None}),
        (Expected("C1", (("s", Fraction(1, 2)),), ()), {"tier": "C1", "scales": [["s", "1/2"]], "controls": []}),
    ],
)
def test_to_plain(value: object, plain: object) -> None:
    assert to_plain(value) == plain


@pytest.mark.parametrize(("value", "name"), [(1.5, "float"), (object(), "object"), ([1], "list"), (b"", "bytes")])
def test_what_the_model_never_holds_has_no_plain_form(value: object, name: str) -> None:
    with pytest.raises(TypeError) as refused:
        to_plain(value)
    assert str(refused.value) == f"{name} has no plain form"


@pytest.mark.parametrize(
    ("item", "left_out"),
    [
        (number("n", 0, 9), "help options unit show_if source required"),
        (choice("c", {"a": 1}), "help low high unit show_if source required"),
        (choice("c", {"a": 1}, required=False), "help low high unit show_if source"),
        (choice("c", {"a": 1}, show_if="n == 1"), "help low high unit source required"),
    ],
)
def test_defaults_are_left_out(item: Item, left_out: str) -> None:
    plain = to_plain(item)
    assert isinstance(plain, dict)
    every = ["id", "type", "ask", "help", "options", "low", "high", "unit", "required", "show_if", "source"]
    assert [field for field in every if field not in left_out.split()] == list(plain)
    assert from_plain(Item, plain) == item


def test_a_number_that_may_be_0_is_written_even_when_it_is() -> None:
    zero = form(number("n", 0, 9), choice("a", {"x": 0, "y": 1}), scales=[scale("s", ["a"], (0,), near=0)])
    assert from_plain(Questionnaire, to_plain(zero)) == zero
    plain: Any = to_plain(zero)
    assert (plain["scales"][0]["near"], plain["sections"][0]["items"][0]["low"]) == (0, 0)


def test_the_published_questionnaire_comes_back_the_same() -> None:
    assert from_plain(Questionnaire, to_plain(FORM)) == FORM
    assert from_plain(Questionnaire, json.loads(json.dumps(to_plain(FORM)))) == FORM


@pytest.mark.parametrize("example", ["retired_saver", "borrower", "growth_in_a_hurry"])
def test_an_assessment_comes_back_the_same(example: str) -> None:
    result = score(FORM, answers_of(example))
    assert from_plain(Assessment, json.loads(json.dumps(to_plain(result)))) == result


@given(small_forms())
def test_any_questionnaire_comes_back_the_same(made: Questionnaire) -> None:
    plain = to_plain(made)
    assert from_plain(Questionnaire, json.loads(json.dumps(plain))) == made
    assert to_plain(from_plain(Questionnaire, plain)) == plain


@given(small_forms())
def test_a_digest_does_not_know_in_which_order_keys_were_written(made: Questionnaire) -> None:
    plain = to_plain(made)
    assert digest(backwards(plain)) == digest(plain)
    assert digest(to_plain(from_plain(Questionnaire, json.loads(canonical(plain))))) == digest(plain)


def test_the_published_questionnaire_has_one_digest() -> None:
    plain = to_plain(FORM)
    assert list(backwards(plain)) != list(plain)  # type: ignore[arg-type]  # an object's keys
    assert digest(backwards(plain)) == digest(plain)


def backwards(plain: Any) -> Any:
    """Return the same value with the keys of every object in the opposite order."""
    if isinstance(plain, dict):
        return {key: backwards(plain[key]) for key in reversed(plain)}
    return [backwards(part) for part in plain] if isinstance(plain, list) else plain
