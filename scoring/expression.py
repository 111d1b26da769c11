"""The small expressions of a questionnaire: a subset of Python's syntax, parsed with `ast`, never run as code.

    loss == 'none' and band(capacity) - band(tolerance) >= 2

A name is an item and stands for its answer, or an outcome and stands for its level before any control;
`capped(tier)` is the level that the controls before this one leave. There are no attributes, loops or calls beyond
`OPERATIONS`, the one table that says what each operation takes and gives: checking kinds and evaluating read it.
Closures are made once, when it is read.

**Missing answers.** An item not answered, or not asked, is unknown. Unknown makes every operation unknown, except that
`and`/`or` may be decided by their other side (Kleene's strong logic), and `answered(item)` and `opted_out(item)` are
always known. A rule acts only when it is true: unknown does not act.
"""

import ast
import re
import warnings
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from operator import attrgetter
from typing import Self

from scoring.exact import Exact
from scoring.operations import OPERATIONS, Kind, Mismatch, Rank, Value

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
    """An item, a scale or an outcome."""

    id: str
    column: int


@dataclass(frozen=True, slots=True)
class Apply:
    """One operation of `OPERATIONS` on its arguments."""

    operation: str
    args: tuple["Node", ...]
    column: int


type Node = Literal | Name | Apply


@dataclass(slots=True)
class Facts:
    """What an expression may ask about one set of answers; a name without an entry is unknown.

    values: by name, an item's answer, and an outcome's level before controls; answered, opted_out: item ids;
    capped: the level of each outcome that the controls so far leave.
    """

    values: Mapping[str, Value]
    answered: Container[str] = ()
    opted_out: Container[str] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[str, Exact | None] = field(default_factory=dict)
    bands: Mapping[str, Rank | None] = field(default_factory=dict)
    capped: Mapping[str, Rank] = field(default_factory=dict)


type Run = Callable[[Facts], Value]


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression; equal to another when written the same.

    names: every item, scale and outcome it mentions, in order, each once.
    run: gives its value for facts, None when unknown.
    """

    source: str
    tree: Node = field(compare=False, repr=False)
    names: tuple[str, ...] = field(compare=False, repr=False)
    run: Run = field(compare=False, repr=False)

    @classmethod
    def read(cls, written: str) -> Self:
        """Return the expression that `written` holds, its names not yet checked. Errors: ExpressionFault."""
        tree = _parse(written)
        names = dict.fromkeys(node.id for node in _walk(tree) if isinstance(node, Name))
        return cls(written, tree, tuple(names), _compile(tree))

    def __str__(self) -> str:
        """Return the expression as its author wrote it."""
        return self.source


def evaluate(expression: Expression, facts: Facts) -> Value:
    """Return what `expression` gives for `facts`: a truth, an exact number, a rank, or None when unknown."""
    return expression.run(facts)


def kind_of(expression: Expression, names: Mapping[str, Kind]) -> Kind:
    """Return what kind of value `expression` gives, where `names` tells the kind of every name.

    Errors: ExpressionFault at the column of an unknown name or of a value of the wrong kind.
    """
    return _kind(expression.tree, names)


def _compile(node: Node) -> Run:
    match node:
        case Literal(value=value):
            return lambda _: value
        case Name(id=id_):
            return lambda facts: facts.values.get(id_)
        case Apply(operation="and", args=args):
            return _all(tuple(map(_compile, args)))
        case Apply(operation="or", args=args):
            return _any(tuple(map(_compile, args)))
    operation = OPERATIONS[node.operation]
    if operation.fact:
        return _look_up(operation.fact, node.args[0])
    assert operation.function  # every operation has the one or the other
    return _apply(operation.function, node.args)


def _look_up(fact: str, name: Node) -> Run:
    assert isinstance(name, Name)  # the parser lets nothing else through
    id_ = name.id
    read = attrgetter(fact)
    if fact in ("answered", "opted_out"):  # always known: what was not given was not answered
        return lambda facts: id_ in read(facts)
    return lambda facts: read(facts).get(id_)


def _apply(function: Callable[..., Value], args: tuple[Node, ...]) -> Run:
    """Return `function` of the arguments' values, unknown as soon as one of them is."""
    if len(args) == 2:  # noqa: PLR2004  most are, and most of those have a literal at their right
        left, right = _compile(args[0]), _compile(args[1])
        if isinstance(args[1], Literal):
            return _with_constant(function, left, args[1].value)

        def pair(facts: Facts) -> Value:
            one, other = left(facts), right(facts)
            return None if one is None or other is None else function(one, other)

        return pair
    runs = tuple(map(_compile, args))

    def several(facts: Facts) -> Value:
        values = [run(facts) for run in runs]
        if None in values:
            return None
        return values[0] if len(values) == 1 and function in (min, max) else function(*values)

    return several


def _with_constant(function: Callable[..., Value], left: Run, constant: Value) -> Run:
    def run(facts: Facts) -> Value:
        value = left(facts)
        return None if value is None else function(value, constant)

    return run


def _all(runs: tuple[Run, ...]) -> Run:
    """Return Kleene's strong and: false as soon as one side is false, else unknown when one is."""

    def run(facts: Facts) -> Value:
        result: Value = True
        for part in runs:
            value = part(facts)
            if value is False:
                return False
            if value is None:
                result = None
        return result

    return run


def _any(runs: tuple[Run, ...]) -> Run:
    """Return Kleene's strong or: true as soon as one side is true, else unknown when one is."""

    def run(facts: Facts) -> Value:
        result: Value = False
        for part in runs:
            value = part(facts)
            if value is True:
                return True
            if value is None:
                result = None
        return result

    return run


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
    hint = (
        f"did you mean '{near[0]}'?"
        if near
        else "use the id of an item, a scale or an outcome; an option stands in quotes"
    )
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
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


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
        if OPERATIONS[name].fact and not (len(nodes) == 1 and isinstance(nodes[0], Name)):
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
