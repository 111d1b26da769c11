"""small.yaml and whole.yaml between them use every key of the language, so that each is read by some test."""

from collections.abc import Iterator

import pytest

from portal.reader.fields import Part, read_sound_part
from portal.reader.names import Names, declared
from portal.reader.place import Place, open_place
from portal.reader.questionnaire import questionnaire_part
from tests.reader.test_faults import AROUND, HERE


def opened(base: str) -> tuple[Place, Names]:
    """Return the root of a sound file and the names that it declares."""
    root = open_place(HERE / base, base)
    around = AROUND
    return root, declared(root.node, sources=around.sources, articles=around.articles, languages=around.languages)


def keys_of(part: Part) -> Iterator[tuple[str, str]]:
    """Yield every key of a part and of the parts inside it, each with the name of its part."""
    for key, field in part.fields.items():
        if part.name:
            yield part.name, key
        for inner in field.read.parts:
            yield from keys_of(inner)


def test_every_key_is_used() -> None:
    used: set[tuple[str, str]] = set()
    for base in ("small.yaml", "whole.yaml"):
        root, names = opened(base)
        read_sound_part(root, questionnaire_part(names))
        used |= set(root.file.used)
    _, names = opened("whole.yaml")
    assert set(keys_of(questionnaire_part(names))) - used == set()


@pytest.mark.parametrize("key", [("questionnaire", "group"), ("row", "reverse"), ("norms", "steps"), ("band", "from")])
def test_the_walk_over_the_parts_finds_their_keys(key: tuple[str, str]) -> None:
    _, names = opened("whole.yaml")
    assert key in set(keys_of(questionnaire_part(names)))
