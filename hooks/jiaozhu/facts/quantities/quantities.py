"""The figures of all articles, each with its sentence, the nearest names and terms in it, and the time to which it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import regex

from ...core.digest import key
from ...core.entries import Mention
from ...core.lines import SENTENCE
from ...core.memo import memo_key, memoized_each
from ...core.model import Block, Edition
from ...core.reading import Span
from ...core.serialization import record_digest
from ...core.store import NO_STORE, Store
from ...core.work.cluster import THIS_MACHINE, Workers
from ..dates.datings import Dating
from ..dates.expressions import ENDS_CLAUSE
from .recognition import Figure, figures
from .units import Measures

NEAREST = 3  # the most names and terms of one figure
BEHIND = 2  # the factor by which the distance of a name after a figure counts more
NUMERALS = regex.compile(r"[0-9０-９零〇一二三四五六七八九十百千万萬亿億]")  # a name that holds one may look like a figure

Annotation = TypeVar("Annotation", Dating, Mention, Figure)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of an article in its sentence, from ``start`` to ``end`` of it.

    ``near`` are the ids of the names of the sentence and of the terms of the clause that stand nearest to the figure, in the order of
    the text; which of them the figure is about is left to the reader. ``dating`` is the last time before it in the sentence, or else
    the first after it.
    """

    article: str
    title: str
    figure: Figure
    sentence: str
    start: int
    end: int
    near: tuple[str, ...]
    dating: Dating | None


@dataclass(frozen=True, slots=True)
class CountedText:
    """The part of an article that its figures follow from, and by which they are kept."""

    article: str
    title: str
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    names: tuple[Mention, ...]
    datings: tuple[Dating, ...]


def quantities(
    titled: Iterable[tuple[str, Edition]],
    dated: Mapping[str, tuple[Dating, ...]],
    measures: Measures,
    store: Store = NO_STORE,
    workers: Workers = THIS_MACHINE,
) -> tuple[Quantity, ...]:
    """The figures of the editions, which come with their titles, in the order of the texts. ``dated`` are the datings by article.

    ``store`` keeps the figures of each article, and ``workers`` read them.
    """
    texts = [CountedText(e.source.id, title, e.blocks, e.mentions, e.names, dated.get(e.source.id, ())) for title, e in titled]
    common = memo_key(counted_article, record_digest(measures))
    names = [key(common, record_digest(text)) for text in texts]
    counted = memoized_each(store, names, tuple[Quantity, ...], partial(counted_article, measures=measures), texts, workers)
    return tuple(item for items in counted for item in items)


def counted_article(text: CountedText, measures: Measures) -> tuple[Quantity, ...]:
    """The figures of an article. No figure is read in a date, nor in a term or a name that holds a number."""
    blocks = {block.id: block for block in text.blocks}
    datings, terms, names = _by_block(text.datings), _by_block(text.mentions), _by_block(text.names)
    taken = {ident: [(dating.start, dating.end) for dating in group] for ident, group in datings.items()}
    for m in (*text.mentions, *text.names):
        if NUMERALS.search(blocks[m.block].text, m.start, m.end):
            taken.setdefault(m.block, []).append((m.start, m.end))
    items = []
    for ident, group in _by_block(figures(text.blocks, taken, measures)).items():
        for figure, start, sentence in _in_sentences(group, blocks[ident]):
            end = start + len(sentence)
            clause = _clause(figure, blocks[ident].text, start, end)
            mentions = (*_within(names.get(ident, ()), Span(start, end)), *_within(terms.get(ident, ()), clause))
            near = _nearest(figure, mentions)
            dating = _dating(figure, _within(datings.get(ident, ()), Span(start, end)))
            items.append(Quantity(text.article, text.title, figure, sentence, figure.start - start, figure.end - start, near, dating))
    return tuple(items)


def _clause(figure: Figure, text: str, start: int, end: int) -> Span:
    """The clause of a sentence that holds a figure."""
    ends = [at for mark in ENDS_CLAUSE if (at := text.find(mark, figure.end, end)) >= 0]
    return Span(max((text.rfind(mark, start, figure.start) + 1 for mark in ENDS_CLAUSE), default=start) or start, min(ends, default=end))


def _within(annotations: Iterable[Annotation], span: Span) -> list[Annotation]:
    return [item for item in annotations if span.start <= item.start and item.end <= span.end]


def _by_block(annotations: Iterable[Annotation]) -> dict[str, list[Annotation]]:
    groups: dict[str, list[Annotation]] = defaultdict(list)
    for item in annotations:
        groups[item.block].append(item)
    return groups


def _in_sentences(group: Sequence[Figure], block: Block) -> Iterator[tuple[Figure, int, str]]:
    """The figures of a block, each with the start and the words of its sentence. A figure across two sentences is left out."""
    n = 0
    for match in SENTENCE.finditer(block.text):
        sentence = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        while n < len(group) and group[n].start < match.end():
            if start <= group[n].start and group[n].end <= start + len(sentence):
                yield group[n], start, sentence
            n += 1


def _nearest(figure: Figure, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The entries that are mentioned nearest to a figure, each once."""
    distances: dict[str, int] = {}
    for m in mentions:
        away = figure.start - m.end if m.end <= figure.start else BEHIND * max(0, m.start - figure.end)
        distances[m.entry] = min(away, distances.get(m.entry, away))
    nearest = set(sorted(distances, key=lambda entry: distances[entry])[:NEAREST])
    return tuple(entry for entry in dict.fromkeys(m.entry for m in sorted(mentions, key=lambda m: m.start)) if entry in nearest)


def _dating(figure: Figure, datings: Sequence[Dating]) -> Dating | None:
    """The last time before a figure, or else the first after it."""
    before = [dating for dating in datings if dating.end <= figure.start]
    return before[-1] if before else datings[0] if datings else None
