"""How a resolved date is written: in full, in the words of a careful editor."""

from __future__ import annotations

from datetime import date

from .almanac import Days
from .expressions import Expression


def label(said: Expression, days: Days | None, until: Days | None = None) -> str:
    """What an expression means, in full. Without ``days`` it says that the year is unknown."""
    if days is None:
        return f"{_within(said) or said.words}，年份不详"
    start = _in_full(said, days)
    if said.until is None or until is None:
        return start
    end = _in_full(said.until, until, said)
    shared = f"{until.first.year}年" if days.first.year == until.first.year else ""
    month = f"{until.first.month}月" if said.until.month is None and said.month and said.until.day else ""
    return f"{start}至{end.removeprefix(shared) or end}" if not month else f"{start}至{said.until.day}日"


def _in_full(said: Expression, days: Days, outer: Expression | None = None) -> str:
    first, last = days.first, days.last
    if any(back.unit == "weeks" for back in said.back):
        return f"{_day(first)}至{_day(last).removeprefix(f'{first.year}年')}"
    if any(back.unit == "days" for back in said.back):
        return _day(first)
    month = said.month or (outer.month if outer and said.day else None)
    year = first.year
    if said.named:
        name = said.named.name
        return f"{year}{name}" if name.startswith("年") else f"{year}年{name}{'当天' if said.itself and said.named.day else ''}"
    if month and said.day:
        return _day(first)
    return f"{year}年{month}月{said.part}" if month else f"{year}年"


def _within(said: Expression) -> str:
    """Month and day, or the name, of what has no year."""
    if said.named:
        return said.named.name
    if said.month is None:
        return ""
    start = f"{said.month}月{f'{said.day}日' if said.day else said.part}"
    if said.until is None:
        return start
    end = said.until
    month = f"{end.month}月" if end.month else ""
    return f"{start}至{month}{f'{end.day}日' if end.day else ''}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
