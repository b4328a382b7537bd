"""The figures of all articles, each with its sentence, the names that stand nearest to it there, and the time that it tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import regex

from ...core.model import Block, Edition, Mention
from ...core.reading import Span
from ...core.sentences import SENTENCE
from ..dates.datings import Dating
from ..dates.expressions import ENDS_CLAUSE
from .figures import Figure, figures
from .units import Measures

NEAREST = 3  # names and terms that are told of one figure
BEHIND = 2  # how much farther a name is that stands behind a figure
NUMERALS = regex.compile(r"[0-9０-９零〇一二三四五六七八九十百千万萬亿億]")  # a name that holds one may look like a figure

Placed = TypeVar("Placed", Dating, Mention, Figure)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of an article in its sentence, from ``start`` to ``end`` of it.

    ``near`` are the ids of the names of the sentence and of the terms of the clause that stand nearest to the figure, in the order of
    the text: what it is a figure of, the reader judges. ``dating`` is the nearest time of the sentence, one before the figure first.
    """

    article: str
    title: str
    figure: Figure
    sentence: str
    start: int
    end: int
    near: tuple[str, ...]
    dating: Dating | None


def quantities(titled: Iterable[tuple[str, Edition]], dated: Mapping[str, tuple[Dating, ...]], measures: Measures) -> tuple[Quantity, ...]:
    """The figures of the editions, each of which comes with its title, in the order of the texts. ``dated`` are the datings by article."""
    return tuple(item for title, edition in titled for item in _items(title, edition, dated.get(edition.source.id, ()), measures))


def _items(title: str, edition: Edition, dated: Sequence[Dating], measures: Measures) -> Iterator[Quantity]:
    blocks = {block.id: block for block in edition.blocks}
    datings, terms, names = _by_block(dated), _by_block(edition.mentions), _by_block(edition.names)
    taken: dict[str, list[tuple[int, int]]] = {ident: [(d.start, d.end) for d in some] for ident, some in datings.items()}
    for m in (*edition.mentions, *edition.names):
        if NUMERALS.search(blocks[m.block].text, m.start, m.end):
            taken.setdefault(m.block, []).append((m.start, m.end))
    for ident, found in _by_block(figures(edition.blocks, taken, measures)).items():
        for figure, start, sentence in _placed(found, blocks[ident]):
            end = start + len(sentence)
            clause = _clause(figure, blocks[ident].text, start, end)
            near = (*_within(names.get(ident, ()), Span(start, end)), *_within(terms.get(ident, ()), clause))
            when = _when(figure, _within(datings.get(ident, ()), Span(start, end)))
            yield Quantity(edition.source.id, title, figure, sentence, figure.start - start, figure.end - start, _near(figure, near), when)


def _clause(figure: Figure, text: str, start: int, end: int) -> Span:
    """The clause of a sentence that holds a figure."""
    ends = [at for mark in ENDS_CLAUSE if (at := text.find(mark, figure.end, end)) >= 0]
    return Span(max((text.rfind(mark, start, figure.start) + 1 for mark in ENDS_CLAUSE), default=start) or start, min(ends, default=end))


def _within(things: Iterable[Placed], span: Span) -> list[Placed]:
    return [thing for thing in things if span.start <= thing.start and thing.end <= span.end]


def _by_block(things: Iterable[Placed]) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = defaultdict(list)
    for thing in things:
        found[thing.block].append(thing)
    return found


def _placed(found: Sequence[Figure], block: Block) -> Iterator[tuple[Figure, int, str]]:
    """The figures of a block, each with its sentence and where this begins. A full stop inside a figure, as a decimal point, ends none."""
    n = 0
    for match in SENTENCE.finditer(block.text):
        sentence = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        while n < len(found) and found[n].start < match.end():
            if start <= found[n].start and found[n].end <= start + len(sentence):
                yield found[n], start, sentence
            n += 1


def _near(figure: Figure, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The entries that are mentioned nearest to a figure, each once."""
    distances: dict[str, int] = {}
    for m in mentions:
        away = figure.start - m.end if m.end <= figure.start else BEHIND * max(0, m.start - figure.end)
        distances[m.entry] = min(away, distances.get(m.entry, away))
    nearest = set(sorted(distances, key=lambda entry: distances[entry])[:NEAREST])
    return tuple(entry for entry in dict.fromkeys(m.entry for m in sorted(mentions, key=lambda m: m.start)) if entry in nearest)


def _when(figure: Figure, datings: Sequence[Dating]) -> Dating | None:
    before = [dating for dating in datings if dating.end <= figure.start]
    return before[-1] if before else datings[0] if datings else None
