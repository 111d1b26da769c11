"""The reference of the questionnaire language: every key and every operation, out of the tables that the door reads by.

What a key is for stands beside its reader; how it is used is cut out of the example forms in `portal/examples`, at the
places where the door read it. So the page cannot say what the language does not hold, nor leave a key out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from yaml.nodes import MappingNode, Node, SequenceNode

from portal.library import LANGUAGES, ROOT
from portal.reader.fields import Field, Part, Schema, read_sound_part
from portal.reader.names import declared
from portal.reader.place import open_place
from portal.reader.questionnaire import questionnaire_part
from portal.schema import parts_of_language
from portal.words import Words
from scoring.operations import OPERATIONS

FOLDER = ROOT / "portal" / "examples"
FORMS = tuple(FOLDER / f"{name}.yaml" for name in ("savings-risk", "fund-quiz", "talk", "calm"))  # in this order
LONGEST = 6  # lines of one key that a snippet shows

# One use of each operation, over the names of savings-risk.yaml.
USES: Mapping[str, str] = {
    "and": "horizon == 'short' and age >= 65",
    "or": "horizon == 'short' or fall == 'sell'",
    "not": "not (horizon == 'long')",
    "==": "fall == 'sell'",
    "!=": "tier != 'C1'",
    "<": "age < 65",
    "<=": "savings <= 50000",
    ">": "band(capacity) > band(tolerance)",
    ">=": "tier >= 'C2'",
    "in": "horizon in ('short', 'middle')",
    "not in": "'shares' not in held",
    "+": "points(capacity) + points(tolerance) >= 10",
    "-": "band(capacity) - band(tolerance) >= 2",
    "*": "savings * 20 / 100",
    "/": "savings / 2 < 50000",
    "min": "min(band(capacity), band(tolerance))",
    "max": "max(points(calm), points(sleepless)) >= 3",
    "band": "band(practice) == 'lively'",
    "points": "points(fall) <= 1",
    "answered": "not answered(reason)",
    "opted_out": "opted_out(savings)",
    "count": "count(held) >= 2",
    "capped": "capped(tier) == 'C3'",
}


@dataclass(frozen=True)
class Example:
    """One example form as the door walked it: its lines, its root, and where each key of each part first stands."""

    lines: tuple[str, ...]
    root: Node
    used: Mapping[tuple[str, str], Node]

    @classmethod
    def read(cls, path: Path) -> "Example":
        """Return the form at `path`; that it is sound, sources and all, is for the tests to say."""
        root = open_place(path, path.name)
        names = declared(root.node, sources=(), articles=(), languages=LANGUAGES)
        read_sound_part(root, questionnaire_part(names))
        return cls(root.file.lines, root.node, root.file.used)

    @cached_property
    def owners(self) -> Mapping[int, tuple[MappingNode, str]]:
        """Return, for each key node, the mapping that it stands in and the key above that: '-' in a list."""
        return dict(_owners(self.root, ""))

    def snippet(self, key: Node) -> tuple[str, frozenset[str]]:
        """Return the part in which `key` stands as it is written, long values cut, and the keys it shows."""
        mapping, above = self.owners[id(key)]
        shown = frozenset(str(name.value) for name, _ in mapping.value)
        return "\n".join(_under(above, self._written(mapping))), shown

    def _written(self, mapping: MappingNode) -> list[str]:
        start, end = mapping.start_mark, mapping.end_mark
        if mapping.flow_style and start.line == end.line:
            return [self.lines[start.line][start.column : end.column]]
        if mapping.flow_style:
            return self._slice(start.line, end.line, start.column)
        return [line for key, value in mapping.value for line in self._pair(key, value)]

    def _pair(self, key: Node, value: Node) -> list[str]:
        lines = self._slice(key.start_mark.line, _last_line(value), key.start_mark.column)
        if len(lines) <= LONGEST:
            return lines
        kept = lines[: LONGEST - 1]
        indent = len(kept[1]) - len(kept[1].lstrip())
        return [*kept, " " * indent + "# …"]

    def _slice(self, first: int, last: int, column: int) -> list[str]:
        """Return lines of the file, both ends included, from `column` on; comments are left out."""
        lines = self.lines[first : last + 1]
        return [line[column:].rstrip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def reference(language: str, words: Words, templates: Environment) -> str:
    """Return the reference of the questionnaire language, as Markdown.

    words: the portal's words in `language`, as `Library.words[language]`; the group `language` is used.
    """
    forms = [Example.read(path) for path in FORMS]
    own = words["language"]
    return templates.get_template("language.md").render(
        words=SimpleNamespace(**{key: text for key, text in own.items() if key.isidentifier()}),
        parts=[_part(part, language, own, forms) for part in parts_of_language(LANGUAGES)],
        operations=[
            {"name": name, "takes": own[f"takes {name}"], "gives": own[f"gives {name}"], "use": USES[name]}
            for name in OPERATIONS
        ],
    )


def _part(part: Part, language: str, words: Mapping[str, str], forms: list[Example]) -> dict[str, Any]:
    return {
        "name": part.name,
        "heading": words[f"part {part.name}"],
        "fields": [_field(key, field, language, words) for key, field in part.fields.items()],
        "snippets": list(snippets(part, forms)),
    }


def _field(key: str, field: Field, language: str, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": key,
        "required": field.required,
        "about": field.about_zh if language == "zh" else field.about,
        "words": _allowed(field.read.schema),
        "parts": [(inner.name, words[f"part {inner.name}"]) for inner in field.read.parts],
    }


def _allowed(schema: Schema) -> list[str]:
    """Return the words that a key takes, where it takes no others."""
    words = schema.get("enum", [])
    return ["yes", "no"] if True in words else list(words)


def snippets(part: Part, forms: list[Example]) -> Iterator[str]:
    """Yield parts of the example forms, as few as show every key; a key that no form uses is left out."""
    missing = dict.fromkeys(part.fields)
    for key in part.fields:
        found = [(form, form.used[part.name, key]) for form in forms if (part.name, key) in form.used]
        if key in missing and found:
            form, node = found[0]
            text, shown = form.snippet(node)
            for one in shown:
                missing.pop(one, None)
            yield text


def _owners(node: Node, above: str) -> Iterator[tuple[int, tuple[MappingNode, str]]]:
    if isinstance(node, SequenceNode):
        for member in node.value:
            yield from _owners(member, "-")
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield id(key), (node, above)
            yield from _owners(value, str(key.value))


def _last_line(node: Node) -> int:
    """Return the last line of a node; the end mark of a block lies where the next begins."""
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    return node.end_mark.line


def _under(above: str, lines: list[str]) -> list[str]:
    """Return lines as they stand below the key `above`, or in a list."""
    if above == "-":
        return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    if above and lines[0].startswith("{"):
        return [f"{above}: {lines[0]}", *lines[1:]]
    return [f"{above}:", *(f"  {line}" for line in lines)] if above else lines
