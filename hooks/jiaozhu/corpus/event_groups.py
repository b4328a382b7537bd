"""Which dated sentences tell of one event.

Two sentences of different articles do where they name the same time, and half of the words about it in the shorter one are in the
other; or where they name the same people and things: at least two, a rare one among them, and by their rarity half of what the one
that names less of it names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from ..facts.dates.almanac import Days
from ..facts.dates.datings import Dating

FEWEST = 2  # words, or names, that two sentences on one event have in common at least
LONGEST = 31  # days of a time by which events are compared
CROWD = 24  # sentences of one month with the same word or name, above which it leads to no comparison
RARE = 4  # a name is rare where not more than one in so many dated sentences has it


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """What a sentence of an article tells of one date: its clauses about it, in which the date stands from ``start`` to ``end``.

    ``cut_before`` and ``cut_after`` where the sentence has more. ``names`` are the names in these clauses; ``subjects`` those of them
    that are no part of a date.
    """

    article: str
    title: str
    block: str
    sentence: str
    start: int
    end: int
    dating: Dating
    words: frozenset[str]
    names: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Entries that tell of the same: by one article, or by several. ``when`` is the most exact of their datings."""

    entries: tuple[DatedSentence, ...]

    @property
    def when(self) -> Dating:
        return min((entry.dating for entry in self.entries), key=lambda dating: (_length(dating), dating.inferred))

    @property
    def articles(self) -> int:
        return len({entry.article for entry in self.entries})

    @property
    def names(self) -> frozenset[str]:
        return frozenset().union(*(entry.names for entry in self.entries))


def grouped(entries: Sequence[DatedSentence]) -> list[Event]:
    """The events: entries of different articles that tell of the same, together. All of them have days."""
    parents = {id(entry): id(entry) for entry in entries}

    def root(ident: int) -> int:
        while parents[ident] != ident:
            parents[ident] = ident = parents[parents[ident]]
        return ident

    for one, other in alike(entries, _month):
        if one.dating.days and other.dating.days and _same_time(one.dating.days, other.dating.days):
            parents[root(id(other))] = root(id(one))
    for one, other in _named_alike(entries):
        if _same_named_time(one.dating, other.dating):
            parents[root(id(other))] = root(id(one))
    groups: dict[int, list[DatedSentence]] = defaultdict(list)
    for entry in entries:
        groups[root(id(entry))].append(entry)
    return [Event(tuple(sorted(group, key=lambda e: _length(e.dating)))) for group in groups.values()]


def alike(entries: Iterable[DatedSentence], key: Callable[[DatedSentence], Hashable]) -> Iterator[tuple[DatedSentence, DatedSentence]]:
    """Entries of different articles, of the same ``key``, that share enough words."""
    for one, other in _meeting(entries, key, lambda entry: entry.words):
        common = len(one.words & other.words)
        if common >= FEWEST and 2 * common >= min(len(one.words), len(other.words)):
            yield one, other


def _named_alike(entries: Sequence[DatedSentence]) -> Iterator[tuple[DatedSentence, DatedSentence]]:
    """Entries of different articles and the same month that share enough names, weighed by rarity."""
    holders = Counter(name for entry in entries for name in entry.subjects)
    weights = {name: log((1 + len(entries)) / times) for name, times in holders.items()}
    for one, other in _meeting(entries, _month, lambda entry: entry.subjects):
        shared = one.subjects & other.subjects
        rare = any(RARE * holders[name] <= len(entries) for name in shared)
        least = min(_weight(one.subjects, weights), _weight(other.subjects, weights))
        if len(shared) >= FEWEST and rare and 2 * _weight(shared, weights) >= least:
            yield one, other


def _meeting(
    entries: Iterable[DatedSentence], key: Callable[[DatedSentence], Hashable], marks: Callable[[DatedSentence], Collection[str]]
) -> Iterator[tuple[DatedSentence, DatedSentence]]:
    """Each pair of entries of different articles that have ``key`` and a mark in common. A crowded mark leads to no pair: linear time."""
    postings: dict[tuple[Hashable, str], list[DatedSentence]] = defaultdict(list)
    for entry in entries:
        for mark in sorted(marks(entry)):
            postings[key(entry), mark].append(entry)
    met: dict[tuple[int, int], tuple[DatedSentence, DatedSentence]] = {}
    for posting in postings.values():
        for one, other in combinations(posting, 2) if len(posting) <= CROWD else ():
            if one.article != other.article:
                met[id(one), id(other)] = (one, other)
    yield from met.values()


def _weight(names: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights[name] for name in sorted(names))


def _month(entry: DatedSentence) -> tuple[int, int] | None:
    days = entry.dating.days
    return (days.first.year, days.first.month) if days else None


def _same_time(one: Days, other: Days) -> bool:
    """True for two times of which one lies in the other, neither longer than a month; and one is a day, or both are the same."""
    inner, outer = sorted((one, other), key=lambda days: days.length)
    return outer.length <= LONGEST and outer.contains(inner) and (inner.length == 1 or inner == outer)


def _same_named_time(one: Dating, other: Dating) -> bool:
    """The same for times of sentences that may have no other word in common than names: a festival is not each of its days."""
    if not one.days or not other.days or not _same_time(one.days, other.days):
        return False
    return one.precision == other.precision or {one.precision, other.precision} == {"day", "month"}


def _length(dating: Dating) -> int:
    return dating.days.length if dating.days else 0
