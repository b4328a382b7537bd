"""What pages say of the terms: where each is mentioned in the whole collection, and which article defines it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..cleaning.markup import unmarked
from ..core.model import Block, Citation, Edition, Mention, Name, Term
from ..core.quotations import find_words
from ..core.reading import Reading, Span
from ..glossary.terms import Glossary


@dataclass(frozen=True, slots=True)
class EntryUsage:
    """An article that mentions a term or a name, by its id and title, with the mentions in the order of its text."""

    id: str
    title: str
    edition: Edition
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """The words of an article that define a term. ``block`` is the id of the one that holds them; empty where they were cut.

    ``title`` is empty where the article is not on the site.
    """

    id: str
    title: str
    block: str
    words: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The glossary with the usages of each term, in the order of the shelf, and the definitions that articles give."""

    glossary: Glossary
    usages: Mapping[str, tuple[EntryUsage, ...]]
    cited: Mapping[str, Cited]

    def used(self, term: Term) -> tuple[EntryUsage, ...]:
        return self.usages.get(term.id, ())

    def times(self, term: Term) -> int:
        return sum(len(usage.mentions) for usage in self.used(term))


def index(glossary: Glossary, titled: Iterable[tuple[str, Edition]]) -> Terms:
    """The terms of the editions, each of which comes with its title."""
    editions = tuple(titled)
    return Terms(glossary, usages(editions, lambda edition: edition.mentions), citations(glossary.terms, editions))


def usages(titled: Iterable[tuple[str, Edition]], told: Callable[[Edition], Iterable[Mention]]) -> dict[str, tuple[EntryUsage, ...]]:
    """The usages of each entry of which the editions ``told`` a mention."""
    found: dict[str, list[EntryUsage]] = {}
    for title, edition in titled:
        for entry, mentions in by_entry(told(edition)).items():
            found.setdefault(entry, []).append(EntryUsage(edition.source.id, title, edition, mentions))
    return {entry: tuple(used) for entry, used in found.items()}


def citations(entries: Iterable[Term | Name], titled: Iterable[tuple[str, Edition]]) -> dict[str, Cited]:
    """The words of articles that the entries cite, by the entry's id."""
    found: dict[str, tuple[str, Edition]] = {}
    for title, edition in titled:
        found.update({source.id: (title, edition) for source in (edition.source, *edition.witnesses)})
    return {entry.id: _cited(entry.source, found) for entry in entries if isinstance(entry.source, Citation)}


def by_entry(mentions: Iterable[Mention]) -> dict[str, tuple[Mention, ...]]:
    """Mentions by term or name, in the order of the first of each."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.entry, []).append(mention)
    return {entry: tuple(group) for entry, group in found.items()}


def _cited(citation: Citation, found: Mapping[str, tuple[str, Edition]]) -> Cited:
    if citation.article not in found:
        return Cited(citation.article, "", "", citation.quote)
    title, edition = found[citation.article]
    ident = edition.source.id
    for span in _found(edition.reading, citation.quote):
        block = _holding(edition.blocks, span.start) if len(span) else None
        if block:
            return Cited(ident, title, block.id, span.slice(edition.reading.text))
    return Cited(ident, title, "", citation.quote)


def _found(reading: Reading, quote: str) -> list[Span]:
    """Where in a reading the words are that it has, or that its source has, as people read that."""
    if found := find_words(reading.text, quote):
        return found
    read = unmarked(reading)
    return [reading.place(read.origin(span)) for span in find_words(read.text, quote)]


def _holding(blocks: Iterable[Block], at: int) -> Block | None:
    return next((block for block in blocks if block.kind != "title" and block.span.start <= at < block.span.end), None)
