"""What several folders of tests share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Yield the one Playwright of a run: its synchronous form cannot be started twice at a time."""
    with sync_playwright() as started:
        yield started
