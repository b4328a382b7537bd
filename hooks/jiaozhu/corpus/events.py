"""The dated sentences of all articles in order, those of several articles together that tell of one event.

A sentence with several times has an entry for each, in which only its clauses about that time stand. An article without a date takes
its year from a sentence of another article that tells of the same event on the same day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from ..core.model import Block, Edition, Mention
from ..core.normalize import fold
from ..core.sentences import SENTENCE
from ..facts.dates.almanac import Almanac, Days, Precision
from ..facts.dates.datings import Dating, datings
from ..facts.dates.expressions import ENDS_CLAUSE
from ..facts.dates.years import Anchor
from .event_groups import LONGEST, DatedSentence, Event, alike, grouped

__all__ = ["Chronicle", "DatedSentence", "Event", "chronicle"]

WORDS = regex.compile(r"[0-9a-z]+|\p{Han}+")
CLAUSE_END = regex.compile(r"[，。；：！？;!?\n]|(?<![0-9])[,:]|[,:](?![0-9])")
FRAMES: frozenset[Precision] = frozenset({"year", "half", "season", "quarter"})  # times that are said for the sake of nearer ones


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The events in order of time; the sentences whose year is unknown, in the order of the articles; and all datings by article."""

    events: tuple[Event, ...]
    unplaced: tuple[DatedSentence, ...]
    datings: Mapping[str, tuple[Dating, ...]] = field(default_factory=dict)


def chronicle(titled: Iterable[tuple[str, Edition]], almanac: Almanac, common: Collection[str] = frozenset()) -> Chronicle:
    """The chronicle of the editions, each of which comes with its title. ``common`` are characters that mean nothing by themselves."""
    editions = tuple(titled)
    function = frozenset(common)
    anchors = {e.source.id: _anchor(e) for _, e in editions}
    dated = {e.source.id: datings(e.blocks, anchors[e.source.id], almanac) for _, e in editions}
    found = [_entries(title, e, dated[e.source.id], function) for title, e in editions]
    supplied = _supplied(found, anchors)
    for n, (title, e) in enumerate(editions):
        if anchor := supplied.get(e.source.id):
            dated[e.source.id] = datings(e.blocks, anchor, almanac)
            found[n] = _entries(title, e, dated[e.source.id], function)
    entries = [entry for part in found for entry in part]
    events = sorted(grouped([entry for entry in entries if entry.dating.days]), key=lambda event: _order(event.when))
    return Chronicle(tuple(events), tuple(entry for entry in entries if not entry.dating.days), dated)


def _anchor(edition: Edition) -> Anchor | None:
    told = edition.heading.date
    return Anchor.from_date(told.value, "文章日期", inferred=not told.sure) if told else None


def _entries(title: str, edition: Edition, dated: Iterable[Dating], function: frozenset[str]) -> tuple[DatedSentence, ...]:
    by_block: dict[str, list[Dating]] = defaultdict(list)
    names: dict[str, list[Mention]] = defaultdict(list)
    for dating in dated:
        by_block[dating.block].append(dating)
    for mention in edition.names:
        names[mention.block].append(mention)
    blocks = (block for block in edition.blocks if block.id in by_block)
    of_blocks = (_of_block(edition.source.id, title, block, by_block[block.id], names[block.id], function) for block in blocks)
    return tuple(entry for entries in of_blocks for entry in entries)


def _of_block(
    article: str, title: str, block: Block, found: Sequence[Dating], names: Sequence[Mention], function: frozenset[str]
) -> Iterator[DatedSentence]:
    """One entry for each time of each sentence of a block."""
    n = 0
    text = block.text
    for sentence in SENTENCE.finditer(text):
        here: list[Dating] = []
        while n < len(found) and found[n].start < sentence.end():
            here.append(found[n])
            n += 1
        telling = _telling(here, text, names)
        for k, (start, end) in zip(telling, _parts([here[k] for k in telling], sentence.start(), sentence.end(), text), strict=True):
            part = text[start:end]
            start, end = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
            words = _words(_about(here, k, text, sentence.end()), function)
            inside = [name for name in names if start <= name.start and name.end <= end]
            others = [name for name in inside if not any(d.start < name.end and name.start < d.end for d in here)]
            yield DatedSentence(
                article,
                title,
                block.id,
                text[start:end],
                here[k].start - start,
                here[k].end - start,
                here[k],
                words,
                names=frozenset(name.entry for name in inside),
                subjects=frozenset(name.entry for name in others),
                cut_before=bool(text[sentence.start() : start].strip()),
                cut_after=bool(text[end : sentence.end()].strip()),
            )


def _parts(told: Sequence[Dating], start: int, end: int, text: str) -> Iterator[tuple[int, int]]:
    """Of each time the clauses of the sentence from ``start`` to ``end`` that tell of it: up to the clause of the next time."""
    borders = [start]
    for this, other in pairwise(told):
        marks = CLAUSE_END.finditer(text, this.end, other.start)
        borders.append(max((mark.end() for mark in marks), default=borders[-1]))
    ends = [next((border for border in borders[n + 1 :] if border > borders[n]), end) for n in range(len(borders))]
    yield from zip(borders[: len(told)], ends, strict=False)


def _telling(here: Sequence[Dating], text: str, names: Sequence[Mention]) -> list[int]:
    """Which datings of a sentence make an entry: each time once; not what only frames a nearer time or is a part of a longer name."""
    seen: set[object] = set()
    kept: list[int] = []
    for n, this in enumerate(here):
        time = this.days or this.label
        if time not in seen and not _names(this, names) and not any(_frames(this, other, text) for other in here):
            kept.append(n)
            seen.add(time)
    return kept


def _names(this: Dating, names: Sequence[Mention]) -> bool:
    """True for a festival that is a part of a longer name: 双11老铁狂欢夜 is a show."""
    longer = (m for m in names if m.start <= this.start and this.end <= m.end and m.end - m.start > this.end - this.start)
    return this.precision == "festival" and any(longer)


def _frames(this: Dating, other: Dating, text: str) -> bool:
    """True where ``this`` is the wider time in which ``other`` lies, and is said only for its sake."""
    if this.days is None or other.days is None or this.days == other.days:
        return False
    between = text[min(this.end, other.end) : max(this.start, other.start)]
    near = this.precision in FRAMES or not any(mark in between for mark in ENDS_CLAUSE)
    return near and this.days.contains(other.days)


def _about(here: Sequence[Dating], n: int, text: str, end: int) -> str:
    """The words of a sentence that belong to a date: its clause before it, and all after it up to the next one."""
    floor = here[n - 1].end if n else max(0, here[n].start - 2 * LONGEST)
    before = text[floor : here[n].start]
    start = max((before.rfind(mark) for mark in (*ENDS_CLAUSE, "。")), default=-1) + 1
    other = next((dating.start for dating in here[n + 1 :] if dating.days != here[n].days), end)
    return before[start:] + "\n" + text[here[n].end : other]


def _words(text: str, function: frozenset[str]) -> frozenset[str]:
    """What stands for the words of a text: Latin words and numbers whole, of Han characters each pair without a function character."""
    found: set[str] = set()
    for match in WORDS.finditer(fold(text)):
        word = match[0]
        pairs = [word] if word.isascii() else [word[n : n + 2] for n in range(len(word) - 1)]
        found.update(pair for pair in pairs if not function.intersection(pair))
    return frozenset(found)


def _supplied(found: Sequence[tuple[DatedSentence, ...]], anchors: Mapping[str, Anchor | None]) -> dict[str, Anchor]:
    """For articles without a date, the year in which others put an event that they tell too; none where those disagree."""
    entries = [e for part in found for e in part if e.dating.days or (anchors[e.article] is None and e.dating.recurs)]
    years: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    exact: set[tuple[str, int]] = set()
    for one, other in alike(entries, lambda e: e.dating.days.first.month if e.dating.days else (e.dating.recurs or (0,))[0]):
        for open_, known in ((one, other), (other, one)):
            day, days = open_.dating.recurs, known.dating.days
            if day and days and _holds(days, day):
                years[open_.article][days.first.year][known.article] = known.title
                if days.length == 1:
                    exact.add((open_.article, days.first.year))
    anchors_found: dict[str, Anchor] = {}
    for article, by_year in years.items():
        (year, titles), *others = by_year.items()
        why = "".join(f"《{title}》" for title in titles.values()) + "所记同一事"
        anchor = Anchor.from_date(str(year), why, inferred=True)
        if not others and anchor and (article, year) in exact:
            anchors_found[article] = anchor
    return anchors_found


def _holds(days: Days, day: tuple[int, int]) -> bool:
    """True where days of one month hold a day of some year."""
    return days.length <= LONGEST and (days.first.month, days.last.month) == (day[0], day[0]) and days.first.day <= day[1] <= days.last.day


def _length(dating: Dating) -> int:
    return dating.days.length if dating.days else 0


def _order(dating: Dating) -> tuple[int, bool, int]:
    """By the first day; of times that begin together a year stands before its months, and a day before what begins on it."""
    exact = dating.precision == "day"
    return (dating.days.first.toordinal() if dating.days else 0), exact, _length(dating) if exact else -_length(dating)
