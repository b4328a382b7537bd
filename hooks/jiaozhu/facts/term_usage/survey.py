"""How one source uses its words: what is counted for the search for terms, once for each source, and kept with its edition.

A form is a word, or up to four words in a row, of at most eight characters. Those are kept that stand there twice, that everyday
Chinese hardly knows, or that the text itself marks: by an explanation, by quotation marks, by Latin capitals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

import regex

from ...core.model import Block
from ...core.normalize import to_simplified
from ...core.reading import Span
from ...rules.rulebook import Rulebook
from . import words as lexis
from .definitions import explanations, quoted
from .usage import Explanation, TermUsage, TokenPlace
from .words import Word

WORDS, CHARACTERS = 4, 8  # of a form, unless the text marks it
TWICE = 2
RARE = 2e-6  # a word that everyday Chinese uses less often than this is kept though it stands there once
PLACES = 2  # of a form that are remembered
PORTION = 4_000  # characters that are looked at together
ROOM = 200_000  # forms that are remembered of a source
EDGE = "\n"  # beside a form that stands at an end of its block
ORDER = ("named", "glossed", "defined")  # explanations, from the weakest to the strongest
CAPITALS = 3  # of a mixed form: UP主, B站, C端
# Two capitals at least; a small letter only between them, as in IoT.
ABBREVIATION = regex.compile(r"(?<![A-Za-z0-9])[A-Z](?=[a-z0-9&]*[A-Z])(?:[A-Z0-9&]|[a-z](?=[A-Z]))*[A-Z0-9](?![A-Za-z0-9])")
NUMBER = regex.compile(r"[1-9]\d\d")  # three digits may name something, as the shopping day 618 does
UNITS = frozenset("%％+.:/年月日号点时分秒元块万亿余多个人家次天米克吨倍条款件位名")


@dataclass(slots=True)
class _Count:
    """What is being counted for a form."""

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
    """Some sentences of a block, in plain text, and where in the block they begin."""

    block: int
    start: int
    text: str

    def place(self, span: Span) -> TokenPlace:
        return TokenPlace(self.block, self.start + span.start, self.start + span.end)


def survey(blocks: Sequence[Block], rulebook: Rulebook) -> tuple[TermUsage, ...]:
    """The usages of the blocks' text, titles and figures aside, by form. Time grows with the length of the text.

    Of a source so long that there are too many forms to remember, those seen once so far are forgotten now and then (the lossy
    counting of Manku and Motwani).
    """
    texts = {n: to_simplified(block.text) for n, block in enumerate(blocks) if block.kind not in ("title", "figure")}
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
    beside = _beside(texts.values(), kept)
    return tuple(_usage(form, kept[form], *beside[form]) for form in sorted(beside))


def _portions(n: int, text: str) -> Iterator[Portion]:
    """The text of the block ``n`` in stretches of whole sentences, so that a very long one does not fill the memory."""
    start = 0
    while start < len(text):
        end = min(start + PORTION, len(text))
        if end < len(text):
            end = max((text.rfind(mark, start, end) + 1 for mark in "。！？\n"), default=0) or end
        yield Portion(n, start, text[start:end])
        start = end


def _count_phrases(portion: Portion, words: Sequence[Word], counts: Mapping[str, _Count], rulebook: Rulebook) -> None:
    """Count the forms that are content words in a row."""
    light = rulebook.words.get("light-words", frozenset())
    for run in _runs(words):
        opens = [word.text not in light for word in run]
        closes = [word.is_nominal and heavy for word, heavy in zip(run, opens, strict=True)]
        for first in range(len(run)):
            form = ""
            for last in range(first, min(first + WORDS, len(run))):
                form += run[last].text
                if len(form) > CHARACTERS:
                    break
                count = counts[form]
                count.seen += 1
                count.whole += opens[first] and closes[last]
                if not count.parts or last - first + 1 < len(count.parts):  # 快手电商 is cut as 快|手电|商 as well as 快手|电商
                    count.parts = tuple(word.text for word in run[first : last + 1])
                if len(count.places) < PLACES:
                    count.remember(portion.place(Span(run[first].start, run[last].end)))


def _runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The content words that stand in a row."""
    for content, run in groupby(words, key=lambda word: word.is_content):
        if content:
            yield tuple(run)


def _count_names(words: Sequence[Word], counts: Mapping[str, _Count], rulebook: Rulebook) -> None:
    """Count what looks like a name: by its class, or because it does what only people and companies do."""
    heralds = rulebook.words.get("name-followers", frozenset())
    for word in words:
        if word.is_name and word.is_content:
            counts[word.text].names += 1
    for n, herald in enumerate(words):
        if herald.text in heralds:
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
    for found in explanations(text, words, rulebook):
        count = counts[found.term.slice(text)]
        _mark(count, portion.place(found.term))
        if count.explanation is None or ORDER.index(count.explanation.how) < ORDER.index(found.how):
            count.explanation = Explanation(portion.place(found.sentence), found.how, found.english)
    for span in _latin(text, words):
        _mark(counts[span.slice(text)], portion.place(span))


def _mark(count: _Count, place: TokenPlace) -> None:
    count.marked = True
    count.remember(place)


def _latin(text: str, words: Sequence[Word]) -> Iterator[Span]:
    """Abbreviations; capitals with the Han word of one character behind them; numbers that count nothing."""
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


def _beside(texts: Iterable[str], forms: Collection[str]) -> dict[str, tuple[str, str]]:
    """The characters before and after each occurrence of the forms; none where a Latin form goes on."""
    lengths = sorted({len(form) for form in forms})
    found: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for text in texts:
        edged = EDGE + text + EDGE
        for start in range(1, len(edged) - 1):
            for length in lengths:
                form = edged[start : start + length]
                if form in forms and not _goes_on(edged, start, start + length):
                    before, after = found[form]
                    before.append(edged[start - 1])
                    after.append(edged[start + length])
    return {form: ("".join(before), "".join(after)) for form, (before, after) in found.items()}


def _goes_on(text: str, start: int, end: int) -> bool:
    """True where the stretch is cut out of a longer Latin word or number."""
    joints = (text[start - 1 : start + 1], text[end - 1 : end + 1])
    return any(joint.isascii() and joint.isalnum() for joint in joints)


def _usage(form: str, count: _Count, before: str, after: str) -> TermUsage:
    parts = count.parts or lexis.parts(form)
    whole = count.whole if not any(c.isascii() for c in form) else len(before)  # its borders are those of the script
    return TermUsage(form, before, after, whole, count.names, count.quoted, parts, tuple(count.places), count.explanation)
