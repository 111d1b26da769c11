import json
from dataclasses import MISSING, fields
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.assessment import Assessment
from scoring.canonical import canonical, digest
from scoring.citation import Citation
from scoring.expression import Expression
from scoring.item import Credit, Direction, Item, ItemType, Option, OptOut, Step
from scoring.outcome import Level, Outcome, Then
from scoring.plain import from_plain, to_plain
from scoring.questionnaire import Example, Expected, Group, GroupExample, Questionnaire, Section
from scoring.scale import As, Band, By, Cell, Missing, MissingRule, Norms, Scale
from scoring.score import score
from scoring.wording import Variant, Wording
from tests.scoring.build import (
    SOURCE,
    choice,
    choices,
    control,
    day,
    either,
    form,
    free,
    money,
    number,
    row_of,
    scale,
    text,
    wording,
)
from tests.scoring.real import FORM, answers_of

IDS = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)
TEXTS = st.builds(text, st.text(st.characters(codec="utf-8")))
EXACT = st.integers(-20, 20) | st.fractions(-20, 20)
POINTS = st.dictionaries(IDS, st.none() | EXACT, min_size=1, max_size=4)
WHEN = st.sampled_from(["a == 'b'", "answered(a)", "c > 3 and not opted_out(a)"]).map(Expression.read)
SAID = st.builds(Variant, TEXTS, WHEN)
PLAIN_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="{}")) | st.just("{a} of {c / 3}")
LAST = st.builds(Variant, st.builds(text, PLAIN_WORDS))
WORDINGS = st.builds(lambda first, last: Wording((*first, last)), st.lists(SAID, max_size=2), LAST)
CITED = st.none() | st.just(SOURCE)
TEXT_OR_NONE, IDS_OR_NONE, EXACT_OR_NONE = st.none() | TEXTS, st.none() | IDS, st.none() | EXACT
STEPS = st.lists(st.builds(Step, EXACT, EXACT), max_size=3).map(tuple)
OPTIONS = st.builds(
    Option,
    IDS,
    WORDINGS,
    points=EXACT_OR_NONE,
    correct=st.booleans(),
    alone=st.booleans(),
    opt_out=st.none() | st.sampled_from(OptOut),
    feedback=TEXT_OR_NONE,
    source=CITED,
)
ITEMS = st.builds(
    Item,
    IDS,
    st.sampled_from(ItemType),
    WORDINGS,
    help=st.none() | WORDINGS,
    options=st.lists(OPTIONS, max_size=3).map(tuple),
    lead=st.none() | WORDINGS,
    matrix=IDS_OR_NONE,
    credit=st.sampled_from(Credit),
    worth=EXACT_OR_NONE,
    low=st.none() | st.integers(-9, 9),
    high=st.none() | st.integers(-9, 9),
    unit=TEXT_OR_NONE,
    currency=st.none() | st.just("CNY"),
    steps=STEPS,
    earliest=st.none() | st.just("1999-12-31"),
    latest=st.none() | st.just("2026-12-31"),
    longest=st.none() | st.integers(1, 2000),
    shuffle=st.booleans(),
    direction=st.none() | st.sampled_from(Direction),
    required=st.booleans(),
    show_if=st.none() | WHEN,
    beside=IDS_OR_NONE,
    source=CITED,
)
SCALES = st.builds(
    Scale,
    IDS,
    TEXTS,
    TEXTS,
    of=st.lists(IDS, max_size=3).map(tuple),
    by=st.sampled_from(By),
    missing=st.builds(Missing, st.sampled_from(MissingRule), st.integers(0, 3), st.sampled_from(MissingRule)),
    bands=st.lists(st.builds(Band, IDS, EXACT, TEXT_OR_NONE, EXACT_OR_NONE, CITED), max_size=3).map(tuple),
    put_as=st.sampled_from(As),
    at_least=EXACT_OR_NONE,
    weights=st.lists(EXACT, max_size=3).map(tuple),
    table=st.lists(st.builds(Cell, st.lists(IDS, min_size=1, max_size=2).map(tuple), EXACT), max_size=3).map(tuple),
    norms=st.none() | st.builds(Norms, st.just(SOURCE), STEPS),
    unit=TEXT_OR_NONE,
    near=st.integers(0, 3),
    read=IDS_OR_NONE,
    source=CITED,
)
OUTCOMES = st.builds(
    Outcome,
    IDS,
    st.lists(st.builds(Level, IDS, TEXTS, WORDINGS, CITED), max_size=2).map(tuple),
    WHEN,
    TEXTS,
    title=TEXT_OR_NONE,
    gate=st.booleans(),
    passed_from=IDS_OR_NONE,
)
MEMBERS = st.lists(IDS, max_size=3).map(tuple)
PROMISED = st.lists(st.tuples(IDS, IDS_OR_NONE), max_size=2).map(tuple)
GROUPS = st.builds(
    Group,
    st.integers(1, 4),
    TEXTS,
    st.just(SOURCE),
    st.lists(st.builds(GroupExample, IDS, TEXTS, MEMBERS, PROMISED, st.booleans()), max_size=2).map(tuple),
)


@st.composite
def small_forms(draw: st.DrawFn) -> Questionnaire:
    """Draw a questionnaire that keeps the model's types, whether or not it makes sense."""
    first, *ids = draw(st.lists(IDS, min_size=2, max_size=5, unique=True))
    few = st.integers(1, 9)
    required, several = st.booleans(), st.lists(IDS, max_size=3).map(tuple)
    items: list[Item] = [number(first, draw(st.integers(-9, 0)), draw(st.integers(1, 9)), required=draw(required))]
    items += [choice(id_, draw(POINTS), show_if=f"{first} == 1", required=draw(required)) for id_ in ids[:-1]]
    items += [choices(ids[-1], draw(POINTS), alone=draw(IDS))]
    scales = [scale("s", ids, draw(st.lists(EXACT, min_size=1)), prorate=draw(st.none() | st.integers(1, 3)))]
    cap, then, mark = draw(st.none() | IDS), draw(st.none() | st.sampled_from(list(Then))), draw(st.none() | IDS)
    answers = st.dictionaries(IDS, IDS | st.integers(-9, 9) | several, max_size=3).map(_pairs)
    expected = Expected(
        draw(st.dictionaries(IDS, st.none() | IDS, max_size=2).map(_pairs)),
        draw(st.dictionaries(IDS, st.none() | EXACT, max_size=2).map(_pairs)),
        *(draw(st.none() | several) for _ in range(3)),
    )
    seed = draw(st.none() | st.integers(0, 2**32 - 1))
    sections = (
        Section("one", text("one"), tuple(items), intro=draw(st.none() | WORDINGS), draw=draw(st.none() | few)),
        Section("two", text("two"), tuple(draw(st.lists(ITEMS, max_size=3))), show_if=draw(st.none() | WHEN)),
    )
    return form(
        scales=[*scales, *draw(st.lists(SCALES, max_size=3))],
        sections=sections,
        controls=[control("c", f"{first} > 3", cap=cap, then=then, mark=mark)],
        outcomes=tuple(draw(st.lists(OUTCOMES, max_size=2))),
        title=draw(TEXTS),
        valid_for=draw(st.none() | few),
        minutes=draw(st.none() | few),
        beside=draw(st.none() | IDS),
        changes=tuple(draw(st.lists(TEXTS, max_size=2))),
        group=draw(st.none() | GROUPS),
        examples=(
            Example("e", draw(TEXTS), draw(answers), expected, seed, draw(several), draw(answers)),
            Example("f", draw(TEXTS), draw(answers), Expected()),
        ),
    )


def _pairs(mapping: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(mapping.items())


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
        (wording("{a} of"), {"zh": "《{a} of》", "en": "{a} of"}),
        (
            either(("a == 'b'", "x"), otherwise="y"),
            [{"when": "a == 'b'", "say": {"zh": "《x》", "en": "x"}}, {"say": {"zh": "《y》", "en": "y"}}],
        ),
        (Option("a", wording("b")), {"id": "a", "label": {"zh": "《b》", "en": "b"}}),
        (Option("a", wording("b"), 0), {"id": "a", "label": {"zh": "《b》", "en": "b"}, "points": 0}),
        (
            Option("a", wording("b"), Fraction(1, 2), alone=True),
            {"id": "a", "label": {"zh": "《b》", "en": "b"}, "points": "1/2", "alone": True},
        ),
        (
            Option("a", wording("b"), correct=True, opt_out=OptOut.NOT_SURE, feedback=text("c")),
            {
                "id": "a",
                "label": {"zh": "《b》", "en": "b"},
                "correct": True,
                "opt_out": "not_sure",
                "feedback": {"zh": "《c》", "en": "c"},
            },
        ),
        (Step(0, Fraction(1, 3)), {"start": 0, "value": "1/3"}),
        (Cell(("a", "b"), 2), {"at": ["a", "b"], "value": 2}),
        (Band("C1", 0, points=0), {"id": "C1", "start": 0, "points": 0}),
        (Missing(), {}),
        (Missing(MissingRule.EXCLUDE, 2), {"rule": "exclude", "least": 2}),
        (Missing(MissingRule.PRORATE, 2, MissingRule.UNSCORED), {"rule": "prorate", "least": 2, "below": "unscored"}),
        (Norms(SOURCE, (Step(0, 10),)), {"source": "amac-2017 art 44", "steps": [{"start": 0, "value": 10}]}),
        (Expected(), {}),
        (Expected((("tier", None),)), {"outcomes": [["tier", None]]}),
        (
            Expected((("tier", "C1"),), (("s", Fraction(1, 2)), ("t", None)), ()),
            {"outcomes": [["tier", "C1"]], "scales": [["s", "1/2"], ["t", None]], "controls": []},
        ),
        (Expected(unasked=("a",), differs=()), {"unasked": ["a"], "differs": []}),
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
    ("item", "written"),
    [
        (number("n", 0, 9), "low high"),
        (number("n", 0, 9, steps=(Step(0, 1),), unit=text("years")), "low high unit steps"),
        (money("m", 0, 9), "low high currency"),
        (day("d", "1999-12-31", "2026-12-31"), "earliest latest"),
        (free("t"), "longest"),
        (choice("c", {"a": 1}), "options"),
        (choice("c", {"a": 1}, required=False), "options required"),
        (choice("c", {"a": 1}, show_if="n == 1"), "options show_if"),
        (choice("c", {"a": 1}, shuffle=True, direction=Direction.UP, beside="x"), "options shuffle direction beside"),
        (choices("c", {"a": 1}), "options"),
        (choices("c", {"a": 1}, credit=Credit.PARTIAL, worth=0), "options credit worth"),
        (row_of("m", "r", {"a": 1}, "lead"), "options lead matrix"),
        (row_of("m", "r", {"a": 1}), "options matrix"),
    ],
)
def test_defaults_are_left_out(item: Item, written: str) -> None:
    plain = to_plain(item)
    assert isinstance(plain, dict)
    assert list(plain) == ["id", "type", "ask", *written.split()]
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


EVERY_DEFAULT = [Option, Item, Band, Scale, Missing, Expected, Example, Section, Group, Outcome, Level, Questionnaire]


@pytest.mark.parametrize("kind", EVERY_DEFAULT, ids=lambda kind: kind.__name__)
def test_a_field_that_may_be_left_out_stands_after_those_that_may_not_and_never_shares_a_list(kind: type) -> None:
    defaults = [field.default for field in fields(kind)]
    assert all(field.default_factory is MISSING for field in fields(kind))
    assert [default is not MISSING for default in defaults] == sorted(default is not MISSING for default in defaults)


def test_help_with_alternatives_comes_back_the_same() -> None:
    item = choice("c", {"a": 1}, help=either(("c == 'a'", "x"), otherwise="y"))
    assert from_plain(Item, json.loads(json.dumps(to_plain(item)))) == item
