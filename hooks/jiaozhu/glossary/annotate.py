"""The mentions of terms and names in editions: the longest match wins, whether it is a term or a name."""

from __future__ import annotations

from dataclasses import replace

from ..core.model import Corpus, Edition, Mention
from ..facts.mentions import Matcher, mentions
from .names import Register
from .terms import Glossary


def annotate(shelf: Corpus, glossary: Glossary, register: Register) -> Corpus:
    """The same shelf, each edition with the mentions of terms and names. Of a term and a name that overlap, the longer stands."""
    matcher = Matcher.from_entries((*glossary.terms, *register.names))
    terms = frozenset(term.id for term in glossary.terms)
    return replace(shelf, editions=tuple(_annotated(e, matcher, terms) for e in shelf.editions))


def _annotated(edition: Edition, matcher: Matcher, terms: frozenset[str]) -> Edition:
    of_terms: list[Mention] = []
    of_names: list[Mention] = []
    for mention in mentions(edition.blocks, matcher):
        (of_terms if mention.entry in terms else of_names).append(mention)
    return replace(edition, mentions=tuple(of_terms), names=tuple(of_names))
