"""A preview of the site on this machine alone, rebuilt on change."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from watchfiles import watch

ADDRESS = ("127.0.0.1", 8000)


class Handler(SimpleHTTPRequestHandler):
    """Serves files with the types that modules and WebAssembly need, and keeps the terminal for faults."""

    extensions_map = {  # noqa: RUF012  as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def end_headers(self) -> None:
        """Let nothing be cached: an author wants to see the change just made."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file; a browser that has left in the middle of it is no fault."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(site: Path, rebuild: Callable[[], object], watched: list[Path]) -> None:
    """Serve `site` at ADDRESS until interrupted, calling `rebuild` when a watched file changes.

    Errors: OSError when another program uses the port.
    """
    with ThreadingHTTPServer(ADDRESS, partial(Handler, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://{ADDRESS[0]}:{ADDRESS[1]}/ (rebuilt on change; stop with Ctrl-C)", flush=True)
        for _ in watch(*watched, raise_interrupt=False):
            rebuild()
        server.shutdown()
