"""A page of HTML in pieces: what stays as it is byte for byte, the words that are read, and the slots that each script fills itself.

The page is not parsed into a tree and written again. Words come as the *blocks* of the page: the text of a paragraph runs on through
its links and emphasis, and ends where the paragraph does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from ...html.character_references import resolve_references
from ...html.elements import VOID
from ...html.tokens import tokens
from .start_tags import RUNS_ON, ReadableValue, Slot, StartTag, read_start_tag

AROUND_BRACKETS = re.compile(r"<|[^<]+")  # a bare `<` is text, but would be escaped if it were one of the words


class Words(NamedTuple):
    """Words as they are written in the page, and where they stand in the text of the segmented page."""

    raw: str
    start: int
    end: int


Part = str | Words | Slot


@dataclass(frozen=True, slots=True)
class WordBlock:
    """A stretch of the text that reads as one. ``marks_stay`` where its quotation marks are what it is about."""

    start: int
    end: int
    marks_stay: bool


@dataclass(frozen=True, slots=True)
class SegmentedPage:
    """A page in pieces. ``text`` has all its words, character references resolved: the blocks, each with a line break behind it."""

    parts: tuple[Part, ...]
    text: str
    blocks: tuple[WordBlock, ...]


class WordStretch(NamedTuple):
    """Words of a block: where they are written in the page, and as they are read. ``start`` is -1 where nothing is to be converted."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _OpenBlock:
    """The words of a block that has not ended yet."""

    marks_stay: bool
    stretches: list[WordStretch] = field(default_factory=list)


def segment(page: str) -> SegmentedPage:
    """The page in pieces. Put together unchanged, they are the page again, but for what an earlier run has added to its head."""
    return _Segmenter(page).segmented()


class _Segmenter:
    """Goes through the tokens of one page. ``cuts`` are the words and slots with their places in the page; all else stays as it is."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.cuts: list[tuple[int, int, Words | Slot | None]] = []
        self.lines: list[str] = []
        self.blocks: list[WordBlock] = []
        self.length = 0
        self.block = _OpenBlock(marks_stay=False)
        self.outer: list[_OpenBlock] = []  # the blocks in whose lines the present one stands without being a part of them
        self.open: list[StartTag] = []
        self.converts = True

    def segmented(self) -> SegmentedPage:
        for kind, start, end, name in tokens(self.page, scripting=False):
            if kind == "text":
                if self.converts and name != "textarea":  # its text is a value
                    self._text(self.page[start:end], start, end)
            elif kind == "start_tag":
                self._start_tag(name, start, end)
            elif kind == "end_tag":
                self._end_tag(name, start, end)
            elif kind == "raw_text":
                self._raw_text(start, end)
        self._end_block()
        while self.outer:
            self.block = self.outer.pop()
            self._end_block()
        return SegmentedPage(tuple(_parts(self.page, self.cuts)), "\n".join(self.lines), tuple(self.blocks))

    def _text(self, raw: str, start: int, end: int) -> None:
        if "<" in raw and raw != "<":
            for match in AROUND_BRACKETS.finditer(raw):
                self._text(match[0], start + match.start(), start + match.end())
        elif not raw.isascii() or "&" in raw:
            self.block.stretches.append(WordStretch(start, end, resolve_references(raw)))
        elif self.block.stretches or not raw.isspace():  # nothing to convert, but something that stands between words
            self.block.stretches.append(WordStretch(-1, -1, raw))

    def _start_tag(self, name: str, start: int, end: int) -> None:
        tag = read_start_tag(name, self.page[start:end], self.converts)
        if tag.ends_block and self.block.stretches:
            self._end_block()
        elif tag.placeholder:
            self.block.stretches.append(WordStretch(-1, -1, tag.placeholder))
        for cut_start, cut_end, piece in tag.cuts:
            self._cut(piece, start + cut_start, start + cut_end)
        if not tag.is_void or (name not in VOID and not self._is_open("svg")):
            self.open.append(tag)
            self.converts = tag.converts
            if tag.is_aside:
                self.outer.append(self.block)
                self.block = _OpenBlock(tag.marks_stay or self.block.marks_stay)

    def _cut(self, piece: Slot | ReadableValue | None, start: int, end: int) -> None:
        """Take a part of a tag: a readable attribute is a line of its own, an address is a slot."""
        if not isinstance(piece, ReadableValue):
            self.cuts.append((start, end, piece))
            return
        outer, self.block = self.block, _OpenBlock(marks_stay=False)
        self.block.stretches.append(WordStretch(start, end, resolve_references(piece.raw)))
        self._end_block()
        self.block = outer

    def _raw_text(self, start: int, end: int) -> None:
        element = self.open[-1] if self.open else None
        if element is not None and element.is_ours:
            self.cuts.append((start, end, None))
        elif element is not None and element.is_linked_data:
            self.cuts.append((start, end, Slot("data", self.page[start:end])))

    def _end_tag(self, name: str, start: int, end: int) -> None:
        """Close the element and what was left open inside of it. An end tag that closes nothing is passed over."""
        if name == "head":
            self.cuts.append((start, start, Slot("head")))
        if name not in RUNS_ON and self.block.stretches:
            self._end_block()
        if not self._is_open(name):
            return
        last = None
        while last is None or last.name != name:
            last = self.open.pop()
            if last.is_aside:
                self._end_block()
                self.block = self.outer.pop()
        if last.is_ours:
            self.cuts.append((start, end, None))
        self.converts = self.open[-1].converts if self.open else True

    def _is_open(self, name: str) -> bool:
        if self.open and self.open[-1].name == name:  # nearly always
            return True
        return any(element.name == name for element in reversed(self.open))

    def _end_block(self) -> None:
        """End the block: its words get their places in the text."""
        stretches = self.block.stretches
        while stretches and stretches[-1].start < 0:
            stretches.pop()
        if not stretches:
            return
        begin = at = self.length
        for stretch in stretches:
            end = at + len(stretch.text)
            if stretch.start >= 0:
                self.cuts.append((stretch.start, stretch.end, Words(self.page[stretch.start : stretch.end], at, end)))
            at = end
        self.blocks.append(WordBlock(begin, at, self.block.marks_stay))
        self.lines.append("".join(stretch.text for stretch in stretches))
        self.length = at + 1
        stretches.clear()


def _parts(page: str, cuts: list[tuple[int, int, Words | Slot | None]]) -> Iterator[Part]:
    """The page cut at ``cuts``, which come as their blocks end. What stays as it is goes into as few strings as can be."""
    at = 0
    for start, end, piece in sorted(cuts, key=itemgetter(0)):
        if start > at:
            yield page[at:start]
        if piece is not None:
            yield piece
        at = end
    if at < len(page):
        yield page[at:]
