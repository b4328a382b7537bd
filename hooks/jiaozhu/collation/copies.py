"""Duplicate detection inside one source: several copies of the body, a copy that breaks off, an excerpt above the body.

Copies are recognized by n-grams that the text repeats in the same order: a chain of them runs through both. Where a paragraph or an
advertisement stands in one copy alone, the chain goes on behind it. Whether what is alike is a copy is judged by `copy_evidence.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from ..core.lines import lines
from ..core.reading import Span
from .align import GRAM, NEWLINES, CompactText, longest_increasing

SHORTEST = 80  # characters from which a repetition is a copy of the body, and not a refrain or a slogan
RESTART = 200  # characters from which a text that begins again from its beginning, and breaks off, is a copy
ALIKE, ALIKE_WITH_MORE = 0.5, 0.3  # the least share of n-grams that copies have in common: of the shorter one, and of the longer one
LONE = 0.12  # what a character that stands in one copy alone counts against a chain, where one that both have counts 1
APART = 0.2  # the most prose that may stand between two copies, as a share of one
MOST = 9  # copies that are searched for
LEFT = 3  # characters between a copy and the end of its line that belong to it
ENDINGS = frozenset("。！？…”」』")
TORN = regex.compile(r"[^\w\n\r\v\f\x85\u2028\u2029]*+[\n\r\v\f\x85\u2028\u2029]\s*+|\s++")

Stretch = tuple[int, int]  # of the text without its white space
Places = Mapping[str, Sequence[int]]  # each n-gram with its places there


@dataclass(frozen=True, slots=True)
class Repetitions:
    """What a text repeats: its n-grams with their places, and the pairs of stretches that are alike, each found in another way."""

    compact: CompactText
    places: Places
    pairs: tuple[tuple[Stretch, Stretch], ...]


def find_copies(text: str) -> tuple[Span, ...]:
    """The stretches of ``text`` that are copies of one body, in order; none where it stands once. Time grows with the length."""
    repetitions = _repetitions(text)
    compact, places = repetitions.compact, repetitions.places
    pairs = [pair for pair in repetitions.pairs if _belong_together(text, compact, *pair)]
    if not pairs:
        return ()
    first, second = max(pairs, key=_length)
    copies = [first, second]
    while len(copies) < MOST and (more := _copy_below(text, compact, places, copies) or _copy_above(text, compact, places, copies)):
        copies = sorted([*copies, more])
    return _disjoint(text, _extended_to_lines(text, [compact.span(*copy) for copy in copies]))


def find_distant_copy(text: str) -> tuple[Span, Span] | None:
    """Two long stretches that are alike, with more between them than stands between copies: the second may be a copy or a quotation."""
    repetitions = _repetitions(text)
    pairs = [pair for pair in repetitions.pairs if min(stretch[1] - stretch[0] for stretch in pair) >= RESTART]
    if not pairs:
        return None
    spans = _disjoint(text, _extended_to_lines(text, [repetitions.compact.span(*stretch) for stretch in max(pairs, key=_length)]))
    return (spans[0], spans[1]) if len(spans) > 1 else None


def _length(pair: tuple[Stretch, Stretch]) -> int:
    return pair[0][1] - pair[0][0]


@lru_cache(maxsize=2)
def _repetitions(text: str) -> Repetitions:
    compact = CompactText.from_text(text, Span(0, len(text)))
    places: dict[str, list[int]] = defaultdict(list)
    for n in range(len(compact.chars) - GRAM + 1):
        places[compact.chars[n : n + GRAM]].append(n)
    repeated = [p for p in places.values() if len(p) > 1]
    candidates: tuple[list[Stretch], ...] = (
        [(p[0], p[1]) for p in repeated if len(p) == 2],
        [(p[0], p[1]) for p in repeated],
        [(p[-2], p[-1]) for p in repeated],
    )
    return Repetitions(compact, places, tuple(pair for repetitions in candidates if (pair := _find_pair(repetitions))))


def is_whole(text: str, span: Span) -> bool:
    """True where a stretch begins and ends with a line or a sentence."""
    before, behind = text[: span.start].rstrip(" \t\u3000"), text[span.end :].lstrip(" \t\u3000")
    begins = not before or before[-1] in NEWLINES or before[-1] in ENDINGS
    ends = not behind or behind[0] in NEWLINES or text[span.end - 1] in ENDINGS or behind[0] in ENDINGS
    return begins and ends


def breaks_off(text: str, first: Span, second: Span) -> bool:
    """True where the second copy has only the beginning of the first, which goes on between the two."""
    return _prose_length(text, first.end, second.start) > APART * len(first)


def continues_below(text: str, last: Span) -> bool:
    """True where much more of the article stands behind the last copy: the copies above it are excerpts."""
    return _prose_length(text, last.end, len(text)) > ALIKE * len(last)


def _find_pair(repetitions: Iterable[Stretch]) -> tuple[Stretch, Stretch] | None:
    """The two stretches that hold most of these repetitions of n-grams, the first place in one and the second in the other, or None."""
    pairs = [(i, j) for i, j in repetitions if j - i >= SHORTEST]
    border = _border(pairs)
    chain = _heaviest(longest_increasing(sorted((i, j) for i, j in pairs if i + GRAM <= border <= j)))
    if not chain:
        return None
    first, second = ((chain[0][n], chain[-1][n] + GRAM) for n in (0, 1))
    shorter, longer = sorted((first[1] - first[0], second[1] - second[0]))
    is_alike = len(chain) >= max(ALIKE * (shorter - GRAM), ALIKE_WITH_MORE * (longer - GRAM))
    return (first, second) if shorter >= SHORTEST and is_alike else None


def _border(pairs: Sequence[Stretch]) -> int:
    """The place that most of the pairs span: copies lie on both sides of it."""
    steps: dict[int, int] = defaultdict(int)
    for i, j in pairs:
        steps[i + GRAM] += 1
        steps[j + 1] -= 1
    best, border, count = 0, 0, 0
    for at in sorted(steps):
        count += steps[at]
        if count > best:
            best, border = count, at
    return border


def _heaviest(chain: Sequence[Stretch]) -> Sequence[Stretch]:
    """The part of a chain of repetitions that weighs most, by Kadane's algorithm: what both have counts for it, what one has against."""
    best, best_part, weight, since = 0.0, (0, 0), 0.0, 0
    for n, (before, (i, j)) in enumerate(pairwise(((-GRAM, -GRAM), *chain))):
        steps = (i - before[0], j - before[1])
        weight += min(*steps, GRAM) - LONE * max(0, max(steps) - GRAM)
        if weight <= 0 or n == 0:
            weight, since = float(GRAM), n
        if weight > best:
            best, best_part = weight, (since, n + 1)
    return chain[slice(*best_part)]


def _belong_together(text: str, compact: CompactText, first: Stretch, second: Stretch, end: int = -1) -> bool:
    """True where the second copy stands soon behind the first, or behind ``end``; or where the article begins again, and breaks off."""
    behind = compact.offsets[max(end, first[1]) - 1] + 1
    one, other = compact.span(*first), compact.span(*second)
    if _prose_length(text, behind, other.start) <= max(GRAM, APART * len(one)):
        return True
    begins = _prose_length(text, 0, one.start) <= GRAM and all(_begins_line(text, span.start) for span in (one, other))
    ends = is_whole(text, other) and _prose_length(text, other.end, len(text)) <= GRAM
    return len(one) >= RESTART and begins and ends


def _begins_line(text: str, at: int) -> bool:
    """True at the beginning of a line."""
    before = text[:at].rstrip(" \t\u3000")
    return not before or before[-1] in NEWLINES


def _copy_below(text: str, compact: CompactText, places: Places, copies: Sequence[Stretch]) -> Stretch | None:
    """One more copy, behind all of these ``copies``: the longest of them is compared with what stands there."""
    start, end = max(copies, key=lambda copy: copy[1] - copy[0])
    until = copies[-1][1]
    repetitions = []
    for i in range(start, end - GRAM + 1):
        gram_places = places[compact.chars[i : i + GRAM]]
        n = bisect_left(gram_places, until)
        repetitions += [(i, j) for j in gram_places[n : n + 1]]
    pair = _find_pair(repetitions)
    return pair[1] if pair and _belong_together(text, compact, *pair, until) else None


def _copy_above(text: str, compact: CompactText, places: Places, copies: Sequence[Stretch]) -> Stretch | None:
    """One more copy, above all of these ``copies``: the first of them is compared with what stands there."""
    start, end = copies[0]
    repetitions = []
    for j in range(start, end - GRAM + 1):
        gram_places = places[compact.chars[j : j + GRAM]]
        n = bisect_left(gram_places, start - GRAM + 1)
        repetitions += [(i, j) for i in gram_places[max(0, n - 1) : n]]
    pair = _find_pair(repetitions)
    return pair[0] if pair and pair[1][0] >= start and _belong_together(text, compact, *pair) else None


def _prose_length(text: str, start: int, end: int) -> int:
    """The number of characters of prose in a stretch of the text."""
    text_lines = lines(text)
    first = bisect_left(text_lines, start, key=lambda line: line.span.end)
    last = bisect_left(text_lines, end, key=lambda line: line.span.start)
    return sum(min(end, line.span.end) - max(start, line.span.start) for line in text_lines[first:last] if line.prose)


def _extended_to_lines(text: str, copies: Sequence[Span]) -> tuple[Span, ...]:
    """The copies, extended to the ends of their lines over a few characters, or over some more where each copy has such a rest."""
    copies = [_without_torn_marks(text, span) for span in copies]
    whole_lines = [_line_span(text, span) for span in copies]
    before = [text[line.start : span.start].strip() for line, span in zip(whole_lines, copies, strict=True)]
    behind = [text[span.end : line.end].strip() for line, span in zip(whole_lines, copies, strict=True)]
    most_before, most_behind = 2 * GRAM if all(before) else LEFT, GRAM if all(behind) else LEFT
    return tuple(
        Span(
            line.start if len(before[n]) <= most_before else span.start,
            line.end if len(behind[n]) <= most_behind else span.end,
        )
        for n, (line, span) in enumerate(zip(whole_lines, copies, strict=True))
    )


def _without_torn_marks(text: str, span: Span) -> Span:
    """A stretch without white space at its ends, and without the marks of a line that ends where it begins: both copies follow a 。"""
    words = span.slice(text)
    torn = TORN.match(words)
    start = span.start + (torn.end() if torn else 0)
    return Span(start, max(start, span.start + len(words.rstrip())))


def _disjoint(text: str, copies: Sequence[Span]) -> tuple[Span, ...]:
    """The copies without overlaps: an overlap belongs to the later copy where that begins a line, and else to the earlier one."""
    disjoint = [copies[0]]
    for span in copies[1:]:
        last = disjoint[-1]
        if span.start < last.end and _begins_line(text, span.start):
            disjoint[-1] = Span(last.start, last.start + len(text[last.start : span.start].rstrip()))
        elif span.start < last.end:
            span = Span(min(last.end, span.end), span.end)
        disjoint.append(span)
    return tuple(span for span in disjoint if len(span))


def _line_span(text: str, span: Span) -> Span:
    """From the beginning of the line in which a stretch begins to the end of that in which it ends, without white space."""
    start = max(text.rfind(newline, 0, span.start) for newline in NEWLINES) + 1
    end = min((n for newline in NEWLINES if (n := text.find(newline, span.end)) >= 0), default=len(text))
    before, behind = text[start : span.start], text[span.end : end]
    return Span(span.start - len(before.lstrip()), span.end + len(behind.rstrip()))
