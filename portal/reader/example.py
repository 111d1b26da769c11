"""Worked examples: read, then scored, so that a questionnaire that breaks its own promise does not pass the door."""

import re
from collections.abc import Mapping
from typing import Any

from yaml.nodes import ScalarNode

from portal.reader.fields import (
    ITSELF,
    SCALAR,
    Field,
    Part,
    Reader,
    Schema,
    chosen,
    identifier,
    mapping,
    optional,
    pairs,
    reads,
    reference,
    scalar,
    several,
    whole,
    yes_or_no,
)
from portal.reader.names import NO_TIER, Names
from portal.reader.place import Place
from portal.reader.words import citation, points_or_none, text_in
from scoring.answers import parse_answers
from scoring.assessment import Assessment
from scoring.beside import differing
from scoring.draw import LARGEST_SEED
from scoring.group import assess_together
from scoring.item import AMOUNTS, ONE_OPTION, Answer, ItemType
from scoring.outcome import TIER
from scoring.questionnaire import Example, Expected, Group, GroupExample, Questionnaire
from scoring.refusal import Refusal, Refused
from scoring.score import assess

_SEVERAL: Schema = {"type": "array", "minItems": 1, "items": SCALAR}
HINT = "correct the example, or the rule that it shows"


def example_reader(names: Names) -> Reader[Example]:
    """Return the reader of a worked example."""
    answers = {id_: _answer(item.type, item.options) for id_, item in names.items.items()}
    part = Part(
        "example",
        {
            "id": Field(identifier, "the example's id", "算例的代号"),
            "name": Field(text_in(names.languages), "whose answers these are, in a sentence", "一句话说明是谁的回答"),
            "answers": Field(
                pairs(chosen(answers)),
                "item: option, [options], number, 'date' or text",
                "题目：选项、[选项]、数字、日期或文字",
            ),
            "seed": optional(
                whole(0, LARGEST_SEED),
                "what decides the items of pools and the order of options",
                "决定抽题和选项顺序的种子",
            ),
            "confirmed": optional(
                _some("control", names.controls), "the contradictions that the person stands by", "本人已确认的矛盾"
            ),
            "beside": optional(
                _free_answers(), "what the other person answered, in a form beside another", "对照问卷中另一人的回答"
            ),
            "expect": Field(_expected_reader(names), "what they must give", "应当得出的结果"),
        },
    )
    return mapping(Example, part)


def _tier(names: Names) -> Reader[str]:
    return reference("tier", (*names.tiers, NO_TIER))


def _other_outcomes(names: Names) -> Field:
    """Return the key for the levels of the outcomes beside the tier, of one person or of several together."""
    levels = {id_: reference("level", (*order, NO_TIER)) for id_, order in names.outcomes.items() if id_ != TIER}
    return optional(pairs(chosen(levels)), "the level of each other outcome, or none", "其他各项结果的级别，或 none")


def _expected_reader(names: Names) -> Reader[Expected]:
    """Return the reader of what an example expects."""
    part = Part(
        "expect",
        {
            "tier": Field(
                _tier(names),
                "the tier, or none when blocked",
                "档位；不给出时写 none",
                bool(names.tiers),
            ),
            "outcomes": _other_outcomes(names),
            "scales": optional(
                pairs(chosen(dict.fromkeys(names.scales, points_or_none))),
                "the value of each scale, or none",
                "各量表的值，或 none",
            ),
            "controls": optional(
                _some("control", names.controls),
                "exactly the controls that act, in order; [] for none",
                "起作用的全部规则，按顺序；没有则写 []",
            ),
            "unasked": optional(_some("item", names.items), "exactly the items that are not asked", "不询问的全部题目"),
            "differs": optional(
                _some("item", names.items), "exactly the items that differ from beside", "与对照不同的全部题目"
            ),
        },
    )
    return mapping(_expected, part)


def group_reader(names: Names) -> Reader[Group]:
    """Return the reader of the rule for people assessed together."""
    expect = Part(
        "together",
        {
            "tier": optional(_tier(names), "the tier together, or none", "合并后的档位，或 none"),
            "outcomes": _other_outcomes(names),
            "diverges": Field(
                yes_or_no, "whether they lie so far apart that they are referred", "差距是否大到需要与人谈"
            ),
        },
    )
    example = Part(
        "group_example",
        {
            "id": Field(identifier, "its id", "代号"),
            "name": Field(text_in(names.languages), "who they are, in a sentence", "一句话说明他们是谁"),
            "members": Field(
                _some("example", names.examples), "the examples that they are, at least two", "由哪些算例组成，至少两个"
            ),
            "expect": Field(mapping(dict, expect), "what they must give together", "合并后应当得出的结果"),
        },
    )
    part = Part(
        "group",
        {
            "divergence": Field(whole(1, 100), "how many places apart is too far", "相差几级算过大"),
            "because": Field(text_in(names.languages), "the reason, as the reader sees it", "理由，读者会看到"),
            "source": Field(citation(names), "the rule it rests on", "依据"),
            "examples": optional(several(mapping(_group_example, example)), "worked examples", "算例"),
        },
    )
    return mapping(Group, part)


def check_examples(root: Place, form: Questionnaire) -> None:
    """Score every example of a questionnaire and report what it does not give."""
    given: dict[str, Assessment] = {}
    for at, example in enumerate(form.examples):
        place = root.child("examples", at)
        try:
            answers = parse_answers(form, dict(example.answers), example.seed)
            result = given[example.id] = assess(form, answers, example.confirmed)
        except Refused as refused:
            for refusal in refused.refusals:
                _tell_refusal(place, refusal)
            continue
        expect = place.child("expect")
        _check_expected(expect, example.expect, result)
        unasked = tuple(id_ for id_ in form.items if id_ not in answers.shown)
        _check_list(expect.child("unasked"), example.expect.unasked, unasked, "items that are not asked")
        differs = differing(form, answers.given, dict(example.beside))
        _check_list(expect.child("differs"), example.expect.differs, differs, "items that differ")
    for at, group in enumerate(form.group.examples if form.group else ()):
        members = [given[id_] for id_ in group.members if id_ in given]
        if len(members) == len(group.members):
            _check_group(root.child("group", "examples", at), form, group, members)


def _tell_refusal(place: Place, refusal: Refusal) -> None:
    if refusal.code == "no_seed":
        place.child("answers").fail("a pool is drawn from, and no seed is given", "add 'seed: 1'")
    elif refusal.code == "unknown_confirmation":
        what = f"'{refusal.given}' asks for no confirmation"
        place.child("confirmed").fail(what, "name controls with then: confirm")
    else:
        what = f"these answers are refused: {refusal.code} {refusal.item or ''}".rstrip()
        place.child("answers", refusal.item or "").fail(what, "correct the example")


def _check_expected(place: Place, expect: Expected, result: Assessment) -> None:
    for id_, wanted in expect.outcomes:
        _check_level(place, id_, wanted, result.level(id_))
    given = {scale.id: scale.value for scale in result.scales}
    for id_, value in expect.scales:
        if given[id_] != value:
            what = f"the example expects {_shown(value)} on '{id_}' and gives {_shown(given[id_])}"
            place.child("scales", id_).fail(what, HINT)
    acting = tuple(control.id for control in result.controls)
    _check_list(place.child("controls"), expect.controls, acting, "controls")


def _check_level(place: Place, outcome: str, wanted: str | None, given: str | None) -> None:
    if given != wanted:
        here = place.child("tier") if outcome == TIER else place.child("outcomes", outcome)
        here.fail(f"the example expects {outcome} {_shown(wanted)} and gives {_shown(given)}", HINT)


def _check_list(place: Place, wanted: tuple[str, ...] | None, given: tuple[str, ...], what: str) -> None:
    if wanted is not None and wanted != given:
        place.fail(f"the example expects the {what} {_listed(wanted)} and gives {_listed(given)}", HINT)


def _check_group(place: Place, form: Questionnaire, group: GroupExample, members: list[Assessment]) -> None:
    if len(members) < 2:  # noqa: PLR2004
        place.child("members").fail("one person is no group", "name at least two examples")
        return
    together = assess_together(form, members)
    for id_, wanted in group.outcomes:
        _check_level(place.child("expect"), id_, wanted, dict(together.outcomes)[id_])
    if group.diverges != bool(together.diverges):
        wanted, given = ("yes", "no") if group.diverges else ("no", "yes")
        place.child("expect", "diverges").fail(f"the example expects diverges {wanted} and gives {given}", HINT)


def _free_answers() -> Reader[tuple[tuple[str, Answer], ...]]:
    """Return the reader of answers to another form, which are checked when that form is known."""

    @reads({"type": "object", "minProperties": 1, "additionalProperties": {"anyOf": [SCALAR, _SEVERAL]}})
    def read(place: Place) -> tuple[tuple[str, Answer], ...] | None:
        found = {str(key.node.value): _any_answer(value) for key, value in place.pairs()}
        if not found:
            place.fail("answers are needed here", "write {item: answer, …}")
        if not found or None in found.values():
            return None
        return tuple((key, answer) for key, answer in found.items() if answer is not None)

    return read


def _any_answer(place: Place) -> Answer | None:
    parts = [scalar(part) for part in place.parts()]
    if parts:
        return None if None in parts else tuple(part for part in parts if part)
    text = scalar(place)
    quoted = isinstance(place.node, ScalarNode) and place.node.style in ("'", '"')  # then it is a text
    return int(text) if text and not quoted and re.fullmatch(r"-?[0-9]{1,16}", text) else text


def _answer(type_: ItemType, options: tuple[str, ...]) -> Reader[Any]:
    option = reference("option", options) if options else scalar  # where there are none, that is reported
    if type_ is ItemType.CHOICES:
        return several(option, key=ITSELF)
    if type_ in ONE_OPTION:
        return option
    if type_ in AMOUNTS:
        return _number_or(options)
    return scalar


def _number_or(options: tuple[str, ...]) -> Reader[int | str]:
    """Return the reader of a number, or of an option that declines to give one."""

    def read(place: Place) -> int | str | None:
        text = scalar(place)
        if text is None or text in options:
            return text
        try:
            return int(text)
        except ValueError:
            place.fail(f"'{text}' is not a whole number", "write a whole number")
            return None

    return Reader(read, {"type": ["integer", "string"]})


def _some(what: str, known: Mapping[str, Any] | tuple[str, ...]) -> Reader[tuple[str, ...]]:
    return several(reference(what, known), key=ITSELF, empty=True)


def _expected(**values: Any) -> Expected:
    tier = ((TIER, values.pop("tier")),) if "tier" in values else ()
    levels = (*tier, *values.pop("outcomes", ()))
    scales = values.pop("scales", ())
    return Expected(_or_none(levels), _or_none(scales), **values)


def _group_example(*, expect: dict[str, Any], **values: Any) -> GroupExample:
    tier = ((TIER, expect["tier"]),) if "tier" in expect else ()
    return GroupExample(outcomes=_or_none((*tier, *expect.get("outcomes", ()))), diverges=expect["diverges"], **values)


def _or_none(values: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
    return tuple((id_, None if value == NO_TIER else value) for id_, value in values)


def _shown(value: object) -> str:
    return NO_TIER if value is None else str(value)


def _listed(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or NO_TIER
