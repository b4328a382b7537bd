"""The chronicle: the dated sentences of all articles in order of time, with those of several articles on one event together.

A sentence with several dates has an entry for each, which holds only the clauses about that date. An article without a date inherits
its year from a sentence of another article that reports the same event on the same day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

import regex

from ..core.digest import key
from ..core.entries import Mention
from ..core.lines import SENTENCE
from ..core.memo import memo_key, memoized_each
from ..core.model import Block, Edition
from ..core.normalize import fold
from ..core.serialization import record_digest
from ..core.store import NO_STORE, Store
from ..core.work.cluster import THIS_MACHINE, Workers
from ..facts.dates.almanac import Almanac, Days, Precision
from ..facts.dates.datings import Dating, datings
from ..facts.dates.expressions import ENDS_CLAUSE
from ..facts.dates.years import Anchor
from .event_groups import MAX_DAYS, DatedSentence, Event, days_covered, group_events, pairs_sharing_words

__all__ = ["Chronicle", "DatedSentence", "Event", "build_chronicle"]

WORDS = regex.compile(r"[0-9a-z]+|\p{Han}+")
CLAUSE_END = regex.compile(r"[，。；：！？;!?\n]|(?<![0-9])[,:]|[,:](?![0-9])")
FRAMES: frozenset[Precision] = frozenset({"year", "half", "season", "quarter"})  # times that often only introduce a nearer one
BEFORE = 62  # characters before the first date of a sentence that are searched for the start of its clause


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The events in order of time; the sentences whose year is unknown, in the order of the articles; and all datings by article."""

    events: tuple[Event, ...]
    unplaced: tuple[DatedSentence, ...]
    datings: Mapping[str, tuple[Dating, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DatedText:
    """The part of an article that its dates follow from, and by which they are kept."""

    article: str
    title: str
    blocks: tuple[Block, ...]
    names: tuple[Mention, ...]
    anchor: Anchor | None


@dataclass(frozen=True, slots=True)
class DatedArticle:
    """The dates of an article, and its sentences with dates."""

    datings: tuple[Dating, ...]
    sentences: tuple[DatedSentence, ...]


def build_chronicle(
    titled: Iterable[tuple[str, Edition]],
    almanac: Almanac,
    function_characters: Collection[str] = (),
    store: Store = NO_STORE,
    workers: Workers = THIS_MACHINE,
) -> Chronicle:
    """The chronicle of the editions, each of which comes with its title. ``function_characters`` mean nothing by themselves.

    ``store`` keeps the dates of each article, and ``workers`` read them.
    """
    texts = [DatedText(e.source.id, title, e.blocks, e.names, _anchor(e)) for title, e in titled]
    read = partial(dated_article, almanac=almanac, function=frozenset(function_characters))
    common = memo_key(dated_article, record_digest(almanac), record_digest(sorted(function_characters)))

    def read_all(some: Sequence[DatedText]) -> tuple[DatedArticle, ...]:
        return memoized_each(store, [key(common, record_digest(text)) for text in some], DatedArticle, read, some, workers)

    dated = {text.article: article for text, article in zip(texts, read_all(texts), strict=True)}
    inferred = _inferred_anchors([article.sentences for article in dated.values()], {text.article: text.anchor for text in texts})
    again = [replace(text, anchor=inferred[text.article]) for text in texts if text.article in inferred]
    dated |= {text.article: article for text, article in zip(again, read_all(again), strict=True)}
    entries = [entry for article in dated.values() for entry in article.sentences]
    events = sorted(group_events([entry for entry in entries if entry.dating.days]), key=lambda event: _chronological(event.when))
    unplaced = tuple(entry for entry in entries if not entry.dating.days)
    return Chronicle(tuple(events), unplaced, {ident: article.datings for ident, article in dated.items()})


def dated_article(text: DatedText, almanac: Almanac, function: frozenset[str]) -> DatedArticle:
    """The dates of an article."""
    dated = datings(text.blocks, text.anchor, almanac)
    return DatedArticle(dated, _dated_sentences(text, dated, function))


def _anchor(edition: Edition) -> Anchor | None:
    date = edition.heading.date
    return Anchor.from_date(date.value, "文章日期", inferred=not date.sure) if date else None


def _dated_sentences(text: DatedText, dated: Iterable[Dating], function: frozenset[str]) -> tuple[DatedSentence, ...]:
    by_block: dict[str, list[Dating]] = defaultdict(list)
    names: dict[str, list[Mention]] = defaultdict(list)
    for dating in dated:
        by_block[dating.block].append(dating)
    for mention in text.names:
        names[mention.block].append(mention)
    blocks = (block for block in text.blocks if block.id in by_block)
    of_blocks = (_of_block(text.article, text.title, block, by_block[block.id], names[block.id], function) for block in blocks)
    return tuple(entry for entries in of_blocks for entry in entries)


def _of_block(
    article: str, title: str, block: Block, dated: Sequence[Dating], names: Sequence[Mention], function: frozenset[str]
) -> Iterator[DatedSentence]:
    """One entry for each date of each sentence of a block."""
    n = 0
    text = block.text
    for sentence in SENTENCE.finditer(text):
        in_sentence: list[Dating] = []
        while n < len(dated) and dated[n].start < sentence.end():
            in_sentence.append(dated[n])
            n += 1
        kept = _kept_datings(in_sentence, text, names)
        spans = _clause_spans([in_sentence[k] for k in kept], sentence.start(), sentence.end(), text)
        for k, (start, end) in zip(kept, spans, strict=True):
            dating, part = in_sentence[k], text[start:end]
            start, end = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
            inside = [name for name in names if start <= name.start and name.end <= end]
            subjects = [name for name in inside if not any(d.start < name.end and name.start < d.end for d in in_sentence)]
            yield DatedSentence(
                article,
                title,
                block.id,
                text[start:end],
                dating.start - start,
                dating.end - start,
                dating,
                _index_terms(_context(in_sentence, k, text, sentence.end()), function),
                names=tuple(sorted({name.entry for name in inside})),
                subjects=tuple(sorted({name.entry for name in subjects})),
                cut_before=bool(text[sentence.start() : start].strip()),
                cut_after=bool(text[end : sentence.end()].strip()),
            )


def _clause_spans(dated: Sequence[Dating], start: int, end: int, text: str) -> Iterator[tuple[int, int]]:
    """For each date, the clauses about it in the sentence from ``start`` to ``end``: up to the clause of the next date."""
    borders = [start]
    for dating, following in pairwise(dated):
        marks = CLAUSE_END.finditer(text, dating.end, following.start)
        borders.append(max((mark.end() for mark in marks), default=borders[-1]))
    ends = [next((border for border in borders[n + 1 :] if border > borders[n]), end) for n in range(len(borders))]
    yield from zip(borders[: len(dated)], ends, strict=False)


def _kept_datings(dated: Sequence[Dating], text: str, names: Sequence[Mention]) -> list[int]:
    """The numbers of the datings of a sentence that make an entry.

    Each time is kept once. A time that only frames a nearer one is left out, and so is one that is a part of a longer name.
    """
    seen: set[object] = set()
    kept: list[int] = []
    for n, dating in enumerate(dated):
        time = dating.days or dating.label
        if time not in seen and not _is_part_of_name(dating, names) and not any(_is_frame_of(dating, other, text) for other in dated):
            kept.append(n)
            seen.add(time)
    return kept


def _is_part_of_name(dating: Dating, names: Sequence[Mention]) -> bool:
    """True for a festival that is a part of a longer name: 双11老铁狂欢夜 is a show."""
    longer = (m for m in names if m.start <= dating.start and dating.end <= m.end and m.end - m.start > dating.end - dating.start)
    return dating.precision == "festival" and any(longer)


def _is_frame_of(dating: Dating, other: Dating, text: str) -> bool:
    """True where ``dating`` is a wider time that contains ``other`` and only introduces it."""
    if dating.days is None or other.days is None or dating.days == other.days:
        return False
    between = text[min(dating.end, other.end) : max(dating.start, other.start)]
    near = dating.precision in FRAMES or not any(mark in between for mark in ENDS_CLAUSE)
    return near and dating.days.contains(other.days)


def _context(dated: Sequence[Dating], n: int, text: str, end: int) -> str:
    """The words of a sentence that belong to a date: its clause before it, and everything after it up to the next date."""
    floor = dated[n - 1].end if n else max(0, dated[n].start - BEFORE)
    before = text[floor : dated[n].start]
    start = max((before.rfind(mark) for mark in (*ENDS_CLAUSE, "。")), default=-1) + 1
    following = next((dating.start for dating in dated[n + 1 :] if dating.days != dated[n].days), end)
    return before[start:] + "\n" + text[dated[n].end : following]


def _index_terms(text: str, function: frozenset[str]) -> tuple[str, ...]:
    """The index terms of a text: Latin words and numbers whole, and the bigrams of Han characters that have no function character."""
    terms: set[str] = set()
    for match in WORDS.finditer(fold(text)):
        word = match[0]
        bigrams = [word] if word.isascii() else [word[n : n + 2] for n in range(len(word) - 1)]
        terms.update(bigram for bigram in bigrams if not function.intersection(bigram))
    return tuple(sorted(terms))


def _inferred_anchors(by_article: Sequence[tuple[DatedSentence, ...]], anchors: Mapping[str, Anchor | None]) -> dict[str, Anchor]:
    """For articles without a date, the year that others give for an event in both; none where the others disagree."""
    entries = [e for sentences in by_article for e in sentences if e.dating.days or (anchors[e.article] is None and e.dating.recurs)]
    years: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    exact: set[tuple[str, int]] = set()
    for one, other in pairs_sharing_words(entries, _month_of_any_year):
        for undated, dated in ((one, other), (other, one)):
            day, days = undated.dating.recurs, dated.dating.days
            if day and days and _has_day(days, day):
                years[undated.article][days.first.year][dated.article] = dated.title
                if days.length == 1:
                    exact.add((undated.article, days.first.year))
    inferred: dict[str, Anchor] = {}
    for article, by_year in years.items():
        (year, titles), *others = by_year.items()
        why = "".join(f"《{title}》" for title in titles.values()) + "所记同一事"
        anchor = Anchor.from_date(str(year), why, inferred=True)
        if not others and anchor and (article, year) in exact:
            inferred[article] = anchor
    return inferred


def _month_of_any_year(entry: DatedSentence) -> int:
    return entry.dating.days.first.month if entry.dating.days else (entry.dating.recurs or (0,))[0]


def _has_day(days: Days, day: tuple[int, int]) -> bool:
    """True where days of one month contain a day (month, day) of some year."""
    return days.length <= MAX_DAYS and (days.first.month, days.last.month) == (day[0], day[0]) and days.first.day <= day[1] <= days.last.day


def _chronological(dating: Dating) -> tuple[int, bool, int]:
    """The sort key: by the first day. Of times that start together, a year precedes its months, and a day what starts on it."""
    exact = dating.precision == "day"
    length = days_covered(dating)
    return (dating.days.first.toordinal() if dating.days else 0), exact, length if exact else -length
