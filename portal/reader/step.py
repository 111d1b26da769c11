"""Steps of numbers, as an author writes them: the points that numbers earn, the values of norms."""

from typing import Any

from portal.reader.fields import Field, Part, Reader, mapping
from portal.reader.place import Place
from portal.reader.words import points
from scoring.exact import Exact
from scoring.item import Step


def step_part(value: str) -> Part:
    """Return the keys of a step of numbers; it ends where the next starts."""
    return Part(
        "step" if value == "points" else "norm",
        {
            "from": Field(points, "where it starts, included", "起点（含）"),
            value: Field(points, "what it gives", "给出的值"),
        },
    )


def step_reader(value: str) -> Reader[Step]:
    """Return the reader of a step that gives `value`: points, or the value of a norm."""

    def make(**values: Any) -> Step:
        return Step(values["from"], values[value])

    return mapping(make, step_part(value))


def check_steps(place: Place, steps: tuple[Step, ...], low: Exact, high: Exact, what: str) -> None:
    """Report steps that do not start at `low`, do not rise, or start beyond `high`."""
    for at, step in enumerate(steps):
        here = place.child(at, "from")
        if at == 0 and step.start != low:
            here.fail(f"the first band starts at {step.start}, but {what} start at {low}", f"write from: {low}")
        elif step.start > high:
            here.fail(f"no {what} reach {step.start}", f"they go from {low} to {high}")
        elif at and step.start <= steps[at - 1].start:
            here.fail(
                f"this band starts at {step.start}, not above {steps[at - 1].start}",
                "let each start above the one before",
            )
