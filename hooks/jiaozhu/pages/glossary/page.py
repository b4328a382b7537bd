"""术语: every term of the glossary, with what it means and where the articles mention it.

Where the mentions of all terms are too many for one page, the terms with most of them have pages of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...core.entries import Term
from ...corpus.index import Index
from ...script_conversion.characters import in_taiwan
from ..citations import CitedWords, citations
from ..keywords_in_context import ArticleContexts, contexts_by_article
from ..pinyin_order import by_letter, shown_pinyin, sort_key
from ..render import File, page

SHOWN = 2_000  # mentions of one term that are shown; the rest are counted
ON_PAGE, ENTRY = 360, 2  # mentions for which the page of all terms has room, about 130 kB, and the room that a term takes


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term as the page shows it, with its mentions, or with a page for them.

    ``traditional`` and ``pinyin`` are empty where they would say nothing new.
    """

    term: Term
    traditional: str
    pinyin: str
    cited: CitedWords | None
    see: tuple[Term, ...]
    seen_from: tuple[Term, ...]
    articles: int
    times: int
    contexts: tuple[ArticleContexts, ...]
    has_page: bool


@dataclass(frozen=True, slots=True)
class GlossaryInput:
    """The entries by category, each with its number, and by the letter of their pinyin; ``total`` terms with ``times`` mentions."""

    categories: tuple[tuple[int, str, tuple[GlossaryEntry, ...]], ...]
    letters: tuple[tuple[str, str, tuple[Term, ...]], ...]
    total: int
    times: int


def inputs(index: Index) -> Iterator[GlossaryInput]:
    entries = sorted(_entries(index), key=lambda entry: sort_key(entry.term))
    categories = tuple(
        (n, category, tuple(e for e in entries if e.term.category == category)) for n, category in enumerate(index.glossary.categories, 1)
    )
    letters = tuple((letter, anchor, tuple(terms)) for letter, anchor, terms in by_letter(entry.term for entry in entries))
    yield GlossaryInput(categories, letters, len(entries), sum(entry.times for entry in entries))


def render(data: GlossaryInput) -> Iterator[File]:
    yield page("glossary/page.html.j2", "glossary/index.md", data)


def links(data: GlossaryInput) -> Iterator[tuple[str, str]]:
    for _, _, entries in data.categories:
        for entry in entries:
            yield from entry.cited.linked_block if entry.cited else ()
            for article in entry.contexts:
                yield from article.linked_blocks


def with_pages(index: Index) -> frozenset[str]:
    """The ids of the terms whose mentions have pages of their own: those with most, as many as the page of all terms has no room for."""
    times = {term.id: index.times(term) for term in index.glossary.terms}
    room = ON_PAGE - ENTRY * len(times)
    most = max((some for some in times.values() if sum(n for n in times.values() if n <= some) <= room), default=0)
    return frozenset(ident for ident, n in times.items() if n > most)


def _entries(index: Index) -> Iterator[GlossaryEntry]:
    terms = {term.id: term for term in index.glossary.terms}
    articles, cited = index.by_id, citations(index.glossary.terms, index.articles)
    seen_from: dict[str, list[Term]] = {}
    for term in terms.values():
        for other in term.see:
            seen_from.setdefault(other, []).append(term)
    paged = with_pages(index)
    for term in terms.values():
        traditional, usages = in_taiwan(term.form), index.usages.get(term.id, ())
        yield GlossaryEntry(
            term=term,
            traditional=traditional if traditional != term.form else "",
            pinyin=shown_pinyin(term),
            cited=cited.get(term.id),
            see=tuple(terms[other] for other in term.see),
            seen_from=tuple(other for other in seen_from.get(term.id, ()) if other.id not in term.see),
            articles=len(usages),
            times=index.times(term),
            contexts=tuple(contexts_by_article(usages, ON_PAGE, articles)) if term.id not in paged else (),
            has_page=term.id in paged,
        )
