"""One name for one runtime: the digest of everything its bytes depend on."""

import hashlib

from portal.runtime.paths import HERE, PYODIDE, PYODIDE_FILES
from portal.runtime.wheel import wheel_sources


def runtime_digest(bundle: str) -> str:
    """Return a SHA-256 over `bundle`, the wheel's sources, Pyodide and the runtime's own sources."""
    ours = sorted(path for path in HERE.iterdir() if path.suffix in {".py", ".mjs"})
    pyodide = [PYODIDE / name for name in PYODIDE_FILES]
    digest = hashlib.sha256(hashlib.sha256(bundle.encode()).digest())
    for path in [*wheel_sources(), *ours, *pyodide]:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
