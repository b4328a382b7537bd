"""The lists of a long table of figures: all in the order of the texts, those of each kind by size, those near each name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ...corpus.index import Index
from .rows import KINDS, Row

ON_PAGE = 220  # figures on one page, about 120 kB: above that there are several pages, cut between articles if these are not longer
ALL = "figures"  # the path of the list of all
NAMES, FEWEST = 24, 8  # names that have a list, those with most figures, and the figures that they have at least


@dataclass(frozen=True, slots=True)
class FigureLink:
    """A list: the path of its first page, what it is called, how many figures it has."""

    path: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class FigureWay:
    """Lists by one property of figures, and the word for that."""

    word: str
    links: tuple[FigureLink, ...]


@dataclass(frozen=True, slots=True)
class FigureList:
    """A list of figures, page by page. ``is_by_size`` is true where the largest of each unit stand first."""

    link: FigureLink
    pages: tuple[tuple[Row, ...], ...]
    is_by_size: bool = False

    @property
    def rows(self) -> Iterator[Row]:
        return (row for page in self.pages for row in page)


def figure_lists(rows: Sequence[Row], index: Index) -> tuple[FigureList, ...]:
    """The list of all figures, and where that is too long for one page, those of kinds and of names."""
    whole = FigureList(FigureLink(ALL, "数目", len(rows)), tuple(_by_article(rows)) or ((),))
    return (whole, *_of_kinds(rows), *_of_names(rows, index)) if len(rows) > ON_PAGE else (whole,)


def ways(lists: Sequence[FigureList]) -> tuple[FigureWay, ...]:
    """The ways from the list of all to the others."""
    some = (("类", f"{ALL}/kinds/"), ("名字", f"{ALL}/names/"))
    made = (FigureWay(word, tuple(one.link for one in lists if one.link.path.startswith(folder))) for word, folder in some)
    return tuple(way for way in made if way.links)


def _of_kinds(rows: Sequence[Row]) -> Iterator[FigureList]:
    """The figures of each kind, those of the commonest unit first, and of each unit the largest."""
    for kind, name in KINDS.items():
        own = [row for row in rows if row.item.figure.kind == kind]
        units = Counter(row.item.figure.unit for row in own)
        own.sort(key=lambda row: (-units[row.item.figure.unit], row.item.figure.unit, -row.item.figure.amounts[-1]))
        if own:
            yield FigureList(FigureLink(f"{ALL}/kinds/{kind}", name, len(own)), tuple(_chunks(own)), is_by_size=True)


def _of_names(rows: Sequence[Row], index: Index) -> Iterator[FigureList]:
    forms = {name.id: name.form for name in index.register.names}
    counts = Counter(entry for row in rows for entry in dict.fromkeys(row.item.near) if entry in forms)
    for ident, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:NAMES]:
        if count >= FEWEST:
            own = [row for row in rows if ident in row.item.near]
            yield FigureList(FigureLink(f"{ALL}/names/{ident}", forms[ident], count), tuple(_by_article(own)))


def _by_article(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """The rows by pages; those of one article stand on one page."""
    counts = Counter(row.item.article for row in rows)
    ends = list(accumulate(counts.values()))
    start = 0
    for n, end in enumerate(ends):
        if n + 1 == len(ends) or ends[n + 1] - start > ON_PAGE:
            yield from _chunks(rows[start:end])
            start = end


def _chunks(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    return (tuple(rows[at : at + ON_PAGE]) for at in range(0, len(rows), ON_PAGE))
