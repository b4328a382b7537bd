"""Dictionary matching of terms and names in editions, both in one pass: of matches that overlap, the longest wins."""

from __future__ import annotations

from dataclasses import replace

from ..core.digest import key
from ..core.entries import Mention, Name, Term
from ..core.memo import memo_key, memoized
from ..core.model import Corpus, Edition
from ..core.serialization import record_digest
from ..core.store import NO_STORE, Store
from ..facts.term_matching import Matcher, mentions
from .names import Register
from .terms import Glossary


def annotate(corpus: Corpus, glossary: Glossary, register: Register, store: Store = NO_STORE) -> Corpus:
    """The corpus with the mentions of terms and names in each edition; a term and a name that overlap compete like two terms.

    ``store`` keeps the mentions of each article, which depend on nothing of an entry but its id and its forms.
    """
    entries: tuple[Term | Name, ...] = (*glossary.terms, *register.names)
    matcher = Matcher.from_entries(entries)
    common = memo_key(mentions, record_digest([(entry.id, entry.forms, entry.unless) for entry in entries]))
    term_ids = frozenset(term.id for term in glossary.terms)

    def annotated(edition: Edition) -> Edition:
        name = key(common, record_digest(edition.blocks))
        own = memoized(store, name, tuple[Mention, ...], lambda: mentions(edition.blocks, matcher))
        of_terms = tuple(mention for mention in own if mention.entry in term_ids)
        return replace(edition, mentions=of_terms, names=tuple(mention for mention in own if mention.entry not in term_ids))

    return replace(corpus, editions=tuple(map(annotated, corpus.editions)))
