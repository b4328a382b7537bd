"""Collation: one text from two copies of a body that stand in one source.

The copies are compared without white space. The one with more paragraphs is the base; what it has lost is supplied from the
other, which is then cut as a copy. Where both have something, but not the same, the base is followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

from rapidfuzz.distance import Levenshtein

from ..rulebook import Rulebook
from ..text import Change, Reading, Span, Witness, letters
from .lines import CLOSERS, OPENERS, lines

COPY, SUPPLIED, VARIANT = "second-copy", "supplied-reading", "variant-reading"
GRAM = 12  # characters of the n-grams by which copies are found, and of the anchors between which they are aligned
SHORTEST = 80  # characters from which a repetition is a copy of the body, and not a refrain or a slogan
ALIKE = 0.5  # the least share of n-grams that the copies have in common
ENDINGS = frozenset("。！？…”」』")
NEWLINES = "\n\r\v\f\x85\u2028\u2029"
APART = 0.2  # the most that may stand between the copies, as a share of one


@dataclass(frozen=True, slots=True)
class Bare:
    """A stretch of a text without its white space: the characters, and where each of them stands in the text."""

    chars: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, text: str, span: Span) -> Bare:
        at = tuple(n for n in range(span.start, span.end) if not text[n].isspace())
        return cls("".join(text[n] for n in at), at)

    def span(self, start: int, end: int) -> Span:
        """The place in the text of ``chars[start:end]``, which is not empty."""
        return Span(self.at[start], self.at[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """``base[a:b]`` against ``other[c:d]``: one of the two may be empty."""

    base: tuple[int, int]
    other: tuple[int, int]


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Merge the two copies of the body, where there are two: see the module."""
    copies = find(reading.text) if {COPY, SUPPLIED, VARIANT} <= rulebook.rules.keys() else None
    if copies is None:
        return
    text = reading.text
    # Only what is whole may be cut as a copy: an excerpt that breaks off is no reason to break the body off.
    order = sorted(copies, key=lambda span: (_is_whole(text, span), -_paragraphs(text, span)))
    first, second = order
    if not _is_whole(text, second):
        return
    base, other = Bare.of(text, first), Bare.of(text, second)
    cut_from = second.start
    for difference in differences(base.chars, other.chars):
        (a, b), (c, d) = difference.base, difference.other
        if c == d:
            continue
        theirs = other.span(c, d)
        if a == b:
            yield from _supply(reading, base, other, a, (c, d))
            continue
        if cut_from < theirs.start:
            yield Change(cut_from, theirs.start, "", COPY)
        yield Change(theirs.start, theirs.end, "", VARIANT)
        cut_from = theirs.end
    if cut_from < second.end:
        yield Change(cut_from, second.end, "", COPY)


def find(text: str) -> tuple[Span, Span] | None:
    """Two stretches of ``text`` that are the same body, one soon after the other; or None.

    They are known by the n-grams that stand in the text exactly twice, at about the same distance from each other.
    """
    bare = Bare.of(text, Span(0, len(text)))
    places: dict[str, list[int]] = defaultdict(list)
    for n in range(len(bare.chars) - GRAM + 1):
        places[bare.chars[n : n + GRAM]].append(n)
    pairs = [(p[0], p[1]) for p in places.values() if len(p) == 2 and p[1] - p[0] >= SHORTEST]
    if not pairs:
        return None
    distance = median_low([j - i for i, j in pairs])
    pairs = sorted((i, j) for i, j in pairs if abs(j - i - distance) <= max(GRAM, distance // 10))
    start, end = pairs[0][0], pairs[-1][0] + GRAM
    again, until = min(j for _, j in pairs), max(j for _, j in pairs) + GRAM
    length = end - start
    alike = len(pairs) >= ALIKE * (length - GRAM)
    if length < SHORTEST or not alike or not 0 <= again - end <= max(GRAM, APART * length):
        return None
    return bare.span(start, end), bare.span(again, until)


def differences(base: str, other: str) -> list[Difference]:
    """Where two texts differ, in order. Time grows with their length, as long as anchors stand everywhere."""
    found = []
    a = c = 0
    for b, d in (*_anchors(base, other), (len(base), len(other))):
        for op in Levenshtein.opcodes(base[a:b], other[c:d]):
            if op.tag != "equal":
                found.append(Difference((a + op.src_start, a + op.src_end), (c + op.dest_start, c + op.dest_end)))
        a, c = b, d
    return _joined(found)


def _joined(found: Sequence[Difference]) -> list[Difference]:
    joined: list[Difference] = []
    for difference in found:
        last = joined[-1] if joined else None
        if last and last.base[1] == difference.base[0] and last.other[1] == difference.other[0]:
            joined[-1] = Difference((last.base[0], difference.base[1]), (last.other[0], difference.other[1]))
        else:
            joined.append(difference)
    return joined


def _anchors(base: str, other: str) -> list[tuple[int, int]]:
    """Places where both texts agree over an n-gram that each has once, in the same order in both."""
    once = {gram: n for gram, n in _once(base).items() if n is not None}
    pairs = sorted((once[gram], n) for gram, n in _once(other).items() if n is not None and gram in once)
    anchors: list[tuple[int, int]] = []
    for b, d in pairs:
        if not anchors or (b >= anchors[-1][0] + GRAM and d >= anchors[-1][1] + GRAM):
            anchors.append((b, d))
    return anchors


def _once(text: str) -> dict[str, int | None]:
    """Each n-gram of ``text`` with its place, or None where it has several."""
    places: dict[str, int | None] = {}
    for n in range(len(text) - GRAM + 1):
        gram = text[n : n + GRAM]
        places[gram] = None if gram in places else n
    return places


def _is_whole(text: str, span: Span) -> bool:
    """True where a stretch begins and ends with a line or a sentence."""
    before, behind = text[: span.start].rstrip(" \t\u3000"), text[span.end :].lstrip(" \t\u3000")
    begins = not before or before[-1] in NEWLINES or before[-1] in ENDINGS
    ends = not behind or behind[0] in NEWLINES or text[span.end - 1] in ENDINGS or behind[0] in ENDINGS
    return begins and ends


def _paragraphs(text: str, span: Span) -> int:
    return len(lines(span.of(text)))


def _supply(reading: Reading, base: Bare, other: Bare, at: int, theirs: tuple[int, int]) -> Iterator[Change]:
    """Put ``other.chars[c:d]`` into the base before its character ``at``; at a paragraph break, divided between both sides."""
    c, d = theirs
    left = base.at[at - 1] + 1 if at else base.at[0]
    right = base.at[at] if at < len(base.at) else left
    breaks = any(newline in reading.text[left:right] for newline in NEWLINES)
    middle = _divided(reading, other, c, d) if breaks else d
    for start, end, place in ((c, middle, left), (middle, d, right)):
        if start < end:
            span = reading.origin(other.span(start, end))
            put, reads = other.chars[start:end], span.of(reading.raw)
            witness = Witness(span, reads) if letters(reads) == letters(put) else None  # markup may stand between its letters
            yield Change(place, place, put, SUPPLIED, witness)


def _divided(reading: Reading, other: Bare, c: int, d: int) -> int:
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


def _apart(reading: Reading, other: Bare, n: int) -> bool:
    """True where the source has white space between the characters ``n - 1`` and ``n`` of a copy."""
    before = reading.origin(Span(other.at[n - 1], other.at[n - 1] + 1))
    behind = reading.origin(Span(other.at[n], other.at[n] + 1))
    return any(character.isspace() for character in reading.raw[before.end : behind.start])
