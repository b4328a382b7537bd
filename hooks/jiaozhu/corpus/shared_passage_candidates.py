"""Candidate pairs for shared passages: an inverted index of fingerprints tells which articles may have words in common.

No two articles are compared in full here. What everybody says leads to no pair, and two articles must share two fingerprints that stand
near each other in both.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

from ..core.model import Edition
from ..core.pairs import with_values

MAX_ARTICLES = 8  # articles that may share a hash; what more of them have is a set phrase, a form, or a quotation that everybody uses
REACH = 48  # letters within which two shared hashes must stand in both texts
AT_ONCE = 1 << 18  # hashes that are sorted together, so that memory is bounded by this and not by the collection
LOW = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class PassageCandidates:
    """The pairs of articles that may have a passage in common, by their numbers, and the hashes that too many articles have."""

    pairs: tuple[tuple[int, int], ...]
    crowded: frozenset[int]


def candidate_pairs(editions: Sequence[Edition]) -> PassageCandidates:
    """The pairs of editions that may share words. Time grows with the sum of all samples; a hash brings at most eight articles together."""
    samples = [array("Q", edition.prints) for edition in editions]
    shared, crowded = array("Q"), set[int]()
    for hashed, holders in _holders(samples):
        if len(holders) > MAX_ARTICLES:
            crowded.add(hashed)
        else:
            shared.extend(n << 32 | m for n, m in combinations(holders, 2))
    twice = (pair for pair, times in groupby(sorted(shared)) if sum(1 for _ in times) > 1)
    pairs = [(pair >> 32, pair & LOW) for pair in twice]
    places = with_values(pairs, lambda n: _places(samples[n], crowded))
    close = tuple(pair for pair, (one, other) in zip(pairs, places, strict=True) if _close(one, other))
    return PassageCandidates(close, frozenset(crowded))


def _holders(samples: Sequence[array[int]]) -> Iterator[tuple[int, list[int]]]:
    """Each hash that several articles have, with their numbers in order; the hashes are taken range by range."""
    parts = 1 + sum(map(len, samples)) // AT_ONCE
    borders = [(1 << 64) * n // parts for n in range(parts + 1)]
    for low, high in pairwise(borders):
        entries = {
            (value >> 32 << 32) | n
            for n, sample in enumerate(samples)
            for value in sample[bisect_left(sample, low) : bisect_left(sample, high)]
        }
        for hashed, group in groupby(sorted(entries), key=lambda entry: entry >> 32):
            holders = [entry & LOW for entry in group]
            if len(holders) > 1:
                yield hashed, holders


def _places(sample: array[int], crowded: set[int]) -> dict[int, int]:
    """The place of each hash in its article (the last, if it stands there twice), without the crowded ones."""
    return {value >> 32: value & LOW for value in sample if value >> 32 not in crowded}


def _close(one: dict[int, int], other: dict[int, int]) -> bool:
    """True where two shared hashes stand near each other, and in the same order, in both texts."""
    shared = sorted((one[hashed], other[hashed]) for hashed in one.keys() & other.keys())
    for n, (start, other_start) in enumerate(shared):
        for end, other_end in shared[n + 1 : n + 1 + REACH]:
            if end - start > REACH:
                break
            if 0 < other_end - other_start <= REACH:
                return True
    return False
