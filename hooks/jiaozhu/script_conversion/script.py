"""Conversion of texts to the script of a region, by OpenCC with our own phrases in its dictionaries.

OpenCC segments a text by longest match from the left. Our phrases join its dictionaries, so that the longest of all words wins, and a
word of ours inside or across a longer one of OpenCC's does nothing: 复购 is not matched in 回复购买. The dictionary converts a phrase of
n characters to n placeholder characters of a private use plane; they pass unchanged through the rest of OpenCC's chain, keep all other
characters at their offsets, and are replaced by the phrase's own conversion at the end.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import opencc

from .characters import simplified_only, traditional_only
from .corner_brackets import with_corner_brackets
from .japanese import japanese_offsets
from .regions import Region
from .surnames import SurnameEvidence
from .table import Table
from .word_segmentation import BORDER, Borders

DICTIONARIES = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
FIRST, FILLER = 0x100000, "\U0010fffd"  # the placeholder of phrase number n begins with FIRST + n
PLACEHOLDER = re.compile("[\U00100000-\U0010fffc]\U0010fffd*")
UNSAFE = re.compile("[\0\U00100000-\U0010ffff]")  # OpenCC silently stops at NUL; the others are the plane of the placeholders
SUBSTITUTE = "\ufffc"  # stands for an unsafe character during a conversion
CACHED_LINES = 4_000  # those of the pages of some articles


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted text, aligned with its source.

    ``jumps`` has the phrases whose length has changed: the offsets at which each begins and ends in the source, and at which it ends in
    ``text``. All other characters are converted one to one.
    """

    text: str
    jumps: tuple[tuple[int, int, int], ...] = ()

    def offset_of(self, source_offset: int) -> int:
        """The offset in ``text`` that corresponds to an offset in the source; inside a jump, the end of that."""
        n = bisect_right(self.jumps, (source_offset,)) - 1 if self.jumps else -1
        if n < 0:
            return source_offset
        _, source_end, end = self.jumps[n]
        return end + max(0, source_offset - source_end)

    def split(self, lines: Iterable[str]) -> list[Converted]:
        """The conversion of each of the ``lines`` of which the source was joined."""
        conversions, start = [], 0
        for line in lines:
            end = start + len(line)
            offset = self.offset_of(start)
            within = self.jumps[bisect_left(self.jumps, (start,)) : bisect_left(self.jumps, (end,))]
            jumps = tuple((a - start, b - start, c - offset) for a, b, c in within)
            conversions.append(Converted(self.text[offset : self.offset_of(end)], jumps))
            start = end + 1
        return conversions


@dataclass(frozen=True, slots=True)
class Script:
    """The conversion of texts for one region.

    ``borders`` inserts word borders; ``simplified`` and ``traditional`` are OpenCC's conversions of texts in these scripts; ``surnames``
    is the evidence for those that stay. ``cache`` has the lines that were converted last, each with the names by which it was.
    """

    region: Region
    phrases: Mapping[str, str]
    forms: Mapping[str, str]
    borders: Callable[[str], str]
    simplified: Callable[[str], str]
    traditional: Callable[[str], str]
    surnames: tuple[SurnameEvidence, ...] = ()
    cache: dict[tuple[str, frozenset[str]], Converted] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def for_region(cls, region: Region, table: Table | None = None) -> Script:
        """The conversion for ``region`` by OpenCC with a table, or by OpenCC alone."""
        phrases = table.phrases(region) if table else {}
        forms = table.forms(region) if table else {}
        if len(phrases) > 0xFFFC:
            raise ValueError("too many phrases for one private plane")
        borders = Borders(phrases).mark if table else str
        surnames = table.surnames if table else ()
        return cls(region, phrases, forms, borders, _opencc(region.simplified, tuple(phrases)), _opencc(region.traditional, ()), surnames)

    def convert(self, text: str) -> Converted:
        """The conversion of a Simplified text, which may hold any characters."""
        names = self._names(text)
        safe = "\n".join(self._masked(line, names) for line in text.split("\n"))
        return self._finish(self._convert_simplified(safe), text, safe)

    def convert_lines(self, text: str) -> Converted:
        """The conversion of a text each of whose lines is in either script. In a Traditional line only forms change: 皇后 stays 皇后.

        Converted lines are cached for a while, because the same paragraphs are on several pages, one after the other.
        """
        lines, names = text.split("\n"), self._names(text)
        keys = [(line, frozenset(name for name in names if name in line)) for line in lines]
        if len(self.cache) > CACHED_LINES:
            self.cache.clear()
        uncached = [key for key in dict.fromkeys(keys) if key not in self.cache]
        if uncached:
            self.cache.update(zip(uncached, self._convert_each(uncached), strict=True))
        return _joined(lines, [self.cache[key] for key in keys])

    def convert_block(self, block: str) -> str:
        """The converted text of one block, with converted quotation marks."""
        return self.convert_lines(with_corner_brackets(block)).text

    def phrases_in(self, text: str) -> set[str]:
        """The phrases of the table that are matched in ``text``."""
        out, phrases = self._convert_simplified(UNSAFE.sub(SUBSTITUTE, text)), tuple(self.phrases)
        return {phrases[ord(m.group()[0]) - FIRST] for m in PLACEHOLDER.finditer(out)}

    def surnames_in(self, line: str) -> set[int]:
        """The offsets of the surnames in a line that stay as they are."""
        return {offset for evidence in self.surnames for offset in evidence.offsets(line, evidence.names(line))}

    def _names(self, text: str) -> frozenset[str]:
        """The names of people in a text whose surnames stay as they are."""
        return frozenset(name for evidence in self.surnames for name in evidence.names(text))

    def _masked(self, line: str, names: Iterable[str]) -> str:
        """A line with a substitute for each character that stays: surnames, Japanese, and what OpenCC cannot take."""
        line_of_opencc = UNSAFE.sub(SUBSTITUTE, line)
        stay = {offset for evidence in self.surnames for offset in evidence.offsets(line, names)} | japanese_offsets(line)
        return "".join(SUBSTITUTE if n in stay else c for n, c in enumerate(line_of_opencc)) if stay else line_of_opencc

    def _finish(self, out: str, source: str, safe: str) -> Converted:
        """The conversion of ``source``, for whose ``safe`` form OpenCC has put ``out``, with the region's forms and the table's phrases."""
        return _restore_masked(_fill_placeholders(_replace_forms(out, self.forms), tuple(self.phrases.items())), source, safe)

    def _convert_each(self, lines: list[tuple[str, frozenset[str]]]) -> list[Converted]:
        """The conversion of each line with its names. No word of OpenCC spans two lines, so that they are converted all at once."""
        sources, masked = [line for line, _ in lines], [self._masked(line, names) for line, names in lines]
        text, safe = "\n".join(sources), "\n".join(masked)
        if traditional_only().search(text) is None:
            return self._finish(self._convert_simplified(safe), text, safe).split(sources)
        return self._finish("\n".join(map(self._convert_line, masked)), text, safe).split(sources)

    def _convert_line(self, line: str) -> str:
        """A line in the script in which most of it is written; single characters of the other script do not decide."""
        own, other = len(traditional_only().findall(line)), simplified_only().findall(line)
        if own <= len(other):
            return self._convert_simplified(line)
        foreign = {c for c in other if not c.encode("big5hkscs", "ignore")}  # Hong Kong's own characters belong to the script
        return "".join(self.simplified(c) if c in foreign else c for c in self.traditional(line))

    def _convert_simplified(self, text: str) -> str:
        return self.simplified(self.borders(text)).replace(BORDER, "")


def _fill_placeholders(out: str, phrases: tuple[tuple[str, str], ...]) -> Converted:
    """OpenCC's output with the conversion of its phrase in place of each placeholder."""
    parts: list[str] = []
    jumps: list[tuple[int, int, int]] = []
    end, length = 0, 0  # of what has been copied: in ``out``, and in the result
    for match in PLACEHOLDER.finditer(out):
        put = phrases[ord(match.group()[0]) - FIRST][1]
        parts += (out[end : match.start()], put)
        length += match.start() - end + len(put)
        end = match.end()
        if len(put) != len(match.group()):
            jumps.append((match.start(), end, length))
    parts.append(out[end:])
    return Converted("".join(parts), tuple(jumps))


def _restore_masked(converted: Converted, source: str, safe: str) -> Converted:
    """The conversion with the characters of the source that stay in place of their substitutes."""
    if SUBSTITUTE not in safe:
        return converted
    offsets = [n for n, c in enumerate(safe) if c == SUBSTITUTE]
    characters = list(converted.text)
    for offset in offsets:
        characters[converted.offset_of(offset)] = source[offset]
    return Converted("".join(characters), converted.jumps)


def _joined(lines: Sequence[str], conversions: Sequence[Converted]) -> Converted:
    """The conversion of a text from those of its lines."""
    text = "\n".join(converted.text for converted in conversions)
    if not any(converted.jumps for converted in conversions):
        return Converted(text)
    jumps, source_start, start = [], 0, 0
    for line, converted in zip(lines, conversions, strict=True):
        jumps += [(a + source_start, b + source_start, c + start) for a, b, c in converted.jumps]
        source_start, start = source_start + len(line) + 1, start + len(converted.text) + 1
    return Converted(text, tuple(jumps))


def _replace_forms(text: str, forms: Mapping[str, str]) -> str:
    return _alternatives(tuple(forms)).sub(lambda m: forms[m.group()], text) if forms else text


@lru_cache(maxsize=8)
def _alternatives(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@lru_cache(maxsize=8)
def _opencc(config: str, phrases: tuple[str, ...]) -> Callable[[str], str]:
    """OpenCC with placeholders for ``phrases`` in its dictionaries, as a function that never changes the length of a text."""
    settings = _absolute(json.loads((DICTIONARIES / f"{config}.json").read_text("utf-8")))
    if phrases:
        entries = {phrase: chr(FIRST + n) + FILLER * (len(phrase) - 1) for n, phrase in enumerate(phrases)}
        dictionary = {"type": "inline", "entries": entries}
        settings["segmentation"]["dict"]["dicts"].insert(0, dictionary)
        settings["conversion_chain"][0]["dict"]["dicts"][0]["dicts"].insert(0, dictionary)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.json"
        path.write_text(json.dumps(settings), "utf-8")
        convert = opencc.OpenCC(str(path)).convert

    def aligned(text: str) -> str:
        out: str = convert(text)
        if len(out) == len(text):
            return out
        return "".join(put if len(put := convert(c)) == 1 else c for c in text)

    return aligned


def _absolute(node: Any) -> Any:
    """OpenCC's settings with absolute paths of its dictionaries, so that they can be read from another folder."""
    if isinstance(node, dict):
        return {key: str(DICTIONARIES / value) if key == "file" else _absolute(value) for key, value in node.items()}
    return [_absolute(child) for child in node] if isinstance(node, list) else node
