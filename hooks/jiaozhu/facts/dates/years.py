"""Which year an expression of time means, and why: what the text has told, or the date of the article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from .almanac import Almanac
from .expressions import Back, Expression
from .resolve_days import month_end, resolve_days

EARLIEST, LATEST = 1000, 9000  # years about which there is nothing to reckon that the calendar does not have
UNITS = {"years": "年", "months": "月", "days": "日", "weeks": "周"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The days on one of which an article was written, and what says so. ``inferred`` where no date stands in the article."""

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
    """A year that was settled on, and why; ``stated`` where the text itself names it in figures."""

    year: int | None
    reason: str
    inferred: bool = False
    stated: bool = False


NOTHING = YearChoice(None, "")


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What the text has said last: a year, a month and a day, as far as known; ``by`` what the year is known, and whether it stands
    in this paragraph (``here``).
    """

    year: int | None = None
    month: int | None = None
    day: date | None = None
    by: YearChoice = NOTHING
    here: bool = True


def chosen(said: Expression, told: TimeContext, anchor: Anchor | None, almanac: Almanac) -> YearChoice:
    """The year of an expression."""
    if said.year is not None:
        return YearChoice(said.year, "原文写明年份", stated=True)
    if said.back:
        return _counted(said, said.back[0], told, anchor)
    if said.until and said.until.year is not None and not said.until.back:
        return YearChoice(said.until.year, "据后半句的年份", stated=True)
    if told.year is not None and (told.here or not anchor or not _too_late(said, told.year, anchor, almanac)):
        return _inherited(told)
    if anchor:
        return YearChoice(_nearest(said, anchor, almanac), f"据{anchor.why}推定", inferred=True)
    return YearChoice(None, "文章没有日期，上文也没有年份")


def _inherited(told: TimeContext) -> YearChoice:
    """The year that the text has told; one that it has not told in figures keeps its reason, in the paragraph or where it was inferred."""
    if not told.by.stated and (told.by.inferred or told.here):
        return replace(told.by, year=told.year)
    inferred = told.by.inferred or not told.here
    return YearChoice(told.year, f"承{'同节' if inferred else '同段'}上文的{told.year}年", inferred, told.by.stated)


def _counted(said: Expression, back: Back, told: TimeContext, anchor: Anchor | None) -> YearChoice:
    """The year of an expression that counts from somewhere: 去年, 同年, 上月, 次日."""
    if back.told:
        known_of = {"years": told.year, "months": told.year if told.month else None, "days": told.day.year if told.day else None}
        start = known_of[back.unit]
        if start is None:
            return YearChoice(None, f"“{back.word}”所承的{UNITS[back.unit]}不详")
        reason = f"“{back.word}”承{'同段' if told.here else '同节'}上文"
        return YearChoice(start + _carried(said, back, told, anchor), reason, not told.here or told.by.inferred, told.by.stated)
    if back.unit == "years" and said.likewise and back.offset == 0 and told.year:
        return YearChoice(told.year, f"“{back.word}”承上文的{told.year}年", True, told.by.stated)
    known = {"years": anchor, "months": anchor and anchor.month, "days": anchor and anchor.day, "weeks": anchor and anchor.day}
    if not anchor or not known[back.unit] or anchor.first.year != anchor.last.year:
        return YearChoice(None, f"“{back.word}”从何算起不详")
    year = anchor.year + _carried(said, back, told, anchor)
    other = back.unit == "years" and told.by.stated and told.year not in (None, anchor.year) and not told.here
    doubt = f"；上文说的是{told.year}年，或另有所指" if other else ""
    return YearChoice(year, f"“{back.word}”据{anchor.why}{doubt}", inferred=anchor.inferred or other)


def _carried(said: Expression, back: Back, told: TimeContext, anchor: Anchor | None) -> int:
    """By how many years a word that counts years, months, days or weeks moves away from the year it counts from."""
    if back.unit == "years":
        return back.offset
    if back.unit == "months":
        month = told.month if back.told else anchor.month[1] if anchor and anchor.month else 1
        return ((month or 1) - 1 + back.offset) // 12
    day = told.day if back.told else anchor.day if anchor else None
    return (day + timedelta(back.offset)).year - day.year if day and back.unit == "days" else 0


def _too_late(said: Expression, year: int, anchor: Anchor, almanac: Almanac) -> bool:
    """True where a year would put an expression behind the article's date, and no word says that it lies ahead."""
    days = resolve_days(said, year, almanac)
    return bool(days and days.first > anchor.last and not said.future and not said.named)


def _nearest(said: Expression, anchor: Anchor, almanac: Almanac) -> int:
    """The year by the article's date: the last time before it; where a word speaks of what is to come, the first after it; of
    named days, which are spoken of before and after, those nearest to it.
    """
    years = (anchor.year + 1, anchor.year, anchor.year - 1)
    known = [(year, days) for year in years if (days := resolve_days(said, year, almanac))]
    if said.future:
        ahead = [year for year, days in known if days.last >= anchor.first]
        return min(ahead, default=anchor.year)
    if said.named:
        near = [(max((days.first - anchor.last).days, (anchor.first - days.last).days, 0), -year) for year, days in known]
        return -min(near)[1] if near else anchor.year
    return max((year for year, days in known if days.first <= anchor.last), default=anchor.year)
