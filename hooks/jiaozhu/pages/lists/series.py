"""系列: each series with its articles in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...corpus.index import Index
from ..listing import ArticleListing, listing
from ..render import File, page
from .page import href
from .shelves import ON_PAGE, ShelfLink

NAMED = 12  # missing numbers that are named


@dataclass(frozen=True, slots=True)
class SeriesInput:
    """One page of a series: its path, some of its articles in order, the first of which has the number ``start``, and the pages beside it.

    ``missing`` are the numbers that no article has.
    """

    path: str
    title: str
    articles: tuple[ArticleListing, ...]
    start: int
    count: int
    length: int
    missing: tuple[int, ...]
    before: ShelfLink | None
    after: ShelfLink | None


def inputs(index: Index) -> Iterator[SeriesInput]:
    articles = index.by_id
    for series in index.catalogue.series:
        path = f"series/{series.id}"
        starts = range(0, len(series.articles), ON_PAGE)
        pages = [ShelfLink(f"{path}/page-{n}" if n > 1 else path, f"第 {n} 页", ON_PAGE) for n in range(1, len(starts) + 1)]
        for n, start in enumerate(starts):
            yield SeriesInput(
                path=pages[n].path,
                title=series.title,
                articles=tuple(listing(articles[ident]) for ident in series.articles[start : start + ON_PAGE]),
                start=start + 1,
                count=len(series.articles),
                length=sum(articles[ident].length for ident in series.articles),
                missing=series.missing if len(series.missing) <= NAMED else (),
                before=pages[n - 1] if n else None,
                after=pages[n + 1] if n + 1 < len(pages) else None,
            )


def render(data: SeriesInput) -> Iterator[File]:
    yield page("lists/series.html.j2", f"{data.path}.md", data, up="../" * (data.path.count("/") + 1), href=href)
