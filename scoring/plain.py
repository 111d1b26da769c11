"""Frozen dataclasses to plain JSON values and back: the model in the page, the assessment in a record.

A field equal to its default is left out, so that adding an optional field later changes no digest of an older
version. Reading trusts its input to be of our own writing: an outsider's file goes through a door of its own.
"""

from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from scoring.canonical import Plain
from scoring.citation import Citation
from scoring.exact import Exact, read_exact, write_exact
from scoring.expression import Expression
from scoring.text import Text
from scoring.wording import Wording


def to_plain(value: object) -> Plain:
    """Return `value` (a dataclass, or what one holds) as JSON values."""
    match value:
        case Text():
            return dict(value.words)
        case Wording():
            written: Plain = value.to_plain()
            return written
        case Expression() | Citation():
            return str(value)
        case Enum():
            return str(value.value)
        case None | bool() | str():
            return value
        case int() | Fraction():
            return write_exact(value)
        case tuple():
            return [to_plain(part) for part in value]
        case dict():
            return {key: to_plain(part) for key, part in value.items()}
    if is_dataclass(value):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        defaults = {field.name: field.default for field in fields(value)}
        return {name: to_plain(part) for name, part in given.items() if part != defaults[name]}
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain[T](kind: type[T], plain: Any) -> T:
    """Return the `kind` that `to_plain` wrote."""
    result: T = _read(kind, plain)
    return result


def _read(kind: Any, plain: Any) -> Any:
    if kind is Exact:
        return read_exact(plain)
    if isinstance(kind, TypeAliasType):
        return _read(kind.__value__, plain)
    if kind is Text:
        return Text.of(plain)
    if kind is Wording:
        return Wording.from_plain(plain)
    if kind in (Expression, Citation):
        return kind.read(plain)
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]  # mypy: a dataclass type is hashable
        return kind(**{name: _read(hints[name], part) for name, part in plain.items()})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return _read_tuple(get_args(kind), plain)
    if get_origin(kind) in (Union, UnionType):
        return _read_union(get_args(kind), plain)
    return kind(plain) if isinstance(kind, type) and issubclass(kind, Enum) else plain


def _read_tuple(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if kinds[-1] is ...:
        return tuple(_read(kinds[0], part) for part in plain)
    return tuple(_read(kind, part) for kind, part in zip(kinds, plain, strict=True))


def _read_union(kinds: tuple[Any, ...], plain: Any) -> Any:
    if plain is None:
        return None
    tuples = [kind for kind in kinds if get_origin(kind) is tuple]
    if isinstance(plain, list) and tuples:
        return _read(tuples[0], plain)
    rest = [kind for kind in kinds if kind is not NoneType]
    return _read(rest[0], plain) if len(rest) == 1 else plain


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
