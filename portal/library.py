"""Everything the portal is made of, read and checked once: words, sources, questionnaires, articles.

Reads all of it before complaining, so that an author sees every fault of every file in one run.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.articles import Articles, read_articles
from portal.articles import faults as article_faults
from portal.reader.problem import FaultyFile, Problem
from portal.reader.questionnaire import Surroundings, read_file
from portal.seals import orphans, seal_faults
from portal.sources import Source, declared_sources, read_sources
from portal.words import WORDS_FILE, Words, read_words
from scoring.questionnaire import Questionnaire

LANGUAGES = ("zh", "en")
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Library:
    """What was read: `forms` holds every version of every questionnaire, by id and then version, oldest first."""

    words: Mapping[str, Words]
    sources: Mapping[str, Source]
    forms: Mapping[str, Mapping[str, Questionnaire]]
    articles: Mapping[str, Articles]  # by language

    def newest(self, form_id: str) -> Questionnaire:
        """Return the newest version of a questionnaire; KeyError when there is none."""
        return list(self.forms[form_id].values())[-1]


def read_library(root: Path = ROOT) -> Library:
    """Return everything below `root`. Errors: FaultyFile, with the faults of every file."""
    articles = _articles(root)
    problems = article_faults(articles)
    words = _collect(problems, lambda: read_words(WORDS_FILE, LANGUAGES))
    sources = _collect(problems, lambda: _sources(root))
    around = _around(declared_sources(root / "questionnaires" / "sources.yaml"), articles)
    forms: dict[str, dict[str, Questionnaire]] = {}
    for path in sorted((root / "questionnaires").glob("*/*.yaml"), key=_version_order):
        form = _collect(problems, lambda path=path: read_file(path, _shown(path, root), around, filed=True))  # type: ignore[misc]
        if form is not None:
            problems += seal_faults(form, path, _shown(path, root))
            forms.setdefault(form.id, {})[form.version] = form
    for seal in orphans(root / "questionnaires"):
        hint = "put the questionnaire back: records made with it must stay verifiable"
        problems.append(Problem(_shown(seal, root), 0, 0, "", "the version that this seals is gone", "", hint))
    if problems or words is None or sources is None:
        raise FaultyFile(problems)
    return Library(words, sources, forms, articles)


def read_questionnaire(path: Path | str, root: Path = ROOT) -> Questionnaire:
    """Return the questionnaire in a YAML file anywhere, with the project's sources and articles around it.

    Errors: FaultyFile, with every fault; OSError when the file cannot be read.
    """
    return read_file(Path(path), _shown(Path(path), root), _around(tuple(_sources(root)), _articles(root)))


def _sources(root: Path) -> dict[str, Source]:
    path = root / "questionnaires" / "sources.yaml"
    return read_sources(path, _shown(path, root), LANGUAGES)


def _articles(root: Path) -> dict[str, Articles]:
    return {language: read_articles(root / "docs" / language) for language in LANGUAGES}


def _around(sources: tuple[str, ...], articles: Mapping[str, Articles]) -> Surroundings:
    pages = sorted(
        {page for some in articles.values() for page in some.pages}
    )  # one missing somewhere is reported once
    return Surroundings(sources, pages, LANGUAGES)


def _collect[T](problems: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except FaultyFile as faulty:
        problems.extend(faulty.problems)
        return None


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _version_order(path: Path) -> tuple[str, list[int]]:
    return path.parent.name, [int(part) for part in path.stem.split(".") if part.isdecimal()]
