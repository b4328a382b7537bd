"""What is remembered of an edition, so that sources which are one article can be found without reading all of them again.

The sample of shingles is Broder's ("On the resemblance and containment of documents", 1997): all of those whose hash can be
divided by a power of two, which is the higher the longer the text. Two samples are compared at the higher of their powers.
"""

from __future__ import annotations

from array import array
from collections import Counter
from hashlib import sha256
from zlib import crc32

import regex
import rensa  # type: ignore[import-untyped]

from ..core.model import Edition, Sidecar, Summary
from ..core.normalize import caseless_nfkc_letters, nfkc

SHINGLE = 6  # letters of a shingle: six Han characters in a row are seldom met with by chance
SAMPLE = 2048  # hashes that a summary holds at the most; a text of fewer shingles is remembered whole
PERMUTATIONS, SEED = 128, 1
NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")


def summary(edition: Edition, sidecar: Sidecar | None = None) -> Summary:
    """The summary of an edition, with what its sidecar says of other sources."""
    said = letters_of(edition)
    pieces = shingles(said)
    every, hashes = _sampled({crc32(piece.encode(errors="surrogatepass")) for piece in pieces})
    sketch = rensa.RMinHash(PERMUTATIONS, SEED)
    sketch.update(sorted(pieces))
    return Summary(
        id=edition.source.id,
        digest=sha256(said.encode(errors="surrogatepass")).hexdigest(),
        length=len(said),
        title=caseless_nfkc_letters(edition.heading.title.value) if edition.heading.title else "",
        numbers=numbers_of(edition),
        every=every,
        hashes=array("I", hashes).tobytes(),
        sketch=array("I", sketch.digest()).tobytes(),
        witness=sidecar.witness if sidecar else None,
        apart=sidecar.apart if sidecar else (),
    )


def letters_of(edition: Edition) -> str:
    """The letters of an edition's body: what copies have in common, whatever their marks and their form."""
    return caseless_nfkc_letters("\n".join(block.text for block in edition.body_blocks))


def numbers_of(edition: Edition) -> tuple[tuple[str, int], ...]:
    """The numbers in the body of an edition, each with how often it stands there."""
    text = "\n".join(block.text for block in edition.body_blocks)
    return tuple(sorted(Counter(NUMBER.findall(nfkc(text))).items()))


def shingles(text: str) -> frozenset[str]:
    """All stretches of six letters; a shorter text is one itself, and one without letters has none."""
    return frozenset(text[n : n + SHINGLE] for n in range(max(min(1, len(text)), len(text) - SHINGLE + 1)))


def hashes_of(summary: Summary, every: int) -> list[int]:
    """The hashes of a summary, in order, that can be divided by ``every``."""
    known = array("I", summary.hashes)
    return list(known) if every <= summary.every else [h for h in known if h % every == 0]


def _sampled(hashes: set[int]) -> tuple[int, list[int]]:
    """The least power of two by which few enough hashes can be divided, and these."""
    every = 1
    while len(hashes) > SAMPLE:
        every *= 2
        hashes = {h for h in hashes if h % every == 0}
    return every, sorted(hashes)
