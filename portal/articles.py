"""The articles: the Markdown files of each language's docs folder, which must be the same pages in every language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.reader.problem import Problem

_TITLE = re.compile(r"^title: *(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Articles:
    """The pages of one language: Markdown by path below the language's folder."""

    pages: Mapping[str, str]

    def title(self, page: str) -> str:
        """Return a page's title from its front matter."""
        match = _TITLE.search(self.pages[page])
        assert match  # `faults` has checked every page
        return match[1].strip().strip("\"'")


def read_articles(docs: Path) -> Articles:
    """Return the articles below `docs`."""
    paths = sorted(docs.rglob("*.md"))
    return Articles({path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in paths})


def faults(articles: Mapping[str, Articles]) -> list[Problem]:
    """Return what is wrong between languages, and pages without a title."""
    every = sorted({page for some in articles.values() for page in some.pages})
    found = []
    for language, some in articles.items():
        for page in every:
            shown_as = f"docs/{language}/{page}"
            if page not in some.pages:
                hint = "write it: every page exists in every language"
                found.append(Problem(shown_as, 0, 0, "", "this page is missing", "", hint))
            elif not some.pages[page].startswith("---\n") or not _TITLE.search(some.pages[page]):
                hint = "begin the page with '---', 'title: …', 'description: …', '---'"
                found.append(
                    Problem(shown_as, 0, 0, some.pages[page].split("\n", 1)[0], "this page has no title", "", hint)
                )
    return found
