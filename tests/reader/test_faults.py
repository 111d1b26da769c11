"""Every fault an author can make, each with the whole message it must give.

A file of `faults/` is a title, an edit of small.yaml (`- old` and `+ new` lines; the old text occurs exactly once) or a
whole YAML text, then `---` and the message, every character of it. To add a fault, write such a file: no code.
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
        assert text.count(old) == 1, f"this stands {text.count(old)} times in small.yaml: {old}"
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("path", sorted((HERE / "faults").glob("*.txt")), ids=lambda path: path.stem)
def test_fault(path: Path, tmp_path: Path) -> None:
    wrong, message = path.read_text(encoding="utf-8").split("\n---\n")
    _title, text = wrong.split("\n", 1)
    faulty = tmp_path / "small.yaml"
    is_edit = text.startswith("- ")
    faulty.write_text(
        apply_edit(text + "\n", (HERE / "small.yaml").read_text(encoding="utf-8")) if is_edit else text,
        encoding="utf-8",
    )
    with pytest.raises(FaultyFile) as raised:
        read_file(faulty, "small.yaml", AROUND)
    assert f"{raised.value}\n" == message


def test_the_questionnaire_that_the_faults_are_edits_of_is_sound() -> None:
    small = read_file(HERE / "small.yaml", "small.yaml", AROUND)
    assert list(small.items) == ["age", "reserve", "held", "fall", "past"]
