"""Items and their options, as an author writes them."""

from portal.reader.fields import Field, Reader, identifier, mapping, name, one_of, optional, several, whole, yes_or_no
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
    read = mapping(Item, item_fields(names))

    def read_item(place: Place) -> Item | None:
        item = read(place)
        if item is not None:
            _check_fit(place, item)
            _check_order(place, item, names)
        return item

    return read_item


def _check_fit(place: Place, item: Item) -> None:
    here = place.child("type")
    if item.type is ItemType.NUMBER:
        if item.options:
            here.fail("a number has no options", "take 'options' away, or write type: choice")
        if item.low is None or item.high is None or item.low >= item.high:
            here.fail("a number needs a range", "add 'low' and a greater 'high'")
        return
    if len(item.options) < 2:  # noqa: PLR2004  one option is no choice
        here.fail(f"a {item.type} item needs at least two options", "add 'options'")
    for key in ("low", "high", "unit"):
        if getattr(item, key) is not None:
            place.child(key).fail(f"'{key}' belongs to a number", f"take it away, or write type: {ItemType.NUMBER}")
    if item.type is ItemType.CHOICE and any(option.alone for option in item.options):
        here.fail("every option of a choice stands alone", "take 'alone' away, or write type: choices")


def _check_order(place: Place, item: Item, names: Names) -> None:
    ids = list(names.items)
    for named in item.show_if.names if item.show_if else ():
        if named not in ids[: ids.index(item.id)]:
            place.child("show_if").fail(f"'{named}' is not asked before '{item.id}'", "use items asked earlier")
