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
    "not_a_date",
    "date_out_of_range",
    "not_text",
    "too_long",
    "no_seed",  # a pool's items cannot be drawn
    "bad_seed",
    "too_few",  # a scale has too few answers for a result
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

    A template may use {question} (or the scale's title), {item}, {given}, {allowed} (ids), {low} and {high} (of a
    number or a date, and {high} the most characters of a text).
    """
    item = questionnaire.items.get(refusal.item or "") if questionnaire else None
    scale = questionnaire.scale.get(refusal.item or "") if questionnaire else None
    asked = item.ask if item else scale.title if scale else None
    return words[refusal.code].format(
        question=asked[language] if asked else refusal.item or "",
        item=refusal.item or "",
        given=refusal.given,
        allowed=words["between"].join(refusal.allowed),
        low=_first(item.low, item.earliest) if item else "",
        high=_first(item.high, item.latest, item.longest) if item else "",
    )


def _first(*values: object) -> object:
    return next((value for value in values if value is not None), "")
