"""An article among others: what it shares with them, which are related, and the pages of sources that were merged into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from ...core.model import BlockSpan, Passage, Source
from ...corpus.disagreements import Disagreement
from ...corpus.event_groups import DatedSentence, Event
from ...corpus.related import RelatedArticle, related_articles
from ..render import PAUSES, File, SiteInfo, address, written

if TYPE_CHECKING:
    from .page import View

EVENTS, OTHERS = 4, 3  # events of which is told who else tells of them, and how many others are named
WORDS = 60  # characters that are shown of what they say
NAMED = 3  # things that are named as what two articles have in common, and articles in which a paragraph stands elsewhere


@dataclass(frozen=True, slots=True)
class SharedWith:
    """Another article with which one shares passages, how many letters these have, and where they are to be seen."""

    view: View
    length: int
    href: Markup


@dataclass(frozen=True, slots=True)
class ParallelParagraph:
    """A paragraph of which words stand in another article too: where both are to be seen, and (for its card) the other alone."""

    title: str
    href: Markup
    there: Markup


@dataclass(frozen=True, slots=True)
class Related:
    """A related article, some of what both mention, and how much more that is."""

    view: View
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SameEvent:
    """An event that an article tells of (``here``), and some of the others that do; ``more``: how many besides."""

    event: Event
    here: DatedSentence
    others: tuple[DatedSentence, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What a page leads to: the articles before and after it, those that share passages with it (the most first), related ones, and
    who else tells of the events that it tells of.

    ``elsewhere`` has, by block, where else its words stand; ``disputed`` in which matters another article says otherwise.
    ``site`` is what it is a part of.
    """

    before: View | None = None
    after: View | None = None
    kin: tuple[SharedWith, ...] = ()
    elsewhere: Mapping[str, tuple[ParallelParagraph, ...]] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    also: tuple[SameEvent, ...] = ()
    disputed: Mapping[str, tuple[Disagreement, ...]] = field(default_factory=dict)
    site: SiteInfo = field(default_factory=SiteInfo)


def article_contexts(
    views: tuple[View, ...],
    called: Mapping[str, str],
    passages: tuple[Passage, ...],
    anchors: Mapping[Passage, str],
    site: SiteInfo,
    events: Iterable[Event] = (),
) -> Iterator[ArticleContext]:
    """For each view what is around it.

    ``called`` are the forms of terms and names by id, ``anchors`` the places on the page of passages of those that are shown there,
    ``events`` those of the timeline.
    """
    known = {view.id: view for view in views}
    counts = {v.id: Counter(mention.entry for mention in (*v.edition.mentions, *v.edition.names)) for v in views}
    near = related_articles({ident: {entry: called[entry] for entry, _ in some.most_common()} for ident, some in counts.items()})
    shared: dict[str, list[Passage]] = {}
    for passage in passages:
        for place in (passage.one, passage.other):
            shared.setdefault(place.article, []).append(passage)
    told = _told(events)
    for n, view in enumerate(views):
        before = views[n - 1] if n else None
        after = views[n + 1] if n + 1 < len(views) else None
        own = shared.get(view.id, [])
        kin, elsewhere = tuple(_kin(view, own, known, anchors)), _elsewhere(view, own, known, anchors)
        yield ArticleContext(before, after, kin, elsewhere, tuple(_related(near[view.id], known)), tuple(told.get(view.id, ())), site=site)


def _told(events: Iterable[Event]) -> dict[str, list[SameEvent]]:
    """By article the events that others tell of too, in order: of each the first entry of each article."""
    found: dict[str, list[SameEvent]] = {}
    for event in events:
        if event.articles > 1:
            by_article = {entry.article: entry for entry in reversed(event.entries)}
            first = [entry for entry in event.entries if entry is by_article[entry.article]][: OTHERS + 1]
            for ident, here in by_article.items():
                some = found.setdefault(ident, [])
                if len(some) < EVENTS:
                    others = tuple(entry for entry in first if entry.article != ident)[:OTHERS]
                    some.append(SameEvent(event, here, others, event.articles - 1 - len(others)))
    return found


def _kin(view: View, own: Iterable[Passage], known: Mapping[str, View], anchors: Mapping[Passage, str]) -> Iterator[SharedWith]:
    found: dict[str, list[Passage]] = {}
    for passage in own:
        other = passage.other if passage.one.article == view.id else passage.one
        found.setdefault(other.article, []).append(passage)
    totals = {ident: sum(passage.letters for passage in some) for ident, some in found.items()}
    for ident in sorted(found, key=lambda ident: (-totals[ident], ident)):
        yield SharedWith(known[ident], totals[ident], _href(view, max(found[ident], key=lambda p: p.letters), anchors))


def _elsewhere(
    view: View, own: Iterable[Passage], known: Mapping[str, View], anchors: Mapping[Passage, str]
) -> dict[str, tuple[ParallelParagraph, ...]]:
    found: dict[str, dict[str, ParallelParagraph]] = {}
    for passage in sorted(own, key=lambda p: -p.letters):
        here, there = (passage.one, passage.other) if passage.one.article == view.id else (passage.other, passage.one)
        other = ParallelParagraph(known[there.article].title, _href(view, passage, anchors), _paragraph(there))
        found.setdefault(here.block, {}).setdefault(there.article, other)
    return {block: tuple(some.values())[:NAMED] for block, some in found.items()}


def _href(view: View, passage: Passage, anchors: Mapping[Passage, str]) -> Markup:
    """From the page of an article to a passage, side by side; or to the other article's paragraph, where it is not shown so."""
    if passage in anchors:
        return Markup("../../passages/#{}").format(anchors[passage])
    return _paragraph(passage.other if passage.one.article == view.id else passage.one)


def _paragraph(place: BlockSpan) -> Markup:
    return Markup("../{}#{}").format(address(place.article, ""), place.block)


def _related(relations: Iterable[RelatedArticle], known: Mapping[str, View]) -> Iterator[Related]:
    for relation in relations:
        yield Related(known[relation.id], relation.names[:NAMED], max(0, len(relation.names) - NAMED))


def excerpt(entry: DatedSentence) -> str:
    """What an entry says, no longer than is to be shown beside others, and with its date in it."""
    start = max(0, min(entry.start - WORDS // 3, len(entry.sentence) - WORDS))
    words = entry.sentence[start : start + WORDS]
    before, after = start > 0 or entry.cut_before, start + WORDS < len(entry.sentence) or entry.cut_after
    words = words.rstrip(PAUSES) if after else words
    return f"{'……' * before}{words}{'……' * after}"


def redirect(view: View, witness: Source, data: bytes) -> Iterator[File]:
    """What stands at the address of a source that is a witness in another's edition: the way to it, and the source."""
    folder = f"articles/{witness.id}"
    yield File(f"{folder}/index.html", written("article/redirect.html.j2", v=view, witness=witness))
    yield File(f"{folder}/raw.txt", data)
