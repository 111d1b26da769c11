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
        ("scales: [{id: capacity}]", {"capacity": "the scale 'capacity'"}, "a scale needs no more than its id"),
        ("sections: [text, {items: text}, {items: [text, [], {}]}]", {}, "parts that are no items are passed over"),
        ("sections: [{items: [{id: [a]}, {id: {}}, {id: ''}]}]", {}, "ids that are no ids are passed over"),
        ("sections: {items: [{id: a}]}", {}, "a mapping where a list belongs is passed over"),
        ("[sections, scales]", {}, "so is a list where keys belong"),
    ],
)
def test_declared_kinds(text: str, kinds: dict[str, str], because: str) -> None:
    assert {id_: str(kind) for id_, kind in read(text).kinds.items() if id_ != "tier"} == kinds, because


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
