"""From the start of a page to its first score: our snapshot beside a plain Pyodide boot; and from submit to result.

    python -m benchmarks.page_start

Both boots run in the same Chromium on the same machine, in turn, from a host on the loopback that gzips: what is
compared is work, not networks; the bytes that a network would carry are printed beside. It asserts no time.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from benchmarks.chromium import fresh_browser
from benchmarks.static_server import Host, serve
from portal.library import ROOT, Library, read_library
from portal.site import render, write
from scoring.questionnaire import Questionnaire
from tests.browser.form import answer_all, form_address, submit

ROUNDS = 5  # fresh browsers per boot
SUBMITS = 300
SITE = ROOT / "site"
BOOTS = ("snapshot", "plain")

PAGE = b'<!doctype html><title>page start</title><script type="module" src="/bench.js"></script>'
SCRIPT = b"""
import { startScorer } from "/app/scorer.js";
const scorer = startScorer(() => {}, location.search.slice(1));
const asked = fetch("/request.json").then((response) => response.json());
const score = async () => {
  const request = await asked;
  const start = performance.now();
  const { record } = await scorer.ask(request);
  if (!record) throw new Error("not scored");
  return performance.now() - start;
};
window.firstScore = score().then(() => performance.now()); // milliseconds since the page's navigation began
"""
# On the real page, its answers given: from the submit of the form to the result laid out and shown.
SUBMIT = """async (count) => {
  const result = document.querySelector(".result");
  const shown = () => new Promise((resolve) => {
    const watch = new MutationObserver(() => result.hidden || resolve(watch.disconnect()));
    watch.observe(result, { attributeFilter: ["hidden"] });
  });
  const times = [];
  while (times.length < count) {
    document.querySelector("[data-go=edit]").click();
    const appeared = shown();
    const start = performance.now();
    document.querySelector(".assess form").requestSubmit();
    await appeared;
    result.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Start:
    """One fresh browser: milliseconds to the first score with an empty cache and a full one; bytes fetched."""

    cold: float
    warm: float
    sent: int


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as temporary:
        library = read_library()
        site = _site(library, Path(temporary))
        request = example_request((site / "app" / "runtime" / "bundle.json").read_text(encoding="utf-8"))
        extra = {"/bench.html": PAGE, "/bench.js": SCRIPT, "/request.json": json.dumps(request).encode()}
        with serve(site, extra) as host:
            # In turn, so that what else the machine does falls on both.
            starts = [{boot: _start(host, boot) for boot in BOOTS} for _ in range(ROUNDS)]
            submits = _submits(host, library.newest("individual-risk"))
    _print_starts({boot: [round_[boot] for round_ in starts] for boot in BOOTS})
    _print_submits(submits)


def _site(library: Library, temporary: Path) -> Path:
    if SITE.exists():
        return SITE
    write(library, render(library), temporary / "site")
    return temporary / "site"


def example_request(bundle: str) -> dict[str, object]:
    """Return a request to score the first worked example of the first questionnaire in `bundle`."""
    model = json.loads(bundle)["questionnaires"][0]
    return {
        "ask": "score",
        "form": model["id"],
        "version": model["version"],
        "language": "zh",
        "answers": dict(model["examples"][0]["answers"]),
        "confirmed": [],
        "started": "2026-11-23T08:00:00Z",
        "finished": "2026-11-23T08:09:00Z",
    }


def _start(host: Host, boot: str) -> Start:
    with sync_playwright() as playwright, fresh_browser(playwright) as browser:
        host.sent.clear()
        cold = _first_score(browser.new_page(), host, boot)
        sent = sum(size for path, size in host.sent.items() if path.startswith("/app/"))
        return Start(cold, _first_score(browser.new_page(), host, boot), sent)


def _first_score(page: Page, host: Host, boot: str) -> float:
    page.goto(f"{host.address}/bench.html?{boot}")
    milliseconds: float = page.evaluate("window.firstScore")
    page.close()
    return milliseconds


def _submits(host: Host, form: Questionnaire) -> list[float]:
    with sync_playwright() as playwright, fresh_browser(playwright) as browser:
        page = browser.new_page()
        page.goto(form_address(f"{host.address}/", "zh", form))
        answer_all(page, form, dict(form.examples[0].answers))
        submit(page)
        times: list[float] = page.evaluate(SUBMIT, SUBMITS)
        return times


def _print_starts(starts: dict[str, Sequence[Start]]) -> None:
    cold = {boot: median(start.cold for start in starts[boot]) for boot in BOOTS}
    warm = {boot: median(start.warm for start in starts[boot]) for boot in BOOTS}
    print(f"page start to first score, median of {ROUNDS} fresh browsers")
    print(f"{'boot':10}{'cold ms':>9}{'warm ms':>9}{'MB sent':>9}")
    for boot in BOOTS:
        print(f"{boot:10}{cold[boot]:9.0f}{warm[boot]:9.0f}{starts[boot][0].sent / 1e6:9.2f}")
    ratios = [times["snapshot"] / times["plain"] for times in (cold, warm)]
    print(f"{'ratio':10}{ratios[0]:9.2f}{ratios[1]:9.2f}   (aim: at most 0.35 cold)")


def _print_submits(times: Sequence[float]) -> None:
    p95 = quantiles(times, n=20)[-1]
    print(f"submit to result shown, {len(times)} submits: median {median(times):.1f} ms, p95 {p95:.1f} ms (aim: 50 ms)")


if __name__ == "__main__":
    main()
