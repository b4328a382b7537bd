"""The home page: the words of `docs/index.md`, one specimen of what is done here, the articles, and the doors to all else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import Markup

from ...cleaning.editor_decisions import find_words
from ...core import yaml_lines
from ...core.errors import Notice, PageError
from ...core.model import Name, Term
from ...core.yaml_lines import Node
from ...core.yaml_records import Field, Record
from ...core.yaml_shapes import Text, with_node
from ...corpus.event_groups import DatedSentence, Event
from ..article.page import View
from ..render import File, page
from ..term_usages import EntryUsage, Terms

PLACE = "docs/index.md"
ARTICLES, EVENTS, ENTRIES = 12, 8, 24  # how many of each the page shows
CLIPPED = 34  # characters of what an event's sentence says
TELLING = 14  # characters from which a sentence says enough
SPECIMEN = Record(
    (
        Field("source", Text().map(with_node), "The id of a source.", is_needed=True),
        Field("quote", Text().map(with_node), "Words that stand in it once.", is_needed=True),
    )
)
HEAD = Record((Field("specimen", SPECIMEN, "Words of a source that the page shows as they came and as they read now."),))
E = TypeVar("E", Term, Name)
Used = Mapping[str, Sequence[EntryUsage]]


@dataclass(frozen=True, slots=True)
class Specimen:
    """Some words of a source as they came, and as they read now."""

    view: View
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Door(Generic[E]):
    """Some of what a page of the site holds, and how much that is."""

    shown: tuple[E, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Doors:
    """The doors to the timeline, the glossary and the names: events in order of time, the entries that most articles have."""

    events: tuple[Event, ...]
    total: int
    terms: Door[Term]
    names: Door[Name]


def doors(events: Sequence[Event], terms: Terms, names: Sequence[Name], named: Used) -> Doors:
    """The events that several articles tell of, then those whose day is known; ``named`` has the usages of the names."""
    order = sorted(range(len(events)), key=lambda n: (-events[n].articles, events[n].when.precision != "day", n))
    chosen = tuple(events[n] for n in sorted(order[:EVENTS]))
    return Doors(chosen, len(events), _door(terms.glossary.terms, terms.usages), _door(names, named))


def _door(entries: Sequence[E], used: Used) -> Door[E]:
    """The entries that most articles mention, of those the ones that are mentioned most."""
    times = {ident: sum(len(usage.mentions) for usage in found) for ident, found in used.items()}
    shown = sorted((e for e in entries if e.id in used), key=lambda e: (-len(used[e.id]), -times[e.id], e.id))
    return Door(tuple(shown[:ENTRIES]), len(entries))


def files(views: Sequence[View], shown: Doors, written: str) -> tuple[tuple[File, ...], tuple[Notice, ...]]:
    """The home page around what is ``written`` in `docs/index.md`, and a notice where its specimen is of a source that is gone.

    Raises PageError for a specimen that cannot be shown.
    """
    head, body = _parted(written)
    asked = _asked(head)
    view = next((v for v in views if asked and v.id == asked["source"][0]), None)
    specimen = _specimen(*asked["quote"], view) if asked and view else None
    notices = (_gone(asked["source"][1], views),) if asked and not view else ()
    total = sum(v.length for v in views)
    values = {"views": views[:ARTICLES], "articles": len(views), "doors": shown, "telling": telling, "most": CLIPPED, "total": total}
    made = page("home/page.md.j2", "index.md", specimen=specimen, written=Markup(body), **values)
    return (made,), notices


def telling(event: Event) -> DatedSentence:
    """The entry that tells of an event best: whole, and neither too short nor too long."""
    return min(event.entries, key=lambda e: (len(e.sentence) < TELLING, e.cut_before or e.cut_after, abs(len(e.sentence) - CLIPPED)))


def _parted(written: str) -> tuple[str, str]:
    """The YAML head of a page, and the rest."""
    if not written.startswith("---\n") or "\n---\n" not in written:
        return "", written
    head, _, body = written[4:].partition("\n---\n")
    return head, body


def _asked(head: str) -> Mapping[str, tuple[str, Node]] | None:
    """The source and the quote of the specimen that the head of the page asks for, each with its node."""
    root = yaml_lines.parse("\n" + head, PLACE, PageError) if head else None
    return HEAD.read(root, "the head of the page")["specimen"] if root else None


def _gone(source: Node, views: Sequence[View]) -> Notice:
    base = next((v.id for v in views if source.value in {witness.id for witness in v.edition.witnesses}), None)
    if base:
        return Notice(
            PLACE, source.line, f"the specimen goes without its source: {source.value!r} is a witness of {base!r}", f"name {base}"
        )
    what = f"the specimen goes without its source: none is called {source.value!r}"
    return Notice(PLACE, source.line, what, "name one of the files in sources/, without its ending")


def _specimen(quote: str, node: Node, view: View) -> Specimen:
    reading = view.edition.reading
    found = find_words(reading.raw, quote)
    if len(found) != 1:
        node.fail(f"the quote is in the source {len(found)} times", "quote words that stand there once, as they stand there")
    return Specimen(view, found[0].slice(reading.raw), reading.place(found[0]).slice(reading.text))
