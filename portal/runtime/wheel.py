"""The wheel of our pure-Python packages, the same bytes from the same sources wherever it is built.

It is built from a copy, so that setuptools leaves its build/ and *.egg-info there and not in the repository.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.library import ROOT

# Seconds: 2026-01-01T00:00:00Z, the date every file in the wheel carries. A zip cannot hold a date before 1980.
EPOCH = "1767225600"


class WheelError(RuntimeError):
    """The wheel could not be built; the message holds what the builder said."""


def wheel_sources(root: Path = ROOT) -> list[Path]:
    """Return every file the wheel is made from, sorted: pyproject.toml and the packages it names."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    packages: list[str] = project["tool"]["setuptools"]["packages"]
    # A package is named with dots, and lists only its own modules: sub-packages are named beside it.
    modules = [path for package in packages for path in (root / package.replace(".", "/")).glob("*.py")]
    return sorted([root / "pyproject.toml", *modules])


def build_wheel(into: Path) -> Path:
    """Build the wheel into the folder `into` and return its path."""
    with TemporaryDirectory() as temporary:
        copy = Path(temporary)
        for source in wheel_sources():
            target = copy / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            target.chmod(0o644)  # the wheel records modes, and a checkout's depend on the person's umask
        _run_build(copy, into)
    (wheel,) = into.glob("*.whl")
    return wheel


def _run_build(source: Path, into: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(into), str(source)]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
        umask=0o022,
    )
    if done.returncode:
        raise WheelError(f"the wheel was not built:\n{done.stdout}{done.stderr}")
