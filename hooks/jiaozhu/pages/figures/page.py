"""数目: the figures of all articles in a table, each with its sentence; and all of them as data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

import regex
from markupsafe import Markup

from ...facts.dates.almanac import Days
from ...facts.dates.datings import Dating
from ...facts.quantities.quantities import Quantity
from ...facts.quantities.units import Kind
from ...glossary.names import Register
from ...glossary.terms import Glossary
from ..render import File, address, page
from ..timeline.page import Time, bounds, times

ON_PAGE = 500  # figures on one page, about half a megabyte: above that there are several pages, cut between articles
WHOLE = 120  # characters of a sentence that is shown as it is
BEFORE, BEHIND = 48, 32  # characters of a longer one that are shown on each side of a figure, more or less: whole clauses
LEAST = 12  # of these at least before the figure
TEMPLATE = "figures/page.md.j2"
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
class TablePage:
    """One page of the table."""

    number: int
    rows: tuple[Row, ...]


def files(items: Sequence[Quantity], links: Mapping[str, Link]) -> Iterator[File]:
    """The pages of the table, in the order of the texts, and the data of all. ``links`` are the terms and names by id."""
    ranks = _ranks(items)
    rows = [_row(item, ranks[n], links) for n, item in enumerate(items)]
    parts = tuple(_parts(rows))
    kinds = [(KINDS[kind], times) for kind, times in Counter(item.figure.kind for item in items).most_common()]
    common = {"total": len(rows), "articles": len({item.article for item in items}), "kinds": kinds, "parts": parts}
    for part in parts or (TablePage(1, ()),):
        folder = f"{part.number}/" if part.number > 1 else ""
        path = f"figures/{part.number}.md" if folder else "figures/index.md"
        yield page(TEMPLATE, path, part=part, up="../../" if folder else "../", **common)
    data = ",\n".join(json.dumps(_record(item), ensure_ascii=False, separators=(",", ":")) for item in items)
    yield File("figures/figures.json", f"[\n{data}\n]\n" if data else "[]\n")


def links(book: Glossary, register: Register) -> dict[str, Link]:
    """The links to all terms and names, by id."""
    found = {term.id: Link(term.form, Markup("glossary/#{}").format(term.id)) for term in book.terms}
    return found | {name.id: Link(name.form, Markup("names/{}").format(address(name.id, ""))) for name in register.names}


def _parts(rows: Sequence[Row]) -> Iterator[TablePage]:
    """The rows by pages; of an article all stand on one."""
    counts = Counter(row.item.article for row in rows)
    ends = list(accumulate(counts.values()))
    start, number = 0, 1
    for n, end in enumerate(ends):
        if n + 1 == len(ends) or ends[n + 1] - start > ON_PAGE:
            yield TablePage(number, tuple(rows[start:end]))
            start, number = end, number + 1


def _ranks(items: Sequence[Quantity]) -> list[int]:
    """The place of each figure where they are sorted by kind and size."""
    kinds = list(KINDS)

    def size(n: int) -> tuple[int, str, Decimal]:
        figure = items[n].figure
        return kinds.index(figure.kind), figure.unit, figure.amounts[-1]

    found = [0] * len(items)
    for rank, n in enumerate(sorted(range(len(items)), key=size)):
        found[n] = rank
    return found


def _row(item: Quantity, rank: int, links: Mapping[str, Link]) -> Row:
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
        tuple(links[entry] for entry in item.near if entry in links),
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


def _record(item: Quantity) -> dict[str, object]:
    figure = item.figure
    return {
        "article": item.article,
        "block": figure.block,
        "start": figure.start,
        "end": figure.end,
        "words": figure.words,
        "kind": figure.kind,
        "unit": figure.unit,
        "form": figure.form,
        "amounts": [f"{amount:f}" for amount in figure.amounts],
        "rough": list(figure.rough),
        "near": list(item.near),
        "date": _date(item.dating),
    }


def _date(dating: Dating | None) -> dict[str, object] | None:
    if dating is None:
        return None
    days = [f"{dating.days.first}", f"{dating.days.last}"] if dating.days else None
    return {"label": dating.label, "days": days, "inferred": dating.inferred, "reason": dating.reason}
