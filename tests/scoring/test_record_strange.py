"""Records from outside: whatever JSON a file holds, verifying it gives differences and never an exception."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring.record
from portal.library import LANGUAGES
from scoring.record import FIELDS, Difference, record_form, verify_record
from tests.scoring.real import FORM, WORDS
from tests.scoring.test_record import RECORD, briefly, sealed, tampered, verify

FORMAT = "suitability-record 2"
ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates too: JSON can spell them
ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(-(10**400), 10**400) | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
)


def nested(depth: int) -> Any:
    """Return a list in a list in a list; the JSON reader of some Pythons would not go as deep."""
    inner: Any = 0
    for _ in range(depth):
        inner = [inner]
    return inner


DEEPLY: dict[str, Any] = {
    "a thousand lists": nested(1000),
    "nine thousand lists": nested(9000),
    "five hundred objects": json.loads('{"id":' * 500 + "0" + "}" * 500),
}
STRANGE = {**DEEPLY, "a number too long to print": 10**5000}


def paths(plain: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value inside a JSON value."""
    parts = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for step, part in parts:
        yield (*way, step)
        yield from paths(part, (*way, step))


def raised(record: Any) -> str:
    """Return the name of what verifying raises, or nothing where it gives differences, as it must."""
    try:
        assert verify(record)
        assert verify_record(record, FORM)
    except (RecursionError, ValueError) as error:
        return type(error).__name__  # caught here, because pytest takes minutes to show what lies this deep
    return ""


PATHS = list(paths(RECORD))


@pytest.mark.parametrize("record", [None, True, 0, 1.5, "", "{}", [], [RECORD], ()])
def test_what_is_no_object_is_no_record(record: object) -> None:
    assert verify(record) == verify_record(record, FORM) == (Difference("not_a_record", ""),)


def test_an_empty_object_lacks_every_field() -> None:
    missing = [Difference("missing_field", field) for field in FIELDS]
    assert verify({}) == (*missing, Difference("unknown_format", "format", "None None", FORMAT))


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_needed(field: str) -> None:
    changed = {key: value for key, value in RECORD.items() if key != field}
    expected = [f"missing_field {field}"]
    assert briefly(verify(changed)) == expected + ["unknown_format format"] * field.startswith("format")


@pytest.mark.parametrize("value", [None, True, 1.5, [], {}, "", 1])
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_one_type(field: str, value: object) -> None:
    kind = FIELDS[field]
    if type(value) is not kind:
        difference = Difference("wrong_type", field, type(value).__name__, kind.__name__)
        assert verify({**RECORD, field: value})[0] == difference


@pytest.mark.parametrize(
    ("changed", "differences"),
    [
        ({"format": "receipt"}, (Difference("unknown_format", "format", "receipt 2", FORMAT),)),
        ({"format_version": 3}, (Difference("unknown_format", "format", "suitability-record 3", FORMAT),)),
        (
            {"format_version": True},
            (
                Difference("wrong_type", "format_version", "bool", "int"),
                Difference("unknown_format", "format", "suitability-record True", FORMAT),
            ),
        ),
        ({"format_version": 2.0}, (Difference("wrong_type", "format_version", "float", "int"),)),
        (
            {"format_version": "2", "answers": [], "started": "now"},
            (
                Difference("wrong_type", "format_version", "str", "int"),
                Difference("wrong_type", "answers", "list", "dict"),
                Difference("not_a_time", "started", "now"),
                Difference("unknown_format", "format", FORMAT, FORMAT),
            ),
        ),
        ({"questionnaire": {}}, (Difference("missing_field", "questionnaire.id"),)),
        ({"questionnaire": {"id": 1, "version": "2026.1"}}, (Difference("missing_field", "questionnaire.id"),)),
        ({"questionnaire": {"id": "x"}}, (Difference("missing_field", "questionnaire.version"),)),
        ({"questionnaire": {"id": "x", "version": 1}}, (Difference("missing_field", "questionnaire.version"),)),
    ],
)
def test_a_record_of_the_wrong_shape(changed: dict[str, Any], differences: tuple[Difference, ...]) -> None:
    assert verify({**RECORD, **changed}) == differences


@pytest.mark.parametrize(
    ("time", "because"),
    [
        ("", "nothing"),
        ("2026-11-23", "no time of day"),
        ("2026-11-23T08:00:00", "no zone"),
        ("2026-11-23T08:00:00+08:00", "another zone"),
        ("2026-11-23T08:00:00.000Z", "thousandths"),
        ("2026-11-23 08:00:00Z", "no T"),
        ("2026-11-23T08:00:00Z\n", "a line end"),
        ("2026-13-01T08:00:00Z", "no thirteenth month"),
        ("2026-11-32T08:00:00Z", "no thirty-second day"),
        ("2026-00-00T08:00:00Z", "no month and day 0"),
        ("2026-11-23T24:00:00Z", "no twenty-fourth hour"),
        ("2026-11-23T08:60:00Z", "no sixtieth minute"),
        ("２０２６-11-23T08:00:00Z", "full-width digits do not sort as digits"),
    ],
)
@pytest.mark.parametrize("field", ["started", "finished"])
def test_a_time_is_a_time(field: str, time: str, because: str) -> None:
    assert verify(sealed({**RECORD, field: time})) == (Difference("not_a_time", field, time),), because


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("answers age", 30.0, "cannot_be_scored answers.age"),
        ("assessment scales 0 value", 12.0, "differs assessment.scales[finances].value"),
        ("assessment scales 0 percent", float("nan"), "differs assessment.scales[finances].percent"),
        ("assessment scales 0 value", 2**53, "differs assessment.scales[finances].value"),
        ("assessment outcomes 0 level", "\ud800", "differs assessment.outcomes[tier].level"),
    ],
)
def test_what_has_no_digest_is_told_beside_the_difference(path: str, value: object, code: str) -> None:
    assert briefly(verify(tampered(path, value))) == [code, "not_canonical sha256"]


@pytest.mark.parametrize("value", [1.5, 2**53, "\ud800", {"\udfff": 1}])
def test_what_has_no_digest_is_found_where_nothing_else_looks(value: Any) -> None:
    assert briefly(verify({**RECORD, "note": value})) == ["not_canonical sha256"]


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize(
    "path",
    [
        *FIELDS,
        "note",
        "answers age",
        "answers held",
        "assessment outcomes",
        "assessment outcomes 0 level",
        "assessment scales",
        "assessment note",
        "confirmed 0",
        "questionnaire id",
        "questionnaire digest",
    ],
)
def test_neither_depth_nor_length_raises(path: str, strange: str) -> None:
    assert raised(tampered(path, STRANGE[strange])) == ""


@pytest.mark.parametrize("strange", STRANGE)
def test_a_record_that_is_strange_itself_is_none(strange: str) -> None:
    assert raised(STRANGE[strange]) == ""


@given(ANY_JSON)
def test_any_json_is_no_record(record: Any) -> None:
    assert verify_record(record, FORM)
    assert record_form(record) is None or isinstance(record, dict)


@given(st.sampled_from(PATHS), ANY_JSON)
def test_any_json_in_any_place_is_a_difference(path: tuple[Any, ...], value: Any) -> None:
    changed: Any = copy.deepcopy(RECORD)
    place = changed
    for step in path[:-1]:
        place = place[step]
    same = json.dumps(place[path[-1]]) == json.dumps(value)
    place[path[-1]] = value
    assert bool(verify(changed)) != same
    assert bool(verify_record(changed, FORM)) != same
    assert all(isinstance(one, Difference) for one in verify(changed))


@given(st.sampled_from([path for path in PATHS if path[0] == "assessment"]))
def test_what_is_left_out_of_an_assessment_is_missed_in_spite_of_a_new_digest(path: tuple[Any, ...]) -> None:
    changed: Any = copy.deepcopy(RECORD)
    place = changed
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    assert verify(sealed(changed))


@given(st.dictionaries(st.sampled_from([*FIELDS, "note"]), ANY_JSON))
def test_any_fields_at_all_never_raise(changed: dict[str, Any]) -> None:
    assert all(isinstance(one, Difference) for one in verify({**RECORD, **changed}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_difference_has_its_sentence(language: str) -> None:
    source = Path(scoring.record.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'Difference\(\s*"(\w+)"', source)) | {"digest_too", "digest_alone"}
    assert set(WORDS[language]["record"]) == {"valid", *codes}
