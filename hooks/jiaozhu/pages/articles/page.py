"""The index of articles: all of them in the order of time, or of a library the newest, with the ways to the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...corpus.index import Index
from ..listing import ArticleListing, listing
from ..lists.facets import Facet, facets
from ..lists.page import href
from ..lists.shelves import NEWEST
from ..render import File, page


@dataclass(frozen=True, slots=True)
class ArticlesInput:
    """``count`` articles with ``total`` 字 in all; ``books`` is true where there is a book of all of them.

    ``facets`` are those of a library, of which ``articles`` are the newest; of a few articles they are all, and there are no facets.
    """

    articles: tuple[ArticleListing, ...]
    count: int
    total: int
    books: bool
    facets: tuple[Facet, ...]


def inputs(index: Index) -> Iterator[ArticlesInput]:
    catalogue, articles = index.catalogue, index.by_id
    shown = [articles[ident] for ident in catalogue.newest[:NEWEST]] if catalogue.is_library else index.articles
    total = sum(a.length for a in index.articles)
    ways = facets(catalogue) if catalogue.is_library else ()
    yield ArticlesInput(tuple(map(listing, shown)), len(index.articles), total, index.site.books, ways)


def render(data: ArticlesInput) -> Iterator[File]:
    yield page("articles/page.html.j2", "articles/index.md", data, href=href)
