"""The dated sentences of all articles in order, those of several articles together that tell of one event.

Two sentences tell of one event when they name the same time and half of the words about it in the shorter one are in the other.
An article without a date takes its year from such a sentence of another article that names the same day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import regex

from ..model import Block, Edition
from .almanac import Almanac, Days
from .dates import Dating, datings
from .expressions import ENDS_CLAUSE
from .folding import fold
from .years import Anchor

SENTENCE = regex.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』）)]*|\n|$)")
WORDS = regex.compile(r"[0-9a-z]+|\p{Han}+")
FEWEST = 2  # words that two sentences on one event have in common at least
LONGEST = 31  # days of a time by which events are compared
CROWD = 24  # sentences of one month with the same word, above which this word leads to no comparison


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence of an article and one of its dates, which stands in it from ``start`` to ``end``."""

    article: str
    title: str
    block: str
    sentence: str
    start: int
    end: int
    dating: Dating
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Event:
    """Entries that tell of the same: by one article, or by several. ``when`` is the most exact of their datings."""

    entries: tuple[Entry, ...]

    @property
    def when(self) -> Dating:
        return min((entry.dating for entry in self.entries), key=lambda dating: (_length(dating), dating.inferred))

    @property
    def articles(self) -> int:
        return len({entry.article for entry in self.entries})


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The events in order of time; the sentences whose year is unknown, in the order of the articles; and all datings by article."""

    events: tuple[Event, ...]
    unplaced: tuple[Entry, ...]
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
    events = sorted(_grouped([entry for entry in entries if entry.dating.days]), key=lambda event: _order(event.when))
    return Chronicle(tuple(events), tuple(entry for entry in entries if not entry.dating.days), dated)


def _anchor(edition: Edition) -> Anchor | None:
    told = edition.heading.date
    return Anchor.of(told.value, "文章日期", inferred=not told.sure) if told else None


def _entries(title: str, edition: Edition, dated: Iterable[Dating], function: frozenset[str]) -> tuple[Entry, ...]:
    blocks = {block.id: block for block in edition.blocks}
    by_block: dict[str, list[Dating]] = defaultdict(list)
    for dating in dated:
        by_block[dating.block].append(dating)
    return tuple(e for ident, some in by_block.items() for e in _of_block(edition.source.id, title, blocks[ident], some, function))


def _of_block(article: str, title: str, block: Block, found: Sequence[Dating], function: frozenset[str]) -> Iterator[Entry]:
    """One entry for each time of each sentence of a block."""
    n = 0
    for sentence in SENTENCE.finditer(block.text):
        here: list[Dating] = []
        while n < len(found) and found[n].start < sentence.end():
            here.append(found[n])
            n += 1
        text = sentence[0].strip()
        at = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        for k in _telling(here, block.text):
            words = _words(_about(here, k, block.text, sentence.end()), function)
            yield Entry(article, title, block.id, text, here[k].start - at, here[k].end - at, here[k], words)


def _telling(here: Sequence[Dating], text: str) -> list[int]:
    """Which datings of a sentence make an entry: each time once; not a year that only frames a nearer time, nor the like in one clause."""
    seen: set[object] = set()
    kept: list[int] = []
    for n, this in enumerate(here):
        time = this.days or this.label
        if time not in seen and not any(_frames(this, other, text) for other in here):
            kept.append(n)
        seen.add(time)
    return kept


def _frames(this: Dating, other: Dating, text: str) -> bool:
    """True where ``this`` is the wider time in which ``other`` lies, and is said only for its sake."""
    if this.days is None or other.days is None or this.days == other.days:
        return False
    between = text[min(this.end, other.end) : max(this.start, other.start)]
    near = this.precision == "year" or not any(mark in between for mark in ENDS_CLAUSE)
    return near and this.days.hold(other.days)


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


def _supplied(found: Sequence[tuple[Entry, ...]], anchors: Mapping[str, Anchor | None]) -> dict[str, Anchor]:
    """For articles without a date, the year in which others put an event that they tell too; none where those disagree."""
    entries = [e for part in found for e in part if e.dating.days or (anchors[e.article] is None and e.dating.recurs)]
    years: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    exact: set[tuple[str, int]] = set()
    for one, other in _pairs(entries, lambda e: e.dating.days.first.month if e.dating.days else (e.dating.recurs or (0,))[0]):
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
        anchor = Anchor.of(str(year), why, inferred=True)
        if not others and anchor and (article, year) in exact:
            anchors_found[article] = anchor
    return anchors_found


def _holds(days: Days, day: tuple[int, int]) -> bool:
    """True where days of one month hold a day of some year."""
    return days.length <= LONGEST and (days.first.month, days.last.month) == (day[0], day[0]) and days.first.day <= day[1] <= days.last.day


def _grouped(entries: Sequence[Entry]) -> list[Event]:
    """The events: entries of different articles that tell of the same, together."""
    parents = {id(entry): id(entry) for entry in entries}

    def root(ident: int) -> int:
        while parents[ident] != ident:
            parents[ident] = ident = parents[parents[ident]]
        return ident

    for one, other in _pairs(entries, lambda e: (e.dating.days.first.year, e.dating.days.first.month) if e.dating.days else None):
        if one.dating.days and other.dating.days and _same_time(one.dating.days, other.dating.days):
            parents[root(id(other))] = root(id(one))
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[root(id(entry))].append(entry)
    return [Event(tuple(sorted(group, key=lambda e: _length(e.dating)))) for group in groups.values()]


def _pairs(entries: Iterable[Entry], key: Callable[[Entry], Hashable]) -> Iterator[tuple[Entry, Entry]]:
    """Entries of different articles, of the same ``key``, that share enough words. Crowded words lead to no pair: linear time."""
    postings: dict[tuple[Hashable, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for word in sorted(entry.words):
            postings[key(entry), word].append(entry)
    shared: Counter[tuple[int, int]] = Counter()
    known: dict[int, Entry] = {}
    for posting in postings.values():
        for one, other in combinations(posting, 2) if len(posting) <= CROWD else ():
            if one.article != other.article:
                known[id(one)], known[id(other)] = one, other
                shared[id(one), id(other)] += 1
    for one_id, other_id in shared:
        one, other = known[one_id], known[other_id]
        common = len(one.words & other.words)
        if common >= FEWEST and 2 * common >= min(len(one.words), len(other.words)):
            yield one, other


def _same_time(one: Days, other: Days) -> bool:
    """True for two times of which one lies in the other, neither longer than a month; and one is a day, or both are the same."""
    inner, outer = sorted((one, other), key=lambda days: days.length)
    return outer.length <= LONGEST and outer.hold(inner) and (inner.length == 1 or inner == outer)


def _length(dating: Dating) -> int:
    return dating.days.length if dating.days else 0


def _order(dating: Dating) -> tuple[int, bool, int]:
    """By the first day; of times that begin together a year stands before its months, and a day before what begins on it."""
    exact = dating.precision == "day"
    return (dating.days.first.toordinal() if dating.days else 0), exact, _length(dating) if exact else -_length(dating)
