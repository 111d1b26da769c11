"""What the templates of a questionnaire may use, gathered from the model and the library."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from portal.library import Library
from portal.pages.templates import link
from portal.sources import Source, cite
from portal.words import Words
from scoring.answers import parse_answers
from scoring.citation import Citation
from scoring.exact import write_exact
from scoring.item import Item, ItemType
from scoring.outcome import TIER, Match
from scoring.piping import SIGNS, spell_answer
from scoring.questionnaire import Example, Questionnaire
from scoring.scale_score import value_range, worth_ranges


def namespaces(words: Words) -> SimpleNamespace:
    """Return words by group and key, so that `words.form.clear` is a word."""
    return SimpleNamespace(**{group: SimpleNamespace(**texts) for group, texts in words.items()})


def context(form: Questionnaire, page: str, language: str, library: Library) -> Mapping[str, Any]:
    """Return what the templates of `form` may use on `page`."""
    words = library.words[language]
    return {
        "form": form,
        "digest": form.digest,
        "language": language,
        "words": namespaces(words),
        "caution": words["caution"][form.purpose],
        "level": lambda id_: _level(form, id_, language),
        "currency": lambda code: words["currency"].get(code, SIGNS.get(code, code)),
        "spoken": lambda item, answer: _spoken(form, item, answer, language),
        "numbers": {id_: number for number, id_ in enumerate(form.items, 1)},
        "asked_at_most": sum(section.draw or len(section.items) for section in form.sections),
        "conditional": any(section.show_if or any(one.show_if for one in section.items) for section in form.sections),
        "unasked_of": {example.id: _unasked(form, example) for example in form.examples},
        "scale_ranges": {scale.id: value_range(form, scale) for scale in form.scales},
        "worth": worth_ranges(form),
        "explained": [item for item in form.items.values() if any(option.feedback for option in item.options)],
        "above_matters": form.products and any(Match.ABOVE in row.cells for row in form.products.rows),
        "reading": dict.fromkeys(scale.read for scale in form.scales if scale.read),
        "titles": library.articles[language].title,
        "sources": _cited(form, library),
        "cite": _citer(library, language),
        "link": lambda target: link(page, target),
        "app": link(page, "../app"),
        "points": write_exact,
    }


def _level(form: Questionnaire, id_: str, language: str) -> str:
    """Return a level as readers know it: a tier by its id and title, another by its title."""
    title = form.level[id_].title[language]
    return f"{id_} {title}" if form.outcome_of[id_].id == TIER else title


def _spoken(form: Questionnaire, item: Item, answer: object, language: str) -> str:
    """Return an answer in words, a number with its unit."""
    said = spell_answer(form, item, answer, language)
    return (
        f"{said} {item.unit[language]}"
        if item.unit and item.type is ItemType.NUMBER and isinstance(answer, int)
        else said
    )


def _unasked(form: Questionnaire, example: Example) -> frozenset[str]:
    """Return the items that an example answers without being asked, as one that is right whatever is drawn does."""
    answers = parse_answers(form, dict(example.answers), example.seed)
    return frozenset(form.items) - frozenset(answers.shown)


def _citer(library: Library, language: str) -> Callable[[Citation], str]:
    return lambda citation: cite(citation, library.sources, language, library.words[language])


def _cited(form: Questionnaire, library: Library) -> list[Source]:
    """Return the sources a form cites, in the register's order."""
    cited = {citation.source for citation in citations(form)}
    return [source for id_, source in library.sources.items() if id_ in cited]


def citations(form: Questionnaire) -> list[Citation]:
    """Return every citation of a form: of items, options, scales, bands, levels, controls, products and group."""
    levels = [level for outcome in form.outcomes for level in outcome.levels]
    cited = [
        *(item.source for item in form.items.values()),
        *(option.source for item in form.items.values() for option in item.options),
        *(scale.source for scale in form.scales),
        *(band.source for scale in form.scales for band in scale.bands),
        *(scale.norms.source for scale in form.scales if scale.norms),
        *(level.source for level in [*levels, *form.marks]),
        *(control.source for control in form.controls),
        form.products.source if form.products else None,
        form.group.source if form.group else None,
    ]
    return [citation for citation in cited if citation]
