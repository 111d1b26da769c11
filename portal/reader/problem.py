"""A fault in a file an author wrote: where, what, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `line` and `column` count from 0, as YAML's marks do; people see them counted from 1."""

    file: str
    line: int
    column: int
    text: str  # the line of the file
    what: str
    path: str
    hint: str

    def __str__(self) -> str:
        """Draw the fault: place, line, caret, where it is in the model, and a hint."""
        margin = f"  {self.line + 1} | "
        caret = " " * len(margin) + _blank(self.text[: self.column]) + "^"
        return "\n".join(
            [
                f"{self.file}:{self.line + 1}:{self.column + 1}: {self.what}",
                (margin + self.text).rstrip(),
                caret,
                f"  at:   {self.path or 'the whole file'}",
                f"  hint: {self.hint}",
            ]
        )


class FaultyFile(ValueError):
    """A file that cannot be used, with every fault found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column)))
        super().__init__("\n\n".join(str(problem) for problem in self.problems))


def _blank(text: str) -> str:
    """Return white space as wide as `text` in a terminal: a tab stays a tab, a Chinese character takes two columns."""
    return "".join("\t" if one == "\t" else "  " if east_asian_width(one) in "WF" else " " for one in text)
