"""The days of a diary: lines that say nothing but which day it is, each above what was written on it.

One such line is the date of an article. Several, each with prose before the next, divide a text, with a year or without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...core.lines import Line
from ..datelines.grammar import Grammar

LEAST = 3  # days from which a text is a diary
DAY, CALENDAR = {"day", "date"}, frozenset({"day", "date", "weekday"})  # the parts of such a line: no clock, which heads a message


def diary_days(text_lines: Sequence[Line], grammar: Grammar) -> frozenset[int]:
    """The places of the lines that head the days of a diary; none where there are few, or one has nothing below it."""
    parses = (grammar.parse(line.text) if not line.prose else None for line in text_lines)
    days = [n for n, parse in enumerate(parses) if parse is not None and parse.kinds & DAY and parse.kinds <= CALENDAR]
    entries = [any(line.prose for line in text_lines[day + 1 : below]) for day, below in pairwise((*days, len(text_lines)))]
    return frozenset(days) if len(days) >= LEAST and all(entries) else frozenset()
