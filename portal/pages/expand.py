"""Markdown with placeholders to Markdown with pages in it: `<!-- portal: form individual-risk -->` and its like.

Every questionnaire has two pages of its own, the form and its method, without anyone writing them. A page of the same
name in docs/ takes their place, as long as it holds the placeholder.
"""

import re
from collections.abc import Collection, Iterator

from jinja2 import Environment

from portal.language import reference
from portal.library import Library
from portal.pages.context import context, namespaces
from portal.reader.problem import FaultyFile, Problem
from scoring.questionnaire import Purpose, Questionnaire

_PLACEHOLDER = re.compile(r"^<!-- portal: (?P<what>\S+) (?P<which>\S+) -->$", re.MULTILINE)
TEMPLATES = {"form": "form.html", "method": "method.md"}  # of one questionnaire
PAGES = {"assess/{id}.md": "form-page.md", "assess/{id}-method.md": "method-page.md"}  # that each questionnaire has
LISTED, WHOLE = "all", "reference"  # what a catalogue lists, and what there is of the language


def form_pages(library: Library, language: str, templates: Environment) -> dict[str, str]:
    """Return the pages that every questionnaire has, as Markdown with placeholders, by path."""
    words = namespaces(library.words[language])
    return {
        path.format(id=id_): templates.get_template(template).render(
            form=library.newest(id_), language=language, words=words
        )
        for id_ in library.forms
        for path, template in PAGES.items()
    }


def expand(markdown: str, page: str, language: str, library: Library, templates: Environment) -> str:
    """Return `markdown`, the text of `page`, with each placeholder replaced by what it names."""

    def fill(match: re.Match[str]) -> str:
        if match["what"] == "catalogue":
            return _catalogue(language, library, templates)
        if match["what"] == "language":
            return reference(language, library.words[language], templates)
        form = library.newest(match["which"])
        return templates.get_template(TEMPLATES[match["what"]]).render(context(form, page, language, library))

    return _PLACEHOLDER.sub(fill, markdown)


def by_purpose(library: Library) -> Iterator[tuple[Purpose, list[Questionnaire]]]:
    """Yield the newest version of every questionnaire, those of one purpose together."""
    newest = [library.newest(id_) for id_ in library.forms]
    for purpose in Purpose:
        if forms := [form for form in newest if form.purpose is purpose]:
            yield purpose, forms


def _catalogue(language: str, library: Library, templates: Environment) -> str:
    words = library.words[language]
    return templates.get_template("catalogue.md").render(
        catalogue=list(by_purpose(library)), purpose_names=words["purpose"], words=namespaces(words), language=language
    )


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


def _faults(markdown: str, shown_as: str, library: Library) -> Iterator[Problem]:
    known: dict[str, Collection[str]] = {
        **dict.fromkeys(TEMPLATES, library.forms),
        "catalogue": (LISTED,),
        "language": (WHOLE,),
    }
    for number, line in enumerate(markdown.splitlines()):
        match = _PLACEHOLDER.fullmatch(line)
        if match and match["which"] in known.get(match["what"], ()):
            continue
        if "<!-- portal:" in line:
            which = known.get(match["what"], library.forms) if match else library.forms
            hint = f"write <!-- portal: {' or '.join(TEMPLATES)} {' or '.join(which)} --> on a line of its own"
            yield Problem(shown_as, number, 0, line, "this placeholder names nothing", "", hint)
