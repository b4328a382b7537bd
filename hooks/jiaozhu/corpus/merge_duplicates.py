"""Deduplication: the copies of an article are merged into one edition, and then all editions are compared with each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from ..collation import merge
from ..core.invariants import verify, verify_blocks
from ..core.memo import memo_key, memoized
from ..core.model import Corpus, Edition
from ..core.serialization import record_digest
from ..core.store import NO_STORE, Store
from ..facts.passage_fingerprints import fingerprints
from ..facts.same_article_sketch import letters_of
from ..facts.term_usage.survey import survey
from ..facts.term_usage.usage import packed
from ..rules.rulebook import Rulebook
from .same_article import same_article_groups
from .shared_passages import shared_passages
from .vocabulary_comparison import query_outlier_words


def merge_duplicates(editions: Iterable[Edition], rulebook: Rulebook, store: Store = NO_STORE) -> Corpus:
    """One edition of each article, with its other copies as witnesses; its queries on outlier words; and all shared passages.

    ``store`` keeps what takes long: which sources are one article, the passages of each pair of articles, and the outlier words.
    """
    by_id = {edition.source.id: edition for edition in editions}
    groups = _groups(by_id, store)
    merged = merge.merge_groups(by_id, groups, rulebook)
    for edition in merged.editions:
        verify(edition.reading, rulebook.rules, {witness.id: witness.raw for witness in edition.witnesses})
        if edition.witnesses:  # the blocks of the others were checked when they were made
            verify_blocks(edition.reading, edition.blocks)
    updated = [with_new_facts(e, rulebook) if e.witnesses else e for e in merged.editions]
    return Corpus(_by_date(query_outlier_words(updated, rulebook, store)), shared_passages(updated, store), merged.lost)


def _groups(by_id: Mapping[str, Edition], store: Store) -> tuple[tuple[str, ...], ...]:
    """The ids of the sources that are one article, for each article that has several."""
    summaries = [edition.summary for edition in by_id.values() if edition.summary]
    name = memo_key(same_article_groups, record_digest(summaries))
    groups = partial(same_article_groups, summaries, lambda ident: letters_of(by_id[ident]))
    return memoized(store, name, tuple[tuple[str, ...], ...], groups)


def with_new_facts(edition: Edition, rulebook: Rulebook) -> Edition:
    """An edition with witnesses, with the term usages and the fingerprints of its new text."""
    return replace(edition, usages=packed(survey(edition.blocks, rulebook)), prints=fingerprints(edition.blocks))


def _by_date(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The editions by date, those without a date last."""
    return tuple(sorted(editions, key=lambda e: (e.heading.date.value if e.heading.date else "~", e.source.id)))
