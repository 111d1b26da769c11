"""Runs inside Pyodide, as `__main__`, just before its memory is saved: afterwards `answer` is ready to be called.

No file that Python reads here is there when the page restores that memory, not even the standard library. So whatever
is imported only once it is needed must be needed here already: every worked example is scored, and a fault provoked.
snapshot.mjs puts the wheel at /wheel.zip and the questionnaires at /bundle.json.
"""

import gc
import json
import linecache
import random
import sys
import traceback
import zipimport
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, "/wheel.zip")

from scoring.browser import door  # it is in the wheel, which is on the path from here on


def requests(content: dict[str, Any]) -> Iterator[str]:
    """Ask everything that a page may ask of each worked example, and once for what must be refused."""
    common = {"confirmed": [], "started": "2026-01-01T00:00:00Z", "finished": "2026-01-01T00:00:00Z"}
    for model in content["questionnaires"]:
        named = {"form": model["id"], "version": model["version"], "from": model["version"]}
        given = [(dict(example["answers"]), example.get("seed", 0)) for example in model["examples"]]
        other = dict(model["examples"][0].get("beside", []))
        for language in content["refusals"]:
            for answers, seed in [*given, ({}, 0)]:
                about = {"language": language, "answers": answers, "seed": seed, "other": other}
                for ask in ("score", "shown", "carry", "beside"):
                    yield json.dumps({"ask": ask} | about | named | common)


def rehearse(bundle: str, answer: Callable[[str], str]) -> None:
    """Run everything that a page may cause, so that nothing is left to import."""
    for request in requests(json.loads(bundle)):
        answer(request)
    try:
        answer("not JSON")
    except ValueError as error:
        traceback.format_exception(error)


def forget_files() -> None:
    """Make Python look for no file: a late import fails as any unknown module does, a traceback quotes no source."""
    sys.path.clear()
    sys.path_importer_cache.clear()
    vars(zipimport)["_zip_directory_cache"].clear()
    linecache.updatecache = lambda *_: []


bundle = Path("/bundle.json").read_text(encoding="utf-8")
answer = door(bundle)
rehearse(bundle, answer)
forget_files()
random.seed(0)  # we draw no random numbers, but the standard library's generator is part of the snapshot
gc.collect()
