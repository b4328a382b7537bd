"""年表: the dated sentences of the collection in order, those of several articles that tell of one event together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from ...core.entries import Name
from ...corpus.event_groups import DatedSentence, Event
from ...corpus.events import Chronicle
from ...corpus.index import Index
from ...facts.dates.almanac import Days, Precision
from ...facts.dates.datings import Dating
from ..render import File, page

ON_PAGE = 1_500  # events on one page, about a megabyte: above that each year has a page of its own
TEMPLATE = "timeline/page.html.j2"
FIGURES: dict[Precision, int] = {"month": len("2020-05"), "year": len("2020")}
SHORTEST_MONTH = 28
CHOICES = 24  # names by which a page can be filtered, the most frequent
FEWEST = 2  # events in which such a name stands


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


@dataclass(frozen=True, slots=True)
class NameFilter:
    """A name by which a page can be filtered, and in how many of its events it stands."""

    name: Name
    times: int


@dataclass(frozen=True, slots=True)
class TimelineInput:
    """A page of the timeline: that of all years, or that of one of them where there would be too much on one page.

    ``up`` is the way from the page to the root of the site, ``index`` has all years, ``years`` those on this page; ``is_split`` is true on
    the page that only leads to those of the years. ``unplaced`` are the sentences whose year is unknown. ``choices`` are the names by which
    the page can be filtered, ``parties`` the names that take part in each event with a name. ``total`` and ``entries`` count all events and
    all dated sentences.
    """

    path: str
    up: str
    index: tuple[int, ...]
    years: tuple[Year, ...]
    is_split: bool
    unplaced: tuple[DatedSentence, ...]
    choices: tuple[NameFilter, ...]
    parties: Mapping[str, tuple[str, ...]]
    total: int
    entries: int


def inputs(index: Index) -> Iterator[TimelineInput]:
    """The page of the timeline; where it would be too long, one of each year and an index of them."""
    return timeline_pages(index.chronicle, index.register.names)


def timeline_pages(chronicle: Chronicle, names: Sequence[Name] = ()) -> Iterator[TimelineInput]:
    """The pages of a chronicle, which can be filtered by the ``names`` that stand in several events of a page."""
    parties = _parties(names)
    years = tuple(Year(number, tuple(events)) for number, events in groupby(chronicle.events, key=_first))
    entries = sum(len(event.entries) for event in chronicle.events) + len(chronicle.unplaced)
    is_split = len(chronicle.events) + len(chronicle.unplaced) > ON_PAGE
    unplaced = chronicle.unplaced[:ON_PAGE]
    shown = () if is_split else years
    items: list[Event | DatedSentence] = [*(event for year in shown for event in year.events), *unplaced]
    names_of_all = [names_of(item, parties) for item in items]
    choices = name_filters(names, names_of_all)
    total, index = len(chronicle.events), tuple(year.number for year in years)
    yield TimelineInput("timeline/index.md", "../", index, shown, is_split, unplaced, choices, parties, total, entries)
    for year in years if is_split else ():
        choices = name_filters(names, [names_of(event, parties) for event in year.events])
        yield TimelineInput(f"timeline/{year.number:04}.md", "../../", index, (year,), False, (), choices, parties, total, entries)


def render(data: TimelineInput) -> Iterator[File]:
    filed = partial(names_of, parties=data.parties)
    is_whole = data.index == tuple(year.number for year in data.years)
    yield page(TEMPLATE, data.path, data, times=times, bounds=bounds, filed=filed, is_whole=is_whole)


def links(data: TimelineInput) -> Iterator[tuple[str, str]]:
    events = (entry for year in data.years for event in year.events for entry in event.entries)
    return ((entry.article, entry.block) for entry in (*events, *data.unplaced))


def names_of(item: Event | DatedSentence, parties: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The names under which an event is found: those that stand in it, and those that take part in what these are."""
    return frozenset(item.names).union(*(parties.get(name, ()) for name in item.names))


def _parties(names: Iterable[Name]) -> dict[str, tuple[str, ...]]:
    """For each event that has a name the names that take part in it."""
    parties: dict[str, set[str]] = {}
    for name in names:
        for relation in name.relations:
            if relation.how == "takes-part-in":
                parties.setdefault(relation.to, set()).add(name.id)
    return {event: tuple(sorted(some)) for event, some in parties.items()}


def name_filters(names: Iterable[Name], names_of_events: Iterable[frozenset[str]]) -> tuple[NameFilter, ...]:
    """The names that stand in several of the events, the most frequent first."""
    times = Counter(name for some in names_of_events for name in some)
    frequent = sorted((name for name in names if times[name.id] >= FEWEST), key=lambda name: (-times[name.id], name.id))
    return tuple(NameFilter(name, times[name.id]) for name in frequent[:CHOICES])


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
