"""What the options of an item earn, and what does not fit together in that."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from yaml.nodes import ScalarNode

from portal.reader.option import Written, check_opt_outs
from portal.reader.place import Place
from portal.reader.step import check_steps
from scoring.exact import Exact, exact
from scoring.item import Credit, Direction, ItemType, Option, Step


def earned_by(values: Mapping[str, Any]) -> tuple[Option, ...]:
    """Return the options with the points that they earn: those of a right answer, or turned round."""
    written: tuple[Written, ...] = values.get("options", ())
    if _tests_knowledge(values):
        worth = values.get("worth") if values["type"] is ItemType.CHOICE else None
        return tuple(_marked(one, worth) for one in written)
    options = tuple(one.option for one in written)
    earned = [option.points for option in options if option.points is not None and not option.opt_out]
    if not values.get("reverse") or not earned:  # none where the options are faulty, and are reported where they stand
        return options
    ends = min(earned) + max(earned)
    return tuple(
        option if option.points is None or option.opt_out else replace(option, points=exact(ends - option.points))
        for option in options
    )


def _marked(written: Written, worth: Exact | None) -> Option:
    """Return an option of a question of knowledge: right or wrong where there is a worth, and an opt-out as wrong."""
    option = written.option
    if option.opt_out:
        return option if written.says_points else replace(option, points=0)
    return option if worth is None else replace(option, points=worth if option.correct else 0)


def _tests_knowledge(values: Mapping[str, Any]) -> bool:
    return "worth" in values or values.get("credit") in (Credit.EXACT, Credit.PARTIAL)


def check_options(place: Place, values: Mapping[str, Any]) -> None:
    """Report options whose points do not fit together: those of knowledge, and of opt-outs."""
    written: tuple[Written, ...] = values.get("options", ())
    options = [one.option for one in written]
    marked = _tests_knowledge(values)
    if marked:
        _check_knowledge(place, values, options)
    elif any(option.correct for option in options) and not place.has("worth"):
        hint = "add 'worth', and 'credit' for several choices"
        if values["type"] is ItemType.LIKERT:
            hint = "write type: choice and add 'worth', or take 'correct' away"
        place.child("options").fail("an option is correct, and the item has no worth", hint)
    named = isinstance(place.child("options").node, ScalarNode)  # a set is checked where it is written
    if not marked and (values["steps"] or not named):
        check_opt_outs(place.child("options"), written, values["steps"])


def check_points(place: Place, values: Mapping[str, Any]) -> None:
    """Report points that do not fit together: turned round, of numbers, and against the direction."""
    options = [one.option for one in values.get("options", ())]
    if values.get("reverse") and options and not any(option.points is not None for option in options):
        place.child("reverse").fail("there are no points to turn round", "give the options points, or take it away")
    _check_steps(place, values)
    if not _tests_knowledge(values) and "direction" in values:
        _check_direction(place, values, options)


def _check_knowledge(place: Place, values: Mapping[str, Any], options: Sequence[Option]) -> None:
    if not place.has("worth"):
        place.child("credit").fail(f"credit: {values['credit']} needs a worth", "add 'worth: 1'")
    told = "credit" in values or not place.has("credit")  # a misspelt one is reported where it stands
    if values["type"] is ItemType.CHOICES and told and values.get("credit") not in (Credit.EXACT, Credit.PARTIAL):
        hint = "add 'credit: exact' or 'credit: partial'"
        place.child("worth").fail("the worth of several choices needs a rule", hint)
    if options and not any(option.correct for option in options):
        place.child("options").fail("no option is correct", "mark the right ones with 'correct: yes'")
    for at, option in enumerate(options):
        if option.points is not None and not option.opt_out:
            place.child("options", at, "points").fail("the item's worth gives the points", "take 'points' away")


def _check_steps(place: Place, values: Mapping[str, Any]) -> None:
    steps: tuple[Step, ...] = values["steps"]
    low, high = values.get("low"), values.get("high")
    if low is None or high is None:
        return
    check_steps(place.child("bands"), steps, low, high, "numbers")


def _check_direction(place: Place, values: Mapping[str, Any], options: Sequence[Option]) -> None:
    steps: tuple[Step, ...] = values["steps"]
    earned = [option.points for option in options if option.points is not None and not option.opt_out]
    earned += [step.value for step in steps]
    if values.get("reverse"):
        earned = [-one for one in earned]
    sign = 1 if values["direction"] is Direction.UP else -1
    if any(sign * later < sign * earlier for earlier, later in pairwise(earned)):
        more = "less" if sign > 0 else "more"
        place.child("direction").fail(f"an answer further on earns {more}", "mend the points, or take 'direction' away")
