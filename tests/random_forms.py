"""Random questionnaires as authors might write them: YAML text, mostly sound, often with a fault.

What is written here is worked out anew from the description of the language, ranges of points among it, so that the
door's own arithmetic is not asked whether it is right.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st

from scoring.item import AMOUNTS, Item, ItemType
from scoring.questionnaire import Questionnaire

type Draw = Callable[[st.SearchStrategy[Any]], Any]
type Range = tuple[Fraction, Fraction]
type Form = dict[str, Any]

SOURCES = ("rule", "norms-2020")
DAYS = ("2026-01-31", "2024-02-29", "1999-12-31")
ODD = ("", "no", "None", "x y", "C9", "-1", "7/2", "1/0", "1e9", "{a}", "*", "i1", "s1", "tier", "选项", "'", "9" * 40)
ANY_KIND: tuple[object, ...] = (None, True, 0, -1, 10**30, 1.5, [], {}, [[]], ["a", "a"], ["no_such"], [1], {"a": 1})


@dataclass(slots=True)
class Asked:
    """An item that was written: what expressions and scales may do with it. range: of its points, None if unscored."""

    id: str
    type: str
    options: tuple[str, ...] = ()
    range: Range | None = None
    certain: bool = True  # whether it always earns points
    opts_out: bool = False
    currency: str = ""
    pool: str = ""


@dataclass(slots=True)
class Measured:
    """A scale that was written. certain: whether it always has a result."""

    id: str
    bands: tuple[str, ...]
    range: Range
    certain: bool


@dataclass(slots=True)
class Pen:
    """What has been written so far, and the draws that decide what comes next."""

    draw: Draw
    items: list[Asked] = field(default_factory=list)
    scales: list[Measured] = field(default_factory=list)
    levels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    drawn: dict[str, int] = field(default_factory=dict)  # how many items of each pool are asked

    def one[T](self, of: Sequence[T]) -> T:
        """Return one of them."""
        chosen: T = self.draw(st.sampled_from(list(of)))
        return chosen

    def some[T](self, of: Sequence[T], most: int = 4) -> list[T]:
        """Return some of them, at least one, in their order."""
        chosen = self.draw(st.sets(st.sampled_from(range(len(of))), min_size=1, max_size=most))
        return [of[at] for at in sorted(chosen)]

    def number(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        found: int = self.draw(st.integers(low, high))
        return found

    def chance(self, one_in: int) -> bool:
        """Tell whether to, one time in so many."""
        return self.number(1, one_in) == one_in


@st.composite
def questionnaires(draw: Draw) -> Form:
    """Return a random questionnaire, as what its YAML holds; about one in four has a fault put in on purpose."""
    pen = Pen(draw)
    form: Form = {"questionnaire": "random", "version": "2026.1", "purpose": "risk-profile"}
    form |= {"title": _words(), "about": _words()}
    form["option_sets"] = [{"id": "degrees", "options": _scored_options(pen, 3, opt_out=False)[0]}]
    form["sections"] = [_section(pen, at) for at in range(pen.number(1, 3))]
    pen.levels = {name: tuple(f"{letter}{at}" for at in range(1, 4)) for name, letter in (("tier", "C"), ("o1", "K"))}
    scales = [scale for at in range(pen.number(0, 4)) if (scale := _scale(pen, at)) is not None]
    if scales:
        form["scales"] = scales
    _write_outcomes(pen, form)
    controls = [_control(pen, at, form) for at in range(pen.number(0, 4))]
    if controls:
        form["controls"] = controls
    form["examples"] = [_example(pen, at, form) for at in range(pen.number(1, 2))]
    if pen.chance(4):
        _spoil(pen, form)
    return form


def as_yaml(form: Form) -> str:
    """Return a form as YAML text, a key to a line: JSON is YAML too."""
    return json.dumps(form, ensure_ascii=False, indent=1)


def _words(say: str = "") -> Mapping[str, str]:
    return {"zh": f"文字 {say}".strip(), "en": f"Words {say}".strip()}


def _wording(pen: Pen) -> Any:
    """Return a text that may depend on the items written so far."""
    if not pen.items or not pen.chance(5):
        return _words()
    spoken = f"{{{_spoken(pen)}}}"
    if pen.chance(2):
        return [{"when": truth(pen), "say": _words(spoken)}, {"say": _words()}]
    return _words(spoken)


def _spoken(pen: Pen) -> str:
    item = pen.one(pen.items)
    if item.type in ("number", "money"):
        return pen.one(
            (item.id, f"{item.id} * 20 / 100", f"max({item.id}, 3) - 1", f"{item.id} / 7", f"{item.id} / {item.id}")
        )
    if item.type == "choices":
        return pen.one((item.id, f"count({item.id})"))
    return item.id if item.type != "text" else "3/2 + 1"


# Items


def _section(pen: Pen, at: int) -> Form:
    section: Form = {"id": f"part-{at}", "title": _words(), "intro": _wording(pen)}
    hidden = bool(pen.items) and pen.chance(4)
    if hidden:
        section["show_if"] = truth(pen)
    if pen.chance(6):
        return section | _pool(pen, at, hidden=hidden)
    section["items"] = [_item(pen, f"i{at}{place}", hidden=hidden) for place in range(1, pen.number(1, 4) + 1)]
    return section


def _pool(pen: Pen, at: int, *, hidden: bool) -> Form:
    size = pen.number(2, 4)
    pen.drawn[f"pool{at}"] = size - 1
    items = []
    for place in range(size):
        id_ = f"p{at}{place}"
        items.append({"id": id_, "type": "likert", "ask": _words(), "options": "degrees"})
        pen.items.append(Asked(id_, "likert", ("a", "b", "c"), DEGREES, certain=not hidden, pool=f"pool{at}"))
    return {"draw": size - 1, "items": items}


DEGREES: Range = (Fraction(0), Fraction(2))


def _scored_options(pen: Pen, count: int, *, opt_out: bool) -> tuple[list[Form], Range, bool]:
    """Return options that earn ever more, from 0 where there are three, their range, and whether each earns some."""
    low = 0 if count == 3 else pen.number(-2, 3)
    step = Fraction(1) if count == 3 else pen.one((Fraction(1), Fraction(3, 2), Fraction(2)))
    earned = [low + step * place for place in range(count)]
    options: list[Form] = [
        {"id": id_, "label": _words(), "points": str(points)} for id_, points in zip("abcdef", earned, strict=False)
    ]
    certain = True
    if opt_out:
        certain = pen.chance(2)
        points = "0" if certain else "none"
        options.append({"id": "not_sure", "label": _words(), "opt_out": "not_sure", "points": points})
        if certain:
            earned.append(Fraction(0))
    return options, (min(earned), max(earned)), certain


def _item(pen: Pen, id_: str, *, hidden: bool) -> Form:
    item: Form = {"id": id_, "ask": _wording(pen)}
    asked = not hidden
    if pen.items and pen.chance(5):
        item["show_if"], asked = truth(pen), False
    if pen.chance(6):
        item["required"], asked = "no", False
    type_ = item["type"] = pen.one(
        ("choice", "choice", "likert", "choices", "number", "money", "date", "text", "matrix")
    )
    if type_ != "matrix" and pen.chance(5):
        item["help"] = _wording(pen)
    keys, written = _KINDS[type_](pen, id_)
    for one in written:
        one.certain = one.certain and asked
    pen.items += written
    return item | keys


def _choice(pen: Pen, id_: str) -> tuple[Form, list[Asked]]:
    count, opts_out = pen.number(2, 4), pen.chance(3)
    ids = tuple("abcdef"[:count]) + (("not_sure",) if opts_out else ())
    kind = pen.one(("scored", "scored", "scored", "knowledge", "plain"))
    options, range_, certain = _scored_options(pen, count, opt_out=opts_out)
    keys: Form = {"options": options}
    if kind != "scored":
        for option in options:
            del option["points"]
    if kind == "knowledge":
        options[pen.number(0, count - 1)]["correct"] = "yes"
        keys["worth"] = pen.number(1, 3)
        return keys, [Asked(id_, "choice", ids, (Fraction(0), Fraction(keys["worth"])), opts_out=opts_out)]
    if kind == "plain":
        return keys, [Asked(id_, "choice", ids, None, opts_out=opts_out)]
    if pen.chance(3):
        keys["reverse"] = "yes"
    if pen.chance(4):
        keys["direction"] = "down" if "reverse" in keys else "up"
    return keys, [Asked(id_, "choice", ids, range_, certain, opts_out)]


def _likert(_pen: Pen, id_: str) -> tuple[Form, list[Asked]]:
    return {"options": "degrees"}, [Asked(id_, "likert", ("a", "b", "c"), DEGREES)]


def _choices(pen: Pen, id_: str) -> tuple[Form, list[Asked]]:
    options, (low, high), _ = _scored_options(pen, 3, opt_out=False)
    credit = pen.one(("highest", "sum", "exact", "partial"))
    keys: Form = {"options": options, "credit": credit}
    if credit in ("exact", "partial"):
        for option in options:
            del option["points"]
        options[0]["correct"] = options[2]["correct"] = "yes"
        keys["worth"] = pen.number(1, 3)
        low, high = Fraction(0), Fraction(keys["worth"])
    elif pen.chance(2):
        options.append({"id": "neither", "label": _words(), "alone": "yes", "points": 0})
    if credit == "sum":
        high = Fraction(0 + 1 + 2)
    return keys, [Asked(id_, "choices", tuple(option["id"] for option in options), (low, high))]


def _number(pen: Pen, id_: str) -> tuple[Form, list[Asked]]:
    low = pen.number(-5, 5)
    keys: Form = {"low": low, "high": low + 40}
    item = Asked(id_, "number")
    if pen.chance(2):
        keys["bands"] = [
            {"from": low, "points": 0},
            {"from": low + 10, "points": 2},
            {"from": low + 20, "points": "1/2"},
        ]
        item.range = Fraction(0), Fraction(2)
    if pen.chance(3):
        points = {"points": "none"} if item.range else {}
        keys["options"] = [{"id": "secret", "label": _words(), "opt_out": "prefer_not_to_say", **points}]
        item.options, item.opts_out, item.certain = ("secret",), True, False
    return keys, [item]


def _money(pen: Pen, id_: str) -> tuple[Form, list[Asked]]:
    keys, (item,) = _number(pen, id_)
    item.type, item.currency = "money", pen.one(("CNY", "EUR"))
    return {**keys, "currency": item.currency}, [item]


def _date(_pen: Pen, id_: str) -> tuple[Form, list[Asked]]:
    return {"earliest": "1990-01-01", "latest": "2030-12-31"}, [Asked(id_, "date")]


def _text(pen: Pen, id_: str) -> tuple[Form, list[Asked]]:
    return {"longest": pen.number(5, 50)}, [Asked(id_, "text")]


def _matrix(pen: Pen, id_: str) -> tuple[Form, list[Asked]]:
    ids = [f"{id_}_{place}" for place in range(1, pen.number(1, 3) + 1)]
    rows = [{"id": row, "ask": _words(), **({"reverse": "yes"} if pen.chance(3) else {})} for row in ids]
    return {"options": "degrees", "rows": rows}, [Asked(row, "likert", ("a", "b", "c"), DEGREES) for row in ids]


_KINDS: Mapping[str, Callable[[Pen, str], tuple[Form, list[Asked]]]] = {
    "choice": _choice,
    "likert": _likert,
    "choices": _choices,
    "number": _number,
    "money": _money,
    "date": _date,
    "text": _text,
    "matrix": _matrix,
}


# Scales


def _scale(pen: Pen, at: int) -> Form | None:
    """Return a scale over what has been written, or None where nothing can be added up."""
    written: list[Asked | Measured] = []
    written += pen.items
    written += pen.scales
    scored = [one for one in written if one.range and one.range[0] < one.range[1]]
    if not scored:
        return None
    parts = _with_their_pools(pen, pen.some(scored))
    by = pen.one(("sum", "sum", "mean", "min", "max", "count", "weighted", "table"))
    scale: Form = {"id": f"s{at}", "title": _words(), "about": _words(), "of": [part.id for part in parts], "by": by}
    keys = _keys_of(parts[0])
    if by == "table" and not (keys and not getattr(parts[0], "pool", "")):
        by = scale["by"] = "sum"
    if by == "table":
        return _table(pen, scale, parts[0], keys)
    if by == "weighted":
        scale["weights"] = {part.id: pen.number(1, 3) for part in parts}
    range_ = _put(pen, scale, _raw(pen, scale, parts))
    certain = _write_missing(pen, scale, parts)
    return _finish(pen, scale, range_, certain=certain)


def _with_their_pools(pen: Pen, parts: list[Asked | Measured]) -> list[Asked | Measured]:
    pools = {part.pool for part in parts if isinstance(part, Asked) and part.pool}
    whole = [item for item in pen.items if item.pool in pools and item.pool]
    return [*[part for part in parts if part not in whole], *whole]


def _keys_of(part: Asked | Measured) -> tuple[str, ...]:
    if isinstance(part, Measured):
        return part.bands
    return part.options if part.type in ("choice", "likert") else ()


def _table(pen: Pen, scale: Form, part: Asked | Measured, keys: tuple[str, ...]) -> Form:
    values = [pen.number(0, 5) for _ in keys]
    values[-1] = max(values) + 1  # something to tell apart
    scale |= {"of": [part.id], "table": dict(zip(keys, values, strict=True)), "missing": "unscored"}
    return _finish(pen, scale, (Fraction(min(values)), Fraction(max(values))), certain=False)


def _raw(pen: Pen, scale: Form, parts: list[Asked | Measured]) -> Range:
    """Return the least and most that the parts can come to: those of a pool that are asked, and all others."""
    left = dict(pen.drawn)
    asked = []
    for part in parts:
        pool = part.pool if isinstance(part, Asked) else ""
        if not pool or left[pool] > 0:
            asked.append(part)
        if pool:
            left[pool] -= 1
    low, high = ([part.range[end] for part in asked if part.range] for end in (0, 1))
    weights = [scale.get("weights", {}).get(part.id, 1) for part in asked]
    return _together(scale["by"], low, weights), _together(scale["by"], high, weights)


def _together(by: str, values: list[Fraction], weights: list[int]) -> Fraction:
    match by:
        case "sum":
            return sum(values, Fraction(0))
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "count":
            return Fraction(len([value for value in values if value >= 1]))
    return sum((weight * value for weight, value in zip(weights, values, strict=True)), Fraction(0)) / sum(weights)


def _put(pen: Pen, scale: Form, raw: Range) -> Range:
    low, high = raw
    put_as = pen.one(("points", "points", "percent", "norm"))
    if put_as == "points" or low == high:
        return raw
    scale["as"] = put_as
    if put_as == "percent":
        return Fraction(0), Fraction(100)
    most = pen.one(("20", "25/2"))
    steps = [{"from": str(low), "value": 10}, {"from": str((low + high) / 2), "value": most}]
    scale["norms"] = {"source": "norms-2020", "steps": steps}
    return Fraction(10), Fraction(most)


def _write_missing(pen: Pen, scale: Form, parts: list[Asked | Measured]) -> bool:
    """Write the scale's rule for missing answers; tell whether the scale always has a result."""
    rules: list[Any] = ["unscored"]
    if all(part.certain for part in parts):
        rules += ["refuse", "refuse"]
    least = pen.number(1, len(parts))
    below = {"below": "unscored"} if pen.chance(2) else {}
    if scale["by"] == "sum":
        rules.append({"prorate": least, **below})
    elif scale["by"] == "count" or len({part.range for part in parts}) == 1:
        rules.append({"exclude": least, **below})
    scale["missing"] = pen.one(rules)
    return scale["missing"] != "unscored" and "below" not in scale["missing"]


def _finish(pen: Pen, scale: Form, range_: Range, *, certain: bool) -> Form:
    """Give the scale bands from its least value on, those of an outcome or its own."""
    low, high = range_
    bands: tuple[str, ...] = ()
    if low < high and not pen.chance(5):
        bands = pen.one((*pen.levels.values(), ("low", "high")))
        starts = [low + (high - low) * place / len(bands) for place in range(len(bands))]
        titled = bands == ("low", "high")
        scale["bands"] = [
            {"id": id_, "from": str(start), **({"title": _words()} if titled else {})}
            for id_, start in zip(bands, starts, strict=True)
        ]
        if pen.chance(4):
            for place, band in enumerate(scale["bands"]):
                band["points"] = place
            range_ = Fraction(0), Fraction(len(bands) - 1)
    if pen.chance(4):
        scale["near"] = pen.number(0, 3)
    pen.scales.append(Measured(scale["id"], bands, range_, certain))
    return scale


# Outcomes, controls, examples


def _write_outcomes(pen: Pen, form: Form) -> None:
    for name in list(pen.levels):
        scales = [scale.id for scale in pen.scales if scale.bands == pen.levels[name]]
        if not scales:
            del pen.levels[name]
            continue
        bands = [f"band({id_})" for id_ in pen.some(scales)]
        rule = bands[0] if len(bands) == 1 else f"{pen.one(('min', 'min', 'max'))}({', '.join(bands)})"
        levels = [{"id": id_, "title": _words(), "means": _wording(pen)} for id_ in pen.levels[name]]
        outcome: Form = {"levels": levels, "by": rule, "because": _words()}
        if pen.chance(3):
            outcome["pass"] = pen.one(pen.levels[name])
        if name == "tier":
            form["tiers"] = outcome
        else:
            form["outcomes"] = [{"id": name, "title": _words(), **outcome}]


def _control(pen: Pen, at: int, form: Form) -> Form:
    control: Form = {"id": f"control-{at}", "when": truth(pen, whole=True)}
    levels = [level for ids in pen.levels.values() for level in ids]
    if levels and not pen.chance(4):
        control["cap"] = pen.one(levels)
    if "cap" not in control or pen.chance(3):
        control["then"] = pen.one(("warn", "refer", "confirm", "block"))
    if pen.chance(4):
        form["marks"] = [{"id": "lowest", "title": _words(), "means": _words()}]
        control["mark"] = "lowest"
    return control | {"because": _wording(pen), "source": "rule art 2(1)"}


def _example(pen: Pen, at: int, form: Form) -> Form:
    expect: Form = {"tier": pen.one((*pen.levels["tier"], "none"))} if "tiers" in form else {}
    answers = {item.id: _sound_answer(pen, item) for item in pen.items}
    return {"id": f"example-{at}", "name": _words(), "seed": pen.number(0, 3), "answers": answers, "expect": expect}


def _sound_answer(pen: Pen, item: Asked) -> Any:
    match item.type:
        case "choice" | "likert":
            return pen.one(item.options[:2])
        case "choices":
            return pen.one((["a"], ["b", "c"]))
        case "number" | "money":
            return pen.number(5, 35)  # whatever its least is
        case "date":
            return pen.one(DAYS)
    return "words"


# Expressions


def truth(pen: Pen, depth: int = 2, *, whole: bool = False) -> str:
    """Return an expression that is true or false, over items; over scales and outcomes too where it is `whole`."""
    shape = pen.one(("one", "one", "not", "and", "or")) if depth else "one"
    if shape == "not":
        return f"not ({truth(pen, depth - 1, whole=whole)})"
    if shape in ("and", "or"):
        return f"({truth(pen, depth - 1, whole=whole)}) {shape} ({truth(pen, depth - 1, whole=whole)})"
    if whole and (pen.scales or pen.levels) and pen.chance(2):
        return _truth_of_whole(pen)
    return _truth_of(pen, pen.one(pen.items), whole=whole) if pen.items else "1 == 1"


def _truth_of(pen: Pen, item: Asked, *, whole: bool) -> str:
    id_, found = item.id, [f"answered({item.id})"]
    if item.type in ("choice", "likert"):
        option, other = pen.one(item.options), pen.one(item.options)
        found += [f"{id_} == '{option}'", f"{id_} != '{option}'", f"{id_} in ('{option}', '{other}')"]
        found.append(f"{id_} not in ('{option}',)")
    if item.type == "choices":
        found += [
            f"'{pen.one(item.options)}' in {id_}",
            f"'{pen.one(item.options)}' not in {id_}",
            f"count({id_}) >= 2",
        ]
    if item.type in ("number", "money"):
        found += [f"{id_} >= {pen.number(-5, 45)}", f"{id_} * 3/2 == 30", f"{id_} / 7 < 2", f"{id_} / ({id_} - 10) > 1"]
    if item.type == "date":
        found += [f"{id_} < '{pen.one(DAYS)}'", f"{id_} == '{pen.one(DAYS)}'"]
    if item.opts_out:
        found.append(f"opted_out({id_})")
    if item.range and whole:  # points are not known while a form is filled in
        found += [f"points({id_}) >= {pen.number(0, 3)}", f"min(points({id_}), 1) - 1/2 > 0"]
    return pen.one(found)


def _truth_of_whole(pen: Pen) -> str:
    found = [f"points({scale.id}) > {pen.number(0, 6)}" for scale in pen.scales]
    for scale in (one for one in pen.scales if one.bands):
        found.append(f"band({scale.id}) <= '{pen.one(scale.bands)}'")
        found += [f"band({one.id}) - band({scale.id}) >= 1" for one in pen.scales if one.bands == scale.bands]
    for name, levels in pen.levels.items():
        found += [
            f"{name} >= '{pen.one(levels)}'",
            f"capped({name}) == '{pen.one(levels)}'",
            f"{name} > capped({name})",
        ]
    return pen.one(found)


# Answers


def random_answers(form: Questionnaire, random: Random) -> dict[str, object]:
    """Return answers to `form`: about half are right for every item, the others lack some or hold some of any kind."""
    strange = random.choice((0, 0, 0, 0.2, 0.6))
    answers: dict[str, object] = {}
    for id_, item in form.items.items():
        if random.random() >= strange and (item.required or random.random() < 0.6):
            answers[id_] = _right(item, random)
        elif random.random() < strange:
            answers[id_] = random.choice((*ODD, *ANY_KIND, *DAYS, *item.option, list(item.option)))
    if random.random() < strange / 4:
        answers["no_such_item"] = 1
    return answers


def _right(item: Item, random: Random) -> object:
    if item.type is ItemType.CHOICES:
        alone = [[option.id] for option in item.options if option.alone]
        together = [option.id for option in item.options if not option.alone]
        return random.choice([random.sample(together, random.randint(1, len(together))), *alone])
    if item.option and random.random() < (0.2 if item.type in (*AMOUNTS, ItemType.DATE) else 1):
        return random.choice(list(item.option))
    if item.low is not None and item.high is not None:
        return random.choice((item.low, item.high, random.randint(item.low, item.high)))
    return random.choice(DAYS) if item.type is ItemType.DATE else "字 a"


# Faults


def _spoil(pen: Pen, form: Form) -> None:
    """Put one fault in: a key or a part taken away or given twice, or a value that hardly fits."""
    holder: Any = form
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = pen.one(keys)
        below = holder[key]
        if not isinstance(below, dict | list) or not below or pen.chance(5):
            break
        holder = below
    way = pen.one(("take", "twice", "odd", "odd"))
    if way == "take":
        del holder[key]
    elif way == "twice" and isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[key] = pen.one((*ODD, [], {}, [[]], {"a": "b"}))
