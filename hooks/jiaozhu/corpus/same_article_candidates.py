"""Pairs of sources that may have something in common, by their summaries alone: few enough to be compared in full.

Up to five hundred sources, all that their summaries hold is compared. Beyond, near copies are found by MinHash and
locality-sensitive hashing, and whatever else is shared by a sparser sample.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from ..core.model import Summary
from ..facts.sketch import hashes_of

MANY = 500  # sources from which not everything is compared
SPARSE = 16  # then one shingle of so many is looked at
MAX_SOURCES = 32  # sources that a shingle may bring together with another: what more of them share is a form, or a site's own
BANDS, BAND = 32, 16  # a MinHash in bands of so many bytes: copies share one, at a resemblance of .7 in 9,998 cases of 10,000
LIKELY = 0.5  # the share of common shingles from which two sources may be one article
PLACES = 32  # bits for the number of a source behind a hash


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two summaries by their numbers, the lesser first: the shingles that both samples hold, and those of the smaller sample."""

    one: int
    other: int
    common: int
    smaller: int
    every: int

    @property
    def likely(self) -> bool:
        """True where the two may be one article; of a few shingles nothing can be said."""
        return self.common >= LIKELY * self.smaller


def candidate_pairs(summaries: Sequence[Summary]) -> Iterator[CandidatePair]:
    """The pairs that may be one article; each once, in order.

    Memory grows with the samples, time with these and with the number of sources that share a shingle (at most 32).
    """
    sparse = SPARSE if len(summaries) >= MANY else 1
    levels = [max(sparse, summary.every) for summary in summaries]
    banded = _banded(summaries) if sparse > 1 else {}
    sizes = cache(lambda n, every: len(hashes_of(summaries[n], every)))  # numbers only, and for this run only
    for n, found in _met(summaries, levels):
        for m in sorted(found.keys() | banded.get(n, frozenset())):
            every = max(levels[n], levels[m])
            smaller = min(sizes(n, every), sizes(m, every))
            pair = CandidatePair(n, m, found[m], smaller, every)
            if m in banded.get(n, ()) or pair.likely:
                yield pair


def _met(summaries: Sequence[Summary], levels: Sequence[int]) -> Iterator[tuple[int, Counter[int]]]:
    """For each summary the later ones that share hashes with it, and how many."""
    entries = sorted((h << PLACES) | n for n, summary in enumerate(summaries) for h in hashes_of(summary, levels[n]))
    holders: dict[int, list[list[int]]] = defaultdict(list)
    for _, group in groupby(entries, key=lambda entry: entry >> PLACES):
        numbers = [entry & ((1 << PLACES) - 1) for entry in group]
        if len(numbers) > 1:
            for at, n in enumerate(numbers[:MAX_SOURCES]):
                holders[n].append(numbers[at + 1 :])
    for n in range(len(summaries)):
        yield n, Counter(m for numbers in holders.pop(n, ()) for m in numbers)


def _banded(summaries: Sequence[Summary]) -> dict[int, frozenset[int]]:
    """For each summary the later ones whose MinHash has a band in common with its own."""
    found: dict[int, set[int]] = defaultdict(set)
    for band in range(BANDS):
        holders: dict[bytes, list[int]] = defaultdict(list)
        for m, summary in enumerate(summaries):
            known = holders[summary.sketch[band * BAND : (band + 1) * BAND]]
            for n in known[:MAX_SOURCES]:
                found[n].add(m)
            known.append(m)
    return {n: frozenset(some) for n, some in found.items()}
