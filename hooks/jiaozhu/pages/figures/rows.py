"""The rows of the table of figures: each figure with its sentence, what stands near it, and its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex
from markupsafe import Markup

from ...corpus.index import Index
from ...facts.dates.almanac import Days
from ...facts.quantities.quantities import Quantity
from ...facts.quantities.units import Kind
from ...glossary.names import Register
from ...glossary.terms import Glossary
from ..render import address
from ..timeline.page import Time, bounds, times

WHOLE = 120  # characters of a sentence that is shown as it is
BEFORE, BEHIND = 48, 32  # characters of a longer one that are shown on each side of a figure, more or less: whole clauses
LEAST = 12  # of these at least before the figure
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


def figure_rows(index: Index) -> list[Row]:
    """The rows of all figures, in the order of the texts."""
    ranks, entries = _ranks(index.quantities), entry_links(index.glossary, index.register)
    return [_row(quantity, ranks[n], entries) for n, quantity in enumerate(index.quantities)]


def entry_links(glossary: Glossary, register: Register) -> dict[str, Link]:
    """The links to all terms and names, by id."""
    terms = {term.id: Link(term.form, Markup("glossary/#{}").format(term.id)) for term in glossary.terms}
    return terms | {name.id: Link(name.form, Markup("names/{}").format(address(name.id, ""))) for name in register.names}


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
