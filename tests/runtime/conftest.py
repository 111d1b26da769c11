"""The runtime of the questionnaires as they are, built once per content."""

from pathlib import Path

import pytest

from benchmarks.app_folder import CACHE
from portal.bundle import make_bundle
from portal.library import read_library
from portal.runtime import cached_runtime


@pytest.fixture(scope="session")
def bundle() -> str:
    """Return the questionnaires, as the page's Python gets them."""
    return make_bundle(read_library())


@pytest.fixture(scope="session")
def runtime(bundle: str) -> Path:
    """Return the folder that the worker boots from."""
    return cached_runtime(bundle, CACHE)
