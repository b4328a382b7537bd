"""The days that a page writes: with a year, with two digits of it, or without, in which case the page itself must supply it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import regex

from ..datelines.calendar import iso_date

FULL = regex.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s?[-/.年]\s?|[-/.年])(\d{1,2})(?:\s?[-/.月]\s?)(\d{1,2})(?!\d{3})\s?日?")
COMPACT = regex.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{4}|\d{6})?(?!\d)")
SHORT = regex.compile(r"(?<!\d)(\d{2})-(\d{2})-(\d{2})(?!\d{3})")
DIGITS = "〇一二三四五六七八九"
HAN = regex.compile(
    r"([一二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九]?十?[一二三四五六七八九]?)月([一二三四五六七八九]?十?[一二三四五六七八九]?)日"
)
MONTH = r"(?P<em>(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}|may)\.?"
DAY_OF_MONTH = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAY = r"(?:[ ](?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?)?"
# In lower case: march 8, 2017; 8 march 2017; mar 8 wed 2017.
ENGLISH = regex.compile(rf"\b(?:{MONTH}[ ]{DAY_OF_MONTH},?|{DAY_OF_MONTH}[ ](?:of[ ])?{MONTH},?){WEEKDAY}[ ](?P<y>(?:19|20)\d{{2}})(?!\d)")
SPREAD = regex.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s?[-/.年]\s?|\s)(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?![\d.-])")
YEARLESS = regex.compile(r"(?<![\d\-/.年])(\d{1,2})[-/月](\d{1,2})日?(?![\d\-/.]{2})")
EPOCH = regex.compile(r"(\d{10})(?:\d{3})?")
IN_ADDRESS = regex.compile(r"[/_-]t?((?:19|20)\d{2})[-/]?([01]\d)[-/]?([0-3]\d)(?=[/_.-])")
RELATIVE = regex.compile(r"今天|昨天|前天|刚刚|\d\s?(?:分钟|小时|天|个?月|年)前|发布时间|发布于")
IN_UTC = regex.compile(r"((?:19|20)\d{2})-(\d{2})-(\d{2})T(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\+00:?00)")
CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class YearlessDay:
    """A day of which a page writes only month and day."""

    month: int
    day: int


def full_days(text: str) -> Iterator[str]:
    """The days with a year, in ISO 8601."""
    for match in FULL.finditer(text):
        yield from _iso(*match.groups())
    for match in HAN.finditer(text):
        yield from _iso("".join(str(DIGITS.index(c)) for c in _digits(match[1])), _number(match[2]), _number(match[3]))
    for match in ENGLISH.finditer(text.lower()):
        dated = iso_date(match)
        if dated is not None:
            yield dated[0]


def first_day(text: str) -> str:
    """The first day of a text that states one in any form with a year, in ISO 8601; or nothing. Of an instant in UTC, the day in China."""
    instant = IN_UTC.match(text.strip())
    if instant and int(instant[4]) < 24:
        return next(
            (
                epoch_day(str(int(datetime.fromisoformat(f"{day}T{instant[4]}:00+00:00").timestamp())))
                for day in _iso(*instant.groups()[:3])
            ),
            "",
        )
    for pattern in (FULL, COMPACT):
        for match in pattern.finditer(text):
            for day in _iso(*match.groups()):
                return day
    return written_day(text)


def written_day(text: str) -> str:
    """The first day with a year that has marks between its numbers, in ISO 8601; or nothing."""
    return next(full_days(text), "")


def spread_day(line: str) -> str:
    """The day of a line whose numbers stand in elements of their own, `2021 03 / 09 08:12`, in ISO 8601; or nothing."""
    match = SPREAD.search(line)
    return written_day(line) or (next(_iso(*match.groups()), "") if match else "")


def has_day(line: str) -> bool:
    """True for a line with a day, or with words in its place: 昨天, 3小时前."""
    return bool(spread_day(line) or yearless_day(line) or RELATIVE.search(line))


def short_day(text: str) -> str:
    """A day with two digits of its year, `18-03-08`, in ISO 8601; or nothing. Only where a label says that it is a date."""
    match = SHORT.search(text)
    return next(_iso(f"20{match[1]}", match[2], match[3]), "") if match else ""


def yearless_day(text: str) -> YearlessDay | None:
    match = YEARLESS.search(text)
    if match is None or not 1 <= int(match[1]) <= 12 or not 1 <= int(match[2]) <= 31:
        return None
    return YearlessDay(int(match[1]), int(match[2]))


def epoch_day(digits: str) -> str:
    """The day in China of seconds, or milliseconds, since 1970, in ISO 8601; or nothing."""
    match = EPOCH.fullmatch(digits)
    day = datetime.fromtimestamp(int(match[1]), CHINA).date() if match else None
    return day.isoformat() if day and 1995 <= day.year < 2100 else ""


def address_day(address: str) -> str:
    """The day in the path of an address: `/2019-11-25/doc.html`, `/201206/t20120624_12.html`."""
    for match in IN_ADDRESS.finditer(address):
        for day in _iso(*match.groups()):
            return day
    return ""


def _digits(numerals: str) -> str:
    return numerals.replace("零", "〇").replace("○", "〇")


def _number(numerals: str) -> str:
    """The value of a Chinese numeral below a hundred, in digits: 二十一 gives 21."""
    tens, ten, ones = numerals.rpartition("十")
    return str((DIGITS.index(tens or "一") * 10 if ten else 0) + DIGITS.index(ones or "〇"))


def _iso(year: str, month: str, day: str) -> Iterator[str]:
    try:
        yield date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return
