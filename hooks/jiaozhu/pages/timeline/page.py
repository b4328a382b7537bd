"""年表: the dated sentences of the collection in order, those of several articles that tell of one event together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from ...core.entries import Name
from ...corpus.event_groups import DatedSentence, Event
from ...corpus.events import Chronicle
from ...corpus.index import Index
from ...facts.dates.almanac import Days, Precision
from ...facts.dates.datings import Dating
from ..paging import Paged, paged
from ..render import File, page

ON_PAGE = 220  # sentences on one page, about 110 kB: above that each decade has a page of its own, then each year, and then each month
DECADE = 10
TOLD, SEVERAL = 24, 2  # events that several articles tell of, which the page of a long timeline shows
TEMPLATE = "timeline/page.html.j2"
FIGURES: dict[Precision, int] = {"month": len("2020-05"), "year": len("2020")}
SHORTEST_MONTH, LONGEST_MONTH = 28, 31
LONG: frozenset[Precision] = frozenset(
    {"quarter", "half", "season", "year", "unknown"}
)  # times that stand under the year, not under a month
NEAR = 4  # years before and after that of a page to which it leads
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
class TimelineLink:
    """A part of the timeline: its path from the root of the site, its name, how many events it has, and whether the page is in it."""

    path: str
    name: str
    count: int
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time that has a page: the last part of its path, its name, and its events."""

    key: str
    name: str
    events: tuple[Event, ...]

    @property
    def weight(self) -> int:
        return sum(map(_weight, self.events))


@dataclass(frozen=True, slots=True)
class TimelineInput:
    """A page of the timeline: that of all years, or that of a decade, a year or a month where there would be too much on one page.

    ``own`` has the events of the page, ``parts`` are rows of links to the years, and to the months of the year of the page. ``is_whole`` is
    true where one page has all; where it has not, that of all years has the events of which most articles tell. ``undated`` are the
    sentences whose year is unknown, if the page shows them. ``choices`` are the names by which the page can be filtered, ``parties`` the
    names that take part in each event with a name. ``total`` and ``entries`` count all events and all dated sentences,
    ``place`` is the time of the page.
    """

    own: Paged[Event | DatedSentence]
    place: str
    parts: tuple[tuple[TimelineLink, ...], ...]
    is_whole: bool
    undated: tuple[DatedSentence, ...]
    choices: tuple[NameFilter, ...]
    parties: Mapping[str, tuple[str, ...]]
    total: int
    entries: int

    @property
    def years(self) -> tuple[Year, ...]:
        """The events of the page by the years in which they begin."""
        events = (item for item in self.own.items if isinstance(item, Event))
        return tuple(Year(number, tuple(some)) for number, some in groupby(events, key=_first))

    @property
    def unplaced(self) -> tuple[DatedSentence, ...]:
        return (*(item for item in self.own.items if isinstance(item, DatedSentence)), *self.undated)


def inputs(index: Index) -> Iterator[TimelineInput]:
    """The page of the timeline; where it would be too long, one of each decade, year or month, and an index of them."""
    return timeline_pages(index.chronicle, index.register.names)


def timeline_pages(chronicle: Chronicle, names: Sequence[Name] = ()) -> Iterator[TimelineInput]:
    """The pages of a chronicle, which can be filtered by the ``names`` that stand in several events of a page."""
    parties = _parties(names)
    entries = sum(len(event.entries) for event in chronicle.events) + len(chronicle.unplaced)
    is_whole = entries <= ON_PAGE
    stretches = _stretches(chronicle.events, has_decades=not is_whole)

    def pages(path: str, place: str, items: Sequence[Event | DatedSentence], *parts: tuple[TimelineLink, ...]) -> Iterator[TimelineInput]:
        for own in paged(path, items, ON_PAGE, _weight):
            undated = chronicle.unplaced if is_whole else ()
            choices = name_filters(names, [names_of(item, parties) for item in (*own.items, *undated)] if place or is_whole else ())
            yield TimelineInput(own, place, parts, is_whole, undated, choices, parties, len(chronicle.events), entries)

    row = tuple(TimelineLink(f"timeline/{stretch.key}", stretch.name, len(stretch.events)) for stretch in stretches)
    if chronicle.unplaced:
        row = (*row, TimelineLink("timeline/undated", "年份不详", len(chronicle.unplaced)))
    yield from pages("timeline", "", chronicle.events if is_whole else _told_by_several(chronicle.events), row)
    if is_whole:
        return
    for stretch in stretches:
        path = f"timeline/{stretch.key}"
        own_row = _marked(row, path)
        if stretch.weight <= ON_PAGE:
            yield from pages(path, stretch.name, stretch.events, own_row)
            continue
        months = _months(stretch.events)
        links = tuple(TimelineLink(f"{path}/{month:02}", f"{month}月", len(some)) for month, some in months.items() if month)
        yield from pages(path, stretch.name, months.get(0, ()), own_row, links)
        for month, some in months.items():
            if month:
                own = f"{path}/{month:02}"
                yield from pages(own, f"{stretch.name}{month}月", some, own_row, _marked(links, own, len(links)))
    if chronicle.unplaced:
        yield from pages("timeline/undated", "年份不详", chronicle.unplaced, _marked(row, "timeline/undated"))


def render(data: TimelineInput) -> Iterator[File]:
    filed = partial(names_of, parties=data.parties)
    path = "timeline/index.md" if data.own.path == "timeline" else f"{data.own.path}.md"
    helpers = {"times": times, "bounds": bounds, "filed": filed, "up": data.own.up, "years": data.years, "unplaced": data.unplaced}
    yield page(TEMPLATE, path, data, **helpers)


def links(data: TimelineInput) -> Iterator[tuple[str, str]]:
    events = (entry for year in data.years for event in year.events for entry in event.entries)
    return ((entry.article, entry.block) for entry in (*events, *data.unplaced))


def _weight(item: Event | DatedSentence) -> int:
    """The number of sentences."""
    return len(item.entries) if isinstance(item, Event) else 1


def _stretches(events: Sequence[Event], has_decades: bool) -> tuple[Stretch, ...]:
    """Stretches of time in their order: one for each year; with ``has_decades``, of a decade with few events one for all its years."""
    stretches: list[Stretch] = []
    for decade, some in groupby(events, key=lambda event: _first(event) // DECADE * DECADE):
        whole = Stretch(f"{decade:04}s", f"{decade}年代", tuple(some))
        years = [Stretch(f"{year:04}", f"{year}年", tuple(own)) for year, own in groupby(whole.events, key=_first)]
        stretches += [whole] if has_decades and len(years) > 1 and whole.weight <= ON_PAGE else years
    return tuple(stretches)


def _told_by_several(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of which most articles tell, in their order."""
    several = sorted((event for event in events if event.articles >= SEVERAL), key=lambda event: -event.articles)[:TOLD]
    return tuple(event for event in events if event in several)


def _months(events: Iterable[Event]) -> dict[int, tuple[Event, ...]]:
    """The events of a year by the month in which they begin; by 0 those of which only a longer time is known."""
    months: dict[int, list[Event]] = {}
    for event in events:
        days = event.when.days
        is_long = days is None or event.when.precision in LONG or days.length > LONGEST_MONTH
        months.setdefault(0 if is_long or days is None else days.first.month, []).append(event)
    return {month: tuple(months[month]) for month in sorted(months)}


def _marked(row: Sequence[TimelineLink], path: str, near: int = NEAR) -> tuple[TimelineLink, ...]:
    """The links of a row beside that of the page, which is marked."""
    own = next(n for n, link in enumerate(row) if link.path == path)
    return tuple(replace(link, is_own=link.path == path) for link in row[max(0, own - near) : own + near + 1])


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
