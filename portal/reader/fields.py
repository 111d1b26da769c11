"""Reading values from places: each reader returns a value, or reports every fault and returns None."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from keyword import iskeyword
from operator import attrgetter
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from portal.reader.place import Place
from scoring.operations import OPERATIONS

BY_ID: Callable[[Any], object] = attrgetter("id")
ITSELF: Callable[[Any], object] = str
RESERVED = ("tier", *(operation for operation in OPERATIONS if operation.isalpha()))
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")

type Reader[T] = Callable[[Place], T | None]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a mapping: how its value is read, what it is for, and whether it may be left out."""

    read: Reader[Any]
    about: str
    required: bool = True


def optional(read: Reader[Any], about: str) -> Field:
    """Return a field that may be left out."""
    return Field(read, about, required=False)


def suggest(given: str, allowed: Collection[str]) -> str:
    """Return the hint for a name that is not among those allowed."""
    near = get_close_matches(given, allowed, n=1)
    return f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(allowed) or '(none is declared)'}"


def read_fields(place: Place, fields: Mapping[str, Field]) -> dict[str, Any] | None:
    """Return the values of a mapping's keys; reports unknown, repeated and missing keys and every fault inside."""
    values, sound = read_sound_fields(place, fields)
    return values if sound else None


def read_sound_fields(place: Place, fields: Mapping[str, Field]) -> tuple[dict[str, Any], bool]:
    """Return the values of the keys that are sound, and whether all are, so that one fault hides no other."""
    if not isinstance(place.node, MappingNode):
        place.fail(f"{spoken(place.node)} stands where keys are needed", f"use {', '.join(fields)}")
        return {}, False
    values: dict[str, Any] = {}
    sound = True
    for key, value in place.pairs():
        name = key.node.value if isinstance(key.node, ScalarNode) else ""
        if name not in fields:
            comma = place.node.flow_style and value.node.value == ""  # YAML cut a text at its comma
            hint = "put a text that holds a comma in quotes" if comma else suggest(name, fields)
            key.fail(f"unknown key '{name}'", hint)
            sound = False
        elif name in values:
            key.fail(f"the key '{name}' is given twice", "keep one of them")
            sound = False
        else:
            values[name] = fields[name].read(value)
            sound = sound and values[name] is not None
    for name, field in fields.items():
        if field.required and name not in values:
            place.named(name).fail(f"the key '{name}' is missing", f"add '{name}': {field.about}")
            sound = False
    return {name: value for name, value in values.items() if value is not None}, sound


def mapping[T](make: Callable[..., T], fields: Mapping[str, Field]) -> Reader[T]:
    """Return the reader of a mapping whose keys are the arguments of `make`."""

    def read(place: Place) -> T | None:
        values = read_fields(place, fields)
        return None if values is None else make(**values)

    return read


def several[T](read_part: Reader[T], *, key: Callable[[T], object] | None = BY_ID) -> Reader[tuple[T, ...]]:
    """Return the reader of a list of at least one part, no two with the same `key` (None: repeats are meant)."""

    def read(place: Place) -> tuple[T, ...] | None:
        if isinstance(place.node, SequenceNode) and not place.node.value:
            place.fail("this list is empty", "write at least one part")
            return None
        if not isinstance(place.node, SequenceNode):
            place.fail(f"{spoken(place.node)} stands where a list is needed", "write a list with '- ' or [ ]")
            return None
        parts = [(part_place, read_part(part_place)) for part_place in place.parts()]
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


def identifier(place: Place) -> str | None:
    """Return an id: a letter, then letters, digits, '_' or '-'. Expressions read '-' as minus: items use '_'."""
    text = scalar(place)
    if text and not _IDENTIFIER.fullmatch(text):
        place.fail(f"'{text}' is not an id", "use letters, digits, '_' and '-', starting with a letter")
        return None
    return text


def name(place: Place) -> str | None:
    """Return an id that an expression can name: a small letter, then small letters, digits or '_'."""
    text = scalar(place)
    if text and (not _NAME.fullmatch(text) or iskeyword(text) or text in RESERVED):
        place.fail(f"'{text}' cannot be a name", "use small letters, digits and '_', and no word of the language")
        return None
    return text


def whole(low: int, high: int) -> Reader[int]:
    """Return the reader of a whole number from `low` to `high`, both included."""

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

    def read(place: Place) -> E | None:
        text = scalar(place)
        if text is None:
            return None
        words = [member.value for member in kind]
        if text in words:
            return kind(text)
        place.fail(f"'{text}' is not allowed here", suggest(text, words))
        return None

    return read


def reference(what: str, known: Collection[str]) -> Reader[str]:
    """Return the reader of the id of something declared elsewhere; `what` names its kind in messages."""

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
