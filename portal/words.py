"""The portal's own words: `portal/words.yaml`, complete in every language and read with a questionnaire's care."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from yaml.nodes import MappingNode

from portal.reader.place import Place, open_place
from portal.reader.problem import FaultyFile
from portal.reader.words import text_in
from scoring.text import Text

type Words = Mapping[str, Mapping[str, str]]  # group → key → words in one language

WORDS_FILE = Path(__file__).with_name("words.yaml")


def read_words(path: Path, languages: tuple[str, ...]) -> dict[str, Words]:
    """Return the portal's words by language. Errors: FaultyFile, with every fault."""
    root = open_place(path, f"{path.parent.name}/{path.name}")
    read_text = text_in(languages)
    groups: dict[str, dict[str, Text]] = {}
    for group, key, place in _entries(root):
        text = read_text(place)
        if text is not None:
            groups.setdefault(group, {})[key] = text
    if root.file.problems:
        raise FaultyFile(root.file.problems)
    return {
        language: {group: {key: text[language] for key, text in texts.items()} for group, texts in groups.items()}
        for language in languages
    }


def _entries(root: Place) -> Iterator[tuple[str, str, Place]]:
    for group, texts in root.pairs():
        if not isinstance(texts.node, MappingNode):
            texts.fail("a group of words has keys", "write them below, indented by two spaces")
        for key, text in texts.pairs():
            yield group.node.value, key.node.value, text
