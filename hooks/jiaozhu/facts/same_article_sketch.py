"""Sketches: the sampled shingles and the MinHash of an edition, by which sources that are one article are found.

The sample is Broder's ("On the resemblance and containment of documents", 1997): all shingles whose hash is divisible by a power of
two, which grows with the length of the text. Two samples are compared at the greater of their two powers.
"""

from __future__ import annotations

from array import array
from collections import Counter
from hashlib import sha256
from zlib import crc32

import regex
import rensa  # type: ignore[import-untyped]

from ..core.decisions import Sidecar
from ..core.model import Edition, Summary
from ..core.normalize import caseless_nfkc_letters, nfkc

SHINGLE = 6  # letters of a shingle: six Han characters in a row are seldom the same by chance
SAMPLE = 2048  # the most hashes of a sample; a text of fewer shingles is sampled whole
PERMUTATIONS, SEED = 128, 1
NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")


def sketch_of(edition: Edition, sidecar: Sidecar | None = None) -> Summary:
    """The sketch of an edition, with what its sidecar says of other sources."""
    letters = letters_of(edition)
    pieces = shingles(letters)
    every, hashes = _sampled({crc32(piece.encode(errors="surrogatepass")) for piece in pieces})
    minhash = rensa.RMinHash(PERMUTATIONS, SEED)
    minhash.update(sorted(pieces))
    return Summary(
        id=edition.source.id,
        digest=sha256(letters.encode(errors="surrogatepass")).hexdigest(),
        length=len(letters),
        title=caseless_nfkc_letters(edition.heading.title.value) if edition.heading.title else "",
        numbers=numbers_of(edition),
        every=every,
        hashes=array("I", hashes).tobytes(),
        sketch=array("I", minhash.digest()).tobytes(),
        witness=sidecar.witness if sidecar else None,
        apart=sidecar.apart if sidecar else (),
    )


def letters_of(edition: Edition) -> str:
    """The letters of an edition's body, which copies have in common whatever their marks, width and case."""
    return caseless_nfkc_letters("\n".join(block.text for block in edition.body_blocks))


def numbers_of(edition: Edition) -> tuple[tuple[str, int], ...]:
    """The numbers in the body of an edition and how often each occurs, in order."""
    text = "\n".join(block.text for block in edition.body_blocks)
    return tuple(sorted(Counter(NUMBER.findall(nfkc(text))).items()))


def shingles(text: str) -> frozenset[str]:
    """The shingles of a text: all stretches of six letters. A shorter text is its own only one; an empty text has none."""
    return frozenset(text[n : n + SHINGLE] for n in range(max(min(1, len(text)), len(text) - SHINGLE + 1)))


def hashes_of(summary: Summary, every: int) -> list[int]:
    """The hashes of a sketch that are divisible by ``every``, in order."""
    hashes = array("I", summary.hashes)
    return list(hashes) if every <= summary.every else [h for h in hashes if h % every == 0]


def _sampled(hashes: set[int]) -> tuple[int, list[int]]:
    """The least power of two by which at most ``SAMPLE`` hashes are divisible, and these hashes in order."""
    every = 1
    while len(hashes) > SAMPLE:
        every *= 2
        hashes = {h for h in hashes if h % every == 0}
    return every, sorted(hashes)
