"""pyodide-lock.json: tells Pyodide's `loadPackage` our wheel's file, imports and SHA-256, and nothing else.

The package pyodide-lock suffices: pyodide-build and its cross-build environment are for wheels with compiled parts.
"""

from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from portal.runtime.paths import PYODIDE


def write_lock(wheel: Path, path: Path) -> None:
    """Write to `path` a lock that lists `wheel`, for the Python and platform of the installed Pyodide."""
    shipped = PyodideLockSpec.from_json(PYODIDE / "pyodide-lock.json")
    empty = PyodideLockSpec(info=shipped.info, packages={})
    add_wheels_to_spec(empty, [wheel]).to_json(path)
