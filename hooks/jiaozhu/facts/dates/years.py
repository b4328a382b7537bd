"""Which year a time expression means, and why: the year that the text has named before, or that of the article's date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from .almanac import Almanac
from .expressions import Expression, TimeOffset
from .resolve_days import month_end, resolve_days

EARLIEST, LATEST = 1000, 9000  # years between which every calculation stays inside the calendar
UNITS = {"years": "年", "months": "月", "days": "日", "weeks": "周"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The days on one of which an article was written, and the evidence for it. ``inferred`` where no date stands in the article."""

    first: date
    last: date
    why: str
    inferred: bool = False

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def month(self) -> tuple[int, int] | None:
        same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return (self.first.year, self.first.month) if same else None

    @property
    def day(self) -> date | None:
        return self.first if self.first == self.last else None

    @classmethod
    def from_date(cls, value: str, why: str, inferred: bool = False) -> Anchor | None:
        """The anchor of a date that may be partial (2020, 2020-05, 2020-05-27); None where it is no date."""
        try:
            parts = [int(part) for part in value.split("-")]
            first = date(*[*parts, 1, 1][:3])
            if not EARLIEST <= first.year <= LATEST:
                return None
            last = first if len(parts) == 3 else month_end(first) if len(parts) == 2 else date(first.year, 12, 31)
        except (ValueError, TypeError):
            return None
        return cls(first, last, why, inferred)


@dataclass(frozen=True, slots=True)
class YearChoice:
    """The year that was chosen for an expression, and why; ``stated`` where the text itself names it in figures."""

    year: int | None
    reason: str
    inferred: bool = False
    stated: bool = False


UNCHOSEN = YearChoice(None, "")


@dataclass(frozen=True, slots=True)
class TimeContext:
    """The time that the text named last: year, month and day as far as known, and the ``choice`` by which the year is known.

    ``same_paragraph`` is False once a new paragraph has begun.
    """

    year: int | None = None
    month: int | None = None
    day: date | None = None
    choice: YearChoice = UNCHOSEN
    same_paragraph: bool = True


def choose_year(expression: Expression, context: TimeContext, anchor: Anchor | None, almanac: Almanac) -> YearChoice:
    """The year of an expression."""
    if expression.year is not None:
        return YearChoice(expression.year, "原文写明年份", stated=True)
    if expression.offsets:
        return _relative(expression, expression.offsets[0], context, anchor)
    if expression.until and expression.until.year is not None and not expression.until.offsets:
        return YearChoice(expression.until.year, "据后半句的年份", stated=True)
    if context.year is not None and (context.same_paragraph or not anchor or not _is_too_late(expression, context.year, anchor, almanac)):
        return _inherited(context)
    if anchor:
        return YearChoice(_nearest(expression, anchor, almanac), f"据{anchor.why}推定", inferred=True)
    return YearChoice(None, "文章没有日期，上文也没有年份")


def _inherited(context: TimeContext) -> YearChoice:
    """The year of the context. One that no figures name keeps its reason, in the same paragraph or where it was inferred."""
    if not context.choice.stated and (context.choice.inferred or context.same_paragraph):
        return replace(context.choice, year=context.year)
    inferred = context.choice.inferred or not context.same_paragraph
    return YearChoice(context.year, f"承{'同节' if inferred else '同段'}上文的{context.year}年", inferred, context.choice.stated)


def _relative(expression: Expression, offset: TimeOffset, context: TimeContext, anchor: Anchor | None) -> YearChoice:
    """The year of an expression that counts from somewhere: 去年, 同年, 上月, 次日."""
    if offset.anaphoric:
        month_year, day_year = context.year if context.month else None, context.day.year if context.day else None
        start = {"years": context.year, "months": month_year, "days": day_year}[offset.unit]
        if start is None:
            return YearChoice(None, f"“{offset.word}”所承的{UNITS[offset.unit]}不详")
        reason = f"“{offset.word}”承{'同段' if context.same_paragraph else '同节'}上文"
        inferred = not context.same_paragraph or context.choice.inferred
        return YearChoice(start + _years_away(offset, context, anchor), reason, inferred, context.choice.stated)
    if offset.unit == "years" and expression.likewise and offset.count == 0 and context.year:
        return YearChoice(context.year, f"“{offset.word}”承上文的{context.year}年", True, context.choice.stated)
    known = {"years": anchor, "months": anchor and anchor.month, "days": anchor and anchor.day, "weeks": anchor and anchor.day}
    if not anchor or not known[offset.unit] or anchor.first.year != anchor.last.year:
        return YearChoice(None, f"“{offset.word}”从何算起不详")
    year = anchor.year + _years_away(offset, context, anchor)
    other_year = context.choice.stated and context.year not in (None, anchor.year) and not context.same_paragraph
    ambiguous = offset.unit == "years" and other_year
    doubt = f"；上文说的是{context.year}年，或另有所指" if ambiguous else ""
    return YearChoice(year, f"“{offset.word}”据{anchor.why}{doubt}", inferred=anchor.inferred or ambiguous)


def _years_away(offset: TimeOffset, context: TimeContext, anchor: Anchor | None) -> int:
    """How many years lie between the year from which an offset counts and the year to which it leads."""
    if offset.unit == "years":
        return offset.count
    if offset.unit == "months":
        month = context.month if offset.anaphoric else anchor.month[1] if anchor and anchor.month else 1
        return ((month or 1) - 1 + offset.count) // 12
    day = context.day if offset.anaphoric else anchor.day if anchor else None
    return (day + timedelta(offset.count)).year - day.year if day and offset.unit == "days" else 0


def _is_too_late(expression: Expression, year: int, anchor: Anchor, almanac: Almanac) -> bool:
    """True where a year would put an expression after the article's date, and no word says that it lies ahead."""
    days = resolve_days(expression, year, almanac)
    return bool(days and days.first > anchor.last and not expression.future and not expression.named)


def _nearest(expression: Expression, anchor: Anchor, almanac: Almanac) -> int:
    """The year by the article's date: that of the last occurrence before it, or of the first after it where a word speaks of the
    future; of named days, which are spoken of before and after, that of the occurrence nearest to it.
    """
    years = (anchor.year + 1, anchor.year, anchor.year - 1)
    occurrences = [(year, days) for year in years if (days := resolve_days(expression, year, almanac))]
    if expression.future:
        ahead = [year for year, days in occurrences if days.last >= anchor.first]
        return min(ahead, default=anchor.year)
    if expression.named:
        distances = [(max((days.first - anchor.last).days, (anchor.first - days.last).days, 0), -year) for year, days in occurrences]
        return -min(distances)[1] if distances else anchor.year
    return max((year for year, days in occurrences if days.first <= anchor.last), default=anchor.year)
