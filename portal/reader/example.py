"""Worked examples: read, then scored, so that a questionnaire that breaks its own promise does not pass the door."""

from typing import Any

from yaml.nodes import SequenceNode

from portal.reader.fields import (
    ITSELF,
    Field,
    Reader,
    identifier,
    mapping,
    optional,
    read_fields,
    reference,
    scalar,
    several,
)
from portal.reader.names import NO_TIER, Names
from portal.reader.place import Place
from portal.reader.words import points, text_in
from scoring.answers import Answer
from scoring.assessment import Assessment
from scoring.questionnaire import Expected, Questionnaire
from scoring.refusal import Refused
from scoring.score import score


def example_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a worked example."""
    answers = {
        id_: optional(_answer(item.type, item.options), f"the answer to {id_}") for id_, item in names.items.items()
    }
    return {
        "id": Field(identifier, "the example's id"),
        "name": Field(text_in(names.languages), "whose answers these are, in a sentence"),
        "answers": Field(_pairs(answers), "item: option, [options] or number"),
        "expect": Field(mapping(_expected, expect_fields(names)), "what they must give"),
    }


def expect_fields(names: Names) -> dict[str, Field]:
    """Return the keys of what an example expects."""
    scales = {id_: optional(points, f"points on {id_}") for id_ in names.scales}
    return {
        "tier": Field(reference("tier", (*names.tiers, NO_TIER)), "the tier, or none when blocked"),
        "scales": optional(_pairs(scales), "points on each scale"),
        "controls": optional(_controls(names), "exactly the controls that act, in order; [] for none"),
    }


def check_examples(root: Place, questionnaire: Questionnaire) -> None:
    """Score every example of a questionnaire and report what it does not give."""
    for at, example in enumerate(questionnaire.examples):
        place = root.child("examples", at)
        try:
            result = score(questionnaire, dict(example.answers))
        except Refused as refused:
            for refusal in refused.refusals:
                here = place.child("answers", refusal.item or "")
                here.fail(f"these answers are refused: {refusal.code} {refusal.item}", "correct the example")
            continue
        _check_expected(place.child("expect"), example.expect, result)


def _check_expected(place: Place, expect: Expected, result: Assessment) -> None:
    hint = "correct the example, or the rule that it shows"
    if result.tier != expect.tier:
        what = f"the example expects tier {expect.tier or NO_TIER} and gives {result.tier or NO_TIER}"
        place.child("tier").fail(what, hint)
    given = {scale.id: scale.points for scale in result.scales}
    for id_, wanted in expect.scales:
        if given[id_] != wanted:
            place.child("scales", id_).fail(f"the example expects {wanted} on '{id_}' and gives {given[id_]}", hint)
    acting = tuple(control.id for control in result.controls)
    if expect.controls is not None and acting != expect.controls:
        what = f"the example expects the controls {_listed(expect.controls)} and gives {_listed(acting)}"
        place.child("controls").fail(what, hint)


def _pairs[T](fields: dict[str, Field]) -> Reader[tuple[tuple[str, T], ...]]:
    def read(place: Place) -> tuple[tuple[str, T], ...] | None:
        values = read_fields(place, fields)
        return None if values is None else tuple(values.items())

    return read


def _answer(item_type: str, options: tuple[str, ...]) -> Reader[Any]:
    if item_type == "choices":
        return several(reference("option", options), key=ITSELF)
    return reference("option", options) if item_type == "choice" else _number


def _number(place: Place) -> Answer | None:
    text = scalar(place)
    if text is None:
        return None
    try:
        return int(text)
    except ValueError:
        place.fail(f"'{text}' is not a whole number", "write a whole number")
        return None


def _controls(names: Names) -> Reader[tuple[str, ...]]:
    read_some = several(reference("control", names.controls), key=ITSELF)

    def read(place: Place) -> tuple[str, ...] | None:
        return () if isinstance(place.node, SequenceNode) and not place.node.value else read_some(place)

    return read


def _expected(*, tier: str, **values: Any) -> Expected:
    return Expected(tier=None if tier == NO_TIER else tier, **values)


def _listed(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or NO_TIER
