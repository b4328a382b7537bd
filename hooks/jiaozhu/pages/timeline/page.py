"""年表: the dated sentences of the collection in order, those of several articles that tell of one event together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ...zhu.almanac import Precision
from ...zhu.chronicle import Chronicle, Event
from ...zhu.dates import Dating
from ..render import File, page

ON_PAGE = 1_500  # events on one page, about a megabyte: above that each year has a page of its own
TEMPLATE = "timeline/page.md.j2"
FORMATS: dict[Precision, str] = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


@dataclass(frozen=True, slots=True)
class Year:
    """The events that begin in one year."""

    number: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """A time as HTML has it: for programs, empty where that cannot be said, and for people."""

    datetime: str
    words: str


def files(chronicle: Chronicle) -> Iterator[File]:
    """The page of the timeline; where it would be too long, one of each year and an index of them."""
    groups = groupby(chronicle.events, key=lambda event: _first(event.when))
    years = tuple(Year(number, tuple(events)) for number, events in groups)
    entries = sum(len(event.entries) for event in chronicle.events) + len(chronicle.unplaced)
    common = {"times": times, "bounds": bounds, "total": len(chronicle.events), "entries": entries, "index": years}
    apart = len(chronicle.events) + len(chronicle.unplaced) > ON_PAGE
    shown = () if apart else years
    yield page(TEMPLATE, "timeline/index.md", up="../", years=shown, apart=apart, unplaced=chronicle.unplaced[:ON_PAGE], **common)
    for year in years if apart else ():
        path = f"timeline/{year.number:04}.md"
        yield page(TEMPLATE, path, up="../../", years=(year,), apart=False, unplaced=(), **common)


def times(dating: Dating) -> tuple[Time, ...]:
    """A dating as one time, or as the two ends of one."""
    if dating.first is None or dating.last is None:
        month_day = f"{dating.recurs[0]:02}-{dating.recurs[1]:02}" if dating.recurs else ""
        return (Time(month_day, dating.label),)
    start, joint, end = dating.label.partition("至")
    if joint:
        return Time(f"{dating.first:%Y-%m-%d}", start), Time(f"{dating.last:%Y-%m-%d}", end)
    format = FORMATS.get("day" if dating.first == dating.last else dating.precision)
    whole = format and not (dating.precision == "month" and dating.first.month != (dating.last.month)) and _full(dating)
    return (Time(dating.first.strftime(format) if format and whole else "", dating.label),)


def bounds(dating: Dating) -> tuple[Time, ...]:
    """First and last day of a time whose name does not say them: a festival, a quarter, the first days of a month."""
    if dating.first is None or dating.last is None or times(dating)[0].datetime:
        return ()
    return tuple(Time(f"{day:%Y-%m-%d}", f"{day.month}月{day.day}日") for day in (dating.first, dating.last))


def _full(dating: Dating) -> bool:
    """True for a day, or a whole month or year: what a single datetime can say."""
    assert dating.first and dating.last
    return dating.first == dating.last or (dating.first.day == 1 and dating.last.day >= 28)


def _first(dating: Dating) -> int:
    assert dating.first
    return dating.first.year
