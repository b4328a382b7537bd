"""A page of HTML in pieces: what stays as it is byte for byte, the words that are read, and the slots that each script fills itself.

Nothing is parsed into a tree and written again. Words come as the *blocks* of the page: the text of a paragraph runs on through its
links and emphasis, and ends where the paragraph does.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from ...html import tags
from ...html.tags import Slot, Start, Value

TOKEN = re.compile(
    r"""(?P<text>[^<]*)
    (?:<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>
    |<!--.*?-->
    |<[!?][^>]*>
    |(?P<sign><(?![A-Za-z/!?]))
    |\Z)""",
    re.VERBOSE | re.DOTALL,
)
DATA = "application/ld+json"  # the type of a script whose words are read, though not by people
BREAK, THING = "\n", "\ufffc"  # a line break, and a thing in the line that is no word


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they are written in the page, and where they stand in the text of the sheet."""

    raw: str
    start: int
    end: int


Part = str | Words | Slot


@dataclass(frozen=True, slots=True)
class SegmentedPage:
    """A page in pieces. ``text`` has all its words, character references resolved: the blocks, each with a line break behind it."""

    parts: tuple[Part, ...]
    text: str
    blocks: tuple[WordBlock, ...]


@dataclass(frozen=True, slots=True)
class WordBlock:
    """A stretch of the text that reads as one. ``marks_stay`` where its quotation marks are what it is about."""

    start: int
    end: int
    marks_stay: bool


@dataclass(frozen=True, slots=True)
class WordStretch:
    """Words of a block: where they are written in the page, and as they are read. ``start`` is -1 where nothing is to be converted."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Flow:
    """The words of a block so far."""

    marks_stay: bool
    words: list[WordStretch] = field(default_factory=list)


class Scanner:
    """Takes the tokens of one page one by one. ``cuts`` are the words and slots with their places in the page; all else stays as it is."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.cuts: list[tuple[int, int, Words | Slot | None]] = []
        self.lines: list[str] = []
        self.blocks: list[WordBlock] = []
        self.length = 0
        self.flow = Flow(marks_stay=False)
        self.outer: list[Flow] = []  # the blocks in whose lines the present one stands without being a part of them
        self.open: list[Start] = []
        self.converts = True

    def scan(self) -> SegmentedPage:
        at = 0
        while at < len(self.page):
            match = TOKEN.match(self.page, at)
            if match is None:  # a tag without an end: nobody knows what follows
                end = self.page.find("<", at)
                self._text(self.page[at:end], at)
                break
            text, closes, name, sign = match.groups()
            if text:
                self._text(text, at)
            at, tag = match.end(), at + len(text)
            if name is not None:
                if closes:
                    self._end(name.lower(), tag)
                else:
                    at = self._start(name, self.page[tag:at], tag, at)
            elif sign:
                self._text(sign, tag)
        self._flush()
        while self.outer:
            self.flow = self.outer.pop()
            self._flush()
        return SegmentedPage(tuple(_parts(self.page, self.cuts)), "\n".join(self.lines), tuple(self.blocks))

    def _text(self, raw: str, at: int) -> None:
        if not self.converts:
            return
        if not raw.isascii() or "&" in raw:
            self._words(raw, at)
        elif self.flow.words or not raw.isspace():  # nothing to convert, but something that stands between words
            self.flow.words.append(WordStretch(-1, -1, raw))

    def _words(self, raw: str, at: int) -> None:
        self.flow.words.append(WordStretch(at, at + len(raw), html.unescape(raw) if "&" in raw else raw))

    def _start(self, name: str, raw: str, at: int, end: int) -> int:
        """Take the start tag ``raw`` from ``at`` to ``end``, and what follows where that is no HTML; returns the place behind."""
        tag = tags.read(name, raw, self.converts)
        name = tag.name
        if tag.is_ours:
            behind = _behind(self.page, end, name) if name == "script" else end
            self.cuts.append((at, behind, None))
            return behind
        if tag.is_break:
            self._flush()
        elif name == "br":
            self.flow.words.append(WordStretch(-1, -1, BREAK))
        elif name in tags.VOID or (self.converts and not tag.converts):
            self.flow.words.append(WordStretch(-1, -1, THING))
        for start, stop, piece in tag.cuts:
            self._piece(piece, at + start, at + stop)
        if name in tags.RAW:
            behind = _behind(self.page, end, name)
            if DATA in raw:
                self.cuts.append((end, behind, Slot("data", self.page[end:behind])))
            return behind
        if not tag.is_void or (name not in tags.VOID and not self._is_open("svg")):
            self._open(tag)
        return end

    def _open(self, tag: Start) -> None:
        self.open.append(tag)
        self.converts = tag.converts
        if tag.is_aside:
            self.outer.append(self.flow)
            self.flow = Flow(tag.marks_stay or self.flow.marks_stay)

    def _piece(self, piece: Slot | Value, start: int, end: int) -> None:
        """A part of a tag: a readable attribute is a line of its own, an address is a slot."""
        if isinstance(piece, Slot):
            self.cuts.append((start, end, piece))
            return
        outer, self.flow = self.flow, Flow(marks_stay=False)
        self._words(piece.raw, start)
        self._flush()
        self.flow = outer

    def _end(self, name: str, at: int) -> None:
        """Take the end tag at ``at``. What was left open inside of its element ends with it; one that ends nothing is passed over."""
        if name == "head":
            self.cuts.append((at, at, Slot("head")))
        if name not in tags.WITHIN:
            self._flush()
        if not self._is_open(name):
            return
        last = None
        while last is None or last.name != name:
            last = self.open.pop()
            if last.is_aside:
                self._flush()
                self.flow = self.outer.pop()
        self.converts = self.open[-1].converts if self.open else True

    def _is_open(self, name: str) -> bool:
        return any(tag.name == name for tag in reversed(self.open))

    def _flush(self) -> None:
        """End the block: its words get their places in the text."""
        words = self.flow.words
        while words and words[-1].start < 0:
            words.pop()
        if not words:
            return
        begin = at = self.length
        for word in words:
            if word.start >= 0:
                place = Words(self.page[word.start : word.end], at, at + len(word.text))
                self.cuts.append((word.start, word.end, place))
            at += len(word.text)
        self.blocks.append(WordBlock(begin, at, self.flow.marks_stay))
        self.lines.append("".join(word.text for word in words))
        self.length = at + 1
        words.clear()


def segment(page: str) -> SegmentedPage:
    """The page in pieces. Put together unchanged, they are the page again, but for what an earlier run has added to its head."""
    return Scanner(page).scan()


def _behind(page: str, at: int, name: str) -> int:
    """The place behind the end tag of an element that holds no HTML."""
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(page, at)
    return end.end() if end else len(page)


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
