"""互见: the passages that articles share, side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ...core.article import Article, ArticleLink
from ...core.model import BlockSpan, Passage
from ...core.reading import Span
from ...corpus.index import Index
from ..inline import InlineElement, InlineMark, apply_marks
from ..paging import Paged, paged
from ..render import File, page

SHOWN = 200  # passages that are shown, the longest; all are in the data
ON_PAGE = 100  # passages on one page, about 90 kB; those of two articles stand on one page
CONTEXT = 16  # characters that are shown before and behind a passage
CLOSING = "，。、；：！？）》”’」』… \n"  # marks that close what is not shown
LOST = Markup('<span class="jz-lost" role="img" aria-label="此处无">‸</span>')


@dataclass(frozen=True, slots=True)
class PassageSide:
    """A passage as it stands in one article, with the words before and behind it. ``differing`` are the stretches that the other lacks."""

    article: ArticleLink
    block: str
    before: str
    words: str
    after: str
    differing: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage in two articles, the earlier one first."""

    anchor: str
    letters: int
    differences: int
    sides: tuple[PassageSide, PassageSide]


@dataclass(frozen=True, slots=True)
class ArticlePair:
    """Two articles and the passages that they share, the longest first."""

    articles: tuple[ArticleLink, ArticleLink]
    letters: int
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class PassagesInput:
    """One page of passages. ``total`` is the number of all passages, ``shown`` of those that pages show; ``sharing`` is the number of
    articles with a passage, ``articles`` that of all.
    """

    own: Paged[ArticlePair]
    total: int
    shown: int
    sharing: int
    articles: int


def inputs(index: Index) -> Iterator[PassagesInput]:
    passages = index.corpus.passages
    shown = anchors(passages)
    sharing = len({place.article for p in passages for place in (p.one, p.other)})
    for own in _pages(index.articles, shown):
        yield PassagesInput(own, len(passages), len(shown), sharing, len(index.articles))


def render(data: PassagesInput) -> Iterator[File]:
    path = "passages/index.md" if data.own.is_first else f"{data.own.path}.md"
    yield page("passages/page.html.j2", path, data, marked=_marked, up=data.own.up)


def links(data: PassagesInput) -> Iterator[tuple[str, str]]:
    return ((side.article.id, side.block) for pair in data.own.items for passage in pair.passages for side in passage.sides)


def anchors(passages: Sequence[Passage]) -> dict[Passage, str]:
    """The passages that are shown, the longest first, each with the id of its place on the page."""
    order = sorted(passages, key=lambda p: (-p.letters, _name(p)))
    return {passage: f"p-{hashlib.sha256(_name(passage).encode()).hexdigest()[:10]}" for passage in order[:SHOWN]}


def places(articles: Sequence[Article], passages: Sequence[Passage]) -> dict[Passage, str]:
    """The passages that are shown, each with its address from the root of the site."""
    shown = anchors(passages)
    pages = {view.anchor: own.path for own in _pages(articles, shown) for pair in own.items for view in pair.passages}
    return {passage: f"{pages[anchor]}/#{anchor}" for passage, anchor in shown.items()}


def _pages(articles: Sequence[Article], shown: Mapping[Passage, str]) -> Iterator[Paged[ArticlePair]]:
    return paged("passages", tuple(_pairs(articles, shown)), ON_PAGE, lambda pair: len(pair.passages))


def _name(passage: Passage) -> str:
    one, other = passage.one, passage.other
    return repr((one.article, one.block, one.span.start, other.article, other.block, other.span.start))


def _pairs(articles: Sequence[Article], shown: Mapping[Passage, str]) -> Iterator[ArticlePair]:
    by_id = {article.id: article for article in articles}
    order = {article.id: n for n, article in enumerate(articles)}
    groups: dict[tuple[int, int], list[PassageView]] = {}
    for passage, anchor in shown.items():
        places = sorted((passage.one, passage.other), key=lambda place: order[place.article])
        turned = places[0] is not passage.one
        spans = [tuple(d[turned] for d in passage.differences), tuple(d[not turned] for d in passage.differences)]
        sides = (_side(by_id[places[0].article], places[0], spans[0]), _side(by_id[places[1].article], places[1], spans[1]))
        view = PassageView(anchor, passage.letters, len(passage.differences), sides)
        groups.setdefault((order[places[0].article], order[places[1].article]), []).append(view)
    pairs = [
        ArticlePair((articles[n].link, articles[m].link), sum(view.letters for view in views), tuple(views))
        for (n, m), views in groups.items()
    ]
    yield from sorted(pairs, key=lambda pair: -pair.letters)


def _side(article: Article, place: BlockSpan, differing: tuple[Span, ...]) -> PassageSide:
    text = next(block.text for block in article.edition.blocks if block.id == place.block)
    start, end = place.span.start, place.span.end
    while end < len(text) and not text[end].isalnum() and text[end] not in "“‘「『（《\n":
        end += 1  # the marks that close the passage
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return PassageSide(
        article.link,
        place.block,
        f"……{before.lstrip(CLOSING)}" if start > CONTEXT else before,
        text[start:end],
        f"{after}……" if len(text) > end + CONTEXT else after,
        tuple(Span(d.start - start, d.end - start) for d in differing),
    )


def _marked(side: PassageSide) -> Markup:
    """The words of a side, in which the stretches that differ are marked; a caret stands where only the other has words."""
    opening, closing = Markup("<mark>"), Markup("</mark>")
    elements = [InlineElement(d.start, d.end, opening, closing) for d in side.differing]
    return apply_marks(side.words, elements, [InlineMark(d.start, LOST) for d in side.differing if not len(d)])
