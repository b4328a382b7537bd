"""Term extraction, first step: the candidate forms of one source are counted once, and kept with its edition.

A form is an n-gram of up to four words and eight characters. A form is kept that occurs twice, that is rare in everyday Chinese, or
that the text itself marks: by an explanation, by quotation marks, by Latin capitals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

import regex
from ahocorasick_rs import AhoCorasick

from ...core.model import Block
from ...core.normalize import to_simplified
from ...core.reading import Span
from ...rules.rulebook import Rulebook
from . import words as lexis
from .definitions import explained_terms, quoted
from .usage import Explanation, TermUsage, TokenPlace
from .words import Word

WORDS, CHARACTERS = 4, 8  # the most of a form, unless the text marks it
TWICE = 2
RARE = 2e-6  # a word whose frequency in everyday Chinese is less than this is kept even if it occurs once
PLACES = 2  # occurrences of a form whose places are kept
PORTION = 4_000  # characters that are processed together
ROOM = 200_000  # forms of a source that are counted at once
EDGE = "\n"  # what stands beside a form at an end of its block
ORDER = ("named", "glossed", "defined")  # explanations, from the weakest to the strongest
CAPITALS = 3  # the most of a mixed form: UP主, B站, C端
# Two capitals at least; a small letter only between them, as in IoT.
ABBREVIATION = regex.compile(r"(?<![A-Za-z0-9])[A-Z](?=[a-z0-9&]*[A-Z])(?:[A-Z0-9&]|[a-z](?=[A-Z]))*[A-Z0-9](?![A-Za-z0-9])")
NUMBER = regex.compile(r"[1-9]\d\d")  # three digits may name something, as the shopping day 618 does
UNITS = frozenset("%％+.:/年月日号点时分秒元块万亿余多个人家次天米克吨倍条款件位名")


@dataclass(slots=True)
class _Count:
    """The running counts of a form."""

    seen: int = 0
    whole: int = 0
    names: int = 0
    quoted: int = 0
    marked: bool = False
    parts: tuple[str, ...] = ()
    places: list[TokenPlace] = field(default_factory=list)
    explanation: Explanation | None = None

    def remember(self, place: TokenPlace) -> None:
        if len(self.places) < PLACES and place not in self.places:
            self.places.append(place)


@dataclass(frozen=True, slots=True)
class Portion:
    """Some sentences of a block in Simplified characters, and the offset in the block at which they begin."""

    block: int
    start: int
    text: str

    def place(self, span: Span) -> TokenPlace:
        return TokenPlace(self.block, self.start + span.start, self.start + span.end)


def survey(blocks: Sequence[Block], rulebook: Rulebook) -> tuple[TermUsage, ...]:
    """How the blocks use each form, in the order of the forms; titles and figures do not count. Time grows with the length of the text.

    A source that is too long for all its forms to be counted is counted approximately: forms seen once so far are dropped now and
    then (lossy counting, Manku and Motwani).
    """
    texts = {n: to_simplified(block.text) for n, block in enumerate(blocks) if block.kind not in ("title", "code") and block.has_own_text}
    counts: defaultdict[str, _Count] = defaultdict(_Count)
    room = ROOM
    for n, text in texts.items():
        for portion in _portions(n, text):
            words = tuple(lexis.words(portion.text))
            _count_phrases(portion, words, counts, rulebook)
            _count_names(words, counts, rulebook)
            _count_marked(portion, words, counts, rulebook)
            if len(counts) > room:
                for form in [form for form, count in counts.items() if not _is_kept(form, count)]:
                    del counts[form]
                room = max(ROOM, 2 * len(counts))
    kept = {form: count for form, count in counts.items() if _is_kept(form, count)}
    neighbours = _neighbours(texts.values(), kept)
    return tuple(_usage(form, kept[form], *neighbours[form]) for form in sorted(neighbours))


def _portions(n: int, text: str) -> Iterator[Portion]:
    """The text of the block ``n`` in portions of whole sentences, so that a very long block does not fill the memory."""
    start = 0
    while start < len(text):
        end = min(start + PORTION, len(text))
        if end < len(text):
            end = max((text.rfind(mark, start, end) + 1 for mark in "。！？\n"), default=0) or end
        yield Portion(n, start, text[start:end])
        start = end


def _count_phrases(portion: Portion, words: Sequence[Word], counts: Mapping[str, _Count], rulebook: Rulebook) -> None:
    """Count the n-grams of content words."""
    light = rulebook.words.get("light-words", frozenset())
    for run in _runs(words):
        texts = [word.text for word in run]
        opens = [text not in light for text in texts]
        closes = [word.is_nominal and heavy for word, heavy in zip(run, opens, strict=True)]
        for first in range(len(run)):
            form = ""
            for last in range(first, min(first + WORDS, len(run))):
                form += texts[last]
                if len(form) > CHARACTERS:
                    break
                count = counts[form]
                count.seen += 1
                count.whole += opens[first] and closes[last]
                if not count.parts or last - first + 1 < len(count.parts):  # 快手电商 is cut as 快|手电|商 as well as 快手|电商
                    count.parts = tuple(texts[first : last + 1])
                if len(count.places) < PLACES:
                    start = portion.start + run[first].start
                    count.remember(TokenPlace(portion.block, start, start + len(form)))


def _runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The maximal runs of content words."""
    for content, run in groupby(words, key=lambda word: word.is_content):
        if content:
            yield tuple(run)


def _count_names(words: Sequence[Word], counts: Mapping[str, _Count], rulebook: Rulebook) -> None:
    """Count what looks like a name: by its tag, or because a word follows that says what only people and companies do."""
    followers = rulebook.words.get("name-followers", frozenset())
    for word in words:
        if word.is_name and word.is_content:
            counts[word.text].names += 1
    for n, follower in enumerate(words):
        if follower.text in followers:
            form = ""
            for word in reversed(words[max(0, n - WORDS) : n]):
                form = word.text + form
                if not word.is_content or len(form) > CHARACTERS:
                    break
                counts[form].names += 1


def _count_marked(portion: Portion, words: Sequence[Word], counts: Mapping[str, _Count], rulebook: Rulebook) -> None:
    """Count the forms that the text itself marks."""
    text = portion.text
    for span in quoted(text):
        counts[span.slice(text)].quoted += 1
        _mark(counts[span.slice(text)], portion.place(span))
    for explained in explained_terms(text, words, rulebook):
        count = counts[explained.term.slice(text)]
        _mark(count, portion.place(explained.term))
        if count.explanation is None or ORDER.index(count.explanation.how) < ORDER.index(explained.how):
            count.explanation = Explanation(portion.place(explained.sentence), explained.how, explained.english)
    for span in _latin(text, words):
        _mark(counts[span.slice(text)], portion.place(span))


def _mark(count: _Count, place: TokenPlace) -> None:
    count.marked = True
    count.remember(place)


def _latin(text: str, words: Sequence[Word]) -> Iterator[Span]:
    """Abbreviations; capitals followed by a Han word of one character; numbers that count nothing."""
    for match in ABBREVIATION.finditer(text):
        yield Span(*match.span())
    for word, after in pairwise(words):
        if word.text.isascii() and word.text.isupper() and word.text.isalpha() and len(word.text) <= CAPITALS:
            if len(after.text) == 1 and after.is_nominal and after.is_content:
                yield Span(word.start, after.end)
        elif NUMBER.fullmatch(word.text) and after.text[0] not in UNITS and not after.tag.startswith(("m", "q")):
            yield Span(word.start, word.end)


def _is_kept(form: str, count: _Count) -> bool:
    rare = len(count.parts) == 1 and count.whole > 0 and len(form) > 1 and lexis.rate(form) < RARE
    return count.marked or count.seen >= TWICE or rare


def _neighbours(texts: Iterable[str], forms: Collection[str]) -> dict[str, tuple[str, str]]:
    """For each form, the characters before and after its occurrences. One inside a longer Latin word or number does not count."""
    patterns = list(filter(None, forms))
    if not patterns:
        return {}
    automaton = AhoCorasick(patterns)
    neighbours: defaultdict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for text in texts:
        edged = EDGE + text + EDGE
        for n, start, end in automaton.find_matches_as_indexes(edged, overlapping=True):
            if not _is_cut_out(edged, start, end):
                before, after = neighbours[n]
                before.append(edged[start - 1])
                after.append(edged[end])
    return {patterns[n]: ("".join(before), "".join(after)) for n, (before, after) in neighbours.items()}


def _is_cut_out(text: str, start: int, end: int) -> bool:
    """True for a stretch inside a longer Latin word or number."""
    joints = (text[start - 1 : start + 1], text[end - 1 : end + 1])
    return any(joint.isascii() and joint.isalnum() for joint in joints)


def _usage(form: str, count: _Count, before: str, after: str) -> TermUsage:
    parts = count.parts or lexis.parts(form)
    whole = count.whole if not any(c.isascii() for c in form) else len(before)  # a Latin form ends where the script changes
    return TermUsage(form, before, after, whole, count.names, count.quoted, parts, tuple(count.places), count.explanation)
