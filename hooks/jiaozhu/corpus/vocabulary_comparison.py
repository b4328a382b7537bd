"""Outlier words: each edition is compared with the vocabularies of all others; see `cleaning/outlier_words.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..cleaning.outlier_words import CorpusVocabulary, find_outlier_words
from ..core.model import Edition
from ..rules.rulebook import Rulebook


def query_outlier_words(editions: Sequence[Edition], rulebook: Rulebook) -> tuple[Edition, ...]:
    """The same editions, with a query for each outlier word. Time grows with the sum of their vocabularies."""
    vocabulary = CorpusVocabulary.from_vocabularies(edition.vocabulary for edition in editions)
    return tuple(_with_queries(edition, editions, vocabulary, rulebook) for edition in editions)


def _with_queries(edition: Edition, editions: Sequence[Edition], vocabulary: CorpusVocabulary, rulebook: Rulebook) -> Edition:
    """The edition with its queries, but for words on which the editor has a note already."""
    others = (other.reading.text for other in editions if other is not edition)
    queries = find_outlier_words(edition.reading.text, edition.vocabulary, vocabulary, others, rulebook)
    unanswered = [query for query in queries if not any(query.span.overlaps(note.span) for note in edition.notes)]
    return replace(edition, reading=edition.reading.amend(unanswered)) if unanswered else edition
