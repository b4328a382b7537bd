"""One edition an article: sources that are copies of one are merged, and what arises where all stand together is added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..collation import merge
from ..core.invariants import verify
from ..core.model import Corpus, Edition
from ..facts.fingerprints import fingerprints
from ..facts.sketch import letters_of
from ..facts.term_usage.survey import survey
from ..facts.term_usage.usage import packed
from ..rules.rulebook import Rulebook
from .outlier_words import query_outlier_words
from .same_article import same_article_groups
from .shared_passages import shared_passages


def merge_duplicates(editions: Iterable[Edition], rulebook: Rulebook) -> Corpus:
    """One edition of each article, its other copies being witnesses; with what arises where all stand together: questions, passages."""
    known = {edition.source.id: edition for edition in editions}
    groups = same_article_groups([e.summary for e in known.values() if e.summary], lambda ident: letters_of(known[ident]))
    united = merge.merge_groups(known, groups, rulebook)
    for edition in united.editions:
        verify(edition.reading, rulebook.rules, {witness.id: witness.raw for witness in edition.witnesses})
    surveyed = [_surveyed(e, rulebook) if e.witnesses else e for e in united.editions]
    return Corpus(_by_date(query_outlier_words(surveyed, rulebook)), shared_passages(surveyed), united.lost)


def _surveyed(edition: Edition, rulebook: Rulebook) -> Edition:
    """An edition that was supplied from its witnesses, with the facts of its new text."""
    return replace(edition, usages=packed(survey(edition.blocks, rulebook)), prints=fingerprints(edition.blocks))


def _by_date(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The editions by date, the undated last."""
    return tuple(sorted(editions, key=lambda e: (e.heading.date.value if e.heading.date else "~", e.source.id)))
