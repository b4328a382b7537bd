"""What words say of quantities, as data: `hooks/rules/figures.yml`, checked with the line of each mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from ...core import yaml_lines
from ...core.errors import InputError, RuleError, read_text
from ...core.normalize import fold
from ...core.yaml_lines import Node

Kind = Literal["money", "share", "multiple", "count", "duration", "bare"]
KINDS = tuple(kind for kind in get_args(Kind) if kind != "bare")  # what a unit can be of: a number without one is bare
WORDS = (
    "before",
    "before-unless",
    "after",
    "many",
    "not-after",
    "but-after",
    "no-numeral-after",
    "no-duration-after",
    "no-bare-before",
    "changes",
    "never",
)
FILE = "figures.yml"


@dataclass(frozen=True, slots=True)
class Unit:
    """One way to write a unit. ``name`` is the unit, ``unless`` are longer words that begin like it, ``start`` is the least number
    that counts, and ``digits`` says that the number must stand in digits.
    """

    form: str
    name: str
    kind: Kind
    unless: tuple[str, ...] = ()
    start: int = 0
    digits: bool = False


@dataclass(frozen=True, slots=True)
class Measures:
    """All units by their forms, and the words around numbers, by the keys of the file."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict.fromkeys(WORDS, ()))


def load(folder: Path, place: str = "hooks/rules") -> tuple[Measures, tuple[InputError, ...]]:
    """The measures in ``folder``, and what is wrong: then they are empty, and no figure is found. No file is as good as an empty one."""
    path, name = folder / FILE, f"{place}/{FILE}"
    try:
        root = yaml_lines.load(read_text(path, name, RuleError), name, RuleError) if path.is_file() else None
        return (_measures(root) if root else Measures()), ()
    except InputError as e:
        return Measures(), (e,)


def _measures(root: Node) -> Measures:
    keys = ("units", *WORDS)
    parts = root.mapping(FILE, keys, needed=keys)
    units: dict[str, Unit] = {}
    for node in parts["units"].items("units"):
        _take(node, units)
    return Measures(units, {key: _folded(parts, key) for key in WORDS})


def _take(node: Node, units: dict[str, Unit]) -> None:
    """Put the units of one entry among ``units``."""
    entry = node.mapping("a unit", ("kind", "forms", "alike", "from", "digits", "unless"), needed=("kind", "forms"))
    kind: Kind = entry["kind"].choice("kind", KINDS)  # type: ignore[assignment]
    alike = {fold(form): fold(of.text("alike")) for form, of in entry["alike"].named("alike", "元")} if "alike" in entry else {}
    start = _number(entry["from"]) if "from" in entry else 0
    digits = entry["digits"].flag("digits") if "digits" in entry else False
    forms = _folded(entry, "forms")
    for form in forms:
        if form in units:
            entry["forms"].fail(f"the unit {form!r} stands twice", "take one out")
    for form in alike:
        if form not in forms:
            entry["alike"].fail(f"{form!r} under `alike` is no form", "write it under `forms` too")
    for context in entry["unless"].items("unless") if "unless" in entry else ():
        if not fold(context.text("unless")).startswith(forms):
            context.fail(f"{context.value!r} under `unless` has no effect", "write a word that begins with a form of the unit")
    for form in forms:
        unless = tuple(word for word in _folded(entry, "unless") if word.startswith(form) and word != form)
        units[form] = Unit(form, alike.get(form, form), kind, unless, start, digits)


def _folded(entry: Mapping[str, Node], key: str) -> tuple[str, ...]:
    return tuple(fold(node.text(f"an item of {key}")) for node in entry[key].items(key)) if key in entry else ()


def _number(node: Node) -> int:
    words = node.text("from")
    if not (words.isascii() and words.isdigit()):
        node.fail(f"from is {words!r}", "write a whole number, as in `from: 10`")
    return int(words)
