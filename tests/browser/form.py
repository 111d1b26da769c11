"""What a person does with a form, in their own terms: begin, answer, go on, submit."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page

from scoring.questionnaire import Item, ItemType, Questionnaire


def form_address(address: str, language: str, form: Questionnaire) -> str:
    """Return where a form is taken."""
    return f"{address}{language}/assess/{form.id}.html"


def wait_until_ready(page: Page) -> None:
    """Wait until Python has answered once: then a question that need not be asked is hidden."""
    page.wait_for_selector("fieldset.item:disabled", state="attached")


def begin(page: Page) -> None:
    """Leave the first page of the form."""
    page.click("[data-go=start]")


def answer(page: Page, item: Item, given: object) -> None:
    """Answer one question."""
    if item.type is ItemType.NUMBER:
        page.fill(f"#{item.id}-number", str(given))
        return
    for option in [given] if isinstance(given, str) else list(given):  # type: ignore[call-overload]
        page.check(f"#{item.id}-{option}")


def answer_all(page: Page, form: Questionnaire, answers: Mapping[str, object]) -> None:
    """Answer step by step, up to the page that shows all answers."""
    begin(page)
    for section in form.sections:
        for item in section.items:
            if item.id in answers:
                answer(page, item, answers[item.id])
        go_on(page)


def go_on(page: Page) -> None:
    """Press the main button of the step that is shown."""
    current(page).locator("button[type=submit]").click()


def submit(page: Page) -> None:
    """Ask for the result and wait for it."""
    go_on(page)
    page.wait_for_selector(".result:not([hidden])")


def current(page: Page) -> Locator:
    """Return the step that is shown."""
    return page.locator(".assess .step:not([hidden])")
