"""Dates as people write them, in ISO 8601: in figures, in Chinese numerals, in years of the Republic, with English months."""

from __future__ import annotations

from datetime import date

import regex

FIGURES = {"〇": 0, "○": 0, "零": 0, "o": 0, **{character: n for n, character in enumerate("0123456789")}}
FIGURES |= {character: n for n, character in enumerate("一二三四五六七八九", 1)}
TENS = {"十": 10, "廿": 20, "卅": 30}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
REPUBLIC = 1911  # the year before its first
CENTURY = 2000  # of a year in two figures
EARLIEST, LATEST = 1800, 2099


def iso_date(match: regex.Match[str]) -> tuple[str, bool] | None:
    """The date of a match in ISO 8601, as precise as it is written, and whether it can only be read so; None where there is no such day.

    The groups of the pattern are explained at the head of `hooks/rules/datelines.yml`.
    """
    groups = {name: value for name, value in match.groupdict().items() if value}
    year = _year(groups)
    if year is None or not EARLIEST <= year <= LATEST:
        return None
    if "first" in groups:
        return _day_first(year, int(groups["first"]), int(groups["second"]))
    month, day = _number(groups, "m"), _number(groups, "d")
    try:
        written = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return written.isoformat()[: 10 if day is not None else 7 if month is not None else 4], True


def _day_first(year: int, first: int, second: int) -> tuple[str, bool] | None:
    """The date of a year behind two numbers, of which either may be the month: 25.12.2019."""
    for month, day in ((first, second), (second, first)):
        try:
            return date(year, month, day).isoformat(), max(first, second) > len(MONTHS) or first == second
        except ValueError:
            continue
    return None


def _year(groups: dict[str, str]) -> int | None:
    if "ry" in groups:
        years = numeral(groups["ry"])
        return None if years is None else REPUBLIC + years
    if "cy" in groups:
        return int("".join(str(FIGURES[character]) for character in groups["cy"]))
    year = groups.get("y")
    return None if year is None else int(year) if len(year) > 2 else CENTURY + int(year)


def _number(groups: dict[str, str], part: str) -> int | None:
    """The month or the day, in whichever way it is written; None where it is not, and 0, which is no day, where it cannot be read."""
    if part == "m" and "em" in groups:
        return MONTHS.index(groups["em"][:3]) + 1
    words = groups.get(part) or groups.get(f"c{part}")
    if words is None:
        return None
    number = numeral(words)
    return 0 if number is None else number


def numeral(words: str) -> int | None:
    """A number below two hundred: 三, 十九, 二十一, 廿三, 一百零九, 一〇九; 元 and 正 are the first."""
    if words in ("元", "正"):
        return 1
    if all(character in FIGURES for character in words):
        return int("".join(str(FIGURES[character]) for character in words))
    hundreds, mark, rest = words.rpartition("百")
    total = 100 * (FIGURES.get(hundreds, 1) if mark else 0)
    digit: int | None = None
    for character in rest.lstrip("零〇"):
        if character in TENS:
            total += TENS[character] * (1 if digit is None else digit)
            digit = None
        elif digit is None and character in FIGURES:
            digit = FIGURES[character]
        else:
            return None
    return total + (digit or 0)
