"""Which days an expression of time means in a given year."""

from __future__ import annotations

from datetime import date, timedelta

from .almanac import Almanac, Days
from .expressions import Expression

PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "底": (21, 31), "末": (21, 31)}


def resolve_days(said: Expression, year: int, almanac: Almanac) -> Days | None:
    """The days of an expression in a given year, where it says month, day or name; None where that year has no such days."""
    try:
        if said.named:
            return almanac.days(said.named, year, said.itself)
        if said.month and said.day:
            return Days(date(year, said.month, said.day), date(year, said.month, said.day))
        if said.month:
            start = date(year, said.month, 1)
            first, last = PARTS.get(said.part, (1, 31))
            return Days(start.replace(day=first), min(start + timedelta(last - 1), month_end(start)))
        return Days(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None


def month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
