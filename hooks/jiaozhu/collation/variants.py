"""The critical apparatus: what each witness reads where it differs from the edition. From both its body can be reconstructed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..core.model import Variant
from .align import NEWLINES, CompactText, merge_chance_matches, slid_differences, widen_to_words


def variants(base: CompactText, other: CompactText, text: str, witness: str, copy: int = 0) -> list[Variant]:
    """What a witness, whose body ``other`` stands in its ``text``, reads in the place of ``base``; in the order of the base."""
    merged = merge_chance_matches(slid_differences(base.chars, other.chars))
    readable = widen_to_words(merged, base.chars, other.chars)
    return [Variant(base.span(*d.base), _spaced(text, other.offsets[slice(*d.other)]), witness, copy) for d in readable]


def reconstruct_witness(text: str, base: CompactText, apparatus: Iterable[Variant], witness: str, copy: int = 0) -> str:
    """The body of a witness without white space: the ``base``, a stretch of ``text``, with the readings of the witness put in."""
    parts, n = [], 0
    for variant in sorted((v for v in apparatus if (v.witness, v.copy) == (witness, copy)), key=lambda v: v.lemma):
        while n < len(base.offsets) and base.offsets[n] < variant.lemma.start:
            parts.append(text[base.offsets[n]])
            n += 1
        while n < len(base.offsets) and base.offsets[n] < variant.lemma.end:
            n += 1
        parts.append("".join(variant.reading.split()))
    return "".join(parts) + base.chars[n:]


def _spaced(text: str, offsets: Sequence[int]) -> str:
    """The characters of ``text`` at these offsets, with one space or newline where white space stands between two of them."""
    parts = [text[offsets[0]]] if offsets else []
    for before, behind in pairwise(offsets):
        gap = text[before + 1 : behind]
        parts.append(("\n" if any(newline in gap for newline in NEWLINES) else " " if gap else "") + text[behind])
    return "".join(parts)
