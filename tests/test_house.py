"""The structure of the program: which package may import which, and how large, and how named, its parts are."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

import pytest

from worlds import ROOT

HOUSE = ROOT / "hooks" / "jiaozhu"
# From below to above: a package imports from those before it, and never from those behind.
LAYERS = (
    "package_data",
    "core",
    "yaml_files",
    "script_conversion",
    "rules",
    "html",
    "markdown_sources",
    "sources",
    "pictures",
    "sites",
    "page_body",
    "cleaning",
    "collation",
    "facts",
    "glossary",
    "editions",
    "review",
    "corpus",
    "pages",
    "outputs",
    "project",
    "build",
    "desk",
    "text_cleaning",
    "starter",
    "doctor",
    "mkdocs_plugin",
    "cli",
    "__main__",
)
VAGUE = {"found", "said", "told", "asked", "here"}  # names that do not say what a thing is
LONGEST_MODULE, LONGEST_FUNCTION, LARGEST_FOLDER = 300, 60, 20
Function = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache(maxsize=1)
def modules() -> dict[str, tuple[Path, ast.Module]]:
    """The modules by their names below `jiaozhu`; packages have the names of their folders."""
    trees = {}
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        trees[name] = path, ast.parse(path.read_text("utf-8"))
    return trees


def imports(name: str) -> Iterator[str]:
    """The modules of the program that one of them imports at its top, by their names below `jiaozhu`."""
    path, tree = modules()[name]
    package = (name if path.name == "__init__.py" else name.rpartition(".")[0]).split(".") if name else []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [part for part in package if part][: len([p for p in package if p]) - node.level + 1]
            target = ".".join([*base, *(node.module.split(".") if node.module else [])])
            for alias in node.names:
                inner = f"{target}.{alias.name}" if target else alias.name
                yield inner if inner in modules() else target


def test_nothing_is_imported_from_above() -> None:
    upward = [
        (name, other)
        for name in modules()
        for other in imports(name)
        if name and other and LAYERS.index(other.partition(".")[0]) > LAYERS.index(name.partition(".")[0])
    ]
    assert upward == []


def test_no_imports_run_in_a_circle() -> None:
    graph = {name: set(imports(name)) - {name} for name in modules()}
    while leaves := [name for name, others in graph.items() if not others & graph.keys()]:
        for name in leaves:
            del graph[name]
    assert not graph


def test_every_package_is_in_a_layer() -> None:
    assert {name.partition(".")[0] for name in modules() if name} == set(LAYERS)


def test_only_the_door_knows_mkdocs() -> None:
    knowing = {
        name.partition(".")[0]
        for name, (_, tree) in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mkdocs"
    }
    assert knowing == {"mkdocs_plugin"}


def test_modules_functions_and_folders_can_be_taken_in_at_a_glance() -> None:
    long_modules = [name for name, (path, _) in modules().items() if len(path.read_text("utf-8").splitlines()) > LONGEST_MODULE]
    long_functions = [
        (name, node.name)
        for name, (_, tree) in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, Function) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    folders = Counter(path.parent for path, _ in modules().values())
    assert (long_modules, long_functions) == ([], [])
    assert [folder.name for folder, size in folders.items() if size > LARGEST_FOLDER] == []


def test_every_file_of_tests_is_run(pytestconfig: pytest.Config) -> None:
    """No folder of tests has a name that pytest passes over."""
    passed_over = pytestconfig.getini("norecursedirs")
    files = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py")]
    assert {path.parts[1] for path in files} >= {"build", "core"}
    assert [path for path in files if any(fnmatch(part, name) for part in path.parts[:-1] for name in passed_over)] == []


def test_no_two_classes_share_a_name() -> None:
    classes = Counter(node.name for _, tree in modules().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert [name for name, times in classes.items() if times > 1] == []


def test_names_say_what_a_thing_is() -> None:
    vague = [(name, word) for name, (_, tree) in modules().items() for word in bound(tree) if word.strip("_") in VAGUE]
    assert vague == []


def bound(tree: ast.Module) -> Iterator[str]:
    """The names that a module binds: variables, parameters, functions and classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, Function | ast.ClassDef):
            yield node.name
