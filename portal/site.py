"""The site: Markdown to pages by MkDocs, once per language from one mkdocs.yml, and everything around them.

MkDocs is run as a command on a configuration of its own per language, so that another program that reads the same
`mkdocs.yml` (such as Zensical) can take its place. The site is replaced only when the new one is whole.
"""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import yaml

from portal.bundle import make_bundle
from portal.hosting.policy import with_policy
from portal.library import LANGUAGES, ROOT, Library
from portal.pages.expand import by_purpose, expand, form_pages
from portal.pages.templates import environment
from portal.runtime import cached_runtime
from portal.words import Words

CACHE = ROOT / ".cache"
BROWSER = ROOT / "portal" / "browser"  # our scripts, style and mark
APP = "app"  # our scripts, styles and the runtime, shared by every language
EVERY_FORM = "assess/*.md"  # stands for them in the navigation of mkdocs.yml
NOT_SERVED = ("404.html", "sitemap.xml", "sitemap.xml.gz")  # they need absolute addresses, and a folder has none
# Material's search box is a dialog without a name, which a screen reader announces as just that.
SEARCH_BOX = '<div class="md-search" data-md-component="search" role="dialog"'


class SiteError(RuntimeError):
    """The site could not be made; the message says why."""


def render(library: Library) -> dict[str, dict[str, str]]:
    """Return every page as Markdown, by language and path, with what the model adds to it."""
    templates = environment()
    pages = {
        language: {**form_pages(library, language, templates), **articles.pages}
        for language, articles in library.articles.items()
    }
    return {
        language: {page: expand(text, page, language, library, templates) for page, text in some.items()}
        for language, some in pages.items()
    }


def write(library: Library, pages: Mapping[str, Mapping[str, str]], site: Path) -> None:
    """Write the site into the folder `site`, in place of what was there. Errors: SiteError; then nothing changes."""
    CACHE.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=CACHE, prefix="site-") as temporary:
        made = Path(temporary) / "site"
        with ThreadPoolExecutor() as languages:
            jobs = [
                languages.submit(_write_language, language, pages[language], library, Path(temporary))
                for language in LANGUAGES
            ]
            for job in jobs:
                job.result()
        write_app(library, made / APP)
        _write_root(library, made)
        for page in made.rglob("*.html"):
            page.write_text(with_policy(page.read_text(encoding="utf-8")), encoding="utf-8")
        _replace(site, made, Path(temporary) / "old")


def _write_language(language: str, pages: Mapping[str, str], library: Library, temporary: Path) -> None:
    docs = temporary / "docs" / language
    shutil.copytree(ROOT / "docs" / language, docs)  # pictures too; the pages are written over with what was added
    for path, text in pages.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")
    folder = temporary / "site" / language
    config = temporary / f"mkdocs-{language}.yml"
    config.write_text(yaml.safe_dump(_config(language, library, docs, folder), allow_unicode=True), encoding="utf-8")
    # Not --quiet: it hides warnings from --strict too.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
        raise SiteError("\n".join([f"mkdocs could not build {language}:", *said]))
    for name in NOT_SERVED:
        (folder / name).unlink(missing_ok=True)
    named = f'{SEARCH_BOX} aria-label="{library.words[language]["site"]["search"]}"'
    for page in folder.rglob("*.html"):
        page.write_text(page.read_text(encoding="utf-8").replace(SEARCH_BOX, named), encoding="utf-8")


def _config(language: str, library: Library, docs: Path, site: Path) -> dict[str, Any]:
    """Return mkdocs.yml for one language."""
    every = library.words
    words = every[language]
    config: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    others = [other for other in LANGUAGES if other != language]
    switches = {
        "alternate": True,  # Material then shows our switches; a list would make its script fetch a sitemap
        "languages": [{"lang": other, "name": every[other]["site"]["own_language"]} for other in others],
        "large_text": words["site"]["large_text"],
        "dark": words["site"]["dark"],
    }
    return {
        **config,
        "site_name": words["site"]["name"],
        "site_description": words["site"]["description"],
        "copyright": words["site"]["footer"],
        "docs_dir": str(docs),
        "site_dir": str(site),
        "nav": [_titled(entry, words, library) for entry in config["nav"]],
        "theme": {
            **config["theme"],
            "language": language,
            "custom_dir": str(ROOT / config["theme"]["custom_dir"]),
            "favicon": mark_address(),
        },
        "extra": {**config["extra"], **switches},
    }


def mark_address() -> str:
    """Return the mark as a data: address. A file would be asked for anew at every step of a form, by some browsers."""
    mark = (BROWSER / "mark.svg").read_text(encoding="utf-8").strip()
    return f"data:image/svg+xml,{quote(mark)}"


def _titled(entry: str | dict[str, Any], words: Words, library: Library) -> str | dict[str, Any]:
    """Return an entry of the navigation with its heading in words, and every form where it names them all."""
    if isinstance(entry, str):
        return entry  # a page has its own title
    forms = [f"assess/{form.id}.md" for _, some in by_purpose(library) for form in some]
    return {
        words["nav"][heading]: pages
        if isinstance(pages, str)
        else [page for one in pages for page in (forms if one == EVERY_FORM else [one])]
        for heading, pages in entry.items()
    }


def write_app(library: Library, app: Path) -> None:
    """Write our scripts and style and the runtime into `app`, a folder that is not there yet."""
    app.mkdir(parents=True)
    for file in BROWSER.iterdir():
        shutil.copyfile(file, app / file.name)
    shutil.copytree(cached_runtime(make_bundle(library), CACHE / "runtime"), app / "runtime")


def _write_root(library: Library, made: Path) -> None:
    template = environment().get_template("root.html")
    every = [library.words[language] for language in LANGUAGES]
    html = template.render(every=every, languages=LANGUAGES, mark=mark_address())
    (made / "index.html").write_text(html, encoding="utf-8")


def _replace(site: Path, made: Path, old: Path) -> None:
    if site.exists():
        site.rename(old)
    made.rename(site)


def watched_paths() -> list[Path]:
    """Return the folders and files a site is made from, for rebuilding on change."""
    return [ROOT / name for name in ("docs", "questionnaires", "portal", "scoring", "mkdocs.yml")]
