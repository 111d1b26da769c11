"""Everything the portal is made of, read and checked once: words, sources, questionnaires, articles.

Reads all of it before complaining, so that an author sees every fault of every file in one run.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.articles import Articles, read_articles
from portal.articles import faults as article_faults
from portal.reader.fields import suggest
from portal.reader.problem import FaultyFile, Problem
from portal.reader.questionnaire import Surroundings, read_file
from portal.seals import orphans, seal_faults
from portal.sources import Source, declared_sources, read_sources
from portal.words import WORDS_FILE, Words, read_words
from scoring.questionnaire import Questionnaire

type Forms = Mapping[str, Mapping[str, Questionnaire]]  # by id and then version, oldest first

LANGUAGES = ("zh", "en")
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Library:
    """What was read: every version of every questionnaire, and all that stands around them."""

    words: Mapping[str, Words]
    sources: Mapping[str, Source]
    forms: Forms
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
    paths = sorted((root / "questionnaires").glob("*/*.yaml"), key=_version_order)
    for path in paths:
        form = _collect(problems, lambda path=path: read_file(path, _shown(path, root), around, filed=True))  # type: ignore[misc]
        if form is not None:
            problems += seal_faults(form, path, _shown(path, root))
            forms.setdefault(form.id, {})[form.version] = form
    problems += [
        *_stray_faults(root),
        *_version_faults(forms),
        *_beside_faults(forms, {path.parent.name for path in paths}),
    ]
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


def _stray_faults(root: Path) -> Iterator[Problem]:
    """Report each YAML file that lies where no questionnaire is read, which would otherwise be missed in silence."""
    folder = root / "questionnaires"
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        if path == folder / "sources.yaml" or (path.parent.parent == folder and path.suffix == ".yaml"):
            continue
        what, hint = "this file is not read", "put it at questionnaires/<id>/<version>.yaml"
        yield Problem(_shown(path, root), 0, 0, "", what, "", hint)


def _version_faults(forms: Forms) -> Iterator[Problem]:
    """Report each version after the first that does not say in words what it changes."""
    for versions in forms.values():
        for form in list(versions.values())[1:]:
            if not form.changes:
                what, hint = "this version does not say what it changes", "add 'changes': a text for each change"
                yield Problem(f"questionnaires/{form.id}/{form.version}.yaml", 0, 0, "", what, "changes", hint)


def _beside_faults(forms: Forms, present: Collection[str]) -> Iterator[Problem]:
    """Report each form beside another that is not there, or whose items are not compared like with like.

    present: the ids of all forms that are there; one that could not be read is not in `forms` and has its own faults.
    """
    for form in (form for versions in forms.values() for form in versions.values() if form.beside):
        shown_as = f"questionnaires/{form.id}/{form.version}.yaml"
        other = list(forms.get(form.beside or "", {}).values())
        if not other and form.beside not in present:
            what = f"the form '{form.beside}' that this stands beside is not there"
            yield Problem(shown_as, 0, 0, "", what, "beside", suggest(form.beside or "", forms))
        for item in (item for item in form.items.values() if item.beside and other):
            compared = other[-1].items.get(item.beside or "")
            if compared is None or tuple(compared.option) != tuple(item.option) or compared.type is not item.type:
                what = f"'{item.id}' cannot be compared with '{item.beside}' of '{form.beside}'"
                hint = "name an item of the same type with the same option ids"
                yield Problem(shown_as, 0, 0, "", what, f"items.{item.id}.beside", hint)


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
