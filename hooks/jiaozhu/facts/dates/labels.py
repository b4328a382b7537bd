"""How a resolved date is written: in full, as a careful editor would write it."""

from __future__ import annotations

from datetime import date

from .almanac import Days
from .expressions import Expression


def label(expression: Expression, days: Days | None, until: Days | None = None) -> str:
    """The time of an expression in full. Without ``days`` it says that the year is unknown; ``until`` are those of the end of a range."""
    if days is None:
        return f"{_without_year(expression) or expression.words}，年份不详"
    start = _in_full(expression, days)
    if expression.until is None or until is None:
        return start
    end = _in_full(expression.until, until, expression)
    shared = f"{until.first.year}年" if days.first.year == until.first.year else ""
    month = f"{until.first.month}月" if expression.until.month is None and expression.month and expression.until.day else ""
    return f"{start}至{end.removeprefix(shared) or end}" if not month else f"{start}至{expression.until.day}日"


def _in_full(expression: Expression, days: Days, start: Expression | None = None) -> str:
    """The time of one end of a range, or of a single expression; ``start`` is the other end, from which the month may come."""
    first, last = days.first, days.last
    if any(offset.unit == "weeks" for offset in expression.offsets):
        return f"{_day(first)}至{_day(last).removeprefix(f'{first.year}年')}"
    if any(offset.unit == "days" for offset in expression.offsets):
        return _day(first)
    month = expression.month or (start.month if start and expression.day else None)
    year = first.year
    if expression.named:
        name = expression.named.name
        suffix = "当天" if expression.itself and expression.named.day else ""
        return f"{year}{name}" if name.startswith("年") else f"{year}年{name}{suffix}"
    if month and expression.day:
        return _day(first)
    return f"{year}年{month}月{expression.part}" if month else f"{year}年"


def _without_year(expression: Expression) -> str:
    """The name, or the month and day, of an expression whose year is unknown."""
    if expression.named:
        return expression.named.name
    if expression.month is None:
        return ""
    start = f"{expression.month}月{f'{expression.day}日' if expression.day else expression.part}"
    if expression.until is None:
        return start
    end = expression.until
    month = f"{end.month}月" if end.month else ""
    return f"{start}至{month}{f'{end.day}日' if end.day else ''}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
