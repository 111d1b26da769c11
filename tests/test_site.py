"""The built site as a folder: no absolute address, no dead link, a policy on every page, whole or not at all."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from portal.hosting.policy import script_hashes, with_policy
from portal.library import LANGUAGES, Library, read_library
from portal.site import SiteError, render, write
from scoring.outcome import Then


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library()


@pytest.fixture(scope="module")
def site(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("host") / "site"
    write(library, render(library), folder)
    return folder


class _Addresses(HTMLParser):
    """Collects what a page loads (src, and href of link) and what it leads to (href of a)."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.ids.add(given.get("id", ""))
        if "src" in given:
            self.loads.append(given["src"])
        if "href" in given:
            (self.leads if tag == "a" else self.loads).append(given["href"])


def _addresses(page: Path) -> _Addresses:
    parser = _Addresses()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def test_pages_load_only_what_lies_in_the_folder(site: Path) -> None:
    for page in site.rglob("*.html"):
        for address in _addresses(page).loads:
            split = urlsplit(address)
            assert split.scheme in ("", "data"), f"{page}: {address}"
            assert not split.netloc
            assert not split.path.startswith("/") or split.scheme == "data", f"{page}: {address}"
            if not split.scheme and split.path:
                assert (page.parent / unquote(split.path)).is_file(), f"{page}: {address}"


def test_every_table_is_a_table(site: Path) -> None:
    """A table that follows its paragraph without a blank line would stand on the page as bars and dashes."""
    for page in site.rglob("*.html"):
        assert "| ---" not in page.read_text(encoding="utf-8"), page


def test_links_lead_somewhere(site: Path) -> None:
    outside = set()
    for page in site.rglob("*.html"):
        for address in _addresses(page).leads:
            split = urlsplit(address)
            if split.scheme or split.netloc:
                outside.add(split.hostname)
                continue
            assert not split.path.startswith("/"), f"{page}: {address}"
            target = (page.parent / unquote(split.path)).resolve() if split.path else page
            assert target.is_file(), f"{page}: {address}"
            if split.fragment:
                assert unquote(split.fragment) in _addresses(target).ids, f"{page}: {address}"
    assert outside <= {"www.nfra.gov.cn", "www.csrc.gov.cn"}, "only official texts are linked"


def test_every_page_has_a_policy_that_covers_its_scripts(site: Path) -> None:
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
        assert "'unsafe-inline'" not in policy
        assert "'unsafe-eval'" not in policy
        assert "default-src 'self'" in policy
        assert "connect-src 'self'" in policy
        assert all(hash_ in policy for hash_ in script_hashes(html))
        assert html.index(policy) < html.index("<script"), "the policy comes before the first script"
        assert not re.search(r"<[^>]+\son\w+=", html), "no inline handlers"
        assert not re.search(r"<[^>]+\sstyle=", html), "no inline styles"


def test_policy_of_a_small_page() -> None:
    html = '<head><meta charset="utf-8"></head><script>a()</script><script src="b.js"></script>'
    html += '<script type="application/json">{}</script><script>a()</script>'
    assert script_hashes(html) == ["'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"]
    with pytest.raises(ValueError, match='a page needs <meta charset="utf-8"> in its head'):
        with_policy("<p>no head</p>")


def test_both_languages_have_the_same_pages(site: Path) -> None:
    pages = [
        {page.relative_to(site / language) for page in (site / language).rglob("*.html")} for language in LANGUAGES
    ]
    assert pages[0] == pages[1]
    assert len(pages[0]) > 10


def test_a_site_that_cannot_be_built_replaces_nothing(library: Library, site: Path, tmp_path: Path) -> None:
    old = tmp_path / "site"
    shutil.copytree(site, old)
    before = sorted(path.relative_to(old) for path in old.rglob("*"))
    pages = {language: dict(each) for language, each in render(library).items()}
    pages["en"]["learn/index.md"] += "\n[nowhere](nowhere.md)\n"
    with pytest.raises(SiteError, match=r"(?s)mkdocs could not build en:.*nowhere\.md"):
        write(library, pages, old)
    assert sorted(path.relative_to(old) for path in old.rglob("*")) == before


def test_the_method_page_prints_every_example_and_rule(library: Library) -> None:
    form = library.newest("individual-risk")
    for language in LANGUAGES:
        page = render(library)[language]["assess/individual-risk-method.md"]
        for words in [example.name for example in form.examples] + [control.because for control in form.controls]:
            assert words[language] in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_stands_above_the_reasons_and_among_the_rules(library: Library, language: str) -> None:
    form = library.newest("individual-risk")
    first, *rest = form.controls
    warned = replace(form, controls=(replace(first, cap=None, then=Then.WARN), *rest))
    forms = {**library.forms, form.id: {form.version: warned}}
    pages = render(replace(library, forms=forms))[language]
    page = pages["assess/individual-risk.md"]
    notice = f'<div class="notice" data-control="{first.id}" hidden>'
    assert page.index(notice) < page.index('data-if="unblocked"') < page.index(f'<li data-control="{first.id}" hidden>')
    assert library.words[language]["result"]["warn"] in pages["assess/individual-risk-method.md"]
