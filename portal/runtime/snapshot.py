"""The memory snapshot: Python as it is once the questionnaires are read, ready to answer.

Node takes it (snapshot.mjs) with the very Pyodide the page runs; here it is only compressed.
"""

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.runtime.node import run_node
from portal.runtime.paths import HERE

SNAPSHOT = "snapshot.bin"  # gzip inside, yet not named .gz: some hosts would unpack it on the way
ABOUT = "snapshot.json"  # its size once opened


def write_snapshot(runtime: Path, wheel: Path) -> None:
    """Write the snapshot, and what must be known before it is opened, into the folder `runtime`."""
    with TemporaryDirectory() as temporary:
        opened = Path(temporary) / "snapshot"
        about = run_node(HERE / "snapshot.mjs", runtime, wheel, runtime / "bundle.json", HERE / "prepare.py", opened)
        # mtime=0: the header holds no date, so the same snapshot is the same file.
        # Level 8: level 9 takes twice as long for 0.3% less.
        (runtime / SNAPSHOT).write_bytes(gzip.compress(opened.read_bytes(), compresslevel=8, mtime=0))
    (runtime / ABOUT).write_text(about, encoding="utf-8")
