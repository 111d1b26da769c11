"""Every form, by its own worked examples, in every language, on a phone or on a desk."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from portal.library import LANGUAGES, Library, read_library
from scoring.answers import parse_answers
from scoring.assessment import Assessment
from scoring.piping import piped_texts
from scoring.record import verify_record
from scoring.score import assess
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.form import answer_all, form_address, submit

pytestmark = pytest.mark.browser

LIBRARY = read_library()
CASES = [
    pytest.param(id_, language, width, id=f"{id_}-{language}-{width['width']}")
    for at, id_ in enumerate(LIBRARY.forms)
    for language, width in zip(LANGUAGES, (PHONE, DESK) if at % 2 else (DESK, PHONE), strict=True)
]


@pytest.mark.parametrize(("id_", "language", "width"), CASES)
def test_examples(  # noqa: PLR0913, PLR0917  fixtures and a table's columns
    visitor: Visitor, address: str, tmp_path: Path, id_: str, language: str, width: dict[str, int]
) -> None:
    form = LIBRARY.newest(id_)
    page = visitor(viewport=width).go(form_address(address, language, form))
    for example in form.examples:
        answer_all(page, form, dict(example.answers))
        submit(page)
        record = downloaded(page, tmp_path / f"{example.id}.json")
        assert verify_record(record, form) == ()
        assert record["language"] == language
        assert ("seed" in record) == form.seeded
        answers = parse_answers(form, record["answers"], record.get("seed"))
        expected = assess(form, answers, record["confirmed"])
        assert_shown(page, expected)
        if not (form.pooled or example.confirmed):  # what a pool asks is drawn anew; nobody confirms here
            assert [expected.level(outcome) for outcome, _ in example.expect.outcomes] == [
                level for _, level in example.expect.outcomes
            ]
        texts = piped_texts(form, answers, language)
        shown = page.locator(".result [data-text]:visible").evaluate_all(
            "all => all.map(one => [one.dataset.text, one.textContent])"
        )
        assert [said for key, said in shown] == [texts[key] for key, said in shown]
        page.locator(".result [data-go=clear]").click()


def assert_shown(page: Page, expected: Assessment) -> None:
    """Compare what the result page shows with what the answers give."""
    assert _shown(page, "level") == [one.level for one in expected.outcomes if one.level]
    assert sorted(_shown(page, "control")) == sorted(control.id for control in expected.controls)
    assert _shown(page, "mark") == list(expected.marks)
    for scale in expected.scales:
        shown = page.locator(f"[data-scale={scale.id}]")
        if scale.value is None:
            assert shown.locator("[data-if=unscored]").is_visible()
            continue
        figure = shown.locator(".reading [data-figure=value]").inner_text()
        assert float(figure) == round(float(scale.value), 2)
        band = shown.locator("[data-band]:visible")
        assert (band.get_attribute("data-band") if band.count() else None) == scale.band
    assert _products(page) == [(grade.grade, str(grade.match)) for grade in expected.products]
    for outcome in expected.outcomes:
        if outcome.level:
            bound = f"[data-outcome={outcome.id}] [data-bound]:visible"
            ids = page.locator(bound).evaluate_all("all => all.map(one => one.dataset.bound)")
            assert sorted(ids) == sorted(outcome.bound_by)


def downloaded(page: Page, path: Path) -> Any:
    """Return the record that the page lets one keep."""
    with page.expect_download() as downloading:
        page.click("[data-go=download]")
    downloading.value.save_as(path)
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_page_of_the_library_is_built_in_every_language(site: Path, library: Library) -> None:
    for language, articles in library.articles.items():
        for page in articles.pages:
            assert (site / language / page).with_suffix(".html").is_file()
        for id_ in library.forms:
            assert (site / language / "assess" / f"{id_}.html").is_file()
            assert (site / language / "assess" / f"{id_}-method.html").is_file()


def _shown(page: Page, key: str) -> list[str]:
    found: list[str] = page.locator(f"[data-{key}]:visible").evaluate_all(
        f"parts => [...new Set(parts.map(part => part.getAttribute('data-{key}')))]"
    )
    return found


def _products(page: Page) -> list[tuple[str | None, str | None]]:
    rows = page.locator("[data-grade]:visible")
    return [
        (
            rows.nth(at).get_attribute("data-grade"),
            rows.nth(at).locator("[data-match]:visible").get_attribute("data-match"),
        )
        for at in range(rows.count())
    ]
