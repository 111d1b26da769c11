"""The register of sources that questionnaires cite: `questionnaires/sources.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yaml.nodes import ScalarNode

from portal.reader.fields import Field, Part, identifier, mapping, optional, read_part, reads, scalar, several
from portal.reader.place import Place, open_place
from portal.reader.problem import FaultyFile
from portal.reader.words import text_in
from portal.words import Words
from scoring.citation import Citation
from scoring.text import Text

_ITEM = re.compile(r"(?P<article>\d+)\((?P<item>[1-9]|10)\)")


@dataclass(frozen=True, slots=True)
class Source:
    """A law, rule or paper. `date` is when it was issued, as YYYY-MM-DD or as much of it as is known."""

    id: str
    title: Text
    issuer: Text
    date: str
    url: str | None = None


@reads({"type": "string", "pattern": "^https://"})
def _address(place: Place) -> str | None:
    text = scalar(place)
    if text and not text.startswith("https://"):
        place.fail(f"'{text}' is not an address", "start it with https://")
        return None
    return text


def read_sources(path: Path, shown_as: str, languages: tuple[str, ...]) -> dict[str, Source]:
    """Return the register by id. Errors: FaultyFile, with every fault."""
    root = open_place(path, shown_as)
    text = text_in(languages)
    source = Part(
        "source",
        {
            "id": Field(identifier, "the id that questionnaires cite", "供问卷引用的代号"),
            "title": Field(text, "its title", "标题"),
            "issuer": Field(text, "who issued it, and its number", "发布者及文号"),
            "date": Field(scalar, "when it was issued", "发布日期"),
            "url": optional(_address, "its official address", "官方网址"),
        },
    )
    register = Part("register", {"sources": Field(several(mapping(Source, source)), "the sources", "依据")})
    values = read_part(root, register)
    if values is None or root.file.problems:
        raise FaultyFile(root.file.problems)
    return {source.id: source for source in values["sources"]}


def declared_sources(path: Path) -> tuple[str, ...]:
    """Return the ids of the register, however faulty the rest of it is; none when it is no YAML."""
    try:
        root = open_place(path, path.name)
    except FaultyFile:
        return ()
    ids = [source.child("id").node for source in root.child("sources").parts()]
    return tuple(id_.value for id_ in ids if isinstance(id_, ScalarNode))


def cite(citation: Citation, sources: Mapping[str, Source], language: str, words: Words) -> str:
    """Return a citation as a reader sees it: the source's title and the place in it."""
    title = sources[citation.source].title[language]
    if citation.kind is None:
        return title
    place = _place(citation.kind, citation.where or "", words["citation"])
    return f"{title} {place}" if title[-1].isascii() else f"{title}{place}"


def _place(kind: str, where: str, words: Mapping[str, str]) -> str:
    """Return `art 25(2)` as readers of each language cite it: Art. 25(2), 第 25 条第（二）项."""
    item = _ITEM.fullmatch(where) if kind == "art" else None
    if item is None:
        return words[kind].format(where=where)
    return words["item"].format(where=item["article"], item=words["numerals"].split()[int(item["item"]) - 1])
