"""Records as files: a form filled in from one, and an interview kept beside a client's."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.library import LANGUAGES, Library
from portal.site import render, write
from scoring.questionnaire import Example, Questionnaire
from scoring.record import Record, make_record
from scoring.wording import Wording
from tests.browser.conftest import Visit, serving, watched
from tests.browser.form import answer_all, begin, form_address, go_on, submit, wait_until_ready

pytestmark = pytest.mark.browser


def recorded(form: Questionnaire, answers: Mapping[str, object]) -> Record:
    """Return the record of answers to a form."""
    times = ("2026-11-01T08:00:00Z", "2026-11-01T08:09:00Z")
    return make_record(form, answers, language="zh", started=times[0], finished=times[1])


def written(form: Questionnaire, example: Example, path: Path) -> Path:
    """Write the record of an example and return its path."""
    record = recorded(form, dict(example.answers))
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return path


def open_file(page: Page, kind: str, path: Path) -> None:
    """Choose a file where the first page of a form takes one."""
    wait_until_ready(page)
    page.locator(f"details:has([data-open={kind}]) > summary").click()
    page.set_input_files(f"[data-open={kind}]", path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_fills_the_form_in(
    visit: Visit, address: str, library: Library, tmp_path: Path, language: str
) -> None:
    form = library.newest("bank-wealth-risk")
    example = form.examples[0]
    page = visit.go(form_address(address, language, form))
    open_file(page, "own", written(form, example, tmp_path / "record.json"))
    said = library.words[language]["form"]["opened"].format(kept=len(example.answers))
    expect(page.locator("[data-opened=own]")).to_have_text(said)
    wait_until_ready(page)
    begin(page)
    while page.locator("[data-step=review]").is_hidden():
        step = page.locator(".assess .step:not([hidden])").get_attribute("data-step")
        go_on(page)
        page.wait_for_selector(f"[data-step={step}]", state="hidden")
    submit(page)
    tier = dict(example.expect.outcomes)["tier"]
    expect(page.locator(f"[data-level={tier}]")).to_be_visible()


def test_a_record_of_an_unknown_version_is_refused_with_a_sentence(
    visit: Visit, address: str, library: Library, tmp_path: Path
) -> None:
    form = library.newest("individual-risk")
    page = visit.go(form_address(address, "en", form))
    unknown = replace(form, version="2020.1")
    open_file(page, "own", written(unknown, form.examples[0], tmp_path / "record.json"))
    expect(page.locator("[data-opened=own]")).to_have_text(
        "There is no questionnaire 'individual-risk 2020.1'; reload the page and try again."
    )
    expect(page.locator("#age-entry")).to_have_value("")


def test_what_changed_since_an_older_version_is_asked_again(browser: Browser, library: Library, tmp_path: Path) -> None:
    """One question was worded otherwise: its answer is not carried over, and the reader is told."""
    form = library.newest("satisfaction")
    first, *rest = form.sections
    asked, *others = first.items
    reworded = replace(asked, ask=Wording.of({"zh": "从前的问法？", "en": "An older question?"}))
    old = replace(form, version="2025.1", sections=(replace(first, items=(reworded, *others)), *rest))
    both = replace(library, forms={**library.forms, form.id: {old.version: old, form.version: form}})
    site = tmp_path / "site"
    write(both, render(both), site)
    example = form.examples[0]
    with serving(site) as address, watched(browser) as visit:
        page = visit.go(form_address(address, "en", form))
        open_file(page, "own", written(old, example, tmp_path / "record.json"))
        words = library.words["en"]["form"]
        kept = words["opened"].format(kept=len(example.answers) - 1)
        expect(page.locator("[data-opened=own]")).to_have_text(f"{kept} {words['opened_again'].format(again=1)}")
        wait_until_ready(page)
        begin(page)
        expect(page.locator(f"#item-{asked.id} [data-changed]")).to_be_visible()
        expect(page.locator(f"#item-{others[0].id} [data-changed]")).to_be_hidden()


@pytest.mark.parametrize(
    "text",
    ["not JSON", "[]", "{}", '{"questionnaire": {"id": "satisfaction", "version": "2026.1"}, "answers": {}}', "null"],
)
def test_what_is_no_record_of_this_form_is_said_to_be_none(
    visit: Visit, address: str, library: Library, tmp_path: Path, text: str
) -> None:
    form = library.newest("individual-risk")
    page = visit.go(form_address(address, "zh", form))
    path = tmp_path / "record.json"
    path.write_text(text, encoding="utf-8")
    open_file(page, "own", path)
    expect(page.locator("[data-opened=own]")).to_have_text(library.words["zh"]["form"]["not_opened"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interview_marks_where_it_differs(
    visit: Visit, address: str, library: Library, tmp_path: Path, language: str
) -> None:
    form, client = library.newest("adviser-interview"), library.newest("individual-risk")
    example = next(one for one in form.examples if one.expect.differs)
    record = recorded(client, dict(example.beside))
    path = tmp_path / "client.json"
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    page = visit.go(form_address(address, language, form))
    open_file(page, "beside", path)
    compared = sum(1 for item in form.items.values() if item.beside in dict(example.beside))
    said = library.words[language]["form"]["beside_opened"].format(compared=compared)
    expect(page.locator("[data-opened=beside]")).to_have_text(said)
    answer_all(page, form, dict(example.answers))
    submit(page)
    shown = page.locator("[data-difference]:visible").evaluate_all("all => all.map(one => one.dataset.difference)")
    assert shown == list(example.expect.differs or ())
    item = form.items[shown[0]]
    theirs = dict(example.beside)[item.beside or ""]
    expect(page.locator(f"[data-difference={shown[0]}] [data-beside-answer]")).to_have_text(
        item.option[str(theirs)].label[language]
    )


def test_what_cannot_be_said_in_numbers_may_be_declined(visit: Visit, address: str, library: Library) -> None:
    """An opt-out clears the number, and a number clears the opt-out."""
    form = library.newest("insurance-needs")
    item = next(one for one in form.items.values() if one.currency and one.opt_outs)
    page = visit.go(form_address(address, "zh", form))
    wait_until_ready(page)
    page.evaluate("id => document.querySelector(`#item-${id}`).closest('.step').hidden = false", item.id)
    page.evaluate(
        "id => { const item = document.querySelector(`#item-${id}`); item.hidden = item.disabled = false; }", item.id
    )
    entry, declined = page.locator(f"#{item.id}-entry"), page.locator(f"#{item.id}-{next(iter(item.opt_outs))}")
    entry.fill("300000")
    expect(page.locator(f"#item-{item.id} .restated")).to_have_text("¥300,000")
    declined.check()
    expect(entry).to_have_value("")
    entry.fill("5000")
    expect(declined).not_to_be_checked()


def test_options_are_shuffled_and_feedback_is_given(visit: Visit, address: str, library: Library) -> None:
    form = library.newest("financial-knowledge")
    example = next(one for one in form.examples if len(one.answers) == len(form.items))
    item = next(item for item in form.items.values() if item.shuffle)
    orders = set()
    page = visit.go(form_address(address, "en", form))
    for _ in range(6):
        wait_until_ready(page)
        orders.add(tuple(page.locator(f"#item-{item.id} input").evaluate_all("all => all.map(one => one.value)")))
        page.reload()
    assert len(orders) > 1, "the order is drawn anew for each visit"
    assert all(set(order) == set(item.option) for order in orders)
    answer_all(page, form, dict(example.answers))
    submit(page)
    for id_, given in example.answers:
        option = form.items[id_].option[str(given)]
        place = page.locator(f"[data-feedback={id_}]")
        assert option.feedback
        expect(place.locator(f"[data-said-of={option.id}]")).to_have_text(option.feedback["en"])
        expect(place.locator("[data-verdict]:visible")).to_have_attribute(
            "data-verdict", "right" if option.correct else "wrong"
        )
        assert place.locator("[data-right-answer]").is_visible() is not option.correct
