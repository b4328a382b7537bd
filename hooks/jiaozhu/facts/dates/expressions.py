"""Where a text speaks of time: what the words say, and nothing yet of which days are meant.

Everything is found by one pattern, made of an almanac, in the folded text; so offsets in it are offsets in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from ...core.normalize import fold
from ...rules.rulebook import UNTOUCHED
from .almanac import Almanac, NamedDays

JOINED = r"[ ]?(?:-{1,2}|—{1,2}|–|~|至|到)[ ]?"
HAN = "一二三四五六七八九"
YEAR = rf"(?<![0-9]|[0-9][.,])(?P<year>(?:19|20)[0-9]{{2}}|[一二][{HAN}〇零○]{{3}})"
YEARS = rf"{YEAR}(?:[ ]?年(?![代来间]|的?历史|前(?!后))|(?={JOINED}(?:19|20)[0-9]{{2}}[ ]?年))(?:度)?"
SHORT = r"(?<![0-9]|[0-9][.,])(?P<short>[0-9]{2})年(?=(?:1[0-2]|[1-9])月|双1|双十|618)"
BARE = rf"(?<![{HAN}十〇零百千万0-9]|[0-9][.,])"
MONTH_NUMBER = rf"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[{HAN}])"
MONTH = rf"{MONTH_NUMBER}(?:[ ]?月份?(?![饼球])|(?={JOINED}(?:1[0-2]|[1-9])月))"
DAY_NUMBER = rf"(?P<day>[12][0-9]|3[01]|0?[1-9]|二十[{HAN}]?|三十一?|十[{HAN}]?|初?[{HAN}])"
DAY = rf"[ ]?{DAY_NUMBER}(?:[ ]?[日号](?![游])|(?={JOINED}[0-9]{{1,2}}[日号]))"
LONE_DAY = rf"{BARE}(?P<day>[12][0-9]|3[01]|[1-9])(?:日(?![内游间活均元])|(?={JOINED}(?:[12][0-9]|3[01]|[1-9])日))"
PART = r"[ ]?(?P<part>上旬|中旬|下旬|[初底末])"
WRITTEN = (
    r"(?<![0-9a-z.\-/])(?P<year>(?:19|20)[0-9]{2})(?:"
    r"(?P<mark>[-/])(?P<month>1[0-2]|0?[1-9])(?:(?P=mark)(?P<day>3[01]|[12][0-9]|0?[1-9]))?"
    r"|\.(?P<month>1[0-2]|0?[1-9])\.(?P<day>3[01]|[12][0-9]|0?[1-9]))(?![0-9a-z\-/]|\.[0-9])"
)
ENDS_CLAUSE = "，。；：！？,;:!?\n"
BLANK = "\0"
NEAR = 24  # characters of a clause on each side of a date in which words about it are looked for


@dataclass(frozen=True, slots=True)
class Back:
    """A word that counts from somewhere: ``unit`` years, months, days or weeks, ``told`` from what the text has just said."""

    unit: str
    offset: int
    word: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of a text that say a time, from ``start`` to ``end``: what they say of year, month and day, and in which way.

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
    back: tuple[Back, ...] = ()
    itself: bool = False
    rough: bool = False
    future: bool = False
    likewise: bool = False
    until: Expression | None = None


def expressions(text: str, almanac: Almanac) -> tuple[Expression, ...]:
    """The expressions of time in a text, in order; none overlaps another. Linear in its length."""
    tools = _tools(_DatePatternKey(almanac))
    folded = tools.masking.sub(lambda match: tools.masks[match[0]], fold(text))
    if "@" in folded or "://" in folded:
        folded = UNTOUCHED.sub(lambda match: BLANK * len(match[0]), folded)
    return tuple(_joined((_read(text, folded, match, almanac) for match in tools.pattern.finditer(folded)), folded))


@dataclass(frozen=True, slots=True)
class _DatePatterns:
    """The pattern of an almanac, and what is blanked before: words that only look like a date (``masks``)."""

    pattern: regex.Pattern[str]
    masking: regex.Pattern[str]
    masks: dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class _DatePatternKey:
    """An almanac as a key: one almanac has one pattern."""

    almanac: Almanac

    def __hash__(self) -> int:
        return id(self.almanac)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _DatePatternKey) and other.almanac is self.almanac


@lru_cache(maxsize=4)
def _tools(key: _DatePatternKey) -> _DatePatterns:
    masks = {never: BLANK * len(never) for never in key.almanac.words["never"]}
    for named in key.almanac.named:
        for context in named.unless:
            form = next(form for form in (*named.forms, *named.after) if form in context)
            masks[context] = context.replace(form[-1], BLANK, 1)
    return _DatePatterns(_pattern(key.almanac), regex.compile(_either(masks)), masks)


def _pattern(almanac: Almanac) -> regex.Pattern[str]:
    """The pattern of everything that may say a time, longest forms first. It looks only where one of their first characters stands."""
    word = {name: _either(table) for name, table in almanac.offsets.items()}
    named = rf"(?P<named>{_either(form for n in almanac.named for form in n.forms)})"
    named = rf"(?:(?<![0-9a-z]|[0-9][.,])(?=[0-9a-z]){named}(?![0-9a-z]|[.,][0-9])|(?![0-9a-z]){named}(?![0-9]))"
    after = rf"(?P<named>{_either(form for n in almanac.named for form in n.after)})"
    year = rf"(?:{YEARS}|{SHORT}|(?P<years>{word['years']})|(?P<same_years>{word['same-years']}))"
    month = rf"(?P<months>{word['months']})|(?P<same_months>{word['same-months']})"
    inner = rf"(?:{MONTH}(?:{DAY}|{PART})?)"
    dated = rf"{year}(?:[ ]?的?[ ]?(?:{inner}|{named})|{after})?"
    day = rf"(?P<days>{word['days']})|(?P<same_days>{word['same-days']})|(?P<weeks>{word['weeks']})"
    whole = rf"(?:{WRITTEN}|{dated}|(?:{BARE}{inner})|(?:(?:{month})(?:{DAY}|{PART})?)|(?:{BARE}{named})|{day}|{LONE_DAY})"
    forms = (form for n in almanac.named for form in n.forms)
    begins = {form[0] for form in (*forms, *(word for table in almanac.offsets.values() for word in table))}
    first = rf"(?=[0-9〇零○十{HAN}{regex.escape(''.join(sorted(begins)))}])"
    return regex.compile(rf"{first}{whole}(?P<itself>当天|当日|当晚|那天)?(?P<rough>前后|左右)?", regex.VERSION1)


def _either(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(regex.escape, ordered)) or r"(?!)"


def _read(text: str, folded: str, match: regex.Match[str], almanac: Almanac) -> Expression:
    """What one match says."""
    said = match.groupdict()
    form = said["named"]
    named = next((n for n in almanac.named if form in n.forms or form in n.after), None) if form else None
    short = said["short"]
    return Expression(
        start=match.start(),
        end=match.end(),
        words=text[match.start() : match.end()],
        year=_number(said["year"]) if said["year"] else 2000 + int(short) if short else None,
        month=_number(said["month"]) if said["month"] else None,
        day=_number(said["day"]) if said["day"] else None,
        part=said["part"] or "",
        named=named,
        back=tuple(_back(said, almanac)),
        itself=bool(said["itself"]),
        rough=bool(said["rough"]),
        future=any(word in _clause(folded, match) for word in almanac.words["future"]),
        likewise=folded.endswith(almanac.words["likewise"], 0, match.start()),
    )


def _back(said: dict[str, str | None], almanac: Almanac) -> Iterator[Back]:
    for unit in ("years", "months", "days", "weeks"):
        if word := said[unit]:
            yield Back(unit, almanac.offsets[unit][word], word)
        if unit != "weeks" and (word := said[f"same_{unit}"]):
            yield Back(unit, almanac.offsets[f"same-{unit}"][word], word, told=True)


def _clause(folded: str, match: regex.Match[str]) -> str:
    """The words of the clause around a match."""
    before = folded[max(0, match.start() - NEAR) : match.start()]
    after = folded[match.end() : match.end() + NEAR]
    start = max((before.rfind(mark) for mark in ENDS_CLAUSE), default=-1) + 1
    ends = [at for mark in ENDS_CLAUSE if (at := after.find(mark)) >= 0]
    return before[start:] + BLANK + after[: min(ends, default=len(after))]


def _joined(found: Iterable[Expression], folded: str) -> Iterator[Expression]:
    """The expressions, two of them being one where nothing but 至 or a dash stands between."""
    joint = regex.compile(rf"从?{JOINED}")
    last: Expression | None = None
    for this in found:
        if last and last.until is None and joint.fullmatch(folded, last.end, this.start):
            last = replace(last, end=this.end, words=last.words + folded[last.end : this.start] + this.words, until=this)
            continue
        if last:
            yield last
        last = this
    if last:
        yield last


def _number(words: str) -> int:
    """A number in digits or Chinese numerals, those of a year one by one."""
    if words.isascii():
        return int(words)
    if len(words) == 4:
        return int("".join(str("〇一二三四五六七八九".index(c.translate({0x96F6: "〇", 0x25CB: "〇"}))) for c in words))
    tens, ten, ones = words.removeprefix("初").rpartition("十")
    digit = ones and HAN.index(ones) + 1
    return ((HAN.index(tens) + 1 if tens else 1) * 10 if ten else 0) + (digit or 0)
