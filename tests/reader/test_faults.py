"""Every fault an author can make, each with the whole message it must give.

A file of `faults/` is a title, an edit of small.yaml (`- old` and `+ new` lines; the old text occurs exactly once) or a
whole YAML text, then `---` and the message, every character of it. A title that ends in "(whole.yaml)" makes it an edit
of that file. To add a fault, write such a file: no code.
"""

import re
from pathlib import Path

import pytest

from portal.reader.problem import FaultyFile
from portal.reader.questionnaire import Surroundings, read_file

HERE = Path(__file__).parent
AROUND = Surroundings(("nfra-2025-7", "amac-2017"), ("learn/how-much-loss.md",), ("zh", "en"))
_HUNK = re.compile(r"((?:- .*\n)+)((?:\+.*\n)*)")


def apply_edit(edit: str, text: str) -> str:
    """Return `text` with every `- ` passage of `edit` replaced by the `+ ` passage below it."""
    for hunk in _HUNK.finditer(edit):
        old, new = ("\n".join(line[2:] for line in lines.splitlines()) for lines in hunk.groups())
        assert text.count(old) == 1, f"this stands {text.count(old)} times in the file: {old}"
        text = text.replace(old, new)
    return text


def base_of(title: str) -> str:
    """Return the name of the sound file that a fault with this title is an edit of."""
    return "whole.yaml" if title.endswith("(whole.yaml)") else "small.yaml"


@pytest.mark.parametrize("path", sorted((HERE / "faults").glob("*.txt")), ids=lambda path: path.stem)
def test_fault(path: Path, tmp_path: Path) -> None:
    wrong, message = path.read_text(encoding="utf-8").split("\n---\n")
    title, text = wrong.split("\n", 1)
    base = base_of(title)
    faulty = tmp_path / base
    is_edit = text.startswith("- ")
    faulty.write_text(
        apply_edit(text + "\n", (HERE / base).read_text(encoding="utf-8")) if is_edit else text, encoding="utf-8"
    )
    with pytest.raises(FaultyFile) as raised:
        read_file(faulty, base, AROUND)
    assert f"{raised.value}\n" == message


@pytest.mark.parametrize(
    ("base", "items"),
    [
        ("small.yaml", "age reserve held fall past"),
        ("whole.yaml", "job amount abroad born goal calm sleep sell fact rule risks pays"),
    ],
)
def test_the_questionnaires_that_the_faults_are_edits_of_are_sound(base: str, items: str) -> None:
    assert list(read_file(HERE / base, base, AROUND).items) == items.split()


def test_a_file_lies_where_its_id_and_version_say(tmp_path: Path) -> None:
    path = tmp_path / "little" / "2026.3.yaml"
    path.parent.mkdir()
    path.write_bytes((HERE / "small.yaml").read_bytes())
    assert read_file(path, "small.yaml", AROUND).id == "small"
    with pytest.raises(FaultyFile) as raised:
        read_file(path, "small.yaml", AROUND, filed=True)
    assert str(raised.value).splitlines() == [
        "small.yaml:3:16: 'small' lies in the folder 'little'",
        "  3 | questionnaire: small",
        "                     ^",
        "  at:   questionnaire",
        "  hint: rename one of them",
        "",
        "small.yaml:4:10: version 2026.1 lies in '2026.3.yaml'",
        "  4 | version: 2026.1",
        "               ^",
        "  at:   version",
        "  hint: rename one of them",
    ]
