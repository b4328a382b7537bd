"""The mentions of a term or a name in their contexts, article by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..core.model import Mention
from .term_usages import EntryUsage

AROUND = 20  # characters of context on each side of a mention
LEFTOVERS = "，。、；：！？）》”’」』… \n"  # marks that close what is not shown


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A mention in its context."""

    block: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class ArticleContexts:
    """An article that mentions a term or a name: how often, and the lines that are shown of it."""

    id: str
    title: str
    times: int
    lines: tuple[ContextLine, ...]


def shares(counts: Sequence[int], limit: int) -> list[int]:
    """How many of each count are shown where ``limit`` may be shown of all: as evenly as can be."""
    found = list(counts)
    left = limit
    for done, n in enumerate(sorted(range(len(counts)), key=lambda n: counts[n])):
        found[n] = min(counts[n], left // (len(counts) - done))
        left -= found[n]
    return found


def contexts_by_article(used: Sequence[EntryUsage], limit: int) -> Iterator[ArticleContexts]:
    """The articles of an entry of which a line is shown; ``limit`` lines in all."""
    for usage, share in zip(used, shares([len(usage.mentions) for usage in used], limit), strict=True):
        if share:
            texts = {block.id: block.text for block in usage.edition.blocks}
            lines = tuple(_line(mention, texts[mention.block]) for mention in usage.mentions[:share])
            yield ArticleContexts(usage.id, usage.title, len(usage.mentions), lines)


def _line(mention: Mention, text: str) -> ContextLine:
    start, end = max(0, mention.start - AROUND), mention.end + AROUND
    before, after = text[start : mention.start], text[mention.end : end]
    before = before if start == 0 else f"……{before.lstrip(LEFTOVERS)}"
    after = after if end >= len(text) else f"{after}……"
    return ContextLine(mention.block, before, text[mention.start : mention.end], after)
