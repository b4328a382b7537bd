"""The terms of one article: which mentions (of names too) are marked in its text, and the entries of 本篇术语 at its foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...core.article import Article, ArticleLink
from ...core.entries import Mention, Term
from ...core.model import Edition
from ...corpus.index import Index, Marks, by_entry
from ..citations import CitedWords

ELSEWHERE = 3  # other articles that are named; the glossary has all


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term at the foot of an article: how often the article mentions it, some of the ``others`` that do, and how many more there are."""

    term: Term
    times: int
    cited: CitedWords | None
    others: tuple[ArticleLink, ...]
    more: int


def marked(edition: Edition, mentions: Iterable[Mention], marks: Marks) -> dict[str, tuple[Mention, ...]]:
    """Those of the ``mentions`` that are marked in the text, by block: all, or of each entry the first in each section."""
    by_block: dict[str, list[Mention]] = {}
    linked = {block.id: [mark for mark in block.marks if mark.kind == "link"] for block in edition.blocks if block.marks}
    free = [m for m in mentions if not any(mark.start < m.end and m.start < mark.end for mark in linked.get(m.block, ()))]
    for mention in free if marks == "all" else _firsts(edition, free):
        by_block.setdefault(mention.block, []).append(mention)
    return {block: tuple(some) for block, some in by_block.items()}


def term_entries(
    edition: Edition, index: Index, articles: Mapping[str, Article], terms: Mapping[str, Term], cited: Mapping[str, CitedWords]
) -> tuple[TermEntry, ...]:
    """The entries of an edition, in the order in which it first mentions the ``terms``."""
    return tuple(
        _entry(terms[ident], edition.source.id, len(some), index, articles, cited.get(ident))
        for ident, some in by_entry(edition.mentions).items()
    )


def _firsts(edition: Edition, mentions: Iterable[Mention]) -> Iterator[Mention]:
    section, sections = 0, {}
    for block in edition.blocks:
        section += block.kind == "heading"
        sections[block.id] = section
    seen: set[tuple[str, int]] = set()
    for mention in mentions:
        key = mention.entry, sections[mention.block]
        if key not in seen:
            seen.add(key)
            yield mention


def _entry(term: Term, ident: str, times: int, index: Index, articles: Mapping[str, Article], cited: CitedWords | None) -> TermEntry:
    usages = index.usages.get(term.id, ())
    others = [usage.article for usage in usages[: ELSEWHERE + 1] if usage.article != ident][:ELSEWHERE]
    return TermEntry(term, times, cited, tuple(articles[other].link for other in others), len(usages) - 1 - len(others))
