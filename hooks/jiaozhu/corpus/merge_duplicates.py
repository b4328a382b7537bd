"""Deduplication: the copies of an article are merged into one edition, and then all editions are compared with each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..collation import merge
from ..core.invariants import verify
from ..core.model import Corpus, Edition
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

    ``store`` keeps the passages of each pair of articles.
    """
    by_id = {edition.source.id: edition for edition in editions}
    groups = same_article_groups([e.summary for e in by_id.values() if e.summary], lambda ident: letters_of(by_id[ident]))
    merged = merge.merge_groups(by_id, groups, rulebook)
    for edition in merged.editions:
        verify(edition.reading, rulebook.rules, {witness.id: witness.raw for witness in edition.witnesses})
    updated = [_with_new_facts(e, rulebook) if e.witnesses else e for e in merged.editions]
    return Corpus(_by_date(query_outlier_words(updated, rulebook)), shared_passages(updated, store), merged.lost)


def _with_new_facts(edition: Edition, rulebook: Rulebook) -> Edition:
    """An edition with witnesses, with the term usages and the fingerprints of its new text."""
    return replace(edition, usages=packed(survey(edition.blocks, rulebook)), prints=fingerprints(edition.blocks))


def _by_date(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The editions by date, those without a date last."""
    return tuple(sorted(editions, key=lambda e: (e.heading.date.value if e.heading.date else "~", e.source.id)))
