"""Series of articles: those whose titles are the same words with a number behind them.

A title is read as its stem, the numbers behind it, and the rest: 数据分析十大模型 | 之四 | ：杜邦分析模型.
Articles are a series where they share a stem and a voice (their author, or where no author is known, their outlet) and have
different numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from ..core.article import Article
from ..core.normalize import caseless_nfkc_letters
from ..facts.numerals import value
from .group_key import name_key

FEWEST = 2  # articles of a series
SHORTEST = 4  # letters of a stem, so that it says what the series is about
LARGEST = 999  # a greater number is a year, or a quantity
PARTS = {"上": 1, "中": 2, "下": 3, "终": LARGEST + 1, "完": LARGEST + 1}
NUMERAL = r"(?:[0-9]{1,3}|[一二三四五六七八九十百零〇]{1,5})"
IN_BRACKETS = rf"[（(【\[]\s?(?:第\s?)?(?P<n>{NUMERAL}|[上中下终完])\s?[篇讲期回集章节部季辑]?\s?[)）】\]]"
ORDINAL = rf"第\s?(?P<n>{NUMERAL})\s?[篇讲期回集章辑]"
ENUMERATED = rf"(?:(?<!分)之|(?<=系列))\s?(?P<n>{NUMERAL})(?=$|[\s：:，、—\-–|｜丨·])"
HALF = r"(?<=[\s：:—\-–|｜丨·])(?P<n>[上中下])篇?(?=$|[\s：:—\-–|｜丨·])|(?P<n>[上中下])篇(?=$|[\s：:—\-–|｜丨·])"
MARK = regex.compile(rf"(?|{IN_BRACKETS}|{ORDINAL}|{ENUMERATED}|{HALF})")
BEHIND = regex.compile(rf"[\s：:—\-–|｜丨·]*(?|{IN_BRACKETS}|{ORDINAL}|{ENUMERATED}|{HALF})")  # another number behind one
Member = tuple[tuple[int, ...], str, str, str]  # the numbers of an article, its date, its id, the stem of its title
EDGES = " \t\u3000：:，、—-–|｜丨·~～"


@dataclass(frozen=True, slots=True)
class TitleNumber:
    """A title as the place of an article in a series: the words before the number, and the number; 三（下） has two parts."""

    stem: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its id, the stem of its titles, and its articles in the order of their numbers.

    ``missing`` are the numbers between the first and the last that no article has, where the articles are counted in figures.
    """

    id: str
    title: str
    articles: tuple[str, ...]
    missing: tuple[int, ...]


def title_number(title: str) -> TitleNumber | None:
    """The place of an article in a series as its title says it; None where it says none."""
    for mark in MARK.finditer(title):
        stem = title[: mark.start()].strip().strip(EDGES)
        first = _number(mark["n"])
        if first is not None and len(caseless_nfkc_letters(stem)) >= SHORTEST:
            return TitleNumber(stem, (first, *_numbers_behind(title, mark.end())))
    return None


def all_series(articles: Iterable[Article]) -> tuple[Series, ...]:
    """The series of a collection, the longest first."""
    groups: dict[tuple[str, str], list[Member]] = {}
    for article in articles:
        place = title_number(article.title) if article.has_title else None
        if place is not None:
            date = article.date.value if article.date else article.latest
            key = caseless_nfkc_letters(place.stem), _voice(article)
            groups.setdefault(key, []).append((place.numbers, date, article.id, place.stem))
    voices = Counter(stem for (stem, _), members in groups.items() if _count(members) >= FEWEST)
    series = (
        _series(stem, voice if voices[stem] > 1 else "", members) for (stem, voice), members in groups.items() if _count(members) >= FEWEST
    )
    return tuple(sorted(series, key=lambda s: (-len(s.articles), s.id)))


def _count(members: Iterable[Member]) -> int:
    """How many different numbers there are."""
    return len({numbers for numbers, *_ in members})


def _series(stem: str, voice: str, members: Iterable[Member]) -> Series:
    ordered = sorted(members)
    return Series(
        name_key(f"{stem}{voice}"),
        ordered[0][-1],
        tuple(article for _, _, article, _ in ordered),
        tuple(_missing(numbers for numbers, *_ in ordered)),
    )


def _missing(numbers: Iterable[tuple[int, ...]]) -> Iterator[int]:
    counted = {first for first, *_ in numbers if first <= LARGEST}
    return (n for n in range(min(counted, default=0), max(counted, default=0)) if n not in counted)


def _voice(article: Article) -> str:
    """Who speaks in an article: its author, or its outlet; empty where neither is known."""
    heading = article.edition.heading
    datum = heading.author or heading.outlet
    return caseless_nfkc_letters(datum.value) if datum else ""


def _numbers_behind(title: str, at: int) -> Iterator[int]:
    """The numbers that follow one at ``at``, with nothing but a dash or a space between them."""
    while mark := BEHIND.match(title, at):
        number = _number(mark["n"])
        if number is None:
            return
        yield number
        at = mark.end()


def _number(words: str) -> int | None:
    if words in PARTS:
        return PARTS[words]
    number = int(words) if words.isdigit() and words.isascii() else value(words)
    return int(number) if number is not None and 0 < number <= LARGEST else None
