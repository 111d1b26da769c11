"""Reading: switches on every page, reading and printing without scripts, printing a result."""

import io
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from portal.library import LANGUAGES, Library
from tests.browser.conftest import Visit, Visitor, watched
from tests.browser.form import answer_all, form_address, submit

pytestmark = pytest.mark.browser

# Radicals that Unicode does not normalise; the other radicals, and ligatures such as fi, NFKC takes care of.
RADICALS = str.maketrans("⻛⻚⻓⻔⻋⻅⻉⻢⻥⻦⻨⻩⻬⻰⻜⻝", "风页长门车见贝马鱼鸟麦黄齐龙飞食")
OTHER = {"zh": "en", "en": "zh"}


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("de-DE", "zh")])
def test_the_root_leads_to_the_readers_language(visitor: Visitor, address: str, locale: str, language: str) -> None:
    page = visitor(locale=locale).go(address)
    page.wait_for_url(f"{address}{language}/index.html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_switch_leads_to_the_same_page(
    visit: Visit, address: str, library: Library, language: str
) -> None:
    for article in library.articles[language].pages:
        path = f"{article.removesuffix('.md')}.html"
        page = visit.go(f"{address}{language}/{path}")
        page.click(f"a.portal-switch[hreflang={OTHER[language]}]")
        assert page.url == f"{address}{OTHER[language]}/{path}"


@pytest.mark.parametrize(("language", "word"), [("zh", "亏损"), ("en", "losses")])
def test_the_search_finds_words_and_stays_in_the_folder(visit: Visit, address: str, language: str, word: str) -> None:
    page = visit.go(f"{address}{language}/index.html")
    page.click(".md-search__input")
    page.keyboard.insert_text(word)
    page.keyboard.press("Shift")  # the search listens to keys, and an inserted text has none
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert all(url.startswith(address) for url in visit.requests)


@pytest.mark.parametrize(("name", "at_first"), [("large-text", "false"), ("dark", "false")])
def test_a_switch_is_remembered_because_it_was_pressed(visit: Visit, address: str, name: str, at_first: str) -> None:
    page = visit.go(f"{address}zh/index.html")
    button = page.locator(f"[data-switch={name}]")
    expect(button).to_have_attribute("aria-pressed", at_first)
    before = page.evaluate("getComputedStyle(document.body).fontSize + getComputedStyle(document.body).backgroundColor")
    button.click()
    page.goto(f"{address}en/learn/suitability.html")
    expect(page.locator(f"[data-switch={name}]")).to_have_attribute("aria-pressed", "true")
    after = page.evaluate("getComputedStyle(document.body).fontSize + getComputedStyle(document.body).backgroundColor")
    assert after != before
    assert page.evaluate("Object.keys(localStorage)") == [name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_form_reads_and_prints(
    browser: Browser, address: str, library: Library, language: str
) -> None:
    form = library.newest("individual-risk")
    with watched(browser, java_script_enabled=False) as visit:
        page = visit.go(form_address(address, language, form))
        text = pdf_text(page.pdf(format="A4"))
        for item in form.items.values():
            expect(page.locator(f"#item-{item.id}")).to_be_visible()
            assert squeezed(item.ask[language]) in text
            for option in item.options:
                assert squeezed(option.label[language]) in text
        assert page.locator("main button:visible").count() == 0, "no button that would do nothing"
        assert page.locator("noscript").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_prints_with_its_words(visit: Visit, address: str, library: Library, language: str) -> None:
    form = library.newest("individual-risk")
    example = next(example for example in form.examples if example.id == "wealthy_without_loss")
    page = visit.go(form_address(address, language, form))
    answer_all(page, form, dict(example.answers))
    submit(page)
    text = pdf_text(page.pdf(format="A4"))
    level = form.outcomes[0].levels[0]
    control = next(control for control in form.controls if control.id == "no_loss")
    for words in (
        level.title[language],
        level.means[language],
        control.because[language],
        form.marks[0].means[language],
        library.words[language]["result"]["never"],
        library.words[language]["result"]["not_suitability"],
    ):
        assert squeezed(words) in text
    assert squeezed(library.words[language]["result"]["download"]) not in text, "buttons do not print"


def pdf_text(pdf: bytes) -> str:
    """Return the text of a PDF without spaces: lines break where they like."""
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def squeezed(text: str) -> str:
    """Return `text` without white space, and characters for the radicals that look the same in Chromium's PDFs."""
    return "".join(normalize("NFKC", text).translate(RADICALS).split())
