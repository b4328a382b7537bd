"""Dictionary matching of terms and names in editions, both in one pass: of matches that overlap, the longest wins."""

from __future__ import annotations

from dataclasses import replace

from ..core.entries import Mention
from ..core.model import Corpus, Edition
from ..facts.term_matching import Matcher, mentions
from .names import Register
from .terms import Glossary


def annotate(corpus: Corpus, glossary: Glossary, register: Register) -> Corpus:
    """The corpus with the mentions of terms and names in each edition; a term and a name that overlap compete like two terms."""
    matcher = Matcher.from_entries((*glossary.terms, *register.names))
    term_ids = frozenset(term.id for term in glossary.terms)
    return replace(corpus, editions=tuple(_annotated(e, matcher, term_ids) for e in corpus.editions))


def _annotated(edition: Edition, matcher: Matcher, term_ids: frozenset[str]) -> Edition:
    of_terms: list[Mention] = []
    of_names: list[Mention] = []
    for mention in mentions(edition.blocks, matcher):
        (of_terms if mention.entry in term_ids else of_names).append(mention)
    return replace(edition, mentions=tuple(of_terms), names=tuple(of_names))
