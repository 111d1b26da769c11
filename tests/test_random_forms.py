"""Whatever an author writes, the door gives a questionnaire or a FaultyFile, and what it lets through holds."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from portal.articles import read_articles
from portal.library import LANGUAGES, ROOT
from portal.reader.problem import FaultyFile
from portal.reader.questionnaire import Surroundings, read_file
from portal.sources import read_sources
from scoring.answers import shown_items, sound_answers
from scoring.assessment import Assessment, Status
from scoring.piping import piped_texts
from scoring.plain import from_plain, to_plain
from scoring.questionnaire import Questionnaire
from scoring.record import make_record, verify_record
from scoring.refusal import Refused
from scoring.score import score
from tests.random_forms import ODD, SOURCES, Form, as_yaml, questionnaires, random_answers

AROUND = Surroundings(SOURCES, ("learn/how-much-loss.md",), LANGUAGES)
REAL = sorted((ROOT / "questionnaires").glob("*/*.yaml"))
PEOPLE = 10  # who answer each random form
TIMES = {"started": "2026-11-23T08:00:00Z", "finished": "2026-11-23T08:09:00Z"}
_GIVES = re.compile(r"the example expects tier \w+ and gives (\w+)")
_TOKEN = re.compile(r"[\w'\"-]+|[^\w\s]")


def read_text(text: str, around: Surroundings = AROUND) -> Questionnaire:
    """Return the questionnaire that `text` holds. Errors: FaultyFile."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "random.yaml"
        path.write_text(text, encoding="utf-8")
        return read_file(path, "random.yaml", around)


def at_the_door(read: Callable[[], Questionnaire]) -> Questionnaire | FaultyFile:
    """Return what the door gives; any other error is a fault of its own, and raised."""
    try:
        return read()
    except FaultyFile as faulty:
        return faulty


def read_form(form: Form) -> Questionnaire:
    """Return the questionnaire that `form` describes, its examples' tiers corrected where they are all that is wrong.

    Errors: FaultyFile.
    """
    try:
        return read_text(as_yaml(form))
    except FaultyFile as faulty:
        gives = [_GIVES.fullmatch(problem.what) for problem in faulty.problems]
        if None in gives:
            raise
        for problem, given in zip(faulty.problems, gives, strict=True):
            assert given
            at = int(re.findall(r"\d+", problem.path)[0])
            form["examples"][at]["expect"]["tier"] = given[1]
    return read_text(as_yaml(form))


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(questionnaires(), st.integers(0, 2**32 - 1))
def test_the_door_gives_a_sound_questionnaire_or_says_what_is_wrong(written: Form, seed: int) -> None:
    form = at_the_door(lambda: read_form(written))
    event(type(form).__name__)
    if not isinstance(form, Questionnaire):
        assert form.problems
        assert all(problem.what and problem.hint for problem in form.problems)
        return
    assert_same_after_json(form)
    random, drawn = Random(seed), seed if form.seeded else None  # noqa: S311  # nothing secret
    for _ in range(PEOPLE):
        answers = random_answers(form, random)
        assert_shown(form, answers, drawn)
        assert_scored_or_refused(form, answers, drawn)


def assert_same_after_json(form: Questionnaire) -> None:
    """Check that a page and a record get the very model that the door gave."""
    again = from_plain(Questionnaire, json.loads(json.dumps(to_plain(form))))
    assert again == form
    assert again.digest == form.digest


def assert_shown(form: Questionnaire, answers: dict[str, object], seed: int | None) -> None:
    """Check that what is asked, and what its texts say, is known for any answers."""
    shown = shown_items(form, answers, seed)
    assert list(shown) == [id_ for id_ in form.items if id_ in shown], "in the order of the form"
    for language in form.languages:
        texts = piped_texts(form, sound_answers(form, answers, seed), language)
        assert set(texts) == set(form.piped)
        assert not any(re.search(r"[{}]", words) for words in texts.values())


def assert_scored_or_refused(form: Questionnaire, answers: dict[str, object], seed: int | None) -> None:
    """Check that any answers are scored, and the record of that verifies, or they are refused with reasons."""
    result = scored(form, answers, seed)
    if not isinstance(result, Assessment):
        event("refused")
        assert result.refusals
        return
    event(f"scored: {result.status}")
    assert_levels(form, result)
    record = make_record(form, answers, language="en", seed=seed, **TIMES)
    assert verify_record(json.loads(json.dumps(record)), form) == ()


def scored(form: Questionnaire, answers: dict[str, object], seed: int | None) -> Assessment | Refused:
    """Return what scoring gives; any other error is a fault, and raised."""
    try:
        return score(form, answers, seed=seed)
    except Refused as refused:
        return refused


def assert_levels(form: Questionnaire, result: Assessment) -> None:
    """Check that no control lifts a level; none is given exactly when blocked, or when a scale has no result."""
    bands = {scale.id: scale.band for scale in result.scales}
    for outcome, came in zip(form.outcomes, result.outcomes, strict=True):
        known = all(bands[scale] is not None for scale in outcome.by.names)
        assert (came.computed is not None) == known
        assert (came.level is not None) == (known and result.status is not Status.BLOCKED)
        if came.level is not None and came.computed is not None:
            assert outcome.order.index(came.level) <= outcome.order.index(came.computed)


# Published forms, a line or a word of them changed


@cache
def around() -> Surroundings:
    """Return what stands around the published forms."""
    sources = read_sources(ROOT / "questionnaires" / "sources.yaml", "sources.yaml", LANGUAGES)
    articles = {page for language in LANGUAGES for page in read_articles(ROOT / "docs" / language).pages}
    return Surroundings(tuple(sources), sorted(articles), LANGUAGES)


def changed(text: str, random: Random) -> str:
    """Return `text` with one to three lines taken away, doubled or swapped, or tokens put in the place of others."""
    lines = text.splitlines(keepends=True)
    for _ in range(random.choice((1, 1, 2, 3))):
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        match random.choice(("take", "double", "swap", "replace", "replace", "replace")):
            case "take":
                lines[at] = ""
            case "double":
                lines[at] *= 2
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                lines[at] = _replaced(lines[at], lines[other], random)
    return "".join(lines)


def _replaced(line: str, other: str, random: Random) -> str:
    tokens = list(_TOKEN.finditer(line))
    if not tokens:
        return line
    token = random.choice(tokens)
    instead: str = random.choice([*ODD[:4], random.choice(ODD), *_TOKEN.findall(other)])
    return line[: token.start()] + instead + line[token.end() :]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.parent.name)
@settings(deadline=None, max_examples=12)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_published_form_with_a_line_or_word_changed(path: Path, seed: int) -> None:
    text = changed(path.read_text(encoding="utf-8"), Random(seed))  # noqa: S311  # nothing secret
    form = at_the_door(lambda: read_text(text, around()))
    if isinstance(form, Questionnaire):
        assert_same_after_json(form)
    else:
        assert form.problems
