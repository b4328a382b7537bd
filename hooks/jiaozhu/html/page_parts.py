"""The parts of a web page, each with its place: its text in pieces, its elements, and what stands around a stretch of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, TypeVar

from ..core.reading import Span
from .tokens import Token

PieceKind = Literal["text", "blank", "pre", "plain", "markup", "border", "unseen", "words"]

INNERMOST = 8  # landmarks that are given for a span
MOST_AROUND = 64  # marks of any kind that are given for a span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch ``[start, end)`` of a page: text as it flows, preformatted text, plain text in which nothing stands for anything else,
    markup, or text that nobody sees.

    A ``border`` is markup that separates two lines. Of the kind ``words`` is an element for which ``words`` are read; ``name`` is its own.
    """

    kind: PieceKind
    start: int
    end: int
    name: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """An element that an article may keep: its name (for what is only styled so, that of the element that means it), the place of its
    content, or of its tag where it has none, and what its attributes tell.
    """

    name: str
    span: Span
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Landmark:
    """An element that says what its content is: its name, and the place of the content in the page."""

    name: str
    span: Span


class TreeElement(NamedTuple):
    """A visible element in the tree: its start tag, the place of its content, and the number of the element around it; -1 for none."""

    name: str
    tag: Token
    content: Span
    parent: int


@dataclass(frozen=True, slots=True)
class PageStructure:
    """The pieces of a page, which together are all of it, and its landmarks in the order of their starts, the outer before the inner.

    ``elements`` are those that an article may keep, in the same order. ``containers`` are the contents of its elements that begin a
    line, the inner before the outer. ``tags`` is the number of start tags, ``depth`` that of the elements in each other. ``tree`` are all
    elements of a web page that have content and can be seen, in the order of their start tags.
    """

    pieces: tuple[Piece, ...]
    landmarks: tuple[Landmark, ...]
    elements: tuple[Element, ...]
    containers: tuple[Span, ...]
    tags: int
    depth: int
    tree: tuple[TreeElement, ...] = ()


class Placed(Protocol):
    """Whatever has a place in the page."""

    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=Placed)


def enclosing_landmarks(landmarks: Sequence[Landmark], spans: Iterable[Span]) -> Iterator[tuple[Landmark, ...]]:
    """For each of ``spans``, which are in order, the landmarks that hold it, the outermost first; if there are many, the innermost."""
    return (around[-INNERMOST:] for around in enclosing(landmarks, spans))


def enclosing(marks: Sequence[P], spans: Iterable[Span]) -> Iterator[tuple[P, ...]]:
    """For each of ``spans``, which are in order, the ``marks`` that hold it, the outermost first; if there are very many, the innermost.

    The marks are in the order of their starts, the outer before the inner.
    """
    open_: list[P] = []
    n = 0
    for span in spans:
        while n < len(marks) and marks[n].span.start <= span.start:
            while open_ and open_[-1].span.end < marks[n].span.end:
                open_.pop()
            open_.append(marks[n])
            n += 1
        while open_ and open_[-1].span.end < span.end:
            open_.pop()
        yield tuple(open_[-MOST_AROUND:])
