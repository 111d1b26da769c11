"""A sealed version may not change its meaning: what changes is named; what is no part of the model may change."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from portal import __main__ as terminal
from portal.reader.problem import FaultyFile
from portal.seals import broken, make_seal, seal_path, write_seal
from tests.test_library import FORM, SMALL, read_tree


def sealed_tree(root: Path) -> Path:
    """Return the path of a small questionnaire that has just been sealed."""
    write_seal(read_tree(root, {}).newest("small"), root / FORM)
    return root / FORM


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("en: Some years}, points: 4", "en: Years}, points: 4", {"items.reserve"}),
        ("I kept it", "I held on", {"items.past"}),
        ("{id: C2, from: 1.5}", "{id: C2, from: 1}", {"scales.capacity"}),
        ("age < 18", "age < 16", {"controls.under_age"}),
        ("en: Bold", "en: Brave", {"tiers.levels.C2"}),
        ("The lower of the two bands.", "The lower band.", {"tiers"}),
        ("valid_for: 12 months", "valid_for: 6 months", {"valid_for"}),
        ("en: A small questionnaire", "en: Small", {"title"}),
        ("Answer as things are.", "Answer frankly.", {"sections.means"}),
        ("C1: [match, above]", "C1: [match, never]", {"products.rows.C1"}),
        ("Someone who holds funds only.", "A holder of funds.", {"examples.saver"}),
    ],
)
def test_what_has_changed_is_named(old: str, new: str, parts: set[str], tmp_path: Path) -> None:
    sealed_tree(tmp_path)
    assert SMALL.count(old) == 1
    with pytest.raises(FaultyFile) as faulty:
        read_tree(tmp_path, {FORM: SMALL.replace(old, new)})
    assert {re.sub(r"^sections\.\w+\.(?=items)", "", problem.path) for problem in faulty.value.problems} == parts


def test_the_whole_message(tmp_path: Path) -> None:
    sealed_tree(tmp_path)
    with pytest.raises(FaultyFile) as faulty:
        read_tree(tmp_path, {FORM: SMALL.replace("age < 18", "age < 16")})
    assert str(faulty.value) == (
        "questionnaires/small/2026.1.yaml:1:1: this version is sealed, and this has changed\n"
        "  1 |\n"
        "      ^\n"
        "  at:   controls.under_age\n"
        "  hint: put it back, or write a new version: records made with this one must stay verifiable"
    )


def test_comments_and_layout_may_change(tmp_path: Path) -> None:
    sealed_tree(tmp_path)
    assert read_tree(tmp_path, {FORM: "# a note\n\n" + SMALL}).newest("small").version == "2026.1"


def test_order_is_meaning_too(tmp_path: Path) -> None:
    sealed = read_tree(tmp_path, {}).newest("small")
    first, second, *rest = sealed.controls
    moved = replace(sealed, controls=(second, first, *rest))
    assert broken(moved, make_seal(sealed)) == ("order",)


def test_what_is_taken_away_is_named(tmp_path: Path) -> None:
    sealed = read_tree(tmp_path, {}).newest("small")
    shorter = replace(sealed, controls=sealed.controls[1:])
    assert broken(shorter, make_seal(sealed)) == ("controls.under_age",)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"digest": "x"}', '{"digest": "x", "parts": 3}'])
def test_a_seal_that_cannot_be_read_is_no_seal_that_holds(content: str, tmp_path: Path) -> None:
    seal_path(sealed_tree(tmp_path)).write_text(content, encoding="utf-8")
    with pytest.raises(FaultyFile, match="seal cannot be read"):
        read_tree(tmp_path, {})


def test_a_version_is_sealed_once(tmp_path: Path) -> None:
    path = sealed_tree(tmp_path)
    with pytest.raises(FileExistsError):
        write_seal(read_tree(tmp_path, {}).newest("small"), path)


def test_a_sealed_version_may_not_go(tmp_path: Path) -> None:
    sealed_tree(tmp_path).unlink()
    with pytest.raises(FaultyFile, match="the version that this seals is gone"):
        read_tree(tmp_path, {FORM: None})


def test_sealing_in_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = read_tree(tmp_path, {})
    monkeypatch.setattr(terminal, "ROOT", tmp_path)
    monkeypatch.setattr(terminal, "read_library", lambda: library)
    assert terminal.main(["seal", "small"]) == terminal.DONE
    assert capsys.readouterr().out == "questionnaires/small/2026.1.seal.json\n"
    assert terminal.main(["seal", "small@2026.1"]) == terminal.BAD_USE
    assert capsys.readouterr().err == "small 2026.1 is sealed already; write a new version to change it\n"
    assert terminal.main(["seal", "small@2026.2"]) == terminal.BAD_USE
    assert capsys.readouterr().err == "there is no questionnaire 'small@2026.2'; use one of small@2026.1\n"
