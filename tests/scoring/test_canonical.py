import json
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from scoring.canonical import LARGEST, Plain, canonical, digest


class Colour(StrEnum):
    """An enumeration, as the model has them."""

    RED = "red"


SAME_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("value", "written", "because"),
    [
        (None, "null", "null"),
        (True, "true", "a truth is no number, though Python thinks so"),
        (1, "1", "a number is no truth"),
        (0, "0", "zero"),
        (LARGEST, "9007199254740991", "the largest whole number of JSON"),
        (-LARGEST, "-9007199254740991", "and the least"),
        ("", '""', "no text"),
        ("é风险🙂", '"é风险🙂"', "letters stand for themselves"),
        ("\u2028\u2029\x7f", '"\u2028\u2029\x7f"', "so do JavaScript's line ends, and DEL"),
        ("\x00\x1f\x0b", '"\\u0000\\u001f\\u000b"', "controls in lower-case hexadecimal"),
        ("\b\t\n\f\r", '"\\b\\t\\n\\f\\r"', "the five short escapes"),
        ('"\\/', '"\\"\\\\/"', "quote and backslash, and no escape for the slash"),
        (Colour.RED, '"red"', "an enumeration's value is its text"),
        ([], "[]", "nothing in it"),
        ({}, "{}", "nothing in it"),
        ([3, [1, 2]], "[3,[1,2]]", "a list keeps its order"),
        ({"b": 1, "a": {"d": 2, "c": 3}}, '{"a":{"c":3,"d":2},"b":1}', "keys are sorted, at every depth"),
        ({"a": 1, "A": 2, "aa": 3, "": 4}, '{"":4,"A":2,"a":1,"aa":3}', "capitals first, shorter first"),
        ({"10": 1, "9": 2, "1": 3}, '{"1":3,"10":1,"9":2}', "as text, not as numbers"),
        ({"\ufb33": 1, "\U0001f600": 2}, '{"😀":2,"\ufb33":1}', "by UTF-16 units: D83D comes before FB33"),
        (
            {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7},
            '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
            "the keys of the RFC's own example, 3.2.3",
        ),
    ],
)
def test_canonical(value: Plain, written: str, because: str) -> None:
    assert canonical(value) == written.encode(), because


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (LARGEST + 1, ValueError, "9007199254740992 is beyond what JSON holds exactly"),
        (-LARGEST - 1, ValueError, "-9007199254740992 is beyond what JSON holds exactly"),
        ([[LARGEST + 1]], ValueError, "9007199254740992 is beyond what JSON holds exactly"),
        (1.0, TypeError, "float has no canonical JSON here"),
        ({"a": [float("nan")]}, TypeError, "float has no canonical JSON here"),
        ((1, 2), TypeError, "tuple has no canonical JSON here"),
        (b"", TypeError, "bytes has no canonical JSON here"),
        (Fraction(1, 2), TypeError, "Fraction has no canonical JSON here"),
        ({1, 2}, TypeError, "set has no canonical JSON here"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        canonical(value)
    assert str(refused.value) == message


@pytest.mark.parametrize("value", ["\ud800", "a\udc00", ["\udfff"], {"\ud800": 1}, {"a": {"b": "\ud83d"}}])
def test_a_lone_surrogate_is_refused(value: Plain) -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        canonical(value)


@pytest.mark.parametrize("key", [1, None, ("a",), True])
def test_a_key_that_is_no_text_is_refused(key: Any) -> None:
    with pytest.raises(TypeError):
        canonical({key: 1})


def test_a_digest_is_the_sha_256_of_the_canonical_bytes() -> None:
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert digest({"a": 1, "b": [True]}) == digest({"b": [True], "a": 1})
    assert digest({"a": 1}) != digest({"a": True})


@given(SAME_VALUES)
def test_the_library_writes_the_same(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(SAME_VALUES)
def test_what_is_written_is_json_and_says_the_same(value: Any) -> None:
    assert json.loads(canonical(value)) == value
