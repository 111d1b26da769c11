"""What may be written as an expression, and the whole message for whatever may not."""

import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scoring.expression import LONGEST, Expression, ExpressionFault
from scoring.operations import OPERATIONS

LANGUAGE = f"use names, ids in quotes, whole numbers and these: {', '.join(OPERATIONS)}"
NUMBERS, LISTS = "use a whole number or an id in quotes", "list ids in quotes only"
WRITE = "this is not an expression (column {}): write it like: item == 'option'"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("loss == 'none'", ("loss",)),
        ("band(capacity) - band(tolerance) >= 2", ("capacity", "tolerance")),
        ("a == 1 and b == 2 or not (a == 3)", ("a", "b")),
        ("风险 in ('低', '高')", ("风险",)),
        ("loss == 'none' and\n  age >= 18", ("loss", "age")),
        ("3 == 4", ()),
        ("a-b", ("a", "b")),
    ],
)
def test_an_expression_knows_its_names_and_how_it_was_written(written: str, names: tuple[str, ...]) -> None:
    assert (Expression.read(written).names, str(Expression.read(written))) == (names, written)


def test_expressions_are_equal_when_written_the_same() -> None:
    assert Expression.read("a == 1") == Expression.read("a == 1") != Expression.read("a  == 1")


@pytest.mark.parametrize(
    ("written", "part", "column", "hint"),
    [
        ("loss.upper", "loss.upper", 1, LANGUAGE),
        ("loss.__class__ == 'x'", "loss.__class__", 1, LANGUAGE),
        ("open('x')", "open('x')", 1, LANGUAGE),
        ("age == eval('1')", "eval('1')", 8, LANGUAGE),
        ("__import__('os')", "__import__('os')", 1, LANGUAGE),
        ("(lambda: 1)", "lambda: 1", 2, LANGUAGE),
        ("min(lambda: 1)", "lambda: 1", 5, LANGUAGE),
        ("[x for x in held]", "[x for x in held]", 1, LANGUAGE),
        ("{x for x in held}", "{x for x in held}", 1, LANGUAGE),
        ("{x: 1 for x in held}", "{x: 1 for x in held}", 1, LANGUAGE),
        ("min(x for x in held)", "(x for x in held)", 4, LANGUAGE),
        ("loss == f'{age}'", "f'{age}'", 9, LANGUAGE),
        ("(age := 3)", "age := 3", 2, LANGUAGE),
        ("held[0]", "held[0]", 1, LANGUAGE),
        ("1 if age else 2", "1 if age else 2", 1, LANGUAGE),
        ("age // 2 == 4", "age // 2", 1, LANGUAGE),
        ("age ** 9", "age ** 9", 1, LANGUAGE),
        ("age % 2 > 1", "age % 2", 1, LANGUAGE),
        ("age is 1", "age is 1", 1, LANGUAGE),
        ("~age", "~age", 1, LANGUAGE),
        ("+age", "+age", 1, LANGUAGE),
        ("-age", "-age", 1, LANGUAGE),
        ("--1", "--1", 1, LANGUAGE),
        ("-True", "-True", 1, LANGUAGE),
        ("await age", "await age", 1, LANGUAGE),
        ("min(*held)", "*held", 5, LANGUAGE),
        ("min(a=1)", "min(a=1)", 1, LANGUAGE),
        ("min(1)(2)", "min(1)(2)", 1, LANGUAGE),
        ("{'a'}", "{'a'}", 1, LANGUAGE),
        ("loss == b'x'", "b'x'", 9, LANGUAGE),
        ("loss == None", "None", 9, LANGUAGE),
        ("...", "...", 1, LANGUAGE),
        ("1j", "1j", 1, LANGUAGE),
        ("age == 1.5", "1.5", 8, NUMBERS),
        ("age == 1e3", "1e3", 8, NUMBERS),
        ("age == True", "True", 8, NUMBERS),
        ("age in (18, 19)", "18", 9, LISTS),
        ("loss in ('a', other)", "other", 15, LISTS),
        ("1 < age < 3", "1 < age < 3", 1, "join two comparisons with 'and'"),
        ("风险 == 1.5", "1.5", 7, NUMBERS),
        ("loss == '风险' and age == 1.5", "1.5", 25, NUMBERS),
        ("loss == '🙂' and age.x", "age.x", 17, LANGUAGE),
        ("loss == 'none' and\n age == 1.5", "1.5", 28, NUMBERS),
        ("(loss == '风险' and\r age == 1.5)", "1.5", 27, NUMBERS),
        ("band('capacity')", "band('capacity')", 1, "write band(…) with one id and no quotes"),
        ("1 + points(a, b)", "points(a, b)", 5, "write points(…) with one id and no quotes"),
        ("answered()", "answered()", 1, "write answered(…) with one id and no quotes"),
        ("band(min(1))", "band(min(1))", 1, "write band(…) with one id and no quotes"),
        ("max()", "max()", 1, "give max(…) at least one value"),
    ],
)
def test_what_the_language_has_not(written: str, part: str, column: int, hint: str) -> None:
    assert faulty(written) == f"'{part}' is not part of the expression language (column {column}): {hint}"


@pytest.mark.parametrize(
    ("written", "column", "because"),
    [
        ("", 1, "nothing"),
        ("a b", 3, "two names"),
        ("风险 险 b", 4, "columns count characters"),
        ("a == '低' and 🙂", 14, "an invalid character, columns still count characters"),
        ("a = 1", 3, "a statement"),
        ("import os", 1, "a statement"),
        ("a; b", 2, "two statements"),
        ("a ==", 5, "the end is missing, so the end is shown"),
        ("loss == 'x' and", 16, "the same"),
        (" a == 1", 1, "an indent"),
    ],
)
def test_what_is_no_expression(written: str, column: int, because: str) -> None:
    assert faulty(written) == WRITE.format(column), because


def test_an_expression_has_an_end() -> None:
    longest = "a" * LONGEST
    assert Expression.read(longest).names == (longest,)
    assert faulty(longest + "a") == "this expression is too long (column 501): use at most 500 characters"


@pytest.mark.parametrize("written", ["'\\d' in held", "1and 2 == 2", "'\\ud800' in held"])
def test_no_setting_of_warnings_changes_what_is_an_expression(written: str) -> None:
    results = set()
    for action in ("error", "ignore"):
        with warnings.catch_warnings():
            warnings.simplefilter(action)
            try:
                results.add(str(Expression.read(written)))
            except ExpressionFault:
                results.add("a fault")
    assert len(results) == 1


DEEP = ("(" * 250, "(" * 199 + "a" + ")" * 199, "not " * 120 + "a", "a+" * 249 + "a", "-" * 499 + "1", "f'{" * 160)


EVERY_CHARACTER = st.characters(exclude_categories=())
OF_THE_LANGUAGE = st.sampled_from(
    [*"ab'\"\\()[]{},.:=<>!+-*~^#\r\n\t\x0c 0189ejé风🙂", " in ", " and ", "not ", "lambda ", "min(", "f'"]
)


@given(st.text(EVERY_CHARACTER) | st.lists(OF_THE_LANGUAGE).map("".join))
@example("\ud800")
@example("(éé ==\r  1.5)")
def test_any_text_is_an_expression_or_a_fault_in_it(written: str) -> None:
    read_or_fault(written)


@pytest.mark.parametrize("written", DEEP, ids=range(len(DEEP)))
def test_depth_raises_nothing_but_a_fault(written: str) -> None:
    read_or_fault(written)


def faulty(written: str) -> str:
    """Return the whole message that `written` gives."""
    with pytest.raises(ExpressionFault) as fault:
        Expression.read(written)
    return str(fault.value)


def read_or_fault(written: str) -> None:
    """Read `written`, and let nothing but a fault inside it come of that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            Expression.read(written)
        except ExpressionFault as fault:
            assert 0 <= fault.column <= len(written)  # noqa: PT017  that there is a fault is not required
