"""Markdown with placeholders to Markdown with pages in it: `<!-- portal: form individual-risk -->` and its like."""

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment

from portal.library import Library
from portal.pages.templates import link
from portal.reader.problem import FaultyFile, Problem
from portal.sources import cite
from scoring.exact import write_exact
from scoring.questionnaire import Questionnaire

_PLACEHOLDER = re.compile(r"^<!-- portal: (?P<what>\S+) (?P<form>\S+) -->$", re.MULTILINE)
TEMPLATES = {"form": "form.html", "method": "method.md"}


def expand(markdown: str, page: str, language: str, library: Library, templates: Environment) -> str:
    """Return `markdown`, the text of `page`, with each placeholder replaced by what it names."""

    def fill(match: re.Match[str]) -> str:
        form = library.newest(match["form"])
        template = templates.get_template(TEMPLATES[match["what"]])
        return template.render(context(form, page, language, library))

    return _PLACEHOLDER.sub(fill, markdown)


def check_placeholders(library: Library) -> None:
    """Raise FaultyFile when a placeholder of any page names nothing."""
    problems = [
        problem
        for language, articles in library.articles.items()
        for page, text in articles.pages.items()
        for problem in _faults(text, f"docs/{language}/{page}", library)
    ]
    if problems:
        raise FaultyFile(problems)


def _faults(markdown: str, shown_as: str, library: Library) -> list[Problem]:
    found = []
    for number, line in enumerate(markdown.splitlines()):
        match = _PLACEHOLDER.fullmatch(line)
        if match and match["what"] in TEMPLATES and match["form"] in library.forms:
            continue
        if "<!-- portal:" in line:
            hint = f"write <!-- portal: {' or '.join(TEMPLATES)} {' or '.join(library.forms)} --> on a line of its own"
            found.append(Problem(shown_as, number, 0, line, "this placeholder names nothing", "", hint))
    return found


def context(form: Questionnaire, page: str, language: str, library: Library) -> Mapping[str, Any]:
    """Return what the templates of a questionnaire may use."""
    words = library.words[language]
    groups = {group: SimpleNamespace(**texts) for group, texts in words.items()}  # so that words.form.clear is a word
    controls_on = {
        control.id: [form.items[n] for n in control.when.names if n in form.items] for control in form.controls
    }
    return {
        "form": form,
        "digest": form.digest,
        "language": language,
        "words": SimpleNamespace(**groups),
        "levels": {level.id: level for level in form.tiers.levels},
        "numbers": {id_: number for number, id_ in enumerate(form.items, 1)},
        "scale_ranges": {scale.id: _range(form, scale.of) for scale in form.scales},
        "rests_on": controls_on,
        "reading": dict.fromkeys(scale.read for scale in form.scales if scale.read),
        "titles": library.articles[language].title,
        "sources": _cited(form, library),
        "cite": lambda citation: cite(citation, library.sources, language, words),
        "link": lambda target: link(page, target),
        "app": link(page, "../app"),
        "points": write_exact,
    }


def _range(form: Questionnaire, of: tuple[str, ...]) -> tuple[Any, Any]:
    ranges = [form.items[id_].point_range or (0, 0) for id_ in of]
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)


def _cited(form: Questionnaire, library: Library) -> list[Any]:
    """Return the sources a form cites, in the register's order."""
    cited = {control.source.source for control in form.controls} | {form.products.source.source}
    cited |= {item.source.source for item in form.items.values() if item.source}
    return [source for id_, source in library.sources.items() if id_ in cited]
