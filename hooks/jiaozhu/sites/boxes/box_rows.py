"""Boxes of several lines that a site puts between paragraphs, known by the lines that come back together: a course, its price, its readers.

Two lines that stand below each other on many pages, in rows amid the prose, are the core of such a box, if one of them counts or
offers something, and if the row stands now here and now there: a table that all reports of a series have stands below the same words, and
is longer. Lines that hardly stand anywhere else belong to the box, and so does the line above it where nearly all boxes have one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from ..edges import SiteWords
from ..page import SitePage, letters_of

START, END = 0.02, 0.98  # the depths between which a row stands inside the article
LONGEST = 8  # lines of a row from which boxes are learned; longer ones are tables, verse or lists
LEAST, OFTEN = 3, 0.08  # the least number of pages that have a box, and their share
REACH = 4  # lines from the core of a box to its first and last line
SPREAD = 0.25  # the depths over which a box is spread at least
UNLIKE = 0.8  # the share of different lines above a box
TOGETHER = 0.8  # the share of the pages with a line on which it stands in a box
APART = 0.1  # the share of boxes that may have fewer lines above their core than the others
COUNTS = regex.compile(r"[¥￥]\s?N|N\s?(?:人|次|篇|位|份)\w{1,6}|[>→»›＞]\s*$")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class BoxRows:
    """The shapes of two lines that are the core of a box (``cores``), those of the lines around them (``members``), and how many lines at
    least stand ``above`` the core of nearly all boxes, whatever they say.
    """

    cores: frozenset[Pair] = frozenset()
    members: frozenset[str] = frozenset()
    above: int = 0


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where two lines stand together: the page, the depth, and the line above their row."""

    page: str
    depth: float
    above: str


NO_BOXES = BoxRows()


def learn_rows(pages: Sequence[SitePage], words: SiteWords) -> BoxRows:
    """The boxes of several lines on the pages of a site."""
    rows = [(page, row) for page in pages for row in _rows(page)]
    standing: defaultdict[Pair, list[_Standing]] = defaultdict(list)
    for page, row in (own for own in rows if len(own[1]) <= LONGEST):
        above = page.lines[row.start - 1].core
        for n in row[:-1]:
            standing[page.shapes[n], page.shapes[n + 1]].append(_Standing(page.name, page.depth(n), above))
    least = max(LEAST, OFTEN * len(pages))
    cores = frozenset(pair for pair, places in standing.items() if _offers(pair, words) and _is_inserted(places, least))
    if not cores:
        return NO_BOXES
    heads = sorted(n - row.start for page, row in rows for n in _first_cores(page, row, cores))
    return BoxRows(cores, _members(pages, rows, cores), min(REACH, heads[int(APART * len(heads))]))


def _members(pages: Sequence[SitePage], rows: Sequence[tuple[SitePage, range]], cores: frozenset[Pair]) -> frozenset[str]:
    """The shapes of lines that stand near the core of a box on nearly all pages inside whose articles they stand."""
    boxed: defaultdict[str, set[str]] = defaultdict(set)
    for page, row in rows:
        for n in _cores_in(page, row, cores):
            for m in range(max(row.start, n - REACH), min(row.stop, n + 2 + REACH)):
                boxed[page.shapes[m]].add(page.name)
    having = Counter(shape for page in pages for shape in {*boxed}.intersection(_inside(page)))
    near = (shape for shape, names in boxed.items() if len(names) >= max(LEAST, TOGETHER * having[shape]))
    return frozenset(near).union(*cores)


def _inside(page: SitePage) -> Iterator[str]:
    return (shape for n, shape in enumerate(page.shapes) if START < page.depth(n) < END)


def row_boxes(page: SitePage, known: BoxRows) -> Iterator[range]:
    """The lines of each box on a page."""
    for row in _rows(page) if known.cores else ():
        yield from _boxes_in(page, row, known)


def _rows(page: SitePage) -> Iterator[range]:
    """The rows of several lines amid the prose that are no prose, with a line above each."""
    start = 1
    for n in range(1, len(page.lines) + 1):
        if n == len(page.lines) or page.lines[n].prose or not START < page.depth(n) < END:
            if n - start > 1:
                yield range(start, n)
            start = n + 1


def _boxes_in(page: SitePage, row: range, known: BoxRows) -> Iterator[range]:
    """The boxes in a row: around each core, up to the first line on either side that is no member."""
    end = row.start
    for n in _first_cores(page, row, known.cores):
        start = max(end, row.start, n - known.above)
        end = n + 2
        while start > row.start and page.shapes[start - 1] in known.members:
            start -= 1
        while end < row.stop and page.shapes[end] in known.members:
            end += 1
        yield range(start, end)


def _first_cores(page: SitePage, row: range, cores: frozenset[Pair]) -> Iterator[int]:
    """The lines with which the cores of the boxes in a row begin; cores that overlap, or follow each other, are one."""
    end = -1
    for n in _cores_in(page, row, cores):
        if n > end:
            yield n
        end = n + 1


def _cores_in(page: SitePage, row: range, cores: frozenset[Pair]) -> Iterator[int]:
    return (n for n in row[:-1] if (page.shapes[n], page.shapes[n + 1]) in cores)


def _offers(pair: Pair, words: SiteWords) -> bool:
    """True for two lines one of which counts readers, has a price, is a link or asks for something; and that are not bare numbers."""
    is_offer = any(COUNTS.search(shape) or any(word in shape for word in words.solicitations) for shape in pair)
    return is_offer and any(letters_of(shape) > 1 for shape in pair)


def _is_inserted(places: Iterable[_Standing], least: float) -> bool:
    """True for lines that stand together on enough pages, now here and now there, and below other lines each time."""
    own = list(places)
    depths = sorted(place.depth for place in own)
    lines_above = {place.above for place in own}
    is_spread = depths[-1] - depths[0] >= SPREAD and len(lines_above) >= UNLIKE * len(own)
    return is_spread and len({place.page for place in own}) >= least
