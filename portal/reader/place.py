"""A place in a YAML file: a node, the way to it, and the list its faults go to.

The node tree of `yaml.compose` is walked, never the loaded values: every value keeps its own line and column, an
answer `No` stays the text `No`, and repeated keys stay visible.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from portal.reader.problem import FaultyFile, Problem


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file being read.

    problems: collect, so that an author sees every fault at once; used: where each key of each part first stands.
    """

    name: str
    lines: tuple[str, ...]
    problems: list[Problem]
    used: dict[tuple[str, str], Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A node of a file and the path to it, such as `sections[0].items[2].options`."""

    node: Node
    file: SourceFile
    path: str = ""

    def fail(self, what: str, hint: str, *, inside: int | None = None) -> None:
        """Report a fault here, or `inside` characters into the text that stands here."""
        mark = self.node.start_mark
        column = mark.column + self._offset(inside)
        line = self.file.lines[mark.line] if mark.line < len(self.file.lines) else ""
        self.file.problems.append(Problem(self.file.name, mark.line, column, line, what, self.path, hint))

    def named(self, key: str) -> "Place":
        """Return this place under another path, for a fault about `key` of this mapping."""
        return replace(self, path=f"{self.path}.{key}" if self.path else key)

    def pairs(self) -> Iterator[tuple["Place", "Place"]]:
        """Yield the key and the value of each pair, both under the key's path; none where this is no mapping."""
        if not isinstance(self.node, MappingNode):
            return
        for key, value in self.node.value:
            name = str(key.value) if isinstance(key, ScalarNode) else "?"
            path = f"{self.path}.{name}" if self.path else name
            yield Place(key, self.file, path), Place(value, self.file, path)

    def parts(self) -> Iterator["Place"]:
        """Yield the parts of a list; none where this is no list."""
        if not isinstance(self.node, SequenceNode):
            return
        for index, part in enumerate(self.node.value):
            yield Place(part, self.file, f"{self.path}[{index}]")

    def child(self, *keys: str | int) -> "Place":
        """Return the place below this one, or the nearest place above it that exists."""
        place = self
        for key in keys:
            found = place._below(key)
            if found is None:
                return place
            place = found
        return place

    def has(self, key: str) -> bool:
        """Tell whether `key` is written here."""
        return self._below(key) is not None

    def parts_of(self, key: str) -> list["Place"]:
        """Return the parts of the list that stands under `key`; none where there is no such list."""
        found = self._below(key)
        return list(found.parts()) if found else []

    def _below(self, key: str | int) -> "Place | None":
        if isinstance(key, int):
            return next((part for at, part in enumerate(self.parts()) if at == key), None)
        return next((value for name, value in self.pairs() if name.node.value == key), None)

    def _offset(self, inside: int | None) -> int:
        """Return how far right `inside` is, when the text stands in the file just as its value reads."""
        node = self.node
        if inside is None or not isinstance(node, ScalarNode) or node.start_mark.line != node.end_mark.line:
            return 0
        start = node.start_mark.column + (1 if node.style in ("'", '"') else 0)
        written = self.file.lines[node.start_mark.line][start : start + len(node.value)]
        return start + inside - node.start_mark.column if written == node.value else 0


class _Loader(yaml.SafeLoader):
    """Composes nodes only; aliases are refused, since they can make a small file endless."""

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # PyYAML gives its parser no types
            raise yaml.MarkedYAMLError(problem="'*' repeats another part of the file", problem_mark=mark)
        return super().compose_node(parent, index)


def open_place(path: Path, name: str) -> Place:
    """Return the root of the YAML file at `path`, called `name` in messages. Errors: FaultyFile, OSError."""
    written = path.read_bytes().removeprefix(BOM_UTF8)
    try:
        text = written.decode()
    except UnicodeDecodeError as error:
        sound = written[: error.start].decode()
        raise _unreadable(name, sound, "this file is not UTF-8 text", f"save it as UTF-8 ({error.reason})") from None
    file = SourceFile(name, tuple(text.splitlines()), [])
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise FaultyFile([_syntax_problem(file, error)]) from None
    except yaml.reader.ReaderError as error:
        what = f"this file holds the character #x{error.character:04x}"
        raise _unreadable(name, text[: error.position], what, "remove it") from None
    except RecursionError:
        raise _unreadable(name, "", "this file is nested too deeply", "start from an existing file") from None
    except (ValueError, OverflowError):  # PyYAML's own chr() of "\UFFFFFFFF"
        sound, what = text.split("\\U", 1)[0], "there is no such character"
        raise _unreadable(name, sound, what, "write the character itself") from None
    if node is None:
        raise FaultyFile([Problem(name, 0, 0, "", "this file is empty", "", "start from an existing questionnaire")])
    return Place(node, file)


def _unreadable(name: str, sound: str, what: str, hint: str) -> FaultyFile:
    """Return the fault of a file that can be read up to the end of `sound` only."""
    lines = sound.replace("\r\n", "\n").split("\n")
    return FaultyFile([Problem(name, len(lines) - 1, len(lines[-1]), lines[-1], what, "", hint)])


def _syntax_problem(file: SourceFile, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    text = file.lines[line] if line < len(file.lines) else ""
    said = (error.context, error.problem) if isinstance(error, yaml.composer.ComposerError) else (error.problem,)
    what = f"this is not YAML: {', '.join(part for part in said if part)}"
    hint = "check indentation, quotes and colons; put text with a colon in quotes"
    if error.problem and error.problem.startswith("'*'"):
        what, hint = error.problem, "aliases are not part of the language: write the part out"
    return Problem(file.name, line, column, text, what, "", hint)
