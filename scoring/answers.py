"""What a person answered, checked once against the questionnaire.

*Not answered* is the absence of a key, never a value. What is hidden (a `show_if` is not true, or the seed did not
draw it) was not asked: an answer that still lies there is ignored, so that nobody is scored on a question they can no
longer see.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from scoring.draw import is_seed, undrawn
from scoring.expression import Facts, Run
from scoring.item import Answer, Item, ItemType
from scoring.operations import Value, is_date
from scoring.questionnaire import Questionnaire
from scoring.refusal import Refusal, Refused

LONGEST_SHOWN = 40  # characters of a strange value that a message repeats
NOTHING_DRAWN_OUT: frozenset[str] = frozenset()

type Reader = Callable[[Item, object], Answer | Refusal]


@dataclass(frozen=True, slots=True)
class Answers:
    """Typed answers to the items that were asked, in the questionnaire's order.

    shown: what was asked; undrawn: what the seed left out; values: what stands for each answer in an expression, which
    an opt-out of a number or a date does not; counts: of the options chosen; opted_out: items declined.
    """

    given: Mapping[str, Answer]
    shown: tuple[str, ...] = ()
    undrawn: frozenset[str] = NOTHING_DRAWN_OUT
    values: Mapping[str, Value] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    opted_out: frozenset[str] = frozenset()

    def facts(self) -> Facts:
        """Return what expressions over items may ask."""
        return Facts(self.values, answered=self.given, opted_out=self.opted_out, counts=self.counts)


def parse_answers(form: Questionnaire, raw: Mapping[str, object], seed: int | None = None) -> Answers:
    """Return `raw` ({item id: option id | [option ids] | whole number | date or text}) as typed answers.

    seed: decides what a pool asks; None for a form without pools.
    Errors: Refused, with every reason: unknown items and options, wrong types, missing required answers or seed.
    """
    refusals = _seed_refusals(form, seed)
    if refusals:
        raise Refused(refusals)
    answers, refusals = _walk(form, raw, seed)
    if len(raw) > len(answers.given):
        refusals = [*_unknown_items(form, raw), *refusals]
    if refusals:
        raise Refused(refusals)
    return answers


def sound_answers(form: Questionnaire, raw: Mapping[str, object], seed: int | None = None) -> Answers:
    """Return those of `raw` that can be read, given answers that may be incomplete or wrong."""
    answers, _ = _walk(form, raw, seed if is_seed(seed) else 0)
    return answers


def shown_items(form: Questionnaire, raw: Mapping[str, object], seed: int | None = None) -> tuple[str, ...]:
    """Return the ids of the items to show, given answers that may be incomplete or wrong."""
    return sound_answers(form, raw, seed).shown


def _seed_refusals(form: Questionnaire, seed: object) -> list[Refusal]:
    if seed is None:
        return [Refusal("no_seed")] if form.pooled else []
    return [] if is_seed(seed) else [Refusal("bad_seed", None, _short(seed))]


@lru_cache(maxsize=64)
def _questions(form: Questionnaire) -> tuple[tuple[Item, tuple[Run, ...], Reader], ...]:
    """Return every item with the conditions on which it is asked and the reader of its answer."""
    return tuple(
        (item, tuple(when.run for when in (section.show_if, item.show_if) if when), _READERS[item.type])
        for section in form.sections
        for item in section.items
    )


def _walk(form: Questionnaire, raw: Mapping[str, object], seed: int | None) -> tuple[Answers, list[Refusal]]:
    """Ask item by item, as a person is asked: whether one is shown depends on the sound answers before it."""
    given: dict[str, Answer] = {}
    values: dict[str, Value] = {}
    counts: dict[str, int] = {}
    opted_out: set[str] = set()
    facts = Facts(values, answered=given, opted_out=opted_out, counts=counts)  # they grow with the answers
    left_out = undrawn(form, seed or 0) if form.pooled else NOTHING_DRAWN_OUT
    shown: list[str] = []
    refusals: list[Refusal] = []
    for item, conditions, read in _questions(form):
        id_ = item.id
        if (conditions and not _hold(conditions, facts)) or id_ in left_out:
            continue
        shown.append(id_)
        if id_ not in raw:
            if item.required:
                refusals.append(Refusal("missing", id_))
            continue
        answer = read(item, raw[id_])
        if isinstance(answer, Refusal):
            refusals.append(answer)
            continue
        given[id_] = values[id_] = answer
        if isinstance(answer, tuple):
            counts[id_] = len(answer)
        if item.opt_outs and _declines(item, answer):
            opted_out.add(id_)
            if item.type not in _OPTION_TYPES:
                del values[id_]  # it is a word where a number or a day belongs
    return Answers(given, tuple(shown), left_out, values, counts, frozenset(opted_out)), refusals


def _hold(conditions: tuple[Run, ...], facts: Facts) -> bool:
    return all(run(facts) is True for run in conditions)


def _declines(item: Item, answer: Answer) -> bool:
    return not item.opt_outs.isdisjoint(answer if isinstance(answer, tuple) else (answer,))


def _unknown_items(form: Questionnaire, raw: Mapping[str, object]) -> Iterator[Refusal]:
    for key in raw:
        if key not in form.items:
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
    if isinstance(value, str) and value in item.option:
        return value
    if isinstance(value, bool) or not isinstance(value, int):  # True is an int in Python, and no age
        return Refusal("not_whole", item.id, _short(value))
    assert item.low is not None and item.high is not None  # the door gives every number item its range  # noqa: PT018
    if not item.low <= value <= item.high:
        return Refusal("out_of_range", item.id, _short(value))
    return value


def _read_date(item: Item, value: object) -> Answer | Refusal:
    if isinstance(value, str) and value in item.option:
        return value
    if not isinstance(value, str) or not is_date(value):
        return Refusal("not_a_date", item.id, _short(value))
    assert item.earliest is not None and item.latest is not None  # the door gives every date its range  # noqa: PT018
    if not item.earliest <= value <= item.latest:
        return Refusal("date_out_of_range", item.id, value)
    return value


def _read_text(item: Item, value: object) -> Answer | Refusal:
    if not isinstance(value, str) or not value.strip() or not _is_readable(value):
        return Refusal("not_text", item.id, _short(value))
    assert item.longest is not None  # the door gives every text its length
    if len(value) > item.longest:
        return Refusal("too_long", item.id, str(len(value)))
    return value


def _is_readable(value: str) -> bool:
    """Tell whether `value` is printable but for its line breaks and tabs."""
    return value.replace("\n", " ").replace("\t", " ").isprintable()


_OPTION_TYPES = (ItemType.CHOICE, ItemType.LIKERT, ItemType.CHOICES)
_READERS: Mapping[ItemType, Reader] = {
    ItemType.CHOICE: _read_choice,
    ItemType.LIKERT: _read_choice,
    ItemType.CHOICES: _read_choices,
    ItemType.NUMBER: _read_number,
    ItemType.MONEY: _read_number,
    ItemType.DATE: _read_date,
    ItemType.TEXT: _read_text,
}


def _short(value: object) -> str:
    try:
        text = str(value)
    except (RecursionError, ValueError):  # too deep, or a number of more digits than Python prints
        return "…"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
