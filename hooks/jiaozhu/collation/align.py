"""Two texts side by side, without their white space: where they differ, letter for letter.

Anchors (n-grams that each text has once) cut both into small pieces; only these are aligned character by character.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import Levenshtein

from ..core.lines import CLOSERS
from ..core.reading import Span

GRAM = 12  # characters of the n-grams by which copies are found, and of the anchors between which they are aligned
WIDE = 4096  # characters without an anchor, in both texts, from which these are different texts and not compared further
CHANCE, REWRITTEN = 2, 8  # characters that agree by chance beside a stretch of so many that do not
WORD = 64  # characters that a Latin word may have
NEWLINES = "\n\r\v\f\x85\u2028\u2029"
STOPS = frozenset("。！？!?…")


@dataclass(frozen=True, slots=True)
class CompactText:
    """A stretch of a text without its white space: the characters, and where each of them stands in the text."""

    chars: str
    at: tuple[int, ...]

    @classmethod
    def from_text(cls, text: str, span: Span) -> CompactText:
        at = tuple(n for n in range(span.start, span.end) if not text[n].isspace())
        return cls("".join(text[n] for n in at), at)

    @classmethod
    def joined(cls, parts: Iterable[CompactText]) -> CompactText:
        """Several stretches of one text, in its order, as one."""
        parts = tuple(parts)
        return cls("".join(part.chars for part in parts), tuple(chain.from_iterable(part.at for part in parts)))

    def span(self, start: int, end: int) -> Span:
        """The place in the text of ``chars[start:end]``, which is not empty."""
        return Span(self.at[start], self.at[end - 1] + 1)

    def place(self, start: int, end: int) -> Span:
        """The same for a stretch that may be empty: then the place behind the character before it."""
        if start < end:
            return self.span(start, end)
        at = self.at[start - 1] + 1 if start else self.at[0] if self.at else 0
        return Span(at, at)


@dataclass(frozen=True, slots=True)
class Difference:
    """``base[a:b]`` against ``other[c:d]``: one of the two may be empty."""

    base: tuple[int, int]
    other: tuple[int, int]


def differences(base: str, other: str) -> list[Difference]:
    """Where two texts differ, in order. Time grows with their length: what has no anchor over a long way is not compared."""
    found = []
    a = c = 0
    for b, d in (*_anchors(base, other), (len(base), len(other))):
        if min(b - a, d - c) > WIDE:
            found.append(Difference((a, b), (c, d)))
        else:
            for op in Levenshtein.opcodes(base[a:b], other[c:d]):
                if op.tag != "equal":
                    found.append(Difference((a + op.src_start, a + op.src_end), (c + op.dest_start, c + op.dest_end)))
        a, c = b, d
    return _joined(found)


def slid_differences(base: str, other: str) -> list[Difference]:
    """The same; an omission or addition that can stand in several places begins and ends with a sentence."""
    found = differences(base, other)
    moved: list[Difference] = []
    for n, difference in enumerate(found):
        before = moved[-1] if moved else Difference((-1, -1), (-1, -1))
        behind = found[n + 1] if n + 1 < len(found) else Difference((len(base) + 1,) * 2, (len(other) + 1,) * 2)
        moved.append(_slid(difference, before, behind, base, other))
    return moved


def merge_chance_matches(found: Sequence[Difference]) -> list[Difference]:
    """The differences, those made one between which a character or two agree by chance.

    That is so in sentences that were rewritten, and where an addition and an omission are one word for another (灯笼, 马灯).
    """
    joined: list[Difference] = []
    for difference in found:
        last = joined[-1] if joined else None
        if last and difference.base[0] - last.base[1] <= CHANCE and _one(last, difference):
            joined[-1] = Difference((last.base[0], difference.base[1]), (last.other[0], difference.other[1]))
        else:
            joined.append(difference)
    return joined


def _one(first: Difference, second: Difference) -> bool:
    sizes = [max(d.base[1] - d.base[0], d.other[1] - d.other[0]) for d in (first, second)]
    kinds = {(d.base[0] < d.base[1], d.other[0] < d.other[1]) for d in (first, second)}
    return (max(sizes) >= REWRITTEN and min(sizes) > 1) or kinds == {(True, False), (False, True)}


def widen_to_words(found: Sequence[Difference], base: str, other: str) -> list[Difference]:
    """The differences widened to whole numbers and Latin words, those that then touch made one."""
    wide: list[Difference] = []
    least = 0
    ends = [*(difference.base[0] for difference in found[1:]), len(base)]
    for difference, most in zip(found, ends, strict=False):
        (a, b), (c, d) = difference.base, difference.other
        edges = [words for words in (base[a:b], other[c:d]) if words]
        back = min(a - least, _reach(base, a, -1)) if any(_latin(words[0]) for words in edges) else 0
        ahead = min(most - b, _reach(base, b, 1)) if any(_latin(words[-1]) for words in edges) else 0
        least = b  # beyond the next difference the two texts no longer go side by side
        a, b, c, d = a - back, b + ahead, c - back, d + ahead
        while wide and wide[-1].base[1] >= a:
            last = wide.pop()
            a, b, c, d = min(a, last.base[0]), max(b, last.base[1]), min(c, last.other[0]), max(d, last.other[1])
        wide.append(Difference((a, b), (c, d)))
    return wide


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
    """Places where both texts agree over an n-gram that each has once, in the same order in both, none inside another."""
    once = {gram: n for gram, n in _once(base).items() if n is not None}
    pairs = sorted((once[gram], n) for gram, n in _once(other).items() if n is not None and gram in once)
    anchors: list[tuple[int, int]] = []
    for b, d in _rising(pairs):
        if not anchors or (b >= anchors[-1][0] + GRAM and d >= anchors[-1][1] + GRAM):
            anchors.append((b, d))
    return anchors


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of the pairs that stand in one order in both texts: a passage that was moved must not hide the rest (patience)."""
    tops: list[int] = []
    held: list[int] = []
    under: list[int] = []
    for n, (_, d) in enumerate(pairs):
        pile = bisect_left(tops, d)
        under.append(held[pile - 1] if pile else -1)
        tops[pile : pile + 1], held[pile : pile + 1] = [d], [n]
    chain_, n = [], held[-1] if held else -1
    while n >= 0:
        chain_.append(pairs[n])
        n = under[n]
    return chain_[::-1]


def _once(text: str) -> dict[str, int | None]:
    """Each n-gram of ``text`` with its place, or None where it has several."""
    places: dict[str, int | None] = {}
    for n in range(len(text) - GRAM + 1):
        gram = text[n : n + GRAM]
        places[gram] = None if gram in places else n
    return places


def _slid(difference: Difference, before: Difference, behind: Difference, base: str, other: str) -> Difference:
    """The same omission or addition, moved to the best place that says the same, at least one character from its neighbours."""
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
    by = max(range(back, ahead + 1), key=lambda n: (_cut(text, start + n), n == 0, -abs(n)))
    return Difference((a + by, b + by), (c + by, d + by))


def _cut(text: str, at: int) -> int:
    """How well a text can be cut before its character ``at``: best behind a sentence, then behind a mark."""
    if at == 0 or (text[at - 1] in STOPS and not (at < len(text) and text[at] in CLOSERS)):
        return 2
    return int(text[at - 1] in CLOSERS and not (at < len(text) and text[at] in CLOSERS))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _reach(text: str, at: int, step: int) -> int:
    """How many letters of a Latin word, or digits of a number, stand before (-1) or behind (1) the offset ``at``."""
    n = start = at if step > 0 else at - 1
    while 0 <= n < len(text) and abs(n - start) < WORD and _latin(text[n]):
        n += step
    return abs(n - start)
