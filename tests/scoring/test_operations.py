"""What each operation gives for the answers of one small questionnaire."""

import itertools
from fractions import Fraction

import pytest

from scoring.expression import Expression, Facts, evaluate
from scoring.operations import OPERATIONS, Kind, Operation, Rank, Value, is_date

ORDER = ("C1", "C2", "C3")
FACTS = Facts(
    values={
        "loss": "some",
        "age": 65,
        "zero": 0,
        "held": ("bonds", "funds"),
        "born": "1961-02-28",
        "tier": Rank.among("C2", ORDER),
    },
    answered={"loss": True, "age": True, "zero": True, "held": True, "born": True, "health": True},
    opted_out={"health"},
    counts={"held": 2},
    points={"loss": 2, "held": Fraction(7, 2), "capacity": 4, "origin": None},
    bands={"capacity": Rank.among("C1", ORDER), "tolerance": Rank.among("C3", ORDER)},
    capped={"tier": Rank.among("C1", ORDER)},
)
TRUTHS = {"yes": "age == 65", "no": "age == 64", "unknown": "gone == 1"}
GIVES = {"yes": True, "no": False, "unknown": None}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("loss == 'some'", True),
        ("loss == 'none'", False),
        ("loss != 'none'", True),
        ("age == 65", True),
        ("age != 65", False),
        ("age < 65", False),
        ("age <= 65", True),
        ("age > 64", True),
        ("age >= 66", False),
        ("zero == 0", True),
        ("zero > -1", True),
        ("not (age < 18)", True),
        ("loss in ('some', 'none')", True),
        ("loss in ['none']", False),
        ("loss not in ('none',)", True),
        ("'bonds' in held", True),
        ("'shares' in held", False),
        ("'shares' not in held", True),
        ("tier == 'C2'", True),
        ("tier >= 'C2'", True),
        ("tier > 'C2'", False),
        ("tier < 'C3'", True),
        ("tier in ('C1', 'C2')", True),
        ("band(capacity) == 'C1'", True),
        ("band(capacity) < band(tolerance)", True),
        ("band(capacity) <= 'C1'", True),
        ("band(tolerance) - band(capacity)", 2),
        ("band(capacity) - band(tolerance)", -2),
        ("band(tolerance) - tier >= 1", True),
        ("min(band(capacity), band(tolerance), tier)", Rank.among("C1", ORDER)),
        ("max(band(capacity), band(tolerance), tier)", Rank.among("C3", ORDER)),
        ("min(band(tolerance))", Rank.among("C3", ORDER)),
        ("min(points(loss), 1)", 1),
        ("max(points(loss), points(held))", Fraction(7, 2)),
        ("points(loss) + points(held)", Fraction(11, 2)),
        ("points(capacity) - points(held)", Fraction(1, 2)),
        ("age - 60 + 1", 6),
        ("-1", -1),
        ("age * 2", 130),
        ("age / 2", Fraction(65, 2)),
        ("age * 20 / 100 <= 13", True),
        ("count(held) + 1", 3),
        ("capped(tier)", "C1"),
        ("tier - capped(tier)", 1),
        ("answered(loss)", True),
        ("answered(zero)", True),
        ("answered(gone)", False),
        ("answered(health)", True),
        ("opted_out(health)", True),
        ("opted_out(loss)", False),
        ("opted_out(gone)", False),
        ("not opted_out(gone) and loss == 'some'", True),
        ("born == '1961-02-28'", True),
        ("born != '1961-02-28'", False),
        ("born < '1961-03-01'", True),
        ("born <= '1961-02-28'", True),
        ("born > '1960-12-31'", True),
        ("born >= '1961-03-01'", False),
        ("count(held) >= 2 and 'funds' in held", True),
        ("loss == 'some' and age < 18 or tier == 'C2'", True),
        ("loss == 'some' and (age < 18 or tier == 'C1')", False),
    ],
)
def test_an_operation_gives(written: str, value: Value) -> None:
    assert evaluate(Expression.read(written), FACTS) == value


@pytest.mark.parametrize(
    "written",
    [
        "gone == 'some'",
        "gone != 'some'",
        "gone < 3",
        "3 < gone",
        "not (gone == 'some')",
        "gone in ('a', 'b')",
        "gone not in ('a', 'b')",
        "'a' in gone",
        "'a' not in gone",
        "band(gone) >= 'C1'",
        "band(tolerance) - band(gone)",
        "min(band(gone), band(capacity))",
        "max(band(capacity), band(gone))",
        "points(gone) + 1",
        "2 * gone",
        "age / zero",
        "age / (zero * 2) > 1",
        "count(gone) >= 1",
        "capped(gone)",
        "gone < '1961-03-01'",
        "capped(gone) >= 'C1'",
        "points(origin) - 1",
        "points(origin) == 0",
        "gone",
    ],
)
def test_unknown_makes_unknown(written: str) -> None:
    assert evaluate(Expression.read(written), FACTS) is None


def test_the_tier_is_unknown_until_it_is_computed() -> None:
    assert evaluate(Expression.read("tier == 'C1'"), Facts({})) is None


AND = """
         yes      no       unknown
yes      yes      no       unknown
no       no       no       no
unknown  unknown  no       unknown
"""
OR = """
         yes      no       unknown
yes      yes      yes      yes
no       yes      no       unknown
unknown  yes      unknown  unknown
"""


@pytest.mark.parametrize(("operation", "table"), [("and", AND), ("or", OR)])
def test_kleene_s_tables(operation: str, table: str) -> None:
    head, *rows = [line.split() for line in table.strip().splitlines()]
    for left, *cells in rows:
        for right, cell in zip(head, cells, strict=True):
            written = f"{TRUTHS[left]} {operation} {TRUTHS[right]}"
            assert evaluate(Expression.read(written), FACTS) is GIVES[cell], written


@pytest.mark.parametrize(("operand", "result"), [("yes", "no"), ("no", "yes"), ("unknown", "unknown")])
def test_kleene_s_not(operand: str, result: str) -> None:
    assert evaluate(Expression.read(f"not ({TRUTHS[operand]})"), FACTS) is GIVES[result]


@pytest.mark.parametrize("parts", list(itertools.product(TRUTHS, repeat=3)), ids=" ".join)
def test_three_in_a_row_are_two_and_one(parts: tuple[str, str, str]) -> None:
    first, second, third = (TRUTHS[part] for part in parts)
    for operation in ("and", "or"):
        together = Expression.read(f"{first} {operation} {second} {operation} {third}")
        apart = Expression.read(f"({first} {operation} {second}) {operation} ({third})")
        assert evaluate(together, FACTS) is evaluate(apart, FACTS)


@pytest.mark.parametrize("left", ORDER)
@pytest.mark.parametrize("right", ORDER)
def test_ranks_compare_by_place_with_their_like_and_with_ids(left: str, right: str) -> None:
    rank, other = Rank.among(left, ORDER), Rank.among(right, ORDER)
    places = ORDER.index(left), ORDER.index(right)
    assert (rank == other, rank == right, rank < other, rank < right) == (
        left == right,
        left == right,
        left < right,
        left < right,
    )
    assert (rank >= right, rank > right, rank <= right) == (left >= right, left > right, left <= right)
    assert (rank != right, rank - other, rank.place) == (left != right, places[0] - places[1], places[0])
    assert (hash(rank) == hash(right)) == (left == right)


def test_place_counts_and_not_the_alphabet() -> None:
    assert Rank.among("low", ("low", "high")) < "high"
    assert Rank.among("low", ("low", "high")) != 0


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda operation: operation.name)
def test_an_operation_computes_or_looks_up_or_is_kleene_s(operation: Operation) -> None:
    ways = (operation.function is not None, operation.fact != "", operation.name in ("and", "or"))
    assert sum(ways) == 1


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("2026-01-31", True),
        ("2024-02-29", True),
        ("2026-02-29", False),
        ("2026-13-01", False),
        ("2026-1-31", False),
        ("20260131", False),
        ("2026-W05-6", False),
        ("31.1.2026", False),
        ("2026-01-31T00:00:00", False),
        (" 2026-01-31", False),
        ("２０２６-01-31", False),
        ("", False),
    ],
)
def test_a_date_is_a_day_of_the_calendar_written_in_one_way(word: str, is_one: bool) -> None:  # noqa: FBT001  a column
    assert is_date(word) is is_one


@pytest.mark.parametrize(
    ("kind", "spoken"),
    [
        (Kind("truth"), "a truth"),
        (Kind("number", (), "age"), "a number"),
        (Kind("option", ("a", "b"), "loss"), "the answer to 'loss'"),
        (Kind("options", ("a", "b"), "held"), "the answers to 'held'"),
        (Kind("rank", ORDER), "a place among C1, C2, C3"),
        (Kind("scale", ORDER, "capacity"), "the scale 'capacity'"),
        (Kind("date", (), "born"), "the date 'born'"),
        (Kind("text", (), "note"), "the text 'note'"),
        (Kind.of_literal("a"), "the id 'a'"),
        (Kind.of_literal(("a", "b")), "a list of ids"),
        (Kind.of_literal(3), "a number"),
        (Kind("number", (), "price", unit="CNY"), "an amount of CNY"),
    ],
)
def test_a_kind_is_spoken_of(kind: Kind, spoken: str) -> None:
    assert str(kind) == spoken
