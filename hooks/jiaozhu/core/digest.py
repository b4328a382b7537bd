"""SHA-256 digests by which results are kept: of all that a result depends on, and of the code that makes it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sys import version_info

PACKAGE = Path(__file__).parents[1]
NAME = PACKAGE.name
IMPORT = re.compile(r"^[ \t]*from (\.+)([\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
COMMENT = re.compile(r"#[^\n]*")
# The packages that decide results; those that only serve, or stand in the results as they are, do not count.
DECISIVE: tuple[str, ...] = (
    "Jinja2",
    "Markdown",
    "MarkupSafe",
    "OpenCC",
    "Pillow",
    "PyYAML",
    "ahocorasick-rs",
    "msgspec",
)
DECISIVE += ("pypinyin", "rapidfuzz", "regex", "rensa", "rjieba")


def key(*parts: str) -> str:
    """A name for all of ``parts``, in their order: each goes in with its length, so that no two lists of parts share a name."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@lru_cache
def code_digest(module: str) -> str:
    """The digest of a module with all modules of the program that it imports, directly or by others, and of the packages it may use.

    Computed once, because code is not reloaded.
    """
    digest = hashlib.sha256(_environment().encode("utf-8"))
    for name in sorted(import_closure(module)):
        digest.update(name.encode("utf-8") + b"\0" + _code(name))
    return digest.hexdigest()


def import_closure(module: str) -> frozenset[str]:
    """A module, all that it imports of the program, at its top or in a function, all that these import, and their packages.

    The package of the whole program is none of them: it only offers what others do.
    """
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _imports(name)
            waiting += [name.rpartition(".")[0]] if name.count(".") > 1 else []
    return frozenset(reached)


@cache
def package_digest() -> str:
    """The digest of all modules of the program, and of the packages that it may use."""
    digest = hashlib.sha256(_environment().encode("utf-8"))
    for file in sorted(PACKAGE.rglob("*.py")):
        digest.update(file.relative_to(PACKAGE).as_posix().encode("utf-8") + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _code(module: str) -> bytes:
    """The digest of the code of one module."""
    return hashlib.sha256(_file(module).read_bytes()).digest()


@cache
def _imports(module: str) -> tuple[str, ...]:
    """The modules of the program that a module imports, by relative imports, as all its code does."""
    file = _file(module)
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    return tuple(dict.fromkeys(_targets(package, file.read_text("utf-8"))))


def _targets(package: str, text: str) -> Iterator[str]:
    for match in IMPORT.finditer(text):
        parts = package.split(".")
        base = ".".join(parts[: len(parts) - len(match[1]) + 1])
        target = f"{base}.{match[2]}" if match[2] else base
        names = (name.strip(" ()\n").partition(" as ")[0] for name in COMMENT.sub("", match[3]).split(","))
        modules = [inner for name in names if name and _is_module(inner := f"{target}.{name}")]
        yield from modules if len(modules) else (target,)


def _is_module(name: str) -> bool:
    return _file(name).is_file()


def _file(module: str) -> Path:
    path = PACKAGE.parent.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@lru_cache(maxsize=1)
def _environment() -> str:
    """The versions of Python and of the packages that decide results."""
    return "\n".join((f"{version_info.major}.{version_info.minor}", *(f"{name} {_version(name)}" for name in DECISIVE)))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
