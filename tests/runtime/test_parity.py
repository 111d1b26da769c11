import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from portal.runtime import build_runtime, run_node
from scoring.browser import door
from tests.random_answers import random_requests

PER_QUESTIONNAIRE = 1_000
SEED = 20261123
FIRST_HEAP = 30 * 2**20  # bytes, with which every Pyodide 314 starts


def page_replies(runtime: Path, requests: Sequence[str], folder: Path) -> list[str]:
    """Return what the page's Python replies to each of `requests`, in one Node process; `folder` is for its files."""
    (folder / "requests").write_text("\n".join(requests), encoding="utf-8")
    run_node(Path(__file__).parent / "answer_lines.mjs", runtime, folder / "requests", folder / "replies")
    return (folder / "replies").read_text(encoding="utf-8").split("\n")[:-1]


@pytest.fixture(scope="module")
def requests(bundle: str) -> list[str]:
    models = json.loads(bundle)["questionnaires"]
    return [json.dumps(made) for model in models for made in random_requests(model, PER_QUESTIONNAIRE, SEED)]


@pytest.fixture(scope="module")
def here(bundle: str, requests: list[str]) -> list[str]:
    answer = door(bundle)
    return [answer(request) for request in requests]


@pytest.mark.slow
def test_the_page_gives_the_very_text_that_cpython_gives(
    runtime: Path, requests: list[str], here: list[str], tmp_path: Path
) -> None:
    there = page_replies(runtime, requests, tmp_path)
    assert len(there) == len(requests)
    differing = [asked for asked in zip(requests, here, there, strict=True) if asked[1] != asked[2]]
    assert differing[:1] == [], f"{len(differing)} of {len(requests)} replies differ"


@pytest.mark.slow
def test_the_random_requests_reach_every_kind_of_reply(here: list[str]) -> None:
    kinds = Counter(next(iter(json.loads(reply))) for reply in here)
    assert set(kinds) == {"record", "refused", "shown", "kept", "answers"}
    assert min(kinds.values()) > 0.02 * len(here), kinds


@pytest.mark.slow
def test_questionnaires_too_many_for_the_first_heap_are_restored_too(bundle: str, tmp_path: Path) -> None:
    content = json.loads(bundle)
    model = content["questionnaires"][0]
    many = json.dumps({**content, "questionnaires": [{**model, "version": f"2026.{n}"} for n in range(60)]})
    build_runtime(many, tmp_path / "runtime")
    assert json.loads((tmp_path / "runtime" / "snapshot.json").read_text())["bytes"] > 1.5 * FIRST_HEAP
    requests = [json.dumps(made) for made in random_requests({**model, "version": "2026.59"}, 50, SEED)]
    answer = door(many)
    assert page_replies(tmp_path / "runtime", requests, tmp_path) == [answer(request) for request in requests]
