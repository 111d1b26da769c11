"""Scales and their bands, as an author writes them."""

from enum import StrEnum
from typing import Any

from yaml.nodes import MappingNode

from portal.reader.fields import (
    ITSELF,
    Field,
    Reader,
    identifier,
    mapping,
    name,
    one_of,
    optional,
    read_fields,
    read_sound_fields,
    reference,
    scalar,
    several,
    spoken,
    whole,
)
from portal.reader.names import Names
from portal.reader.place import Place
from portal.reader.words import points, text_in
from scoring.questionnaire import Band, Scale


class ScaleRule(StrEnum):
    """How a scale's score is made of its items' points."""

    SUM = "sum"


def scale_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a scale."""
    text = text_in(names.languages)
    return {
        "id": Field(name, "the scale's id, used in expressions"),
        "title": Field(text, "its name"),
        "about": Field(text, "what it measures, in a sentence"),
        "of": Field(several(reference("item", names.items), key=ITSELF), "the items whose points it adds up"),
        "by": Field(one_of(ScaleRule), "how points become a score: sum"),
        "missing": Field(_missing, "what a missing answer does: refuse, or {prorate: n}"),
        "bands": Field(several(mapping(_band, band_fields(names))), "where each band starts"),
        "near": optional(whole(0, 100), "within how many points a boundary counts as near; 1 if left out"),
        "read": optional(reference("article", names.articles), "the article to read where this scale binds"),
    }


def band_fields(names: Names) -> dict[str, Field]:
    """Return the keys of a band. A band ends where the next starts: no gap and no overlap can be written."""
    return {
        "id": Field(identifier, "the band's id, such as a tier's"),
        "from": Field(points, "the points it starts at, included"),
        "title": optional(text_in(names.languages), "its name, where it is not a tier's"),
    }


def scale_in(names: Names) -> Reader[Scale]:
    """Return the reader of a scale whose items are scored and whose bands start where its points do."""
    fields = scale_fields(names)

    def read_scale(place: Place) -> Scale | None:
        values, sound = read_sound_fields(place, fields)
        if {"id", "of", "missing"} <= values.keys():
            _check_items(place, values["id"], values["of"], values["missing"], names)
        if {"id", "of", "bands"} <= values.keys():
            _check_bands(place, values["id"], values["of"], values["bands"], names)
        return _scale(**values) if sound else None

    return read_scale


def _scale(*, by: ScaleRule, missing: int, **values: Any) -> Scale:
    assert by is ScaleRule.SUM  # the one rule so far; the key tells readers of the file
    return Scale(prorate_from=missing or None, **values)


def _band(**values: Any) -> Band:
    return Band(start=values.pop("from"), **values)


def _missing(place: Place) -> int | None:
    """Return the least number of answers to prorate from, or 0 to refuse."""
    if isinstance(place.node, MappingNode):
        values = read_fields(place, {"prorate": Field(whole(1, 100), "the least number of answers")})
        return values["prorate"] if values else None
    text = scalar(place)
    if text == "refuse":
        return 0
    if text is not None:
        place.fail(f"{spoken(place.node)} is not a rule for missing answers", "write refuse, or {prorate: n}")
    return None


def _check_items(place: Place, scale: str, of: tuple[str, ...], prorate_from: int, names: Names) -> None:
    for at, id_ in enumerate(of):
        item, here = names.items[id_], place.child("of", at)
        if item.alike:
            here.fail(f"'{id_}' has no points to add up", "give its options different points, or leave it out")
        elif item.partly_scored and not prorate_from:
            what = f"some options of '{id_}' have no points, and '{scale}' refuses missing answers"
            here.fail(what, "give every option its points, or use missing: {prorate: n}")
        if item.may_be_missing and not prorate_from:
            here.fail(f"'{id_}' may go unanswered, and '{scale}' refuses that", "use missing: {prorate: n}")
    if prorate_from > len(of):
        what = f"'{scale}' has {len(of)} items and wants {prorate_from} answered"
        place.child("missing").fail(what, f"write a number up to {len(of)}")


def _check_bands(place: Place, scale: str, of: tuple[str, ...], bands: tuple[Band, ...], names: Names) -> None:
    for at, band in enumerate(bands):
        if band.title is None and band.id not in names.tiers:
            place.child("bands", at).fail(f"the band '{band.id}' has no title", "add a title, or use a tier's id")
    items = [names.items[id_] for id_ in of]
    if any(not item.points or item.malformed for item in items):
        return  # reported with the item
    lowest, highest = sum(min(item.points) for item in items), sum(max(item.points) for item in items)
    for at, band in enumerate(bands):
        here = place.child("bands", at, "from")
        if at == 0 and band.start != lowest:
            here.fail(f"the first band starts at {band.start}, but points start at {lowest}", f"write from: {lowest}")
        elif band.start > highest:
            here.fail(f"no answers reach {band.start} points", f"'{scale}' goes from {lowest} to {highest}")
        elif at and band.start <= bands[at - 1].start:
            what = f"the band '{band.id}' starts at {band.start}, not above {bands[at - 1].start}"
            here.fail(what, "let each band start above the one before")
