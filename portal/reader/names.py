"""What a questionnaire declares, read leniently before anything else.

So every reference can be checked where it stands, and one faulty part hides no fault in another.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from scoring.exact import Exact, read_exact
from scoring.operations import Kind
from scoring.questionnaire import ItemType

NO_TIER = "none"  # what an example expects when no tier is given


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """An item as far as references to it need to know."""

    type: str
    options: tuple[str, ...]
    points: tuple[Exact, ...]
    malformed: bool  # some points are no numbers, which the option's own reader reports
    partly_scored: bool
    may_be_missing: bool

    @property
    def alike(self) -> bool:
        """Whether no two answers differ in points."""
        return len(set(self.points)) < 2 and not self.malformed  # noqa: PLR2004  one value tells nothing apart


@dataclass(frozen=True, slots=True)
class Names:
    """Every id that other parts of a questionnaire may mention."""

    items: Mapping[str, DeclaredItem]
    scales: Mapping[str, tuple[str, ...]]  # with their bands
    tiers: tuple[str, ...]
    marks: tuple[str, ...]
    grades: int  # how many
    controls: tuple[str, ...]
    sources: Collection[str]
    articles: Collection[str]
    languages: tuple[str, ...]

    @property
    def kinds(self) -> dict[str, Kind]:
        """What each name gives in an expression."""
        kinds = {id_: _item_kind(id_, item) for id_, item in self.items.items()}
        scales = {id_: Kind("scale", bands, id_) for id_, bands in self.scales.items()}
        return {**kinds, **scales, "tier": Kind("rank", self.tiers, "tier")}


def declared(root: Node, *, sources: Collection[str], articles: Collection[str], languages: tuple[str, ...]) -> Names:
    """Return the names that the questionnaire at `root` declares, passing over whatever is malformed."""
    plain = _plain(root)
    items = [item for section in _list(plain, "sections") for item in _list(section, "items")]
    return Names(
        items={_id(item): _declared_item(item) for item in items if _id(item)},
        scales={_id(scale): _ids(_list(scale, "bands")) for scale in _list(plain, "scales") if _id(scale)},
        tiers=_ids(_list(_get(plain, "tiers"), "levels")),
        marks=_ids(_list(plain, "marks")),
        grades=len(_list(_get(plain, "products"), "grades")),
        controls=_ids(_list(plain, "controls")),
        sources=sources,
        articles=articles,
        languages=languages,
    )


def _declared_item(item: Any) -> DeclaredItem:
    options = _list(item, "options")
    written = [_get(option, "points") for option in options]
    points = [_points(one) for one in written if one is not None]
    return DeclaredItem(
        type=_type(item),
        options=_ids(options),
        points=tuple(value for value in points if value is not None),
        malformed=None in points,
        partly_scored=None in written and bool(points),
        may_be_missing=_get(item, "required") in ("no", "false") or _get(item, "show_if") is not None,
    )


def _item_kind(id_: str, item: DeclaredItem) -> Kind:
    if item.type == ItemType.NUMBER:
        return Kind("number", (), id_)
    name = "options" if item.type == ItemType.CHOICES else "option"
    return Kind(name, item.options, id_, scored=bool(item.points) or item.malformed)


def _type(item: Any) -> str:
    """Return an item's type, or the one that was meant, so that a misspelt type makes no rule about it faulty."""
    near = get_close_matches(str(_get(item, "type")), list(ItemType), n=1)
    return near[0] if near else ItemType.CHOICE if _list(item, "options") else ItemType.NUMBER


def _points(written: Any) -> Exact | None:
    try:
        return read_exact(written) if isinstance(written, str) else None
    except (ValueError, ZeroDivisionError):
        return None  # the option's own reader reports it


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
