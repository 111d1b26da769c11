"""A preview of the site on this machine alone, rebuilt on change."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from watchfiles import watch

ADDRESS = ("127.0.0.1", 8000)


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012  as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # an author wants to see the change just made
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the terminal for faults."""


def serve(site: Path, rebuild: Callable[[], object], watched: list[Path]) -> None:
    """Serve `site` at ADDRESS until interrupted, calling `rebuild` when a watched file changes."""
    with ThreadingHTTPServer(ADDRESS, partial(_Handler, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://{ADDRESS[0]}:{ADDRESS[1]}/ (rebuilt on change; stop with Ctrl-C)", flush=True)
        for _ in watch(*watched, raise_interrupt=False):
            rebuild()
        server.shutdown()
