"""What a questionnaire declares is read from whatever is sound, so that one faulty part spoils no other."""

import pytest
import yaml

from portal.reader.names import Names, declared

ITEM = "{id: loss, type: choice, options: [{id: none}, {id: some}]}"


def read(text: str) -> Names:
    root = yaml.compose(text)
    assert root
    return declared(root, sources=(), articles=(), languages=("zh", "en"))


@pytest.mark.parametrize(
    ("text", "kinds", "because"),
    [
        (f"sections: [{{items: [{ITEM}]}}]", {"loss": "the answer to 'loss'"}, "a choice gives its answer"),
        ("sections: [{items: [{id: held, type: choices}]}]", {"held": "the answers to 'held'"}, "choices, several"),
        ("sections: [{items: [{id: age, type: number}]}]", {"age": "a number"}, "a number gives itself"),
        (
            "sections: [{items: [{id: age, type: numbr}, {id: held, type: Choices}, {id: loss, type: choise}]}]",
            {"age": "a number", "held": "the answers to 'held'", "loss": "the answer to 'loss'"},
            "a misspelt type counts as what was meant",
        ),
        (
            "sections: [{items: [{id: fund, type: money, currency: EUR}, {id: cash, type: money}]}]",
            {"fund": "an amount of EUR", "cash": "a number"},
            "money is of its currency, if it has one",
        ),
        (
            "sections: [{items: [{id: born, type: date}, {id: goal, type: text}]}]",
            {"born": "the date 'born'", "goal": "the text 'goal'"},
            "a date and a text give themselves",
        ),
        (
            "sections: [{items: [{id: worry, type: matrix, rows: [{id: sleep}, {id: sell}, {}]}]}]",
            {"sleep": "the answer to 'sleep'", "sell": "the answer to 'sell'"},
            "a matrix gives its rows, and not itself",
        ),
        ("outcomes: [{id: pace, levels: [{id: slow}, {id: quick}]}]", {"pace": "a place among slow, quick"}, "a level"),
        ("scales: [{id: capacity}]", {"capacity": "the scale 'capacity'"}, "a scale needs no more than its id"),
        ("sections: [text, {items: text}, {items: [text, [], {}]}]", {}, "parts that are no items are passed over"),
        ("sections: [{items: [{id: [a]}, {id: {}}, {id: ''}]}]", {}, "ids that are no ids are passed over"),
        ("sections: {items: [{id: a}]}", {}, "a mapping where a list belongs is passed over"),
        ("[sections, scales]", {}, "so is a list where keys belong"),
    ],
)
def test_declared_kinds(text: str, kinds: dict[str, str], because: str) -> None:
    assert {id_: str(kind) for id_, kind in read(text).kinds.items() if id_ != "tier"} == kinds, because


SETS = "option_sets: [{id: degrees, options: [{id: low, points: 1}, {id: unsure, opt_out: not_sure}]}]\n"


@pytest.mark.parametrize(
    ("item", "options", "facts", "because"),
    [
        ("{id: a, type: choice, options: [{id: x}, {id: y}]}", ("x", "y"), "", "options without points"),
        ("{id: a, type: choice, options: [{id: x, points: 0}, {id: y}]}", ("x", "y"), "scored", "one has points"),
        ("{id: a, type: choice, options: [{id: x, points: none}]}", ("x",), "", "none is no points"),
        ("{id: a, type: choice, worth: 1, options: [{id: x}]}", ("x",), "scored", "it has a worth"),
        ("{id: a, type: number, bands: [{from: 0}]}", (), "scored", "bands of a number earn points"),
        ("{id: a, type: date, options: [{id: x, opt_out: not_sure}]}", ("x",), "opts out", "it may be declined"),
        ("{id: a, type: likert, options: degrees}", ("low", "unsure"), "scored, opts out", "the options of a set"),
        (
            "{id: a, type: likert, options: degree}",
            ("low", "unsure"),
            "scored, opts out",
            "a misspelt set is what was meant",
        ),
        ("{id: a, type: likert, options: shades}", (), "", "a set that is nowhere has none"),
        (
            "{id: m, type: matrix, options: degrees, rows: [{id: a}]}",
            ("low", "unsure"),
            "scored, opts out",
            "those of a row",
        ),
    ],
)
def test_a_declared_item(item: str, options: tuple[str, ...], facts: str, because: str) -> None:
    found = read(f"{SETS}sections: [{{items: [{item}]}}]").items["a"]
    held = [words for words, holds in (("scored", found.scored), ("opts out", found.opts_out)) if holds]
    assert (found.options, ", ".join(held)) == (options, facts), because


@pytest.mark.parametrize(
    ("section", "pools", "undrawn", "because"),
    [
        ("{items: [{id: a}, {id: b}]}", (), set(), "no pool"),
        ("{draw: 1, items: [{id: a}, {id: b}, {id: c}]}", ((("a", "b", "c"), 1),), {"b", "c"}, "all but one"),
        ("{draw: some, items: [{id: a}, {id: b}]}", ((("a", "b"), 2),), set(), "a strange number leaves nothing out"),
    ],
)
def test_declared_pools(
    section: str, pools: tuple[tuple[tuple[str, ...], int], ...], undrawn: set[str], because: str
) -> None:
    names = read(f"sections: [{section}]")
    assert (names.pools, set(names.undrawn)) == (pools, undrawn), because


@pytest.mark.parametrize(
    ("text", "outcomes", "levels", "because"),
    [
        ("title: none", {}, (), "none are declared"),
        ("tiers: {levels: [{id: C1}]}", {"tier": ("C1",)}, ("C1",), "tiers are an outcome"),
        ("outcomes: [{id: pace, levels: [{id: slow}]}]", {"pace": ("slow",)}, ("slow",), "others stand without them"),
        (
            "outcomes: [{id: pace, levels: [{id: slow}]}]\ntiers: {levels: [{id: C1}]}",
            {"tier": ("C1",), "pace": ("slow",)},
            ("C1", "slow"),
            "the tier comes first",
        ),
        (
            "outcomes: [{id: tier, levels: [{id: slow}]}]\ntiers: {levels: [{id: C1}]}",
            {"tier": ("C1",)},
            ("C1",),
            "and is hidden by none of the same name",
        ),
    ],
)
def test_declared_outcomes(
    text: str, outcomes: dict[str, tuple[str, ...]], levels: tuple[str, ...], because: str
) -> None:
    names = read(text)
    assert (list(names.outcomes.items()), names.levels) == (list(outcomes.items()), levels), because


@pytest.mark.parametrize(
    ("text", "languages", "because"),
    [
        ("title: none", ("zh", "en"), "those of the site"),
        ("languages: [zh, fr]", ("zh", "fr"), "its own"),
        ("languages: [[zh]]", ("zh", "en"), "what is no language is passed over"),
    ],
)
def test_declared_languages(text: str, languages: tuple[str, ...], because: str) -> None:
    assert read(text).languages == languages, because


def test_a_form_says_whether_it_stands_beside_another() -> None:
    assert (read("beside: client").beside, read("title: none").beside) == (True, False)


def test_items_of_a_section_with_a_condition_may_be_hidden() -> None:
    names = read("sections: [{items: [{id: a}]}, {show_if: a == 'x', items: [{id: b}, {id: c}]}]")
    assert names.hidden == {"b", "c"}


@pytest.mark.parametrize(
    ("text", "tiers", "because"),
    [
        ("tiers: {levels: [{id: C1}, {id: C2}]}", ("C1", "C2"), "in the order written"),
        ("tiers: {levels: [{id: C1}, {title: none}, {id: C2}]}", ("C1", "C2"), "a tier without an id is passed over"),
        ("tiers: {levels: [{id: C1}, {id: C2}, {id: C1}]}", ("C1", "C2"), "a tier counts once"),
        ("tiers: [{id: C1}]", (), "a list where keys belong is passed over"),
        ("title: none", (), "none are declared"),
    ],
)
def test_declared_tiers(text: str, tiers: tuple[str, ...], because: str) -> None:
    assert read(text).tiers == tiers, because
