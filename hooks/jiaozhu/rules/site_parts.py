"""What a page has of its site: the lines around and in its article that the site's template knows, and the facts that they state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..core.runs import Span

PartRole = Literal["frame", "doubtful", "box", "phrase", "stated"]


@dataclass(frozen=True, slots=True, order=True)
class SitePart:
    """A stretch of a source that may belong to its site.

    It is of the frame around the article, or stands only on this page amid the frame (``doubtful``), or is of a box inside the article;
    or it is a sentence that all articles have, which may be their own (``phrase``). What is ``stated`` is of the site by the editor's word.
    """

    span: Span
    role: PartRole


@dataclass(frozen=True, slots=True)
class SiteParts:
    """The parts of one page in order; the place of its title line; and what the lines of its site say of the article.

    ``common`` are the names on the page that nearly all pages of its site have: they are the site's, and nobody's who wrote one article.
    All offsets are in the raw text.
    """

    parts: tuple[SitePart, ...] = ()
    title: Span | None = None
    date: str = ""
    author: str = ""
    outlet: str = ""
    common: frozenset[str] = frozenset()
