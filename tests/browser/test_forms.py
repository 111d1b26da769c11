"""Every form, by its own worked examples, in every language, on a phone and on a desk."""

import json
from pathlib import Path
from typing import Any

import pytest

from portal.library import LANGUAGES, Library, read_library
from scoring.assessment import Assessment
from scoring.questionnaire import Example, Questionnaire
from scoring.record import verify_record
from scoring.score import score
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.form import answer_all, form_address, submit

pytestmark = pytest.mark.browser

CASES = [
    pytest.param((form, example), language, width, id=f"{form.id}-{example.id}-{language}-{width['width']}")
    for form in [list(versions.values())[-1] for versions in read_library().forms.values()]
    for at, example in enumerate(form.examples)
    for language, width in zip(LANGUAGES, (PHONE, DESK) if at % 2 else (DESK, PHONE), strict=True)
]


@pytest.mark.parametrize(("case", "language", "width"), CASES)
def test_example(  # noqa: PLR0913, PLR0917  fixtures and a table's columns
    visitor: Visitor,
    address: str,
    tmp_path: Path,
    case: tuple[Questionnaire, Example],
    language: str,
    width: dict[str, int],
) -> None:
    form, example = case
    page = visitor(viewport=width).go(form_address(address, language, form))
    answers = dict(example.answers)
    answer_all(page, form, answers)
    submit(page)
    expected = score(form, answers)

    assert page.locator("[data-tier]:visible").evaluate_all("parts => parts.map(part => part.dataset.tier)") == (
        [expected.tier] if expected.tier else []
    )
    assert _shown(page, "control") == [control.id for control in expected.controls]
    assert _shown(page, "mark") == list(expected.marks)
    for scale in expected.scales:
        shown = page.locator(f"[data-scale={scale.id}]")
        assert float(shown.locator(".reading [data-figure=points]").inner_text()) == round(float(scale.points), 2)
        assert shown.locator("[data-band]:visible").get_attribute("data-band") == scale.band
    assert _products(page) == [(grade.grade, str(grade.match)) for grade in expected.products]
    assert _shown(page, "bound") == _bound(form, expected)

    with page.expect_download() as downloading:
        page.click("[data-go=download]")
    saved = tmp_path / "record.json"
    downloading.value.save_as(saved)
    record = json.loads(saved.read_text(encoding="utf-8"))
    assert verify_record(record, form) == ()
    assert record["language"] == language


def test_every_page_of_the_library_is_built_in_every_language(site: Path, library: Library) -> None:
    for language, articles in library.articles.items():
        for page in articles.pages:
            assert (site / language / page).with_suffix(".html").is_file()


def _shown(page: Any, key: str) -> list[str]:
    found: list[str] = page.locator(f"[data-{key}]:visible").evaluate_all(
        f"parts => [...new Set(parts.map(part => part.getAttribute('data-{key}')))]"
    )
    return found


def _bound(form: Questionnaire, expected: Assessment) -> list[str]:
    """Return the ids in the order of the page: scales as the form lists them, then controls."""
    order = [*(scale.id for scale in form.scales), *(control.id for control in form.controls)]
    return sorted(expected.bound_by, key=order.index)


def _products(page: Any) -> list[tuple[str, str]]:
    rows = page.locator("[data-grade]:visible")
    return [
        (
            rows.nth(at).get_attribute("data-grade"),
            rows.nth(at).locator("[data-match]:visible").get_attribute("data-match"),
        )
        for at in range(rows.count())
    ]
