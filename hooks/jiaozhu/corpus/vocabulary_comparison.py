"""Outlier words: each edition is compared with the vocabularies of all others; see `cleaning/outlier_words.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ..cleaning.outlier_words import ODD, CorpusVocabulary, find_outlier_words
from ..core.digest import key
from ..core.memo import memo_key, memoized
from ..core.model import Edition
from ..core.runs import Query
from ..core.serialization import record_digest
from ..core.store import NO_STORE, Store
from ..rules.rulebook import Rulebook


def query_outlier_words(editions: Sequence[Edition], rulebook: Rulebook, store: Store = NO_STORE) -> tuple[Edition, ...]:
    """The same editions, with a query for each outlier word. Time grows with the sum of their vocabularies.

    ``store`` keeps the queries of a whole collection.
    """
    name = memo_key(_queries, rulebook.digest, *(key(edition.reading.text, record_digest(edition.vocabulary)) for edition in editions))
    queries = memoized(store, name, tuple[tuple[Query, ...], ...], partial(_queries, editions, rulebook))
    return tuple(_with_unanswered(edition, own) for edition, own in zip(editions, queries, strict=True))


def with_last_outlier_words(edition: Edition, last: Edition, rulebook: Rulebook) -> Edition:
    """An edition that was made again by itself, with the queries on outlier words of the ``last`` one, which was compared with all others.

    Those stay whose words still stand there, as long as the source is the same.
    """
    if edition.source.digest != last.source.digest or ODD not in rulebook.rules:
        return edition
    queries = [query for query in last.reading.queries if query.rule == ODD]
    places = [(query, edition.reading.place(query.span), last.reading.place(query.span)) for query in queries]
    standing = [
        replace(query, start=place.start, end=place.end)
        for query, place, before in places
        if place.slice(edition.reading.text) == before.slice(last.reading.text)
    ]
    return _with_unanswered(edition, standing)


def _queries(editions: Sequence[Edition], rulebook: Rulebook) -> tuple[tuple[Query, ...], ...]:
    """The queries of each edition."""
    usage = CorpusVocabulary.from_vocabularies(edition.vocabulary for edition in editions)
    return tuple(
        tuple(
            find_outlier_words(
                edition.reading.text,
                edition.vocabulary,
                usage,
                (other.reading.text for other in editions if other is not edition),
                rulebook,
            )
        )
        for edition in editions
    )


def _with_unanswered(edition: Edition, queries: Sequence[Query]) -> Edition:
    """The edition with its queries, but for words on which the editor has a note already."""
    unanswered = [query for query in queries if not any(query.span.overlaps(note.span) for note in edition.notes)]
    return replace(edition, reading=edition.reading.amend(unanswered)) if unanswered else edition
