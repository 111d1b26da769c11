"""`portal diff OLD NEW` tells what changes: the parts, what becomes of answers, and how results move."""

from pathlib import Path

import pytest

from portal import __main__ as terminal
from portal.diff import differences
from portal.library import LANGUAGES, read_library
from portal.reader.questionnaire import read_file
from portal.words import WORDS_FILE, read_words
from scoring.questionnaire import Questionnaire
from tests.reader.test_faults import AROUND, HERE

SMALL = (HERE / "small.yaml").read_text(encoding="utf-8")
WHOLE = (HERE / "whole.yaml").read_text(encoding="utf-8")
WORDS = read_words(WORDS_FILE, LANGUAGES)
CHANGES = {
    "version: 2026.1": "version: 2026.2\nchanges: [{zh: 有改动。, en: Something changed.}]",
    "{id: C2, from: 4}": "{id: C2, from: 13/2}",
    "      tier: C2\n      scales: {capacity: 3/2, attitude: 32/5}": "      tier: C1\n      scales: {capacity: 3/2}",
    "How long would your savings last?": "For how long would your savings last?",
}


def read(text: str, folder: Path) -> Questionnaire:
    """Return the questionnaire in `text`."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return read_file(path, "small.yaml", AROUND)


def changed(folder: Path, *changes: str) -> Questionnaire:
    """Return the next version of the small questionnaire, with some of `CHANGES`."""
    text = SMALL
    for old in ("version: 2026.1", *changes):
        assert text.count(old) == 1, old
        text = text.replace(old, CHANGES[old])
    return read(text, folder)


BAND = "{id: C2, from: 4}"
EXPECT = "      tier: C2\n      scales: {capacity: 3/2, attitude: 32/5}"
ASK = "How long would your savings last?"


def test_a_stricter_band_moves_a_result(tmp_path: Path) -> None:
    old, new = read(SMALL, tmp_path), changed(tmp_path, BAND, EXPECT)
    assert list(differences(old, new, "en", WORDS["en"]["diff"])) == [
        "small 2026.1 → small 2026.2",
        "changed: version",
        "changed: examples.saver",
        "added: changes",
        "changed: scales.attitude",
        "",
        "What becomes of answers to the old version",
        "kept: age, reserve, held, fall, past",
        "",
        "How the results of the old version's examples move",
        "C1 → C1  Someone who is used to it and would sell.",
        "C2 → C1  Someone who holds funds only.",
        "no result → no result  A child.",
    ]


def test_a_reworded_question_is_asked_again(tmp_path: Path) -> None:
    old, new = read(SMALL, tmp_path), changed(tmp_path, ASK)
    assert list(differences(old, new, "zh", WORDS["zh"]["diff"])) == [
        "small 2026.1 → small 2026.2",
        "改动：version",
        "改动：sections.means.items.reserve",
        "新增：changes",
        "",
        "旧版本的回答怎样沿用",
        "沿用：age、held、fall、past",
        "需要重新回答：reserve",
        "",
        "旧版本算例的结果怎样变化",
        "C1 → 还要回答 reserve　有经验却会卖出的人。",
        "C2 → 还要回答 reserve　只持有基金的人。",
        "没有结果 → 还要回答 reserve　未成年人。",
    ]


SURVEY = """\
questionnaire: survey
version: 2026.1
purpose: survey
title: {zh: 小调查, en: A small survey}
about: {zh: 没有结果。, en: It gives no result.}
sections:
  - id: visit
    title: {zh: 来访, en: Your visit}
    items:
      - {id: again, type: number, ask: {zh: 您来过几次？, en: "How often have you come?"}, low: 0, high: 9}
      - {id: why, type: text, ask: {zh: 您为什么来？, en: "Why did you come?"}, required: no}
examples:
  - id: guest
    name: {zh: 常客。, en: A regular guest.}
    answers: {again: 5, why: to read}
    expect: {}
"""


def test_a_form_without_outcomes_has_no_results_that_move(tmp_path: Path) -> None:
    newer = SURVEY.replace("version: 2026.1", CHANGES["version: 2026.1"]).replace("high: 9", "high: 4")
    old, new = read(SURVEY, tmp_path), read(newer.replace("again: 5", "again: 4"), tmp_path)
    assert list(differences(old, new, "en", WORDS["en"]["diff"])) == [
        "survey 2026.1 → survey 2026.2",
        "changed: version",
        "changed: sections.visit.items.again",
        "changed: examples.guest",
        "added: changes",
        "",
        "What becomes of answers to the old version",
        "kept: why",
        "asked again: again",
    ]


def test_each_of_several_outcomes_is_shown(tmp_path: Path) -> None:
    edits = {
        "version: 2026.2\n": "version: 2026.3\n",
        "One question is new.": "A place moves.",
        "C2: {tense: 2, easy: 3/2}": "C2: {tense: 2, easy: 2}",
        "pace: slow}": "pace: quick}",
        "spot: 3/2}": "spot: 2}",
    }
    text = WHOLE
    for before, after in edits.items():
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    old, new = read(WHOLE, tmp_path), read(text, tmp_path)
    assert list(differences(old, new, "en", WORDS["en"]["diff"])) == [
        "whole 2026.2 → whole 2026.3",
        "changed: version",
        "changed: examples.worker",
        "changed: changes",
        "changed: scales.spot",
        "",
        "What becomes of answers to the old version",
        "kept: job, amount, abroad, born, goal, calm, sleep, sell, fact, rule, risks, pays",
        "",
        "How the results of the old version's examples move",
        "C2, wide, slow → C2, wide, quick  Someone who works.",
        "C1, basic, no result → C1, basic, no result  Someone who is retired.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_version_does_not_differ_from_itself(language: str, tmp_path: Path) -> None:
    form = read(SMALL, tmp_path)
    assert list(differences(form, form, language, WORDS[language]["diff"]))[1:] == [WORDS[language]["diff"]["none"]]


def test_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    form = "individual-risk@2026.1"
    known = ", ".join(f"{id_}@{version}" for id_, versions in read_library().forms.items() for version in versions)
    assert terminal.main(["diff", form, form, "--language", "zh"]) == terminal.DONE
    assert capsys.readouterr().out == "individual-risk 2026.1 → individual-risk 2026.1\n两个版本没有差别。\n"
    assert terminal.main(["diff", form, "individual-risk@2020.1"]) == terminal.BAD_USE
    assert capsys.readouterr().err == f"there is no questionnaire 'individual-risk@2020.1'; use one of {known}\n"
