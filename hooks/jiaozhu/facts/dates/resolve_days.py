"""The days that a time expression means in a given year."""

from __future__ import annotations

from datetime import date, timedelta

from .almanac import Almanac, Days
from .expressions import Expression

PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "底": (21, 31), "末": (21, 31)}


def resolve_days(expression: Expression, year: int, almanac: Almanac) -> Days | None:
    """The days of the month, day or name that an expression gives, in ``year``; None where that year has no such days."""
    try:
        if expression.named:
            return almanac.days(expression.named, year, expression.itself)
        if expression.month and expression.day:
            return Days(date(year, expression.month, expression.day), date(year, expression.month, expression.day))
        if expression.month:
            start = date(year, expression.month, 1)
            first, last = PARTS.get(expression.part, (1, 31))
            return Days(start.replace(day=first), min(start + timedelta(last - 1), month_end(start)))
        return Days(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None


def month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
