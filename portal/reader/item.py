"""Items, as an author writes them. A matrix becomes one item a row."""

from collections.abc import Iterable, Mapping
from typing import Any

from yaml.nodes import ScalarNode

from portal.reader.fields import (
    Field,
    Part,
    Reader,
    identifier,
    mapping,
    name,
    one_of,
    optional,
    read_sound_part,
    reads,
    several,
    whole,
    yes_or_no,
)
from portal.reader.item_fit import check_fit
from portal.reader.item_points import check_options, check_points, earned_by
from portal.reader.names import AskedAs, Names
from portal.reader.option import options_or_set
from portal.reader.place import Place
from portal.reader.step import step_reader
from portal.reader.words import (
    check_order,
    citation,
    currency,
    day,
    expression,
    points,
    text_in,
    wording,
)
from scoring.item import Credit, Direction, Item, ItemType
from scoring.operations import TRUTH

LARGEST_NUMBER = 10**15  # what a number item may allow; far inside what JSON holds exactly
LONGEST_TEXT, USUAL_TEXT = 2000, 500  # characters


def item_part(names: Names) -> Part:
    """Return the keys of an item."""
    words, number = wording(names), whole(-LARGEST_NUMBER, LARGEST_NUMBER)
    return Part(
        "item",
        {
            "id": Field(name, "the item's id, used in scales and expressions", "题目的代号，供量表和表达式引用"),
            "type": Field(one_of(AskedAs), "how it is answered", "作答方式"),
            "ask": Field(words, "the question", "题目"),
            "help": optional(words, "a sentence that helps to answer", "帮助作答的说明"),
            "options": optional(
                options_or_set(names),
                "the answers to choose from, or the id of an option set",
                "可选的答案，或一个选项组的代号",
            ),
            "rows": optional(
                several(_row(names), key=None),
                "the questions of a matrix, which share its options",
                "矩阵题的各个小题，共用同一组选项",
            ),
            "credit": optional(
                one_of(Credit),
                "what several chosen options earn together: highest, if left out",
                "多选的计分方式，不写则取最高的一项",
            ),
            "worth": optional(points, "what a right answer to a question of knowledge earns", "知识题答对得多少分"),
            "low": optional(number, "the least number allowed", "允许的最小数"),
            "high": optional(number, "the greatest number allowed", "允许的最大数"),
            "unit": optional(text_in(names.languages), "the unit of a number", "数字的单位"),
            "currency": optional(currency, "the currency of an amount, as CNY", "金额的币种，例如 CNY"),
            "bands": optional(
                several(step_reader("points"), key=None), "the points that numbers earn", "各段数字的得分"
            ),
            "earliest": optional(day, "the first day allowed", "允许的最早日期"),
            "latest": optional(day, "the last day allowed", "允许的最晚日期"),
            "longest": optional(
                whole(1, LONGEST_TEXT),
                f"the most characters of a text; {USUAL_TEXT} if left out",
                f"最多字数，不写则为 {USUAL_TEXT}",
            ),
            "shuffle": optional(yes_or_no, "whether a seed decides the order of the options", "选项顺序是否随机"),
            "reverse": optional(yes_or_no, "whether the points of the options are turned round", "是否反向计分"),
            "direction": optional(
                one_of(Direction),
                "whether options as listed, or numbers as they grow, earn ever more (up) or less (down); checked",
                "选项自上而下（或数字由小到大）得分只升（up）还是只降（down），构建时检验",
            ),
            "required": optional(
                yes_or_no, "whether it must be answered: yes unless it says no", "是否必答，不写则必答"
            ),
            "show_if": optional(
                expression(names, TRUTH), "when it is asked; always, if left out", "何时询问，不写则总是询问"
            ),
            "beside": optional(
                identifier,
                "the item of the form beside this one that it is compared with",
                "与之对照的另一份问卷的题目",
            ),
            "source": optional(citation(names), "the rule that asks for it", "依据"),
        },
    )


def row_part(names: Names) -> Part:
    """Return the keys of a matrix's row."""
    return Part(
        "row",
        {
            "id": Field(name, "the row's id, used in scales and expressions", "小题的代号"),
            "ask": Field(wording(names), "the question", "小题的文字"),
            "reverse": optional(yes_or_no, "whether the points of the options are turned round", "是否反向计分"),
            "direction": optional(one_of(Direction), "as for an item", "同题目"),
            "beside": optional(identifier, "as for an item", "同题目"),
            "source": optional(citation(names), "as for an item", "同题目"),
        },
    )


def items_in(names: Names) -> Reader[tuple[Item, ...]]:
    """Return the reader of a section's items: each fits its type and rests on items asked before it."""
    part = item_part(names)

    @reads({"$ref": "#/$defs/item"}, (part,))
    def read_item(place: Place) -> tuple[Item, ...] | None:
        values, sound = read_sound_part(place, part)
        asked_as = values.get("type")
        check_fit(place, values, asked_as)
        rows = list(_rows(place, values)) if asked_as is AskedAs.MATRIX else [(place, values)]
        made = [_make(here, one, _sharing(place, at)) for at, (here, one) in enumerate(rows)]
        if not sound or not made or None in made:
            return None
        items = tuple(item for item in made if item)
        for at, ((here, _), item) in enumerate(zip(rows, items, strict=True)):
            _check_words(here, item, names)
            if at == 0:
                _check_shared_words(place, item, names)
            names.built.items[item.id] = item
            if item.point_range:
                names.built.worth[item.id] = item.point_range
        return items

    read_all = several(read_item, key=None)

    @reads(read_all.schema, read_all.parts)
    def read(place: Place) -> tuple[Item, ...] | None:
        found = read_all(place)
        _check_ids(place)
        return None if found is None else tuple(item for items in found for item in items)

    return read


def _check_ids(place: Place) -> None:
    """Report ids that two items share, the rows of matrices among them."""
    seen: set[str] = set()
    for one in [one for part in place.parts() for one in (part, *part.parts_of("rows"))]:
        id_ = one.child("id")
        if one.has("id") and isinstance(id_.node, ScalarNode) and id_.node.value:
            if id_.node.value in seen:
                id_.fail(f"'{id_.node.value}' is used twice in this list", "give each its own")
            seen.add(id_.node.value)


def _sharing(place: Place, at: int) -> Place | None:
    """Return where the options stand that the rows of a matrix share; they are checked once, with the first row."""
    return place if at == 0 else None


def _row(names: Names) -> Reader[dict[str, Any]]:
    return mapping(dict, row_part(names))


def _rows(place: Place, values: Mapping[str, Any]) -> Iterable[tuple[Place, dict[str, Any]]]:
    """Yield each row of a matrix as the values of a likert item."""
    shared = {key: values[key] for key in ("options", "required", "show_if", "source") if key in values}
    for at, row in enumerate(values.get("rows", ())):
        lead = {"lead": values.get("ask")} if at == 0 else {}
        own = {"type": AskedAs.LIKERT, "matrix": values.get("id"), **shared, **lead, **row}
        yield place.child("rows", at), own


def _make(place: Place, values: Mapping[str, Any], shared: Place | None) -> Item | None:
    """Return the item that sound values make; faults of points are reported here, those of options at `shared`."""
    made = dict(values)
    if {"id", "type", "ask"} - made.keys():
        return None
    type_ = made.pop("type")
    if type_ is AskedAs.MATRIX:
        return None
    made["type"] = ItemType(type_)
    made["steps"] = made.pop("bands", ())
    if made["type"] is ItemType.TEXT:
        made.setdefault("longest", USUAL_TEXT)
    before = len(place.file.problems)
    if shared:
        check_options(shared, made)
    check_points(place, made)
    if len(place.file.problems) > before:
        return None
    made["options"] = earned_by(made)
    if made["type"] is ItemType.CHOICE:
        made.pop("worth", None)  # it has become the points of the right option
    return Item(**{key: value for key, value in made.items() if key != "reverse"})


def _check_shared_words(place: Place, item: Item, names: Names) -> None:
    """Report what an item, or the first row of a matrix for all of them, rests on that is asked later."""
    before, what = names.before(item.id), item.matrix or item.id
    if item.show_if:
        check_order(place.child("show_if"), [item.show_if], before, what)
    for key, one in (("help", item.help), ("ask", item.lead)):
        if one:
            check_order(place.child(key), one.expressions(), before, what)
    for at, option in enumerate(item.options):
        check_order(place.child("options", at, "label"), option.label.expressions(), before, what)


def _check_words(place: Place, item: Item, names: Names) -> None:
    check_order(place.child("ask"), item.ask.expressions(), names.before(item.id), item.id)
    if item.beside and not names.beside:
        place.child("beside").fail("this form stands beside none", "add 'beside' to the form, or take it away here")
