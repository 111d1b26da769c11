"""The walls between packages, and what the scoring core must do without. Read from the syntax, nothing is run."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("scoring", "calculators", "portal", "advisor", "build_site")
MAY_IMPORT = {
    "scoring": {"scoring"},
    "calculators": {"calculators"},
    "portal": {"portal", "scoring", "calculators"},
    "advisor": {"advisor", "scoring", "calculators"},
    "build_site": {"portal", "scoring", "calculators"},
}
PURE = {
    "ast",
    "bisect",
    "collections",
    "dataclasses",
    "datetime",  # to tell whether a day exists: another test sees to that
    "difflib",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "json",
}
PURE |= {
    "operator",
    "re",
    "types",
    "typing",
    "warnings",
}  # no clock, no files, no chance: think twice before adding to these
RUNS_OR_READS = {"open", "eval", "exec", "compile", "__import__", "input", "print", "globals", "breakpoint"}
INEXACT = {"float", "complex", "round", "sqrt", "fsum"}


def sources(package: str) -> list[Path]:
    """Return the Python files of a package of ours, or the one file of a script."""
    folder = ROOT / package
    return (
        sorted(folder.rglob("*.py"))
        if folder.is_dir()
        else [path for path in [folder.with_suffix(".py")] if path.exists()]
    )


def nodes(path: Path) -> Iterator[ast.AST]:
    """Yield every node of a file's syntax."""
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), path.name))


def imported(path: Path) -> set[str]:
    """Return the top-level names that a file imports, anywhere in it; a relative import is its own package."""
    names = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0] if node.level == 0 else path.relative_to(ROOT).parts[0])
    return names


PLACES = [
    pytest.param(package, path, id=path.relative_to(ROOT).as_posix()) for package in OURS for path in sources(package)
]
CORE = [pytest.param(path, id=path.name) for path in sources("scoring")]


def test_there_is_something_behind_the_walls() -> None:
    assert len(CORE) >= 15
    assert {place.values[0] for place in PLACES} >= {"scoring", "portal", "build_site"}


@pytest.mark.parametrize(("package", "path"), PLACES)
def test_imports_go_one_way(package: str, path: Path) -> None:
    assert imported(path) & {*OURS, "tests", "benchmarks"} <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", CORE)
def test_the_core_imports_only_itself_and_the_standard_library(path: Path) -> None:
    assert imported(path) <= {*sys.stdlib_module_names, "scoring"}


@pytest.mark.parametrize("path", CORE)
def test_the_core_knows_no_clock_no_files_and_no_chance(path: Path) -> None:
    assert imported(path) <= {*PURE, "scoring"}
    assert called(path) & RUNS_OR_READS == set()


@pytest.mark.parametrize("path", CORE)
def test_the_core_has_no_inexact_number(path: Path) -> None:
    assert [
        node.value for node in nodes(path) if isinstance(node, ast.Constant) and type(node.value) in (float, complex)
    ] == []
    assert [node.lineno for node in nodes(path) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)] == []
    assert called(path) & INEXACT == set()


@pytest.mark.parametrize("path", CORE)
def test_the_core_uses_a_calendar_only_to_tell_whether_a_day_exists(path: Path) -> None:
    assert from_datetime(path) <= {"date", "date.fromisoformat"}
    assert from_datetime(path) == set() or path.name == "operations.py"


def from_datetime(path: Path) -> set[str]:
    """Return what a file imports from datetime, and the attributes that it takes of that."""
    names = {
        alias.asname or alias.name
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and node.module == "datetime"
        for alias in node.names
    }
    names |= {
        alias.asname or alias.name
        for node in nodes(path)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.split(".")[0] == "datetime"
    }
    return names | {
        f"{node.value.id}.{node.attr}"
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names
    }


def called(path: Path) -> set[str]:
    """Return the plain names that a file calls."""
    calls = [node.func for node in nodes(path) if isinstance(node, ast.Call)]
    return {function.id for function in calls if isinstance(function, ast.Name)}
