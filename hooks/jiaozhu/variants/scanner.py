"""A page of HTML in pieces: what stays as it is byte for byte, the words that are read, and the slots that each script fills itself.

Nothing is parsed into a tree and written again. Words come as the *blocks* of the page: the text of a paragraph runs on through its
links and emphasis, and ends where the paragraph does.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import tags
from .tags import Slot, Start, Value

TOKEN = re.compile(
    r"""(?P<text>[^<]+)
    |(?P<verbatim><!--.*?-->|<[!?][^>]*>)
    |<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)(?:[^<>"']|"[^"]*"|'[^']*')*>
    |(?P<sign><(?![A-Za-z/!?]))""",
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
class Sheet:
    """A page in pieces. ``text`` has all its words, character references resolved: the blocks, each with a line break behind it."""

    parts: tuple[Part, ...]
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that reads as one. ``marks_stay`` where its quotation marks are what it is about."""

    start: int
    end: int
    marks_stay: bool


@dataclass(slots=True)
class Flow:
    """The words of a block so far: each with its place among the parts (-1: none)."""

    marks_stay: bool
    words: list[tuple[int, str]] = field(default_factory=list)


class Scanner:
    """Takes the tokens of one page one by one. ``sheet`` is what they make."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.lines: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.flows = [Flow(marks_stay=False)]  # the block, and what stands in its lines without being a part of it
        self.open: list[Start] = []
        self.count: Counter[str] = Counter()

    def scan(self, page: str) -> Sheet:
        at = 0
        while at < len(page):
            match = TOKEN.match(page, at)
            if match is None:  # a tag without an end: nobody knows what follows
                self.parts.append(page[at:])
                break
            at = match.end()
            if match["name"] is None:
                self._text(match.group()) if match["text"] or match["sign"] else self.parts.append(match.group())
            elif match["close"]:
                self._end(match["name"].lower(), match.group())
            else:
                at = self._start(match["name"], match.group(), page, at)
        while self.flows:
            self._flush()
            self.flows.pop()
        return Sheet(tuple(_merged(self.parts)), "\n".join(self.lines), tuple(self.blocks))

    @property
    def converts(self) -> bool:
        return self.open[-1].converts if self.open else True

    def _text(self, raw: str) -> None:
        if self.converts and (not raw.isascii() or "&" in raw):
            self._words(raw)
            return
        self.parts.append(raw)
        if self.converts and (self.flows[-1].words or not raw.isspace()):  # nothing to convert, but something that stands between words
            self.flows[-1].words.append((-1, raw))

    def _words(self, raw: str) -> None:
        self.flows[-1].words.append((len(self.parts), html.unescape(raw) if "&" in raw else raw))
        self.parts.append(raw)

    def _start(self, name: str, raw: str, page: str, at: int) -> int:
        """Take a start tag, and what follows where that is no HTML; returns the place behind."""
        inside = self.converts
        tag = tags.read(name, raw, inside)
        name = tag.name
        if tag.is_ours:
            return _behind(page, at, name) if name == "script" else at
        if not tag.is_inline:
            self._flush()
        elif name == "br":
            self.flows[-1].words.append((-1, BREAK))
        elif name in tags.VOID or (inside and not tag.converts):
            self.flows[-1].words.append((-1, THING))
        self._pieces(tag)
        if name in tags.RAW:
            end = _behind(page, at, name)
            self.parts.append(Slot("data", page[at:end]) if DATA in raw else page[at:end])
            return end
        if name not in tags.VOID and not (tag.is_void and self.count["svg"]):
            self.open.append(tag)
            self.count[name] += 1
            if tag.is_aside:
                self.flows.append(Flow(tag.marks_stay or self.flows[-1].marks_stay))
        return at

    def _pieces(self, tag: Start) -> None:
        """The tag itself: its readable attributes are lines of their own, its addresses are slots."""
        for piece in tag.pieces:
            if isinstance(piece, Value):
                self.flows.append(Flow(marks_stay=False))
                self._words(piece.raw)
                self._flush()
                self.flows.pop()
            else:
                self.parts.append(piece)

    def _end(self, name: str, raw: str) -> None:
        if name not in tags.INLINE and name not in tags.ASIDE:
            self._flush()
        if self.count[name]:
            while True:
                last = self.open.pop()
                self.count[last.name] -= 1
                if last.is_aside:
                    self._flush()
                    self.flows.pop()
                if last.name == name:
                    break
        if name == "head":
            self.parts.append(Slot("head"))
        self.parts.append(raw)

    def _flush(self) -> None:
        """End the block: its words get their places in the text."""
        flow = self.flows[-1]
        while flow.words and flow.words[-1][0] < 0:
            flow.words.pop()
        if not flow.words:
            return
        start = at = self.length
        for part, text in flow.words:
            if part >= 0:
                raw = self.parts[part]
                assert isinstance(raw, str)
                self.parts[part] = Words(raw, at, at + len(text))
            at += len(text)
        self.blocks.append(Block(start, at, flow.marks_stay))
        self.lines.append("".join(text for _, text in flow.words))
        self.length = at + 1
        flow.words.clear()


def scan(page: str) -> Sheet:
    """The page in pieces. Put together unchanged, they are the page again, but for what an earlier run has added to its head."""
    return Scanner().scan(page)


def _behind(page: str, at: int, name: str) -> int:
    """The place behind the end tag of an element that holds no HTML."""
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(page, at)
    return end.end() if end else len(page)


def _merged(parts: list[Part]) -> Iterator[Part]:
    """The parts, with what stays as it is in as few strings as can be."""
    kept: list[str] = []
    for part in parts:
        if isinstance(part, str):
            kept.append(part)
            continue
        if kept:
            yield "".join(kept)
            kept = []
        yield part
    if kept:
        yield "".join(kept)
