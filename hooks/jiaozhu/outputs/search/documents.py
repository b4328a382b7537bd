"""The documents of the index: the texts of some units in each script, and the keys by which the units are found.

A document holds one article or several entries. Its texts are those of the pages, converted block by block as the pages are. Where the
folded text of a block differs between scripts, the block is found by each of its readings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...html.script_json import script_json
from ...script_conversion.corner_brackets import with_corner_brackets
from ...script_conversion.script import Script
from .folding import SearchFold
from .keys import BREAK, keys_by_level, strip_marks
from .shards import KEY
from .syllables import spelled, syllable_keys
from .units import PassageKind, SearchPassage, SearchUnit

QUOTED = "\ufdd0"  # stands for what is the same in every script
UNIT, PART = "\x1e", "\0"  # separators that occur neither in a key nor in JSON
KINDS: tuple[PassageKind, ...] = ("text", "heading", "byline", "source")  # their numbers in a document
HIGHER = ("heading", "byline")  # what counts for more than text


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """``texts`` is the JSON of a document in each script; ``keys`` has for each unit its keys by level, its whole names, and its keys of
    pinyin.
    """

    texts: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]

    def to_text(self) -> str:
        """The document as one text, for the cache."""
        return PART.join((UNIT.join(self.texts), *(UNIT.join(levels) for levels in self.keys)))

    @classmethod
    def from_text(cls, text: str) -> IndexedDocument:
        """The inverse of `to_text`."""
        texts, *units = text.split(PART)
        return cls(tuple(texts.split(UNIT)), tuple(tuple(levels.split(UNIT)) for levels in units))


@dataclass(frozen=True, slots=True)
class ScriptReading:
    """A unit in one script. ``folded`` are its passages after normalization."""

    title: str
    label: str
    forms: tuple[str, ...]
    passages: tuple[str, ...]
    folded: tuple[str, ...]


def index_document(units: Sequence[SearchUnit], scripts: Sequence[Script], fold: SearchFold) -> IndexedDocument:
    """The document of ``units`` in Simplified script and in each of ``scripts``."""
    readings_by_unit = [[_reading(_lines(unit), unit, fold), *(_converted(unit, script, fold) for script in scripts)] for unit in units]
    together = list(zip(units, readings_by_unit, map(_spellings, units), strict=True))
    texts = tuple(
        script_json([_unit_record(unit, readings[n], readings, spellings) for unit, readings, spellings in together])
        for n in range(len(scripts) + 1)
    )
    keys = tuple((*_unit_keys(unit, readings, fold), _pinyin_keys(spellings)) for unit, readings, spellings in together)
    return IndexedDocument(texts, keys)


def _spellings(unit: SearchUnit) -> list[str]:
    """The pinyin of the names of a unit: its title, if it is a real one, and its other forms. They are the same in all scripts."""
    return [spelled(unit.title, unit.pinyin) if unit.has_title else "", *map(spelled, unit.forms)]


def _lines(unit: SearchUnit) -> list[str]:
    return [unit.title, unit.label, *unit.forms, *(passage.text for passage in unit.passages)]


def _converted(unit: SearchUnit, script: Script, fold: SearchFold) -> ScriptReading:
    lines = [with_corner_brackets(line) for line in (*_lines(unit)[: -len(unit.passages) or None], *map(_masked, unit.passages))]
    converted = script.convert_lines("\n".join(lines))
    texts = [line.text for line in converted.split(lines)]
    first = len(texts) - len(unit.passages)
    return _reading([*texts[:first], *map(_unmasked, texts[first:], unit.passages)], unit, fold)


def _masked(passage: SearchPassage) -> str:
    """A passage with one character, which no script changes, for each quoted stretch."""
    text = passage.text
    for span in sorted(passage.quoted, reverse=True) if QUOTED not in text else ():
        text = f"{text[: span.start]}{QUOTED}{text[span.end :]}"
    return text


def _unmasked(text: str, passage: SearchPassage) -> str:
    for span in sorted(passage.quoted) if QUOTED not in passage.text else ():
        text = text.replace(QUOTED, span.slice(passage.text), 1)
    return text


def _reading(lines: Sequence[str], unit: SearchUnit, fold: SearchFold) -> ScriptReading:
    title, label, *rest = lines
    passages = tuple(rest[len(unit.forms) :])
    folded = fold(BREAK.join(passage.replace(BREAK, " ") for passage in passages)).split(BREAK)
    return ScriptReading(title, label, tuple(rest[: len(unit.forms)]), passages, tuple(folded))


def _unit_record(unit: SearchUnit, reading: ScriptReading, readings: Sequence[ScriptReading], spellings: Sequence[str]) -> list[object]:
    """The array that `search.js` reads: address, title, whether it is a real title, label, forms, passages; and the pinyin of title and
    forms where they have one, separated by a comma.
    """
    passages = [_passage_record(passage, n, reading, readings) for n, passage in enumerate(unit.passages)]
    pinyin = [",".join(spellings)] if any(spellings) else []
    return [unit.address, reading.title, int(unit.has_title), reading.label, [*reading.forms, *unit.regional_forms], passages, *pinyin]


def _passage_record(passage: SearchPassage, n: int, reading: ScriptReading, readings: Sequence[ScriptReading]) -> list[object]:
    """Anchor and text; then, only where needed, the number of its kind, and its readings in other scripts."""
    others = sorted({other.passages[n] for other in readings if other.folded[n] != reading.folded[n]})
    kind = [KINDS.index(passage.kind)] if others or passage.kind != "text" else []
    return [passage.anchor, reading.passages[n], *kind, *([others] if others else [])]


def _unit_keys(unit: SearchUnit, readings: Sequence[ScriptReading], fold: SearchFold) -> tuple[str, ...]:
    names = {fold(name) for reading in readings for name in _unit_names(unit, reading)}
    texts = [sorted({reading.folded[n] for reading in readings}) for n in range(len(unit.passages))]
    headings = [text for passage, versions in zip(unit.passages, texts, strict=True) if passage.kind in HIGHER for text in versions]
    others = [text for passage, versions in zip(unit.passages, texts, strict=True) if passage.kind not in HIGHER for text in versions]
    levels = keys_by_level(sorted(names), headings, others)
    whole_names = {whole for name in names if (whole := strip_marks(name))}
    return tuple(KEY.join(sorted(level)) for level in (*levels, whole_names))


def _pinyin_keys(spellings: Sequence[str]) -> str:
    return KEY.join(sorted({key for spelling in spellings for key in syllable_keys(spelling)}))


def _unit_names(unit: SearchUnit, reading: ScriptReading) -> Iterator[str]:
    if unit.has_title:
        yield reading.title
    yield from (*reading.forms, *unit.regional_forms)
