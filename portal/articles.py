"""The articles: the Markdown files of each language's docs folder, which must be the same pages in every language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.reader.problem import Problem

_FRONT_MATTER = re.compile(r"---\n.*?^title:(?P<title>[^\n]*)$.*?^---$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Articles:
    """The pages of one language: Markdown by path below the language's folder."""

    pages: Mapping[str, str]

    def title(self, page: str) -> str:
        """Return a page's title from its front matter."""
        return _title(self.pages[page])


def read_articles(docs: Path) -> Articles:
    """Return the articles below `docs`; `faults` reports the bytes that are no UTF-8 text."""
    paths = sorted(docs.rglob("*.md"))
    return Articles(
        {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8-sig", errors="replace") for path in paths}
    )


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
            elif "\ufffd" in some.pages[page]:
                lines = some.pages[page].split("\ufffd")[0].split("\n")
                hint = "save it as UTF-8"
                what = "this page is not UTF-8 text"
                found.append(Problem(shown_as, len(lines) - 1, len(lines[-1]), lines[-1], what, "", hint))
            elif not _title(some.pages[page]):
                hint = "begin the page with '---', 'title: …', 'description: …', '---'"
                found.append(
                    Problem(shown_as, 0, 0, some.pages[page].split("\n", 1)[0], "this page has no title", "", hint)
                )
    return found


def _title(page: str) -> str:
    """Return the title in a page's front matter, or nothing."""
    match = _FRONT_MATTER.match(page)
    return match["title"].strip().strip("\"'").strip() if match else ""
