"""The home page: the words of `docs/index.md`, one specimen of an edition, the first articles, and the doors to the rest of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import Markup

from ...core.entries import Name, Term
from ...corpus.event_groups import DatedSentence, Event
from ...corpus.front_page import Specimen
from ...corpus.index import EntryUsage, Index
from ..listing import ArticleListing, listing
from ..lists.facets import Facet, doors
from ..lists.page import href
from ..render import File, markdown_page

ARTICLES, EVENTS, ENTRIES = 12, 8, 24  # how many of each the page shows
CLIPPED = 34  # characters of an event's sentence
TELLING = 14  # characters from which a sentence says enough
E = TypeVar("E", Term, Name)


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event on the home page: its time in words, how many articles mention it, and the sentence of one of them."""

    when: str
    is_inferred: bool
    articles: int
    article: str
    block: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Door(Generic[E]):
    """Some of the entries of another page of the site, and how many there are."""

    shown: tuple[E, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HomeInput:
    """``count`` is the number of all articles, ``total`` their length in 字; ``events_total`` is the number of all events.

    Of a library, ``articles`` are the newest, and ``facets`` lead to the others; of a few articles they are the oldest.
    """

    markdown: str
    specimen: Specimen | None
    articles: tuple[ArticleListing, ...]
    count: int
    total: int
    facets: tuple[Facet, ...]
    events: tuple[EventLine, ...]
    events_total: int
    terms: Door[Term]
    names: Door[Name]


def inputs(index: Index) -> Iterator[HomeInput]:
    """Nothing where `docs/index.md` cannot be shown."""
    if index.front_page is None:
        return
    catalogue, articles = index.catalogue, index.by_id
    shown = [articles[ident] for ident in catalogue.newest] if catalogue.is_library else index.articles
    yield HomeInput(
        markdown=index.front_page.markdown,
        specimen=index.front_page.specimen,
        articles=tuple(map(listing, shown[:ARTICLES])),
        count=len(index.articles),
        total=sum(article.length for article in index.articles),
        facets=doors(catalogue) if catalogue.is_library else (),
        events=tuple(map(_line, _chosen(index.chronicle.events))),
        events_total=len(index.chronicle.events),
        terms=_door(index.glossary.terms, index.usages),
        names=_door(index.register.names, index.usages),
    )


def render(data: HomeInput) -> Iterator[File]:
    yield markdown_page("home/page.md.j2", "index.md", data, words=Markup(data.markdown), most=CLIPPED, href=href)


def links(data: HomeInput) -> Iterator[tuple[str, str]]:
    return ((event.article, event.block) for event in data.events)


def _chosen(events: Sequence[Event]) -> list[Event]:
    """The events that most articles mention, then those whose day is known; in the order of time."""
    order = sorted(range(len(events)), key=lambda n: (-events[n].articles, events[n].when.precision != "day", n))
    return [events[n] for n in sorted(order[:EVENTS])]


def _line(event: Event) -> EventLine:
    best = best_sentence(event)
    return EventLine(event.when.label, event.when.inferred, event.articles, best.article, best.block, best.sentence)


def best_sentence(event: Event) -> DatedSentence:
    """The sentence that shows an event best: whole, and neither too short nor too long."""
    return min(event.entries, key=lambda e: (len(e.sentence) < TELLING, e.cut_before or e.cut_after, abs(len(e.sentence) - CLIPPED)))


def _door(entries: Sequence[E], usages: Mapping[str, Sequence[EntryUsage]]) -> Door[E]:
    """The entries that most articles mention, of those the ones that are mentioned most."""
    times = {entry.id: sum(len(usage.mentions) for usage in usages.get(entry.id, ())) for entry in entries}
    shown = sorted((e for e in entries if e.id in usages), key=lambda e: (-len(usages[e.id]), -times[e.id], e.id))
    return Door(tuple(shown[:ENTRIES]), len(entries))
