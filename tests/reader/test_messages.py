"""Every message that the door can give stands in some fixture of faults/, so that none is worded unseen.

Messages are found in the code itself: the constant parts of whatever is given to `fail`, and of the functions that
word a part of a message for it. What a file that is no YAML gives is in test_values.py.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import portal.reader
from tests.reader.test_faults import HERE

DOOR = Path(portal.reader.__file__).parent
# What is said of a file that does not lie where its id says: test_faults.py shows both, on files that do not.
FILED = dict.fromkeys(["' lies in the folder '", " lies in '", "version ", "rename one of them"], "questionnaire.py")
WORDING = {"suggest", "spoken", "typographic_fault"}  # functions that return a part of a message


def words_in(node: ast.AST) -> Iterator[str]:
    """Yield the constant parts of a text: those of an f-string, and of both sides of a condition."""
    match node:
        case ast.Constant(value=str() as words):
            yield words
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from words_in(part)
        case ast.FormattedValue(value=ast.IfExp() as either):
            yield from words_in(either)
        case ast.IfExp(body=one, orelse=other):
            yield from words_in(one)
            yield from words_in(other)
        case ast.Tuple(elts=parts):
            for part in parts:
                yield from words_in(part)
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from words_in(part)


def words_of_messages(function: ast.AST) -> Iterator[str]:
    """Yield the constant parts of every message that `function` gives, also by way of a variable."""
    given = [
        argument
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "fail"
        for argument in call.args
    ]
    if isinstance(function, ast.FunctionDef) and function.name in WORDING:
        given += [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
    names = {node.id for argument in given for node in ast.walk(argument) if isinstance(node, ast.Name)}
    given += [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id in names for to in node.targets)
    ]
    for argument in given:
        yield from words_in(argument)


def unseen(messages: str) -> dict[str, str]:
    """Return the constant parts of messages that are not in `messages`, with the module each stands in."""
    found: dict[str, str] = {}
    for path in sorted(DOOR.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            found |= {words: path.name for words in words_of_messages(function) if words not in messages}
    return found


def test_every_message_of_the_door_is_in_a_fixture() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (HERE / "faults").glob("*.txt")]
    assert unseen("\n".join(text.split("\n---\n")[1] for text in texts)) == FILED


def test_the_search_for_messages_finds_them() -> None:
    assert len(unseen("")) > 200  # there are about that many parts; none found would prove nothing
