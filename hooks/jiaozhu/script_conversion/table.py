"""The conversion table, `docs/variants.yml`: corrections of OpenCC, each with a reason and examples, which `table_examples` tests.

``protect`` lists words of the Simplified text that stay as they are, ``phrases`` maps such words to their conversion, for both regions
or for one. ``forms`` maps characters and words of the *converted* text to those that a region's press uses.
``surnames`` lists surnames that stay before a name, and by what one is known: see `surnames.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..core.errors import InputError, VariantError
from ..yaml_files.nodes import Node, load_yaml
from ..yaml_files.records import EntryList, Field, ListOf, MappingOf, Record, RecordValues
from ..yaml_files.shapes import Text, with_node
from .characters import simplified_only
from .regions import REGIONS, Region
from .surnames import SurnameEvidence

ARROW, BAR = " → ", " ｜ "
SIDES = {"put": ("zh-tw", "zh-hk"), "tw": ("zh-tw",), "hk": ("zh-hk",)}


@dataclass(frozen=True, slots=True)
class ConversionExample:
    """An example: ``before`` becomes ``after``, by region."""

    before: str
    after: Mapping[str, str]
    line: int


def _example(text: str, node: Node) -> ConversionExample:
    """An example: `before → after`, or `before → Taiwan ｜ Hong Kong` where the two differ."""
    before, arrow, after = text.partition(ARROW)
    first, bar, second = after.partition(BAR)
    if not arrow or not before or not first:
        node.fail("an example has no arrow", "write it as `before → after`, or `before → Taiwan ｜ Hong Kong`")
    return ConversionExample(before, {"zh-tw": first, "zh-hk": second if bar else first}, node.line)


def _protected(word: str, node: Node) -> str:
    if simplified := simplified_only().search(word):
        node.fail(f"{word!r} has {simplified.group()!r}, which is Simplified", "write the word and its other form in phrases")
    return word


EXAMPLES = ListOf(Text().map(_example, pattern=f".{ARROW}."), "an example")
REPLACEMENTS = MappingOf(Text().map(with_node), "what stands for it")
WORDS = Field("words", ListOf(Text().map(_protected), "a word"), "Words that stay as they are.", default=())
PUT = (
    Field("put", REPLACEMENTS, "Words and what stands for them in both regions.", default={}),
    Field("tw", REPLACEMENTS, "Words and what stands for them in Taiwan.", default={}),
    Field("hk", REPLACEMENTS, "Words and what stands for them in Hong Kong.", default={}),
)
WHY = Field("why", Text(), "Why the entry is right, in Chinese.", is_needed=True)
SPECS = Field("specs", EXAMPLES.constrained(minItems=1), "Examples: `before → after`, or `before → Taiwan ｜ Hong Kong`.", is_needed=True)
LEAVE = Field("leave", EXAMPLES, "Texts in which the entry must do nothing, written as in `specs`.", default=())
EVIDENCE = (
    Field("titles", ListOf(Text(), "a word"), "Titles behind a surname or a name: 先生.", default=()),
    Field("verbs", ListOf(Text(), "a word"), "Verbs behind the name of a person: 表示.", default=()),
    Field("before", ListOf(Text(), "a word"), "Words before the name of a person: 记者.", default=()),
    Field("givens", ListOf(Text(), "a word"), "Given names that are words too, known behind a word for a person: 建国.", default=()),
    Field("others", ListOf(Text(), "a word"), "Words that begin like a name and are none.", default=()),
)
HAS_WORDS = {"required": ["words", "why", "specs"]}
HAS_PAIRS = {"anyOf": [{"required": [side]} for side in SIDES]}
SECTIONS: Mapping[str, EntryList[RecordValues]] = {
    "protect": EntryList(Record((WORDS, WHY, SPECS, LEAVE), HAS_WORDS), "an entry of protect"),
    "phrases": EntryList(Record((*PUT, WHY, SPECS, LEAVE), HAS_PAIRS), "an entry of phrases"),
    "surnames": EntryList(Record((WORDS, *EVIDENCE, WHY, SPECS, LEAVE), HAS_WORDS), "an entry of surnames"),
    "forms": EntryList(Record((*PUT, WHY, SPECS), HAS_PAIRS), "an entry of forms"),
}
TABLE = Record(
    (
        Field("protect", SECTIONS["protect"], "Words of the Simplified text that are not converted.", default=()),
        Field("phrases", SECTIONS["phrases"], "Words of the Simplified text, and what stands for them.", default=()),
        Field("surnames", SECTIONS["surnames"], "Surnames that stay as they are before names and titles.", default=()),
        Field("forms", SECTIONS["forms"], "Characters and words of the converted text that a region writes otherwise.", default=()),
    )
)


@dataclass(frozen=True, slots=True)
class ConversionEntry:
    """An entry of the table: ``put`` maps each word to its conversion, by region. ``leave`` are texts in which it must do nothing.

    An entry of surnames has their evidence in the place of words.
    """

    put: Mapping[str, Mapping[str, str]]
    why: str
    specs: tuple[ConversionExample, ...]
    leave: tuple[ConversionExample, ...]
    path: str
    line: int
    is_form: bool = False
    surnames: SurnameEvidence | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """All entries. ``digest`` is a hash of their conversions, and a part of cache keys."""

    entries: tuple[ConversionEntry, ...] = ()
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        content = repr([(e.is_form, sorted((r, sorted(p.items())) for r, p in e.put.items()), e.surnames) for e in self.entries])
        object.__setattr__(self, "digest", hashlib.sha256(content.encode()).hexdigest())

    def phrases(self, region: Region) -> dict[str, str]:
        """The words of the Simplified text, with their conversion for ``region``."""
        return self._merged(region, is_form=False)

    def forms(self, region: Region) -> dict[str, str]:
        """The characters and words of the converted text for which ``region`` uses others, with these."""
        return self._merged(region, is_form=True)

    @property
    def surnames(self) -> tuple[SurnameEvidence, ...]:
        return tuple(entry.surnames for entry in self.entries if entry.surnames)

    def without(self, entries: Iterable[ConversionEntry]) -> Table:
        removed = {id(entry) for entry in entries}
        return Table(tuple(entry for entry in self.entries if id(entry) not in removed))

    def _merged(self, region: Region, is_form: bool) -> dict[str, str]:
        return {find: put for e in self.entries if e.is_form == is_form for find, put in e.put.get(region.id, {}).items()}


def read(path: Path, place: str) -> tuple[Table, tuple[InputError, ...]]:
    """The table in the file ``path``, called ``place`` in errors, without the entries that are wrong; and what is wrong.

    No file is an empty table. The examples are not tried here.
    """
    if not path.is_file():
        return Table(), ()
    entries: list[ConversionEntry] = []
    errors: list[InputError] = []
    lines: dict[tuple[bool, str, str], int] = {}
    try:
        root = load_yaml(path, place, VariantError)
        sections = TABLE.read(root, place) if root else {}
    except InputError as e:
        return Table(), (e,)
    for section, nodes in sections.items():
        for node in nodes:
            try:
                entry = _entry(SECTIONS[section].entry(node), section)
                _check_words_are_new(entry, node, lines)
                entries.append(entry)
            except InputError as e:
                errors.append(e)
    return Table(tuple(entries)), tuple(errors)


def _entry(values: RecordValues, section: str) -> ConversionEntry:
    if section == "protect":
        put = {region: {word: word for word in values["words"]} for region in REGIONS}
    elif section == "surnames":
        put = {region: {} for region in REGIONS}
    else:
        put = _replacements(values, is_form=section == "forms")
    if not any(put.values()) and not values.get("words"):
        values.node.fail("an entry without words", "write `words: [岩]` in protect, and `put`, `tw` or `hk: {a: b}` elsewhere")
    if not values["specs"]:
        values.node.fail("an entry without an example", "add one to `specs`: `before → after`")
    specs, leave = (tuple(_for_regions(spec, put) for spec in specs) for specs in (values["specs"], values.get("leave", ())))
    surnames = None
    if section == "surnames":
        surnames = SurnameEvidence(*(tuple(values[key]) for key in ("words", "titles", "verbs", "before", "givens", "others")))
    return ConversionEntry(put, values["why"], specs, leave, values.node.path, values.line, section == "forms", surnames)


def _replacements(values: RecordValues, is_form: bool) -> dict[str, dict[str, str]]:
    """What stands for each word, by region. A form must have the length of what stands for it."""
    replacements: dict[str, dict[str, str]] = {}
    for side, regions in SIDES.items():
        for find, (put, node) in values[side].items():
            if is_form and (len(find) != len(put) or find == put):
                node.fail(f"{find!r} and {put!r} are no two forms of one word", "write two that differ, of the same length")
            for region in regions:
                replacements.setdefault(region, {})[find] = put
    return replacements


def _for_regions(spec: ConversionExample, regions: Iterable[str]) -> ConversionExample:
    return replace(spec, after={region: spec.after[region] for region in regions})


def _check_words_are_new(entry: ConversionEntry, node: Node, lines: dict[tuple[bool, str, str], int]) -> None:
    """Raise for a word that another entry has. ``lines`` are those of the words so far, by their kind and region."""
    for region, pairs in entry.put.items():
        for find in pairs:
            key = (entry.is_form, region, find)
            if key in lines:
                node.fail(f"{find!r} stands twice", f"the other is at line {lines[key]}")
            lines[key] = entry.line
