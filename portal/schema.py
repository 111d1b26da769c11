"""The JSON Schema of the questionnaire language, for editors: made of the very tables that the door reads by.

An editor completes keys and marks slips of structure while someone types: an unknown or missing key, a wrong shape, a
word that is not allowed. It does not know ids, points, expressions or worked examples; the door (`portal.reader`) does.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from yaml.nodes import MappingNode

from portal.library import LANGUAGES, ROOT
from portal.reader import item_fit, scale
from portal.reader.fields import Part, Schema
from portal.reader.names import AskedAs, declared
from portal.reader.questionnaire import questionnaire_part
from scoring.scale import As, By, MissingRule

SCHEMA_FILE = ROOT / "questionnaires" / "questionnaire.schema.json"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def written(languages: tuple[str, ...] = LANGUAGES) -> str:
    """Return the text of `questionnaires/questionnaire.schema.json`."""
    return json.dumps(schema(languages), ensure_ascii=False, indent=1) + "\n"


def schema(languages: tuple[str, ...]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a questionnaire whose texts have at least these `languages`."""
    return {
        "$schema": DRAFT,
        "title": "A questionnaire",
        "$ref": "#/$defs/questionnaire",
        "$defs": {part.name: _definition(part) for part in parts_of_language(languages)},
    }


def parts_of_language(languages: tuple[str, ...]) -> tuple[Part, ...]:
    """Return every part of the language, the questionnaire first and each where it is first met.

    Parts of one name differ in nothing but what an id is called (a tier's levels, marks, product grades).
    """
    first: dict[str, Part] = {}
    for part in every_part(whole_language(languages)):
        first.setdefault(part.name, part)
    return tuple(first.values())


def whole_language(languages: tuple[str, ...]) -> Part:
    """Return the keys of a questionnaire that declares nothing yet: the language without any form's own ids."""
    nothing = MappingNode("tag:yaml.org,2002:map", [])
    return questionnaire_part(declared(nothing, sources=(), articles=(), languages=languages))


def every_part(part: Part) -> Iterator[Part]:
    """Yield a part and all that its keys hold, as often as they are met."""
    yield part
    for field in part.fields.values():
        for inner in field.read.parts:
            yield from every_part(inner)


def _definition(part: Part) -> Schema:
    return {
        "type": "object",
        "properties": {key: {**field.read.schema, "description": field.about} for key, field in part.fields.items()},
        "required": [key for key, field in part.fields.items() if field.required],
        "additionalProperties": False,
        **RULES.get(part.name, {}),
    }


def _if(key: str, word: str, then: Schema, otherwise: Schema | None = None) -> Schema:
    """Return what holds where `key` is `word`, and where it is another."""
    rule = {"if": {"properties": {key: {"const": word}}, "required": [key]}, "then": then}
    return rule if otherwise is None else {**rule, "else": otherwise}


def _item_of(type_: AskedAs) -> Schema:
    """Return which keys an item of this type must have, and which it may not."""
    strange = [key for key, types in item_fit.BELONGS.items() if type_ not in types]
    several = {"options": {"minItems": 2}} if type_ in item_fit.WITH_OPTIONS else {}
    return _if(
        "type",
        type_,
        {"properties": {**dict.fromkeys(strange, False), **several}, "required": list(item_fit.NEEDS.get(type_, ()))},
    )


def _scale_by(key: str, by: By) -> Schema:
    """Return that `key` belongs to one way of adding up, which needs it unless it has a usual value."""
    needed = {} if key in scale.MAY_BE_LEFT_OUT else {"required": [key]}
    return _if("by", by, needed, {"properties": {key: False}})


def _scale_missing(rule: MissingRule) -> Schema:
    """Return with which ways of adding up a rule for missing answers goes."""
    says_it = {"properties": {"missing": {"type": "object", "required": [rule]}}, "required": ["missing"]}
    return {"if": says_it, "then": {"properties": {"by": {"enum": list(scale.MENDED_BY[rule])}}}}


def _one_of(*keys: str) -> list[Schema]:
    return [{"required": [key]} for key in keys]


# What holds between the keys of one part, from the door's own tables where it has one.
RULES: Mapping[str, Schema] = {
    "item": {"allOf": [_item_of(type_) for type_ in AskedAs]},
    "scale": {
        "allOf": [
            *(_scale_by(key, by) for key, by in scale.BELONGS.items()),
            _if("as", As.NORM, {"required": ["norms"]}, {"properties": {"norms": False}}),
            *(_scale_missing(rule) for rule in scale.MENDED_BY),
        ]
    },
    "missing": {"oneOf": _one_of(MissingRule.PRORATE, MissingRule.EXCLUDE)},
    "control": {"anyOf": _one_of("cap", "then")},
}
