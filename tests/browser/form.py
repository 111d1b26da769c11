"""What a person does with a form, in their own terms: begin, answer, go on, submit."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page

from scoring.item import Item
from scoring.questionnaire import Questionnaire


def form_address(address: str, language: str, form: Questionnaire) -> str:
    """Return where a form is taken."""
    return f"{address}{language}/assess/{form.id}.html"


def wait_until_ready(page: Page) -> None:
    """Wait until the page shows what Python says is asked of the answers so far."""
    page.wait_for_selector(".assess.ready:not([data-asking])")


def begin(page: Page) -> None:
    """Leave the first page of the form."""
    page.click("[data-go=start]")


def answer(page: Page, item: Item, given: object) -> None:
    """Answer one question."""
    chosen = [given] if isinstance(given, str) else given
    if not isinstance(chosen, list | tuple) or chosen[0] not in item.option:
        page.fill(f"#{item.id}-entry", str(given))
        return
    for option in chosen:
        page.check(f"#{item.id}-{option}")


def answer_all(page: Page, form: Questionnaire, answers: Mapping[str, object]) -> None:
    """Answer whatever is asked, step by step, up to the page that shows all answers."""
    depends = bool(form.piped) or any(section.show_if for section in form.sections)
    depends = depends or any(item.show_if for item in form.items.values())
    wait_until_ready(page)
    begin(page)
    sections = {f"step-{section.id}": section for section in form.sections}
    while (step := current(page).get_attribute("data-step") or "") in sections:
        for item in sections[step].items:
            if item.id in answers and page.is_visible(f"#item-{item.id}"):
                answer(page, item, answers[item.id])
                if depends:
                    wait_until_ready(page)
        go_on(page)
        page.wait_for_selector(f"[data-step={step}]", state="hidden")


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
