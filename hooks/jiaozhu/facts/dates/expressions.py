"""Recognition of time expressions: where a text speaks of time and what the words say, but not yet which days they mean.

One pattern, which is built from an almanac, finds everything in the folded text; so offsets in it are offsets in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from ...core.normalize import fold
from ..patterns import BLANK, RANGE, IdentityKey, alternation, without_addresses
from .almanac import Almanac, NamedDays

HAN = "一二三四五六七八九"
YEAR = rf"(?<![0-9]|[0-9][.,])(?P<year>(?:19|20)[0-9]{{2}}|[一二][{HAN}〇零○]{{3}})"
YEARS = rf"{YEAR}(?:[ ]?年(?![代来间]|的?历史|前(?!后))|(?={RANGE}(?:19|20)[0-9]{{2}}[ ]?年))(?:度)?"
SHORT = r"(?<![0-9]|[0-9][.,])(?P<short>[0-9]{2})年(?=(?:1[0-2]|[1-9])月|双1|双十|618)"
BARE = rf"(?<![{HAN}十〇零百千万0-9]|[0-9][.,])"
MONTH_NUMBER = rf"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[{HAN}])"
MONTH = rf"{MONTH_NUMBER}(?:[ ]?月份?(?![饼球])|(?={RANGE}(?:1[0-2]|[1-9])月))"
DAY_NUMBER = rf"(?P<day>[12][0-9]|3[01]|0?[1-9]|二十[{HAN}]?|三十一?|十[{HAN}]?|初?[{HAN}])"
DAY = rf"[ ]?{DAY_NUMBER}(?:[ ]?[日号](?![游])|(?={RANGE}[0-9]{{1,2}}[日号]))"
LONE_DAY = rf"{BARE}(?P<day>[12][0-9]|3[01]|[1-9])(?:日(?![内游间活均元])|(?={RANGE}(?:[12][0-9]|3[01]|[1-9])日))"
PART = r"[ ]?(?P<part>上旬|中旬|下旬|[初底末])"
WRITTEN = (
    r"(?<![0-9a-z.\-/])(?P<year>(?:19|20)[0-9]{2})(?:"
    r"(?P<mark>[-/])(?P<month>1[0-2]|0?[1-9])(?:(?P=mark)(?P<day>3[01]|[12][0-9]|0?[1-9]))?"
    r"|\.(?P<month>1[0-2]|0?[1-9])\.(?P<day>3[01]|[12][0-9]|0?[1-9]))(?![0-9a-z\-/]|\.[0-9])"
)
JOINT = regex.compile(rf"从?{RANGE}")
ENDS_CLAUSE = "，。；：！？,;:!?\n"
NEAR = 24  # characters of a clause on each side of a date in which words about it are looked for


@dataclass(frozen=True, slots=True)
class TimeOffset:
    """A word that counts years, months, days or weeks (``unit``) from somewhere: 去年, 次日.

    It is ``anaphoric`` if it counts from the time that the text named last, and deictic if from the date of the article.
    """

    unit: str
    count: int
    word: str
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a text, from ``start`` to ``end``: what its words say of year, month and day, and how.

    ``itself`` means the one day that gives some named days their name. ``until`` is the end of a range.
    """

    start: int
    end: int
    words: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    named: NamedDays | None = None
    offsets: tuple[TimeOffset, ...] = ()
    itself: bool = False
    rough: bool = False
    future: bool = False
    likewise: bool = False
    until: Expression | None = None


def expressions(text: str, almanac: Almanac) -> tuple[Expression, ...]:
    """The time expressions in a text, in order; none overlaps another. Linear in the length of the text."""
    patterns = _patterns(IdentityKey(almanac))
    folded = without_addresses(patterns.masking.sub(lambda match: patterns.masks[match[0]], fold(text)))
    return tuple(_with_ranges((_expression(text, folded, match, almanac) for match in patterns.time.finditer(folded)), folded))


@dataclass(frozen=True, slots=True)
class _DatePatterns:
    """The patterns of an almanac: of a time expression, and of words that only look like one, with what replaces them (``masks``)."""

    time: regex.Pattern[str]
    masking: regex.Pattern[str]
    masks: dict[str, str]


@lru_cache(maxsize=4)
def _patterns(key: IdentityKey[Almanac]) -> _DatePatterns:
    almanac = key.value
    masks = {never: BLANK * len(never) for never in almanac.words["never"]}
    for named in almanac.named:
        for context in named.unless:
            form = next(form for form in (*named.forms, *named.after) if form in context)
            masks[context] = context.replace(form[-1], BLANK, 1)
    return _DatePatterns(_time_pattern(almanac), regex.compile(alternation(masks)), masks)


def _time_pattern(almanac: Almanac) -> regex.Pattern[str]:
    """The pattern of all time expressions, longest forms first. A lookahead for their first characters makes it fast."""
    word = {name: alternation(table) for name, table in almanac.offsets.items()}
    named = rf"(?P<named>{alternation(form for n in almanac.named for form in n.forms)})"
    named = rf"(?:(?<![0-9a-z]|[0-9][.,])(?=[0-9a-z]){named}(?![0-9a-z]|[.,][0-9])|(?![0-9a-z]){named}(?![0-9]))"
    after = rf"(?P<named>{alternation(form for n in almanac.named for form in n.after)})"
    year = rf"(?:{YEARS}|{SHORT}|(?P<years>{word['years']})|(?P<same_years>{word['same-years']}))"
    month = rf"(?P<months>{word['months']})|(?P<same_months>{word['same-months']})"
    inner = rf"(?:{MONTH}(?:{DAY}|{PART})?)"
    dated = rf"{year}(?:[ ]?的?[ ]?(?:{inner}|{named})|{after})?"
    day = rf"(?P<days>{word['days']})|(?P<same_days>{word['same-days']})|(?P<weeks>{word['weeks']})"
    whole = rf"(?:{WRITTEN}|{dated}|(?:{BARE}{inner})|(?:(?:{month})(?:{DAY}|{PART})?)|(?:{BARE}{named})|{day}|{LONE_DAY})"
    forms = (form for n in almanac.named for form in n.forms)
    initials = {form[0] for form in (*forms, *(word for table in almanac.offsets.values() for word in table))}
    first = rf"(?=[0-9〇零○十{HAN}{regex.escape(''.join(sorted(initials)))}])"
    return regex.compile(rf"{first}{whole}(?P<itself>当天|当日|当晚|那天)?(?P<rough>前后|左右)?", regex.VERSION1)


def _expression(text: str, folded: str, match: regex.Match[str], almanac: Almanac) -> Expression:
    """The time expression of one match."""
    groups = match.groupdict()
    form = groups["named"]
    named = next((n for n in almanac.named if form in n.forms or form in n.after), None) if form else None
    short = groups["short"]
    return Expression(
        start=match.start(),
        end=match.end(),
        words=text[match.start() : match.end()],
        year=_number(groups["year"]) if groups["year"] else 2000 + int(short) if short else None,
        month=_number(groups["month"]) if groups["month"] else None,
        day=_number(groups["day"]) if groups["day"] else None,
        part=groups["part"] or "",
        named=named,
        offsets=tuple(_offsets(groups, almanac)),
        itself=bool(groups["itself"]),
        rough=bool(groups["rough"]),
        future=any(word in _clause(folded, match) for word in almanac.words["future"]),
        likewise=folded.endswith(almanac.words["likewise"], 0, match.start()),
    )


def _offsets(groups: dict[str, str | None], almanac: Almanac) -> Iterator[TimeOffset]:
    for unit in ("years", "months", "days", "weeks"):
        if word := groups[unit]:
            yield TimeOffset(unit, almanac.offsets[unit][word], word)
        if unit != "weeks" and (word := groups[f"same_{unit}"]):
            yield TimeOffset(unit, almanac.offsets[f"same-{unit}"][word], word, anaphoric=True)


def _clause(folded: str, match: regex.Match[str]) -> str:
    """The words of the clause around a match."""
    before = folded[max(0, match.start() - NEAR) : match.start()]
    after = folded[match.end() : match.end() + NEAR]
    start = max((before.rfind(mark) for mark in ENDS_CLAUSE), default=-1) + 1
    ends = [at for mark in ENDS_CLAUSE if (at := after.find(mark)) >= 0]
    return before[start:] + BLANK + after[: min(ends, default=len(after))]


def _with_ranges(singles: Iterable[Expression], folded: str) -> Iterator[Expression]:
    """The expressions, of which two become one range where only 至 or a dash stands between them."""
    last: Expression | None = None
    for this in singles:
        if last and last.until is None and JOINT.fullmatch(folded, last.end, this.start):
            last = replace(last, end=this.end, words=last.words + folded[last.end : this.start] + this.words, until=this)
            continue
        if last:
            yield last
        last = this
    if last:
        yield last


def _number(words: str) -> int:
    """The value of digits or Chinese numerals; those of a year stand one by one."""
    if words.isascii():
        return int(words)
    if len(words) == 4:
        return int("".join(str("〇一二三四五六七八九".index(c)) for c in words.replace("零", "〇").replace("○", "〇")))
    tens, ten, ones = words.removeprefix("初").rpartition("十")
    digit = ones and HAN.index(ones) + 1
    return ((HAN.index(tens) + 1 if tens else 1) * 10 if ten else 0) + (digit or 0)
