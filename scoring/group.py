"""Two or more people assessed together: the most prudent level counts, and a wide difference is for a person.

An average of people is nobody's result (ESMA35-43-3172, para 70, as summarised).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.assessment import Assessment
from scoring.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Together:
    """What people come to together.

    outcomes: the most prudent level of each, None where a member has none; diverges: the outcomes in which members lie
    at least the form's `divergence` places apart, so that they should talk to a person.
    """

    outcomes: tuple[tuple[str, str | None], ...]
    diverges: tuple[str, ...]


def assess_together(form: Questionnaire, members: Sequence[Assessment]) -> Together:
    """Return what the `members`, at least two and each assessed alone with `form`, come to together.

    Errors: ValueError for a form without a `group` rule, or fewer than two members.
    """
    if form.group is None:
        raise ValueError(f"'{form.id}' has no rule for people assessed together; add 'group' to it")
    if len(members) < 2:  # noqa: PLR2004  one person is no group
        raise ValueError("people are assessed together from two on")
    levels: list[tuple[str, str | None]] = []
    diverging = []
    for outcome in form.outcomes:
        places = [outcome.order.index(level) for one in members if (level := one.level(outcome.id)) is not None]
        complete = len(places) == len(members)
        levels.append((outcome.id, outcome.order[min(places)] if complete else None))
        if complete and max(places) - min(places) >= form.group.divergence:
            diverging.append(outcome.id)
    return Together(tuple(levels), tuple(diverging))
