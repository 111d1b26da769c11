"""Why answers cannot be scored, as codes and values; `say` makes a sentence of one in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.questionnaire import Questionnaire

CODES = (
    "missing",  # a required item has no answer
    "unknown_item",
    "unknown_option",
    "not_one",  # a choice wants one option id
    "not_several",  # a choices item wants a list of option ids, each once
    "not_whole",  # a number item wants a whole number
    "out_of_range",
    "not_alone",  # an option that excludes the others came with others
    "too_few",  # a scale is prorated, and too few of its items are answered
    "unknown_confirmation",
    "unknown_form",
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason. `item` is the item (or scale) it is about, `given` what came, `allowed` what may come."""

    code: str
    item: str | None = None
    given: str = ""
    allowed: tuple[str, ...] = ()


class Refused(ValueError):
    """Answers that cannot be scored, with every reason at once."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(f"{refusal.code} {refusal.item or ''}".strip() for refusal in refusals))
        self.refusals = tuple(refusals)


def say(refusal: Refusal, questionnaire: Questionnaire | None, language: str, words: Mapping[str, str]) -> str:
    """Return the refusal as one sentence; `words` maps each code to its template in `language`.

    A template may use {question} (or the scale's title), {item}, {given}, {allowed} (ids), {low} and {high}.
    """
    item = questionnaire.items.get(refusal.item or "") if questionnaire else None
    scale = next((scale for scale in questionnaire.scales if scale.id == refusal.item), None) if questionnaire else None
    asked = item.ask if item else scale.title if scale else None
    return words[refusal.code].format(
        question=asked[language] if asked else refusal.item or "",
        item=refusal.item or "",
        given=refusal.given,
        allowed=words["between"].join(refusal.allowed),
        low=item.low if item else "",
        high=item.high if item else "",
    )
