"""The mentions of a term that tell most of it: where it is explained, or is what an article is about, or stands amid other terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from ..core.article import Article
from ..core.entries import Mention
from ..core.model import Block
from ..corpus.index import EntryUsage
from .keywords_in_context import ArticleContexts, context_line

SHOWN = 5  # mentions, each of another article
EXPLAINED_BEFORE = regex.compile(r"(?:所谓的?|什么是|称(?:之)?为|叫做?|名为|简称|定义)[“‘「『《（(]?$")
EXPLAINED_BEHIND = regex.compile(r"[”’」』》）)]?(?:[（(][^（()）]{2,40}[）)])?，?(?:就是|即|是指|指的是|意思是|是一种|是一个|也就是|——)")
EXPLAINED, TITLED, HEADED = 8.0, 4.0, 2.0  # what these are worth: an explanation, a word of the title, a word of a heading
COMPANION, MENTION, MOST = 0.3, 0.2, 10  # each other term or name of the block, each other mention in the article, of which so many count
SHORTEST = 20  # characters of a block that says something


def telling_contexts(usages: Sequence[EntryUsage], articles: Mapping[str, Article], forms: Sequence[str]) -> tuple[ArticleContexts, ...]:
    """The most telling mention of each of the articles in which it is most telling, the best first; ``forms`` are those of the term."""
    scored = []
    for usage in usages:
        article = articles[usage.article]
        blocks = {block.id: block for block in article.edition.blocks}
        in_title = TITLED if any(form.casefold() in article.title.casefold() for form in forms) else 0.0
        total = in_title + MENTION * min(MOST, len(usage.mentions))
        beside = _mentions_by_block(article)
        best = max(usage.mentions, key=lambda mention: (_score(mention, blocks[mention.block], beside), -mention.start))
        scored.append((total + _score(best, blocks[best.block], beside), usage, best, blocks[best.block]))
    scored.sort(key=lambda entry: (-entry[0], entry[1].article))
    return tuple(
        ArticleContexts(usage.article, articles[usage.article].title, len(usage.mentions), (context_line(mention, block.text),))
        for _, usage, mention, block in scored[:SHOWN]
    )


def _score(mention: Mention, block: Block, beside: Mapping[str, int]) -> float:
    if len(block.text) < SHORTEST and block.kind != "heading":
        return 0.0
    is_explained = EXPLAINED_BEFORE.search(block.text, 0, mention.start) or EXPLAINED_BEHIND.match(block.text[mention.end :])
    companions = min(MOST, beside[block.id] - 1)
    return EXPLAINED * bool(is_explained) + HEADED * (block.kind == "heading") + COMPANION * companions


def _mentions_by_block(article: Article) -> dict[str, int]:
    counts: dict[str, set[str]] = {}
    for mention in _all_mentions(article):
        counts.setdefault(mention.block, set()).add(mention.entry)
    return {block: len(entries) for block, entries in counts.items()}


def _all_mentions(article: Article) -> Iterator[Mention]:
    yield from article.edition.mentions
    yield from article.edition.names
