"""The questionnaire that is published, its words, and random people who answer it."""

from typing import Any

from hypothesis import strategies as st

from portal.library import LANGUAGES, ROOT, read_questionnaire
from portal.words import WORDS_FILE, read_words
from scoring.item import Item, ItemType
from scoring.questionnaire import Example

FORM = read_questionnaire(ROOT / "questionnaires" / "individual-risk" / "2026.1.yaml")
WORDS = read_words(WORDS_FILE, LANGUAGES)
REFUSALS = {language: words["refusal"] for language, words in WORDS.items()}
EXAMPLES = {example.id: example for example in FORM.examples}


def answers_of(example: str, **changed: object) -> dict[str, object]:
    """Return an example's answers as JSON holds them, some of them changed."""
    return {**_as_json(EXAMPLES[example]), **changed}


def people() -> st.SearchStrategy[dict[str, object]]:
    """Return random people: a sound answer to every item, also to one that is not asked."""
    return st.fixed_dictionaries({id_: _answer(item) for id_, item in FORM.items.items()})


def _as_json(example: Example) -> dict[str, object]:
    return {id_: list(answer) if isinstance(answer, tuple) else answer for id_, answer in example.answers}


def _answer(item: Item) -> st.SearchStrategy[Any]:
    if item.type is ItemType.NUMBER:
        assert item.low is not None
        assert item.high is not None
        return st.integers(item.low, item.high)
    if item.type is ItemType.CHOICE:
        return st.sampled_from([option.id for option in item.options])
    alone = [[option.id] for option in item.options if option.alone]
    together = [option.id for option in item.options if not option.alone]
    several = st.lists(st.sampled_from(together), min_size=1, unique=True)
    return st.one_of(several, st.sampled_from(alone)) if alone else several
