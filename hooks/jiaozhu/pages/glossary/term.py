"""The pages of one term, where the glossary has no room for its mentions: each of them in its context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...core.entries import Term
from ...corpus.index import Index
from ..keywords_in_context import ArticleContexts, pages_of_contexts
from ..paging import Paged
from ..render import File, page
from ..telling_contexts import SHOWN as FEW
from ..telling_contexts import telling_contexts
from .page import SHOWN, with_pages


@dataclass(frozen=True, slots=True)
class TermInput:
    """One page of the mentions of a term. ``articles`` and ``times`` count all, ``unshown`` those that no page shows.

    ``telling`` are the mentions that tell most of it, on the first page of a term that many articles mention.
    """

    term: Term
    articles: int
    times: int
    unshown: int
    telling: tuple[ArticleContexts, ...]
    own: Paged[ArticleContexts]


def inputs(index: Index) -> Iterator[TermInput]:
    paged, by_id = with_pages(index), index.by_id
    for term in index.glossary.terms:
        if term.id in paged:
            usages = index.usages[term.id]
            pages = pages_of_contexts(f"glossary/{term.id}", usages, SHOWN, by_id)
            unshown = index.times(term) - sum(len(article.lines) for own in pages for article in own.items)
            telling = telling_contexts(usages, by_id, term.forms) if len(usages) > FEW else ()
            for own in pages:
                yield TermInput(term, len(usages), index.times(term), unshown, telling if own.is_first else (), own)


def render(data: TermInput) -> Iterator[File]:
    yield page("glossary/term.html.j2", f"{data.own.path}.md", data, up=data.own.up)


def links(data: TermInput) -> Iterator[tuple[str, str]]:
    for article in (*data.telling, *data.own.items):
        yield from article.linked_blocks
