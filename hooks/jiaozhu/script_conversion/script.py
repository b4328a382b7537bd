"""A text in the script of a region: OpenCC with our own phrases among its own.

OpenCC cuts a text into the longest words it knows, from the left. Our phrases join its dictionaries, so that the longest of
all words wins, and a word of ours inside or across a longer one of OpenCC's does nothing: 复购 is not found in 回复购买. In the
dictionary a phrase of n characters stands for n characters of a private plane; they pass through the rest of OpenCC's chain
unchanged, keep each other character at its place, and become the phrase's own conversion at the end.
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

from . import quotation_marks
from .characters import simplified_only, traditional_only
from .regions import Region
from .table import Table
from .word_borders import BORDER, Borders

DICTIONARIES = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
FIRST, FILLER = 0x100000, "\U0010fffd"
OURS = re.compile("[\U00100000-\U0010fffc]\U0010fffd*")
HIDDEN = re.compile("[\0\U00100000-\U0010ffff]")  # OpenCC stops at NUL, in silence; the rest is the plane that we write in
STAND_IN = "\ufffc"
REMEMBERED = 4_000  # lines: those of the pages of some articles


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted text. ``jumps`` has the phrases whose length has changed: where each begins and ends in the source, and where
    it ends here. Everywhere else, one character stands for one.
    """

    text: str
    jumps: tuple[tuple[int, int, int], ...] = ()

    def offset_of(self, place: int) -> int:
        """The offset here of a place between two characters of the source; inside a jump, its end."""
        n = bisect_right(self.jumps, (place,)) - 1 if self.jumps else -1
        if n < 0:
            return place
        _, end, here = self.jumps[n]
        return here + max(0, place - end)

    def split(self, lines: Iterable[str]) -> list[Converted]:
        """What has become of each of the ``lines`` of which the source was joined."""
        found, start = [], 0
        for line in lines:
            end = start + len(line)
            here = self.offset_of(start)
            within = self.jumps[bisect_left(self.jumps, (start,)) : bisect_left(self.jumps, (end,))]
            jumps = tuple((a - start, b - start, c - here) for a, b, c in within)
            found.append(Converted(self.text[here : self.offset_of(end)], jumps))
            start = end + 1
        return found


@dataclass(frozen=True, slots=True)
class Script:
    """The conversion of texts for one region."""

    region: Region
    phrases: Mapping[str, str]
    forms: Mapping[str, str]
    borders: Callable[[str], str]
    simplified: Callable[[str], str]
    traditional: Callable[[str], str]
    memory: dict[str, Converted] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def for_region(cls, region: Region, table: Table | None = None) -> Script:
        """The script of ``region`` with a table, or as OpenCC alone writes it."""
        phrases = table.phrases(region) if table else {}
        forms = table.forms(region) if table else {}
        if len(phrases) > 0xFFFC:
            raise ValueError("too many phrases for one private plane")
        borders = Borders(phrases).mark if table else str
        return cls(region, phrases, forms, borders, _opencc(region.simplified, tuple(phrases)), _opencc(region.traditional, ()))

    def convert(self, text: str) -> Converted:
        """A Simplified text, whatever it holds."""
        return self._finished(self._simplified(HIDDEN.sub(STAND_IN, text)), text)

    def convert_lines(self, text: str) -> Converted:
        """A text of which each line is in one script or the other. In a Traditional line only forms change: 皇后 is none of 皇後.

        A line that was converted before is remembered for a while: the same paragraphs stand on several pages, one after the other.
        """
        lines = text.split("\n")
        if len(self.memory) > REMEMBERED:
            self.memory.clear()
        fresh = [line for line in dict.fromkeys(lines) if line not in self.memory]
        if fresh:
            self.memory.update(zip(fresh, self._lines(fresh), strict=True))
        return _joined(lines, [self.memory[line] for line in lines])

    def convert_block(self, block: str) -> str:
        """The text of one block, with its quotation marks."""
        return self.convert_lines(quotation_marks.with_corner_brackets(block)).text

    def phrases_in(self, text: str) -> set[str]:
        """The phrases of the table that are found in ``text``."""
        found, words = self._simplified(HIDDEN.sub(STAND_IN, text)), tuple(self.phrases)
        return {words[ord(m.group()[0]) - FIRST] for m in OURS.finditer(found)}

    def _finished(self, out: str, source: str) -> Converted:
        return _filled(_replaced(out, self.forms), tuple(self.phrases.items()), source)

    def _lines(self, lines: list[str]) -> list[Converted]:
        """Each line by itself. No word of OpenCC goes on in another line, so that all are asked for at once."""
        text = "\n".join(lines)
        if traditional_only().search(text) is None:
            return self.convert(text).split(lines)
        return self._finished("\n".join(map(self._line, HIDDEN.sub(STAND_IN, text).split("\n"))), text).split(lines)

    def _line(self, line: str) -> str:
        is_traditional = traditional_only().search(line) and not simplified_only().search(line)
        return self.traditional(line) if is_traditional else self._simplified(line)

    def _simplified(self, text: str) -> str:
        return self.simplified(self.borders(text)).replace(BORDER, "")


def _filled(out: str, phrases: tuple[tuple[str, str], ...], source: str) -> Converted:
    """``out`` with each stretch of the private plane replaced by what the phrase becomes, and each stand-in by what it hid."""
    parts: list[str] = []
    jumps: list[tuple[int, int, int]] = []
    at, length = 0, 0
    for match in OURS.finditer(out):
        put = phrases[ord(match.group()[0]) - FIRST][1]
        parts += (out[at : match.start()], put)
        length += match.start() - at + len(put)
        at = match.end()
        if len(put) != len(match.group()):
            jumps.append((match.start(), at, length))
    parts.append(out[at:])
    text, jump = "".join(parts), tuple(jumps)
    converted = Converted(text, jump)
    hidden = [m.start() for m in HIDDEN.finditer(source)]
    if hidden:
        characters = list(text)
        for n in hidden:
            characters[converted.offset_of(n)] = source[n]
        converted = Converted("".join(characters), jump)
    return converted


def _joined(lines: Sequence[str], converted: Sequence[Converted]) -> Converted:
    """The conversion of a text from those of its lines."""
    text = "\n".join(one.text for one in converted)
    if not any(one.jumps for one in converted):
        return Converted(text)
    jumps, start, here = [], 0, 0
    for line, one in zip(lines, converted, strict=True):
        jumps += [(a + start, b + start, c + here) for a, b, c in one.jumps]
        start, here = start + len(line) + 1, here + len(one.text) + 1
    return Converted(text, tuple(jumps))


def _replaced(text: str, forms: Mapping[str, str]) -> str:
    return _alternatives(tuple(forms)).sub(lambda m: forms[m.group()], text) if forms else text


@lru_cache(maxsize=8)
def _alternatives(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@lru_cache(maxsize=8)
def _opencc(config: str, phrases: tuple[str, ...]) -> Callable[[str], str]:
    """OpenCC with ``phrases`` in its dictionaries, as a function that never changes the length of a text."""
    settings = _absolute(json.loads((DICTIONARIES / f"{config}.json").read_text("utf-8")))
    if phrases:
        entries = {phrase: chr(FIRST + n) + FILLER * (len(phrase) - 1) for n, phrase in enumerate(phrases)}
        ours = {"type": "inline", "entries": entries}
        settings["segmentation"]["dict"]["dicts"].insert(0, ours)
        settings["conversion_chain"][0]["dict"]["dicts"][0]["dicts"].insert(0, ours)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.json"
        path.write_text(json.dumps(settings), "utf-8")
        convert = opencc.OpenCC(str(path)).convert

    def aligned(text: str) -> str:
        out: str = convert(text)
        if len(out) == len(text):
            return out
        return "".join(one if len(one := convert(c)) == 1 else c for c in text)

    return aligned


def _absolute(node: Any) -> Any:
    """The settings with the whole path of each dictionary, so that they can be read from another folder."""
    if isinstance(node, dict):
        return {key: str(DICTIONARIES / value) if key == "file" else _absolute(value) for key, value in node.items()}
    return [_absolute(child) for child in node] if isinstance(node, list) else node
