"""Stretches of one source that are the same body: two or more copies, a copy that breaks off, an excerpt above the body.

They are known by the n-grams that the text repeats at about the same distance.
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
ALIKE = 0.5  # the least share of n-grams that the copies have in common
APART = 0.2  # the most prose that may stand between two copies, as a share of one
MOST = 9  # copies that are looked for
LEFT = 3  # characters between a copy and the end of its line that belong to it
ENDINGS = frozenset("。！？…”」』")

Stretch = tuple[int, int]  # of the text without its white space
Places = Mapping[str, Sequence[int]]  # each n-gram with its places there


def find_copies(text: str) -> tuple[Span, ...]:
    """The stretches of ``text`` that are the same body, in order; none where it stands once. Time grows with the length."""
    bare = CompactText.from_text(text, Span(0, len(text)))
    places: dict[str, list[int]] = defaultdict(list)
    for n in range(len(bare.chars) - GRAM + 1):
        places[bare.chars[n : n + GRAM]].append(n)
    often = [p for p in places.values() if len(p) > 1]
    tried: tuple[list[Stretch], ...] = (
        [(p[0], p[1]) for p in often if len(p) == 2],
        [(p[0], p[1]) for p in often],
        [(p[-2], p[-1]) for p in often],
    )
    met = [pair for some in tried if (pair := _pair(text, bare, some))]
    if not met:
        return ()
    first, second = max(met, key=lambda two: two[0][1] - two[0][0])
    found = [first, second]
    while len(found) < MOST and (more := _behind(text, bare, places, found) or _above(text, bare, places, found)):
        found = sorted([*found, more])
    return _apart(text, _grown(text, [bare.span(*stretch) for stretch in found]))


def is_whole(text: str, span: Span) -> bool:
    """True where a stretch begins and ends with a line or a sentence."""
    before, behind = text[: span.start].rstrip(" \t\u3000"), text[span.end :].lstrip(" \t\u3000")
    begins = not before or before[-1] in NEWLINES or before[-1] in ENDINGS
    ends = not behind or behind[0] in NEWLINES or text[span.end - 1] in ENDINGS or behind[0] in ENDINGS
    return begins and ends


def breaks_off(text: str, first: Span, second: Span) -> bool:
    """True where the second copy has only the beginning of the first, which goes on between the two."""
    return _prose(text, first.end, second.start) > APART * len(first)


def continues_below(text: str, last: Span) -> bool:
    """True where much more of the article stands behind a copy: those above it are excerpts."""
    return _prose(text, last.end, len(text)) > ALIKE * len(last)


def _pair(text: str, bare: CompactText, places: Iterable[Stretch], end: int = -1) -> tuple[Stretch, Stretch] | None:
    """The two copies in which most of these places of n-grams stand, each one in either; None where there are none.

    The second copy stands soon behind ``end``, or else behind the first one.
    """
    pairs = [(i, j) for i, j in places if j - i >= SHORTEST]
    if not pairs:
        return None
    distance = median_low([j - i for i, j in pairs])
    pairs = [(i, j) for i, j in pairs if abs(j - i - distance) <= max(GRAM, distance // 10)]
    again = min(j for _, j in pairs)
    pairs = sorted((i, j) for i, j in pairs if i + GRAM <= again)  # beyond, the second copy is the first of another two
    if not pairs:
        return None
    first, second = (pairs[0][0], pairs[-1][0] + GRAM), (min(j for _, j in pairs), max(j for _, j in pairs) + GRAM)
    length = first[1] - first[0]
    alike = length >= SHORTEST and len(pairs) >= ALIKE * (length - GRAM)
    if not alike or not _belong(text, bare.span(*first), bare.span(*second), bare.at[max(end, first[1]) - 1] + 1):
        return None
    return first, second


def _belong(text: str, first: Span, second: Span, end: int) -> bool:
    """True where the second copy stands soon behind ``end``; or where the article begins again there, and then breaks off."""
    if _prose(text, end, second.start) <= max(GRAM, APART * len(first)):
        return True
    begins = _prose(text, 0, first.start) <= GRAM and all(_opens(text, span.start) for span in (first, second))
    ends = is_whole(text, second) and _prose(text, second.end, len(text)) <= GRAM
    return len(first) >= RESTART and begins and ends


def _opens(text: str, at: int) -> bool:
    """True at the beginning of a line."""
    before = text[:at].rstrip(" \t\u3000")
    return not before or before[-1] in NEWLINES


def _behind(text: str, bare: CompactText, places: Places, found: Sequence[Stretch]) -> Stretch | None:
    """One more copy of what has been found, behind all of that."""
    start, end = max(found, key=lambda stretch: stretch[1] - stretch[0])
    until = found[-1][1]
    pairs = []
    for i in range(start, end - GRAM + 1):
        known = places[bare.chars[i : i + GRAM]]
        n = bisect_left(known, until)
        pairs += [(i, j) for j in known[n : n + 1]]
    pair = _pair(text, bare, pairs, until)
    return pair[1] if pair else None


def _above(text: str, bare: CompactText, places: Places, found: Sequence[Stretch]) -> Stretch | None:
    """One more copy of what has been found, above all of that."""
    start, end = found[0]
    pairs = []
    for j in range(start, end - GRAM + 1):
        known = places[bare.chars[j : j + GRAM]]
        n = bisect_left(known, start - GRAM + 1)
        pairs += [(i, j) for i in known[max(0, n - 1) : n]]
    pair = _pair(text, bare, pairs)
    return pair[0] if pair and pair[1][0] >= start else None


def _prose(text: str, start: int, end: int) -> int:
    """How many characters of prose stand in a stretch of the text."""
    found = lines(text)
    first = bisect_left(found, start, key=lambda line: line.span.end)
    last = bisect_left(found, end, key=lambda line: line.span.start)
    return sum(min(end, line.span.end) - max(start, line.span.start) for line in found[first:last] if line.prose)


def _grown(text: str, found: Sequence[Span]) -> tuple[Span, ...]:
    """The copies with what is left between them and the ends of their lines: a few characters, or some more where each has some."""
    ends = [_line(text, span) for span in found]
    before = [text[line.start : span.start].strip() for line, span in zip(ends, found, strict=True)]
    behind = [text[span.end : line.end].strip() for line, span in zip(ends, found, strict=True)]
    most_before, most_behind = (GRAM if all(left) else LEFT for left in (before, behind))
    return tuple(
        Span(
            line.start if len(before[n]) <= most_before else span.start,
            line.end if len(behind[n]) <= most_behind else span.end,
        )
        for n, (line, span) in enumerate(zip(ends, found, strict=True))
    )


def _apart(text: str, found: Sequence[Span]) -> tuple[Span, ...]:
    """The copies without what two neighbours both claim: it belongs to the later one where that begins a line, else to the earlier."""
    apart = [found[0]]
    for span in found[1:]:
        last = apart[-1]
        if span.start < last.end and _opens(text, span.start):
            apart[-1] = Span(last.start, span.start)
        elif span.start < last.end:
            span = Span(min(last.end, span.end), span.end)
        apart.append(span)
    return tuple(span for span in apart if len(span))


def _line(text: str, span: Span) -> Span:
    """From the beginning of the line in which a stretch begins to the end of that in which it ends, without white space."""
    start = max(text.rfind(newline, 0, span.start) for newline in NEWLINES) + 1
    end = min((n for newline in NEWLINES if (n := text.find(newline, span.end)) >= 0), default=len(text))
    before, behind = text[start : span.start], text[span.end : end]
    return Span(span.start - len(before.lstrip()), span.end + len(behind.rstrip()))
