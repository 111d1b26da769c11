"""One person's record beside another's answers: where the two differ.

An adviser's interview names, for an item of its own, the item of the client's form that asks the same, with the same
options. It decides nothing: it marks what is worth talking about.
"""

from collections.abc import Mapping

from scoring.item import Answer
from scoring.questionnaire import Questionnaire


def differing(form: Questionnaire, given: Mapping[str, Answer], other: Mapping[str, object]) -> tuple[str, ...]:
    """Return the items of `form` answered otherwise than the `other` person answered theirs; both must be answered."""
    return tuple(
        id_
        for id_, item in form.items.items()
        if item.beside and id_ in given and item.beside in other and _plain(given[id_]) != _plain(other[item.beside])
    )


def _plain(answer: object) -> object:
    return sorted(map(str, answer)) if isinstance(answer, list | tuple) else answer
