"""The words of articles that define a term or describe a name, located on the pages of those articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..cleaning.markup import unmarked
from ..core.article import Article
from ..core.entries import Citation, Name, Term
from ..core.model import Block
from ..core.quotations import find_words
from ..core.reading import Reading, Span


@dataclass(frozen=True, slots=True)
class CitedWords:
    """Words of the article ``id`` as its page shows them. ``block`` is the id of the block that holds them, empty where they were cut.

    ``title`` is empty where the article is not on the site.
    """

    id: str
    title: str
    block: str
    words: str

    @property
    def linked_block(self) -> Iterator[tuple[str, str]]:
        """The block to which a link leads, if it leads to one."""
        if self.title and self.block:
            yield self.id, self.block


def citations(entries: Iterable[Term | Name], articles: Iterable[Article]) -> dict[str, CitedWords]:
    """The words that the entries cite, by the entry's id."""
    holders = {source.id: article for article in articles for source in (article.edition.source, *article.edition.witnesses)}
    return {entry.id: _cited_words(entry.source, holders) for entry in entries if isinstance(entry.source, Citation)}


def _cited_words(citation: Citation, holders: Mapping[str, Article]) -> CitedWords:
    if citation.article not in holders:
        return CitedWords(citation.article, "", "", citation.quote)
    article = holders[citation.article]
    reading = article.edition.reading
    for span in _places(reading, citation.quote):
        block = _block_at(article.edition.blocks, span.start) if len(span) else None
        if block:
            return CitedWords(article.id, article.title, block.id, span.slice(reading.text))
    return CitedWords(article.id, article.title, "", citation.quote)


def _places(reading: Reading, quote: str) -> list[Span]:
    """Where the words stand in a reading: words that it has itself, or that its source has as people read that."""
    if places := find_words(reading.text, quote):
        return places
    source = unmarked(reading)
    return [reading.place(source.origin(span)) for span in find_words(source.text, quote)]


def _block_at(blocks: Iterable[Block], at: int) -> Block | None:
    return next((block for block in blocks if block.kind != "title" and block.span.start <= at < block.span.end), None)
