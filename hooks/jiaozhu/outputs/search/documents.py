"""The units of one file of texts: what each script shows of them, and the keys by which they are found.

A file holds one article or several entries. Its texts are those of the pages, converted block by block as the pages are; where a block
reads otherwise in another script, even when folded, it is found by either reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...script_conversion import quotation_marks
from ...script_conversion.script import Script
from .folding import SearchFold
from .keys import BREAK, core, levelled
from .shards import dumped
from .units import SearchPassage, SearchUnit

KEY, UNIT, PART = "\n", "\x1e", "\0"  # none of them is in a key or in JSON


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A file of texts in each script, as JSON, and of each of its units the keys by level. The last of these are whole titles."""

    texts: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]

    def packed(self) -> str:
        return PART.join((UNIT.join(self.texts), *(UNIT.join(levels) for levels in self.keys)))

    @classmethod
    def unpacked(cls, text: str) -> IndexedDocument:
        texts, *units = text.split(PART)
        return cls(tuple(texts.split(UNIT)), tuple(tuple(levels.split(UNIT)) for levels in units))


@dataclass(frozen=True, slots=True)
class ScriptReading:
    """A unit in one script; ``folded`` are its passages as they are searched."""

    title: str
    label: str
    forms: tuple[str, ...]
    passages: tuple[str, ...]
    folded: tuple[str, ...]


def index_document(units: Sequence[SearchUnit], scripts: Sequence[Script], fold: SearchFold) -> IndexedDocument:
    """The file of ``units`` in Simplified script and in each of ``scripts``."""
    readings = [[_reading(_lines(unit), unit, fold), *(_converted(unit, script, fold) for script in scripts)] for unit in units]
    texts = tuple(
        dumped([_shown(unit, each[n], each) for unit, each in zip(units, readings, strict=True)]) for n in range(len(scripts) + 1)
    )
    return IndexedDocument(texts, tuple(_keys(unit, each, fold) for unit, each in zip(units, readings, strict=True)))


def _lines(unit: SearchUnit) -> list[str]:
    return [unit.title, unit.label, *unit.forms, *(passage.text for passage in unit.passages)]


def _converted(unit: SearchUnit, script: Script, fold: SearchFold) -> ScriptReading:
    turned = [quotation_marks.with_corner_brackets(line) for line in _lines(unit)]
    converted = script.convert_lines("\n".join(turned))
    return _reading([line.text for line in converted.split(turned)], unit, fold)


def _reading(lines: Sequence[str], unit: SearchUnit, fold: SearchFold) -> ScriptReading:
    title, label, *rest = lines
    passages = tuple(rest[len(unit.forms) :])
    folded = fold(BREAK.join(passage.replace(BREAK, " ") for passage in passages)).split(BREAK)
    return ScriptReading(title, label, tuple(rest[: len(unit.forms)]), passages, tuple(folded))


def _shown(unit: SearchUnit, here: ScriptReading, readings: Sequence[ScriptReading]) -> list[object]:
    """A unit as `search.js` takes it: address, title, whether this is a real one, label, forms, passages."""
    passages = [_passage(passage, n, here, readings) for n, passage in enumerate(unit.passages)]
    return [unit.address, here.title, int(unit.titled), here.label, [*here.forms, *unit.abroad], passages]


def _passage(passage: SearchPassage, n: int, here: ScriptReading, readings: Sequence[ScriptReading]) -> list[object]:
    """Anchor, text, and after these, where there is any: whether it is a heading, and what it reads in other scripts."""
    others = sorted({reading.passages[n] for reading in readings if reading.folded[n] != here.folded[n]})
    is_heading = [int(passage.is_heading)] if others or passage.is_heading else []
    return [passage.anchor, here.passages[n], *is_heading, *([others] if others else [])]


def _keys(unit: SearchUnit, readings: Sequence[ScriptReading], fold: SearchFold) -> tuple[str, ...]:
    names = {fold(name) for reading in readings for name in _names(unit, reading)}
    texts = [sorted({reading.folded[n] for reading in readings}) for n in range(len(unit.passages))]
    headings = [text for passage, found in zip(unit.passages, texts, strict=True) if passage.is_heading for text in found]
    others = [text for passage, found in zip(unit.passages, texts, strict=True) if not passage.is_heading for text in found]
    levels = levelled(sorted(names), headings, others)
    wholes = {whole for name in names if (whole := core(name))}
    return tuple(KEY.join(sorted(level)) for level in (*levels, wholes))


def _names(unit: SearchUnit, reading: ScriptReading) -> Iterator[str]:
    if unit.titled:
        yield reading.title
    yield from (*reading.forms, *unit.abroad)
