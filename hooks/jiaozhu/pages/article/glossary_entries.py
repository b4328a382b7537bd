"""The terms of one article: which mentions (of names too) are marked in its text, and what 本篇术语 at its foot says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ...core.model import Edition, Mention, Term
from ..term_usages import Cited, EntryUsage, Terms, by_entry

Marks = Literal["first", "all"]
ELSEWHERE = 3  # other articles that are named; the glossary has all


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term at the foot of an article: how often the article mentions it, and some of the ``others`` that do (``more``: how many
    besides).
    """

    term: Term
    times: int
    cited: Cited | None
    others: tuple[EntryUsage, ...]
    more: int


def marked(edition: Edition, mentions: Iterable[Mention], marks: Marks) -> dict[str, tuple[Mention, ...]]:
    """Those of the ``mentions`` to be marked in the text, by block: all, or of each entry the first in each section."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions if marks == "all" else _firsts(edition, mentions):
        found.setdefault(mention.block, []).append(mention)
    return {block: tuple(group) for block, group in found.items()}


def entries(edition: Edition, terms: Terms) -> tuple[TermEntry, ...]:
    """The entries of an edition, in the order in which it first mentions them."""
    known = {term.id: term for term in terms.glossary.terms}
    return tuple(_entry(known[ident], edition, len(found), terms) for ident, found in by_entry(edition.mentions).items())


def _firsts(edition: Edition, mentions: Iterable[Mention]) -> Iterator[Mention]:
    section, sections = 0, {}
    for block in edition.blocks:
        section += block.kind == "heading"
        sections[block.id] = section
    seen: set[tuple[str, int]] = set()
    for mention in mentions:
        key = mention.entry, sections[mention.block]
        if key not in seen:
            seen.add(key)
            yield mention


def _entry(term: Term, edition: Edition, times: int, terms: Terms) -> TermEntry:
    others = [usage for usage in terms.used(term)[: ELSEWHERE + 1] if usage.id != edition.source.id][:ELSEWHERE]
    more = len(terms.used(term)) - 1 - len(others)
    return TermEntry(term, times, terms.cited.get(term.id), tuple(others), more)
