"""Collation inside one source: the copies of a body that stand in it become one text.

The copy with more paragraphs is the base. What it has lost is supplied from the others, which are then cut as copies. Where the
others have something else, the base is followed, and their readings go into the apparatus. Whole sentences that only one copy has
may be an advertisement as well as a loss: to supply them, and to pass over them, is a conjecture. What may be a copy or another
text stays, and the editor is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from ..core.lines import CLOSERS, OPENERS, lines
from ..core.model import Variant
from ..core.normalize import nfkc_letters
from ..core.reading import Change, Proposal, Query, Reading, Span, Witness
from ..rules.rulebook import Rulebook
from .align import NEWLINES, CompactText, slid_differences
from .copies import breaks_off, continues_below, find_copies, find_distant_copy, is_whole
from .copy_evidence import Verdict, judge
from .variants import variants

COPY, SUPPLIED, VARIANT, DOUBTFUL = "second-copy", "supplied-reading", "variant-reading", "possible-copy"
SENTENCE = 16  # letters from which words that only one copy has are a sentence, and no accident


@dataclass(frozen=True, slots=True)
class Collation:
    """The stretch of a text that is the base, and the other copies of it, which are cut, in order."""

    base: Span
    others: tuple[Span, ...]


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Merge the copies of the body where there are several: supply the base, and cut the others. Ask about what may be a copy."""
    if not {COPY, SUPPLIED, VARIANT} <= rulebook.rules.keys():
        return
    collation = find_collation(reading)
    for span in doubtful_copies(reading.text, collation) if DOUBTFUL in rulebook.rules else ():
        yield Query(span.start, span.end, DOUBTFUL, rulebook.rules[DOUBTFUL].confidence, put="")
    if collation is None:
        return
    text = reading.text
    base = CompactText.from_text(text, collation.base)
    others = [CompactText.from_text(text, span) for span in collation.others]
    supplied = dict(_supplied(reading, base, others))
    for changes in supplied.values():
        yield from changes
    kept = [reading.place(span) for span in reading.held]
    for n, span in enumerate(collation.others):
        for start, end, rule in _pieces(span, base, others[n], supplied.keys()):
            for a, b in _outside(start, end, kept):
                yield Change(a, b, "", rule, sure=rule == COPY or _letters(text[a:b]) < SENTENCE)


def find_collation(reading: Reading) -> Collation | None:
    """The copy that is the base, and the others that can be cut; None where there is nothing to merge.

    Only a whole copy may be cut: an excerpt that breaks off is no reason to break the body off. What the editor keeps stands in
    the base if possible.
    """
    text = reading.text
    copies = find_copies(text)
    kept = [reading.place(span) for span in reading.held]
    order = sorted(copies, key=lambda span: (is_whole(text, span), -len(lines(span.slice(text)))))
    preferred = [span for span in order if any(span.overlaps(other) for other in kept)]
    if copies and continues_below(text, copies[-1]):
        preferred = [copies[-1]]
    elif len(copies) == 2 and breaks_off(text, *copies):
        preferred = [copies[0]]
    for base in (*preferred, *order):
        others = tuple(span for span in copies if span != base and is_whole(text, span) and _judged(text, base, span) == "copy")
        if others:
            return Collation(base, others)
    return None


def doubtful_copies(text: str, collation: Collation | None) -> tuple[Span, ...]:
    """What repeats the body and stays, because it may be another text: a version, a quotation, or only a part of a copy."""
    copies = find_copies(text)
    if collation is not None:
        base, merged = collation.base, {collation.base, *collation.others}
    elif copies:
        base, merged = copies[0], {copies[0]}
    else:
        pair = find_distant_copy(text)
        return (pair[1],) if pair and judge(text, *pair) != "other" else ()
    return tuple(span for span in copies if span not in merged and _judged(text, base, span) != "other")


def _judged(text: str, base: Span, other: Span) -> Verdict:
    """What a copy is to the base, judged in the order of the text."""
    return judge(text, *sorted((base, other)))


def copy_variants(before: Reading, after: Reading, ident: str) -> list[Variant]:
    """The variants of the copies that the step has cut from the source ``ident``, in the order of the text ``after`` the step."""
    collation = find_collation(before) if any(run.rule == COPY for run in after.runs) else None
    if collation is None:
        return []
    base = supplied_base(before, after, collation)
    others = [CompactText.from_text(before.text, span) for span in collation.others]
    apparatus = [v for n, other in enumerate(others, 1) for v in variants(base, other, before.text, ident, n)]
    return sorted(apparatus, key=lambda variant: variant.lemma)


def supplied_base(before: Reading, after: Reading, collation: Collation) -> CompactText:
    """The base of a collation with what was supplied, in the text ``after`` the step."""
    return CompactText.from_text(after.text, _with_supplied_edges(after, after.place(before.origin(collation.base))))


def _with_supplied_edges(reading: Reading, span: Span) -> Span:
    """A stretch of the text, with what was supplied directly before and behind it."""
    start, end = span.start, span.end
    for at, run in reading.placed():
        if run.rule == SUPPLIED and run.start == run.end and at <= span.start == at + len(run.put or ""):
            start = at
        if run.rule == SUPPLIED and run.start == run.end and at == end:
            end += len(run.put or "")
    return Span(start, end)


def _supplied(reading: Reading, base: CompactText, others: Sequence[CompactText]) -> Iterator[tuple[tuple[int, str], list[Change]]]:
    """What is supplied to the base, by its place and words: where the base has nothing, the words of at least half of the others.

    Dots are never supplied, because an excerpt has them in the place of the rest.
    """
    offers: dict[int, dict[str, list[tuple[int, tuple[int, int]]]]] = defaultdict(lambda: defaultdict(list))
    for n, other in enumerate(others):
        for difference in slid_differences(base.chars, other.chars):
            if difference.base[0] == difference.base[1]:
                offers[difference.base[0]][other.chars[slice(*difference.other)]].append((n, difference.other))
    for at, readings in sorted(offers.items()):
        words, places = max(readings.items(), key=lambda item: len(item[1]))
        changes = [*_insertions(reading, base, others[places[0][0]], at, places[0][1])]
        if "…" not in words and 2 * len(places) >= len(others) and all(reading.is_free(change.span) for change in changes):
            yield (at, words), changes


def _pieces(span: Span, base: CompactText, other: CompactText, supplied: Container[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """A copy in pieces, each with the rule that cuts it: as a copy what the base has too, as a variant what it has not."""
    start = span.start
    for difference in slid_differences(base.chars, other.chars):
        (a, b), (c, d) = difference.base, difference.other
        if c == d or (a == b and (a, other.chars[c:d]) in supplied):
            continue
        variant = other.span(c, d)
        yield start, variant.start, COPY
        yield variant.start, variant.end, VARIANT
        start = variant.end
    yield start, span.end, COPY


def _outside(start: int, end: int, kept: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that lie outside what the editor keeps."""
    for span in sorted(kept):
        if span.overlaps(Span(start, end)):
            if start < span.start:
                yield start, span.start
            start = max(start, span.end)
    if start < end:
        yield start, end


def _insertions(reading: Reading, base: CompactText, other: CompactText, at: int, place: tuple[int, int]) -> Iterator[Change]:
    """Put ``other.chars[c:d]``, which is ``place``, into the base before its character ``at``.

    Whole lines are lines in the base as well. At a paragraph break of the base other words are divided between both sides.
    """
    c, d = place
    left = base.offsets[at - 1] + 1 if at else base.offsets[0]
    right = base.offsets[at] if at < len(base.offsets) else left
    is_break = any(newline in reading.text[left:right] for newline in NEWLINES)
    is_line = _is_edge(reading.text, base, at) and _is_edge(reading.text, other, c) and _is_edge(reading.text, other, d)
    middle = d if is_line or not is_break else _paragraph_end(reading, other, c, d)
    for start, end, offset in ((c, middle, left), (middle, d, right)):
        if start < end:
            place_in_other = other.span(start, end)
            span = reading.origin(place_in_other)
            words, reads = other.chars[start:end], span.slice(reading.raw)
            witness = Witness(span, reads) if nfkc_letters(reads) == nfkc_letters(words) else None  # markup may stand between its letters
            put = words if not is_line else _as_lines(place_in_other.slice(reading.text), is_first=not at)
            yield Change(offset, offset, put, SUPPLIED, witness, sure=_letters(words) < SENTENCE)


def _is_edge(text: str, compact: CompactText, n: int) -> bool:
    """True where a line begins before the character ``n`` of a compact text, or where that text ends there."""
    if not n or n == len(compact.offsets):
        return True
    return any(newline in text[compact.offsets[n - 1] : compact.offsets[n]] for newline in NEWLINES)


def _as_lines(words: str, is_first: bool) -> str:
    """The words with the line break that parts them from the line before them, or behind them."""
    return f"{words}\n" if is_first else f"\n{words}"


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))


def _paragraph_end(reading: Reading, other: CompactText, c: int, d: int) -> int:
    """Where in ``other.chars[c:d]`` the paragraph ends: at the only white space in its source, or else behind what closes.

    Marks that close belong to the paragraph before, marks that open to the one behind.
    """
    gaps = [n for n in range(max(c, 1), min(d, len(other.chars) - 1) + 1) if _has_space_before(reading, other, n)]
    if len(gaps) == 1:
        return gaps[0]
    closed = [n + 1 for n in range(c, d) if other.chars[n] in CLOSERS]
    if closed:
        return closed[-1]
    return c if other.chars[c] in OPENERS or c in gaps else d


def _has_space_before(reading: Reading, other: CompactText, n: int) -> bool:
    """True where the source has white space before the character ``n`` of a copy."""
    before = reading.origin(Span(other.offsets[n - 1], other.offsets[n - 1] + 1))
    behind = reading.origin(Span(other.offsets[n], other.offsets[n] + 1))
    return any(character.isspace() for character in reading.raw[before.end : behind.start])
