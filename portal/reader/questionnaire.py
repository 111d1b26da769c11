"""YAML to a Questionnaire: the only door. It reports every fault of a file at once, and what it returns is sound.

One table of keys for each part of the language: sections here, the rest in the modules named after them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, ScalarNode

from portal.reader.example import check_examples, example_reader, group_reader
from portal.reader.fields import (
    ITSELF,
    Field,
    Part,
    Reader,
    identifier,
    mapping,
    one_of,
    optional,
    read_sound_part,
    reads,
    scalar,
    several,
    whole,
)
from portal.reader.item import items_in
from portal.reader.names import Names, declared
from portal.reader.option import check_opt_outs, written_options
from portal.reader.outcome import (
    check_outcomes,
    control_in,
    mark_reader,
    outcome_reader,
    products_reader,
    tiers_reader,
)
from portal.reader.place import Place, open_place
from portal.reader.problem import FaultyFile
from portal.reader.scale import scale_in
from portal.reader.words import check_order, expression, months, text_in, version, wording
from scoring.operations import TRUTH
from scoring.questionnaire import Purpose, Questionnaire, Section


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
    values, sound = read_sound_part(root, questionnaire_part(names))
    _check_languages(root, names, around)
    _check_names(root)
    outcomes = (*([values["tiers"]] if "tiers" in values else []), *values.get("outcomes", ()))
    check_outcomes(root, outcomes, names)
    if "products" in values and "tiers" not in values and root.child("tiers") == root:
        root.child("products").fail("product grades are matched with tiers", "add 'tiers', or take 'products' away")
    questionnaire = _questionnaire(values, outcomes, names) if sound else None
    if questionnaire is not None and filed:
        _check_filed(root, questionnaire, path)
    if questionnaire is not None and not root.file.problems:
        check_examples(root, questionnaire)
    if questionnaire is None or root.file.problems:
        raise FaultyFile(root.file.problems)
    return questionnaire


def questionnaire_part(names: Names) -> Part:
    """Return the keys of a whole questionnaire, what is declared before what uses it."""
    text = text_in(names.languages)
    return Part(
        "questionnaire",
        {
            "questionnaire": Field(identifier, "its id, and its folder's name", "问卷的代号，也是文件夹名"),
            "version": Field(
                version, "a year and a number, as 2026.1; also the file's name", "年份加序号，例如 2026.1，也是文件名"
            ),
            "purpose": Field(one_of(Purpose), "what it is for", "用途"),
            "languages": optional(
                several(scalar, key=ITSELF),
                "the languages its texts have; those of the site, if left out",
                "文字的语言，不写则为本站的语言",
            ),
            "title": Field(text, "its title", "标题"),
            "about": Field(
                text, "what it asks and what it is for, in a sentence or two", "一两句话说明问什么、有什么用"
            ),
            "valid_for": optional(months, "how long a result holds, as '12 months'", "结果的有效期，例如 12 months"),
            "minutes": optional(whole(1, 240), "about how many minutes it takes", "大约需要几分钟"),
            "beside": optional(identifier, "the form whose answers this one is kept beside", "与哪一份问卷的回答对照"),
            "changes": optional(
                several(text, key=None),
                "what changed since the version before, in people's words",
                "与上一版相比的改动，用日常语言写",
            ),
            "option_sets": optional(
                several(_option_set(names), key=itemgetter("id")),
                "options that several items share",
                "几道题共用的选项",
            ),
            "sections": Field(several(_section_in(names)), "the steps and their items", "各步骤及其题目"),
            "scales": optional(several(scale_in(names)), "how points become numbers and bands", "怎样由得分算出数和段"),
            "tiers": optional(tiers_reader(names), "the tiers and the rule that gives one", "各档及其规则"),
            "outcomes": optional(
                several(outcome_reader(names)), "other results, each with its rule", "其他结果及各自的规则"
            ),
            "marks": optional(several(mark_reader(names)), "marks that controls may set", "规则可以加上的标记"),
            "controls": optional(several(control_in(names)), "rules that may lower a result", "可以下调结果的规则"),
            "products": optional(products_reader(names), "tiers against product grades", "各档与产品等级的对应"),
            "group": optional(
                group_reader(names), "how two or more people are assessed together", "两人或多人怎样一起评估"
            ),
            "examples": Field(several(example_reader(names)), "worked examples", "算例"),
        },
    )


def section_part(names: Names) -> Part:
    """Return the keys of a section."""
    return Part(
        "section",
        {
            "id": Field(identifier, "the section's id", "步骤的代号"),
            "title": Field(text_in(names.languages), "its heading", "标题"),
            "intro": optional(wording(names), "a sentence before its items", "题目之前的说明"),
            "show_if": optional(
                expression(names, TRUTH),
                "when its items are asked; always, if left out",
                "何时询问其中的题目，不写则总是询问",
            ),
            "draw": optional(
                whole(1, 1000),
                "how many of its items are asked, chosen by a seed; all, if left out",
                "随机抽取几题，不写则全部询问",
            ),
            "items": Field(items_in(names), "its items", "题目"),
        },
    )


def _option_set(names: Names) -> Reader[Mapping[str, Any]]:
    part = Part(
        "option_set",
        {
            "id": Field(identifier, "its id, which items name as their options", "代号，供题目引用"),
            "options": Field(written_options(names), "the options", "选项"),
        },
    )

    @reads({"$ref": "#/$defs/option_set"}, (part,))
    def read(place: Place) -> Mapping[str, Any] | None:
        values, sound = read_sound_part(place, part)
        before = len(place.file.problems)
        if sound:
            check_opt_outs(place.child("options"), values["options"])
        if sound and len(place.file.problems) == before:
            names.built.option_sets[values["id"]] = values["options"]
        return values if sound else None

    return read


def _section_in(names: Names) -> Reader[Section]:
    part = section_part(names)
    read_keys = mapping(Section, part)

    @reads(read_keys.schema, read_keys.parts)
    def read(place: Place) -> Section | None:
        section = read_keys(place)
        if section is None:
            return None
        before = names.before(section.items[0].id)
        if section.intro:
            check_order(place.child("intro"), section.intro.expressions(), before, section.id)
        if section.show_if:
            check_order(place.child("show_if"), [section.show_if], before, section.id)
        if section.draw:
            _check_pool(place, section, section.draw)
        return section

    return read


def _check_pool(place: Place, section: Section, draw: int) -> None:
    """Report a pool whose items are not alike: then a result would depend on the seed."""
    if draw >= len(section.items):
        place.child("draw").fail(f"this draws {draw} of {len(section.items)} items", "draw fewer, or take 'draw' away")
    if len({item.point_range for item in section.items}) > 1:
        place.child("draw").fail(
            "the items of this pool earn different points", "give all the same least and most points"
        )
    for item in place.parts_of("items"):
        what = f"'{item.child('id').node.value}' cannot stand in a pool"
        if item.has("show_if"):
            item.child("show_if").fail(what, "take its 'show_if' away")
        if item.has("rows"):
            item.child("rows").fail(what, "write the rows of a matrix as items of their own")


def _check_languages(root: Place, names: Names, around: Surroundings) -> None:
    missing = [language for language in around.languages if language not in names.languages]
    if missing:
        hint = f"add {', '.join(missing)}: the site speaks {', '.join(around.languages)}"
        root.child("languages").fail("a language of the site is missing", hint)


def _check_filed(root: Place, questionnaire: Questionnaire, path: Path) -> None:
    id_, folder = questionnaire.id, path.parent.name
    if folder != id_:
        root.child("questionnaire").fail(f"'{id_}' lies in the folder '{folder}'", "rename one of them")
    if path.stem != questionnaire.version:
        root.child("version").fail(f"version {questionnaire.version} lies in '{path.name}'", "rename one of them")


def _check_names(root: Place) -> None:
    """Report ids that an expression could not tell apart: items of different sections, items, scales and outcomes."""
    lists = [_items(section) for section in root.parts_of("sections")]
    seen: dict[str, int] = {}
    for at, parts in enumerate([*lists, root.parts_of("scales"), root.parts_of("outcomes")]):
        for id_ in [part.child("id") for part in parts if isinstance(part.node, MappingNode)]:
            if not isinstance(id_.node, ScalarNode) or not id_.node.value:
                continue  # reported where it is read
            if seen.setdefault(str(id_.node.value), at) != at:  # twice in one list is reported by the list
                id_.fail(f"the id '{id_.node.value}' is already used", "give every item, scale and outcome its own id")


def _items(section: Place) -> list[Place]:
    """Return the places of a section's items, the rows of a matrix among them."""
    items = section.parts_of("items")
    return items + [row for item in items for row in item.parts_of("rows")]


def _questionnaire(values: Mapping[str, Any], outcomes: tuple[Any, ...], names: Names) -> Questionnaire:
    made = {key: value for key, value in values.items() if key not in ("questionnaire", "tiers", "option_sets")}
    return Questionnaire(**{**made, "id": values["questionnaire"], "languages": names.languages, "outcomes": outcomes})
