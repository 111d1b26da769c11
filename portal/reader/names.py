"""What a questionnaire declares, read leniently before anything else, and what of it has been built.

So every reference can be checked where it stands, and one faulty part hides no fault in another. Points and ranges are
checked against what was really built: where that is faulty, its own fault is reported and nothing about it is guessed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from scoring.item import Item, ItemType, item_kind
from scoring.operations import Kind
from scoring.outcome import TIER
from scoring.scale import Scale
from scoring.scale_score import Range

NO_TIER = "none"  # what an example expects when no level is given


class AskedAs(StrEnum):
    """The types of item an author can write: those of the model, and the matrix, which becomes several of them."""

    CHOICE = "choice"
    LIKERT = "likert"
    CHOICES = "choices"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    MATRIX = "matrix"


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """An item as far as references to it need to know."""

    type: ItemType
    options: tuple[str, ...]
    scored: bool
    opts_out: bool
    currency: str

    def kind(self, id_: str) -> Kind:
        """Return what the item is in an expression."""
        scored, opts_out = self.scored, self.opts_out
        return item_kind(id_, self.type, self.options, scored=scored, opts_out=opts_out, currency=self.currency)


@dataclass(frozen=True, slots=True)
class Built:
    """What has been read and is sound, so far: by id. worth: the range of points that a part can add to a scale."""

    option_sets: dict[str, Any] = field(default_factory=dict)  # as portal.reader.item reads them
    items: dict[str, Item] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    worth: dict[str, Range] = field(default_factory=dict)


@dataclass(frozen=True)
class Names:
    """Every id that other parts of a questionnaire may mention."""

    items: Mapping[str, DeclaredItem]
    hidden: frozenset[str]  # items of sections that may be hidden
    pools: tuple[tuple[tuple[str, ...], int], ...]  # the items of each pool, and how many of them are asked
    option_sets: tuple[str, ...]
    scales: Mapping[str, tuple[str, ...]]  # with their bands
    outcomes: Mapping[str, tuple[str, ...]]  # with their levels; the tier is one of them
    marks: tuple[str, ...]
    grades: int  # how many
    controls: tuple[str, ...]
    examples: tuple[str, ...]
    beside: bool
    sources: Collection[str]
    articles: Collection[str]
    languages: tuple[str, ...]
    built: Built = field(default_factory=Built)

    @property
    def tiers(self) -> tuple[str, ...]:
        """The levels of the tier."""
        return self.outcomes.get(TIER, ())

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of every outcome."""
        return tuple(level for levels in self.outcomes.values() for level in levels)

    @property
    def undrawn(self) -> frozenset[str]:
        """Items that a pool leaves out; the items of a pool are alike, so which ones does not matter."""
        return frozenset(id_ for ids, draw in self.pools for id_ in ids[draw:])

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """What each name gives in an expression; worked out once, since every expression asks."""
        return {
            **{id_: item.kind(id_) for id_, item in self.items.items()},
            **{id_: Kind("scale", bands, id_) for id_, bands in self.scales.items()},
            **{id_: Kind("rank", levels, id_) for id_, levels in self.outcomes.items()},
        }

    def before(self, id_: str) -> list[str]:
        """Return the items asked before the item `id_`; all of them when it is not known."""
        ids = list(self.items)
        return ids[: ids.index(id_)] if id_ in ids else ids


def declared(root: Node, *, sources: Collection[str], articles: Collection[str], languages: tuple[str, ...]) -> Names:
    """Return the names that the questionnaire at `root` declares, passing over whatever is malformed."""
    plain = _plain(root)
    sections = _list(plain, "sections")
    sets = {_id(one): _list(one, "options") for one in _list(plain, "option_sets") if _id(one)}
    outcomes = {_id(one): _ids(_list(one, "levels")) for one in _list(plain, "outcomes") if _id(one)}
    tiers = _ids(_list(_get(plain, "tiers"), "levels"))
    own_tier = {TIER: tiers} if _get(plain, "tiers") else {}
    own = tuple(one for one in _list(plain, "languages") if isinstance(one, str))
    return Names(
        items={id_: item for section in sections for id_, item in _items(section, sets)},
        hidden=frozenset(id_ for one in sections if _get(one, "show_if") for id_, _ in _items(one, sets)),
        pools=tuple(_pool(section, sets) for section in sections if _get(section, "draw")),
        option_sets=tuple(sets),
        scales={_id(scale): _ids(_list(scale, "bands")) for scale in _list(plain, "scales") if _id(scale)},
        outcomes={**own_tier, **outcomes, **own_tier},  # an outcome called as the tiers are does not hide them
        marks=_ids(_list(plain, "marks")),
        grades=len(_list(_get(plain, "products"), "grades")),
        controls=_ids(_list(plain, "controls")),
        examples=_ids(_list(plain, "examples")),
        beside=_get(plain, "beside") is not None,
        sources=sources,
        articles=articles,
        languages=own or languages,
    )


def _items(section: Any, sets: Mapping[str, list[Any]]) -> list[tuple[str, DeclaredItem]]:
    found = []
    for item in _list(section, "items"):
        rows = _list(item, "rows") if _get(item, "type") == AskedAs.MATRIX else []
        found += [(_id(row), _declared_item(item, sets)) for row in rows or [item] if _id(row)]
    return found


def _pool(section: Any, sets: Mapping[str, list[Any]]) -> tuple[tuple[str, ...], int]:
    ids = tuple(id_ for id_, _ in _items(section, sets))
    draw = str(_get(section, "draw"))
    return ids, int(draw) if draw.isdecimal() else len(ids)


def _declared_item(item: Any, sets: Mapping[str, list[Any]]) -> DeclaredItem:
    named = _get(item, "options")
    meant = get_close_matches(named, sets, n=1) if isinstance(named, str) else []  # as with a misspelt type
    options = sets[meant[0]] if meant else _list(item, "options")
    type_ = _type(item)
    scored = [_get(option, "points") for option in options if _get(option, "points") not in (None, NO_TIER)]
    return DeclaredItem(
        type=type_,
        options=_ids(options),
        scored=bool(scored or _get(item, "worth") or _list(item, "bands")),
        opts_out=any(_get(option, "opt_out") for option in options),
        currency=str(_get(item, "currency") or "") if type_ is ItemType.MONEY else "",
    )


def _type(item: Any) -> ItemType:
    """Return an item's type, or the one that was meant, so that a misspelt type makes no rule about it faulty."""
    near = get_close_matches(str(_get(item, "type")), list(AskedAs), n=1)
    if near:
        return ItemType.LIKERT if near[0] == AskedAs.MATRIX else ItemType(near[0])
    return ItemType.CHOICE if _list(item, "options") else ItemType.NUMBER


def _plain(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key.value: _plain(value) for key, value in node.value if isinstance(key, ScalarNode)}
    if isinstance(node, SequenceNode):
        return [_plain(part) for part in node.value]
    return str(node.value).strip()


def _get(plain: Any, key: str) -> Any:
    return plain.get(key) if isinstance(plain, dict) else None


def _list(plain: Any, key: str) -> list[Any]:
    found = _get(plain, key)
    return found if isinstance(found, list) else []


def _id(plain: Any) -> str:
    found = _get(plain, "id")
    return found if isinstance(found, str) else ""


def _ids(parts: list[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_id(part) for part in parts if _id(part)))
