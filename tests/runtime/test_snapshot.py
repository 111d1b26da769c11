"""The runtime's folder, and the worker that boots from it in Chromium: as it is, and with something wrong with it."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from benchmarks.chromium import fresh_browser
from benchmarks.page_start import example_request
from benchmarks.static_server import Host, serve
from portal.library import read_library
from portal.runtime import RUNTIME_FILES, build_runtime, runtime_digest
from portal.site import write_app
from scoring.browser import door

RUNTIME = "/app/runtime/"

# Starts a scorer that keeps what it was told, so that a test can ask for it.
START = """async (boot) => {
    const { startScorer } = await import("/app/scorer.js");
    window.stages = [];
    window.scorer = startScorer((stage) => window.stages.push(stage), boot);
}"""
ASK = """async (request) => {
    try { return await window.scorer.ask(request); } catch (error) { return { failed: error.message }; }
}"""


type Request = dict[str, object]
type Reply = dict[str, object]
type Change = Callable[[bytes], bytes] | None  # None takes the file away


def spoil(host: Host, name: str, change: Change) -> None:
    """Change a file of the runtime that is served, or take it away."""
    content = gzip.decompress(host.files.pop(RUNTIME + name))
    if change:
        host.files[RUNTIME + name] = gzip.compress(change(content))


@dataclass(slots=True)
class Worker:
    """A page with a scorer, and what its console was told."""

    page: Page
    host: Host
    warnings: list[str] = field(default_factory=list)

    def start(self, boot: str = "") -> None:
        """Open the page and make its scorer; `boot` is as for startScorer."""
        self.page.goto(f"{self.host.address}/page.html")
        self.page.evaluate(START, boot)

    def ask(self, request: Request) -> Reply:
        """Return the reply, or {"failed": why} when there is none."""
        reply: Reply = self.page.evaluate(ASK, request)
        return reply

    @property
    def stages(self) -> list[str]:
        """Return the stages that the page was told, in order."""
        stages: list[str] = self.page.evaluate("window.stages")
        return stages


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[BrowserContext]:
    with fresh_browser(playwright) as context:
        yield context


@pytest.fixture
def worker(browser: BrowserContext, tmp_path: Path) -> Iterator[Worker]:
    write_app(read_library(), tmp_path / "app")
    with serve(tmp_path, {"/page.html": b"<!doctype html><title>test</title>"}) as host:
        page = browser.new_page()
        made = Worker(page, host)
        page.on("console", lambda said: made.warnings.append(said.text) if said.type == "warning" else None)
        yield made
        page.close()


@pytest.fixture
def worker_without_trampoline(playwright: Playwright, tmp_path: Path) -> Iterator[Worker]:
    """Yield a worker in a browser that says it is an iPhone's: there Pyodide has no trampoline, as in all WebKit."""
    write_app(read_library(), tmp_path / "app")
    extra = {"/page.html": b"<!doctype html><title>test</title>"}
    with fresh_browser(playwright, user_agent="iPhone") as context, serve(tmp_path, extra) as host:
        made = Worker(context.new_page(), host)
        made.page.on("console", lambda said: made.warnings.append(said.text) if said.type == "warning" else None)
        yield made


@pytest.fixture
def example(bundle: str) -> Request:
    return example_request(bundle)


@pytest.fixture
def record(bundle: str, example: Request) -> Reply:
    """Return what CPython gives for the same request."""
    reply: Reply = json.loads(door(bundle)(json.dumps(example)))
    return reply


def test_the_folder_holds_these_files_and_the_wheel(runtime: Path) -> None:
    names = {path.name for path in runtime.iterdir()}
    assert names - RUNTIME_FILES == {path.name for path in runtime.glob("suitability_scoring-*-py3-none-any.whl")}
    assert names >= RUNTIME_FILES


def test_the_lock_lists_the_wheel_alone_with_its_hash(runtime: Path) -> None:
    (wheel,) = runtime.glob("*.whl")
    packages = json.loads((runtime / "pyodide-lock.json").read_text())["packages"]
    listed = {(name, package["file_name"], package["sha256"]) for name, package in packages.items()}
    assert listed == {("suitability-scoring", wheel.name, hashlib.sha256(wheel.read_bytes()).hexdigest())}


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes(runtime: Path, bundle: str, tmp_path: Path) -> None:
    build_runtime(bundle, tmp_path / "again")
    for path in runtime.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_another_bundle_is_another_runtime(bundle: str) -> None:
    assert runtime_digest(bundle) == runtime_digest(bundle)
    assert runtime_digest(bundle) != runtime_digest(bundle + " ")


@pytest.mark.browser
def test_it_boots_from_the_snapshot(worker: Worker, example: Request, record: Reply) -> None:
    worker.start()
    assert worker.ask(example) == record
    assert (worker.stages, worker.warnings) == (["starting", "ready"], [])
    fetched = {path.removeprefix(RUNTIME) for path in worker.host.sent if path.startswith(RUNTIME)}
    assert fetched == {
        "pyodide.mjs",
        "pyodide.asm.mjs",
        "pyodide.asm.wasm",
        "pyodide-lock.json",
        "snapshot.json",
        "snapshot.bin",
    }, "the standard library and the wheel are in the snapshot"


@pytest.mark.browser
def test_it_boots_plainly_when_told_so(worker: Worker, example: Request, record: Reply) -> None:
    worker.start("plain")
    assert worker.ask(example) == record
    assert (worker.stages, worker.warnings) == (["starting", "ready"], [])


@pytest.mark.browser
def test_it_boots_where_python_has_no_trampoline(
    worker_without_trampoline: Worker, example: Request, record: Reply
) -> None:
    worker = worker_without_trampoline
    worker.start()
    assert worker.page.evaluate("navigator.userAgent") == "iPhone"
    assert worker.ask(example) == record
    assert worker.stages == ["starting", "ready"]
    assert worker.warnings == []


@pytest.mark.parametrize(
    "spoilt",
    [
        ("snapshot.bin", None, "snapshot.bin: 404"),
        ("snapshot.bin", lambda image: image[: len(image) // 2], "Compressed input was truncated"),
        ("snapshot.bin", lambda _: b"<!doctype html>", "The compressed data was not valid"),
        ("snapshot.json", None, "snapshot.json: 404"),
        ("snapshot.json", lambda about: about.replace(b'"bytes":3', b'"bytes":4'), "the snapshot has 3"),
    ],
)
def test_it_starts_the_plain_way_when_the_snapshot_is_unusable(
    worker: Worker, example: Request, record: Reply, spoilt: tuple[str, Change, str]
) -> None:
    name, change, reason = spoilt
    spoil(worker.host, name, change)
    worker.start()
    assert worker.ask(example) == record
    assert worker.stages == ["starting", "loading", "ready"]
    assert len(worker.warnings) == 1
    assert reason in worker.warnings[0]


@pytest.mark.browser
def test_a_worker_that_cannot_boot_says_so_and_the_next_ask_makes_another(
    worker: Worker, example: Request, record: Reply
) -> None:
    wasm = worker.host.files.pop(f"{RUNTIME}pyodide.asm.wasm")
    worker.start()
    assert "HTTP status code is not ok" in str(worker.ask(example)["failed"])
    assert worker.stages == ["starting", "loading", "broken"]
    worker.host.files[f"{RUNTIME}pyodide.asm.wasm"] = wasm
    assert worker.ask(example) == record


@pytest.mark.browser
@pytest.mark.parametrize("boot", ["", "plain"])
def test_a_fault_of_ours_is_told_with_its_place_and_the_next_ask_makes_another(
    worker: Worker, example: Request, record: Reply, boot: str
) -> None:
    worker.start(boot)
    failed = str(worker.ask({"ask": "no such thing"})["failed"])
    assert "scoring/browser.py" in failed
    assert failed.rstrip().endswith("KeyError: 'form'")
    assert worker.ask(example) == record


@pytest.mark.browser
def test_every_ask_gets_its_own_reply_and_stop_ends_those_that_wait(
    worker: Worker, example: Request, record: Reply
) -> None:
    worker.start()
    shown = {"ask": "shown", "form": example["form"], "version": example["version"], "answers": {}}
    asks = "(asks) => Promise.allSettled(asks.map((ask) => window.scorer.ask(ask)))"
    first, second, third = worker.page.evaluate(asks, [example, shown, {**example, "version": "0"}])
    assert first["value"] == record
    assert list(second["value"]) == ["shown", "texts", "orders"]
    assert list(third["value"]) == ["refused"]
    stopped = worker.page.evaluate(
        """async (request) => {
            const asked = window.scorer.ask(request);
            window.scorer.stop();
            return asked.catch((error) => error.message);
        }""",
        example,
    )
    assert stopped == "the scorer was stopped"
