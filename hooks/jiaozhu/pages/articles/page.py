"""The index of articles, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...corpus.index import Index
from ..listing import ArticleListing, listing
from ..render import File, page


@dataclass(frozen=True, slots=True)
class ArticlesInput:
    """``total`` is the length of all articles together, in 字; ``books`` is true where there is a book of all of them."""

    articles: tuple[ArticleListing, ...]
    total: int
    books: bool


def inputs(index: Index) -> Iterator[ArticlesInput]:
    yield ArticlesInput(tuple(map(listing, index.articles)), sum(a.length for a in index.articles), index.site.books)


def render(data: ArticlesInput) -> Iterator[File]:
    yield page("articles/page.html.j2", "articles/index.md", data)
