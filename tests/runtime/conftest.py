"""The runtime of the questionnaires as they are, built once per content."""

from pathlib import Path

import pytest

from portal.bundle import make_bundle
from portal.library import read_library
from portal.runtime import cached_runtime
from portal.site import CACHE


@pytest.fixture(scope="session")
def bundle() -> str:
    """Return the questionnaires, as the page's Python gets them."""
    return make_bundle(read_library())


@pytest.fixture(scope="session")
def runtime(bundle: str) -> Path:
    """Return the folder that the worker boots from."""
    return cached_runtime(bundle, CACHE / "runtime")
