"""年表: the dated sentences of the collection in order, those of several articles that tell of one event together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ...core.model import Name
from ...corpus.events import Chronicle, DatedSentence, Event
from ...facts.dates.almanac import Days, Precision
from ...facts.dates.datings import Dating
from ...glossary.names import Register
from ..render import File, page

ON_PAGE = 1_500  # events on one page, about a megabyte: above that each year has a page of its own
TEMPLATE = "timeline/page.md.j2"
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


def files(chronicle: Chronicle, register: Register | None = None) -> Iterator[File]:
    """The page of the timeline; where it would be too long, one of each year and an index of them.

    The names of ``register`` are those by which a page can be filtered.
    """
    names = register.names if register else ()
    filed = Filing(_parties(names))
    groups = groupby(chronicle.events, key=_first)
    years = tuple(Year(number, tuple(events)) for number, events in groups)
    entries = sum(len(event.entries) for event in chronicle.events) + len(chronicle.unplaced)
    common = {"times": times, "bounds": bounds, "total": len(chronicle.events), "entries": entries, "index": years}
    apart = len(chronicle.events) + len(chronicle.unplaced) > ON_PAGE
    shown = () if apart else years
    rest = chronicle.unplaced[:ON_PAGE]
    told = [*(filed.names_of(event) for year in shown for event in year.events), *map(filed.names_of, rest)]
    values = {"years": shown, "apart": apart, "unplaced": rest, "choices": name_filters(names, told), "filed": filed.names_of, **common}
    yield page(TEMPLATE, "timeline/index.md", up="../", **values)
    for year in years if apart else ():
        path = f"timeline/{year.number:04}.md"
        found = name_filters(names, map(filed.names_of, year.events))
        yield page(TEMPLATE, path, up="../../", years=(year,), apart=False, unplaced=(), choices=found, filed=filed.names_of, **common)


@dataclass(frozen=True, slots=True)
class Filing:
    """Under which names an event is found: those that stand in it, and those that take part in what these are (``parties``)."""

    parties: Mapping[str, frozenset[str]]

    def names_of(self, item: Event | DatedSentence) -> frozenset[str]:
        return item.names.union(*(self.parties.get(name, ()) for name in item.names))


def _parties(names: Iterable[Name]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        for relation in name.relations:
            if relation.how == "takes-part-in":
                found.setdefault(relation.to, set()).add(name.id)
    return {event: frozenset(some) for event, some in found.items()}


def name_filters(names: Iterable[Name], told: Iterable[frozenset[str]]) -> tuple[NameFilter, ...]:
    """The names that stand in several of the events, the most frequent first; ``told`` has the names of each."""
    times = Counter(name for some in told for name in some)
    found = sorted((n for n in names if times[n.id] >= FEWEST), key=lambda n: (-times[n.id], n.id))
    return tuple(NameFilter(name, times[name.id]) for name in found[:CHOICES])


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
