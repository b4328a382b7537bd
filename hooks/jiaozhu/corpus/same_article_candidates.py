"""Candidate pairs: sources that may be one article, by their summaries alone, and few enough to be compared in full.

Below five hundred sources, the whole samples of shingles are compared by an inverted index. From there on, near copies are found by
MinHash and locality-sensitive hashing, and everything else by a sparser sample.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from ..core.model import Summary
from ..facts.same_article_sketch import hashes_of

MANY = 500  # sources from which only a part of each sample is compared
SPARSE = 16  # then one shingle of so many is used
MAX_SOURCES = 32  # sources with a shingle that are paired with later ones: what more of them share is a form, or boilerplate
BANDS, BAND = 32, 16  # bands of a MinHash and their bytes: at a resemblance of .7, copies share one in 9,998 cases of 10,000
LIKELY = 0.5  # the share of common shingles from which two sources may be one article
NUMBER_BITS = 32  # bits for the number of a source, behind a hash


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two summaries by their numbers, the lesser first: how many shingles both samples have, and how many the smaller sample has."""

    one: int
    other: int
    common: int
    smaller: int
    every: int

    @property
    def likely(self) -> bool:
        """True where the two may be one article by what they share, and where the smaller sample is empty."""
        return self.common >= LIKELY * self.smaller


def candidate_pairs(summaries: Sequence[Summary]) -> Iterator[CandidatePair]:
    """The pairs that may be one article; each once, in order.

    Memory grows with the samples; time grows with the samples and with the number of sources that share a shingle (at most 32).
    """
    sparse = SPARSE if len(summaries) >= MANY else 1
    levels = [max(sparse, summary.every) for summary in summaries]
    similar = _sharing_bands(summaries) if sparse > 1 else {}
    sample_size = cache(lambda n, every: len(hashes_of(summaries[n], every)))  # for this call only, and numbers only
    for n, common in _common_hashes(summaries, levels):
        for m in sorted(common.keys() | similar.get(n, frozenset())):
            every = max(levels[n], levels[m])
            smaller = min(sample_size(n, every), sample_size(m, every))
            pair = CandidatePair(n, m, common[m], smaller, every)
            if m in similar.get(n, ()) or pair.likely:
                yield pair


def _common_hashes(summaries: Sequence[Summary], levels: Sequence[int]) -> Iterator[tuple[int, Counter[int]]]:
    """For each summary the later ones that share hashes with it, and how many: an inverted index, by sorting."""
    entries = sorted((h << NUMBER_BITS) | n for n, summary in enumerate(summaries) for h in hashes_of(summary, levels[n]))
    later: dict[int, list[list[int]]] = defaultdict(list)
    for _, group in groupby(entries, key=lambda entry: entry >> NUMBER_BITS):
        numbers = [entry & ((1 << NUMBER_BITS) - 1) for entry in group]
        if len(numbers) > 1:
            for at, n in enumerate(numbers[:MAX_SOURCES]):
                later[n].append(numbers[at + 1 :])
    for n in range(len(summaries)):
        yield n, Counter(m for numbers in later.pop(n, ()) for m in numbers)


def _sharing_bands(summaries: Sequence[Summary]) -> dict[int, frozenset[int]]:
    """Locality-sensitive hashing: for each summary the later ones whose MinHash shares a band with its own."""
    similar: dict[int, set[int]] = defaultdict(set)
    for band in range(BANDS):
        holders: dict[bytes, list[int]] = defaultdict(list)
        for m, summary in enumerate(summaries):
            earlier = holders[summary.sketch[band * BAND : (band + 1) * BAND]]
            for n in earlier[:MAX_SOURCES]:
                similar[n].add(m)
            earlier.append(m)
    return {n: frozenset(others) for n, others in similar.items()}
