"""A fresh Chromium: the one that is here, with an empty profile and cache."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Playwright

from tests.browser.find_chromium import find_chromium


@contextmanager
def fresh_browser(playwright: Playwright, user_agent: str | None = None) -> Iterator[BrowserContext]:
    """Start a Chromium that has never seen anything, and stop it when the block ends."""
    # Without its sandbox, which Chromium refuses to root: only pages of our own are opened.
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
    try:
        yield browser.new_context(user_agent=user_agent)
    finally:
        browser.close()
