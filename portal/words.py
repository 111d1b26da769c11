"""The portal's own words: `portal/words.yaml`, complete in every language and read with a questionnaire's care."""

from collections.abc import Mapping
from pathlib import Path

from yaml.nodes import MappingNode

from portal.reader.fields import Reader, chosen, read_part, reads
from portal.reader.place import Place, open_place
from portal.reader.problem import FaultyFile
from portal.reader.words import text_in

type Words = Mapping[str, Mapping[str, str]]  # group → key → words in one language

WORDS_FILE = Path(__file__).with_name("words.yaml")


def read_words(path: Path, languages: tuple[str, ...]) -> dict[str, Words]:
    """Return the portal's words by language. Errors: FaultyFile, with every fault."""
    root = open_place(path, f"{path.parent.name}/{path.name}")
    groups = _group(_group(text_in(languages, template=True)))(root)
    if groups is None or root.file.problems:
        raise FaultyFile(root.file.problems)
    return {
        language: {group: {key: text[language] for key, text in texts.items()} for group, texts in groups.items()}
        for language in languages
    }


def _group[T](read_one: Reader[T]) -> Reader[dict[str, T]]:
    """Return the reader of a mapping whose keys are free: each is read alike, and none may come twice."""

    @reads({"type": "object"})
    def read(place: Place) -> dict[str, T] | None:
        if not isinstance(place.node, MappingNode):
            place.fail("a group of words has keys", "write them below, indented by two spaces")
            return None
        return read_part(place, chosen({str(key.node.value): read_one for key, _ in place.pairs()}))

    return read
