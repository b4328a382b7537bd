"""Which days the dates of a text mean: each expression of time becomes an interval, with the reason in words.

A date that says no year takes it from the nearest year that the text has named before, in the same paragraph or else the same
section; or from the date of the article. What cannot be known stays unknown: nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..model import Block
from .almanac import Almanac, Precision
from .expressions import Back, Expression, expressions
from .labels import label
from .mentions import KINDS

PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "底": (21, 31), "末": (21, 31)}
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
    def of(cls, value: str, why: str, inferred: bool = False) -> Anchor | None:
        """The anchor of a date that may be partial (2020, 2020-05, 2020-05-27); None where it is no date."""
        try:
            parts = [int(part) for part in value.split("-")]
            first = date(*(parts + [1, 1])[:3])
            last = first if len(parts) == 3 else month_end(first) if len(parts) == 2 else date(first.year, 12, 31)
        except (ValueError, TypeError):
            return None
        return cls(first, last, why, inferred)


@dataclass(frozen=True, slots=True)
class Dating:
    """An expression of time in a block, and the days it means: from ``first`` to ``last``, None where no year is known.

    ``start`` and ``end`` are offsets in the block's text; ``label`` says the time in full; ``reason`` says what it was reckoned from.
    ``recurs`` are month and day of a day whose year is unknown. ``rough`` where the ends are not exact, ``inferred`` where the year
    (or month) stands in no words of the same paragraph.
    """

    block: str
    start: int
    end: int
    words: str
    first: date | None
    last: date | None
    precision: Precision
    label: str
    reason: str
    rough: bool = False
    inferred: bool = False
    recurs: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A year that was settled on, and why; ``stated`` where the text itself names it in figures."""

    year: int | None
    reason: str
    inferred: bool = False
    stated: bool = False


NOTHING = Choice(None, "")


@dataclass(frozen=True, slots=True)
class Told:
    """What the text has said last: a year, a month and a day, as far as known; ``by`` what the year is known, and whether it stands
    in this paragraph (``here``).
    """

    year: int | None = None
    month: int | None = None
    day: date | None = None
    by: Choice = NOTHING
    here: bool = True


def datings(blocks: Iterable[Block], anchor: Anchor | None, almanac: Almanac) -> tuple[Dating, ...]:
    """The datings in the blocks of an article; none in titles, headings and figures. A heading ends what was told before."""
    found: list[Dating] = []
    told = Told()
    for block in blocks:
        if block.kind in ("title", "heading"):
            told = Told()
        if block.kind not in KINDS:
            continue
        told = replace(told, here=False)
        for said in expressions(block.text, almanac):
            choice = _chosen(said, told, anchor, almanac)
            dating = _dated(block, said, choice, told, anchor, almanac)
            if dating:
                found.append(dating)
                told = _after(told, dating, choice)
    return tuple(found)


def month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _after(told: Told, dating: Dating, choice: Choice) -> Told:
    """What the text has told after a dating: the end of a range is what it spoke of last."""
    if dating.last is None or dating.first is None:
        return told
    exact = dating.first == dating.last
    same_month = (dating.first.year, dating.first.month) == (dating.last.year, dating.last.month)
    ranged = dating.precision in ("day", "month")
    return Told(dating.last.year, dating.last.month if same_month or ranged else None, dating.last if exact else None, choice)


def _dated(block: Block, said: Expression, choice: Choice, told: Told, anchor: Anchor | None, almanac: Almanac) -> Dating | None:
    """The dating of one expression; None where it means no day of the calendar, or nothing says of which month."""
    said = _settled(said, choice, told, anchor)
    days = _days(said, choice.year, anchor, told, almanac)
    if _lone_day(said) or (days is None and (choice.year is not None or not _says_something(said))):
        return None
    until = _until(said, days, almanac)
    if days and until is None:
        said = replace(said, until=None)
    first, last = (days[0], (until or days)[1]) if days else (None, None)
    return Dating(
        block.id,
        said.start,
        said.end,
        said.words,
        first,
        last,
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


def _settled(said: Expression, choice: Choice, told: Told, anchor: Anchor | None) -> Expression:
    """The expression with the month that a word such as 上月 stands for, or that a day alone takes from the text or the article's date."""
    if _lone_day(said) and told.month:
        return replace(said, month=told.month)
    back = next((b for b in said.back if b.unit == "months"), None)
    if back:
        start = (told.year, told.month) if back.told else anchor.month if anchor else None
        if start and start[0] and start[1]:
            return replace(said, month=(start[1] - 1 + back.offset) % 12 + 1)
    if _lone_day(said) and anchor and anchor.month and choice.year is not None:
        before = anchor.day and said.day and said.day > anchor.day.day and not said.future
        return replace(said, month=(anchor.month[1] - 2) % 12 + 1 if before else anchor.month[1])
    return said


def _chosen(said: Expression, told: Told, anchor: Anchor | None, almanac: Almanac) -> Choice:
    """The year of an expression."""
    if said.year is not None:
        return Choice(said.year, "原文写明年份", stated=True)
    if said.back:
        return _counted(said, said.back[0], told, anchor)
    if said.until and said.until.year is not None and not said.until.back:
        return Choice(said.until.year, "据后半句的年份", stated=True)
    if told.year is not None and (told.here or not anchor or not _too_late(said, told.year, anchor, almanac)):
        return _inherited(told)
    if anchor:
        return Choice(_nearest(said, anchor, almanac), f"据{anchor.why}推定", inferred=True)
    return Choice(None, "文章没有日期，上文也没有年份")


def _inherited(told: Told) -> Choice:
    """The year that the text has told; one that was itself inferred keeps its reason."""
    if told.by.inferred and not told.by.stated:
        return told.by
    return Choice(told.year, f"承{'同段' if told.here else '同节'}上文的{told.year}年", not told.here, told.by.stated)


def _counted(said: Expression, back: Back, told: Told, anchor: Anchor | None) -> Choice:
    """The year of an expression that counts from somewhere: 去年, 同年, 上月, 次日."""
    if back.told:
        start = {"years": told.year, "months": told.month and told.year, "days": told.day and told.day.year}[back.unit]
        if start is None:
            return Choice(None, f"“{back.word}”所承的{UNITS[back.unit]}不详")
        reason = f"“{back.word}”承{'同段' if told.here else '同节'}上文"
        return Choice(start + _carried(said, back, told, anchor), reason, not told.here or told.by.inferred, told.by.stated)
    if back.unit == "years" and said.likewise and back.offset == 0 and told.year:
        return Choice(told.year, f"“{back.word}”承上文的{told.year}年", True, told.by.stated)
    known = {"years": anchor, "months": anchor and anchor.month, "days": anchor and anchor.day, "weeks": anchor and anchor.day}
    if not anchor or not known[back.unit] or anchor.first.year != anchor.last.year:
        return Choice(None, f"“{back.word}”从何算起不详")
    year = anchor.year + _carried(said, back, told, anchor)
    other = back.unit == "years" and told.by.stated and told.year not in (None, anchor.year) and not told.here
    doubt = f"；上文说的是{told.year}年，或另有所指" if other else ""
    return Choice(year, f"“{back.word}”据{anchor.why}{doubt}", inferred=anchor.inferred or other)


def _carried(said: Expression, back: Back, told: Told, anchor: Anchor | None) -> int:
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
    days = _plain(said, year, almanac)
    return bool(days and days[0] > anchor.last and not said.future and not said.named)


def _nearest(said: Expression, anchor: Anchor, almanac: Almanac) -> int:
    """The year by the article's date: the last time before it; where a word speaks of what is to come, the first after it; of
    named days, which are spoken of before and after, those nearest to it.
    """
    years = (anchor.year + 1, anchor.year, anchor.year - 1)
    known = [(year, days) for year in years if (days := _plain(said, year, almanac))]
    if said.future:
        ahead = [year for year, days in known if days[1] >= anchor.first]
        return min(ahead, default=anchor.year)
    if said.named:
        near = [(max((days[0] - anchor.last).days, (anchor.first - days[1]).days, 0), -year) for year, days in known]
        return -min(near)[1] if near else anchor.year
    return max((year for year, days in known if days[0] <= anchor.last), default=anchor.year)


def _plain(said: Expression, year: int, almanac: Almanac) -> tuple[date, date] | None:
    """The days of an expression in a given year, where it says month, day or name; None where that year has no such days."""
    try:
        if said.named:
            return almanac.days(said.named, year, said.itself)
        if said.month and said.day:
            return (date(year, said.month, said.day),) * 2
        if said.month:
            start = date(year, said.month, 1)
            first, last = PARTS.get(said.part, (1, 31))
            return start.replace(day=first), min(start + timedelta(last - 1), month_end(start))
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def _days(said: Expression, year: int | None, anchor: Anchor | None, told: Told, almanac: Almanac) -> tuple[date, date] | None:
    if year is None:
        return None
    back = next((b for b in said.back if b.unit in ("days", "weeks")), None)
    if back is None:
        return _plain(said, year, almanac)
    start = told.day if back.told else anchor.day if anchor else None
    if start is None:
        return None
    if back.unit == "days":
        return (start + timedelta(back.offset),) * 2
    monday = start - timedelta(start.weekday()) + timedelta(weeks=back.offset)
    return monday, monday + timedelta(6)


def _until(said: Expression, days: tuple[date, date] | None, almanac: Almanac) -> tuple[date, date] | None:
    """The days of the end of a range, which takes from its beginning what it does not say itself; None where there is none."""
    if said.until is None or days is None:
        return None
    end = replace(said.until, month=said.until.month or (said.month if said.until.day else None))
    if end.back:
        return None
    for year in (end.year,) if end.year else (days[0].year, days[0].year + 1):
        found = _plain(end, year, almanac)
        if found and found[1] >= days[0]:
            return found
    return None

