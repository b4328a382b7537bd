"""Where articles may disagree: pairs of sentences that speak of the same names, and count or date them differently. For the editor.

What is found is a suggestion and no finding: most pairs speak of different things. So there are few, and each says why it is there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import log
from types import MappingProxyType

from ..core.model import Block, Edition, Mention
from ..core.reading import Span
from ..core.sentences import SENTENCE
from ..facts.dates.almanac import Days
from ..facts.dates.datings import Dating
from ..facts.dates.expressions import ENDS_CLAUSE
from ..facts.quantities.quantities import Quantity
from .disagreements import Disagreement
from .event_groups import LONGEST

MOST = 20  # pairs that are told: further down nobody looks
CROWD = 24  # sentences with the same name and topic, above which these lead to no pair
RAREST = 5  # names of a sentence that lead to others two by two
FEWEST = 2  # names and terms that two statements share where they count alike, or tell of different times
ALIKE = 0.1  # of their letters two by two that they have in common where they tell of different times
SAME_TIME = 2.0  # what it adds that two sentences tell of one time, or that they count
OVERLAP = 6.0  # what it adds that two sentences have all their letters two by two in common
REASONS = ("数目不同", "日期不同", "同一时间，所提的名字不同")


@dataclass(frozen=True, slots=True)
class DatedOrCountedStatement:
    """A sentence that counts or dates something, or a part of one: the names and terms in it by id, amounts by kind and unit, times.

    ``near`` are those of the names and terms that stand nearest to its figures.
    """

    article: str
    block: str
    words: str
    entries: frozenset[str]
    near: frozenset[str]
    amounts: Mapping[tuple[str, str], frozenset[object]]
    days: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class DisagreementCandidate:
    """Two statements of different articles, and in what they may disagree."""

    sides: tuple[DatedOrCountedStatement, DatedOrCountedStatement]
    reason: str
    score: float


def disagreement_candidates(
    editions: Sequence[Edition],
    items: Iterable[Quantity],
    dated: Mapping[str, tuple[Dating, ...]],
    known: Iterable[Disagreement] = (),
    owners: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[DisagreementCandidate, ...]:
    """The pairs most worth a look, the best first, without those that are ``known``.

    ``owners`` are the names to which a name belongs: who speaks of 淘宝直播 speaks of 淘宝. Sentences meet by what they share, never
    all with all: time grows with the number of sentences that count or date.
    """
    found = [_with_owners(statement, owners) for statement in _statements(editions, items, dated)]
    in_articles = Counter(e for entries in _by_article(found).values() for e in entries)
    weights = {entry: log((1 + len(editions)) / times) for entry, times in in_articles.items()}
    settled = {
        frozenset(((one.article, one.block), (other.article, other.block))) for d in known for one, other in combinations(d.voices, 2)
    }
    made: dict[frozenset[tuple[str, str]], DisagreementCandidate] = {}
    for one, other in _met(found, weights):
        blocks = frozenset(((one.article, one.block), (other.article, other.block)))
        dispute = _dispute(one, other, weights) if blocks not in settled else None
        if dispute and (blocks not in made or made[blocks].score < dispute.score):
            made[blocks] = dispute
    order = sorted(made.values(), key=lambda d: (-d.score, *((s.article, s.block, s.words) for s in d.sides)))
    return tuple(order[:MOST])


def _with_owners(statement: DatedOrCountedStatement, owners: Mapping[str, Collection[str]]) -> DatedOrCountedStatement:
    found = {owner for entry in statement.entries for owner in owners.get(entry, ())}
    return replace(statement, entries=statement.entries | found) if found else statement


def _by_article(found: Iterable[DatedOrCountedStatement]) -> dict[str, set[str]]:
    entries: dict[str, set[str]] = defaultdict(set)
    for statement in found:
        entries[statement.article].update(statement.entries)
    return entries


def _statements(
    editions: Iterable[Edition], items: Iterable[Quantity], dated: Mapping[str, tuple[Dating, ...]]
) -> list[DatedOrCountedStatement]:
    """What the editions say of figures and of times of a month or less, and with a name."""
    counted: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for item in items:
        counted[item.article, item.figure.block].append(item)
    found: list[DatedOrCountedStatement] = []
    for edition in editions:
        ident = edition.source.id
        times: dict[str, list[Dating]] = defaultdict(list)
        for dating in dated.get(ident, ()):
            times[dating.block].append(dating)
        mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in (*edition.mentions, *edition.names):
            mentions[mention.block].append(mention)
        for block in edition.blocks:
            figures, here = counted.get((ident, block.id), ()), times.get(block.id, ())
            for start, end in _parts(block.text, here) if figures or here else ():
                found.extend(_statement(ident, block, Span(start, end), mentions.get(block.id, ()), figures, here))
    return found


def _parts(text: str, here: Sequence[Dating]) -> Iterator[tuple[int, int]]:
    """The sentences of a text; where one has several times, it is parted before the clause of each but the first."""
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        cuts = [start]
        for dating in [d for d in here if start <= d.start < end][1:]:
            at = max(text.rfind(mark, start, dating.start) for mark in ENDS_CLAUSE) + 1
            if at > cuts[-1]:
                cuts.append(at)
        yield from pairwise((*cuts, end))


def _statement(
    ident: str, block: Block, span: Span, mentions: Iterable[Mention], items: Iterable[Quantity], here: Iterable[Dating]
) -> Iterator[DatedOrCountedStatement]:
    """What a part of a sentence says, if that can be compared."""
    amounts: dict[tuple[str, str], set[object]] = defaultdict(set)
    near: set[str] = set()
    for item in items:
        if span.start <= item.figure.start < span.end:
            amounts[item.figure.kind, item.figure.unit].add(item.figure.amounts)
            near.update(item.near)
    days = tuple(d.days for d in here if d.days and d.days.length <= LONGEST and span.start <= d.start < span.end)
    entries = frozenset(m.entry for m in mentions if span.start <= m.start < span.end)
    if entries and (amounts or days):
        told = {kind: frozenset(some) for kind, some in amounts.items()}
        yield DatedOrCountedStatement(
            ident, block.id, span.slice(block.text).strip().rstrip(ENDS_CLAUSE), entries, frozenset(near), told, days
        )


def _met(
    found: Iterable[DatedOrCountedStatement], weights: Mapping[str, float]
) -> Iterator[tuple[DatedOrCountedStatement, DatedOrCountedStatement]]:
    """The statements of different articles that share a name, or two, and a topic: something counted alike, or times. Each pair once."""
    postings: dict[Hashable, list[DatedOrCountedStatement]] = defaultdict(list)
    for statement in found:
        for key in _keys(statement, weights):
            postings[key].append(statement)
    seen: set[tuple[int, int]] = set()
    for posting in postings.values():
        for one, other in combinations(posting, 2) if len(posting) <= CROWD else ():
            if one.article != other.article and (id(one), id(other)) not in seen:
                seen.add((id(one), id(other)))
                yield one, other


def _keys(statement: DatedOrCountedStatement, weights: Mapping[str, float]) -> Iterator[Hashable]:
    topics: set[Hashable] = {*statement.amounts, *((days.first.year, days.first.month) for days in statement.days)}
    if statement.days:
        topics.add("dated")
    rare = sorted(statement.entries, key=lambda entry: (-weights[entry], entry))
    for topic in sorted(topics, key=repr):
        yield from ((entry, topic) for entry in rare)
        yield from ((*pair, topic) for pair in combinations(sorted(rare[:RAREST]), 2))


def _dispute(one: DatedOrCountedStatement, other: DatedOrCountedStatement, weights: Mapping[str, float]) -> DisagreementCandidate | None:
    """What two statements may disagree on; None where they say the same, or nothing that could be compared."""
    shared = one.entries & other.entries
    same_time = any(a.contains(b) or b.contains(a) for a in one.days for b in other.days)
    alike = [key for key in one.amounts if key in other.amounts]
    if any(one.amounts[key] & other.amounts[key] for key in alike):
        return None
    overlap = _overlap(one.words, other.words)
    near = len(one.near & other.near)
    if alike and ((near and same_time) or (near >= FEWEST and not (one.days and other.days))):
        reason, bonus = REASONS[0], SAME_TIME * (1 + same_time)
    elif one.days and other.days and not same_time and len(shared) >= FEWEST and overlap >= ALIKE:
        reason, bonus = REASONS[1], 0.0
    elif same_time and one.entries - shared and other.entries - shared:
        reason, bonus = REASONS[2], SAME_TIME
    else:
        return None
    score = sum(weights[entry] for entry in shared) + bonus + OVERLAP * overlap
    return DisagreementCandidate((one, other), reason, score)


def _overlap(one: str, other: str) -> float:
    """The part of the letters two by two of the shorter sentence that the other has too."""
    mine, theirs = ({text[n : n + 2] for n in range(len(text) - 1) if text[n : n + 2].isalnum()} for text in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))
