"""Items and their options, as an author writes them."""

from collections.abc import Mapping
from typing import Any

from portal.reader.fields import (
    Field,
    Reader,
    identifier,
    mapping,
    name,
    one_of,
    optional,
    read_sound_fields,
    several,
    whole,
    yes_or_no,
)
from portal.reader.names import Names
from portal.reader.place import Place
from portal.reader.words import citation, expression, points, text_in
from scoring.operations import TRUTH
from scoring.questionnaire import Item, ItemType, Option

LARGEST_NUMBER = 10**15  # what a number item may allow; far inside what JSON holds exactly


def item_fields(names: Names) -> dict[str, Field]:
    """Return the keys of an item."""
    text = text_in(names.languages)
    return {
        "id": Field(name, "the item's id, used in scales and expressions"),
        "type": Field(one_of(ItemType), "choice, choices or number"),
        "ask": Field(text, "the question"),
        "help": optional(text, "a sentence that helps to answer"),
        "options": optional(several(mapping(Option, option_fields(names))), "the answers to choose from"),
        "low": optional(whole(-LARGEST_NUMBER, LARGEST_NUMBER), "the least number allowed"),
        "high": optional(whole(-LARGEST_NUMBER, LARGEST_NUMBER), "the greatest number allowed"),
        "unit": optional(text, "the unit of a number"),
        "required": optional(yes_or_no, "whether it must be answered: yes unless it says no"),
        "show_if": optional(expression(names, TRUTH), "when it is asked; always, if left out"),
        "source": optional(citation(names), "the rule that asks for it"),
    }


def option_fields(names: Names) -> dict[str, Field]:
    """Return the keys of an option."""
    return {
        "id": Field(identifier, "the option's id"),
        "label": Field(text_in(names.languages), "what the reader chooses"),
        "points": optional(points, "what it earns in a scale"),
        "alone": optional(yes_or_no, "whether it excludes every other option"),
    }


def item_in(names: Names) -> Reader[Item]:
    """Return the reader of an item whose keys fit its type, shown only by items asked before it."""
    fields = item_fields(names)

    def read_item(place: Place) -> Item | None:
        values, sound = read_sound_fields(place, fields)
        _check_fit(place, values)
        _check_order(place, values, names)
        return Item(**values) if sound else None

    return read_item


def _check_fit(place: Place, values: Mapping[str, Any]) -> None:
    here, written = place.child("type"), {str(key.node.value) for key, _ in place.pairs()}
    kind, options = values.get("type"), values.get("options", ())
    if kind is ItemType.NUMBER:
        if "options" in written:
            here.fail("a number has no options", "take 'options' away, or write type: choice")
        _check_range(here, values, written)
    elif kind:
        if len(options) < 2 and ("options" in values or "options" not in written):  # noqa: PLR2004  one is no choice
            here.fail(f"a {kind} item needs at least two options", "add 'options'")
        for key in ("low", "high", "unit"):
            if key in values:
                place.child(key).fail(f"'{key}' belongs to a number", f"take it away, or write type: {ItemType.NUMBER}")
        if kind is ItemType.CHOICE and any(option.alone for option in options):
            here.fail("every option of a choice stands alone", "take 'alone' away, or write type: choices")


def _check_range(here: Place, values: Mapping[str, Any], written: set[str]) -> None:
    low, high = values.get("low"), values.get("high")
    if not {"low", "high"} <= written or (low is not None and high is not None and low >= high):
        here.fail("a number needs a range", "add 'low' and a greater 'high'")


def _check_order(place: Place, values: Mapping[str, Any], names: Names) -> None:
    ids, id_, show_if = list(names.items), values.get("id", ""), values.get("show_if")
    before = ids[: ids.index(id_)] if id_ in ids else ids
    for named in show_if.names if show_if else ():
        if named not in before:
            place.child("show_if").fail(f"'{named}' is not asked before '{id_}'", "use items asked earlier")
