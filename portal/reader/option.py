"""Options, as an author writes them: in an item, or in a set that several items share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yaml.nodes import ScalarNode

from portal.reader.fields import (
    Field,
    Part,
    Reader,
    identifier,
    mapping,
    one_of,
    optional,
    reads,
    reference,
    several,
    yes_or_no,
)
from portal.reader.names import Names
from portal.reader.place import Place
from portal.reader.words import citation, points_or_none, text_in, wording
from scoring.exact import Exact
from scoring.item import Option, OptOut, Step


@dataclass(frozen=True, slots=True)
class Written:
    """An option as written. says_points: whether it says what it earns, a number or none; else that is worked out."""

    option: Option
    says_points: bool

    @property
    def id(self) -> str:
        """The option's id."""
        return self.option.id


def option_part(names: Names) -> Part:
    """Return the keys of an option."""
    return Part(
        "option",
        {
            "id": Field(identifier, "the option's id", "选项的代号"),
            "label": Field(wording(names), "what the reader chooses", "读者看到的文字"),
            "points": optional(
                points_or_none,
                "what it earns in a scale; none for an opt-out that is not scored",
                "得分；不计分的回避项写 none",
            ),
            "correct": optional(yes_or_no, "whether it is right", "是否正确"),
            "alone": optional(yes_or_no, "whether it excludes every other option", "是否与其他选项互斥"),
            "opt_out": optional(one_of(OptOut), "that it declines an answer, and why", "表示不作实质回答，以及原因"),
            "feedback": optional(
                text_in(names.languages),
                "what is said beside the result where it was chosen",
                "选了它之后在结果旁显示的讲解",
            ),
            "source": optional(citation(names), "the rule behind it", "依据"),
        },
    )


def written_options(names: Names) -> Reader[tuple[Written, ...]]:
    """Return the reader of a list of options."""

    def make(*, points: Exact | str | None = None, **values: Any) -> Written:
        earned = None if isinstance(points, str) else points
        return Written(Option(points=earned, **values), says_points=points is not None)

    return several(mapping(make, option_part(names)))


def options_or_set(names: Names) -> Reader[tuple[Written, ...]]:
    """Return the reader of a list of options, or of the name of an option set, which gives that set's."""
    read_list, read_name = written_options(names), reference("option set", names.option_sets)

    @reads({"anyOf": [read_list.schema, {"type": "string"}]}, read_list.parts)
    def read(place: Place) -> tuple[Written, ...] | None:
        if isinstance(place.node, ScalarNode):
            named = read_name(place)
            return names.built.option_sets.get(named) if named else None  # a faulty set reports itself
        return read_list(place)

    return read


def check_opt_outs(place: Place, written: Sequence[Written], steps: tuple[Step, ...] = ()) -> None:
    """Report a scored item that does not say what declining it earns: nothing may be left to a default."""
    scored = any(one.option.points is not None for one in written if not one.option.opt_out) or bool(steps)
    for at, one in enumerate(written):
        here = place.child(at)
        if one.option.opt_out and scored and not one.says_points:
            what = f"'{one.id}' declines a scored item and does not say what that earns"
            here.fail(what, "add 'points', a number or none")
        if one.says_points and one.option.points is None and not one.option.opt_out:
            here.child("points").fail("only an opt-out may earn none", "write a number, or take 'points' away")
