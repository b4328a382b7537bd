"""The table of `docs/variants.yml`: what OpenCC gets wrong, with a reason and examples for each entry.

``phrases`` are words of the Simplified text that the table converts itself, for both regions or for one; to protect a word is to
give it as its own conversion. ``forms`` are characters and words of the *converted* text for which a region's press uses
others. `proof.py` tries the examples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .. import marked
from ..errors import InputError, VariantError, read_text
from ..marked import Node
from .regions import REGIONS, Region

ARROW, BAR = " → ", " ｜ "
PHRASE_KEYS = ("find", "put", "tw", "hk", "why", "specs", "leave")
FORM_KEYS = ("region", "put", "why", "specs")
SIDES = {"tw": "zh-tw", "hk": "zh-hk"}


@dataclass(frozen=True, slots=True)
class Spec:
    """An example: ``before`` becomes ``after`` in each region that stands there."""

    before: str
    after: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the table: ``put`` has what replaces each word, by region. ``leave`` are texts in which it must do nothing."""

    finds: tuple[str, ...]
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

    entries: tuple[Entry, ...] = ()
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

    def without(self, gone: Iterable[Entry]) -> Table:
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
    entries: list[Entry] = []
    wrong: list[InputError] = []
    seen: dict[tuple[bool, str, str], int] = {}
    try:
        root = marked.load(read_text(path, place, VariantError), place, VariantError)
        sections = root.mapping(place, ("phrases", "forms")) if root else {}
    except InputError as e:
        return Table(), (e,)
    for name, reader in (("phrases", _phrase), ("forms", _form)):
        try:
            nodes = sections[name].items(name) if name in sections else ()
        except InputError as e:
            wrong.append(e)
            continue
        for node in nodes:
            try:
                entry = reader(node)
                _once(entry, node, seen)
                entries.append(entry)
            except InputError as e:
                wrong.append(e)
    return Table(tuple(entries)), tuple(wrong)


def _phrase(node: Node) -> Entry:
    entry = node.mapping("a phrase", PHRASE_KEYS, needed=("find", "why", "specs"))
    find = entry["find"].text("find")
    if "put" in entry and ("tw" in entry or "hk" in entry):
        entry["put"].fail("`put` is for both regions", "take it out, or take out `tw` and `hk`")
    puts = {SIDES[side]: entry[side] for side in SIDES if side in entry}
    puts = puts or {region: entry["put"] for region in REGIONS if "put" in entry}
    if not puts:
        node.fail(f"{find!r} has no `put`", "write what stands for it: `put` for both regions, `tw` or `hk` for one")
    put = {region: {find: child.text("put")} for region, child in puts.items()}
    specs = tuple(_spec(child, tuple(put)) for child in entry["specs"].items("specs"))
    leave = tuple(_spec(child, tuple(put)) for child in entry["leave"].items("leave")) if "leave" in entry else ()
    for spec in specs:
        if find not in spec.before:
            raise VariantError(node.path, spec.line, f"the example has no {find!r} in it", "write an example in which it stands")
    if not specs:
        node.fail(f"{find!r} has no example", "add one to `specs`: `before → after`")
    return Entry((find,), put, entry["why"].text("why"), specs, leave, node.path, node.line)


def _form(node: Node) -> Entry:
    entry = node.mapping("a form", FORM_KEYS, needed=("region", "put", "why", "specs"))
    region = SIDES[entry["region"].choice("region", tuple(SIDES))]
    pairs = {find: child.text(find) for find, child in entry["put"].named("put", "form")}
    for find, put in pairs.items():
        if len(find) != len(put) or find == put:
            entry["put"].fail(f"{find!r} and {put!r}: another form has as many characters, and is another", "correct the pair")
    specs = tuple(_spec(child, (region,)) for child in entry["specs"].items("specs"))
    if not pairs or not specs:
        node.fail("a form needs pairs in `put`, and an example", "write `put: {羣: 群}` and `specs: ['before → after']`")
    return Entry(tuple(pairs), {region: pairs}, entry["why"].text("why"), specs, (), node.path, node.line, is_form=True)


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


def _once(entry: Entry, node: Node, seen: dict[tuple[bool, str, str], int]) -> None:
    for region, pairs in entry.put.items():
        for find in pairs:
            key = (entry.is_form, region, find)
            if key in seen:
                node.fail(f"{find!r} stands twice", f"the other is at line {seen[key]}")
            seen[key] = entry.line
