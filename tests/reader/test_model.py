"""What each key of whole.yaml becomes in the model."""

from fractions import Fraction
from operator import attrgetter
from typing import Any

import pytest

from portal.reader.questionnaire import read_file
from scoring.citation import Citation
from scoring.item import Credit, Direction, ItemType, OptOut, Step
from scoring.outcome import TIER, Then
from scoring.scale import As, By, Cell, Missing, MissingRule
from scoring.text import Text
from scoring.wording import Wording
from tests.reader.test_faults import AROUND, HERE

WHOLE = read_file(HERE / "whole.yaml", "whole.yaml", AROUND)
SMALL = read_file(HERE / "small.yaml", "small.yaml", AROUND)


def text(zh: str, en: str) -> Text:
    """Return a text in both languages."""
    return Text.of({"zh": zh, "en": en})


@pytest.mark.parametrize(
    ("key", "value", "because"),
    [
        ("languages", ("zh", "en"), "its own languages"),
        ("minutes", 5, "minutes"),
        ("beside", "client", "the form beside it"),
        ("changes", (text("新增一道题。", "One question is new."),), "what changed"),
        ("valid_for", None, "left out: a result does not expire"),
        ("products", None, "left out"),
        ("marks", (), "left out"),
        ("tier.id", TIER, "tiers become the outcome called tier"),
        ("seeded", True, "a pool and shuffled options need a seed"),
        ("group.divergence", 1, "how far apart is too far"),
        ("group.source", Citation.read("amac-2017"), "and the rule behind it"),
    ],
)
def test_the_form(key: str, value: object, because: str) -> None:
    assert attrgetter(key)(WHOLE) == value, because


def test_a_form_that_names_no_languages_has_those_of_the_site() -> None:
    assert SMALL.languages == AROUND.languages


@pytest.mark.parametrize(
    ("item", "key", "value", "because"),
    [
        ("job", "type", ItemType.CHOICE, "a choice"),
        ("job", "shuffle", True, "its options are shuffled"),
        ("job", "beside", "work", "the item of the other form"),
        ("job", "point_range", None, "options without points earn nothing"),
        ("job", "opt_outs", frozenset({"silent"}), "what declines an answer"),
        ("amount", "type", ItemType.MONEY, "an amount"),
        ("amount", "currency", "CNY", "its currency"),
        ("amount", "steps", (Step(0, 0), Step(100000, 2)), "bands of an amount become steps"),
        ("amount", "direction", Direction.UP, "what it promises of its points"),
        ("amount", "points_of", {"hidden": None}, "points: none is a missing answer"),
        ("abroad", "help.depends", True, "a text with braces depends on answers"),
        ("abroad", "required", False, "it may be left out"),
        ("born", "earliest", "1920-01-01", "the first day"),
        ("born", "latest", "2010-12-31", "the last day"),
        ("goal", "longest", 100, "how long a text may be"),
        ("calm", "type", ItemType.LIKERT, "a degree"),
        ("calm", "points_of", {"low": 1, "mid": 2, "high": 3, "unsure": None}, "the options of the set"),
        ("calm", "matrix", None, "an item of its own"),
        ("sleep", "type", ItemType.LIKERT, "a row is a likert item"),
        ("sleep", "matrix", "worry", "that knows its matrix"),
        ("sleep", "lead", Wording.of({"zh": "您是否同意？", "en": "Do you agree?"}), "the first row leads in"),
        ("sell", "lead", None, "and no other"),
        ("sleep", "points_of", {"low": 3, "mid": 2, "high": 1, "unsure": None}, "reverse turns the points round"),
        ("sell", "points_of", {"low": 1, "mid": 2, "high": 3, "unsure": None}, "of that row alone"),
        ("sleep", "direction", Direction.DOWN, "a row's own direction"),
        ("sell", "beside", "selling", "a row's own item beside it"),
        ("sleep", "source", Citation.read("amac-2017"), "a row's own source"),
        ("sell", "source", Citation.read("nfra-2025-7 art 25(1)"), "that of the matrix where it has none"),
        ("fact", "points_of", {"yes": 2, "no": 0, "unsure": 0}, "a worth becomes the points of the right option"),
        ("fact", "worth", None, "and is gone"),
        ("fact", "correct", frozenset({"yes"}), "what is right is still known"),
        ("rule", "credit", Credit.EXACT, "all or nothing"),
        ("rule", "worth", 2, "several choices keep their worth"),
        ("rule", "points_of", {"etf": None, "share": None, "unsure": 0}, "only declining has points of its own"),
        ("rule", "point_range", (0, 2), "from nothing to the worth"),
        ("risks", "credit", Credit.PARTIAL, "a share for each"),
        ("risks", "point_range", (0, 3), "up to the worth"),
        ("pays", "credit", Credit.SUM, "added up"),
        ("pays", "point_range", (1, 3), "at least one is chosen"),
    ],
)
def test_an_item(item: str, key: str, value: object, because: str) -> None:
    assert attrgetter(key)(WHOLE.items[item]) == value, because


def test_an_option_with_all_its_keys() -> None:
    right, wrong, unsure = WHOLE.items["fact"].options
    assert right.source == Citation.read("amac-2017 art 29")
    assert wrong.feedback == text("利率上升时会跌。", "They do when rates rise.")
    assert unsure.opt_out is OptOut.NOT_SURE
    assert WHOLE.items["rule"].option["unsure"].alone


@pytest.mark.parametrize(
    ("section", "key", "value", "because"),
    [
        ("views", "show_if.source", "job != 'retired'", "when it is asked"),
        ("views", "intro.depends", True, "an introduction with braces"),
        ("test", "draw", 1, "how many are drawn"),
        ("rest", "draw", None, "all are asked"),
    ],
)
def test_a_section(section: str, key: str, value: object, because: str) -> None:
    found = next(one for one in WHOLE.sections if one.id == section)
    assert attrgetter(key)(found) == value, because


def test_alternatives_are_kept_in_order_and_the_last_has_no_condition() -> None:
    first, last = WHOLE.items["amount"].ask.variants
    assert (str(first.when), first.say["en"]) == ("job == 'retired'", "How much are your savings?")
    assert (last.when, last.say["en"]) == (None, "How much do you own?")


@pytest.mark.parametrize(
    ("scale", "key", "value", "because"),
    [
        ("known", "put_as", As.PERCENT, "as: percent"),
        ("known", "unit", text("分", "percent"), "the unit of its number"),
        ("known", "source", Citation.read("amac-2017 art 29"), "its source"),
        ("known", "missing", Missing(), "refuse"),
        ("mood", "put_as", As.NORM, "as: norm"),
        ("mood", "norms.steps", (Step(1, 40), Step(2, 60)), "published values"),
        ("mood", "missing", Missing(MissingRule.EXCLUDE, 2, MissingRule.UNSCORED), "what fewer answers do"),
        ("mood", "band_points", {"tense": 1, "easy": 3}, "what bands are worth above"),
        ("mood", "starts", (40, 60), "where bands start"),
        ("heavy", "by", By.WEIGHTED, "by weight"),
        ("heavy", "weights", (1, 3), "in the order of its parts"),
        ("heavy", "bands", (), "a value without a band"),
        ("heavy", "of", ("calm", "mood"), "a scale in a scale"),
        ("least", "missing", Missing(MissingRule.UNSCORED), "unscored"),
        ("many", "at_least", 2, "from how many points a part counts"),
        ("base", "cells", {("works",): 2, ("retired",): 1, ("silent",): 1}, "a table of one part"),
        (
            "spot",
            "table",
            (
                Cell(("C1", "tense"), 1),
                Cell(("C1", "easy"), 2),
                Cell(("C2", "tense"), 2),
                Cell(("C2", "easy"), Fraction(3, 2)),
            ),
            "a table of two parts, row by row",
        ),
    ],
)
def test_a_scale(scale: str, key: str, value: object, because: str) -> None:
    assert attrgetter(key)(WHOLE.scale[scale]) == value, because


@pytest.mark.parametrize(
    ("outcome", "key", "value", "because"),
    [
        (TIER, "order", ("C1", "C2"), "its levels"),
        (TIER, "passed_from", "C2", "pass"),
        (TIER, "gate", False, "the tier is no gate"),
        (TIER, "title", None, "each page names it in its own words"),
        ("grasp", "order", ("basic", "wide"), "most cautious first"),
        ("grasp", "gate", True, "gate: yes"),
        ("grasp", "passed_from", "wide", "pass"),
        ("grasp", "title", text("理解", "Understanding"), "its title"),
        ("pace", "gate", False, "left out"),
        ("pace", "passed_from", None, "there is no such thing as passing"),
        ("pace", "by.source", "band(spot)", "its rule"),
    ],
)
def test_an_outcome(outcome: str, key: str, value: object, because: str) -> None:
    assert attrgetter(key)(WHOLE.outcome[outcome]) == value, because


def test_outcomes_stand_with_the_tier_first() -> None:
    assert list(WHOLE.outcome) == [TIER, "grasp", "pace"]


@pytest.mark.parametrize(
    ("control", "then", "cap", "rests_on", "because"),
    [
        ("stranger", Then.WARN, "C1", ("fact", "rule"), "the items that it names itself"),
        ("late", Then.CONFIRM, "slow", ("born", "job"), "the items of its condition"),
    ],
)
def test_a_control(control: str, then: Then, cap: str, rests_on: tuple[str, ...], because: str) -> None:
    found = WHOLE.control[control]
    assert (found.then, found.cap, WHOLE.rests_on(found)) == (then, cap, rests_on), because


@pytest.mark.parametrize(
    ("at", "key", "value"),
    [
        (0, "seed", 7),
        (0, "beside", (("work", "retired"), ("selling", "mid"))),
        (0, "expect.outcomes", ((TIER, "C2"), ("grasp", "wide"), ("pace", "slow"))),
        (0, "expect.controls", ()),
        (0, "expect.unasked", ("rule",)),
        (0, "expect.differs", ("job",)),
        (1, "confirmed", ("late",)),
        (1, "expect.outcomes", ((TIER, "C1"), ("grasp", "basic"), ("pace", None))),
        (1, "expect.scales", (("known", 0), ("mood", None), ("heavy", None), ("many", 0))),
        (1, "expect.differs", None),
    ],
)
def test_an_example(at: int, key: str, value: object) -> None:
    assert attrgetter(key)(WHOLE.examples[at]) == value


def test_the_example_of_a_group() -> None:
    assert WHOLE.group
    (couple,) = WHOLE.group.examples
    assert (couple.members, couple.outcomes, couple.diverges) == (
        ("worker", "elder"),
        ((TIER, "C1"), ("grasp", "basic")),
        True,
    )


def test_answers_to_the_form_beside_are_read_without_knowing_it(tmp_path: Any) -> None:
    path = tmp_path / "whole.yaml"
    written = (HERE / "whole.yaml").read_text(encoding="utf-8")
    asked, free = "{work: retired, selling: mid}", "{work: retired, age: -5, note: '12', held: [funds, '3']}"
    path.write_text(written.replace(asked, free), encoding="utf-8")
    (found, _) = read_file(path, "whole.yaml", AROUND).examples
    assert dict(found.beside) == {"work": "retired", "age": -5, "note": "12", "held": ("funds", "3")}
