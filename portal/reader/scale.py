"""Scales and their bands, as an author writes them."""

from collections.abc import Mapping
from typing import Any

from portal.reader.fields import (
    ITSELF,
    Field,
    Part,
    Reader,
    chosen,
    identifier,
    mapping,
    name,
    one_of,
    optional,
    pairs,
    read_sound_part,
    reads,
    reference,
    several,
    whole,
)
from portal.reader.missing import missing_rule
from portal.reader.names import Names
from portal.reader.place import Place
from portal.reader.step import check_steps, step_reader
from portal.reader.table import read_table, table_as_written
from portal.reader.words import citation, points, text_in
from scoring.scale import As, Band, By, MissingRule, Norms, Scale
from scoring.scale_score import Range, put_range, raw_range

# Which way of adding up goes with which rule for missing answers; refuse and unscored go with all.
MENDED_BY: Mapping[MissingRule, tuple[By, ...]] = {
    MissingRule.PRORATE: (By.SUM,),
    MissingRule.EXCLUDE: (By.MEAN, By.WEIGHTED, By.MIN, By.MAX, By.COUNT),
}
BELONGS = {"weights": By.WEIGHTED, "at_least": By.COUNT, "table": By.TABLE}
MAY_BE_LEFT_OUT = ("at_least",)  # of these: it has a usual value


def scale_part(names: Names) -> Part:
    """Return the keys of a scale."""
    text = text_in(names.languages)
    parts = {*names.items, *names.scales}
    return Part(
        "scale",
        {
            "id": Field(name, "the scale's id, used in expressions", "量表的代号，供表达式引用"),
            "title": Field(text, "its name", "名称"),
            "about": Field(text, "what it measures, in a sentence", "一句话说明衡量什么"),
            "of": Field(
                several(reference("item or scale", parts), key=ITSELF),
                "the items, and the scales written before it, that it is made of",
                "由哪些题目或写在前面的量表构成",
            ),
            "by": Field(one_of(By), "how their points become one number", "怎样由得分算出一个数"),
            "weights": optional(
                pairs(chosen(dict.fromkeys(parts, whole(1, 1000)))),
                "how much each part weighs, for by: weighted",
                "各部分的权重（by: weighted）",
            ),
            "at_least": optional(
                points,
                "from how many points a part counts, for by: count; 1 if left out",
                "得多少分才计数（by: count），不写则为 1",
            ),
            "table": optional(
                table_as_written(),
                "the number for each option or band of one or two parts, for by: table",
                "一个或两个部分的各选项、各段所对应的数（by: table）",
            ),
            "as": optional(one_of(As), "how the number is put: points, if left out", "数的表示方式，不写则为得分"),
            "norms": optional(
                mapping(Norms, norms_part(names)), "published norms, for as: norm", "公开发表的常模（as: norm）"
            ),
            "missing": Field(
                missing_rule(),
                "what a missing answer does: refuse, unscored, {prorate: n} or {exclude: n}",
                "缺答时怎样处理",
            ),
            "bands": optional(several(mapping(_band, band_part(names))), "where each band starts", "各段的起点"),
            "unit": optional(text, "the unit of its number", "数的单位"),
            "near": optional(
                whole(0, 100),
                "within how much a boundary counts as near; 1 if left out",
                "离分界多近算“靠近”，不写则为 1",
            ),
            "read": optional(
                reference("article", names.articles),
                "the article to read where this scale binds",
                "由它决定结果时推荐阅读的文章",
            ),
            "source": optional(citation(names), "the rule behind it", "依据"),
        },
    )


def band_part(names: Names) -> Part:
    """Return the keys of a band. A band ends where the next starts: no gap and no overlap can be written."""
    return Part(
        "band",
        {
            "id": Field(identifier, "the band's id, such as a tier's", "段的代号，例如档位的代号"),
            "from": Field(points, "the value it starts at, included", "起点（含）"),
            "title": optional(
                text_in(names.languages), "its name, where it is not a level's", "名称；与结果的档位同名时可省"
            ),
            "points": optional(
                points, "what it is worth to a scale above, in place of the value", "在上一级量表中代替原值的得分"
            ),
            "source": optional(citation(names), "the rule behind it", "依据"),
        },
    )


def norms_part(names: Names) -> Part:
    """Return the keys of norms."""
    return Part(
        "norms",
        {
            "source": Field(citation(names), "who published them", "出处"),
            "steps": Field(
                several(step_reader("value"), key=None), "from which raw points which value", "从多少原始分起是多少"
            ),
        },
    )


def scale_in(names: Names) -> Reader[Scale]:
    """Return the reader of a scale whose parts are scored and whose bands start where its values do."""
    part = scale_part(names)

    @reads({"$ref": "#/$defs/scale"}, (part,))
    def read_scale(place: Place) -> Scale | None:
        values, sound = read_sound_part(place, part)
        before = len(place.file.problems)
        _check_keys(place, values)
        if {"id", "of", "by", "missing"} <= values.keys():
            _check_parts(place, values, names)
        if {"id", "bands"} <= values.keys():
            _check_titles(place, values["bands"], names)
        if not sound or len(place.file.problems) > before:
            _check_bands(place, values, _span_of(values, names))
            return None
        scale = _scale(values)
        span = _span(scale, names)
        _check_spread(place, scale, names)
        _check_norms(place, scale, names)
        _check_bands(place, values, span)
        names.built.scales[scale.id] = scale
        if span:
            band_points = scale.band_points
            names.built.worth[scale.id] = (
                (min(band_points.values()), max(band_points.values())) if band_points else span
            )
        return scale

    return read_scale


def _band(**values: Any) -> Band:
    return Band(start=values.pop("from"), **values)


def _scale(values: Mapping[str, Any]) -> Scale:
    made = dict(values)
    made["put_as"] = made.pop("as", As.POINTS)
    if made["by"] is By.WEIGHTED:
        weights = dict(made["weights"])
        made["weights"] = tuple(weights[id_] for id_ in made["of"])
    if "table" in made:
        made["table"] = tuple(cell for _, cell in made["table"])
    return Scale(**made)


def _check_keys(place: Place, values: dict[str, Any]) -> None:
    """Report keys that belong to another way of adding up, and what this way lacks."""
    by, put_as = values.get("by"), values.get("as", As.POINTS)
    for key, wanted in BELONGS.items():
        if key in values and by not in (wanted, None):
            place.child(key).fail(f"'{key}' does not belong to by: {by}", f"take it away, or write by: {wanted}")
            del values[key]
        elif by is wanted and key not in values and key not in MAY_BE_LEFT_OUT and place.child(key) == place:
            place.child("by").fail(f"by: {by} needs '{key}'", f"add '{key}'")
    if "norms" in values and put_as is not As.NORM and ("as" in values or not place.has("as")):
        place.child("norms").fail("these norms are not used", "write as: norm, or take them away")
    if put_as is As.NORM and "norms" not in values and place.child("norms") == place:
        place.child("as").fail("as: norm needs published norms", "add 'norms'")
    missing = values.get("missing")
    if by and missing and by not in MENDED_BY.get(missing.rule, (by,)):
        rules = "refuse or unscored" if by is By.TABLE else "{prorate: n}" if by is By.SUM else "{exclude: n}"
        place.child("missing").fail(f"{missing.rule} does not go with by: {by}", f"use {rules}")


def _check_parts(place: Place, values: dict[str, Any], names: Names) -> None:
    by, of, missing = values["by"], values["of"], values["missing"]
    for at, id_ in enumerate(of):
        here = place.child("of", at)
        nested = id_ in names.scales and id_ not in names.items
        if id_ == values["id"]:
            here.fail(f"'{id_}' is made of itself", "name items, and scales written before it")
        elif nested and id_ not in names.built.scales and not _comes_before(id_, values["id"], names):
            here.fail(f"'{id_}' is not written before '{values['id']}'", "put the scale that it is made of first")
        elif by is not By.TABLE:
            _check_scored(here, id_, names)
        if missing.rule is MissingRule.REFUSE:
            _check_never_missing(here, id_, values, names)
    if missing.least > len(of):
        what = f"'{values['id']}' has {len(of)} parts and wants {missing.least} answered"
        place.child("missing").fail(what, f"write a number up to {len(of)}")
    if by is By.TABLE:
        read_table(place, values, names)
    ranges = {names.built.worth[id_] for id_ in of if id_ in names.built.worth}
    alike = by is By.COUNT or by not in MENDED_BY[MissingRule.EXCLUDE]  # or is reported with the keys
    if missing.rule is MissingRule.EXCLUDE and not alike and len(ranges) > 1:
        what = "parts with different ranges cannot stand in for each other"
        place.child("missing").fail(what, "give the parts the same range of points, or use refuse or unscored")
    if by is By.WEIGHTED and "weights" in values:
        _check_weights(place, values)
    _check_pools(place, of, names)


def _comes_before(one: str, other: str, names: Names) -> bool:
    order = list(names.scales)
    return order.index(one) < order.index(other) if other in order else True


def _check_scored(here: Place, id_: str, names: Names) -> None:
    if id_ in names.built.items or id_ in names.built.worth:
        low, high = names.built.worth.get(id_, (0, 0))
        if low == high:
            hint = "give its options different points, or leave it out"
            here.fail(f"'{id_}' has no points to add up", hint)


def _check_never_missing(here: Place, id_: str, values: Mapping[str, Any], names: Names) -> None:
    """Report a part that may be missing where the scale refuses that."""
    instead = (
        "missing: {prorate: n}"
        if values["by"] is By.SUM
        else "missing: unscored"
        if values["by"] is By.TABLE
        else "missing: {exclude: n}"
    )
    if scale := names.built.scales.get(id_):
        if MissingRule.UNSCORED in (scale.missing.rule, scale.missing.below):
            here.fail(f"'{id_}' may have no result, and '{values['id']}' refuses that", f"use {instead}")
        return
    item = names.built.items.get(id_)
    if item is None:
        return
    partly = any(option.points is None for option in item.options if option.opt_out or item.worth is None)
    if partly and item.point_range and values["by"] is not By.TABLE:
        what = f"some options of '{id_}' have no points, and '{values['id']}' refuses missing answers"
        here.fail(what, f"give every option its points, or use {instead}")
    pooled = any(id_ in pool for pool, _ in names.pools)  # where a condition is a fault of its own
    if not item.required or (item.show_if and not pooled) or id_ in names.hidden:
        here.fail(f"'{id_}' may go unanswered, and '{values['id']}' refuses that", f"use {instead}")


def _check_weights(place: Place, values: Mapping[str, Any]) -> None:
    weights = dict(values["weights"])
    for id_ in values["of"]:
        if id_ not in weights:
            place.child("weights").fail(f"'{id_}' has no weight", f"add '{id_}' to the weights")
    for id_ in weights:
        if id_ not in values["of"]:
            place.child("weights", id_).fail(f"'{id_}' is no part of this scale", "take it away, or add it to 'of'")


def _check_pools(place: Place, of: tuple[str, ...], names: Names) -> None:
    """Report a pool of which only some items stand in the scale: which are asked would change what it measures."""
    for pool, _ in names.pools:
        inside = [id_ for id_ in pool if id_ in of]
        if inside and len(inside) < len(pool):
            left = ", ".join(id_ for id_ in pool if id_ not in of)
            place.child("of").fail(f"this leaves out items of a pool: {left}", "name every item of the pool, or none")


def _span_of(values: Mapping[str, Any], names: Names) -> Range | None:
    """Return the range of a scale that has faults elsewhere, so that those of its bands are reported too."""
    plain = values.get("as", As.POINTS) is As.POINTS and values.get("by") is By.SUM
    of = values.get("of", ())
    if not plain or not of or any(id_ not in names.built.worth for id_ in of):
        return None
    asked = [id_ for id_ in of if id_ not in names.undrawn]
    return sum(names.built.worth[id_][0] for id_ in asked), sum(names.built.worth[id_][1] for id_ in asked)


def _span(scale: Scale, names: Names) -> Range | None:
    """Return the range of a sound scale's values, or None where a part is faulty elsewhere."""
    raw = _raw_span(scale, names)
    return None if raw is None else raw if scale.by is By.TABLE else put_range(scale, raw)


def _raw_span(scale: Scale, names: Names) -> Range | None:
    """Return what the parts of a sound scale can come to, before that is put as percent or norm."""
    if scale.by is By.TABLE:
        values = [cell.value for cell in scale.table]
        return min(values), max(values)
    if any(id_ not in names.built.worth for id_ in scale.of):
        return None
    asked = [id_ for id_ in scale.of if id_ not in names.undrawn]
    return raw_range(scale, asked, names.built.worth)


def _check_spread(place: Place, scale: Scale, names: Names) -> None:
    """Report a scale that comes to the same whatever is answered: it measures nothing, and has no percent."""
    spans = (_raw_span(scale, names), _span(scale, names))
    for low, high in (span for span in spans if span):
        if low == high:
            hint = "let some answers give it another value, or leave the scale out"
            place.child("by").fail(f"'{scale.id}' comes to {low} whatever is answered", hint)
            return


def _check_norms(place: Place, scale: Scale, names: Names) -> None:
    raw = _raw_span(scale, names)
    if scale.norms and raw:
        check_steps(place.child("norms", "steps"), scale.norms.steps, *raw, "points")


def _check_titles(place: Place, bands: tuple[Band, ...], names: Names) -> None:
    for at, band in enumerate(bands):
        if band.title is None and band.id not in names.levels:
            place.child("bands", at).fail(f"the band '{band.id}' has no title", "add a title, or use a level's id")
    if any(band.points is not None for band in bands) and any(band.points is None for band in bands):
        place.child("bands").fail("some bands have points and some have none", "give points to all of them, or to none")


def _check_bands(place: Place, values: Mapping[str, Any], span: Range | None) -> None:
    if span is None or "bands" not in values or "id" not in values:
        return  # what makes the range unknown is reported where it stands
    bands: tuple[Band, ...] = values["bands"]
    lowest, highest = span
    as_points = values.get("as", As.POINTS) is As.POINTS
    what, unit = ("points", " points") if as_points else ("values", "")
    for at, band in enumerate(bands):
        here = place.child("bands", at, "from")
        if at == 0 and band.start != lowest:
            here.fail(f"the first band starts at {band.start}, but {what} start at {lowest}", f"write from: {lowest}")
        elif band.start > highest:
            here.fail(f"no answers reach {band.start}{unit}", f"'{values['id']}' goes from {lowest} to {highest}")
        elif at and band.start <= bands[at - 1].start:
            fault = f"the band '{band.id}' starts at {band.start}, not above {bands[at - 1].start}"
            here.fail(fault, "let each band start above the one before")
