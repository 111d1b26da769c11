"""Readers for what authors write in words: texts, numbers, sources, expressions."""

import re

from yaml.nodes import MappingNode

from portal.reader.fields import Field, Reader, read_fields, scalar, suggest
from portal.reader.names import Names
from portal.reader.place import Place
from scoring.citation import Citation
from scoring.exact import Exact, read_exact
from scoring.expression import Expression, ExpressionFault, kind_of
from scoring.operations import Kind
from scoring.text import Text


def text_in(languages: tuple[str, ...]) -> Reader[Text]:
    """Return the reader of a text that is complete in every language."""
    fields = {language: Field(scalar, f"the text in {language}") for language in languages}
    shape = ", ".join(f"{language}: …" for language in languages)

    def read(place: Place) -> Text | None:
        if not isinstance(place.node, MappingNode):
            place.fail("this text has no languages", f"write {{{shape}}}")
            return None
        words = read_fields(place, fields)
        return Text(tuple((language, words[language]) for language in languages)) if words else None

    return read


def points(place: Place) -> Exact | None:
    """Return an exact number: 3, 3.5 or 7/2."""
    text = scalar(place)
    if text is None:
        return None
    try:
        return read_exact(text)
    except (ValueError, ZeroDivisionError):
        place.fail(f"'{text}' is not a number", "write a number such as 3, 3.5 or 7/2")
        return None


def months(place: Place) -> int | None:
    """Return a time in months, written `12 months`."""
    text = scalar(place)
    if text is None:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,2}) months", text)
    if not match:
        place.fail(f"'{text}' is not a number of months", "write it as '12 months'")
        return None
    return int(match[1])


def version(place: Place) -> str | None:
    """Return a version such as 2026.1: a year and a number."""
    text = scalar(place)
    if text and not re.fullmatch(r"20[0-9]{2}\.[1-9][0-9]*", text):
        place.fail(f"'{text}' is not a version", "write a year and a number, as 2026.1")
        return None
    return text


def citation(names: Names) -> Reader[Citation]:
    """Return the reader of a source: an id of the register, and the place in it."""

    def read(place: Place) -> Citation | None:
        text = scalar(place)
        if text is None:
            return None
        try:
            cited = Citation.read(text)
        except ValueError:
            place.fail(
                f"'{text}' is not a source", "write an id of the register and a place, as 'nfra-2025-7 art 25(2)'"
            )
            return None
        if cited.source not in names.sources:
            place.fail(f"unknown source '{cited.source}'", suggest(cited.source, names.sources))
            return None
        return cited

    return read


def expression(names: Names, wanted: Kind) -> Reader[Expression]:
    """Return the reader of an expression that gives a value of the `wanted` kind; faults at their own column."""

    def read(place: Place) -> Expression | None:
        text = scalar(place)
        if text is None:
            return None
        before = len(text) - len(text.lstrip())
        try:
            found = Expression.read(text.strip())
            kind = kind_of(found, names.kinds)
        except ExpressionFault as fault:
            place.fail(fault.what, fault.hint, inside=before + fault.column)
            return None
        if (kind.name, kind.ids) != (wanted.name, wanted.ids):
            place.fail(f"this expression gives {kind}", f"write one that gives {wanted}")
            return None
        return found

    return read
