"""Which articles may have words in common: by sampled hashes of what they hold, and never by reading all pairs of them.

The sample is winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", 2003): of each
six neighbouring n-grams the one with the least hash. Two texts with 13 letters in a row in common share one hash, and with 20 two.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby, pairwise
from zlib import crc32

from ..core.model import Block, Edition
from ..core.normalize import fold

GRAM, WINDOW = 8, 6  # letters of an n-gram, and n-grams of which one is remembered
MAX_ARTICLES = 8  # articles that may have the same words; what more of them have is a set phrase, a form, or a quotation of everybody's
REACH = 48  # letters within which two shared hashes must stand in both texts
AT_ONCE = 1 << 18  # hashes that are sorted together, so that memory is bounded by this and not by the collection
LOW = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Lettered:
    """The words of an article, letter for letter: `chars`, folded, with a line break between two blocks.

    ``blocks`` are the article's; letter ``n`` is the character ``offsets[n]`` of ``blocks[numbers[n]]``.
    """

    chars: str
    blocks: tuple[Block, ...]
    numbers: array[int]
    offsets: array[int]

    @classmethod
    def from_blocks(cls, blocks: Iterable[Block]) -> Lettered:
        """The letters of the blocks that are words of the article: neither its title nor the program's own."""
        told = tuple(block for block in blocks if block.kind not in ("title", "figure"))
        chars: list[str] = []
        numbers, offsets = array("L"), array("L")
        for n, block in enumerate(told):
            for at, c in enumerate(fold(block.text)):
                if c.isalnum():
                    chars.append(c)
                    numbers.append(n)
                    offsets.append(at)
            chars.append("\n")
            numbers.append(n)
            offsets.append(len(block.text))
        return cls("".join(chars), told, numbers, offsets)


@dataclass(frozen=True, slots=True)
class PassageCandidates:
    """The pairs of articles that may have a passage in common, by their numbers, and the hashes of what everybody says."""

    pairs: tuple[tuple[int, int], ...]
    crowded: frozenset[int]


def fingerprints(blocks: Iterable[Block]) -> bytes:
    """The sampled n-grams of an article: hash and place of each in eight bytes, in order."""
    hashes = gram_hashes(Lettered.from_blocks(blocks).chars)
    windows = range(max(1, len(hashes) - WINDOW + 1) if hashes else 0)
    places = {min(range(n, min(n + WINDOW, len(hashes))), key=lambda at: (hashes[at], -at)) for n in windows}
    return array("Q", sorted(hashes[at] << 32 | at for at in places)).tobytes()


def gram_hashes(chars: str) -> list[int]:
    """The hash of each n-gram of a text, in the order of the text."""
    data = chars.encode("utf-32-le", "surrogatepass")
    return [crc32(data[4 * n : 4 * (n + GRAM)]) for n in range(len(chars) - GRAM + 1)]


def candidate_pairs(editions: Sequence[Edition]) -> PassageCandidates:
    """Who may share words with whom. Time grows with the sum of all samples; a hash brings at most eight articles together."""
    known = [array("Q", edition.prints) for edition in editions]
    met, crowded = array("Q"), set[int]()
    for hashed, holders in _holders(known):
        if len(holders) > MAX_ARTICLES:
            crowded.add(hashed)
        else:
            met.extend(n << 32 | m for n, m in combinations(holders, 2))
    near = lru_cache(maxsize=64)(lambda n: _places(known[n], crowded))
    twice = (pair for pair, times in groupby(sorted(met)) if sum(1 for _ in times) > 1)
    pairs = ((pair >> 32, pair & LOW) for pair in twice)
    return PassageCandidates(tuple((n, m) for n, m in pairs if _close(near(n), near(m))), frozenset(crowded))


def _holders(known: Sequence[array[int]]) -> Iterator[tuple[int, list[int]]]:
    """Each hash that several articles have, with their numbers in order; the hashes are taken range by range."""
    parts = 1 + sum(map(len, known)) // AT_ONCE
    borders = [(1 << 64) * n // parts for n in range(parts + 1)]
    for low, high in pairwise(borders):
        entries = {
            (value >> 32 << 32) | n
            for n, prints in enumerate(known)
            for value in prints[bisect_left(prints, low) : bisect_left(prints, high)]
        }
        for hashed, group in groupby(sorted(entries), key=lambda entry: entry >> 32):
            holders = [entry & LOW for entry in group]
            if len(holders) > 1:
                yield hashed, holders


def _places(prints: array[int], crowded: set[int]) -> dict[int, int]:
    """Where each hash of an article stands (the last, if it is there twice), without those of everybody."""
    return {value >> 32: value & LOW for value in prints if value >> 32 not in crowded}


def _close(one: dict[int, int], other: dict[int, int]) -> bool:
    """True where two shared hashes stand near each other, and in one order, in both texts."""
    shared = sorted((one[h], other[h]) for h in one.keys() & other.keys())
    for n, (here, there) in enumerate(shared):
        for further, beyond in shared[n + 1 : n + 1 + REACH]:
            if further - here > REACH:
                break
            if 0 < beyond - there <= REACH:
                return True
    return False
