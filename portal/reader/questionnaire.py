"""YAML to a Questionnaire: the only door. It reports every fault of a file at once, and what it returns is sound.

One table of keys for each part of the language: sections and levels here, the rest in the modules named after them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from yaml.nodes import ScalarNode

from portal.reader.example import check_examples, example_fields
from portal.reader.fields import Field, identifier, mapping, one_of, optional, several
from portal.reader.item import item_in
from portal.reader.names import Names, declared
from portal.reader.outcome import control_in, mark_fields, products_fields, tiers_fields
from portal.reader.place import Place, open_place
from portal.reader.problem import FaultyFile
from portal.reader.scale import scale_in
from portal.reader.words import months, text_in, version
from scoring.questionnaire import Example, Level, Products, Questionnaire, Section, Tiers


class Purpose(StrEnum):
    """What a questionnaire is for."""

    RISK_PROFILE = "risk-profile"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a questionnaire may refer to outside itself: source ids, article paths, and the languages it must have."""

    sources: Collection[str]
    articles: Collection[str]
    languages: tuple[str, ...]


def read_file(path: Path, shown_as: str, around: Surroundings, *, filed: bool = False) -> Questionnaire:
    """Return the questionnaire in the YAML file at `path`, called `shown_as` in messages.

    filed: whether it must lie where its id and version say, as `questionnaires/<id>/<version>.yaml`.
    Errors: FaultyFile with every fault; OSError when the file cannot be read.
    """
    root = open_place(path, shown_as)
    names = declared(root.node, sources=around.sources, articles=around.articles, languages=around.languages)
    questionnaire = mapping(_questionnaire, questionnaire_fields(names))(root)
    _check_names(root)
    if questionnaire is not None and filed:
        _check_filed(root, questionnaire, path)
    if questionnaire is not None and not root.file.problems:
        check_examples(root, questionnaire)
    if questionnaire is None or root.file.problems:
        raise FaultyFile(root.file.problems)
    return questionnaire


def questionnaire_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a whole questionnaire."""
    text = text_in(names.languages)
    return {
        "questionnaire": Field(identifier, "its id, and its folder's name"),
        "version": Field(version, "a year and a number, as 2026.1; also the file's name"),
        "purpose": Field(one_of(Purpose), "what it is for"),
        "title": Field(text, "its title"),
        "about": Field(text, "what it asks and what it is for, in a sentence or two"),
        "valid_for": Field(months, "how long a result holds, as '12 months'"),
        "sections": Field(several(mapping(Section, section_fields(names))), "the steps and their items"),
        "scales": Field(several(scale_in(names)), "the sums of points"),
        "tiers": Field(mapping(Tiers, tiers_fields(names)), "the outcomes and the rule that gives one"),
        "marks": Field(several(mapping(Level, mark_fields(names))), "marks that controls may set"),
        "controls": Field(several(control_in(names)), "rules that may lower a result"),
        "products": Field(mapping(Products, products_fields(names)), "tiers against product grades"),
        "examples": Field(several(mapping(Example, example_fields(names))), "worked examples"),
    }


def section_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a section."""
    text = text_in(names.languages)
    return {
        "id": Field(identifier, "the section's id"),
        "title": Field(text, "its heading"),
        "intro": optional(text, "a sentence before its items"),
        "items": Field(several(item_in(names)), "its items"),
    }


def _check_filed(root: Place, questionnaire: Questionnaire, path: Path) -> None:
    id_, folder = questionnaire.id, path.parent.name
    if folder != id_:
        root.child("questionnaire").fail(f"'{id_}' lies in the folder '{folder}'", "rename one of them")
    if path.stem != questionnaire.version:
        root.child("version").fail(f"version {questionnaire.version} lies in '{path.name}'", "rename one of them")


def _check_names(root: Place) -> None:
    """Report ids that an expression could not tell apart: items of different sections, items and scales."""
    lists = [section.child("items") for section in root.child("sections").parts()]
    seen: dict[str, int] = {}
    for at, parts in enumerate([*lists, root.child("scales")]):
        for id_ in [part.child("id") for part in parts.parts()]:
            if not isinstance(id_.node, ScalarNode) or not id_.node.value:
                continue  # reported where it is read
            if seen.setdefault(str(id_.node.value), at) != at:  # twice in one list is reported by the list
                id_.fail(f"the id '{id_.node.value}' is already used", "give every item and scale its own id")


def _questionnaire(*, questionnaire: str, **values: Any) -> Questionnaire:
    return Questionnaire(id=questionnaire, **values)
