"""The small expressions of a questionnaire: a subset of Python's syntax, parsed with `ast`, never run as code.

    loss == 'none' and band(capacity) - band(tolerance) >= 2

A name is an item and stands for its answer; `tier` is the tier computed before any control. There are no attributes,
loops or calls beyond `OPERATIONS`, the one table that says what each operation takes and gives: checking kinds,
evaluating and (later) proving all read it.

**Missing answers.** An item not answered, or not asked, is unknown. Unknown makes every operation unknown, except that
`and`/`or` may be decided by their other side (Kleene's strong logic) and `answered(item)` is always known. A rule
acts only when it is true: unknown does not act.
"""

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Self

from scoring.exact import Exact
from scoring.operations import CALLS, OPERATIONS, Kind, Mismatch, Rank, Value

LONGEST = 500  # characters; longer rules are better written as two controls


class ExpressionFault(ValueError):
    """What is wrong with an expression, where in it (0-based character column), and what to do."""

    def __init__(self, what: str, column: int, hint: str) -> None:
        super().__init__(f"{what} (column {column + 1}): {hint}")
        self.what, self.column, self.hint = what, column, hint


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, an id in quotes, or a tuple of ids."""

    value: int | str | tuple[str, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """An item, a scale, or `tier`."""

    id: str
    column: int


@dataclass(frozen=True, slots=True)
class Apply:
    """One operation of `OPERATIONS` on its arguments."""

    operation: str
    args: tuple["Node", ...]
    column: int


type Node = Literal | Name | Apply


@dataclass(frozen=True, slots=True)
class Facts:
    """What an expression may ask about one set of answers; None is unknown."""

    answers: Mapping[str, str | int | tuple[str, ...]]
    points: Mapping[str, Exact | None] = field(default_factory=dict)
    bands: Mapping[str, Rank | None] = field(default_factory=dict)
    tier: Rank | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression; equal to another when written the same."""

    source: str
    tree: Node = field(compare=False, repr=False)

    @classmethod
    def read(cls, written: str) -> Self:
        """Return the expression that `written` holds, its names not yet checked. Errors: ExpressionFault."""
        return cls(written, _parse(written))

    def __str__(self) -> str:
        """Return the expression as its author wrote it."""
        return self.source

    @property
    def names(self) -> tuple[str, ...]:
        """Every item and scale it mentions, in order, each once."""
        return tuple(dict.fromkeys(node.id for node in _walk(self.tree) if isinstance(node, Name)))


def evaluate(expression: Expression, facts: Facts) -> Value:
    """Return what `expression` gives for `facts`: a truth, an exact number, a rank, or None when unknown."""
    return _value(expression.tree, facts)


def kind_of(expression: Expression, names: Mapping[str, Kind]) -> Kind:
    """Return what kind of value `expression` gives, where `names` tells the kind of every name.

    Errors: ExpressionFault at the column of an unknown name or of a value of the wrong kind.
    """
    return _kind(expression.tree, names)


def _value(node: Node, facts: Facts) -> Value:
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Name):
        return facts.tier if node.id == "tier" else facts.answers.get(node.id)
    if node.operation in CALLS:
        return _look_up(node, facts)
    return OPERATIONS[node.operation].evaluate([_value(arg, facts) for arg in node.args])


def _look_up(node: Apply, facts: Facts) -> Value:
    (name,) = node.args
    assert isinstance(name, Name)  # the parser lets nothing else through
    match node.operation:
        case "band":
            return facts.bands.get(name.id)
        case "points":
            return facts.points.get(name.id)
        case _:
            return name.id in facts.answers


def _kind(node: Node, names: Mapping[str, Kind]) -> Kind:
    if isinstance(node, Literal):
        return Kind.of_literal(node.value)
    if isinstance(node, Name):
        return _known(node, names)
    kinds = [_kind(arg, names) for arg in node.args]
    try:
        return OPERATIONS[node.operation].check(kinds)
    except Mismatch as mismatch:
        place = node.args[mismatch.argument] if mismatch.argument is not None else node
        raise ExpressionFault(mismatch.what, place.column, mismatch.hint) from None


def _known(name: Name, names: Mapping[str, Kind]) -> Kind:
    if name.id in names:
        return names[name.id]
    near = get_close_matches(name.id, names, n=1)
    hint = f"did you mean '{near[0]}'?" if near else "use the id of an item or a scale, or 'tier'"
    raise ExpressionFault(f"unknown name '{name.id}'", name.column, hint)


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Apply):
        for arg in node.args:
            yield from _walk(arg)


# Parsing: Python's own parser, then a whitelist.

_COMPARE = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_BOOLEAN = {ast.And: "and", ast.Or: "or"}
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-"}


def _parse(written: str) -> Node:
    if len(written) > LONGEST:
        raise ExpressionFault("this expression is too long", LONGEST, f"use at most {LONGEST} characters")
    source = re.sub(r"[\r\n]", " ", written)  # one line, so that ast's columns are columns of the whole
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what Python only warns of, such as '\\d' or 1and 2, is a fault everywhere
            tree = ast.parse(source, mode="eval")
    except UnicodeEncodeError as error:  # half a character, which no file can hold but JSON can
        raise _no_expression(error.start) from None
    except SyntaxError as error:
        raise _no_expression(len(source.rstrip()) if error.offset == 0 else (error.offset or 1) - 1) from None
    return _Parser(source).node(tree.body)


def _no_expression(column: int) -> ExpressionFault:
    return ExpressionFault("this is not an expression", column, "write it like: item == 'option'")


@dataclass(frozen=True, slots=True)
class _Parser:
    source: str

    def node(self, tree: ast.expr) -> Node:  # noqa: C901  the whitelist, one case a line
        column = self.column(tree)
        match tree:
            case ast.Constant(value=bool()) | ast.Constant(value=float()):
                raise self.fault(tree, "use a whole number or an id in quotes")
            case ast.Constant(value=int() | str() as value):
                return Literal(value, column)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)) if type(value) is int:
                return Literal(-value, column)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                return Literal(tuple(self.word(part) for part in parts), column)
            case ast.Name(id=name):
                return Name(name, column)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Apply("not", (self.node(operand),), column)
            case ast.BoolOp(op=op, values=values):
                return Apply(_BOOLEAN[type(op)], tuple(self.node(value) for value in values), column)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return Apply(_ARITHMETIC[type(op)], (self.node(left), self.node(right)), column)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
                return Apply(_COMPARE[type(op)], (self.node(left), self.node(right)), column)
            case ast.Compare(ops=[_, _, *_]):
                raise self.fault(tree, "join two comparisons with 'and'")
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in OPERATIONS:
                return self.call(tree, name, args)
        raise self.fault(tree, f"use names, ids in quotes, whole numbers and these: {', '.join(OPERATIONS)}")

    def call(self, tree: ast.expr, name: str, args: list[ast.expr]) -> Node:
        nodes = tuple(self.node(arg) for arg in args)
        if name in CALLS and not (len(nodes) == 1 and isinstance(nodes[0], Name)):
            raise self.fault(tree, f"write {name}(…) with one id and no quotes")
        if not nodes:
            raise self.fault(tree, f"give {name}(…) at least one value")
        return Apply(name, nodes, self.column(tree))

    def word(self, tree: ast.expr) -> str:
        if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
            return tree.value
        raise self.fault(tree, "list ids in quotes only")

    def column(self, tree: ast.expr) -> int:
        return len(self.source.encode()[: tree.col_offset].decode())  # ast counts bytes, people count characters

    def fault(self, tree: ast.expr, hint: str) -> ExpressionFault:
        written = ast.get_source_segment(self.source, tree) or self.source
        return ExpressionFault(f"'{written}' is not part of the expression language", self.column(tree), hint)
