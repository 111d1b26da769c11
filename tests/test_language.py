"""The reference of the questionnaire language: nothing left out, nothing said that the door does not hold."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.language import FOLDER, FORMS, USES, Example, reference, snippets
from portal.library import LANGUAGES, ROOT, read_questionnaire
from portal.pages.templates import environment
from portal.reader.fields import Part
from portal.reader.names import declared
from portal.reader.place import open_place
from portal.reader.problem import FaultyFile
from portal.schema import parts_of_language
from portal.words import WORDS_FILE, read_words
from scoring.expression import Apply, Expression, Node, kind_of
from scoring.operations import OPERATIONS

WORDS = read_words(WORDS_FILE, LANGUAGES)
EXAMPLES = [Example.read(path) for path in FORMS]
PARTS = parts_of_language(LANGUAGES)
HAN = re.compile(r"[\u4e00-\u9fff]")
TUTORIAL = "questionnaires/rainy-day/2026.1.yaml"  # where own-form.md puts its form
FENCE = re.compile(r"^```(?P<kind>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def operations_in(node: Node) -> Iterator[str]:
    if isinstance(node, Apply):
        yield node.operation
        for arg in node.args:
            yield from operations_in(arg)


def page(language: str) -> str:
    return reference(language, WORDS[language], environment())


def rows(language: str) -> list[list[str]]:
    """Return the rows of every table of the page, their heads left out."""
    lines = [line for line in page(language).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def keys_in(shown: Any) -> Iterator[str]:
    """Yield every key of what a snippet holds, at any depth."""
    for one in shown if isinstance(shown, list) else shown.values():
        if isinstance(one, dict | list):
            yield from keys_in(one)
    if isinstance(shown, dict):
        yield from (str(key) for key in shown)


def test_every_form_of_the_folder_is_used() -> None:
    assert sorted(FORMS) == sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_example_form_passes_the_door_and_its_worked_examples_hold(path: Path) -> None:
    form = read_questionnaire(path)  # which scores them
    assert form.id == path.stem
    assert form.examples != ()


def test_every_key_of_every_part_is_used_by_an_example_form() -> None:
    used = {key for example in EXAMPLES for key in example.used}
    assert {(part.name, key) for part in PARTS for key in part.fields} - used == set()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_the_snippets_of_a_part_are_yaml_and_show_every_key(part: Part) -> None:
    shown = [yaml.safe_load(text) for text in snippets(part, EXAMPLES)]
    assert set(part.fields) - {key for one in shown for key in keys_in(one)} == set()


def test_a_snippet_is_cut_where_it_is_long_and_says_so() -> None:
    products = next(part for part in PARTS if part.name == "section")
    assert next(snippets(products, EXAMPLES)) == (
        """- id: means
  title: {zh: 您的情况, en: Your situation}
  items:
    - id: age
      type: number
      ask: {zh: 您多大年纪？, en: "How old are you?"}
      help: {zh: 年龄不计分。, en: Your age earns no points.}
    # …"""
    )


def test_every_operation_has_a_use() -> None:
    assert list(USES) == list(OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_use_of_an_operation_uses_it_and_its_kinds_fit(operation: str) -> None:
    root = open_place(FORMS[0], FORMS[0].name)
    names = declared(root.node, sources=(), articles=(), languages=LANGUAGES)
    use = Expression.read(USES[operation])
    assert operation in set(operations_in(use.tree))
    assert kind_of(use, names.kinds).name in ("truth", "number", "rank")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_a_row_for_every_key_and_every_operation(language: str) -> None:
    wanted = [*(key for part in PARTS for key in part.fields), *OPERATIONS]
    assert [row[0].strip("`") for row in rows(language)] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_the_page_speaks_its_language(language: str) -> None:
    operations = rows(language)[-len(OPERATIONS) :]
    spoken = [*(row[2] for row in rows(language)), *(row[1] for row in operations)]
    wrong = [text for text in spoken if bool(HAN.search(text)) != (language == "zh")]
    assert wrong == []


def fences(language: str) -> list[tuple[str, str]]:
    text = (ROOT / "docs" / language / "institutions" / "own-form.md").read_text(encoding="utf-8")
    return [(match["kind"], match["text"]) for match in FENCE.finditer(text)]


def tutorial_form(language: str) -> str:
    return "\n".join(text for kind, text in fences(language) if kind == "yaml")


def message_of(text: str, tmp_path: Path) -> str:
    """Return what the door says of a form that lies where the tutorial puts it."""
    path = tmp_path / TUTORIAL
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    try:
        read_questionnaire(path)
    except FaultyFile as faulty:
        return str(faulty).replace(str(path), TUTORIAL) + "\n"
    return ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_of_the_tutorial_passes_the_door(language: str, tmp_path: Path) -> None:
    assert message_of(tutorial_form(language), tmp_path) == ""
    assert len(read_questionnaire(tmp_path / TUTORIAL).items) == 5


def test_the_tutorial_has_one_form_in_all_languages() -> None:
    assert len({tutorial_form(language) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("at", [0, 1])
def test_a_mistake_of_the_tutorial_gives_the_message_it_shows(language: str, at: int, tmp_path: Path) -> None:
    """A `diff` fence is the mistake and its correction; the message stands in the `text` fence before it."""
    shown = [text for kind, text in fences(language) if kind == "text"]
    mended = [text.splitlines() for kind, text in fences(language) if kind == "diff"]
    assert len(shown) == len(mended) == 2
    wrong, right = (line[2:] for line in mended[at])
    sound = tutorial_form(language)
    assert sound.count(right) == 1
    assert message_of(sound.replace(right, wrong), tmp_path) == shown[at]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_page_holds_the_placeholder(language: str) -> None:
    text = (ROOT / "docs" / language / "institutions" / "language.md").read_text(encoding="utf-8")
    assert text.count("\n<!-- portal: language reference -->\n") == 1
