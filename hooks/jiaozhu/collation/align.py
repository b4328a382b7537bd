"""Alignment of two texts without their white space: where they differ, character by character.

Anchors (n-grams that each text has once, in the order of a patience diff) divide both into short pieces, and only these are aligned
by edit distance. Three clean-ups then make the differences readable: sliding, merging, and widening to whole words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import Levenshtein

from ..core.lines import CLOSERS
from ..core.normalize import without_white_space
from ..core.reading import Span

GRAM = 12  # characters of the n-grams by which copies are recognized, and of the anchors between which they are aligned
WIDE = 4096  # characters without an anchor, in both texts, beyond which these are different texts and not aligned further
CHANCE, REWRITTEN = 2, 8  # characters that agree by chance beside a difference of so many characters
WORD = 64  # characters that a Latin word may have
NEWLINES = "\n\r\v\f\x85\u2028\u2029"
STOPS = frozenset("。！？!?…")


@dataclass(frozen=True, slots=True)
class CompactText:
    """A stretch of a text without its white space: the characters, and the offset of each of them in the text."""

    chars: str
    offsets: tuple[int, ...]

    @classmethod
    def from_text(cls, text: str, span: Span) -> CompactText:
        return cls(*without_white_space(text, span.start, span.end))

    @classmethod
    def concatenate(cls, parts: Iterable[CompactText]) -> CompactText:
        """Several stretches of one text, in its order, as one."""
        parts = tuple(parts)
        return cls("".join(part.chars for part in parts), tuple(chain.from_iterable(part.offsets for part in parts)))

    def span(self, start: int, end: int) -> Span:
        """The place of ``chars[start:end]`` in the text; where that is empty, the place behind the character before it."""
        if start < end:
            return Span(self.offsets[start], self.offsets[end - 1] + 1)
        offset = self.offsets[start - 1] + 1 if start else self.offsets[0] if self.offsets else 0
        return Span(offset, offset)


@dataclass(frozen=True, slots=True)
class Difference:
    """``base[a:b]`` against ``other[c:d]``: one of the two may be empty."""

    base: tuple[int, int]
    other: tuple[int, int]

    def to(self, end: Difference) -> Difference:
        """One difference from the beginning of this one to the end of another."""
        return Difference((self.base[0], end.base[1]), (self.other[0], end.other[1]))


def differences(base: str, other: str) -> list[Difference]:
    """Where two texts differ, in order. Time grows with their length: long pieces without an anchor are not aligned."""
    pieces: list[Difference] = []
    a = c = 0
    for b, d in (*_anchors(base, other), (len(base), len(other))):
        if min(b - a, d - c) > WIDE:
            pieces.append(Difference((a, b), (c, d)))
        else:
            for op in Levenshtein.opcodes(base[a:b], other[c:d]):
                if op.tag != "equal":
                    pieces.append(Difference((a + op.src_start, a + op.src_end), (c + op.dest_start, c + op.dest_end)))
        a, c = b, d
    return _merge_adjacent(pieces)


def slid_differences(base: str, other: str) -> list[Difference]:
    """The differences, each omission or addition slid along repeated text until it begins and ends with a sentence, if it can.

    This is what diff-match-patch calls lossless semantic clean-up.
    """
    unslid = differences(base, other)
    slid: list[Difference] = []
    for n, difference in enumerate(unslid):
        before = slid[-1] if slid else Difference((-1, -1), (-1, -1))
        behind = unslid[n + 1] if n + 1 < len(unslid) else Difference((len(base) + 1,) * 2, (len(other) + 1,) * 2)
        slid.append(_slide(difference, before, behind, base, other))
    return slid


def merge_chance_matches(unmerged: Sequence[Difference]) -> list[Difference]:
    """The differences, merged where only a character or two agree between them, by chance (semantic clean-up).

    That happens in sentences that were rewritten, and where an addition and an omission replace one word by another (灯笼, 马灯).
    """
    merged: list[Difference] = []
    for difference in unmerged:
        last = merged[-1] if merged else None
        if last and difference.base[0] - last.base[1] <= CHANCE and _is_one_change(last, difference):
            merged[-1] = last.to(difference)
        else:
            merged.append(difference)
    return merged


def _is_one_change(first: Difference, second: Difference) -> bool:
    """True where one of two neighbours is long and the other is no single character, or where one only omits and one only adds."""
    sizes = [max(d.base[1] - d.base[0], d.other[1] - d.other[0]) for d in (first, second)]
    kinds = {(d.base[0] < d.base[1], d.other[0] < d.other[1]) for d in (first, second)}
    return (max(sizes) >= REWRITTEN and min(sizes) > 1) or kinds == {(True, False), (False, True)}


def widen_to_words(narrow: Sequence[Difference], base: str, other: str) -> list[Difference]:
    """The differences widened to whole numbers and Latin words, and merged where they then touch."""
    wide: list[Difference] = []
    least = 0
    limits = [*(difference.base[0] for difference in narrow[1:]), len(base)]
    for difference, most in zip(narrow, limits, strict=False):
        (a, b), (c, d) = difference.base, difference.other
        readings = [reading for reading in (base[a:b], other[c:d]) if reading]
        back = min(a - least, _latin_run(base, a, -1)) if any(_is_latin(reading[0]) for reading in readings) else 0
        ahead = min(most - b, _latin_run(base, b, 1)) if any(_is_latin(reading[-1]) for reading in readings) else 0
        least = b  # the two texts are equal between differences only, so no difference is widened beyond its neighbours
        a, b, c, d = a - back, b + ahead, c - back, d + ahead
        while wide and wide[-1].base[1] >= a:
            last = wide.pop()
            a, b, c, d = min(a, last.base[0]), max(b, last.base[1]), min(c, last.other[0]), max(d, last.other[1])
        wide.append(Difference((a, b), (c, d)))
    return wide


def _merge_adjacent(pieces: Sequence[Difference]) -> list[Difference]:
    """The differences, merged where nothing stands between them in either text."""
    merged: list[Difference] = []
    for difference in pieces:
        last = merged[-1] if merged else None
        if last and last.base[1] == difference.base[0] and last.other[1] == difference.other[0]:
            merged[-1] = last.to(difference)
        else:
            merged.append(difference)
    return merged


def _anchors(base: str, other: str) -> list[tuple[int, int]]:
    """Places where both texts have an n-gram that each has once: in the same order in both, and none overlapping another."""
    unique = {gram: n for gram, n in _gram_places(base).items() if n is not None}
    pairs = sorted((unique[gram], n) for gram, n in _gram_places(other).items() if n is not None and gram in unique)
    anchors: list[tuple[int, int]] = []
    for b, d in longest_increasing(pairs):
        if not anchors or (b >= anchors[-1][0] + GRAM and d >= anchors[-1][1] + GRAM):
            anchors.append((b, d))
    return anchors


def longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest increasing subsequence of the pairs, by patience sorting: a passage that was moved must not hide the rest."""
    tops: list[int] = []
    top_indices: list[int] = []
    predecessors: list[int] = []
    for n, (_, d) in enumerate(pairs):
        pile = bisect_left(tops, d)
        predecessors.append(top_indices[pile - 1] if pile else -1)
        tops[pile : pile + 1], top_indices[pile : pile + 1] = [d], [n]
    subsequence, n = [], top_indices[-1] if top_indices else -1
    while n >= 0:
        subsequence.append(pairs[n])
        n = predecessors[n]
    return subsequence[::-1]


def _gram_places(text: str) -> dict[str, int | None]:
    """Each n-gram of ``text`` with its place, or with None where it has several."""
    places: dict[str, int | None] = {}
    for n in range(len(text) - GRAM + 1):
        gram = text[n : n + GRAM]
        places[gram] = None if gram in places else n
    return places


def _slide(difference: Difference, before: Difference, behind: Difference, base: str, other: str) -> Difference:
    """The same omission or addition at the best of its equivalent places, at least one character from its neighbours."""
    (a, b), (c, d) = difference.base, difference.other
    if (a < b) == (c < d):
        return difference
    text, start, end = (base, a, b) if a < b else (other, c, d)
    least = max(before.base[1] + 1 - a, before.other[1] + 1 - c, -a, -c)
    most = min(behind.base[0] - 1 - b, behind.other[0] - 1 - d, len(base) - b, len(other) - d)
    back = ahead = 0
    while back > least and text[start + back - 1] == text[end + back - 1]:
        back -= 1
    while ahead < most and text[start + ahead] == text[end + ahead]:
        ahead += 1
    by = max(range(back, ahead + 1), key=lambda n: (_boundary_score(text, start + n), n == 0, -abs(n)))
    return Difference((a + by, b + by), (c + by, d + by))


def _boundary_score(text: str, at: int) -> int:
    """How good a boundary stands before the character ``at``: 2 behind a sentence, 1 behind another mark, 0 elsewhere."""
    if at == 0 or (text[at - 1] in STOPS and not (at < len(text) and text[at] in CLOSERS)):
        return 2
    return int(text[at - 1] in CLOSERS and not (at < len(text) and text[at] in CLOSERS))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _latin_run(text: str, at: int, step: int) -> int:
    """The number of Latin letters and digits directly before (-1) or behind (1) the offset ``at``."""
    n = start = at if step > 0 else at - 1
    while 0 <= n < len(text) and abs(n - start) < WORD and _is_latin(text[n]):
        n += step
    return abs(n - start)
