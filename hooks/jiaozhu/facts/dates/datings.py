"""Which days the dates of a text mean: each expression of time becomes an interval, with the reason in words.

A date that says no year takes it from the nearest year that the text has named before, in the same paragraph or else the same
section; or from the date of the article. What cannot be known stays unknown: nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from ...core.model import Block
from ..mentions import ANNOTATED_KINDS
from .almanac import Almanac, Days, Precision
from .expressions import Expression, expressions
from .labels import label
from .resolve_days import resolve_days
from .years import Anchor, TimeContext, YearChoice, chosen


@dataclass(frozen=True, slots=True)
class Dating:
    """An expression of time in a block, and the days it means; None where no year is known.

    ``start`` and ``end`` are offsets in the block's text; ``label`` says the time in full; ``reason`` says what it was reckoned from.
    ``recurs`` are month and day of a day whose year is unknown. ``rough`` where the ends are not exact, ``inferred`` where the year
    (or month) stands in no words of the same paragraph.
    """

    block: str
    start: int
    end: int
    words: str
    days: Days | None
    precision: Precision
    label: str
    reason: str
    rough: bool = False
    inferred: bool = False
    recurs: tuple[int, int] | None = None


def datings(blocks: Iterable[Block], anchor: Anchor | None, almanac: Almanac) -> tuple[Dating, ...]:
    """The datings in the blocks of an article; none in titles, headings and figures. A heading ends what was told before."""
    found: list[Dating] = []
    told = TimeContext()
    for block in blocks:
        if block.kind in ("title", "heading"):
            told = TimeContext()
        if block.kind not in ANNOTATED_KINDS:
            continue
        told = replace(told, here=False)
        for said in expressions(block.text, almanac):
            said = _completed(said, told, anchor)
            choice = chosen(said, told, anchor, almanac)
            dating = _dated(block, said, choice, told, anchor, almanac)
            if dating:
                found.append(dating)
                told = _after(told, dating, choice)
    return tuple(found)


def _after(told: TimeContext, dating: Dating, choice: YearChoice) -> TimeContext:
    """What the text has told after a dating: the end of a range is what it spoke of last."""
    if dating.days is None:
        return told
    first, last = dating.days.first, dating.days.last
    same_month = (first.year, first.month) == (last.year, last.month)
    ranged = dating.precision in ("day", "month")
    return TimeContext(last.year, last.month if same_month or ranged else None, last if first == last else None, choice)


def _dated(block: Block, said: Expression, choice: YearChoice, told: TimeContext, anchor: Anchor | None, almanac: Almanac) -> Dating | None:
    """The dating of one expression; None where it means no day of the calendar, or nothing says of which month."""
    days = _days(said, choice.year, anchor, told, almanac)
    if _lone_day(said) or (days is None and (choice.year is not None or not _says_something(said))):
        return None
    until = _until(said, days, almanac)
    if days and until is None:
        said = replace(said, until=None)
    return Dating(
        block.id,
        said.start,
        said.end,
        said.words,
        Days(days.first, (until or days).last) if days else None,
        precision(said) if days else "unknown",
        label(said, days, until),
        choice.reason,
        rough=_rough(said),
        inferred=choice.inferred,
        recurs=(said.month, said.day) if days is None and said.month and said.day else None,
    )


def precision(said: Expression) -> Precision:
    if said.day or any(back.unit == "days" for back in said.back):
        return "day"
    if any(back.unit == "weeks" for back in said.back):
        return "week"
    if said.month:
        return "month"
    if said.named:
        return "day" if said.itself and said.named.day else said.named.precision
    return "year"


def _rough(said: Expression) -> bool:
    named = said.named is not None and said.named.rough and not (said.itself and said.named.day)
    return said.rough or named or said.part in ("初", "底", "末")


def _lone_day(said: Expression) -> bool:
    return said.day is not None and said.month is None and not said.back


def _says_something(said: Expression) -> bool:
    """True for what a reader can make use of without a year: not for 当天, or 上周."""
    return said.month is not None or said.named is not None or any(back.unit == "years" and not back.told for back in said.back)


def _completed(said: Expression, told: TimeContext, anchor: Anchor | None) -> Expression:
    """The expression with the month that a word such as 上月 stands for, or that a day alone takes from the text or the article's date."""
    if _lone_day(said) and told.month:
        return replace(said, month=told.month)
    back = next((b for b in said.back if b.unit == "months"), None)
    if back:
        start = (told.year, told.month) if back.told else anchor.month if anchor else None
        if start and start[0] and start[1]:
            return replace(said, month=(start[1] - 1 + back.offset) % 12 + 1)
    if _lone_day(said) and anchor and anchor.month:
        before = anchor.day and said.day and said.day > anchor.day.day and not said.future
        return replace(said, month=(anchor.month[1] - 2) % 12 + 1 if before else anchor.month[1])
    return said


def _days(said: Expression, year: int | None, anchor: Anchor | None, told: TimeContext, almanac: Almanac) -> Days | None:
    if year is None:
        return None
    back = next((b for b in said.back if b.unit in ("days", "weeks")), None)
    if back is None:
        return resolve_days(said, year, almanac)
    start = told.day if back.told else anchor.day if anchor else None
    if start is None:
        return None
    if back.unit == "days":
        return Days(start + timedelta(back.offset), start + timedelta(back.offset))
    monday = start - timedelta(start.weekday()) + timedelta(weeks=back.offset)
    return Days(monday, monday + timedelta(6))


def _until(said: Expression, days: Days | None, almanac: Almanac) -> Days | None:
    """The days of the end of a range, which takes from its beginning what it does not say itself; None where there is none."""
    if said.until is None or days is None:
        return None
    end = replace(said.until, month=said.until.month or (said.month if said.until.day else None))
    if end.back:
        return None
    for year in (end.year,) if end.year else (days.first.year, days.first.year + 1):
        found = resolve_days(end, year, almanac)
        if found and found.last >= days.first:
            return found
    return None
