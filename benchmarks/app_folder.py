"""A site's app folder without the site: the scripts that score, beside the runtime they boot."""

import shutil
from pathlib import Path

from portal.bundle import make_bundle
from portal.library import read_library
from portal.runtime import cached_runtime
from portal.runtime.paths import BROWSER, ROOT

CACHE = ROOT / ".cache" / "runtime"


def make_app(folder: Path) -> None:
    """Make `folder` as a built site's app/ is."""
    shutil.copytree(BROWSER, folder)
    shutil.copytree(cached_runtime(make_bundle(read_library()), CACHE), folder / "runtime")
