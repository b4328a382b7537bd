"""The subjects of a library, as the editor wants them, each with its articles and the words that put them there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from ...core.article import Article
from ...core.digest import key
from ...core.entries import Name, Term
from ...core.errors import InputError
from ...core.memo import memo_key, memoized
from ...core.serialization import record_digest
from ...core.store import Store
from ..group_key import name_key
from .clusters import LEAST, Membership, clusters
from .stated_subjects import StatedSubjects
from .telling_words import ArticleWords, article_words


@dataclass(frozen=True, slots=True)
class Subject:
    """``key`` is the segment of its address; ``words`` are those that it is made of, the most frequent first."""

    key: str
    name: str
    words: tuple[str, ...]
    members: tuple[Membership, ...]


def subjects(
    articles: Iterable[Article], entries: Iterable[Term | Name], stated: StatedSubjects, store: Store
) -> tuple[tuple[Subject, ...], tuple[InputError, ...]]:
    """The subjects of articles, those with most articles first, and a notice of what is stated of none."""
    some = tuple(articles)
    if len(some) < LEAST:
        return (), ()
    listed = {name_key(form): entry.form for entry in entries for form in entry.forms}
    words = _words(some, listed, store)
    known = frozenset(word.key for one in words.values() for word in one.telling)
    return tuple(_subject(cluster.key, cluster.words, cluster.members, stated) for cluster in clusters(words, stated)), stated.unused(known)


def _words(articles: Iterable[Article], listed: Mapping[str, str], store: Store) -> dict[str, ArticleWords]:
    """The words of each article by its id, which are kept between builds."""
    common = memo_key(article_words, record_digest(sorted(listed.items())))
    words: dict[str, ArticleWords] = {}
    for article in articles:
        usages, length = article.edition.usages, sum(len(block.text) for block in article.edition.blocks)
        name = key(common, article.title, record_digest(usages), str(length))
        words[article.id] = memoized(store, name, ArticleWords, partial(article_words, article.title, usages, length, listed))
    return words


def _subject(seed: str, words: tuple[str, ...], members: tuple[Membership, ...], stated: StatedSubjects) -> Subject:
    """A cluster as the editor calls it. Its address is that of its entry, so that it stays where the words of the articles change."""
    entry = stated.entry_of(seed)
    return Subject(entry.key, entry.name or entry.id, words, members) if entry else Subject(seed, words[0], words, members)
