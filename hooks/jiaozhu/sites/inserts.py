"""Boxes that a site puts between the paragraphs of its articles: 相关课程, the name of a course, 立即报名 >.

A box is a link, or the first and the last line of a block that always stand together around other pages' titles; it comes back on
pages that have nothing else in common. A question that each interview asks, and a motto, are neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from .page import SENTENCE_ENDS, SitePage, is_whole_prose, letters_of

LINK = regex.compile(r"[>→»›＞]\s*$")
REACH = 4  # lines from the first to the last line of a box
TOGETHER = 0.8  # the share of their pages on which its first and last lines stand together
LEAST = 3  # the least number of pages with a box


@dataclass(frozen=True, slots=True)
class Inserts:
    """The boxes of a site: ``links`` are the shapes of their last lines, ``heads`` of the first, if a box has one.

    ``recurring`` are the letters of lines that stand above a link on several pages.
    """

    links: frozenset[str] = frozenset()
    heads: frozenset[tuple[str, str]] = frozenset()
    recurring: frozenset[str] = frozenset()


def learn_inserts(pages: Sequence[SitePage], frequent: Collection[str]) -> Inserts:
    """The boxes whose first and last lines are among the ``frequent`` shapes, none of which stands around the articles."""
    links = frozenset(shape for shape in frequent if LINK.search(shape) and letters_of(shape) > 1)
    above: defaultdict[str, set[str]] = defaultdict(set)
    for page, n in _links(pages, links):
        for line in page.lines[max(0, n - REACH + 1) : n]:
            above[line.core].add(page.name)
    recurring = frozenset(core for core, names in above.items() if len(names) >= LEAST)
    pairs: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for page, n in _links(pages, links):
        for m in reversed(range(max(0, n - REACH), n)):
            if _may_head(page.shapes[m]) and page.shapes[m] in frequent:
                pairs[page.shapes[m], page.shapes[n]].add(page.name)
            if is_whole_prose(page.lines[m]) and page.lines[m].core not in recurring:
                break
    having = Counter(shape for page in pages for shape in {*page.shapes} & {*frequent})
    heads = frozenset(pair for pair, names in pairs.items() if len(names) >= TOGETHER * max(having[pair[0]], having[pair[1]]))
    return Inserts(links, heads, recurring)


def _links(pages: Iterable[SitePage], links: Collection[str]) -> Iterator[tuple[SitePage, int]]:
    return ((page, n) for page in pages for n, shape in enumerate(page.shapes) if shape in links)


def boxes(page: SitePage, inserts: Inserts) -> Iterator[range]:
    """The lines of each box on a page: from its head, or from the first of the known lines above its link."""
    for n, link in enumerate(page.shapes):
        if link not in inserts.links:
            continue
        reach = range(max(0, n - REACH), n)
        head = next((m for m in reach if (page.shapes[m], link) in inserts.heads), None)
        start = n
        while head is None and start - 1 in reach and page.lines[start - 1].core in inserts.recurring:
            start -= 1
        yield range(start if head is None else head, n + 1)


def _may_head(shape: str) -> bool:
    """True for a line that may head a box: words, and no sentence."""
    return letters_of(shape) > 1 and shape[-1] not in SENTENCE_ENDS
