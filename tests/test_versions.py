"""Versions live side by side: an old record verifies against its own version, and the page takes the newest."""

import shutil
from pathlib import Path

import pytest

from portal.library import ROOT, Library, read_library
from scoring.record import make_record, record_form, verify_record

STARTED, FINISHED = "2026-11-23T08:00:00Z", "2026-11-23T08:09:00Z"
CHANGES = "version: 2026.10\nchanges: [{zh: 矛盾不再降低档位。, en: Contradictions no longer lower the tier.}]"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return the project's library with a second version, in which contradictions no longer cap."""
    for folder in ("docs", "questionnaires"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    old = tmp_path / "questionnaires" / "individual-risk" / "2026.1.yaml"
    text = old.read_text(encoding="utf-8")
    newer = text
    for before, after in (("version: 2026.1", CHANGES), ("cap: C2\n    then: confirm", "then: confirm")):
        assert before in newer, before
        newer = newer.replace(before, after)
    old.with_name("2026.10.yaml").write_text(newer, encoding="utf-8")
    return read_library(tmp_path)


def test_an_old_record_still_verifies(library: Library) -> None:
    old, new = library.forms["individual-risk"].values()
    record = make_record(old, dict(old.examples[4].answers), language="zh", started=STARTED, finished=FINISHED)
    named = record_form(record)
    assert named == ("individual-risk", "2026.1")
    assert verify_record(record, library.forms[named[0]][named[1]]) == ()
    assert [wrong.field for wrong in verify_record(record, new)][:2] == [
        "questionnaire.version",
        "questionnaire.digest",
    ]


def test_the_newest_version_is_the_highest_not_the_last_in_the_alphabet(library: Library) -> None:
    assert list(library.forms["individual-risk"]) == ["2026.1", "2026.10"]
    assert library.newest("individual-risk").version == "2026.10"
