"""What a browser would show of a web page: which stretches are text that is read, and which elements stand around it.

A browser builds a tree; here a stack of the open elements is enough. An element ends with its end tag, with the end tag of an
element around it, or where the standard lets the next element end it (`<li>`, `<p>`, a cell of a table).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import regex

from ..core.reading import Span
from .elements import BLOCK, FOREIGN, FOREIGN_BREAKOUT, IMPLIED_END, LANDMARKS, LINE_BREAKING, PAGE_CONTAINERS, UNSEEN, VOID
from .tokens import Token, attribute_values, tokens

PieceKind = Literal["text", "pre", "markup", "border", "unseen"]

INNERMOST = 8  # landmarks that are given for a span
MAYBE_HIDDEN = regex.compile(r"hidden|display", regex.IGNORECASE)
NOT_DISPLAYED = regex.compile(r"(?:^|;)\s*display\s*:\s*none\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch ``[start, end)`` of a page: text as it flows, preformatted text, markup, or text that nobody sees.

    A ``border`` is markup that separates two lines.
    """

    kind: PieceKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Landmark:
    """An element that says what its content is: its name, and the place of the content in the page."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class PageStructure:
    """The pieces of a page, which together are all of it, and its landmarks in the order of their starts, the outer before the inner.

    ``containers`` are the contents of its elements that begin a line, the inner before the outer. ``tags`` is the number of start tags,
    ``depth`` that of the elements in each other.
    """

    pieces: tuple[Piece, ...]
    landmarks: tuple[Landmark, ...]
    containers: tuple[Span, ...]
    tags: int
    depth: int


@lru_cache(maxsize=4)
def read_structure(page: str) -> PageStructure:
    """The structure of a web page. Cached, because each step of the cleaning needs it."""
    reader = _StructureReader(page)
    for token in tokens(page):
        reader.take(token)
    return reader.structure()


def enclosing_landmarks(landmarks: tuple[Landmark, ...], spans: Iterable[Span]) -> Iterator[tuple[Landmark, ...]]:
    """For each of ``spans``, which are in order, the landmarks that hold it, the outermost first; if there are many, the innermost."""
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


@dataclass(slots=True)
class _OpenElement:
    name: str
    start: int
    is_unseen: bool


@dataclass(slots=True)
class _StructureReader:
    """The state of reading a page token by token."""

    page: str
    pieces: list[Piece] = field(default_factory=list)
    landmarks: list[Landmark] = field(default_factory=list)
    containers: list[Span] = field(default_factory=list)
    stack: list[_OpenElement] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)  # of the open elements
    unseen: int = 0  # open elements that nobody sees
    tags: int = 0
    depth: int = 0
    has_title: bool = False

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._add("unseen" if self.unseen else "pre" if self.names["pre"] else "text", token)
            return
        is_seen = token.kind != "raw_text"
        if token.kind == "start_tag":
            self._open(token)
            self.tags += 1
        elif token.kind == "end_tag" and self.names[token.name]:
            is_seen = not self._close(token).is_unseen
        self._add("border" if is_seen and not self.unseen and token.name in LINE_BREAKING else "markup", token)

    def structure(self) -> PageStructure:
        while self.stack:
            self._pop(len(self.page))
        self.landmarks.sort(key=lambda landmark: (landmark.span.start, -landmark.span.end))
        return PageStructure(tuple(self.pieces), tuple(self.landmarks), tuple(self.containers), self.tags, self.depth)

    def _open(self, tag: Token) -> None:
        while tag.name in FOREIGN_BREAKOUT and any(self.names[name] for name in FOREIGN) and not self.names["foreignobject"]:
            self._pop(tag.start)
        closed = IMPLIED_END.get(tag.name, ())
        while self.stack and self.stack[-1].name in closed:
            self._pop(tag.start)
        if tag.name in VOID or (tag.name in FOREIGN and self.page[tag.end - 2] == "/"):
            return
        is_unseen = tag.name in UNSEEN or (tag.name == "title" and self.has_title) or _is_hidden(self.page, tag)
        self.has_title = self.has_title or (tag.name == "title" and not self.unseen)
        self.stack.append(_OpenElement(tag.name, tag.end, is_unseen))
        self.names[tag.name] += 1
        self.unseen += is_unseen
        self.depth = max(self.depth, len(self.stack))

    def _close(self, tag: Token) -> _OpenElement:
        """Close the innermost element of that name, and all that is open in it."""
        while (element := self._pop(tag.start)).name != tag.name:
            pass
        return element

    def _pop(self, end: int) -> _OpenElement:
        element = self.stack.pop()
        self.names[element.name] -= 1
        if element.name in LANDMARKS and not self.unseen:
            self.landmarks.append(Landmark(element.name, Span(element.start, end)))
        if element.name in BLOCK and not self.unseen:
            self.containers.append(Span(element.start, end))
        self.unseen -= element.is_unseen
        return element

    def _add(self, kind: PieceKind, token: Token) -> None:
        """Add a piece. Neighbours of one kind are one piece, and a border takes in the markup around it."""
        last = self.pieces[-1] if self.pieces else None
        if last is not None and (last.kind == kind or {last.kind, kind} == {"markup", "border"}):
            merged: PieceKind = kind if last.kind == kind else "border"
            self.pieces[-1] = Piece(merged, last.start, token.end)
        else:
            self.pieces.append(Piece(kind, token.start, token.end))


def _is_hidden(page: str, tag: Token) -> bool:
    """True for an element that the page itself hides, unless it holds the whole article."""
    if tag.name in PAGE_CONTAINERS or not MAYBE_HIDDEN.search(page, tag.start, tag.end):
        return False
    values = attribute_values(page, tag)
    return not values.get("hidden", "until").lower().startswith("until") or bool(NOT_DISPLAYED.search(values.get("style", "")))
