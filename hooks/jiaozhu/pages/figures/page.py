"""数目: the figures of all articles in a table, each with its sentence; of many, also those of each kind and those near each name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...corpus.index import Index
from ..render import File, page
from .rows import Row, figure_rows
from .ways import ALL, FigureLink, FigureWay, figure_lists, ways

BESIDE = 3  # pages before and after one to which it leads
TEMPLATE = "figures/page.html.j2"


@dataclass(frozen=True, slots=True)
class FiguresInput:
    """One page of a list of figures: the list, the number of the page, the numbers of all its pages, its rows.

    ``articles`` counts those from which the figures of the list are. ``ways`` are the other lists.
    """

    link: FigureLink
    is_by_size: bool
    number: int
    numbers: tuple[int, ...]
    rows: tuple[Row, ...]
    articles: int
    ways: tuple[FigureWay, ...]


def inputs(index: Index) -> Iterator[FiguresInput]:
    """The pages of all lists."""
    lists = figure_lists(figure_rows(index), index)
    others = ways(lists)
    for one in lists:
        numbers = tuple(range(1, len(one.pages) + 1))
        articles = len({row.item.article for row in one.rows})
        for number, rows in zip(numbers, one.pages, strict=True):
            yield FiguresInput(one.link, one.is_by_size, number, numbers, rows, articles, others)


def render(data: FiguresInput) -> Iterator[File]:
    first = f"{ALL}/index.md" if data.link.path == ALL else f"{data.link.path}.md"
    path = first if data.number == 1 else f"{data.link.path}/{data.number}.md"
    up = "../" * (data.link.path.count("/") + 1 + (data.number > 1))
    yield page(TEMPLATE, path, data, up=up, near=_near(data.number, len(data.numbers)), whole=ALL)


def links(data: FiguresInput) -> Iterator[tuple[str, str]]:
    return ((row.item.article, row.item.figure.block) for row in data.rows)


def _near(number: int, last: int) -> tuple[int, ...]:
    """The pages to which a page leads: the first and the last, those beside it, and 0 where some are left out."""
    shown = sorted(n for n in {1, last, *range(number - BESIDE, number + BESIDE + 1)} if 1 <= n <= last)
    return tuple(m for before, n in zip((0, *shown), shown, strict=False) for m in ((0, n) if n - before > 1 else (n,)))
