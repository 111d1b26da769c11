"""What a person gets wrong, and what the page does about it."""

import pytest
from playwright.sync_api import Page, Route, expect

from portal.library import Library
from scoring.questionnaire import Questionnaire
from tests.browser.conftest import Visit, Visitor
from tests.browser.form import answer, answer_all, begin, current, form_address, go_on, submit, wait_until_ready

pytestmark = pytest.mark.browser


@pytest.fixture
def form(library: Library) -> Questionnaire:
    return library.newest("individual-risk")


def test_missing_answers_are_listed_and_linked(visit: Visit, address: str, form: Questionnaire) -> None:
    page = visit.go(form_address(address, "en", form))
    begin(page)
    go_on(page)
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    assert summary.locator("a").all_inner_texts() == [
        f"Answer the question: {item.ask['en']}" for item in form.sections[0].items
    ]
    summary.locator("a").nth(1).click()
    expect(page.locator("#income-none")).to_be_focused()
    assert page.locator("#income-error").inner_text() == f"Answer the question: {form.items['income'].ask['en']}"


@pytest.mark.parametrize("typed", ["-1", "121", "1e1", "40.5"])
def test_a_number_out_of_range_is_refused(visit: Visit, address: str, form: Questionnaire, typed: str) -> None:
    page = visit.go(form_address(address, "zh", form))
    begin(page)
    page.locator("#age-entry").press_sequentially(typed)
    go_on(page)
    said = page.locator("#age-error")
    if typed == "1e1":  # ten, as browsers read it
        expect(said).to_be_hidden()
    else:
        expect(said).to_have_text("请填写 0 到 120 之间的整数：您的年龄是多少周岁？")


def test_none_of_these_excludes_the_rest(visit: Visit, address: str, form: Questionnaire) -> None:
    page = visit.go(form_address(address, "zh", form))
    answer_all(page, form, {**dict(form.examples[1].answers)})
    page.locator("[data-review=held] [data-change]").click()
    page.check("#held-none")
    assert page.locator("#item-held input:checked").evaluate_all("all => all.map(one => one.value)") == ["none"]
    page.check("#held-equity")
    assert page.locator("#item-held input:checked").evaluate_all("all => all.map(one => one.value)") == ["equity"]


def test_a_question_that_need_not_be_asked_is_hidden_and_ignored(
    visit: Visit, address: str, form: Questionnaire
) -> None:
    page = visit.go(form_address(address, "zh", form))
    wait_until_ready(page)
    answer_all(page, form, dict(form.examples[1].answers))
    page.locator("[data-review=held] [data-change]").click()
    page.check("#held-none")
    expect(page.locator("#item-past")).to_be_hidden()
    for _ in form.sections[2:]:
        go_on(page)
    expect(page.locator("[data-review=past]")).to_contain_text("不需要回答")
    submit(page)
    expect(page.locator("[data-points-of=past] [data-if=uncounted]")).not_to_have_attribute("hidden", "")


def test_a_contradiction_is_shown_and_confirmed(visit: Visit, address: str, form: Questionnaire) -> None:
    page = visit.go(form_address(address, "en", form))
    example = next(example for example in form.examples if example.id == "growth_in_a_hurry")
    answer_all(page, form, dict(example.answers))
    submit(page)
    expect(page.locator("[data-if=unconfirmed]")).to_be_visible()
    place = page.locator("[data-contradiction=goal_against_horizon]")
    assert place.locator("[data-answer-to]").all_inner_texts() == [
        "Growth over time, with large swings in value",
        "After 2 years, within 5 years",
    ]
    page.click("[data-confirm=goal_against_horizon]")
    expect(page.locator("[data-confirmed=goal_against_horizon]")).to_be_visible()
    expect(page.locator("[data-if=unconfirmed]")).to_be_hidden()
    place.locator("[data-change=term]").click()
    expect(page.locator("#term-years_5")).to_be_focused()
    answer(page, form.items["term"], "years_10")
    for _ in form.sections[3:]:
        go_on(page)
    submit(page)
    expect(place).to_be_hidden()


def test_back_goes_one_step_back(visit: Visit, address: str, form: Questionnaire) -> None:
    page = visit.go(form_address(address, "zh", form))
    answer_all(page, form, dict(form.examples[1].answers))
    submit(page)
    page.go_back()
    assert current(page).get_attribute("data-step") == "review"
    page.go_back()
    assert current(page).get_attribute("data-step") == f"step-{form.sections[-1].id}"
    page.go_forward()
    page.go_forward()
    assert current(page).get_attribute("data-step") == "result"


def test_a_result_is_never_older_than_the_answers(visit: Visit, address: str, form: Questionnaire) -> None:
    page = visit.go(form_address(address, "zh", form))
    answer_all(page, form, dict(form.examples[1].answers))
    submit(page)
    page.go_back()
    page.go_back()
    answer(page, form.items["loss"], "none")
    page.go_forward()
    page.go_forward()
    assert current(page).get_attribute("data-step") != "result"


def test_when_python_cannot_start_the_answers_stay_and_a_retry_works(
    visitor: Visitor, address: str, form: Questionnaire
) -> None:
    visit = visitor()
    page = visit.page

    def refuse(route: Route) -> None:
        route.abort()

    page.context.route("**/app/runtime/**", refuse)
    page.goto(form_address(address, "en", form))
    answer_all(page, form, dict(form.examples[1].answers))
    go_on(page)
    expect(page.locator(".failure")).to_contain_text("Your answers are still here.")
    page.context.unroute("**/app/runtime/**", refuse)
    page.click("[data-go=retry]")
    page.wait_for_selector(".result:not([hidden])")
    expect(page.locator("[data-level=C3]")).to_be_visible()
    assert visit.complaints, "the console names the reason"
    visit.complaints.clear()


def test_without_the_snapshot_python_starts_the_plain_way(visitor: Visitor, address: str, form: Questionnaire) -> None:
    visit = visitor()
    page: Page = visit.page
    page.context.route("**/snapshot.bin", lambda route: route.fulfill(status=200, body=b"\x1f\x8bnot a snapshot"))
    page.goto(form_address(address, "zh", form))
    answer_all(page, form, dict(form.examples[0].answers))
    submit(page)
    expect(page.locator("[data-level=C2]")).to_be_visible()
    assert any("snapshot" in complaint for complaint in visit.complaints), "the fall-back is said in the console"
    visit.complaints.clear()
