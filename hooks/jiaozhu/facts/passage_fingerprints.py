"""Winnowing: the fingerprints of an article are sampled hashes of its n-grams, by which articles with words in common are found.

Of each window of six neighbouring n-grams the sample keeps the one with the least hash (Schleimer, Wilkerson and Aiken, "Winnowing: local
algorithms for document fingerprinting", 2003). Two texts with 13 letters in a row in common share one hash, and with 20 letters two.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from ..core.model import Block
from ..core.normalize import fold

LAST = (1 << 32) - 1  # the greatest place in a text
GRAM, WINDOW = 8, 6  # letters of an n-gram, and neighbouring n-grams of which one is sampled


@dataclass(frozen=True, slots=True)
class Lettered:
    """The folded letters of an article (``chars``), with a line break after each block.

    ``blocks`` are the article's. The letter ``n`` is the character ``offsets[n]`` of ``blocks[numbers[n]]``.
    """

    chars: str
    blocks: tuple[Block, ...]
    numbers: array[int]
    offsets: array[int]

    @classmethod
    def from_blocks(cls, blocks: Iterable[Block]) -> Lettered:
        """The letters of those blocks that are words of the article: neither its title nor the program's own text."""
        body = tuple(block for block in blocks if block.kind not in ("title", "code") and block.has_own_text)
        chars: list[str] = []
        numbers, offsets = array("L"), array("L")
        for n, block in enumerate(body):
            folded = fold(block.text)
            places = [at for at, c in enumerate(folded) if c.isalnum()]
            chars += [*map(folded.__getitem__, places), "\n"]
            numbers.extend([n] * (len(places) + 1))
            offsets.extend([*places, len(folded)])
        return cls("".join(chars), body, numbers, offsets)


def fingerprints(blocks: Iterable[Block]) -> bytes:
    """The sampled n-grams of an article, packed: the hash and the place of each in eight bytes, in order."""
    hashes = gram_hashes(Lettered.from_blocks(blocks).chars)
    windows = range(max(1, len(hashes) - WINDOW + 1) if hashes else 0)
    ranked = [hashed << 32 | LAST - at for at, hashed in enumerate(hashes)]  # of equal hashes the last one counts
    least = {min(ranked[n : n + WINDOW]) for n in windows}
    return array("Q", sorted((rank >> 32 << 32) | LAST - (rank & LAST) for rank in least)).tobytes()


def gram_hashes(chars: str) -> list[int]:
    """The hash of each n-gram of a text, in the order of the text."""
    data = chars.encode("utf-32-le", "surrogatepass")
    return [crc32(data[4 * n : 4 * (n + GRAM)]) for n in range(len(chars) - GRAM + 1)]
