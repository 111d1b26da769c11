"""What lets a page score with the same Python: Pyodide, our wheel, the questionnaires, a memory snapshot of them all.

`build_runtime` writes the folder that portal/browser/worker.js boots from; `cached_runtime` does so once per content.
"""

from portal.runtime.build import RUNTIME_FILES, build_runtime, cached_runtime
from portal.runtime.digest import runtime_digest
from portal.runtime.node import NodeError, run_node

__all__ = [
    "RUNTIME_FILES",
    "NodeError",
    "build_runtime",
    "cached_runtime",
    "run_node",
    "runtime_digest",
]
