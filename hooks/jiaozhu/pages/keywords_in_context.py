"""Keywords in context: the mentions of a term or a name, article by article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..core.article import Article
from ..core.entries import Mention
from ..corpus.index import EntryUsage
from .paging import Paged, paged

ON_PAGE = 250  # lines on one page, about 100 kB
OF_ARTICLE = 50  # lines of one article where those of all have several pages
AROUND = 20  # characters of context on each side of a mention
LEFTOVERS = "，。、；：！？）》”’」』… \n"  # marks that close what is not shown


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A mention in its context."""

    block: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class ArticleContexts:
    """The mentions of a term or a name in one article: how many, and the lines that are shown of them."""

    id: str
    title: str
    times: int
    lines: tuple[ContextLine, ...]

    @property
    def linked_blocks(self) -> Iterator[tuple[str, str]]:
        return ((self.id, line.block) for line in self.lines)


def shares(counts: Sequence[int], limit: int) -> list[int]:
    """Max-min fair shares: how many of each count are shown where ``limit`` may be shown of all, as evenly as possible."""
    fair = list(counts)
    left = limit
    for done, n in enumerate(sorted(range(len(counts)), key=lambda n: counts[n])):
        fair[n] = min(counts[n], left // (len(counts) - done))
        left -= fair[n]
    return fair


def contexts_by_article(usages: Sequence[EntryUsage], limit: int, articles: Mapping[str, Article]) -> Iterator[ArticleContexts]:
    """The articles that mention an entry and of which a line is shown; ``limit`` lines in all."""
    for usage, share in zip(usages, shares([len(usage.mentions) for usage in usages], limit), strict=True):
        if share:
            article = articles[usage.article]
            texts = {block.id: block.text for block in article.edition.blocks}
            lines = tuple(context_line(mention, texts[mention.block]) for mention in usage.mentions[:share])
            yield ArticleContexts(article.id, article.title, len(usage.mentions), lines)


def pages_of_contexts(path: str, usages: Sequence[EntryUsage], limit: int, articles: Mapping[str, Article]) -> list[Paged[ArticleContexts]]:
    """The contexts of an entry in the pages of a list: in the order of the articles on one page, or those with most mentions first."""
    total = sum(len(usage.mentions) for usage in usages)
    if total <= ON_PAGE:
        return list(paged(path, tuple(contexts_by_article(usages, limit, articles)), ON_PAGE, _weight))
    clipped = [EntryUsage(usage.article, usage.mentions[:OF_ARTICLE]) for usage in usages]
    times = {usage.article: len(usage.mentions) for usage in usages}
    contexts = sorted(contexts_by_article(clipped, limit, articles), key=lambda article: -times[article.id])
    return list(paged(path, [replace(c, times=times[c.id]) for c in contexts], ON_PAGE, _weight))


def _weight(article: ArticleContexts) -> int:
    """What an article takes on a page, in lines."""
    return len(article.lines) + 2


def context_line(mention: Mention, text: str) -> ContextLine:
    """A mention in its context, which is a stretch of the text of its block."""
    start, end = max(0, mention.start - AROUND), mention.end + AROUND
    before, after = text[start : mention.start], text[mention.end : end]
    before = before if start == 0 else f"……{before.lstrip(LEFTOVERS)}"
    after = after if end >= len(text) else f"{after}……"
    return ContextLine(mention.block, before, text[mention.start : mention.end], after)
