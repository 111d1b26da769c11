"""Values as they are written: YAML guesses no types, and the files of every editor read alike."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from portal.reader.fields import Reader, identifier, name, scalar, whole, yes_or_no
from portal.reader.place import Place, open_place
from portal.reader.problem import FaultyFile
from portal.reader.questionnaire import read_file
from portal.reader.words import currency, day, months, points, points_or_none, text_in, version
from tests.reader.test_faults import AROUND, HERE

SMALL = (HERE / "small.yaml").read_bytes()


def value_place(tmp_path: Path, written: str) -> Place:
    """Return the place of the value in `key: value`."""
    path = tmp_path / "value.yaml"
    path.write_text(f"key: {written}\n", encoding="utf-8")
    return open_place(path, "value.yaml").child("key")


@pytest.mark.parametrize(
    ("read", "written", "value", "because"),
    [
        (scalar, "No", "No", "an answer No is the text No"),
        (scalar, "yes", "yes", "yes is a text where a text is meant"),
        (scalar, "null", "null", "null is a text too"),
        (scalar, "~", "~", "so is its short form"),
        (scalar, "2026-11-23", "2026-11-23", "a date stays as written"),
        (scalar, "12:30", "12:30", "a time is no number of minutes"),
        (scalar, "0x1F", "0x1F", "nor is this a number"),
        (scalar, "1.10", "1.10", "a trailing nought stays"),
        (scalar, "  风险  ", "风险", "space around a plain text is not part of it"),
        (scalar, "|\n  a\n  b\n", "a\nb", "a block ends without its line break"),
        (scalar, "', '", ", ", "a space in quotes is meant"),
        (scalar, r'"\u98ce"', "风", "an escape in double quotes is its character"),
        (yes_or_no, "yes", True, "yes"),
        (yes_or_no, "no", False, "no"),
        (yes_or_no, "true", True, "true"),
        (yes_or_no, "false", False, "false"),
        (points, "3", 3, "a whole number"),
        (points, "3.5", Fraction(7, 2), "decimals are exact"),
        (points, "0.1", Fraction(1, 10), "also those that no float holds"),
        (points, "7/2", Fraction(7, 2), "a fraction"),
        (points, "6/2", 3, "a fraction that is whole"),
        (points, "-2", -2, "below nought"),
        (whole(0, 100), "100", 100, "the end of a range is inside"),
        (whole(-5, 5), "-5", -5, "its start is too"),
        (months, "12 months", 12, "a time"),
        (points_or_none, "none", "none", "no points are a word"),
        (points_or_none, "1/2", Fraction(1, 2), "and points a number"),
        (day, "2024-02-29", "2024-02-29", "a leap day"),
        (currency, "CNY", "CNY", "a currency"),
        (version, "2026.10", "2026.10", "version 10 is not version 1"),
        (identifier, "lowest-category", "lowest-category", "an id may hold a hyphen"),
        (identifier, "C1", "C1", "and a capital letter"),
        (name, "loss_30", "loss_30", "a name has digits and underscores"),
    ],
)
def test_a_value(tmp_path: Path, read: Reader[Any], written: str, value: object, because: str) -> None:
    place = value_place(tmp_path, written)
    found = read(place)
    assert (found, type(found), place.file.problems) == (value, type(value), []), because


@pytest.mark.parametrize(
    ("read", "written", "what", "hint"),
    [
        (yes_or_no, "No", "'No' is not yes or no", "write yes or no"),
        (yes_or_no, "on", "'on' is not yes or no", "write yes or no"),
        (yes_or_no, "1", "'1' is not yes or no", "write yes or no"),
        (points, "three", "'three' is not a number", "write a number such as 3, 3.5 or 7/2"),
        (points, "1,5", "'1,5' is not a number", "write a number such as 3, 3.5 or 7/2"),
        (points, "1/0", "'1/0' is not a number", "write a number such as 3, 3.5 or 7/2"),
        (points, "nan", "'nan' is not a number", "write a number such as 3, 3.5 or 7/2"),
        (points, "inf", "'inf' is not a number", "write a number such as 3, 3.5 or 7/2"),
        (points, "[1]", "a list stands where a single value is needed", "write one value"),
        (whole(0, 9), "1.0", "'1.0' is not a whole number", "write a whole number from 0 to 9"),
        (whole(0, 9), "10", "10 is out of range", "write a whole number from 0 to 9"),
        (whole(0, 9), "-1", "-1 is out of range", "write a whole number from 0 to 9"),
        (months, "12", "'12' is not a number of months", "write it as '12 months'"),
        (months, "１２ months", "'１２ months' is not a number of months", "write it as '12 months'"),
        (points_or_none, "None", "'None' is not a number", "write a number such as 3, 3.5 or 7/2"),
        (day, "2026-02-29", "'2026-02-29' is not a date", "write year, month and day, as '2026-01-31'"),
        (day, "20260131", "'20260131' is not a date", "write year, month and day, as '2026-01-31'"),
        (day, "2026-W05-6", "'2026-W05-6' is not a date", "write year, month and day, as '2026-01-31'"),
        (currency, "cny", "'cny' is not a currency", "write its three-letter code, as CNY or EUR"),
        (currency, "￥", "'￥' is not a currency", "write its three-letter code, as CNY or EUR"),
        (name, "count", "'count' cannot be a name", "use small letters, digits and '_', and no word of the language"),
        (version, "2026.0", "'2026.0' is not a version", "write a year and a number, as 2026.1"),
        (version, "1.2", "'1.2' is not a version", "write a year and a number, as 2026.1"),
        (identifier, "1st", "'1st' is not an id", "use letters, digits, '_' and '-', starting with a letter"),
        (identifier, "档位", "'档位' is not an id", "use letters, digits, '_' and '-', starting with a letter"),
        (name, "Loss", "'Loss' cannot be a name", "use small letters, digits and '_', and no word of the language"),
        (name, "tier", "'tier' cannot be a name", "use small letters, digits and '_', and no word of the language"),
        (name, "in", "'in' cannot be a name", "use small letters, digits and '_', and no word of the language"),
        (name, "if", "'if' cannot be a name", "use small letters, digits and '_', and no word of the language"),
        (text_in(("zh", "en")), "风险", "this text has no languages", "write {zh: …, en: …}"),
        (scalar, '" "', "there is no value here", "write one after the colon"),
        (scalar, "{a: b}", "a mapping stands where a single value is needed", "write one value"),
    ],
)
def test_a_refused_value(tmp_path: Path, read: Reader[Any], written: str, what: str, hint: str) -> None:
    place = value_place(tmp_path, written)
    assert read(place) is None
    assert [(problem.what, problem.hint) for problem in place.file.problems] == [(what, hint)]


@pytest.mark.parametrize(
    ("written", "because"),
    [
        (SMALL.replace(b"\n", b"\r\n"), "line ends of Windows"),
        (SMALL.replace(b"\n", b"\r"), "line ends of old Macs"),
        (b"\xef\xbb\xbf" + SMALL, "the mark that Notepad puts before UTF-8"),
        (SMALL.rstrip(b"\n"), "no line end at the end"),
        (b"---\n" + SMALL, "a document's start is marked"),
    ],
)
def test_a_file_of_any_editor_reads_alike(tmp_path: Path, written: bytes, because: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(written)
    assert read_file(path, "small.yaml", AROUND) == read_file(HERE / "small.yaml", "small.yaml", AROUND), because


@pytest.mark.parametrize(
    "prefix",
    [pytest.param(b"", id="plain"), pytest.param(b"\xef\xbb\xbf", id="with a byte order mark")],
)
@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param(
            b"",
            "a.yaml:1:1: this file is empty\n"
            "  1 |\n"
            "      ^\n"
            "  at:   the whole file\n"
            "  hint: start from an existing questionnaire",
            id="nothing",
        ),
        pytest.param(
            b"# soon\r\n\r\n",
            "a.yaml:1:1: this file is empty\n"
            "  1 |\n"
            "      ^\n"
            "  at:   the whole file\n"
            "  hint: start from an existing questionnaire",
            id="a comment only",
        ),
        pytest.param(
            b"version: 2026.1\r\ntitle: " + "风险".encode("gbk"),
            "a.yaml:2:8: this file is not UTF-8 text\n"
            "  2 | title:\n"
            "             ^\n"
            "  at:   the whole file\n"
            "  hint: save it as UTF-8 (invalid start byte)",
            id="another encoding",
        ),
        pytest.param(
            "version: 2026.1\ntitle: 风\x07险".encode(),
            "a.yaml:2:9: this file holds the character #x0007\n"
            "  2 | title: 风\n"
            "               ^\n"
            "  at:   the whole file\n"
            "  hint: remove it",
            id="a control character",
        ),
        pytest.param(
            b"version: 2026.1\n\ttitle: risk\n",
            "a.yaml:2:1: this is not YAML: found character '\\t' that cannot start any token\n"
            "  2 | \ttitle: risk\n"
            "      ^\n"
            "  at:   the whole file\n"
            "  hint: check indentation, quotes and colons; put text with a colon in quotes",
            id="a tab",
        ),
        pytest.param(
            b"version: 2026.1\ntitle: {zh: [\n",
            "a.yaml:3:1: this is not YAML: expected the node content, but found '<stream end>'\n"
            "  3 |\n"
            "      ^\n"
            "  at:   the whole file\n"
            "  hint: check indentation, quotes and colons; put text with a colon in quotes",
            id="a bracket left open",
        ),
        pytest.param(
            b"version: 2026.1\ntitle: *version\n",
            "a.yaml:2:8: '*' repeats another part of the file\n"
            "  2 | title: *version\n"
            "             ^\n"
            "  at:   the whole file\n"
            "  hint: aliases are not part of the language: write the part out",
            id="an alias",
        ),
        pytest.param(
            b'version: 2026.1\ntitle: "\\UFFFFFFFF"\n',
            "a.yaml:2:9: there is no such character\n"
            '  2 | title: "\n'
            "              ^\n"
            "  at:   the whole file\n"
            "  hint: write the character itself",
            id="an escape beyond Unicode",
        ),
        pytest.param(
            b"[" * 5000,
            "a.yaml:1:1: this file is nested too deeply\n"
            "  1 |\n"
            "      ^\n"
            "  at:   the whole file\n"
            "  hint: start from an existing file",
            id="thousands of brackets",
        ),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, prefix: bytes, written: bytes, message: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(prefix + written)
    with pytest.raises(FaultyFile) as raised:
        open_place(path, "a.yaml")
    assert str(raised.value) == message


def test_a_number_of_thousands_of_digits_in_an_example_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    path, digits = tmp_path / "small.yaml", "9" * 5000
    path.write_bytes(SMALL.replace(b"{age: 12,", f"{{age: {digits},".encode()))
    with pytest.raises(FaultyFile) as raised:
        read_file(path, "small.yaml", AROUND)
    assert [problem.what for problem in raised.value.problems] == [f"'{digits}' is not a whole number"]
