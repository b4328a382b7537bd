"""The apparatus: what each witness reads where it does not agree with the edition, so that its body can be had again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..core.model import Variant
from .align import NEWLINES, CompactText, merge_chance_matches, slid_differences, widen_to_words


def variants(first: CompactText, other: CompactText, text: str, witness: str, copy: int = 0) -> list[Variant]:
    """What the body ``other`` of a witness, which stands in its ``text``, reads in the place of ``first``; in order."""
    found = widen_to_words(merge_chance_matches(slid_differences(first.chars, other.chars)), first.chars, other.chars)
    return [Variant(first.place(*d.base), _words(text, other.at[slice(*d.other)]), witness, copy) for d in found]


def reconstruct_witness(text: str, first: CompactText, apparatus: Iterable[Variant], witness: str, copy: int = 0) -> str:
    """The body of a witness, without white space: the body ``first``, which stands in ``text``, with what the apparatus says of it."""
    parts, n = [], 0
    for variant in sorted((v for v in apparatus if (v.witness, v.copy) == (witness, copy)), key=lambda v: v.lemma):
        while n < len(first.at) and first.at[n] < variant.lemma.start:
            parts.append(text[first.at[n]])
            n += 1
        while n < len(first.at) and first.at[n] < variant.lemma.end:
            n += 1
        parts.append("".join(variant.reading.split()))
    return "".join(parts) + first.chars[n:]


def _words(text: str, at: Sequence[int]) -> str:
    """The characters of ``text`` at these places, with one space or newline where white space stands between them."""
    parts = [text[at[0]]] if at else []
    for before, here in pairwise(at):
        gap = text[before + 1 : here]
        parts.append(("\n" if any(newline in gap for newline in NEWLINES) else " " if gap else "") + text[here])
    return "".join(parts)
