"""数目: the figures of all articles in a table, each with its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

import regex
from markupsafe import Markup

from ...corpus.index import Index
from ...facts.dates.almanac import Days
from ...facts.quantities.quantities import Quantity
from ...facts.quantities.units import Kind
from ...glossary.names import Register
from ...glossary.terms import Glossary
from ..render import File, address, page
from ..timeline.page import Time, bounds, times

ON_PAGE = 250  # figures on one page, about 130 kB: above that there are several pages, cut between articles if these are not longer
WHOLE = 120  # characters of a sentence that is shown as it is
BEFORE, BEHIND = 48, 32  # characters of a longer one that are shown on each side of a figure, more or less: whole clauses
BESIDE = 3  # pages before and after one to which it leads
LEAST = 12  # of these at least before the figure
TEMPLATE = "figures/page.html.j2"
KINDS: Mapping[Kind, str] = {
    "money": "金额",
    "share": "比例",
    "multiple": "倍数",
    "count": "数量",
    "duration": "时长",
    "bare": "单位未写明",
}
CLAUSE = regex.compile(r"[，；：,;:]")


@dataclass(frozen=True, slots=True)
class Link:
    """A term or a name: its form, and where it is explained, from the root of the site."""

    form: str
    href: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """A figure as the table shows it. ``value`` is what it is worth, for programs.

    ``sort``, ``rank`` and ``day`` put it in order by kind, by kind and size, and by time.
    """

    item: Quantity
    kind: str
    value: str
    sort: int
    rank: int
    day: str
    before: str
    after: str
    near: tuple[Link, ...]
    times: tuple[Time, ...]
    bounds: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class FiguresInput:
    """One page of the table: its number, the numbers of all pages, its rows. ``total`` and ``articles`` count all of both."""

    number: int
    numbers: tuple[int, ...]
    rows: tuple[Row, ...]
    total: int
    articles: int


def inputs(index: Index) -> Iterator[FiguresInput]:
    """The pages of the table, in the order of the texts."""
    ranks, entries = _ranks(index.quantities), entry_links(index.glossary, index.register)
    rows = [_row(quantity, ranks[n], entries) for n, quantity in enumerate(index.quantities)]
    pages = list(_pages(rows)) or [()]
    numbers = tuple(range(1, len(pages) + 1))
    articles = len({quantity.article for quantity in index.quantities})
    for number, some in zip(numbers, pages, strict=True):
        yield FiguresInput(number, numbers, some, len(rows), articles)


def render(data: FiguresInput) -> Iterator[File]:
    is_first = data.number == 1
    path = "figures/index.md" if is_first else f"figures/{data.number}.md"
    yield page(TEMPLATE, path, data, up="../" if is_first else "../../", near=_near(data.number, len(data.numbers)))


def links(data: FiguresInput) -> Iterator[tuple[str, str]]:
    return ((row.item.article, row.item.figure.block) for row in data.rows)


def entry_links(glossary: Glossary, register: Register) -> dict[str, Link]:
    """The links to all terms and names, by id."""
    terms = {term.id: Link(term.form, Markup("glossary/#{}").format(term.id)) for term in glossary.terms}
    return terms | {name.id: Link(name.form, Markup("names/{}").format(address(name.id, ""))) for name in register.names}


def _pages(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """The rows by pages; those of one article stand on one page."""
    counts = Counter(row.item.article for row in rows)
    ends = list(accumulate(counts.values()))
    start = 0
    for n, end in enumerate(ends):
        if n + 1 == len(ends) or ends[n + 1] - start > ON_PAGE:
            yield from (tuple(rows[at : min(end, at + ON_PAGE)]) for at in range(start, end, ON_PAGE))
            start = end


def _near(number: int, last: int) -> tuple[int, ...]:
    """The pages to which a page leads: the first and the last, those beside it, and 0 where some are left out."""
    shown = sorted(n for n in {1, last, *range(number - BESIDE, number + BESIDE + 1)} if 1 <= n <= last)
    return tuple(m for before, n in zip((0, *shown), shown, strict=False) for m in ((0, n) if n - before > 1 else (n,)))


def _ranks(items: Sequence[Quantity]) -> list[int]:
    """The place of each figure where they are sorted by kind and size."""
    kinds = list(KINDS)

    def size(n: int) -> tuple[int, str, Decimal]:
        figure = items[n].figure
        return kinds.index(figure.kind), figure.unit, figure.amounts[-1]

    ranks = [0] * len(items)
    for rank, n in enumerate(sorted(range(len(items)), key=size)):
        ranks[n] = rank
    return ranks


def _row(item: Quantity, rank: int, entries: Mapping[str, Link]) -> Row:
    before, after = shortened(item.sentence, item.start, item.end)
    days: Days | None = item.dating.days if item.dating else None
    return Row(
        item,
        KINDS[item.figure.kind],
        " ".join(f"{amount:f}" for amount in item.figure.amounts),
        list(KINDS).index(item.figure.kind),
        rank,
        f"{days.first}" if days else "",
        before,
        after,
        tuple(entries[entry] for entry in item.near if entry in entries),
        times(item.dating) if item.dating else (),
        bounds(item.dating) if item.dating else (),
    )


def shortened(sentence: str, start: int, end: int) -> tuple[str, str]:
    """What is shown of a sentence before and behind a figure: all of it, or whole clauses where it is long."""
    if len(sentence) <= WHOLE:
        return sentence[:start], sentence[end:]
    first, last = max(0, start - BEFORE), min(len(sentence), end + BEHIND)
    if first:
        cuts = [match.end() for match in CLAUSE.finditer(sentence, max(0, first - BEFORE), max(0, start - LEAST))]
        first = next((at for at in cuts if at >= first), cuts[-1] if cuts else first)
    if last < len(sentence):
        cuts = [match.start() for match in CLAUSE.finditer(sentence, end, last + BEHIND)]
        last = next((at for at in reversed(cuts) if at <= last), cuts[0] if cuts else last)
    before, after = sentence[first:start], sentence[end:last]
    return ("……" if first else "") + before, after + ("……" if last < len(sentence) else "")
