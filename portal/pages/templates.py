"""The one Jinja environment: strict about missing names, escaping by default."""

from posixpath import dirname, relpath

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from portal.library import ROOT


def environment() -> Environment:
    """Return the environment of `portal/templates`."""
    return Environment(
        loader=FileSystemLoader(ROOT / "portal" / "templates"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),  # .html is escaped; .md is Markdown, which MkDocs turns into HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def link(page: str, target: str) -> str:
    """Return the relative address from the built page of one Markdown file to another's, or to any other file.

    >>> link("assess/individual-risk.md", "learn/suitability.md")
    '../learn/suitability.html'
    """
    return relpath(target.removesuffix(".md") + ".html" * target.endswith(".md"), dirname(page) or ".")
