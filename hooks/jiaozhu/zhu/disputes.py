"""Where articles may disagree: pairs of sentences that speak of the same names, and count or date them differently. For the editor.

What is found is a suggestion and no finding: most pairs speak of different things. So there are few, and each says why it is there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from ..model import Edition
from .almanac import Days
from .chronicle import LONGEST, SENTENCE
from .dates import Dating
from .disagreements import Disagreement
from .ledger import Item

MOST = 20  # pairs that are told: further down nobody looks
CROWD = 24  # sentences with the same name and topic, above which these lead to no pair
RAREST = 5  # names of a sentence that lead to others two by two
SAME_TIME = 2.0  # what it adds that two sentences tell of one time, or that they count
OVERLAP = 6.0  # what it adds that two sentences have all their letters two by two in common
REASONS = ("数目不同", "日期不同", "同一时间，所提的名字不同")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that counts or dates something: the names and terms in it by id, amounts by kind and unit, and times."""

    article: str
    block: str
    sentence: str
    entries: frozenset[str]
    amounts: Mapping[tuple[str, str], frozenset[object]]
    days: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two statements of different articles, and in what they may disagree."""

    sides: tuple[Statement, Statement]
    reason: str
    score: float


def disputes(
    editions: Sequence[Edition], items: Iterable[Item], dated: Mapping[str, tuple[Dating, ...]], known: Iterable[Disagreement] = ()
) -> tuple[Dispute, ...]:
    """The pairs most worth a look, the best first, without those that are ``known``.

    Sentences meet by what they share, never all with all: time grows with the number of sentences that count or date.
    """
    found = _statements(editions, items, dated)
    in_articles = Counter(e for entries in _by_article(found).values() for e in entries)
    weights = {entry: log((1 + len(editions)) / times) for entry, times in in_articles.items()}
    settled = {
        frozenset(((one.article, one.block), (other.article, other.block))) for d in known for one, other in combinations(d.voices, 2)
    }
    made: dict[frozenset[tuple[str, str]], Dispute] = {}
    for one, other in _met(found, weights):
        blocks = frozenset(((one.article, one.block), (other.article, other.block)))
        dispute = _dispute(one, other, weights) if blocks not in settled else None
        if dispute and (blocks not in made or made[blocks].score < dispute.score):
            made[blocks] = dispute
    order = sorted(made.values(), key=lambda d: (-d.score, *((s.article, s.block, s.sentence) for s in d.sides)))
    return tuple(order[:MOST])


def _by_article(found: Iterable[Statement]) -> dict[str, set[str]]:
    entries: dict[str, set[str]] = defaultdict(set)
    for statement in found:
        entries[statement.article].update(statement.entries)
    return entries


def _statements(editions: Iterable[Edition], items: Iterable[Item], dated: Mapping[str, tuple[Dating, ...]]) -> list[Statement]:
    """The sentences of the editions with a figure or a time of a month or less, and with a name."""
    counted: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        counted[item.article, item.figure.block].append(item)
    return [s for e in editions for s in _of_edition(e, counted, dated.get(e.source.id, ()))]


def _of_edition(edition: Edition, counted: Mapping[tuple[str, str], Sequence[Item]], dated: Iterable[Dating]) -> Iterator[Statement]:
    ident = edition.source.id
    times: dict[str, list[Dating]] = defaultdict(list)
    for dating in dated:
        if dating.days and dating.days.length <= LONGEST:
            times[dating.block].append(dating)
    mentions: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for mention in (*edition.mentions, *edition.names):
        mentions[mention.block].append((mention.start, mention.entry))
    for block in edition.blocks:
        figures = counted.get((ident, block.id), ())
        for match in SENTENCE.finditer(block.text) if figures or block.id in times else ():
            start, end = match.span()
            amounts: dict[tuple[str, str], set[object]] = defaultdict(set)
            for item in figures:
                if start <= item.figure.start < end:
                    amounts[item.figure.kind, item.figure.unit].add(item.figure.amounts)
            days = tuple(d.days for d in times.get(block.id, ()) if d.days and start <= d.start < end)
            entries = frozenset(entry for at, entry in mentions.get(block.id, ()) if start <= at < end)
            if entries and (amounts or days):
                told = {kind: frozenset(some) for kind, some in amounts.items()}
                yield Statement(ident, block.id, match[0].strip(), entries, told, days)


def _met(found: Iterable[Statement], weights: Mapping[str, float]) -> Iterator[tuple[Statement, Statement]]:
    """The statements of different articles that share a name, or two, and a topic: something counted alike, or times. Each pair once."""
    postings: dict[Hashable, list[Statement]] = defaultdict(list)
    for statement in found:
        for key in _keys(statement, weights):
            postings[key].append(statement)
    seen: set[tuple[int, int]] = set()
    for posting in postings.values():
        for one, other in combinations(posting, 2) if len(posting) <= CROWD else ():
            if one.article != other.article and (id(one), id(other)) not in seen:
                seen.add((id(one), id(other)))
                yield one, other


def _keys(statement: Statement, weights: Mapping[str, float]) -> Iterator[Hashable]:
    topics: set[Hashable] = {*statement.amounts, *((days.first.year, days.first.month) for days in statement.days)}
    if statement.days:
        topics.add("dated")
    rare = sorted(statement.entries, key=lambda entry: (-weights[entry], entry))
    for topic in sorted(topics, key=repr):
        yield from ((entry, topic) for entry in rare)
        yield from ((*pair, topic) for pair in combinations(sorted(rare[:RAREST]), 2))


def _dispute(one: Statement, other: Statement, weights: Mapping[str, float]) -> Dispute | None:
    """What two statements may disagree on; None where they say the same, or nothing that could be compared."""
    shared = one.entries & other.entries
    same_time = any(a.hold(b) or b.hold(a) for a in one.days for b in other.days)
    alike = [key for key in one.amounts if key in other.amounts]
    if any(one.amounts[key] & other.amounts[key] for key in alike):
        return None
    if alike and (same_time or not (one.days and other.days)):
        reason, bonus = REASONS[0], SAME_TIME * (1 + same_time)
    elif one.days and other.days and not same_time and len(shared) > 1:
        reason, bonus = REASONS[1], 0.0
    elif same_time and one.entries - shared and other.entries - shared:
        reason, bonus = REASONS[2], SAME_TIME
    else:
        return None
    score = sum(weights[entry] for entry in shared) + bonus + OVERLAP * _overlap(one.sentence, other.sentence)
    return Dispute((one, other), reason, score)


def _overlap(one: str, other: str) -> float:
    """The part of the letters two by two of the shorter sentence that the other has too."""
    mine, theirs = ({text[n : n + 2] for n in range(len(text) - 1) if text[n : n + 2].isalnum()} for text in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))
