"""What the base has lost inside its sentences, and the other witnesses have."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.lines import CLOSERS
from ..core.model import Edition
from ..core.reading import Change, Witness, letters
from .align import NEWLINES, STOPS, CompactText, merge_chance_matches, slid_differences
from .base_text import compact_body
from .collate import SUPPLIED

LOSS = 12  # characters that can be lost inside a sentence
AROUND = 10_000  # characters on each side that are searched for a word
BREACH = 3  # characters whose loss breaks a word
EASY = frozenset("的了着过地得也都就又还则而且和与及并之其这那是在很更")  # words that whoever reprints an article adds or drops
BRACKETS = frozenset("()（）[]【】〔〕<>")
PAIRS = ("“”", "‘’", "（）", "《》", "「」", "『』", "【】")


@dataclass(frozen=True, slots=True)
class _Offer:
    """Words that others have where the base has nothing, before its character ``at``; each other with the place there."""

    at: int
    words: str
    places: tuple[tuple[int, tuple[int, int]], ...]
    asked: int


def supplied_readings(first: Edition, others: Sequence[Edition]) -> tuple[Change, ...]:
    """The readings that the base ``first`` has lost, as changes of its reading, each with its witness.

    Only what is lost inside a sentence is supplied, and only where most of the others that have the place agree; or where a
    loss shows in the base itself: a broken word, half a pair of marks, a paragraph without an end.
    """
    mine, theirs = compact_body(first), [compact_body(other) for other in others]
    if not mine.chars:
        return ()
    edges = _edges(first, mine)
    found: dict[int, Change] = {}
    for offer in _offers(mine, theirs):
        change = _change(first, mine, edges, offer, theirs, others)
        if change is not None and first.reading.is_free(change.span):
            found.setdefault(offer.at, change)
    return tuple(found[at] for at in sorted(found))


def _offers(mine: CompactText, theirs: Sequence[CompactText]) -> list[_Offer]:
    """All omissions of the base, those with most witnesses first."""
    places: dict[tuple[int, str], list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    spans = []
    for n, other in enumerate(theirs):
        found = merge_chance_matches(slid_differences(mine.chars, other.chars))
        spans.append([d.base for d in found if d.base[0] < d.base[1]])
        for d in found:
            if d.base[0] == d.base[1] and d.other[1] - d.other[0] <= LOSS:
                places[d.base[0], other.chars[slice(*d.other)]].append((n, d.other))
    offers = [_Offer(at, words, tuple(found), sum(_has(at, own) for own in spans)) for (at, words), found in places.items()]
    return sorted(offers, key=lambda offer: (-len(offer.places), offer.at, offer.words))


def _has(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """True where a witness has the place ``at`` of the base: it lies in none of the stretches where it reads something else."""
    n = bisect_right(spans, (at, at)) - 1
    return not any(a <= at <= b for a, b in spans[max(0, n) : n + 2])


def _edges(edition: Edition, mine: CompactText) -> tuple[int, ...]:
    """The numbers of the characters of a body at which its blocks begin, and the one behind its last."""
    lengths = [len(CompactText.from_text(edition.reading.text, block.span).chars) for block in edition.body_blocks]
    ends, at = {0, len(mine.chars)}, 0
    for length in lengths:
        at += length
        ends.add(at)
    return tuple(sorted(ends))


def _change(
    first: Edition, mine: CompactText, edges: tuple[int, ...], offer: _Offer, theirs: Sequence[CompactText], others: Sequence[Edition]
) -> Change | None:
    """The offer as a change, where the base has lost these words and a witness has them letter for letter."""
    found = _where(mine, edges, offer)
    if found is None:
        return None
    where, sure = found
    for n, (c, d) in offer.places:
        reading = others[n].reading
        span = reading.origin(theirs[n].span(c, d))
        witness = Witness(span, span.slice(reading.raw), others[n].source.id)
        if _unbroken(reading.text, theirs[n], c, d) and letters(witness.reads) == letters(offer.words):
            return Change(where, where, offer.words, SUPPLIED, witness, sure)
    return None


def _where(mine: CompactText, edges: tuple[int, ...], offer: _Offer) -> tuple[int, bool] | None:
    """The place in the base's text at which the words were lost, and whether that is sure; None where they were not lost.

    Words that one other witness has, and that nothing in the base misses, are a conjecture: it may as well have added them.
    """
    at, words, chars = offer.at, offer.words, mine.chars
    edge = edges[bisect_right(edges, at) - 1] == at
    before, after = chars[at - 1 : at], chars[at : at + 1]
    left, right = mine.at[at - 1] + 1 if at else 0, mine.at[at] if after else -1
    most = 2 * len(offer.places) > offer.asked
    several = most and len(offer.places) > 1
    if edge and at:
        closes = all(c in CLOSERS for c in words) and before.isalnum()
        if most and closes and (several or words[0] in STOPS):
            return left, True
        return (right, True) if after and _breach(chars, at, words) else None
    inside = bool(before and after) and before not in STOPS
    sure = several and not STOPS & set(words)
    alone = most and not (STOPS | BRACKETS) & set(words) and any(c.isalnum() and c not in EASY for c in words)
    if inside and (sure or _mate(chars, edges, at, words)):
        return left, True
    if after and _breach(chars, at, words):
        return (left if inside else right), True
    return (left, False) if inside and alone else None


def _breach(chars: str, at: int, words: str) -> bool:
    """True where the loss breaks a word: with what stands behind (or before) it, it makes one that the base has elsewhere."""
    if len(words) > BREACH or not words.isalnum() or words in EASY:
        return False
    chars, at = chars[max(0, at - AROUND) : at + AROUND], min(at, AROUND)
    before, after = chars[max(0, at - 1) : at], chars[at : at + 1]
    joint = before + after
    if joint.isalnum() and len(joint) == 2 and chars.count(joint) > 1:
        return False
    behind, ahead = words + chars[at : at + 2], chars[max(0, at - 2) : at] + words
    return _known(chars, behind, words + after) or _known(chars, ahead, before + words)


def _known(chars: str, phrase: str, word: str) -> bool:
    """True where a text has the phrase, or its shorter part twice; both go beyond what was lost, and hold letters only."""
    return (phrase.isalnum() and len(phrase) > len(word) and phrase in chars) or (word.isalnum() and chars.count(word) > 1)


def _mate(chars: str, edges: tuple[int, ...], at: int, words: str) -> bool:
    """True where the words are one mark of a pair, and the block has more of the other."""
    pair = next((pair for pair in PAIRS if words in tuple(pair)), "")
    n = bisect_right(edges, at)
    block = chars[edges[n - 1] : edges[n]][:AROUND] if pair else ""
    return bool(pair) and 2 * block.count(words) < block.count(pair[0]) + block.count(pair[1])


def _unbroken(text: str, other: CompactText, c: int, d: int) -> bool:
    """True where another's words stand in one line with what is on either side: a line of its own is a heading, not a loss."""
    start, end = other.at[max(0, c - 1)], other.at[min(d, len(other.at) - 1)]
    broken = [any(newline in text[a:b] for newline in NEWLINES) for a, b in ((start, other.at[c]), (other.at[d - 1], end))]
    inner = any(newline in text[other.at[c] : other.at[d - 1]] for newline in NEWLINES)
    return not inner and not all(broken) and not (broken[1] and other.chars[d - 1].isalnum())
