"""A real Chromium on the real site, served from a folder deep inside a loopback server as any static host might."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request

from portal.hosting.preview import Handler
from portal.library import Library, read_library
from portal.site import render, write
from tests.browser.find_chromium import ensure_chromium

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
DEPTH = "some/where/portal"  # the site must work at any path
ENGINE_READY_MS = 60_000  # a slow machine may take long to start Python; no test measures it


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library()


@pytest.fixture(scope="session")
def site(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site into a folder deep inside a host's."""
    folder = tmp_path_factory.mktemp("host") / DEPTH
    folder.parent.mkdir(parents=True)
    write(library, render(library), folder)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the built site and yield its address, ending in a slash."""
    with serving(site.parents[DEPTH.count("/")]) as host:
        yield f"{host}{DEPTH}/"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback and yield its address, ending in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    browser = playwright.chromium.launch(executable_path=ensure_chromium(), args=arguments)
    yield browser
    browser.close()


@dataclass
class Visit:
    """A page, and all that it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """Open an address."""
        self.page.goto(address)
        return self.page


type Visitor = Callable[..., Visit]


@contextmanager
def watched(browser: Browser, **settings: Any) -> Iterator[Visit]:
    """Yield a visit in a fresh profile."""
    context = browser.new_context(**{"viewport": DESK, "locale": "zh-CN", **settings})
    context.set_default_timeout(ENGINE_READY_MS)
    visit = Visit(context.new_page())

    def note(request: Request) -> None:
        visit.requests.append(request.url)

    context.on("request", note)
    page = visit.page
    page.on("console", lambda said: visit.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    context.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Yield a visit on which nothing may be complained about: no error, no warning, no breach of the policy."""
    with watched(browser) as seen:
        yield seen
        assert seen.complaints == []


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Make a visit with settings of the test's own, such as a phone's width; complaints are checked at the end."""
    opened: list[Any] = []

    def make(**settings: Any) -> Visit:
        opened.append(watched(browser, **settings))
        made: Visit = opened[-1].__enter__()
        seen.append(made)
        return made

    seen: list[Visit] = []
    yield make
    for context in opened:
        context.__exit__(None, None, None)
    assert [complaint for made in seen for complaint in made.complaints] == []
