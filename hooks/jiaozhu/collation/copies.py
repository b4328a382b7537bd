"""Duplicate detection inside one source: several copies of the body, a copy that breaks off, an excerpt above the body.

Copies are recognized by n-grams that the text repeats at about the same distance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median_low

from ..core.lines import lines
from ..core.reading import Span
from .align import GRAM, NEWLINES, CompactText

SHORTEST = 80  # characters from which a repetition is a copy of the body, and not a refrain or a slogan
RESTART = 200  # characters from which a text that begins again from its beginning, and breaks off, is a copy
ALIKE = 0.5  # the least share of n-grams that copies have in common
APART = 0.2  # the most prose that may stand between two copies, as a share of one
MOST = 9  # copies that are searched for
LEFT = 3  # characters between a copy and the end of its line that belong to it
ENDINGS = frozenset("。！？…”」』")

Stretch = tuple[int, int]  # of the text without its white space
Places = Mapping[str, Sequence[int]]  # each n-gram with its places there


def find_copies(text: str) -> tuple[Span, ...]:
    """The stretches of ``text`` that are copies of one body, in order; none where it stands once. Time grows with the length."""
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
    pairs = [pair for repetitions in candidates if (pair := _find_pair(text, compact, repetitions))]
    if not pairs:
        return ()
    first, second = max(pairs, key=lambda pair: pair[0][1] - pair[0][0])
    copies = [first, second]
    while len(copies) < MOST and (more := _copy_below(text, compact, places, copies) or _copy_above(text, compact, places, copies)):
        copies = sorted([*copies, more])
    return _disjoint(text, _extended_to_lines(text, [compact.span(*copy) for copy in copies]))


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


def _find_pair(text: str, compact: CompactText, repetitions: Iterable[Stretch], end: int = -1) -> tuple[Stretch, Stretch] | None:
    """The two copies that hold most of these repetitions of n-grams, the first place in one and the second in the other, or None.

    The second copy stands soon behind ``end``, or else behind the first one.
    """
    pairs = [(i, j) for i, j in repetitions if j - i >= SHORTEST]
    if not pairs:
        return None
    distance = median_low([j - i for i, j in pairs])
    pairs = [(i, j) for i, j in pairs if abs(j - i - distance) <= max(GRAM, distance // 10)]
    second_start = min(j for _, j in pairs)
    pairs = sorted((i, j) for i, j in pairs if i + GRAM <= second_start)  # beyond, the second copy is the first of another pair
    if not pairs:
        return None
    first, second = (pairs[0][0], pairs[-1][0] + GRAM), (min(j for _, j in pairs), max(j for _, j in pairs) + GRAM)
    length = first[1] - first[0]
    alike = length >= SHORTEST and len(pairs) >= ALIKE * (length - GRAM)
    behind = compact.offsets[max(end, first[1]) - 1] + 1
    if not alike or not _belong_together(text, compact.span(*first), compact.span(*second), behind):
        return None
    return first, second


def _belong_together(text: str, first: Span, second: Span, end: int) -> bool:
    """True where the second copy stands soon behind ``end``; or where the article begins again there, and then breaks off."""
    if _prose_length(text, end, second.start) <= max(GRAM, APART * len(first)):
        return True
    begins = _prose_length(text, 0, first.start) <= GRAM and all(_begins_line(text, span.start) for span in (first, second))
    ends = is_whole(text, second) and _prose_length(text, second.end, len(text)) <= GRAM
    return len(first) >= RESTART and begins and ends


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
    pair = _find_pair(text, compact, repetitions, until)
    return pair[1] if pair else None


def _copy_above(text: str, compact: CompactText, places: Places, copies: Sequence[Stretch]) -> Stretch | None:
    """One more copy, above all of these ``copies``: the first of them is compared with what stands there."""
    start, end = copies[0]
    repetitions = []
    for j in range(start, end - GRAM + 1):
        gram_places = places[compact.chars[j : j + GRAM]]
        n = bisect_left(gram_places, start - GRAM + 1)
        repetitions += [(i, j) for i in gram_places[max(0, n - 1) : n]]
    pair = _find_pair(text, compact, repetitions)
    return pair[0] if pair and pair[1][0] >= start else None


def _prose_length(text: str, start: int, end: int) -> int:
    """The number of characters of prose in a stretch of the text."""
    text_lines = lines(text)
    first = bisect_left(text_lines, start, key=lambda line: line.span.end)
    last = bisect_left(text_lines, end, key=lambda line: line.span.start)
    return sum(min(end, line.span.end) - max(start, line.span.start) for line in text_lines[first:last] if line.prose)


def _extended_to_lines(text: str, copies: Sequence[Span]) -> tuple[Span, ...]:
    """The copies, extended to the ends of their lines over a few characters, or over some more where each copy has such a rest."""
    whole_lines = [_line_span(text, span) for span in copies]
    before = [text[line.start : span.start].strip() for line, span in zip(whole_lines, copies, strict=True)]
    behind = [text[span.end : line.end].strip() for line, span in zip(whole_lines, copies, strict=True)]
    most_before, most_behind = (GRAM if all(rests) else LEFT for rests in (before, behind))
    return tuple(
        Span(
            line.start if len(before[n]) <= most_before else span.start,
            line.end if len(behind[n]) <= most_behind else span.end,
        )
        for n, (line, span) in enumerate(zip(whole_lines, copies, strict=True))
    )


def _disjoint(text: str, copies: Sequence[Span]) -> tuple[Span, ...]:
    """The copies without overlaps: an overlap belongs to the later copy where that begins a line, and else to the earlier one."""
    disjoint = [copies[0]]
    for span in copies[1:]:
        last = disjoint[-1]
        if span.start < last.end and _begins_line(text, span.start):
            disjoint[-1] = Span(last.start, span.start)
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
