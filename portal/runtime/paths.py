"""Where the runtime's ingredients lie in the repository."""

from pathlib import Path

from portal.library import ROOT

HERE = Path(__file__).parent
PYODIDE = ROOT / "node_modules" / "pyodide"

# What a page asks for: the loader, the WebAssembly module and its glue, and (plain boot only) the standard library.
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
