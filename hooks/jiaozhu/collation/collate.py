"""Collation: one text from the copies of a body that stand in one source.

The copies are compared without white space. The one with more paragraphs is the base; what it has lost is supplied from the
others, which are then cut as copies. Where they have something, but not the same, the base is followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from ..core.lines import CLOSERS, OPENERS, lines
from ..core.model import Variant
from ..core.reading import Change, Reading, Span, Witness, letters
from ..rules.rulebook import Rulebook
from .align import NEWLINES, CompactText, differences
from .copies import breaks_off, continues_below, find_copies, is_whole
from .variants import variants

COPY, SUPPLIED, VARIANT = "second-copy", "supplied-reading", "variant-reading"


@dataclass(frozen=True, slots=True)
class Collation:
    """The stretch of a text that is the base, and the other copies of it that are cut, in order."""

    base: Span
    others: tuple[Span, ...]


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Merge the copies of the body, where there are several: see the module."""
    found = find_collation(reading) if {COPY, SUPPLIED, VARIANT} <= rulebook.rules.keys() else None
    if found is None:
        return
    text = reading.text
    base, others = CompactText.from_text(text, found.base), [CompactText.from_text(text, span) for span in found.others]
    supplied = dict(_supplied(reading, base, others))
    for changes in supplied.values():
        yield from changes
    kept = [reading.place(span) for span in reading.held]
    for n, span in enumerate(found.others):
        for start, end, rule in _pieces(span, base, others[n], supplied.keys()):
            for a, b in _around(start, end, kept):
                yield Change(a, b, "", rule)


def find_collation(reading: Reading) -> Collation | None:
    """Which copy is the base, and which others can be cut; None where there is nothing to be merged.

    Only what is whole may be cut as a copy: an excerpt that breaks off is no reason to break the body off. What the editor
    keeps stands in the base, if that can be.
    """
    text = reading.text
    found = find_copies(text)
    kept = [reading.place(span) for span in reading.held]
    order = sorted(found, key=lambda span: (is_whole(text, span), -len(lines(span.slice(text)))))
    chosen = [span for span in order if any(span.overlaps(other) for other in kept)]
    if found and continues_below(text, found[-1]):
        chosen = [found[-1]]
    elif len(found) == 2 and breaks_off(text, *found):
        chosen = [found[0]]
    for base in (*chosen, *order):
        others = tuple(span for span in found if span != base and is_whole(text, span))
        if others:
            return Collation(base, others)
    return None


def copy_variants(before: Reading, after: Reading, ident: str) -> list[Variant]:
    """What the copies that were cut from the source ``ident`` read, in the order of the text ``after`` the step."""
    found = find_collation(before) if any(run.rule == COPY for run in after.runs) else None
    if found is None:
        return []
    base = supplied_base(before, after, found)
    others = [CompactText.from_text(before.text, span) for span in found.others]
    read = [v for n, other in enumerate(others, 1) for v in variants(base, other, before.text, ident, n)]
    return sorted(read, key=lambda variant: variant.lemma)


def supplied_base(before: Reading, after: Reading, found: Collation) -> CompactText:
    """The base of a collation with what was supplied, in the text ``after`` the step."""
    return CompactText.from_text(after.text, _supplemented(after, after.place(before.origin(found.base))))


def _supplemented(reading: Reading, span: Span) -> Span:
    """A stretch of the text with what was supplied at its two edges."""
    start, end = span.start, span.end
    for at, run in reading.placed():
        if run.rule == SUPPLIED and run.start == run.end and at <= span.start == at + len(run.put or ""):
            start = at
        if run.rule == SUPPLIED and run.start == run.end and at == end:
            end += len(run.put or "")
    return Span(start, end)


def _supplied(reading: Reading, base: CompactText, others: Sequence[CompactText]) -> Iterator[tuple[tuple[int, str], list[Change]]]:
    """What is put into the base, by its place and its words: what half of the others or more have there, the same words.

    Dots are what an excerpt has in the place of the rest.
    """
    offers: dict[int, dict[str, list[tuple[int, tuple[int, int]]]]] = defaultdict(lambda: defaultdict(list))
    for n, other in enumerate(others):
        for difference in differences(base.chars, other.chars):
            if difference.base[0] == difference.base[1]:
                offers[difference.base[0]][other.chars[slice(*difference.other)]].append((n, difference.other))
    for at, readings in sorted(offers.items()):
        words, places = max(readings.items(), key=lambda item: len(item[1]))
        changes = [*_supply(reading, base, others[places[0][0]], at, places[0][1])]
        if "…" not in words and 2 * len(places) >= len(others) and all(reading.is_free(change.span) for change in changes):
            yield (at, words), changes


def _pieces(span: Span, base: CompactText, other: CompactText, supplied: Container[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """A copy in pieces, each with the rule that takes it: what the base has, too, and what it has not."""
    start = span.start
    for difference in differences(base.chars, other.chars):
        (a, b), (c, d) = difference.base, difference.other
        if c == d or (a == b and (a, other.chars[c:d]) in supplied):
            continue
        theirs = other.span(c, d)
        yield start, theirs.start, COPY
        yield theirs.start, theirs.end, VARIANT
        start = theirs.end
    yield start, span.end, COPY


def _around(start: int, end: int, kept: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The parts of a stretch in which nothing is kept."""
    for span in sorted(kept):
        if span.overlaps(Span(start, end)):
            if start < span.start:
                yield start, span.start
            start = max(start, span.end)
    if start < end:
        yield start, end


def _supply(reading: Reading, base: CompactText, other: CompactText, at: int, theirs: tuple[int, int]) -> Iterator[Change]:
    """Put ``other.chars[c:d]`` into the base before its character ``at``; at a paragraph break, divided between both sides."""
    c, d = theirs
    left = base.at[at - 1] + 1 if at else base.at[0]
    right = base.at[at] if at < len(base.at) else left
    breaks = any(newline in reading.text[left:right] for newline in NEWLINES)
    middle = _divided(reading, other, c, d) if breaks else d
    for start, end, place in ((c, middle, left), (middle, d, right)):
        if start < end:
            span = reading.origin(other.span(start, end))
            put, reads = other.chars[start:end], span.slice(reading.raw)
            witness = Witness(span, reads) if letters(reads) == letters(put) else None  # markup may stand between its letters
            yield Change(place, place, put, SUPPLIED, witness)


def _divided(reading: Reading, other: CompactText, c: int, d: int) -> int:
    """Where in ``other.chars[c:d]`` the paragraph ends: at the only white space that its source has there; or else by class.

    What closes belongs to the paragraph before, what opens to the one behind.
    """
    gaps = [n for n in range(max(c, 1), min(d, len(other.chars) - 1) + 1) if _apart(reading, other, n)]
    if len(gaps) == 1:
        return gaps[0]
    closed = [n + 1 for n in range(c, d) if other.chars[n] in CLOSERS]
    if closed:
        return closed[-1]
    return c if other.chars[c] in OPENERS or c in gaps else d


def _apart(reading: Reading, other: CompactText, n: int) -> bool:
    """True where the source has white space between the characters ``n - 1`` and ``n`` of a copy."""
    before = reading.origin(Span(other.at[n - 1], other.at[n - 1] + 1))
    behind = reading.origin(Span(other.at[n], other.at[n] + 1))
    return any(character.isspace() for character in reading.raw[before.end : behind.start])
