"""Items and their options, as an author writes them. A matrix becomes one item a row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
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
    reference,
    several,
    whole,
    yes_or_no,
)
from portal.reader.names import AskedAs, Names
from portal.reader.place import Place
from portal.reader.words import (
    check_order,
    citation,
    currency,
    day,
    expression,
    points,
    points_or_none,
    text_in,
    wording,
)
from scoring.exact import Exact, exact
from scoring.item import Credit, Direction, Item, ItemType, Option, OptOut, Step
from scoring.operations import TRUTH

LARGEST_NUMBER = 10**15  # what a number item may allow; far inside what JSON holds exactly
LONGEST_TEXT, USUAL_TEXT = 2000, 500  # characters
WITH_OPTIONS = (AskedAs.CHOICE, AskedAs.LIKERT, AskedAs.CHOICES, AskedAs.MATRIX)
MAY_DECLINE = (AskedAs.NUMBER, AskedAs.MONEY, AskedAs.DATE)  # their options are opt-outs
# The keys that only some types have; all others belong to every type.
BELONGS: Mapping[str, tuple[AskedAs, ...]] = {
    "options": (*WITH_OPTIONS, *MAY_DECLINE),
    "rows": (AskedAs.MATRIX,),
    "help": tuple(one for one in AskedAs if one is not AskedAs.MATRIX),
    "low": (AskedAs.NUMBER, AskedAs.MONEY),
    "high": (AskedAs.NUMBER, AskedAs.MONEY),
    "unit": (AskedAs.NUMBER,),
    "currency": (AskedAs.MONEY,),
    "bands": (AskedAs.NUMBER, AskedAs.MONEY),
    "earliest": (AskedAs.DATE,),
    "latest": (AskedAs.DATE,),
    "longest": (AskedAs.TEXT,),
    "credit": (AskedAs.CHOICES,),
    "worth": (AskedAs.CHOICE, AskedAs.CHOICES),
    "shuffle": (AskedAs.CHOICE, AskedAs.CHOICES),
    "reverse": (AskedAs.CHOICE, AskedAs.LIKERT),
    "direction": (*WITH_OPTIONS[:3], AskedAs.NUMBER, AskedAs.MONEY),
    "beside": (*WITH_OPTIONS[:3], *MAY_DECLINE),
}
# The keys that a type cannot do without, beside those that every item has.
NEEDS: Mapping[AskedAs, tuple[str, ...]] = {
    **dict.fromkeys(WITH_OPTIONS, ("options",)),
    AskedAs.NUMBER: ("low", "high"),
    AskedAs.MONEY: ("low", "high", "currency"),
    AskedAs.DATE: ("earliest", "latest"),
    AskedAs.MATRIX: ("options", "rows"),
}


OF_A_ROW = ("reverse", "direction", "beside")
FEW = 3  # types that a hint may name


@dataclass(frozen=True, slots=True)
class Written:
    """An option as written. says_points: whether it says what it earns, a number or none; else that is worked out."""

    option: Option
    says_points: bool

    @property
    def id(self) -> str:
        """The option's id."""
        return self.option.id


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
                _options(names),
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


def option_part(names: Names) -> Part:
    """Return the keys of an option."""
    return Part(
        "option",
        {
            "id": Field(identifier, "the option's id", "选项的代号"),
            "label": Field(wording(names), "what the reader chooses", "读者看到的文字"),
            "points": optional(
                points_or_none,
                "what it earns in a scale; none for an opt-out that is not scored",
                "得分；不计分的回避项写 none",
            ),
            "correct": optional(yes_or_no, "whether it is right", "是否正确"),
            "alone": optional(yes_or_no, "whether it excludes every other option", "是否与其他选项互斥"),
            "opt_out": optional(one_of(OptOut), "that it declines an answer, and why", "表示不作实质回答，以及原因"),
            "feedback": optional(
                text_in(names.languages),
                "what is said beside the result where it was chosen",
                "选了它之后在结果旁显示的讲解",
            ),
            "source": optional(citation(names), "the rule behind it", "依据"),
        },
    )


def step_part(value: str) -> Part:
    """Return the keys of a step of numbers; it ends where the next starts."""
    return Part(
        "step" if value == "points" else "norm",
        {
            "from": Field(points, "where it starts, included", "起点（含）"),
            value: Field(points, "what it gives", "给出的值"),
        },
    )


def items_in(names: Names) -> Reader[tuple[Item, ...]]:
    """Return the reader of a section's items: each fits its type and rests on items asked before it."""
    part = item_part(names)

    @reads({"$ref": "#/$defs/item"}, (part,))
    def read_item(place: Place) -> tuple[Item, ...] | None:
        values, sound = read_sound_part(place, part)
        asked_as = values.get("type")
        _check_fit(place, values, asked_as)
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


def step_reader(value: str) -> Reader[Step]:
    """Return the reader of a step that gives `value`: points, or the value of a norm."""

    def make(**values: Any) -> Step:
        return Step(values["from"], values[value])

    return mapping(make, step_part(value))


def written_options(names: Names) -> Reader[tuple[Written, ...]]:
    """Return the reader of a list of options."""

    def make(*, points: Exact | str | None = None, **values: Any) -> Written:
        earned = None if isinstance(points, str) else points
        return Written(Option(points=earned, **values), says_points=points is not None)

    return several(mapping(make, option_part(names)))


def _options(names: Names) -> Reader[tuple[Written, ...]]:
    """Return the reader of a list of options, or of the name of an option set, which gives that set's."""
    read_list, read_name = written_options(names), reference("option set", names.option_sets)

    @reads({"anyOf": [read_list.schema, {"type": "string"}]}, read_list.parts)
    def read(place: Place) -> tuple[Written, ...] | None:
        if isinstance(place.node, ScalarNode):
            named = read_name(place)
            return names.built.option_sets.get(named) if named else None  # a faulty set reports itself
        return read_list(place)

    return read


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
        _check_options(shared, made)
    _check_points(place, made)
    if len(place.file.problems) > before:
        return None
    made["options"] = _earned(made)
    if made["type"] is ItemType.CHOICE:
        made.pop("worth", None)  # it has become the points of the right option
    return Item(**{key: value for key, value in made.items() if key != "reverse"})


def _earned(values: Mapping[str, Any]) -> tuple[Option, ...]:
    """Return the options with the points that they earn: those of a right answer, or turned round."""
    written: tuple[Written, ...] = values.get("options", ())
    if _tests_knowledge(values):
        worth = values.get("worth") if values["type"] is ItemType.CHOICE else None
        return tuple(_marked(one, worth) for one in written)
    options = tuple(one.option for one in written)
    earned = [option.points for option in options if option.points is not None and not option.opt_out]
    if not values.get("reverse") or not earned:  # none where the options are faulty, and are reported where they stand
        return options
    ends = min(earned) + max(earned)
    return tuple(
        option if option.points is None or option.opt_out else replace(option, points=exact(ends - option.points))
        for option in options
    )


def _marked(written: Written, worth: Exact | None) -> Option:
    """Return an option of a question of knowledge: right or wrong where there is a worth, and an opt-out as wrong."""
    option = written.option
    if option.opt_out:
        return option if written.says_points else replace(option, points=0)
    return option if worth is None else replace(option, points=worth if option.correct else 0)


def _tests_knowledge(values: Mapping[str, Any]) -> bool:
    return "worth" in values or values.get("credit") in (Credit.EXACT, Credit.PARTIAL)


def _check_fit(place: Place, values: Mapping[str, Any], asked_as: AskedAs | None) -> None:
    """Report keys that do not belong to the type, and what the type lacks."""
    if asked_as is None:
        return
    here, written = place.child("type"), [str(key.node.value) for key, _ in place.pairs()]
    for key in written:
        if key in BELONGS and asked_as not in BELONGS[key]:
            hint = f"take it away, or write type: {' or '.join(BELONGS[key])}"
            if asked_as is AskedAs.MATRIX and key in OF_A_ROW:
                hint = "write it in the rows that it holds for"
            elif len(BELONGS[key]) > FEW:
                hint = "take it away"
            place.child(key).fail(f"'{key}' does not belong to a {asked_as} item", hint)
    options = [one.option for one in values.get("options", ())]
    if asked_as in WITH_OPTIONS and len(options) < 2 and ("options" in values or "options" not in written):  # noqa: PLR2004
        here.fail(f"a {asked_as} item needs at least two options", "add 'options'")
    if asked_as in MAY_DECLINE and any(not option.opt_out for option in options):
        hint = "add 'opt_out' to each, or write type: choice"
        place.child("options").fail(f"the options of a {asked_as} item can only decline it", hint)
    if asked_as is not AskedAs.CHOICES and any(option.alone for option in options):
        here.fail(f"every option of a {asked_as} stands alone", "take 'alone' away, or write type: choices")
    _RANGES.get(asked_as, _no_range)(here, values, set(written))


def _no_range(_here: Place, _values: Mapping[str, Any], _written: set[str]) -> None:
    """Check nothing: the type has no range."""


def _check_numbers(here: Place, values: Mapping[str, Any], written: set[str], what: str = "a number") -> None:
    low, high = values.get("low"), values.get("high")
    if not {"low", "high"} <= written or (low is not None and high is not None and low >= high):
        here.fail(f"{what} needs a range", "add 'low' and a greater 'high'")


def _check_money(here: Place, values: Mapping[str, Any], written: set[str]) -> None:
    _check_numbers(here, values, written, "an amount")
    if "currency" not in written:
        here.fail("an amount needs a currency", "add 'currency: CNY', or another code")


def _check_days(here: Place, values: Mapping[str, Any], written: set[str]) -> None:
    earliest, latest = values.get("earliest"), values.get("latest")
    if not {"earliest", "latest"} <= written or (earliest and latest and earliest >= latest):
        here.fail("a date needs a range", "add 'earliest' and a later 'latest'")


def _check_matrix(here: Place, _values: Mapping[str, Any], written: set[str]) -> None:
    if "rows" not in written:
        here.fail("a matrix needs rows", "add 'rows', each with an id and a question")


_RANGES: Mapping[AskedAs, Callable[[Place, Mapping[str, Any], set[str]], None]] = {
    AskedAs.NUMBER: _check_numbers,
    AskedAs.MONEY: _check_money,
    AskedAs.DATE: _check_days,
    AskedAs.MATRIX: _check_matrix,
}


def _check_options(place: Place, values: Mapping[str, Any]) -> None:
    """Report options whose points do not fit together: those of knowledge, and of opt-outs."""
    written: tuple[Written, ...] = values.get("options", ())
    options = [one.option for one in written]
    marked = _tests_knowledge(values)
    if marked:
        _check_knowledge(place, values, options)
    elif any(option.correct for option in options) and not place.has("worth"):
        hint = "add 'worth', and 'credit' for several choices"
        if values["type"] is ItemType.LIKERT:
            hint = "write type: choice and add 'worth', or take 'correct' away"
        place.child("options").fail("an option is correct, and the item has no worth", hint)
    named = isinstance(place.child("options").node, ScalarNode)  # a set is checked where it is written
    if not marked and (values["steps"] or not named):
        check_opt_outs(place.child("options"), written, values["steps"])


def _check_points(place: Place, values: Mapping[str, Any]) -> None:
    """Report points that do not fit together: turned round, of numbers, and against the direction."""
    options = [one.option for one in values.get("options", ())]
    if values.get("reverse") and options and not any(option.points is not None for option in options):
        place.child("reverse").fail("there are no points to turn round", "give the options points, or take it away")
    _check_steps(place, values)
    if not _tests_knowledge(values) and "direction" in values:
        _check_direction(place, values, options)


def _check_knowledge(place: Place, values: Mapping[str, Any], options: Sequence[Option]) -> None:
    if not place.has("worth"):
        place.child("credit").fail(f"credit: {values['credit']} needs a worth", "add 'worth: 1'")
    told = "credit" in values or not place.has("credit")  # a misspelt one is reported where it stands
    if values["type"] is ItemType.CHOICES and told and values.get("credit") not in (Credit.EXACT, Credit.PARTIAL):
        hint = "add 'credit: exact' or 'credit: partial'"
        place.child("worth").fail("the worth of several choices needs a rule", hint)
    if options and not any(option.correct for option in options):
        place.child("options").fail("no option is correct", "mark the right ones with 'correct: yes'")
    for at, option in enumerate(options):
        if option.points is not None and not option.opt_out:
            place.child("options", at, "points").fail("the item's worth gives the points", "take 'points' away")


def check_opt_outs(place: Place, written: Sequence[Written], steps: tuple[Step, ...] = ()) -> None:
    """Report a scored item that does not say what declining it earns: nothing may be left to a default."""
    scored = any(one.option.points is not None for one in written if not one.option.opt_out) or bool(steps)
    for at, one in enumerate(written):
        here = place.child(at)
        if one.option.opt_out and scored and not one.says_points:
            what = f"'{one.id}' declines a scored item and does not say what that earns"
            here.fail(what, "add 'points', a number or none")
        if one.says_points and one.option.points is None and not one.option.opt_out:
            here.child("points").fail("only an opt-out may earn none", "write a number, or take 'points' away")


def _check_steps(place: Place, values: Mapping[str, Any]) -> None:
    steps: tuple[Step, ...] = values["steps"]
    low, high = values.get("low"), values.get("high")
    if low is None or high is None:
        return
    check_steps(place.child("bands"), steps, low, high, "numbers")


def check_steps(place: Place, steps: tuple[Step, ...], low: Exact, high: Exact, what: str) -> None:
    """Report steps that do not start at `low`, do not rise, or start beyond `high`."""
    for at, step in enumerate(steps):
        here = place.child(at, "from")
        if at == 0 and step.start != low:
            here.fail(f"the first band starts at {step.start}, but {what} start at {low}", f"write from: {low}")
        elif step.start > high:
            here.fail(f"no {what} reach {step.start}", f"they go from {low} to {high}")
        elif at and step.start <= steps[at - 1].start:
            here.fail(
                f"this band starts at {step.start}, not above {steps[at - 1].start}",
                "let each start above the one before",
            )


def _check_direction(place: Place, values: Mapping[str, Any], options: Sequence[Option]) -> None:
    steps: tuple[Step, ...] = values["steps"]
    earned = [option.points for option in options if option.points is not None and not option.opt_out]
    earned += [step.value for step in steps]
    if values.get("reverse"):
        earned = [-one for one in earned]
    sign = 1 if values["direction"] is Direction.UP else -1
    if any(sign * later < sign * earlier for earlier, later in pairwise(earned)):
        more = "less" if sign > 0 else "more"
        place.child("direction").fail(f"an answer further on earns {more}", "mend the points, or take 'direction' away")


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
