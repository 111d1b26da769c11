"""The runtime's folder, built whole or not at all, and kept as long as nothing it depends on changes."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.runtime.digest import runtime_digest
from portal.runtime.lock import write_lock
from portal.runtime.paths import PYODIDE, PYODIDE_FILES
from portal.runtime.snapshot import ABOUT, SNAPSHOT, write_snapshot
from portal.runtime.wheel import build_wheel

KEPT = 4  # runtimes in a cache
DIGEST_LENGTH = 64  # hex digits; a folder with another name is a build under way

# Every file of the folder but the wheel, whose name holds its version.
RUNTIME_FILES = frozenset({*PYODIDE_FILES, "bundle.json", "pyodide-lock.json", SNAPSHOT, ABOUT})


def build_runtime(bundle: str, out: Path) -> None:
    """Write the runtime for the questionnaires in `bundle` (JSON) as the folder `out`, in place of what was there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside `out`, so that the last step is one rename on one file system.
    with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as temporary:
        made = Path(temporary) / out.name
        made.mkdir()
        _fill(made, bundle)
        if out.exists():
            shutil.rmtree(out)
        made.rename(out)


def cached_runtime(bundle: str, cache: Path) -> Path:
    """Return the folder under `cache` that holds the runtime for `bundle`, building it if it is not there."""
    folder = cache / runtime_digest(bundle)
    if not folder.exists():
        build_runtime(bundle, folder)
        if runtime_digest(bundle) != folder.name:  # edited meanwhile: nobody knows what is in it
            shutil.rmtree(folder)
            return cached_runtime(bundle, cache)
        _prune(cache)
    return folder


def _prune(cache: Path) -> None:
    """Keep the newest few: every edit of a questionnaire makes another 17 MB."""
    entries = sorted((path for path in cache.iterdir() if len(path.name) == DIGEST_LENGTH), key=_made_at)
    for old in entries[:-KEPT]:
        shutil.rmtree(old)


def _made_at(path: Path) -> float:
    return path.stat().st_mtime


def _fill(folder: Path, bundle: str) -> None:
    for name in PYODIDE_FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    (folder / "bundle.json").write_text(bundle, encoding="utf-8")
    wheel = build_wheel(folder)
    write_lock(wheel, folder / "pyodide-lock.json")
    write_snapshot(folder, wheel)
