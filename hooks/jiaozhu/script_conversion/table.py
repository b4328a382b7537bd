"""The table of `docs/variants.yml`: what OpenCC gets wrong, with a reason and examples for each entry.

``protect`` has words of the Simplified text that stay as they are, ``phrases`` such words and what stands for them, for both
regions or for one. ``forms`` are characters and words of the *converted* text for which a region's press uses others.
`proof.py` tries the examples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..core import yaml_lines
from ..core.errors import InputError, VariantError, read_text
from ..core.yaml_lines import Node
from .characters import simplified_only
from .regions import REGIONS, Region

ARROW, BAR = " → ", " ｜ "
SIDES = {"put": ("zh-tw", "zh-hk"), "tw": ("zh-tw",), "hk": ("zh-hk",)}
SECTIONS = ("protect", "phrases", "forms")


@dataclass(frozen=True, slots=True)
class Spec:
    """An example: ``before`` becomes ``after`` in each region that stands there."""

    before: str
    after: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class ConversionEntry:
    """An entry of the table: ``put`` has what replaces each word, by region. ``leave`` are texts in which it must do nothing."""

    put: Mapping[str, Mapping[str, str]]
    why: str
    specs: tuple[Spec, ...]
    leave: tuple[Spec, ...]
    path: str
    line: int
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """All entries. ``digest`` names their content: it is a part of every cache key."""

    entries: tuple[ConversionEntry, ...] = ()
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        content = repr([(e.is_form, sorted((r, sorted(p.items())) for r, p in e.put.items())) for e in self.entries])
        object.__setattr__(self, "digest", hashlib.sha256(content.encode()).hexdigest())

    def phrases(self, region: Region) -> dict[str, str]:
        """The words of the Simplified text, and what stands for each in ``region``."""
        return self._merged(region, is_form=False)

    def forms(self, region: Region) -> dict[str, str]:
        """The characters and words of the converted text that ``region`` writes otherwise."""
        return self._merged(region, is_form=True)

    def without(self, gone: Iterable[ConversionEntry]) -> Table:
        lost = {id(entry) for entry in gone}
        return Table(tuple(entry for entry in self.entries if id(entry) not in lost))

    def _merged(self, region: Region, is_form: bool) -> dict[str, str]:
        return {find: put for e in self.entries if e.is_form == is_form for find, put in e.put.get(region.id, {}).items()}


def read(path: Path, place: str) -> tuple[Table, tuple[InputError, ...]]:
    """The table in the file ``path``, called ``place`` in errors, without the entries that are wrong; and what is wrong.

    No file is an empty table. The examples are not tried here.
    """
    if not path.is_file():
        return Table(), ()
    entries: list[ConversionEntry] = []
    wrong: list[InputError] = []
    seen: dict[tuple[bool, str, str], int] = {}
    try:
        root = yaml_lines.load(read_text(path, place, VariantError), place, VariantError)
        sections = root.mapping(place, SECTIONS) if root else {}
        nodes = [(name, node) for name in SECTIONS if name in sections for node in sections[name].items(name)]
    except InputError as e:
        return Table(), (e,)
    for name, node in nodes:
        try:
            entry = _entry(node, name)
            _once(entry, node, seen)
            entries.append(entry)
        except InputError as e:
            wrong.append(e)
    return Table(tuple(entries)), tuple(wrong)


def _entry(node: Node, section: str) -> ConversionEntry:
    sides = ("words",) if section == "protect" else tuple(SIDES)
    keys = ("why", "specs") if section == "forms" else ("why", "specs", "leave")
    entry = node.mapping(f"an entry of {section}", (*sides, *keys), needed=("why", "specs"))
    put = _protected(entry) if section == "protect" else _pairs(entry, same_length=section == "forms")
    if not any(put.values()):
        node.fail("an entry without words", "write `words: [岩]` in protect, and `put`, `tw` or `hk: {a: b}` elsewhere")
    specs = tuple(_spec(child, tuple(put)) for child in entry["specs"].items("specs"))
    leave = tuple(_spec(child, tuple(put)) for child in entry["leave"].items("leave")) if "leave" in entry else ()
    if not specs:
        node.fail("an entry without an example", "add one to `specs`: `before → after`")
    return ConversionEntry(put, entry["why"].text("why"), specs, leave, node.path, node.line, is_form=section == "forms")


def _protected(entry: Mapping[str, Node]) -> dict[str, dict[str, str]]:
    words: list[str] = []
    for child in entry["words"].items("words") if "words" in entry else ():
        words.append(child.text("a word"))
        if simplified := simplified_only().search(words[-1]):
            child.fail(f"{words[-1]!r} has {simplified.group()!r}, which is Simplified", "write the word and its other form in phrases")
    return {region: dict(zip(words, words, strict=True)) for region in REGIONS}


def _pairs(entry: Mapping[str, Node], same_length: bool) -> dict[str, dict[str, str]]:
    """What stands for each word, by region."""
    found: dict[str, dict[str, str]] = {}
    for side, regions in SIDES.items():
        for find, child in entry[side].named(side, "what stands for it") if side in entry else ():
            put = child.text(find)
            if same_length and (len(find) != len(put) or find == put):
                child.fail(f"{find!r} and {put!r} are no two forms of one word", "write two that differ, of the same length")
            for region in regions:
                found.setdefault(region, {})[find] = put
    return found


def _spec(node: Node, regions: tuple[str, ...]) -> Spec:
    """An example: `before → after`, or `before → Taiwan ｜ Hong Kong` where the two differ."""
    before, arrow, after = node.text("an example").partition(ARROW)
    first, bar, second = after.partition(BAR)
    if not arrow or not before or not first:
        node.fail("an example has no arrow", "write it as `before → after`, or `before → Taiwan ｜ Hong Kong`")
    if not bar:
        return Spec(before, dict.fromkeys(regions, first), node.line)
    both = {"zh-tw": first, "zh-hk": second}
    return Spec(before, {region: both[region] for region in regions}, node.line)


def _once(entry: ConversionEntry, node: Node, seen: dict[tuple[bool, str, str], int]) -> None:
    for region, pairs in entry.put.items():
        for find in pairs:
            key = (entry.is_form, region, find)
            if key in seen:
                node.fail(f"{find!r} stands twice", f"the other is at line {seen[key]}")
            seen[key] = entry.line
