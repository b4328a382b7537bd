"""What a browser would make of a web page: which stretches are text to be read, and what they are marked as.

A browser builds a tree; here a stack of the open elements is enough. An element ends with its end tag, with that of an
element around it, or where the standard lets the next one end it (`<li>`, `<p>`, a cell of a table).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import regex

from ..core.reading import Span
from .elements import BLOCKS, ENDED, ENDS_FOREIGN, FOREIGN, MARKED, UNSEEN, VOID, WHOLE
from .tokens import Token, attributes, tokens

PieceKind = Literal["text", "pre", "markup", "border", "unseen"]

INNERMOST = 8  # landmarks around a stretch that are told
MAYBE_HIDDEN = regex.compile(r"hidden|display", regex.IGNORECASE)
NOT_DISPLAYED = regex.compile(r"(?:^|;)\s*display\s*:\s*none\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch ``[start, end)`` of a page: text as it flows, preformatted text, markup, or text that nobody sees.

    A ``border`` is markup that parts two lines.
    """

    kind: PieceKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Landmark:
    """An element that says what its content is: its name, and the content's place in the page."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class PageStructure:
    """The pieces of a page, which are the whole of it, and its landmarks by their beginnings, the outer before the inner."""

    pieces: tuple[Piece, ...]
    landmarks: tuple[Landmark, ...]
    tags: int
    depth: int


@dataclass(slots=True)
class _Open:
    name: str
    start: int
    unseen: bool


@dataclass(slots=True)
class _Walk:
    """What is known while the tokens of a page are gone through."""

    raw: str
    pieces: list[Piece] = field(default_factory=list)
    landmarks: list[Landmark] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    unseen: int = 0  # open elements that nobody sees
    tags: int = 0
    depth: int = 0
    titled: bool = False

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._add("unseen" if self.unseen else "pre" if self.names["pre"] else "text", token)
            return
        seen = token.kind != "code"
        if token.kind == "open":
            self._open(token)
            self.tags += 1
        elif token.kind == "close" and self.names[token.name]:
            seen = not self._close(token)
        self._add("border" if seen and not self.unseen and token.name in BLOCKS else "markup", token)

    def page(self) -> PageStructure:
        while self.stack:
            self._pop(len(self.raw))
        self.landmarks.sort(key=lambda landmark: (landmark.span.start, -landmark.span.end))
        return PageStructure(tuple(self.pieces), tuple(self.landmarks), self.tags, self.depth)

    def _open(self, tag: Token) -> None:
        while tag.name in ENDS_FOREIGN and any(self.names[name] for name in FOREIGN) and not self.names["foreignobject"]:
            self._pop(tag.start)
        ends = ENDED.get(tag.name, ())
        while self.stack and self.stack[-1].name in ends:
            self._pop(tag.start)
        if tag.name in VOID or (tag.name in FOREIGN and self.raw[tag.end - 2] == "/"):
            return
        unseen = tag.name in UNSEEN or (tag.name == "title" and self.titled) or _is_hidden(self.raw, tag)
        self.titled = self.titled or (tag.name == "title" and not self.unseen)
        self.stack.append(_Open(tag.name, tag.end, unseen))
        self.names[tag.name] += 1
        self.unseen += unseen
        self.depth = max(self.depth, len(self.stack))

    def _close(self, tag: Token) -> bool:
        """Close the innermost element of that name; True for one that nobody sees."""
        while (last := self._pop(tag.start)).name != tag.name:
            pass
        return last.unseen

    def _pop(self, end: int) -> _Open:
        last = self.stack.pop()
        self.names[last.name] -= 1
        if last.name in MARKED and not self.unseen:
            self.landmarks.append(Landmark(last.name, Span(last.start, end)))
        self.unseen -= last.unseen
        return last

    def _add(self, kind: PieceKind, token: Token) -> None:
        """Add a piece; neighbours of one kind are one, and a border takes in the markup around it."""
        last = self.pieces[-1] if self.pieces else None
        if last is not None and (last.kind == kind or {last.kind, kind} == {"markup", "border"}):
            both: PieceKind = kind if last.kind == kind else "border"
            self.pieces[-1] = Piece(both, last.start, token.end)
        else:
            self.pieces.append(Piece(kind, token.start, token.end))


@lru_cache(maxsize=4)
def read_structure(raw: str) -> PageStructure:
    """A web page, read."""
    walk = _Walk(raw)
    for token in tokens(raw):
        walk.take(token)
    return walk.page()


def enclosing_landmarks(landmarks: tuple[Landmark, ...], spans: Iterable[Span]) -> Iterator[tuple[Landmark, ...]]:
    """For each of ``spans``, which come in order, the landmarks that hold it, the outermost first; of many the innermost."""
    open_: list[Landmark] = []
    n = 0
    for span in spans:
        while n < len(landmarks) and landmarks[n].span.start <= span.start:
            while open_ and open_[-1].span.end < landmarks[n].span.end:
                open_.pop()
            open_.append(landmarks[n])
            n += 1
        while open_ and open_[-1].span.end < span.end:
            open_.pop()
        yield tuple(open_[-INNERMOST:])


def _is_hidden(raw: str, tag: Token) -> bool:
    """True for an element that the page itself hides, but for one that holds all of it."""
    if tag.name in WHOLE or not MAYBE_HIDDEN.search(raw, tag.start, tag.end):
        return False
    said = attributes(raw, tag)
    return not said.get("hidden", "until").lower().startswith("until") or bool(NOT_DISPLAYED.search(said.get("style", "")))
