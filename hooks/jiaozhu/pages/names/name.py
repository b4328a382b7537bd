"""The page of one name: what it is, its relations, its companions, and every mention in its context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...core.article import Article
from ...core.entries import Name
from ...corpus.index import EntryUsage, Index
from ...glossary.names import RELATIONS, Register
from ..citations import CitedWords, citations
from ..keywords_in_context import ArticleContexts, contexts_by_article
from ..render import File, page
from .entries import Companion, NameEntry, by_frequency, companions, name_entries, paragraph_names

SHOWN = 500  # mentions of one name that its page shows; the rest are counted
BESIDE = 8  # companions of a name that are shown of one article
# What a relation is called on the page of the name that has it, and on the page of the other.
WORDS: Mapping[str, tuple[str, str]] = {
    "founder-of": ("创办", "创办人"),
    "belongs-to": ("属于", "旗下"),
    "product-of": ("出自", "推出"),
    "part-of": ("归入", "包括"),
    "takes-part-in": ("参与", "参与者"),
}


@dataclass(frozen=True, slots=True)
class NameInput:
    """What the page of one name shows.

    ``relations`` are words with the names to which they lead, ``companions`` all names of the same paragraphs, the most frequent first.
    ``contexts`` are the articles with their mentions, each with the first of the companions in it.
    """

    entry: NameEntry
    cited: CitedWords | None
    relations: tuple[tuple[str, tuple[Name, ...]], ...]
    companions: tuple[Companion, ...]
    contexts: tuple[tuple[ArticleContexts, tuple[Companion, ...]], ...]


def inputs(index: Index) -> Iterator[NameInput]:
    cited, articles = citations(index.register.names, index.articles), index.by_id
    beside = companions(article.edition for article in index.articles)
    related, names = relations(index.register), {name.id: name for name in index.register.names}
    for entry in name_entries(index):
        ident = entry.name.id
        contexts = tuple(_contexts(ident, index.usages.get(ident, ()), names, articles))
        mates = by_frequency(beside.get(ident, Counter()), names)
        yield NameInput(entry, cited.get(ident), related[ident], mates, contexts)


def render(data: NameInput) -> Iterator[File]:
    unshown = data.entry.times - sum(len(article.lines) for article, _ in data.contexts)
    yield page("names/name.html.j2", f"names/{data.entry.name.id}.md", data, unshown=unshown)


def links(data: NameInput) -> Iterator[tuple[str, str]]:
    yield from data.cited.linked_block if data.cited else ()
    for article, _ in data.contexts:
        yield from article.linked_blocks


def relations(register: Register) -> dict[str, tuple[tuple[str, tuple[Name, ...]], ...]]:
    """To each name the words for its relations, from both sides, with the names to which each leads."""
    names = {name.id: name for name in register.names}
    by_word: dict[str, dict[str, dict[str, Name]]] = {ident: {} for ident in names}
    for how in RELATIONS:
        there, back = WORDS[how]
        for name in register.names:
            for relation in name.relations:
                if relation.how == how:
                    by_word[name.id].setdefault(there, {})[relation.to] = names[relation.to]
                    by_word[relation.to].setdefault(back, {})[name.id] = name
    return {ident: tuple((word, tuple(some.values())) for word, some in words.items()) for ident, words in by_word.items()}


def _contexts(
    ident: str, usages: Sequence[EntryUsage], names: Mapping[str, Name], articles: Mapping[str, Article]
) -> Iterator[tuple[ArticleContexts, tuple[Companion, ...]]]:
    for contexts in contexts_by_article(usages, SHOWN, articles):
        mates: Counter[str] = Counter()
        for paragraph in paragraph_names(articles[contexts.id].edition).values():
            if ident in paragraph:
                mates.update(other for other in paragraph if other != ident)
        yield contexts, by_frequency(mates, names)[:BESIDE]
