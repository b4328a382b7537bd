"""Resolution of time expressions: the days that each one in a text means, with the reason in words.

A date without a year takes it from the nearest year that the text has named before, in the same paragraph or else the same section; or
from the date of the article. What cannot be known stays unknown: nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from ...core.model import Block
from ..term_matching import ANNOTATED_KINDS
from .almanac import Almanac, Days, Precision
from .expressions import Expression, expressions
from .labels import label
from .resolve_days import resolve_days
from .years import Anchor, TimeContext, YearChoice, choose_year


@dataclass(frozen=True, slots=True)
class Dating:
    """A time expression in a block, and the days it means; None where no year is known.

    ``start`` and ``end`` are offsets in the block's text; ``label`` is the time in full; ``reason`` says from what the year was derived.
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
    """The datings in the blocks of an article; none in titles, headings and figures. A heading ends the context of what stands before."""
    result: list[Dating] = []
    context = TimeContext()
    for block in blocks:
        if block.kind in ("title", "heading"):
            context = TimeContext()
        if block.kind not in ANNOTATED_KINDS:
            continue
        context = replace(context, same_paragraph=False)
        for written in expressions(block.text, almanac):
            expression = _with_month(written, context, anchor)
            choice = choose_year(expression, context, anchor, almanac)
            dating = _dating(block, expression, choice, context, anchor, almanac)
            if dating:
                result.append(dating)
                context = _context_after(context, dating, choice)
    return tuple(result)


def _context_after(context: TimeContext, dating: Dating, choice: YearChoice) -> TimeContext:
    """The context after a dating: of a range, its end is the time that the text named last."""
    if dating.days is None:
        return context
    first, last = dating.days.first, dating.days.last
    same_month = (first.year, first.month) == (last.year, last.month)
    ranged = dating.precision in ("day", "month")
    return TimeContext(last.year, last.month if same_month or ranged else None, last if first == last else None, choice)


def _dating(
    block: Block, expression: Expression, choice: YearChoice, context: TimeContext, anchor: Anchor | None, almanac: Almanac
) -> Dating | None:
    """The dating of one expression; None where it means no day of the calendar, or nothing tells of which month."""
    days = _days(expression, choice.year, anchor, context, almanac)
    if _is_lone_day(expression) or (days is None and (choice.year is not None or not _is_useful_without_year(expression))):
        return None
    until = _until(expression, days, almanac)
    if days and until is None:
        expression = replace(expression, until=None)
    return Dating(
        block.id,
        expression.start,
        expression.end,
        expression.words,
        Days(days.first, (until or days).last) if days else None,
        precision(expression) if days else "unknown",
        label(expression, days, until),
        choice.reason,
        rough=_is_rough(expression),
        inferred=choice.inferred,
        recurs=(expression.month, expression.day) if days is None and expression.month and expression.day else None,
    )


def precision(expression: Expression) -> Precision:
    if expression.day or any(offset.unit == "days" for offset in expression.offsets):
        return "day"
    if any(offset.unit == "weeks" for offset in expression.offsets):
        return "week"
    if expression.month:
        return "month"
    if expression.named:
        return "day" if expression.itself and expression.named.day else expression.named.precision
    return "year"


def _is_rough(expression: Expression) -> bool:
    named = expression.named is not None and expression.named.rough and not (expression.itself and expression.named.day)
    return expression.rough or named or expression.part in ("初", "底", "末")


def _is_lone_day(expression: Expression) -> bool:
    return expression.day is not None and expression.month is None and not expression.offsets


def _is_useful_without_year(expression: Expression) -> bool:
    """True for an expression that helps a reader even without a year: not for 当天, or 上周."""
    years_ago = any(offset.unit == "years" and not offset.anaphoric for offset in expression.offsets)
    return expression.month is not None or expression.named is not None or years_ago


def _with_month(expression: Expression, context: TimeContext, anchor: Anchor | None) -> Expression:
    """The expression with the month for which a word such as 上月 stands, or that a lone day takes from the text or the article's date."""
    if _is_lone_day(expression) and context.month:
        return replace(expression, month=context.month)
    offset = next((offset for offset in expression.offsets if offset.unit == "months"), None)
    if offset:
        start = (context.year, context.month) if offset.anaphoric else anchor.month if anchor else None
        if start and start[0] and start[1]:
            return replace(expression, month=(start[1] - 1 + offset.count) % 12 + 1)
    if _is_lone_day(expression) and anchor and anchor.month:
        before = anchor.day and expression.day and expression.day > anchor.day.day and not expression.future
        return replace(expression, month=(anchor.month[1] - 2) % 12 + 1 if before else anchor.month[1])
    return expression


def _days(expression: Expression, year: int | None, anchor: Anchor | None, context: TimeContext, almanac: Almanac) -> Days | None:
    """The days of an expression in its year, or by the days or weeks that it counts from somewhere."""
    if year is None:
        return None
    offset = next((offset for offset in expression.offsets if offset.unit in ("days", "weeks")), None)
    if offset is None:
        return resolve_days(expression, year, almanac)
    start = context.day if offset.anaphoric else anchor.day if anchor else None
    if start is None:
        return None
    if offset.unit == "days":
        return Days(start + timedelta(offset.count), start + timedelta(offset.count))
    monday = start - timedelta(start.weekday()) + timedelta(weeks=offset.count)
    return Days(monday, monday + timedelta(6))


def _until(expression: Expression, days: Days | None, almanac: Almanac) -> Days | None:
    """The days of the end of a range, which takes from its beginning what it does not say itself; None where there is none."""
    if expression.until is None or days is None:
        return None
    end = replace(expression.until, month=expression.until.month or (expression.month if expression.until.day else None))
    if end.offsets:
        return None
    for year in (end.year,) if end.year else (days.first.year, days.first.year + 1):
        until = resolve_days(end, year, almanac)
        if until and until.last >= days.first:
            return until
    return None
