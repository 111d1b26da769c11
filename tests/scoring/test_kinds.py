"""What kind of value an expression gives, and the whole message where kinds do not fit."""

import pytest

from scoring.expression import Expression, ExpressionFault, kind_of
from scoring.operations import TRUTH, Kind

ORDER = ("C1", "C2", "C3")
NAMES = {
    "loss": Kind("option", ("none", "some"), "loss"),
    "goal": Kind("option", ("safety", "growth"), "goal"),
    "held": Kind("options", ("bonds", "funds"), "held"),
    "age": Kind("number", (), "age", scored=False),
    "years": Kind("number", (), "years"),
    "born": Kind("date", (), "born", scored=False),
    "due": Kind("date", (), "due", scored=False),
    "note": Kind("text", (), "note", scored=False),
    "health": Kind("option", ("well", "not_sure"), "health", opts_out=True),
    "complexity": Kind("rank", ("plain", "complex"), "complexity"),
    "风险": Kind("option", ("低", "高"), "风险"),
    "capacity": Kind("scale", ORDER, "capacity"),
    "other": Kind("scale", ("low", "high"), "other"),
    "tier": Kind("rank", ORDER, "tier"),
    "price": Kind("number", (), "price", unit="CNY"),
    "fee": Kind("number", (), "fee", unit="CNY"),
    "dollars": Kind("number", (), "dollars", unit="USD"),
}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("loss == 'none'", TRUTH),
        ("loss in ('none', 'some') and 'funds' in held", TRUTH),
        ("age >= 18", TRUTH),
        ("answered(loss) or answered(age)", TRUTH),
        ("points(loss) + points(held) + points(capacity) - age", Kind("number")),
        ("band(capacity) - tier", Kind("number")),
        ("min(band(capacity), tier)", Kind("rank", ORDER)),
        ("band(other)", Kind("rank", ("low", "high"))),
        ("max(age, 3)", Kind("number")),
        ("capped(tier)", Kind("rank", ORDER, "tier")),
        ("count(held) * 2 + age / 3", Kind("number")),
        ("price * 20 / 100 + fee", Kind("number", unit="CNY")),
        ("max(price, 3 * fee, 1000)", Kind("number", unit="CNY")),
        ("price / fee", Kind("number")),
        ("2 + 3", Kind("number", literal=True)),
        ("price * age >= 4 * fee", TRUTH),
        ("price < 1000", TRUTH),
        ("tier in ('C1', 'C2')", TRUTH),
        ("风险 == '高'", TRUTH),
        ("points(years) + 1", Kind("number")),
        ("born < '1960-02-29'", TRUTH),
        ("born != due and born >= due", TRUTH),
        ("answered(note) and answered(born)", TRUTH),
        ("opted_out(health)", TRUTH),
        ("complexity >= 'complex'", TRUTH),
        ("capped(complexity)", Kind("rank", ("plain", "complex"), "complexity")),
        ("'bonds' not in held or 'funds' in held", TRUTH),
    ],
)
def test_the_kind_of_a_sound_expression(written: str, kind: Kind) -> None:
    assert kind_of(Expression.read(written), NAMES) == kind


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("los == 'none'", "unknown name 'los' (column 1): did you mean 'loss'?"),
        ("loss == 'none' and ag > 1", "unknown name 'ag' (column 20): did you mean 'age'?"),
        (
            "xyz == 1",
            "unknown name 'xyz' (column 1): use the id of an item, a scale or an outcome; an option stands in quotes",
        ),
        ("band(capacty)", "unknown name 'capacty' (column 6): did you mean 'capacity'?"),
        ("loss == 'nune'", "the answer to 'loss' is never 'nune' (column 9): did you mean 'none'?"),
        ("loss == 'xyz'", "the answer to 'loss' is never 'xyz' (column 9): use one of none, some"),
        ("风险 == '中'", "the answer to '风险' is never '中' (column 7): use one of 低, 高"),
        ("loss in ('none', 'nonne')", "the answer to 'loss' is never 'nonne' (column 9): did you mean 'none'?"),
        ("'bond' in held", "the answers to 'held' is never 'bond' (column 1): did you mean 'bonds'?"),
        ("tier >= 'C4'", "a place among C1, C2, C3 is never 'C4' (column 9): use one of C1, C2, C3"),
        ("tier in ('D',)", "a place among C1, C2, C3 is never 'D' (column 9): use one of C1, C2, C3"),
        ("loss and age > 1", "the answer to 'loss' is not true or false (column 1): compare it with something"),
        ("age > 1 or age", "a number is not true or false (column 12): compare it with something"),
        ("not tier", "a place among C1, C2, C3 is not true or false (column 5): compare it with something"),
        ("'none' == loss", "the id 'none' stands first (column 1): put the name first: item == 'id'"),
        (
            "held == 'bonds'",
            "the answers to 'held' cannot be compared this way (column 1): this takes option, number, date or rank",
        ),
        (
            "loss < 'some'",
            "the answer to 'loss' cannot be compared this way (column 1): this takes number, date or rank",
        ),
        (
            "capacity >= 3",
            "the scale 'capacity' cannot be compared this way (column 1): this takes number, date or rank",
        ),
        ("loss == 3", "the answer to 'loss' cannot be compared with a number (column 9): compare like with like"),
        (
            "loss == goal",
            "the answer to 'loss' cannot be compared with the answer to 'goal' (column 9): compare like with like",
        ),
        ("age == 'old'", "a number cannot be compared with the id 'old' (column 8): compare like with like"),
        (
            "tier == band(other)",
            (
                "a place among C1, C2, C3 cannot be compared with a place among low, high (column 9): "
                "compare like with like"
            ),
        ),
        ("age in ('a',)", "a number cannot be in a list of ids (column 1): write item in ('a', 'b'), or 'a' in item"),
        (
            "age > 1 and 'none' in loss",
            "the id 'none' cannot be in the answer to 'loss' (column 13): write item in ('a', 'b'), or 'a' in item",
        ),
        ("loss + 1", "the answer to 'loss' is not a number (column 1): use points(…) or a whole number"),
        ("1 + tier", "a place among C1, C2, C3 is not a number (column 5): use points(…) or a whole number"),
        ("tier - 1", "a place among C1, C2, C3 is not a number (column 1): use points(…) or a whole number"),
        (
            "tier - band(other)",
            "a place among C1, C2, C3 is not a number (column 1): use points(…) or a whole number",
        ),
        (
            "min(tier, band(other))",
            "a place among low, high cannot be chosen among (column 11): use band(…) of scales with the same bands",
        ),
        (
            "max(loss)",
            "the answer to 'loss' cannot be chosen among (column 5): use band(…) of scales with the same bands",
        ),
        ("band(loss)", "the answer to 'loss' has no bands (column 6): give band(…) a scale"),
        ("points(age)", "a number has no points (column 8): give points(…) a scale or a scored item"),
        ("points(tier)", "a place among C1, C2, C3 has no points (column 8): give points(…) a scale or a scored item"),
        (
            "price > dollars",
            "an amount of CNY cannot be compared with an amount of USD (column 9): compare like with like",
        ),
        ("price > age", "an amount of CNY cannot be compared with a number (column 9): compare like with like"),
        (
            "price + 1 + dollars",
            "an amount of USD and an amount of CNY do not go together (column 13): use amounts of one currency",
        ),
        ("price * fee", "two amounts of money cannot be multiplied (column 9): multiply one by a plain number"),
        (
            "age / fee",
            (
                "a number cannot be divided by an amount of CNY (column 7): "
                "divide by a plain number or by the same currency"
            ),
        ),
        ("age * tier", "a place among C1, C2, C3 is not a number (column 7): use points(…) or a whole number"),
        ("tier / 2", "a place among C1, C2, C3 is not a number (column 1): use points(…) or a whole number"),
        ("count(loss)", "the answer to 'loss' is not a list (column 7): give count(…) an item of several choices"),
        ("capped(loss)", "the answer to 'loss' is not an outcome (column 8): give capped(…) tier or another outcome"),
        ("answered(capacity)", "the scale 'capacity' is not an item (column 10): give answered(…) an item"),
        (
            "age > 1 and born < '1.1.1960'",
            "'1.1.1960' is not a date (column 20): write year, month and day, as '2026-01-31'",
        ),
        ("born < '2026-02-30'", "'2026-02-30' is not a date (column 8): write year, month and day, as '2026-01-31'"),
        ("born < '20260131'", "'20260131' is not a date (column 8): write year, month and day, as '2026-01-31'"),
        ("born < 1960", "the date 'born' cannot be compared with a number (column 8): compare like with like"),
        ("born == age", "the date 'born' cannot be compared with a number (column 9): compare like with like"),
        ("due - born", "the date 'due' is not a number (column 1): use points(…) or a whole number"),
        (
            "note == 'rich'",
            "the text 'note' cannot be compared this way (column 1): this takes option, number, date or rank",
        ),
        ("count(note)", "the text 'note' is not a list (column 7): give count(…) an item of several choices"),
        ("points(note)", "the text 'note' has no points (column 8): give points(…) a scale or a scored item"),
        (
            "opted_out(loss)",
            "the answer to 'loss' cannot be declined (column 11): give opted_out(…) an item with an 'opt_out' option",
        ),
        (
            "opted_out(capacity)",
            "the scale 'capacity' cannot be declined (column 11): give opted_out(…) an item with an 'opt_out' option",
        ),
        (
            "complexity >= 'C1'",
            "a place among plain, complex is never 'C1' (column 15): use one of plain, complex",
        ),
        (
            "capped(band(capacity))",
            (
                "'capped(band(capacity))' is not part of the expression language (column 1): "
                "write capped(…) with one id and no quotes"
            ),
        ),
        ("answered(tier)", "a place among C1, C2, C3 is not an item (column 10): give answered(…) an item"),
    ],
)
def test_what_does_not_fit(written: str, message: str) -> None:
    with pytest.raises(ExpressionFault) as fault:
        kind_of(Expression.read(written), NAMES)
    assert str(fault.value) == message
