"""A static host on the loopback: it serves a folder gzipped, as hosts do, and counts the bytes of the bodies it sends.

Files are compressed when it starts, so that no compression is in a measured time. Only for tests and benchmarks.
"""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
# The strictest policy the worker must run under: nothing inline, nothing from elsewhere, nothing evaluated.
POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'"


@dataclass(slots=True)
class Host:
    """A host that runs. Put a file into `files`, or take it out, and it is served so from then on."""

    address: str
    files: dict[str, bytes]  # by path, gzipped
    sent: dict[str, int] = field(default_factory=dict)  # bytes by path, since it was last cleared


@contextmanager
def serve(folder: Path, extra: dict[str, bytes] | None = None) -> Iterator[Host]:
    """Serve `folder`, and the files in `extra` by path, until the block ends."""
    found = {f"/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in _files(folder)}
    files = {path: gzip.compress(content, 6, mtime=0) for path, content in (found | (extra or {})).items()}
    host = Host("", files)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, host)) as server:
        host.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Host, *arguments: object) -> None:
        self.host = host
        super().__init__(*arguments)  # type: ignore[arg-type]  # as socketserver gives them

    def do_GET(self) -> None:  # http.server asks for this name
        path = self.path.partition("?")[0]
        content = self.host.files.get(path)
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", TYPES.get(Path(path).suffix, "application/octet-stream"))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        if not path.endswith(".html"):  # a page carries its own; this one is for the worker
            self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(content)
        self.host.sent[path] = self.host.sent.get(path, 0) + len(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # http.server names it so
        """Say nothing: what is sent is counted."""
