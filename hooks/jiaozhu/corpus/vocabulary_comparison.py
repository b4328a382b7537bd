"""Outlier words: each edition is compared with the vocabularies of all others; see `cleaning/outlier_words.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ..cleaning.outlier_words import CorpusVocabulary, find_outlier_words
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
