"""What a person answered, checked once against the questionnaire.

*Not answered* is the absence of a key, never a value. A hidden item (its `show_if` is not true) was not asked: an
answer that still lies there is ignored, so that nobody is scored on a question they can no longer see.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.expression import Facts
from scoring.questionnaire import Item, ItemType, Questionnaire
from scoring.refusal import Refusal, Refused

type Answer = str | int | tuple[str, ...]

LONGEST_SHOWN = 40  # characters of a strange value that a message repeats


@dataclass(frozen=True, slots=True)
class Answers:
    """Typed answers to the items that were asked, in the questionnaire's order; counts: of the options chosen."""

    given: Mapping[str, Answer]
    shown: tuple[str, ...]
    counts: Mapping[str, int]


def parse_answers(questionnaire: Questionnaire, raw: Mapping[str, object]) -> Answers:
    """Return `raw` ({item id: option id | [option ids] | whole number}) as typed answers.

    Errors: Refused, with every reason: unknown items and options, wrong types, missing required answers.
    """
    answers, refusals = _walk(questionnaire, raw)
    refusals = [*_unknown_items(questionnaire, raw), *refusals]
    if refusals:
        raise Refused(refusals)
    return answers


def sound_answers(questionnaire: Questionnaire, raw: Mapping[str, object]) -> Answers:
    """Return those of `raw` that can be read, given answers that may be incomplete or wrong."""
    answers, _ = _walk(questionnaire, raw)
    return answers


def shown_items(questionnaire: Questionnaire, raw: Mapping[str, object]) -> tuple[str, ...]:
    """Return the ids of the items to show, given answers that may be incomplete or wrong."""
    return sound_answers(questionnaire, raw).shown


def _walk(questionnaire: Questionnaire, raw: Mapping[str, object]) -> tuple[Answers, list[Refusal]]:
    """Ask item by item, as a person is asked: whether one is shown depends on the sound answers before it."""
    given: dict[str, Answer] = {}
    counts: dict[str, int] = {}
    facts = Facts(given, answered=given, counts=counts)  # they grow with the answers
    shown: list[str] = []
    refusals: list[Refusal] = []
    for item in questionnaire.items.values():
        if item.show_if and item.show_if.run(facts) is not True:
            continue
        shown.append(item.id)
        if item.id not in raw:
            refusals += [Refusal("missing", item.id)] if item.required else []
            continue
        answer = _READERS[item.type](item, raw[item.id])
        if isinstance(answer, Refusal):
            refusals.append(answer)
        else:
            given[item.id] = answer
            if isinstance(answer, tuple):
                counts[item.id] = len(answer)
    return Answers(given, tuple(shown), counts), refusals


def _unknown_items(questionnaire: Questionnaire, raw: Mapping[str, object]) -> Iterator[Refusal]:
    for key in raw:
        if key not in questionnaire.items:
            yield Refusal("unknown_item", key, _short(key))


def _read_choice(item: Item, value: object) -> Answer | Refusal:
    if not isinstance(value, str):
        return Refusal("not_one", item.id, _short(value), tuple(item.option))
    if value not in item.option:
        return Refusal("unknown_option", item.id, _short(value), tuple(item.option))
    return value


def _read_choices(item: Item, value: object) -> Answer | Refusal:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(part, str) for part in value):
        return Refusal("not_several", item.id, _short(value), tuple(item.option))
    for part in value:
        if part not in item.option:
            return Refusal("unknown_option", item.id, _short(part), tuple(item.option))
    if len(set(value)) != len(value):
        return Refusal("not_several", item.id, _short(value), tuple(item.option))
    lonely = next((part for part in value if item.option[part].alone), None)
    if lonely and len(value) > 1:
        return Refusal("not_alone", item.id, lonely, (lonely,))
    return tuple(option for option in item.option if option in value)  # the form's order, so that records agree


def _read_number(item: Item, value: object) -> Answer | Refusal:
    if isinstance(value, bool) or not isinstance(value, int):  # True is an int in Python, and no age
        return Refusal("not_whole", item.id, _short(value))
    assert item.low is not None and item.high is not None  # the door gives every number item its range  # noqa: PT018
    if not item.low <= value <= item.high:
        return Refusal("out_of_range", item.id, _short(value))
    return value


_READERS = {
    ItemType.CHOICE: _read_choice,
    ItemType.CHOICES: _read_choices,
    ItemType.NUMBER: _read_number,
}


def _short(value: object) -> str:
    try:
        text = str(value)
    except (RecursionError, ValueError):  # too deep, or a number of more digits than Python prints
        return "…"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
