"""Reading values from places: each reader returns a value, or reports every fault and returns None.

A reader also carries the JSON Schema of what it takes, and a part of the language is a named table of keys: the
schema for editors and the reference page are made of the same tables that read.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from keyword import iskeyword, kwlist
from operator import attrgetter
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from portal.reader.place import Place
from scoring.operations import OPERATIONS
from scoring.outcome import TIER

BY_ID: Callable[[Any], object] = attrgetter("id")
ITSELF: Callable[[Any], object] = str
RESERVED = (TIER, *(operation for operation in OPERATIONS if operation.isidentifier()))
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")

type Schema = Mapping[str, Any]

SCALAR: Schema = {
    "type": ["string", "number", "boolean"],
    "pattern": r"\S",
}  # YAML itself guesses types; we read the text
WHOLE: Schema = {"type": "integer"}


@dataclass(frozen=True, slots=True)
class Reader[T]:
    """Reads one kind of value; `schema` says what it takes, `parts` are the tables of keys it reads by."""

    read: Callable[[Place], T | None]
    schema: Schema
    parts: tuple["Part", ...] = ()

    def __call__(self, place: Place) -> T | None:
        """Return the value at `place`, or report every fault there and return None."""
        return self.read(place)


@dataclass(frozen=True, slots=True)
class reads:  # noqa: N801  a decorator
    """Makes a function that reads a place into a reader with a schema."""

    schema: Schema
    parts: tuple["Part", ...] = ()

    def __call__[T](self, function: Callable[[Place], T | None]) -> Reader[T]:
        """Return the reader that `function` is."""
        return Reader(function, self.schema, self.parts)


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a part: how its value is read, what it is for (in two languages), whether it may be left out."""

    read: Reader[Any]
    about: str
    about_zh: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the language: its name and its keys. One without a name has keys that its author chooses."""

    name: str
    fields: Mapping[str, Field]


def optional(read: Reader[Any], about: str, about_zh: str) -> Field:
    """Return a field that may be left out."""
    return Field(read, about, about_zh, required=False)


def chosen(fields: Mapping[str, Reader[Any]], about: str = "", *, required: Collection[str] = ()) -> Part:
    """Return a part whose keys an author chooses elsewhere, such as the items that an example answers.

    about: what the value is, with {key} for the key.
    """
    return Part("", {key: Field(read, about.format(key=key), "", key in required) for key, read in fields.items()})


def suggest(given: str, allowed: Collection[str]) -> str:
    """Return the hint for a name that is not among those allowed."""
    near = get_close_matches(given, allowed, n=1)
    return f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(allowed) or '(none is declared)'}"


def read_part(place: Place, part: Part) -> dict[str, Any] | None:
    """Return the values of a part's keys; reports unknown, repeated and missing keys and every fault inside."""
    values, sound = read_sound_part(place, part)
    return values if sound else None


def read_sound_part(place: Place, part: Part) -> tuple[dict[str, Any], bool]:
    """Return the values of the keys that are sound, and whether all are, so that one fault hides no other.

    Keys are read in the order of the table, whatever their order in the file: what is declared comes before its use.
    """
    fields = part.fields
    if not isinstance(place.node, MappingNode):
        place.fail(f"{spoken(place.node)} stands where keys are needed", f"use {', '.join(fields)}")
        return {}, False
    given: dict[str, Place] = {}
    sound = True
    for key, value in place.pairs():
        name = key.node.value if isinstance(key.node, ScalarNode) else ""
        if name not in fields:
            comma = place.node.flow_style and value.node.value == ""  # YAML cut a text at its comma
            hint = "put a text that holds a comma in quotes" if comma else suggest(name, fields)
            key.fail(f"unknown key '{name}'", hint)
            sound = False
        elif name in given:
            key.fail(f"the key '{name}' is given twice", "keep one of them")
            sound = False
        else:
            given[name] = value
            place.file.used.setdefault((part.name, name), key.node)
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in given:
            values[name] = field.read(given[name])
            sound = sound and values[name] is not None
        elif field.required:
            place.named(name).fail(f"the key '{name}' is missing", f"add '{name}': {field.about}")
            sound = False
    return {name: value for name, value in values.items() if value is not None}, sound


def mapping[T](make: Callable[..., T], part: Part) -> Reader[T]:
    """Return the reader of a part whose keys are the arguments of `make`."""

    @reads({"$ref": f"#/$defs/{part.name}"}, (part,))
    def read(place: Place) -> T | None:
        values = read_part(place, part)
        return None if values is None else make(**values)

    return read


def pairs(part: Part) -> Reader[tuple[tuple[str, Any], ...]]:
    """Return the reader of a mapping as pairs of key and value, in the order of the table."""

    @reads({"type": "object"})
    def read(place: Place) -> tuple[tuple[str, Any], ...] | None:
        values = read_part(place, part)
        return None if values is None else tuple(values.items())

    return read


def several[T](
    read_one: Reader[T], *, key: Callable[[T], object] | None = BY_ID, empty: bool = False
) -> Reader[tuple[T, ...]]:
    """Return the reader of a list of parts, no two with the same `key` (None: repeats are meant).

    empty: whether the list may be empty, where that says something.
    """
    schema = {"type": "array", "items": read_one.schema, **({} if empty else {"minItems": 1})}

    @reads(schema, read_one.parts)
    def read(place: Place) -> tuple[T, ...] | None:
        if not isinstance(place.node, SequenceNode):
            place.fail(f"{spoken(place.node)} stands where a list is needed", "write a list with '- ' or [ ]")
            return None
        if not place.node.value and not empty:
            place.fail("this list is empty", "write at least one part")
            return None
        parts = [(part_place, read_one(part_place)) for part_place in place.parts()]
        found = [(part_place, part) for part_place, part in parts if part is not None]
        return tuple(part for _, part in found) if _all_new(found, key) and len(found) == len(parts) else None

    return read


def _all_new[T](parts: list[tuple[Place, T]], key: Callable[[T], object] | None) -> bool:
    seen: list[object] = []
    new = True
    for place, part in parts:
        value = key(part) if key else None
        if key and value in seen:
            place.child("id").fail(f"'{value}' is used twice in this list", "give each its own")
            new = False
        seen.append(value)
    return new


@reads(SCALAR)
def scalar(place: Place) -> str | None:
    """Return the text of a scalar, as written."""
    if not isinstance(place.node, ScalarNode):
        place.fail(f"{spoken(place.node)} stands where a single value is needed", "write one value")
        return None
    text = str(place.node.value)
    if not text.strip():
        place.fail("there is no value here", "write one after the colon")
        return None
    return text if place.node.style in ("'", '"') else text.strip()  # a space in quotes is meant


@reads({"type": "string", "pattern": f"^{_IDENTIFIER.pattern}$"})
def identifier(place: Place) -> str | None:
    """Return an id: a letter, then letters, digits, '_' or '-'. Expressions read '-' as minus: items use '_'."""
    text = scalar(place)
    if text and not _IDENTIFIER.fullmatch(text):
        place.fail(f"'{text}' is not an id", "use letters, digits, '_' and '-', starting with a letter")
        return None
    return text


@reads({"type": "string", "pattern": f"^{_NAME.pattern}$", "not": {"enum": [*RESERVED, *filter(str.islower, kwlist)]}})
def name(place: Place) -> str | None:
    """Return an id that an expression can name: a small letter, then small letters, digits or '_'."""
    text = scalar(place)
    if text and (not _NAME.fullmatch(text) or iskeyword(text) or text in RESERVED):
        place.fail(f"'{text}' cannot be a name", "use small letters, digits and '_', and no word of the language")
        return None
    return text


def whole(low: int, high: int) -> Reader[int]:
    """Return the reader of a whole number from `low` to `high`, both included."""

    @reads({"type": "integer", "minimum": low, "maximum": high})
    def read(place: Place) -> int | None:
        text = scalar(place)
        if text is None:
            return None
        try:
            number = int(text)
        except ValueError:
            place.fail(f"'{text}' is not a whole number", f"write a whole number from {low} to {high}")
            return None
        if not low <= number <= high:
            place.fail(f"{number} is out of range", f"write a whole number from {low} to {high}")
            return None
        return number

    return read


@reads({"enum": [True, False, "yes", "no", "true", "false"]})
def yes_or_no(place: Place) -> bool | None:
    """Return a truth that is written yes, no, true or false."""
    text = scalar(place)
    if text is None:
        return None
    truths = {"yes": True, "true": True, "no": False, "false": False}
    if text not in truths:
        place.fail(f"'{text}' is not yes or no", "write yes or no")
    return truths.get(text)


def one_of[E: StrEnum](kind: type[E]) -> Reader[E]:
    """Return the reader of one word out of an enumeration."""
    words = [member.value for member in kind]

    @reads({"enum": words})
    def read(place: Place) -> E | None:
        text = scalar(place)
        if text is None:
            return None
        if text in words:
            return kind(text)
        place.fail(f"'{text}' is not allowed here", suggest(text, words))
        return None

    return read


def reference(what: str, known: Collection[str]) -> Reader[str]:
    """Return the reader of the id of something declared elsewhere; `what` names its kind in messages."""

    @reads(SCALAR)
    def read(place: Place) -> str | None:
        text = scalar(place)
        if text is None or text in known:
            return text
        place.fail(f"unknown {what} '{text}'", suggest(text, known))
        return None

    return read


def spoken(node: Node) -> str:
    """Name a node's shape as a message does."""
    if isinstance(node, MappingNode):
        return "a mapping"
    if isinstance(node, SequenceNode):
        return "a list"
    return f"'{node.value}'" if node.value else "nothing"
