"""The page of one name: what it is, its relations, its companions, and every mention in its context, on more pages if they are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...core.article import Article
from ...core.entries import Name
from ...corpus.index import Index
from ...glossary.names import RELATIONS, Register
from ..citations import CitedWords, citations
from ..keywords_in_context import ArticleContexts, pages_of_contexts
from ..paging import Paged
from ..render import File, page
from .entries import Companion, NameEntry, by_frequency, companions, name_entries, paragraph_names

SHOWN = 2_000  # mentions of one name that its pages show; the rest are counted
BESIDE = 8  # companions of a name that are shown of one article
FEW = 16  # companions of a name that are shown at once, the others unfolded
# What a relation is called on the page of the name that has it, and on the page of the other.
WORDS: Mapping[str, tuple[str, str]] = {
    "founder-of": ("创办", "创办人"),
    "belongs-to": ("属于", "旗下"),
    "product-of": ("出自", "推出"),
    "part-of": ("归入", "包括"),
    "takes-part-in": ("参与", "参与者"),
}

Relations = tuple[tuple[str, tuple[Name, ...]], ...]  # words for relations, each with the names to which it leads


@dataclass(frozen=True, slots=True)
class NameInput:
    """What one of the pages of a name shows; what the name is stands on the first.

    ``relations`` are words with the names to which they lead, ``companions`` all names of the same paragraphs, the most frequent first.
    ``own`` has articles with their mentions, ``beside`` for each the first of the companions in it; ``unshown`` mentions stand on no page.
    """

    entry: NameEntry
    cited: CitedWords | None
    relations: Relations
    companions: tuple[Companion, ...]
    unshown: int
    own: Paged[ArticleContexts]
    beside: Mapping[str, tuple[Companion, ...]]


def inputs(index: Index) -> Iterator[NameInput]:
    cited, articles = citations(index.register.names, index.articles), index.by_id
    beside = companions(article.edition for article in index.articles)
    related, names = relations(index.register), {name.id: name for name in index.register.names}
    for entry in name_entries(index):
        ident = entry.name.id
        mates = by_frequency(beside.get(ident, Counter()), names)
        pages = pages_of_contexts(f"names/{ident}", index.usages.get(ident, ()), SHOWN, articles)
        unshown = entry.times - sum(len(article.lines) for own in pages for article in own.items)
        for own in pages:
            near = {article.id: _companions(ident, articles[article.id], names) for article in own.items}
            yield NameInput(entry, cited.get(ident), related[ident], mates if own.is_first else (), unshown, own, near)


def render(data: NameInput) -> Iterator[File]:
    yield page("names/name.html.j2", f"{data.own.path}.md", data, up=data.own.up, few=FEW)


def links(data: NameInput) -> Iterator[tuple[str, str]]:
    yield from data.cited.linked_block if data.cited else ()
    for article in data.own.items:
        yield from article.linked_blocks


def relations(register: Register) -> dict[str, Relations]:
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


def _companions(ident: str, article: Article, names: Mapping[str, Name]) -> tuple[Companion, ...]:
    """The names that stand in the same paragraphs of an article as one does, the most frequent first."""
    mates: Counter[str] = Counter()
    for paragraph in paragraph_names(article.edition).values():
        if ident in paragraph:
            mates.update(other for other in paragraph if other != ident)
    return by_frequency(mates, names)[:BESIDE]
