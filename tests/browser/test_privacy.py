"""Nothing leaves the page, nothing is stored unasked, nothing is left for the next person."""

import pytest
from playwright.sync_api import Dialog, Page

from portal.library import LANGUAGES, Library
from tests.browser.conftest import Visit
from tests.browser.form import answer_all, current, form_address, submit, wait_until_ready

pytestmark = pytest.mark.browser

STORED = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
})"""
NOTHING = {"local": 0, "session": 0, "cookies": "", "databases": 0, "caches": 0}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_request_while_answering_and_scoring(visit: Visit, address: str, library: Library, language: str) -> None:
    form = library.newest("individual-risk")
    page = visit.go(form_address(address, language, form))
    wait_until_ready(page)
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(address) for url in visit.requests), "every request goes to the site's own folder"
    visit.requests.clear()
    answer_all(page, form, dict(form.examples[0].answers))
    submit(page)
    with page.expect_download():
        page.click("[data-go=download]")
    assert [url for url in visit.requests if not url.startswith("blob:")] == []
    assert page.evaluate(STORED) == NOTHING


def test_no_page_asks_elsewhere_or_stores(visit: Visit, address: str, library: Library) -> None:
    page = visit.go(address)
    for language, articles in library.articles.items():
        for article in articles.pages:
            page.goto(f"{address}{language}/{article.removesuffix('.md')}.html")
            page.wait_for_load_state("networkidle")
            assert page.evaluate(STORED) == NOTHING, article
    assert [url for url in visit.requests if not url.startswith(address)] == []


def test_clearing_leaves_nothing(visit: Visit, address: str, library: Library) -> None:
    form = library.newest("individual-risk")
    page = visit.go(form_address(address, "zh", form))
    answer_all(page, form, dict(form.examples[1].answers))
    submit(page)
    page.locator(".result [data-go=clear]").click()
    assert current(page).get_attribute("data-step") == "start"
    assert page.locator("[data-cleared]").inner_text() == "已全部清除。"
    assert _left(page) == []
    asked = _accept_dialogs(page)
    page.reload()
    assert asked == [], "nothing is left to lose, so the browser does not ask"
    assert _left(page) == []


def test_a_reload_leaves_nothing(visit: Visit, address: str, library: Library) -> None:
    form = library.newest("individual-risk")
    page = visit.go(form_address(address, "en", form))
    answer_all(page, form, dict(form.examples[1].answers))
    asked = _accept_dialogs(page)
    page.reload()
    assert asked == ["beforeunload"], "the browser asks before answers are lost"
    assert current(page).get_attribute("data-step") == "start"
    assert _left(page) == []


def _accept_dialogs(page: Page) -> list[str]:
    """Accept every dialog from now on; the list that is returned fills with their types."""
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    return asked


def _left(page: Page) -> list[str]:
    """Return whatever is still answered, said back or shown of somebody's answers."""
    found: list[str] = page.evaluate(
        """() => [
          ...[...document.querySelectorAll('.item input, .item textarea')].filter((input) =>
            ['radio', 'checkbox'].includes(input.type) ? input.checked : input.value).map((input) => input.id),
          ...[...document.querySelectorAll('[data-figure], [data-answer-to], [data-beside-answer], .restated')].map(
            (part) => part.textContent),
        ].filter((text) => text)"""
    )
    return found
