"""The preview server: the types that modules need, and no noise when a browser leaves early."""

import socket
import struct
import threading
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from portal.hosting.preview import Handler

LARGE = 20_000_000  # bytes; more than the system's buffers take, so that the server is still sending


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    (tmp_path / "large.wasm").write_bytes(bytes(LARGE))
    (tmp_path / "small.mjs").write_text("export {};\n", encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path))) as started:
        started.daemon_threads = False  # leaving the block waits for every request to end
        threading.Thread(target=started.serve_forever, daemon=True).start()
        yield started
        started.shutdown()


@pytest.mark.parametrize(("path", "kind"), [("/small.mjs", "text/javascript"), ("/large.wasm", "application/wasm")])
def test_files_have_the_types_that_browsers_insist_on(server: ThreadingHTTPServer, path: str, kind: str) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_port)
    connection.request("GET", path)
    with connection.getresponse() as reply:
        reply.read()
    connection.close()
    assert (reply.headers["Content-Type"], reply.headers["Cache-Control"]) == (kind, "no-cache")


def test_a_browser_that_leaves_early_is_no_fault(
    server: ThreadingHTTPServer, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port)) as leaving:
        leaving.sendall(b"GET /large.wasm HTTP/1.0\r\n\r\n")
        assert leaving.recv(15) == b"HTTP/1.0 200 OK"
        leaving.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # leave with a reset
    server.shutdown()
    server.server_close()
    assert capfd.readouterr().err == ""
