"""The parts of a block: the marks on its words, the items of a list, the cells of a table, and what is known of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .runs import Span

PICTURES = "pictures"  # the folder, beside the page of an article, of the pictures that it shows
MarkKind = Literal["strong", "em", "del", "mark", "code", "formula", "sup", "sub", "ruby", "link"]


@dataclass(frozen=True, slots=True)
class TextMark:
    """What the source marks in the text of a block: ``value`` is the address of a link, or the reading above a ruby's characters."""

    start: int
    end: int
    kind: MarkKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """A stretch of a list's text: an item, a term with its definition behind it, or what an item goes on with (``continued``).

    ``depth`` counts the lists around it from 1; ``number`` is that of an item of an ordered list.
    """

    start: int
    end: int
    depth: int = 1
    number: int | None = None
    role: Literal["item", "term", "definition", "continued"] = "item"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A stretch of a table's text, which may be empty: a cell at ``row`` and ``column`` (from 0) that spans ``rows`` and ``columns``."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class PublishedPicture:
    """A picture as the site shows it: its file, which is called by its digest, its size in pixels, the SHA-256 of the file, and that of
    the bytes that it was made from.
    """

    file: str
    width: int
    height: int
    digest: str
    original: str


@dataclass(frozen=True, slots=True)
class PictureReference:
    """What a source says of a picture: its address as written there, the text that stands for it, and the place of its element.

    ``published`` is the file that shows it, where its bytes are at hand.
    """

    address: str
    alt: str = ""
    at: Span | None = None
    published: PublishedPicture | None = None
