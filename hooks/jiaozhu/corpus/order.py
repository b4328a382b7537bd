"""The order of the articles in time. One without a date stands behind the latest day that its text tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..facts.dates.datings import Dating
from ..pages.article.page import View

LAST = "~"  # behind all dates
LENGTHS = {"day": len("2020-05-27"), "month": len("2020-05")}  # of what is exact enough to go by


def in_order(views: Iterable[View], datings: Mapping[str, Sequence[Dating]]) -> tuple[View, ...]:
    """The views in order, those without any date last; ``datings`` are the times that each article tells of."""
    placed = (view if view.date else replace(view, latest=latest(datings.get(view.id, ()))) for view in views)
    return tuple(sorted(placed, key=lambda view: ((view.date.value if view.date else view.latest) or LAST, view.id)))


def latest(datings: Iterable[Dating]) -> str:
    """The latest of the days and months that a text tells of, as it is written in ISO 8601; empty where there is none."""
    known = ((d.days.first, d.precision) for d in datings if d.days and not d.rough)
    days = [(first, precision) for first, precision in known if precision in LENGTHS]
    first, precision = max(days, default=(None, ""))
    return f"{first}"[: LENGTHS[precision]] if first else ""
