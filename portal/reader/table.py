"""The look-up table of a scale, as an author writes it: every combination of options or bands, and no other."""

from itertools import product
from typing import Any

from yaml.nodes import MappingNode

from portal.reader.fields import Reader, chosen, read_part, reads, spoken
from portal.reader.names import Names
from portal.reader.place import Place
from portal.reader.words import points
from scoring.item import ONE_OPTION
from scoring.scale import Cell


def table_as_written() -> Reader[Place]:
    """Return the reader that leaves a table as it is: what stands beside it is known once the whole scale is."""

    @reads({"type": "object"})
    def read(place: Place) -> Place | None:
        if isinstance(place.node, MappingNode):
            return place
        place.fail(f"{spoken(place.node)} stands where a table is needed", "write {option: number, …}")
        return None

    return read


def read_table(place: Place, values: dict[str, Any], names: Names) -> None:
    """Read the cells of the table: every combination of the options or bands of its parts, and no other."""
    if len(values["of"]) > 2:  # noqa: PLR2004
        place.child("of").fail("a table has one or two parts", "nest a table in another for more")
        values.pop("table", None)
    keys = [_keys_of(place.child("of", at), id_, names) for at, id_ in enumerate(values["of"])]
    table = values.get("table")
    if table is None or None in keys:
        values.pop("table", None)
        return
    cells = _cells(table, [key for key in keys if key is not None])
    if cells is None:
        values.pop("table")
    else:
        values["table"] = tuple((cell.at, cell) for cell in cells)


def _keys_of(here: Place, id_: str, names: Names) -> tuple[str, ...] | None:
    if id_ in names.scales:
        if not names.scales[id_]:
            here.fail(f"the scale '{id_}' has no bands to look up", "give it bands")
        return names.scales[id_] or None
    item = names.items[id_]
    if item.type not in ONE_OPTION:
        here.fail(f"'{id_}' cannot be looked up", "use an item with one option, or a scale with bands")
        return None
    return item.options


def _cells(table: Place, keys: list[tuple[str, ...]]) -> list[Cell] | None:
    read_one, about = (_anything, "the row of {key}") if len(keys) > 1 else (points, "the number for {key}")
    first = chosen(dict.fromkeys(keys[0], read_one), about, required=keys[0])
    rows = read_part(table, first)
    if rows is None:
        return None
    if len(keys) == 1:
        return [Cell((key,), value) for key, value in rows.items()]
    second = chosen(dict.fromkeys(keys[1], points), "the number for {key}", required=keys[1])
    read = {key: read_part(row, second) for key, row in rows.items()}
    if None in read.values():
        return None
    return [Cell((one, other), (read[one] or {})[other]) for one, other in product(*keys)]


@reads({})
def _anything(place: Place) -> Place:
    return place
