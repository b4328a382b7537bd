"""An article as pages know it: an edition with its title and its measures, and the link by which other pages name it.

A page may hold the `Article` that it is about. Of any other article it holds the `ArticleLink` and words, so that it can be kept while
that article changes elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from .model import Block, Datum, Edition
from .normalize import caseless_letters

SUMMARY = 110  # characters of the beginning that stand for the whole


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """What is needed to name an article elsewhere. ``latest`` is the latest day or month that its text tells of, where it has no date."""

    id: str
    title: str
    date: Datum | None = None
    latest: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its edition, its title (or a stand-in where it has none), and what was counted in it.

    ``length`` is in 字; ``supplied`` is the number of characters that other copies supplied; ``copies`` is the number of copies that were
    collated. ``latest`` is the latest day or month that the text tells of, where the article has no date.
    """

    edition: Edition
    title: str
    length: int
    supplied: int = 0
    copies: int = 1
    latest: str = ""

    @property
    def id(self) -> str:
        return self.edition.source.id

    @property
    def link(self) -> ArticleLink:
        return ArticleLink(self.id, self.title, self.date, self.latest)

    @property
    def has_title(self) -> bool:
        return self.edition.heading.title is not None

    @property
    def title_in_source(self) -> str | None:
        """The title as the source has it, where the page shows another, that of the editor."""
        title = next((block.text for block in self.edition.blocks if block.kind == "title"), None)
        return None if title is None or caseless_letters(title) == caseless_letters(self.title) else title

    @property
    def title_is_editors(self) -> bool:
        """True where the title on the page is the editor's, and not the one that the source has."""
        title = self.edition.heading.title
        untitled = not any(block.kind == "title" for block in self.edition.blocks)
        return title is not None and title.rule is None and (untitled or self.title_in_source is not None)

    @property
    def date(self) -> Datum | None:
        return self.edition.heading.date

    @property
    def names(self) -> tuple[Datum, ...]:
        """Outlet and author, each once."""
        data = (self.edition.heading.outlet, self.edition.heading.author)
        return tuple({datum.value: datum for datum in data if datum}.values())

    @property
    def body(self) -> tuple[Block, ...]:
        return tuple(block for block in self.edition.blocks if block.kind != "title")

    @property
    def headings(self) -> tuple[Block, ...]:
        return tuple(block for block in self.edition.blocks if block.kind == "heading")

    @property
    def excerpt(self) -> str:
        """The first paragraph."""
        return next((block.text for block in self.edition.blocks if block.kind == "paragraph"), "")

    @property
    def summary(self) -> str:
        """The beginning of the text, for places with little room."""
        return self.excerpt[:SUMMARY]

    @property
    def collated(self) -> str:
        """The number of copies in words, for readers."""
        return "两本合校" if self.copies == 2 else f"{self.copies} 本合校"
