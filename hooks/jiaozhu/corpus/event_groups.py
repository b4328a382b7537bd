"""Events: connected components of dated sentences that report the same.

Two sentences of different articles report one event where they name the same time and share enough: half of the words about it in the
shorter one; or at least two names, a rare one among them, that have half of the weight, by inverse document frequency, of all names in
the sentence whose names weigh less.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from ..core.disjoint_sets import DisjointSets
from ..facts.dates.almanac import Days
from ..facts.dates.datings import Dating

MIN_SHARED = 2  # words, or names, that two sentences on one event share at least
MAX_DAYS = 31  # the length of a time by which events are compared
MAX_SENTENCES = 24  # sentences of one month with the same word or name; a longer posting list leads to no comparison
RARE_ONE_IN = 4  # a name is rare where at most one in so many dated sentences has it


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """What a sentence of an article says about one date: its clauses about it, in which the date stands from ``start`` to ``end``.

    ``cut_before`` and ``cut_after`` are true where the sentence has more. ``names`` are the names in these clauses, and ``subjects``
    those that are not part of a date.
    All three, with the ``words`` by which sentences are compared, are sorted, and each stands once.
    """

    article: str
    title: str
    block: str
    sentence: str
    start: int
    end: int
    dating: Dating
    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Entries of one article, or of several, on the same event. ``when`` is the most exact of their datings."""

    entries: tuple[DatedSentence, ...]

    @property
    def when(self) -> Dating:
        return min((entry.dating for entry in self.entries), key=lambda dating: (days_covered(dating), dating.inferred))

    @property
    def articles(self) -> int:
        return len({entry.article for entry in self.entries})

    @property
    def names(self) -> frozenset[str]:
        return frozenset().union(*(entry.names for entry in self.entries))


def group_events(entries: Sequence[DatedSentence]) -> list[Event]:
    """The events, by union–find over the entries that report the same. All entries have days."""
    sets = DisjointSets[int]()
    for one, other in pairs_sharing_words(entries, _month):
        if one.dating.days and other.dating.days and _is_same_time(one.dating.days, other.dating.days):
            sets.union(id(one), id(other))
    for one, other in _pairs_sharing_names(entries):
        if _is_same_named_time(one.dating, other.dating):
            sets.union(id(one), id(other))
    groups: dict[int, list[DatedSentence]] = defaultdict(list)
    for entry in entries:
        groups[sets.find(id(entry))].append(entry)
    return [Event(tuple(sorted(group, key=lambda e: days_covered(e.dating)))) for group in groups.values()]


def pairs_sharing_words(
    entries: Iterable[DatedSentence], key: Callable[[DatedSentence], Hashable]
) -> Iterator[tuple[DatedSentence, DatedSentence]]:
    """Pairs of entries of different articles that have the same ``key`` and share enough words."""
    for one, other in _candidate_pairs(entries, key, lambda entry: entry.words):
        common = len(set(one.words).intersection(other.words))
        if common >= MIN_SHARED and 2 * common >= min(len(one.words), len(other.words)):
            yield one, other


def _pairs_sharing_names(entries: Sequence[DatedSentence]) -> Iterator[tuple[DatedSentence, DatedSentence]]:
    """Pairs of entries of different articles and the same month that share enough names, weighed by inverse document frequency."""
    holders = Counter(name for entry in entries for name in entry.subjects)
    weights = {name: log((1 + len(entries)) / times) for name, times in holders.items()}
    for one, other in _candidate_pairs(entries, _month, lambda entry: entry.subjects):
        shared = set(one.subjects).intersection(other.subjects)
        rare = any(RARE_ONE_IN * holders[name] <= len(entries) for name in shared)
        lesser = min(_weight(one.subjects, weights), _weight(other.subjects, weights))
        if len(shared) >= MIN_SHARED and rare and 2 * _weight(shared, weights) >= lesser:
            yield one, other


def _candidate_pairs(
    entries: Iterable[DatedSentence], key: Callable[[DatedSentence], Hashable], features: Callable[[DatedSentence], Collection[str]]
) -> Iterator[tuple[DatedSentence, DatedSentence]]:
    """Blocking by an inverted index: the pairs of entries of different articles that share ``key`` and one of their ``features``.

    A feature with too many entries leads to no pair, so that time is linear.
    """
    postings: dict[tuple[Hashable, str], list[DatedSentence]] = defaultdict(list)
    for entry in entries:
        for feature in features(entry):
            postings[key(entry), feature].append(entry)
    pairs: dict[tuple[int, int], tuple[DatedSentence, DatedSentence]] = {}
    for posting in postings.values():
        for one, other in combinations(posting, 2) if len(posting) <= MAX_SENTENCES else ():
            if one.article != other.article:
                pairs[id(one), id(other)] = (one, other)
    yield from pairs.values()


def _weight(names: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights[name] for name in sorted(names))


def _month(entry: DatedSentence) -> tuple[int, int] | None:
    days = entry.dating.days
    return (days.first.year, days.first.month) if days else None


def _is_same_time(one: Days, other: Days) -> bool:
    """True where one time contains the other, neither is longer than a month, and one is a day or both are equal."""
    inner, outer = sorted((one, other), key=lambda days: days.length)
    return outer.length <= MAX_DAYS and outer.contains(inner) and (inner.length == 1 or inner == outer)


def _is_same_named_time(one: Dating, other: Dating) -> bool:
    """True for the same time, where the sentences may share only names: there a festival is not the same as each of its days."""
    if not one.days or not other.days or not _is_same_time(one.days, other.days):
        return False
    return one.precision == other.precision or {one.precision, other.precision} == {"day", "month"}


def days_covered(dating: Dating) -> int:
    return dating.days.length if dating.days else 0
