"""Answers given under one version of a questionnaire, carried over to another.

An answer is kept where its question still means the same to the person who answered, and asked again where it does
not: what it earns may have changed, but not one word that was read when answering.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.answers import sound_answers
from scoring.item import Answer, Item
from scoring.questionnaire import Questionnaire
from scoring.wording import Wording


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of old answers.

    kept: answers to the new version; again: items of the new version whose old answer is not kept, or is none it
    takes; gone: items that the new version does not have. Items that are only new are in none of them.
    """

    kept: Mapping[str, Answer]
    again: tuple[str, ...]
    gone: tuple[str, ...]


def carry(old: Questionnaire, new: Questionnaire, raw: Mapping[str, object], seed: int | None = None) -> Carried:
    """Return what becomes of answers to `old`, which may be incomplete; an unsound one counts as not given.

    seed: what decided the items of pools, in both versions.
    """
    given = sound_answers(old, raw, seed).given
    meant = {id_: answer for id_, answer in given.items() if id_ in new.items and _same(old, new, id_)}
    kept = sound_answers(new, meant, seed).given
    return Carried(
        kept=kept,
        again=tuple(id_ for id_ in new.items if id_ in given and id_ not in kept),
        gone=tuple(id_ for id_ in given if id_ not in new.items),
    )


def _same(old: Questionnaire, new: Questionnaire, id_: str) -> bool:
    return _read(old.items[id_]) == _read(new.items[id_]) and _introduced(old, id_) == _introduced(new, id_)


def _read(item: Item) -> tuple[object, ...]:
    """Return all that a person reads of an item, and how it is answered."""
    options = tuple((option.id, option.label, option.alone) for option in item.options)
    return item.type, item.ask, item.help, item.unit, item.currency, options


def _introduced(form: Questionnaire, id_: str) -> tuple[Wording | None, Wording | None]:
    """Return what is read before an item: its section's introduction, and the question its matrix shares."""
    section = next(section for section in form.sections if any(item.id == id_ for item in section.items))
    matrix = form.items[id_].matrix
    leads = [item.lead for item in section.items if item.lead and matrix and item.matrix == matrix]
    return section.intro, leads[0] if leads else None
