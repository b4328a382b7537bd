"""Outlier words of a collection: each edition beside the vocabularies of all others; see `cleaning/outlier_words.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..cleaning.outlier_words import CorpusVocabulary, find_outlier_words
from ..core.model import Edition
from ..rules.rulebook import Rulebook


def query_outlier_words(editions: Sequence[Edition], rulebook: Rulebook) -> tuple[Edition, ...]:
    """The same editions, with a query where one of them has an odd word. Time grows with their vocabularies together."""
    usage = CorpusVocabulary.from_vocabularies(edition.vocabulary for edition in editions)
    return tuple(_queried(edition, editions, usage, rulebook) for edition in editions)


def _queried(edition: Edition, editions: Sequence[Edition], usage: CorpusVocabulary, rulebook: Rulebook) -> Edition:
    others = (other.reading.text for other in editions if other is not edition)
    found = find_outlier_words(edition.reading.text, edition.vocabulary, usage, others, rulebook)
    wanted = [query for query in found if not any(query.span.overlaps(note.span) for note in edition.notes)]
    return replace(edition, reading=edition.reading.amend(wanted)) if wanted else edition
