"""Supplying the base with what it has lost inside its sentences, from other witnesses that have it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.lines import CLOSERS
from ..core.model import Edition
from ..core.normalize import nfkc_letters
from ..core.reading import Change, Witness
from .align import NEWLINES, STOPS, CompactText, merge_chance_matches, slid_differences
from .base_text import compact_body
from .collate import SUPPLIED

LOSS = 12  # characters that can be lost inside a sentence
AROUND = 10_000  # characters on each side in which a word is searched for
BREACH = 3  # characters whose loss breaks a word
EASY = frozenset("的了着过地得也都就又还则而且和与及并之其这那是在很更")  # words that are easily added or dropped in a reprint
BRACKETS = frozenset("()（）[]【】〔〕<>")
PAIRS = ("“”", "‘’", "（）", "《》", "「」", "『』", "【】")


@dataclass(frozen=True, slots=True)
class _Offer:
    """Words that others have before the character ``at`` of the base, where it has nothing.

    ``places`` are the numbers of these others, each with the place of the words in its body; ``voters`` is how many others have
    the place at all, with or without these words.
    """

    at: int
    words: str
    places: tuple[tuple[int, tuple[int, int]], ...]
    voters: int

    @property
    def is_majority(self) -> bool:
        return 2 * len(self.places) > self.voters


def supplied_readings(base: Edition, others: Sequence[Edition]) -> tuple[Change, ...]:
    """The readings that the ``base`` has lost, as changes of its reading, each with its witness.

    Only what is lost inside a sentence is supplied, and only where most of the others that have the place agree, or where the loss
    shows in the base itself: a broken word, half a pair of marks, a paragraph without an end.
    """
    body, other_bodies = compact_body(base), [compact_body(other) for other in others]
    if not body.chars:
        return ()
    edges = _block_edges(base, body)
    changes: dict[int, Change] = {}
    for offer in _offers(body, other_bodies):
        change = _change(base, body, edges, offer, other_bodies, others)
        if change is not None and base.reading.is_free(change.span):
            changes.setdefault(offer.at, change)
    return tuple(changes[at] for at in sorted(changes))


def _offers(body: CompactText, other_bodies: Sequence[CompactText]) -> list[_Offer]:
    """All omissions of the base, those with most witnesses first."""
    places: dict[tuple[int, str], list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    replaced = []
    for n, other in enumerate(other_bodies):
        differences = merge_chance_matches(slid_differences(body.chars, other.chars))
        replaced.append([d.base for d in differences if d.base[0] < d.base[1]])
        for d in differences:
            if d.base[0] == d.base[1] and d.other[1] - d.other[0] <= LOSS:
                places[d.base[0], other.chars[slice(*d.other)]].append((n, d.other))
    offers = [
        _Offer(at, words, tuple(witnesses), sum(_has_place(at, spans) for spans in replaced)) for (at, words), witnesses in places.items()
    ]
    return sorted(offers, key=lambda offer: (-len(offer.places), offer.at, offer.words))


def _has_place(at: int, replaced: Sequence[tuple[int, int]]) -> bool:
    """True where a witness has the place ``at`` of the base: it lies in none of the stretches that the witness replaces or omits."""
    n = bisect_right(replaced, (at, at)) - 1
    return not any(a <= at <= b for a, b in replaced[max(0, n) : n + 2])


def _block_edges(edition: Edition, body: CompactText) -> tuple[int, ...]:
    """The numbers of the characters of a body with which its blocks begin, and the one behind its last character."""
    lengths = [len(CompactText.from_text(edition.reading.text, block.span).chars) for block in edition.body_blocks]
    edges, at = {0, len(body.chars)}, 0
    for length in lengths:
        at += length
        edges.add(at)
    return tuple(sorted(edges))


def _change(
    base: Edition,
    body: CompactText,
    edges: tuple[int, ...],
    offer: _Offer,
    other_bodies: Sequence[CompactText],
    others: Sequence[Edition],
) -> Change | None:
    """The offer as a change, where the base has lost these words and the source of a witness has them letter for letter."""
    place = _place_of_loss(body, edges, offer)
    if place is None:
        return None
    at, sure = place
    for n, (c, d) in offer.places:
        reading = others[n].reading
        span = reading.origin(other_bodies[n].span(c, d))
        witness = Witness(span, span.slice(reading.raw), others[n].source.id)
        if _is_inside_line(reading.text, other_bodies[n], c, d) and nfkc_letters(witness.reads) == nfkc_letters(offer.words):
            return Change(at, at, offer.words, SUPPLIED, witness, sure)
    return None


def _place_of_loss(body: CompactText, edges: tuple[int, ...], offer: _Offer) -> tuple[int, bool] | None:
    """The offset in the base's text at which the words were lost, and whether that is sure; None where they were not lost.

    Words that only one other witness has, and whose loss does not show in the base, are a conjecture: it may have added them.
    """
    at, words, chars = offer.at, offer.words, body.chars
    is_edge = edges[bisect_right(edges, at) - 1] == at
    before, behind = chars[at - 1 : at], chars[at : at + 1]
    left, right = body.offsets[at - 1] + 1 if at else 0, body.offsets[at] if behind else -1
    has_several = offer.is_majority and len(offer.places) > 1
    if is_edge and at:
        closes = all(c in CLOSERS for c in words) and before.isalnum()
        if offer.is_majority and closes and (has_several or words[0] in STOPS):
            return left, True
        return (right, True) if behind and _breaks_word(chars, at, words) else None
    is_inside = bool(before and behind) and before not in STOPS
    is_sure = has_several and not STOPS & set(words)
    is_conjecture = offer.is_majority and not (STOPS | BRACKETS) & set(words) and any(c.isalnum() and c not in EASY for c in words)
    if is_inside and (is_sure or _completes_pair(chars, edges, at, words)):
        return left, True
    if behind and _breaks_word(chars, at, words):
        return (left if is_inside else right), True
    return (left, False) if is_inside and is_conjecture else None


def _breaks_word(chars: str, at: int, words: str) -> bool:
    """True where the loss breaks a word: with what stands beside them, the lost words make one that the base has elsewhere."""
    if len(words) > BREACH or not words.isalnum() or words in EASY:
        return False
    chars, at = chars[max(0, at - AROUND) : at + AROUND], min(at, AROUND)
    before, behind = chars[max(0, at - 1) : at], chars[at : at + 1]
    joint = before + behind
    if joint.isalnum() and len(joint) == 2 and chars.count(joint) > 1:
        return False
    phrase_behind, phrase_before = words + chars[at : at + 2], chars[max(0, at - 2) : at] + words
    return _is_attested(chars, phrase_behind, words + behind) or _is_attested(chars, phrase_before, before + words)


def _is_attested(chars: str, phrase: str, word: str) -> bool:
    """True where a text has the phrase, or its shorter part twice; both are longer than what was lost, and hold letters only."""
    return (phrase.isalnum() and len(phrase) > len(word) and phrase in chars) or (word.isalnum() and chars.count(word) > 1)


def _completes_pair(chars: str, edges: tuple[int, ...], at: int, words: str) -> bool:
    """True where the words are one mark of a pair, and the block has more of the other."""
    pair = next((pair for pair in PAIRS if words in tuple(pair)), "")
    n = bisect_right(edges, at)
    block = chars[edges[n - 1] : edges[n]][:AROUND] if pair else ""
    return bool(pair) and 2 * block.count(words) < block.count(pair[0]) + block.count(pair[1])


def _is_inside_line(text: str, other: CompactText, c: int, d: int) -> bool:
    """True where the words of a witness share a line with what stands beside them: a line of its own is a heading, not a loss."""
    start, end = other.offsets[max(0, c - 1)], other.offsets[min(d, len(other.offsets) - 1)]
    breaks = [any(newline in text[a:b] for newline in NEWLINES) for a, b in ((start, other.offsets[c]), (other.offsets[d - 1], end))]
    is_divided = any(newline in text[other.offsets[c] : other.offsets[d - 1]] for newline in NEWLINES)
    return not is_divided and not all(breaks) and not (breaks[1] and other.chars[d - 1].isalnum())
