"""年表: the dated sentences of the collection in order, those of several articles that tell of one event together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ...zhu.almanac import Days, Precision
from ...zhu.chronicle import Chronicle, Event
from ...zhu.dates import Dating
from ..render import File, page

ON_PAGE = 1_500  # events on one page, about a megabyte: above that each year has a page of its own
TEMPLATE = "timeline/page.md.j2"
FIGURES: dict[Precision, int] = {"month": len("2020-05"), "year": len("2020")}
SHORTEST_MONTH = 28


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
    groups = groupby(chronicle.events, key=_first)
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
    if dating.days is None:
        month_day = f"{dating.recurs[0]:02}-{dating.recurs[1]:02}" if dating.recurs else ""
        return (Time(month_day, dating.label),)
    start, joint, end = dating.label.partition("至")
    if joint:
        return Time(f"{dating.days.first}", start), Time(f"{dating.days.last}", end)
    return (Time(_machine(dating.days, dating.precision), dating.label),)


def bounds(dating: Dating) -> tuple[Time, ...]:
    """First and last day of a time whose name does not say them: a festival, a quarter, the first days of a month."""
    if dating.days is None or times(dating)[0].datetime:
        return ()
    return tuple(Time(f"{day}", f"{day.month}月{day.day}日") for day in (dating.days.first, dating.days.last))


def _machine(days: Days, precision: Precision) -> str:
    """A day, a whole month or a whole year as HTML writes it; empty for all else, which has no such form."""
    if days.length == 1:
        return f"{days.first}"
    whole = days.first.day == 1 and days.length >= SHORTEST_MONTH
    return f"{days.first}"[: FIGURES[precision]] if whole and precision in FIGURES else ""


def _first(event: Event) -> int:
    return event.when.days.first.year if event.when.days else 0
