"""Readers for what authors write in words: texts, numbers, dates, sources, expressions."""

import re
from collections.abc import Iterable

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from portal.reader.fields import SCALAR, Field, Part, Reader, optional, read_part, reads, scalar, suggest
from portal.reader.names import NO_TIER, Names
from portal.reader.place import Place
from portal.reader.typography import typographic_fault
from scoring.citation import PLACES, Citation
from scoring.exact import Exact, read_exact
from scoring.expression import Apply, Expression, ExpressionFault, Node, kind_of
from scoring.operations import TRUTH, Kind, is_date
from scoring.text import Text
from scoring.wording import Variant, Wording, pieces

SPOKEN_KINDS = ("number", "option", "options", "date")  # what an expression in braces may give


def text_in(languages: tuple[str, ...], *, template: bool = False) -> Reader[Text]:
    """Return the reader of a text that is complete in every language.

    template: whether it is one of the portal's own words, whose braces its code fills.
    """
    part = Part("", {one: Field(scalar, f"the text in {one}", "") for one in languages})
    shape = ", ".join(f"{language}: …" for language in languages)
    schema = {
        "type": "object",
        "properties": dict.fromkeys(languages, SCALAR),
        "required": list(languages),
        "additionalProperties": SCALAR,
    }

    @reads(schema)
    def read(place: Place) -> Text | None:
        if not isinstance(place.node, MappingNode):
            place.fail("this text has no languages", f"write {{{shape}}}")
            return None
        words = read_part(place, part)
        if words is None:
            return None
        for language in languages:
            if fault := typographic_fault(words[language], language):
                at, what, hint = fault
                place.child(language).fail(what, hint, inside=at)
            if not template and (brace := re.search(r"[{}]", words[language])):
                what = "this text cannot depend on answers"
                place.child(language).fail(what, "take the braces away", inside=brace.start())
        return Text(tuple((language, words[language]) for language in languages))

    return read


def wording(names: Names) -> Reader[Wording]:
    """Return the reader of a text that may hold expressions in braces, or be a list of alternatives."""
    text = text_in(names.languages, template=True)
    variant = variant_part(names, text)

    @reads(
        {"anyOf": [text.schema, {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/alternative"}}]}, (variant,)
    )
    def read(place: Place) -> Wording | None:
        if isinstance(place.node, SequenceNode):
            return _read_variants(place, variant, names)
        say = text(place)
        return Wording((Variant(say),)) if say and _sound_pieces(place, say, names) else None

    return read


def variant_part(names: Names, text: Reader[Text]) -> Part:
    """Return the keys of one alternative of a text."""
    return Part(
        "alternative",
        {
            "when": optional(
                expression(names, TRUTH),
                "when this is said; the last alternative has no 'when'",
                "何时采用；最后一项不写",
            ),
            "say": Field(text, "what is said then", "这时的文字"),
        },
    )


def _read_variants(place: Place, variant: Part, names: Names) -> Wording | None:
    parts = list(place.parts())
    if not parts:
        place.fail("this list is empty", "write at least one part")
        return None
    read = [(part, read_part(part, variant)) for part in parts]
    sound = [one is not None and _sound_pieces(part.child("say"), one["say"], names) for part, one in read]
    if not all(sound):
        return None
    variants = tuple(Variant(one["say"], one.get("when")) for _, one in read if one)
    for part, one in zip(parts[:-1], variants[:-1], strict=True):
        if one.when is None:
            part.fail("the alternatives after this one are never said", "give it a 'when', or put it last")
            return None
    if variants[-1].when:
        parts[-1].child("when").fail("no alternative is left for all others", "add one without 'when' at the end")
        return None
    return Wording(variants)


def _sound_pieces(place: Place, text: Text, names: Names) -> bool:
    """Check the expressions in braces: each sound, of a kind that can be spelled, and the same in every language."""
    sound = [_sound_braces(place.child(language), words, names) for language, words in text.words]
    if not all(sound):
        return False
    found = {
        language: sorted(str(piece) for piece in pieces(words) if isinstance(piece, Expression))
        for language, words in text.words
    }
    for language, expressions in found.items():
        if expressions != found[text.words[0][0]]:
            hint = f"use the same expressions as in '{text.words[0][0]}'"
            place.child(language).fail("this language says other answers than the first", hint)
            return False
    return True


def _sound_braces(place: Place, words: str, names: Names) -> bool:
    outside = re.sub(r"\{[^{}]*\}", lambda match: " " * len(match[0]), words)
    if brace := re.search(r"[{}]", outside):
        place.fail("this brace has no partner", "write an expression as {item}", inside=brace.start())
        return False
    sound = [_sound_piece(place, match[1], match.start(1), names) for match in re.finditer(r"\{([^{}]*)\}", words)]
    return all(sound)


def _sound_piece(place: Place, written: str, start: int, names: Names) -> bool:
    before = len(written) - len(written.lstrip())
    try:
        kind = kind_of(Expression.read(written.strip()), names.kinds)
    except ExpressionFault as fault:
        place.fail(fault.what, fault.hint, inside=start + before + fault.column)
        return False
    if kind.name not in SPOKEN_KINDS:
        place.fail(f"{kind} cannot be put into words", "use an item's answer or a number", inside=start + before)
        return False
    return True


def check_order(place: Place, expressions: Iterable[Expression], before: Iterable[str], what: str) -> None:
    """Report what an expression cannot know while `what` is read: more than the answers to the items `before` it."""
    known = set(before)
    for one in dict.fromkeys(expressions):
        for named in one.names:
            if named not in known:
                place.fail(f"'{named}' is not asked before '{what}'", "use items asked earlier")
        if known.issuperset(one.names) and _asks_points(one.tree):
            place.fail("points are not known while a form is filled in", "use the answer itself")


def _asks_points(node: Node) -> bool:
    return isinstance(node, Apply) and (node.operation == "points" or any(map(_asks_points, node.args)))


def _read_points(place: Place) -> Exact | None:
    text = scalar(place)
    if text is None:
        return None
    try:
        return read_exact(text)
    except (ValueError, ZeroDivisionError):
        place.fail(f"'{text}' is not a number", "write a number such as 3, 3.5 or 7/2")
        return None


def _read_points_or_none(place: Place) -> Exact | str | None:
    none = isinstance(place.node, ScalarNode) and place.node.value == NO_TIER
    return NO_TIER if none else _read_points(place)


_NUMBER = [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+(/0*[1-9][0-9]*|\.[0-9]+)?$"}]
# Reads an exact number: 3, 3.5 or 7/2; and the same, or the word none as it is.
points: Reader[Exact] = Reader(_read_points, {"anyOf": _NUMBER})
points_or_none: Reader[Exact | str] = Reader(_read_points_or_none, {"anyOf": [*_NUMBER, {"const": NO_TIER}]})


@reads({"type": "string", "pattern": r"^[1-9][0-9]{0,2} months$"})
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


@reads({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
def day(place: Place) -> str | None:
    """Return a day of the calendar, written 2026-01-31."""
    text = scalar(place)
    if text and not is_date(text):
        place.fail(f"'{text}' is not a date", "write year, month and day, as '2026-01-31'")
        return None
    return text


@reads({"type": "string", "pattern": "^[A-Z]{3}$"})
def currency(place: Place) -> str | None:
    """Return the code of a currency: three capital letters, as in ISO 4217."""
    text = scalar(place)
    if text and not re.fullmatch(r"[A-Z]{3}", text):
        place.fail(f"'{text}' is not a currency", "write its three-letter code, as CNY or EUR")
        return None
    return text


@reads({"type": ["number", "string"], "pattern": r"^20[0-9]{2}\.[1-9][0-9]*$"})
def version(place: Place) -> str | None:
    """Return a version such as 2026.1: a year and a number."""
    text = scalar(place)
    if text and not re.fullmatch(r"20[0-9]{2}\.[1-9][0-9]*", text):
        place.fail(f"'{text}' is not a version", "write a year and a number, as 2026.1")
        return None
    return text


def citation(names: Names) -> Reader[Citation]:
    """Return the reader of a source: an id of the register, and the place in it."""

    @reads({"type": "string", "pattern": rf"^[a-z0-9-]+( ({'|'.join(PLACES)}) \S+)?$"})
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


def expression(names: Names, wanted: Kind | None) -> Reader[Expression]:
    """Return the reader of an expression that gives a value of the `wanted` kind; faults at their own column.

    wanted: None leaves the kind to `gives`, where it depends on what stands beside the expression.
    """

    @reads({"type": "string"})
    def read(place: Place) -> Expression | None:
        text = scalar(place)
        if text is None:
            return None
        before = len(text) - len(text.lstrip())
        try:
            found = Expression.read(text.strip())
            kind_of(found, names.kinds)
        except ExpressionFault as fault:
            place.fail(fault.what, fault.hint, inside=before + fault.column)
            return None
        return found if wanted is None or gives(place, found, wanted, names) else None

    return read


def gives(place: Place, found: Expression, wanted: Kind, names: Names) -> bool:
    """Tell whether an expression gives a value of the `wanted` kind; reports it at `place` where it does not."""
    kind = kind_of(found, names.kinds)
    if (kind.name, kind.ids) == (wanted.name, wanted.ids):
        return True
    place.fail(f"this expression gives {kind}", f"write one that gives {wanted}")
    return False
