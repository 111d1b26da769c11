"""Axe finds nothing to say about any page or any state of the form, in both languages, schemes and sizes of text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from portal.library import LANGUAGES, ROOT, Library, read_library
from scoring.questionnaire import Questionnaire
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.form import answer_all, begin, form_address, go_on, submit

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
LOOKS = [
    pytest.param(({"viewport": DESK, "color_scheme": "light"}, False), id="desk-light"),
    pytest.param(({"viewport": PHONE, "color_scheme": "dark"}, False), id="phone-dark"),
    pytest.param(({"viewport": PHONE, "color_scheme": "light"}, True), id="phone-large-text"),
]


@pytest.fixture(params=LOOKS)
def page(request: pytest.FixtureRequest, visitor: Visitor, address: str) -> Page:
    """Open the site in one of its looks."""
    look, large = request.param
    opened = visitor(**look, bypass_csp=True).go(f"{address}zh/index.html")  # axe is put in as an inline script
    if large:
        opened.click("[data-switch=large-text]")
    return opened


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages(page: Page, address: str, library: Library, language: str) -> None:
    for article in library.articles[language].pages:
        page.goto(f"{address}{language}/{article.removesuffix('.md')}.html")
        assert violations(page) == [], article
        assert not_wider_than_the_window(page), article


@pytest.mark.parametrize(("at", "id_"), list(enumerate(read_library().forms)))
def test_every_form(visitor: Visitor, address: str, library: Library, at: int, id_: str) -> None:
    """Each form at each of its steps and with a result, in one of the languages and one of the sizes."""
    form, language, width = library.newest(id_), LANGUAGES[at % 2], (PHONE, DESK)[at // 2 % 2]
    scheme = "dark" if at % 3 else "light"
    page = visitor(viewport=width, color_scheme=scheme, bypass_csp=True).go(form_address(address, language, form))
    assert violations(page) == [], "start"
    answer_all(page, form, dict(form.examples[0].answers))
    # All steps at once: what is shown of each is the same as when it stands alone.
    page.locator("form .step").evaluate_all("all => all.forEach(step => step.hidden = false)")
    assert violations(page) == [], "the steps"
    assert not_wider_than_the_window(page), "the steps"
    page.locator("form .step").evaluate_all("all => all.forEach(step => step.hidden = step.dataset.step !== 'review')")
    submit(page)
    page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    assert violations(page) == [], "the result"
    assert not_wider_than_the_window(page), "the result"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_the_form(page: Page, address: str, library: Library, language: str) -> None:
    form = library.newest("individual-risk")
    page.goto(form_address(address, language, form))
    for state in states(page, form):
        assert violations(page) == [], state
        assert not_wider_than_the_window(page), state


def states(page: Page, form: Questionnaire) -> Iterator[str]:
    """Bring the form into each of its states and name it."""
    begin(page)
    yield "the first step"
    go_on(page)
    yield "errors"
    page.reload()
    examples = {example.id: dict(example.answers) for example in form.examples}
    answer_all(page, form, examples["growth_in_a_hurry"])
    yield "the answers to check"
    submit(page)
    page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    yield "a contradiction"
    for id_ in ("wealthy_without_loss", "borrower"):
        page.reload()
        answer_all(page, form, examples[id_])
        submit(page)
        yield id_


def test_root_page(visitor: Visitor, address: str) -> None:
    page = visitor(java_script_enabled=False).go(address)
    assert page.locator("main a").all_inner_texts() == ["中文", "English"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keyboard_alone(visitor: Visitor, address: str, library: Library, language: str) -> None:
    """Tab, space, arrows and Enter are enough, and what is focused is always seen."""
    form = library.newest("individual-risk")
    page = visitor().go(form_address(address, language, form))
    tab_to(page, "[data-go=start]")
    page.keyboard.press("Enter")
    for section in form.sections:
        for item in section.items:
            if page.is_hidden(f"#item-{item.id}"):
                continue
            tab_to(page, f"[data-item={item.id}] input")
            if item.type == "number":
                page.keyboard.type("40")
            else:
                page.keyboard.press("ArrowDown" if item.type == "choice" else "Tab")  # the second option
                page.keyboard.press("Space")
        page.keyboard.press("Enter")  # Enter in a form presses its main button
        page.wait_for_selector(f"[data-step=step-{section.id}]", state="hidden")  # it is left
    tab_to(page, "[data-step=review] button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".result:not([hidden])")
    tab_to(page, "[data-go=download]")
    with page.expect_download():
        page.keyboard.press("Enter")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on `selector`, and check that the focus can be seen."""
    for _ in range(120):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"the keyboard does not reach {selector}")
    seen = page.evaluate(
        """() => {
          const style = (part) => getComputedStyle(part);
          const focused = document.activeElement;
          const ringed = [focused, focused.closest('label')].filter(Boolean).some((part) =>
            style(part).outlineStyle !== 'none' && parseFloat(style(part).outlineWidth) >= 2);
          const { top, bottom } = focused.getBoundingClientRect();
          return ringed && bottom > 0 && top < innerHeight;
        }"""
    )
    assert seen, f"the focus on {selector} cannot be seen"


def violations(page: Page) -> list[str]:
    """Return what axe finds, by rule and place."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.add_script_tag(content=AXE)
    page.wait_for_function("document.getAnimations().length === 0")  # a heading that fades in has little contrast yet
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def not_wider_than_the_window(page: Page) -> bool:
    """Tell whether nothing makes the page scroll sideways."""
    fits: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return fits
