"""Shelves: lists of articles that are divided where they are too long for one page.

A shelf with more than `ON_PAGE` articles is divided by year, a year by month, and what is still too long, into numbered pages. Its own
page then shows its newest articles and leads to its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ...core.article import Article
from ...corpus.catalogue import UNDATED, ArticleGroup, year_of

Division = Literal["year", "month", "number"]
NEXT: dict[Division, Division] = {"year": "month", "month": "number", "number": "number"}
ON_PAGE = 100  # articles on one page, about 100 kB
NEWEST = 30  # articles on the page of a shelf that is divided
YEAR, MONTH = len("2020"), len("2020-05")
NO_MONTH = "other"  # the segment of the address of articles of which only the year is known


@dataclass(frozen=True, slots=True)
class ShelfLink:
    """A shelf as other pages name it: the path of its page, its name, how many articles it has, and its place if it shares its page."""

    path: str
    name: str
    count: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles, the newest first. ``path`` is that of their page, ``title`` its heading, ``name`` what it is called where it is a part.

    ``trail`` are the shelves above, ``division`` says by what it is divided if it is too long.
    """

    path: str
    title: str
    name: str
    articles: tuple[Article, ...]
    division: Division
    trail: tuple[ShelfLink, ...] = ()

    @property
    def link(self) -> ShelfLink:
        return ShelfLink(self.path, self.name, len(self.articles))

    @property
    def is_divided(self) -> bool:
        return len(self.articles) > ON_PAGE


@dataclass(frozen=True, slots=True)
class Section:
    """Articles of a page under one heading: a year or a month, with its anchor; both are empty where there is nothing to tell apart."""

    anchor: str
    name: str
    articles: tuple[Article, ...]


def shelf_of(folder: str, group: ArticleGroup, articles: Sequence[Article]) -> Shelf:
    """The shelf of a year, an author or an outlet."""
    if folder != "years":
        return Shelf(f"{folder}/{group.key}", group.name, group.name, tuple(articles), "year")
    return Shelf(f"{folder}/{group.key}", group.name, group.name, tuple(articles), "number" if group.key == UNDATED else "month")


def parts(shelf: Shelf) -> tuple[Shelf, ...]:
    """The parts of a shelf that have pages of their own; those of a numbered list begin with its second page."""
    if not shelf.is_divided:
        return ()
    trail = (*shelf.trail, shelf.link)
    if shelf.division == "number":
        return tuple(
            Shelf(f"{shelf.path}/page-{n}", f"{shelf.title}，第 {n} 页", f"第 {n} 页", some, "number", trail)
            for n, some in enumerate(_chunks(shelf.articles), 1)
            if n > 1
        )
    return tuple(
        Shelf(f"{shelf.path}/{section.anchor}", _joined(shelf, section.name), section.name, section.articles, _next(shelf, section), trail)
        for section in _divided(shelf)
    )


def sections(shelf: Shelf) -> tuple[Section, ...]:
    """What the page of a shelf shows: all its articles, or the newest."""
    if not shelf.is_divided:
        return tuple(_divided(shelf)) if shelf.division != "number" else (Section("", "", shelf.articles),)
    most = ON_PAGE if shelf.division == "number" else NEWEST
    return (Section("", "", shelf.articles[:most]),)


def part_links(shelf: Shelf) -> tuple[ShelfLink, ...]:
    """The parts of a shelf, on pages of their own or on its page."""
    if shelf.is_divided:
        return tuple(part.link for part in parts(shelf))
    return tuple(ShelfLink(shelf.path, s.name, len(s.articles), s.anchor) for s in sections(shelf) if s.anchor)


def in_year(folder: str, group: ArticleGroup, year: str, name: str, count: int) -> ShelfLink:
    """The articles of an author or an outlet in one year."""
    if len(group.articles) > ON_PAGE:
        return ShelfLink(f"{folder}/{group.key}/{year}", name, count)
    return ShelfLink(f"{folder}/{group.key}", name, count, year)


def _divided(shelf: Shelf) -> Iterator[Section]:
    groups: dict[str, list[Article]] = {}
    for article in shelf.articles:
        groups.setdefault(year_of(article) if shelf.division == "year" else _month(article), []).append(article)
    for key, some in groups.items():
        yield Section(key, _name(key, shelf.division), tuple(some))


def _month(article: Article) -> str:
    date = article.date.value if article.date else ""
    return date[YEAR + 1 : MONTH] or NO_MONTH


def _name(key: str, division: Division) -> str:
    if division == "year":
        return "未署日期" if key == UNDATED else f"{key}年"
    return "未署月份" if key == NO_MONTH else f"{int(key)}月"


def _joined(shelf: Shelf, name: str) -> str:
    return f"{shelf.title}{name}" if shelf.division == "month" else f"{shelf.title} · {name}"


def _next(shelf: Shelf, section: Section) -> Division:
    return "number" if section.anchor in (UNDATED, NO_MONTH) else NEXT[shelf.division]


def _chunks(articles: tuple[Article, ...]) -> Iterator[tuple[Article, ...]]:
    return (articles[n : n + ON_PAGE] for n in range(0, len(articles), ON_PAGE))
