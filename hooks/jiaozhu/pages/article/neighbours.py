"""An article among others: its neighbours in time, related articles, shared passages, common events, disagreements.

Nothing here holds another article: only links to it and words of it, so that a page can be kept while other articles change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from ...core.article import Article, ArticleLink
from ...core.model import Passage
from ...corpus.disagreements import index_by_block
from ...corpus.event_groups import DatedSentence, Event
from ...corpus.index import Index
from ...corpus.related import RelatedArticle
from ...corpus.source_sites.sites import site_by_article
from ..passages.page import places as passage_places
from ..render import PAUSES, address
from .places import ListLink, SeriesPlace, groups_of, list_links, series_places, subjects_by_article

EVENTS, OTHERS = 4, 3  # events that are shown with what other articles say of them, and how many others are named
WORDS = 60  # characters that are shown of a sentence
NAMED = 3  # things that are named as common to two articles, and articles that are named at a paragraph that stands in others too


@dataclass(frozen=True, slots=True)
class ParallelParagraph:
    """A paragraph of another article that shares words. ``place`` is its address among the passages, None where they show it not."""

    article: str
    title: str
    block: str
    place: str | None

    @property
    def href(self) -> Markup:
        """From the page of an article to the two paragraphs side by side, or to the other one alone."""
        return Markup("../../{}").format(self.place) if self.place else self.paragraph

    @property
    def paragraph(self) -> Markup:
        """From the page of an article to the other paragraph."""
        return Markup("../{}#{}").format(address(self.article, ""), self.block)


@dataclass(frozen=True, slots=True)
class SharedWith:
    """Another article with shared passages, how many letters these have, and the longest of them."""

    article: ArticleLink
    length: int
    longest: ParallelParagraph


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A related article, some of the things that both mention, and how many more there are."""

    article: ArticleLink
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class EventQuote:
    """What an article says of an event."""

    article: str
    title: str
    block: str
    words: str


@dataclass(frozen=True, slots=True)
class SameEvent:
    """An event that the article and others mention: its time in words, what the article says, some of the ``others``, and how many more."""

    when: str
    is_inferred: bool
    own: EventQuote
    others: tuple[EventQuote, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DisagreementLink:
    id: str
    question: str


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """The articles before and after in time, those with shared passages (the longest first), related ones, and common events.

    ``parallels`` has by block the paragraphs of other articles that share words with it, ``disagreements`` by block the matters in which
    another article disagrees. ``lists`` are those of its subjects, its author, its outlet, its site and its year.
    """

    before: ArticleLink | None = None
    after: ArticleLink | None = None
    shared: tuple[SharedWith, ...] = ()
    parallels: Mapping[str, tuple[ParallelParagraph, ...]] = field(default_factory=dict)
    related: tuple[RelatedLink, ...] = ()
    same_events: tuple[SameEvent, ...] = ()
    disagreements: Mapping[str, tuple[DisagreementLink, ...]] = field(default_factory=dict)
    series: SeriesPlace | None = None
    lists: tuple[ListLink, ...] = ()

    @property
    def linked_blocks(self) -> Iterator[tuple[str, str]]:
        """The blocks of other articles to which a page with this context leads."""
        yield from ((parallel.article, parallel.block) for some in self.parallels.values() for parallel in some)
        yield from ((s.longest.article, s.longest.block) for s in self.shared if s.longest.place is None)
        yield from ((quote.article, quote.block) for event in self.same_events for quote in event.others)


def article_contexts(index: Index) -> Iterator[ArticleContext]:
    """The context of each article, in the order of the articles."""
    articles = index.by_id
    shown = passage_places(index.articles, index.corpus.passages)
    passages: dict[str, list[Passage]] = {}
    for passage in index.corpus.passages:
        for place in (passage.one, passage.other):
            passages.setdefault(place.article, []).append(passage)
    events, disputed = same_events(index.chronicle.events), index_by_block(index.disagreements)
    places, groups = series_places(index.catalogue, articles), groups_of(index.catalogue)
    sites, subjects = site_by_article(index.source_sites), subjects_by_article(index.catalogue)
    for n, article in enumerate(index.articles):
        own = passages.get(article.id, [])
        yield ArticleContext(
            before=index.articles[n - 1].link if n else None,
            after=index.articles[n + 1].link if n + 1 < len(index.articles) else None,
            shared=tuple(_shared_with(article.id, own, articles, shown)),
            parallels=_parallels(article.id, own, articles, shown),
            related=tuple(_related(index.related.get(article.id, ()), articles)),
            same_events=tuple(events.get(article.id, ())),
            disagreements={
                block: tuple(DisagreementLink(d.id, d.question) for d in some) for block, some in disputed.get(article.id, {}).items()
            },
            series=places.get(article.id),
            lists=tuple(list_links(article, groups, subjects.get(article.id, ()), sites[article.id].key if article.id in sites else "")),
        )


def same_events(events: Iterable[Event]) -> dict[str, list[SameEvent]]:
    """By article the events that others mention too, in order: for each the first sentence of each article."""
    by_id: dict[str, list[SameEvent]] = {}
    for event in events:
        if event.articles > 1:
            firsts = {sentence.article: sentence for sentence in reversed(event.entries)}
            shown = [sentence for sentence in event.entries if sentence is firsts[sentence.article]][: OTHERS + 1]
            for ident, own in firsts.items():
                some = by_id.setdefault(ident, [])
                if len(some) < EVENTS:
                    others = tuple(_quote(sentence) for sentence in shown if sentence.article != ident)[:OTHERS]
                    more = event.articles - 1 - len(others)
                    some.append(SameEvent(event.when.label, event.when.inferred, _quote(own), others, more))
    return by_id


def _quote(sentence: DatedSentence) -> EventQuote:
    return EventQuote(sentence.article, sentence.title, sentence.block, excerpt(sentence))


def excerpt(sentence: DatedSentence) -> str:
    """The words of a sentence around its date, as many as can be shown beside others."""
    start = max(0, min(sentence.start - WORDS // 3, len(sentence.sentence) - WORDS))
    words = sentence.sentence[start : start + WORDS]
    before, after = start > 0 or sentence.cut_before, start + WORDS < len(sentence.sentence) or sentence.cut_after
    words = words.rstrip(PAUSES) if after else words
    return f"{'……' * before}{words}{'……' * after}"


def _shared_with(ident: str, own: Iterable[Passage], articles: Mapping[str, Article], shown: Mapping[Passage, str]) -> Iterator[SharedWith]:
    by_article: dict[str, list[Passage]] = {}
    for passage in own:
        other = passage.other if passage.one.article == ident else passage.one
        by_article.setdefault(other.article, []).append(passage)
    totals = {article: sum(passage.letters for passage in some) for article, some in by_article.items()}
    for article in sorted(by_article, key=lambda article: (-totals[article], article)):
        longest = max(by_article[article], key=lambda passage: passage.letters)
        yield SharedWith(articles[article].link, totals[article], _parallel(ident, longest, articles, shown))


def _parallels(
    ident: str, own: Iterable[Passage], articles: Mapping[str, Article], shown: Mapping[Passage, str]
) -> dict[str, tuple[ParallelParagraph, ...]]:
    by_block: dict[str, dict[str, ParallelParagraph]] = {}
    for passage in sorted(own, key=lambda p: -p.letters):
        mine = passage.one if passage.one.article == ident else passage.other
        parallel = _parallel(ident, passage, articles, shown)
        by_block.setdefault(mine.block, {}).setdefault(parallel.article, parallel)
    return {block: tuple(some.values())[:NAMED] for block, some in by_block.items()}


def _parallel(ident: str, passage: Passage, articles: Mapping[str, Article], shown: Mapping[Passage, str]) -> ParallelParagraph:
    theirs = passage.other if passage.one.article == ident else passage.one
    return ParallelParagraph(theirs.article, articles[theirs.article].title, theirs.block, shown.get(passage))


def _related(some: Iterable[RelatedArticle], articles: Mapping[str, Article]) -> Iterator[RelatedLink]:
    for related in some:
        yield RelatedLink(articles[related.id].link, related.names[:NAMED], max(0, len(related.names) - NAMED))
