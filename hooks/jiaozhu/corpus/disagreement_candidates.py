"""Possible disagreements, for the editor: pairs of sentences that mention the same names and count or date something differently.

They are suggestions and not findings: most pairs are about different things. So there are few of them, and each says why it is there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import log
from types import MappingProxyType

from ..core.entries import Mention
from ..core.lines import SENTENCE
from ..core.model import Block, Edition
from ..core.reading import Span
from ..facts.dates.almanac import Days
from ..facts.dates.datings import Dating
from ..facts.dates.expressions import ENDS_CLAUSE
from ..facts.quantities.quantities import Quantity
from .disagreements import Disagreement
from .event_groups import MAX_DAYS

MAX_PAIRS = 20  # further down nobody looks
MAX_STATEMENTS = 24  # statements with the same name and topic; a longer posting list leads to no pair
RAREST = 5  # names of a statement of which each two are a key too
MIN_SHARED = 2  # names and terms that two statements share, where they count the same thing or date differently
MIN_OVERLAP = 0.1  # the overlap of the bigrams of two statements that date differently
SAME_TIME = 2.0  # the score of two statements about one time; and of two that count
OVERLAP = 6.0  # the score of two statements of which one has all bigrams of the other
REASONS = ("数目不同", "日期不同", "同一时间，所提的名字不同")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or a part of one, that counts or dates something.

    ``entries`` are the ids of the names and terms in it, and ``near`` those that stand nearest to its figures. ``amounts`` are its
    figures by kind and unit, and ``days`` its times.
    """

    article: str
    block: str
    words: str
    entries: frozenset[str]
    near: frozenset[str]
    amounts: Mapping[tuple[str, str], frozenset[object]]
    days: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class CandidateSide:
    """The words of a statement, and where they stand."""

    article: str
    block: str
    words: str


@dataclass(frozen=True, slots=True)
class DisagreementCandidate:
    """Two statements of different articles, and what they may disagree on."""

    sides: tuple[CandidateSide, CandidateSide]
    reason: str
    score: float


def disagreement_candidates(
    editions: Sequence[Edition],
    items: Iterable[Quantity],
    dated: Mapping[str, tuple[Dating, ...]],
    known: Iterable[Disagreement] = (),
    owners: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[DisagreementCandidate, ...]:
    """The pairs that are most worth a look, the best first, without those of the ``known`` disagreements.

    ``owners`` are the names to which a name belongs: a sentence about 淘宝直播 is also about 淘宝. An inverted index brings statements
    together, so that time grows with the number of sentences that count or date.
    """
    statements = [_with_owners(statement, owners) for statement in _statements(editions, items, dated)]
    document_frequencies = Counter(entry for entries in _entries_by_article(statements).values() for entry in entries)
    weights = {entry: log((1 + len(editions)) / times) for entry, times in document_frequencies.items()}
    settled = {
        frozenset(((one.article, one.block), (other.article, other.block))) for d in known for one, other in combinations(d.claims, 2)
    }
    best: dict[frozenset[tuple[str, str]], DisagreementCandidate] = {}
    for one, other in _candidate_pairs(statements, weights):
        blocks = frozenset(((one.article, one.block), (other.article, other.block)))
        candidate = _compared(one, other, weights) if blocks not in settled else None
        if candidate and (blocks not in best or best[blocks].score < candidate.score):
            best[blocks] = candidate
    ranked = sorted(best.values(), key=lambda d: (-d.score, *((s.article, s.block, s.words) for s in d.sides)))
    return tuple(ranked[:MAX_PAIRS])


def _with_owners(statement: Statement, owners: Mapping[str, Collection[str]]) -> Statement:
    added = {owner for entry in statement.entries for owner in owners.get(entry, ())}
    return replace(statement, entries=statement.entries | added) if added else statement


def _entries_by_article(statements: Iterable[Statement]) -> dict[str, set[str]]:
    entries: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        entries[statement.article].update(statement.entries)
    return entries


def _statements(editions: Iterable[Edition], items: Iterable[Quantity], dated: Mapping[str, tuple[Dating, ...]]) -> list[Statement]:
    """The statements of the editions: those that mention a name or a term, and have a figure or a time of a month or less."""
    figures_by_block: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for item in items:
        figures_by_block[item.article, item.figure.block].append(item)
    statements: list[Statement] = []
    for edition in editions:
        ident = edition.source.id
        times_by_block: dict[str, list[Dating]] = defaultdict(list)
        for dating in dated.get(ident, ()):
            times_by_block[dating.block].append(dating)
        mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in (*edition.mentions, *edition.names):
            mentions[mention.block].append(mention)
        for block in edition.blocks:
            figures, times = figures_by_block.get((ident, block.id), ()), times_by_block.get(block.id, ())
            for start, end in _parts(block.text, times) if figures or times else ():
                statements.extend(_statement(ident, block, Span(start, end), mentions.get(block.id, ()), figures, times))
    return statements


def _parts(text: str, times: Sequence[Dating]) -> Iterator[tuple[int, int]]:
    """The sentences of a text. A sentence with several times is split before the clause of each time but the first."""
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        cuts = [start]
        for dating in [d for d in times if start <= d.start < end][1:]:
            at = max(text.rfind(mark, start, dating.start) for mark in ENDS_CLAUSE) + 1
            if at > cuts[-1]:
                cuts.append(at)
        yield from pairwise((*cuts, end))


def _statement(
    ident: str, block: Block, span: Span, mentions: Iterable[Mention], items: Iterable[Quantity], times: Iterable[Dating]
) -> Iterator[Statement]:
    """The statement of a part of a sentence, if it has one that can be compared."""
    amounts: dict[tuple[str, str], set[object]] = defaultdict(set)
    near: set[str] = set()
    for item in items:
        if span.start <= item.figure.start < span.end:
            amounts[item.figure.kind, item.figure.unit].add(item.figure.amounts)
            near.update(item.near)
    days = tuple(d.days for d in times if d.days and d.days.length <= MAX_DAYS and span.start <= d.start < span.end)
    entries = frozenset(m.entry for m in mentions if span.start <= m.start < span.end)
    if entries and (amounts or days):
        words = span.slice(block.text).strip().rstrip(ENDS_CLAUSE)
        frozen = {kind_and_unit: frozenset(values) for kind_and_unit, values in amounts.items()}
        yield Statement(ident, block.id, words, entries, frozenset(near), frozen, days)


def _candidate_pairs(statements: Iterable[Statement], weights: Mapping[str, float]) -> Iterator[tuple[Statement, Statement]]:
    """Blocking by an inverted index: the pairs of statements of different articles that share a key. Each pair comes once."""
    postings: dict[Hashable, list[Statement]] = defaultdict(list)
    for statement in statements:
        for key in _keys(statement, weights):
            postings[key].append(statement)
    seen: set[tuple[int, int]] = set()
    for posting in postings.values():
        for one, other in combinations(posting, 2) if len(posting) <= MAX_STATEMENTS else ():
            if one.article != other.article and (id(one), id(other)) not in seen:
                seen.add((id(one), id(other)))
                yield one, other


def _keys(statement: Statement, weights: Mapping[str, float]) -> Iterator[Hashable]:
    """The index keys of a statement: a name or two rare ones, with a topic (a kind of figure and its unit, a month, or any date)."""
    topics: set[Hashable] = {*statement.amounts, *((days.first.year, days.first.month) for days in statement.days)}
    if statement.days:
        topics.add("dated")
    rare = sorted(statement.entries, key=lambda entry: (-weights[entry], entry))
    for topic in sorted(topics, key=repr):
        yield from ((entry, topic) for entry in rare)
        yield from ((*pair, topic) for pair in combinations(sorted(rare[:RAREST]), 2))


def _compared(one: Statement, other: Statement, weights: Mapping[str, float]) -> DisagreementCandidate | None:
    """The possible disagreement of two statements; None where they say the same, or nothing that can be compared."""
    shared = one.entries & other.entries
    same_time = any(a.contains(b) or b.contains(a) for a in one.days for b in other.days)
    same_kinds = [key for key in one.amounts if key in other.amounts]
    if any(one.amounts[key] & other.amounts[key] for key in same_kinds):
        return None
    overlap = _bigram_overlap(one.words, other.words)
    near = len(one.near & other.near)
    if same_kinds and ((near and same_time) or (near >= MIN_SHARED and not (one.days and other.days))):
        reason, bonus = REASONS[0], SAME_TIME * (1 + same_time)
    elif one.days and other.days and not same_time and len(shared) >= MIN_SHARED and overlap >= MIN_OVERLAP:
        reason, bonus = REASONS[1], 0.0
    elif same_time and one.entries - shared and other.entries - shared:
        reason, bonus = REASONS[2], SAME_TIME
    else:
        return None
    score = sum(weights[entry] for entry in shared) + bonus + OVERLAP * overlap
    return DisagreementCandidate((_side(one), _side(other)), reason, score)


def _side(statement: Statement) -> CandidateSide:
    return CandidateSide(statement.article, statement.block, statement.words)


def _bigram_overlap(one: str, other: str) -> float:
    """The overlap coefficient of the bigrams of letters: the share of the smaller set that the larger one has too."""
    mine, theirs = ({text[n : n + 2] for n in range(len(text) - 1) if text[n : n + 2].isalnum()} for text in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))
