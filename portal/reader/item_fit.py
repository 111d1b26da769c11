"""Which keys an item may have, and which it needs, by its type."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.reader.names import AskedAs
from portal.reader.place import Place

WITH_OPTIONS = (AskedAs.CHOICE, AskedAs.LIKERT, AskedAs.CHOICES, AskedAs.MATRIX)
MAY_DECLINE = (AskedAs.NUMBER, AskedAs.MONEY, AskedAs.DATE)  # their options are opt-outs
# The keys that only some types have; all others belong to every type.
BELONGS: Mapping[str, tuple[AskedAs, ...]] = {
    "options": (*WITH_OPTIONS, *MAY_DECLINE),
    "rows": (AskedAs.MATRIX,),
    "help": tuple(one for one in AskedAs if one is not AskedAs.MATRIX),
    "low": (AskedAs.NUMBER, AskedAs.MONEY),
    "high": (AskedAs.NUMBER, AskedAs.MONEY),
    "unit": (AskedAs.NUMBER,),
    "currency": (AskedAs.MONEY,),
    "bands": (AskedAs.NUMBER, AskedAs.MONEY),
    "earliest": (AskedAs.DATE,),
    "latest": (AskedAs.DATE,),
    "longest": (AskedAs.TEXT,),
    "credit": (AskedAs.CHOICES,),
    "worth": (AskedAs.CHOICE, AskedAs.CHOICES),
    "shuffle": (AskedAs.CHOICE, AskedAs.CHOICES),
    "reverse": (AskedAs.CHOICE, AskedAs.LIKERT),
    "direction": (*WITH_OPTIONS[:3], AskedAs.NUMBER, AskedAs.MONEY),
    "beside": (*WITH_OPTIONS[:3], *MAY_DECLINE),
}
# The keys that a type cannot do without, beside those that every item has.
NEEDS: Mapping[AskedAs, tuple[str, ...]] = {
    **dict.fromkeys(WITH_OPTIONS, ("options",)),
    AskedAs.NUMBER: ("low", "high"),
    AskedAs.MONEY: ("low", "high", "currency"),
    AskedAs.DATE: ("earliest", "latest"),
    AskedAs.MATRIX: ("options", "rows"),
}
OF_A_ROW = ("reverse", "direction", "beside")  # keys that a matrix leaves to its rows
FEW = 3  # types that a hint may name


def check_fit(place: Place, values: Mapping[str, Any], asked_as: AskedAs | None) -> None:
    """Report keys that do not belong to the type, and what the type lacks."""
    if asked_as is None:
        return
    here, written = place.child("type"), [str(key.node.value) for key, _ in place.pairs()]
    for key in written:
        if key in BELONGS and asked_as not in BELONGS[key]:
            hint = f"take it away, or write type: {' or '.join(BELONGS[key])}"
            if asked_as is AskedAs.MATRIX and key in OF_A_ROW:
                hint = "write it in the rows that it holds for"
            elif len(BELONGS[key]) > FEW:
                hint = "take it away"
            place.child(key).fail(f"'{key}' does not belong to a {asked_as} item", hint)
    options = [one.option for one in values.get("options", ())]
    if asked_as in WITH_OPTIONS and len(options) < 2 and ("options" in values or "options" not in written):  # noqa: PLR2004
        here.fail(f"a {asked_as} item needs at least two options", "add 'options'")
    if asked_as in MAY_DECLINE and any(not option.opt_out for option in options):
        hint = "add 'opt_out' to each, or write type: choice"
        place.child("options").fail(f"the options of a {asked_as} item can only decline it", hint)
    if asked_as is not AskedAs.CHOICES and any(option.alone for option in options):
        here.fail(f"every option of a {asked_as} stands alone", "take 'alone' away, or write type: choices")
    _RANGES.get(asked_as, _no_range)(here, values, set(written))


def _no_range(_here: Place, _values: Mapping[str, Any], _written: set[str]) -> None:
    """Check nothing: the type has no range."""


def _check_numbers(here: Place, values: Mapping[str, Any], written: set[str], what: str = "a number") -> None:
    low, high = values.get("low"), values.get("high")
    if not {"low", "high"} <= written or (low is not None and high is not None and low >= high):
        here.fail(f"{what} needs a range", "add 'low' and a greater 'high'")


def _check_money(here: Place, values: Mapping[str, Any], written: set[str]) -> None:
    _check_numbers(here, values, written, "an amount")
    if "currency" not in written:
        here.fail("an amount needs a currency", "add 'currency: CNY', or another code")


def _check_days(here: Place, values: Mapping[str, Any], written: set[str]) -> None:
    earliest, latest = values.get("earliest"), values.get("latest")
    if not {"earliest", "latest"} <= written or (earliest and latest and earliest >= latest):
        here.fail("a date needs a range", "add 'earliest' and a later 'latest'")


def _check_matrix(here: Place, _values: Mapping[str, Any], written: set[str]) -> None:
    if "rows" not in written:
        here.fail("a matrix needs rows", "add 'rows', each with an id and a question")


_RANGES: Mapping[AskedAs, Callable[[Place, Mapping[str, Any], set[str]], None]] = {
    AskedAs.NUMBER: _check_numbers,
    AskedAs.MONEY: _check_money,
    AskedAs.DATE: _check_days,
    AskedAs.MATRIX: _check_matrix,
}
