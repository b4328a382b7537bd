"""Mutation testing: how many small defects in a module its tests notice.

python benchmarks/mutants.py MODULE TESTS [MODULE TESTS …] [--most 80]
python benchmarks/mutants.py pages/inline tests/pages/test_inline.py

A mutant is the module with one operator, constant, condition or statement changed. It is killed if one of the tests fails or takes far
too long. Survivors are printed with their line: each is a defect that no test would notice, or no defect at all, which a person has to say.
Each mutant runs in a process that was forked when all was imported but the module and those that import it (so Linux and macOS only).
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib.abc
import importlib.util
import math
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import hypothesis  # noqa: F401 - what takes long to import is imported once, before all forks
import opencc  # noqa: F401
import pytest
import rjieba  # noqa: F401
from pypinyin import phrases_dict  # noqa: F401

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from jiaozhu.core.digest import import_closure  # noqa: E402

PATIENCE = 5  # times as long as the tests of the module itself those of a mutant may take
LEAST = 20  # seconds that they may take in any case
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """The line of each mutant, what was changed, and the module with that change."""
    stated = {id(part) for node in ast.walk(tree) for statement in declarations(node) for part in ast.walk(statement)}
    for n, node in enumerate(ast.walk(tree)):
        for what in () if id(node) in stated else changes(node):
            changed = copy.deepcopy(tree)
            twin = next(other for m, other in enumerate(ast.walk(changed)) if m == n)
            change(twin, what)
            yield getattr(node, "lineno", 0), what, ast.fix_missing_locations(changed)


def declarations(node: ast.AST) -> list[ast.expr]:
    """The decorators and the types of a node: `frozen=True` and `str | None` are no behaviour that a test should ask for."""
    types = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    return [*getattr(node, "decorator_list", ()), *(one for one in types if one is not None)]


def changes(node: ast.AST) -> list[str]:
    """What can be changed in a node."""
    if isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in SWAPS:
        return [f"{type(node.op).__name__} to {SWAPS[type(node.op)].__name__}"]
    if isinstance(node, ast.Compare):
        return [f"{type(node.ops[0]).__name__} to {SWAPS[type(node.ops[0])].__name__}"]
    if isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        return [f"{node.value} to {not node.value if isinstance(node.value, bool) else node.value + 1}"]
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return ["condition to its opposite"]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        return [f"without {type(node.op).__name__}"]
    if isinstance(node, ast.Continue):
        return ["continue to break"]
    return []


def change(node: ast.AST, what: str) -> None:
    match node:
        case ast.BinOp() | ast.BoolOp() | ast.AugAssign():
            node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.Compare():
            node.ops[0] = SWAPS[type(node.ops[0])]()  # type: ignore[assignment]
        case ast.Constant():
            node.value = not node.value if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
        case ast.If() | ast.IfExp() | ast.While():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.UnaryOp():
            node.op = ast.UAdd() if isinstance(node.op, ast.USub) else ast.Not()
            if isinstance(node.op, ast.Not):
                node.operand = ast.UnaryOp(ast.Not(), node.operand)
        case ast.Continue():
            node.__class__ = ast.Break  # type: ignore[assignment]


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant where its module is imported."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)


def import_others(name: str) -> None:
    """Import what a module imports, and forget the module and all that import it."""
    importlib.import_module(name)
    for other in [other for other in sys.modules if other.startswith("jiaozhu.") and name in import_closure(other)]:
        package, _, child = other.rpartition(".")
        del sys.modules[other]
        vars(sys.modules.get(package, sys)).pop(child, None)


def is_killed(name: str, path: Path, tree: ast.Module, tests: str, patience: float = 0) -> bool:
    """True if a test fails where the module is the mutant, or they take longer than ``patience``, if there is one."""
    child = os.fork()
    if child == 0:
        signal.alarm(math.ceil(patience))
        with open(os.devnull, "w", encoding="utf-8") as nothing, contextlib.redirect_stdout(nothing), contextlib.redirect_stderr(nothing):
            sys.meta_path.insert(0, Mutated(name, path, tree))
            imported = "-W", "ignore::pytest.PytestAssertRewriteWarning"  # once before, for all
            code = pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", *imported, *tests.split(",")])
        os._exit(int(code != 0))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", nargs="+", metavar="MODULE TESTS")
    parser.add_argument("--most", type=int, default=80, help="mutants of a module; of more, that many are drawn")
    options = parser.parse_args()
    os.environ["CI"] = "1"  # the same examples for each mutant
    for module, tests in zip(options.pairs[::2], options.pairs[1::2], strict=True):
        path = ROOT / "hooks" / "jiaozhu" / f"{module}.py"
        name = f"jiaozhu.{module.replace('/', '.')}"
        tree = ast.parse(path.read_text("utf-8"))
        import_others(name)
        begun = time.monotonic()
        if is_killed(name, path, tree, tests):
            raise SystemExit(f"{tests} fails without any mutant")
        patience = max(LEAST, PATIENCE * (time.monotonic() - begun))
        everything = list(mutants(tree))
        drawn = random.Random(1).sample(everything, min(options.most, len(everything)))
        survivors = [(line, what) for line, what, mutant in drawn if not is_killed(name, path, mutant, tests, patience)]
        print(f"{module}: {len(drawn) - len(survivors)} of {len(drawn)} mutants killed (of {len(everything)} possible)", flush=True)
        for line, what in sorted(survivors):
            print(f"  {path.relative_to(ROOT)}:{line}: {what}: {path.read_text('utf-8').splitlines()[line - 1].strip()}", flush=True)


if __name__ == "__main__":
    main()
