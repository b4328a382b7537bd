"""Captions of the pictures that stand between the title of a page and its article, outside the element of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from ...core.reading import Span
from ..layout.pictures import picture_of
from .page_lines import PageTree
from .region import ArticleRegion

LINES = 3  # of a box with a picture and what it shows: one line, two, or three
LEAST = 8  # letters of a caption; fewer are a button, or a mark of the page
LINKED = 0.2  # the share of letters in links, from which a line belongs to what it leads to
REACH = 12  # lines above the region within which a lead picture stands


def lead_captions(tree: PageTree, region: ArticleRegion, others: Collection[int]) -> Iterator[int]:
    """The numbers of the lines above the region that say what a picture shows: those in an element with a picture that is no icon, and
    with few lines. ``others`` are lines that are known to be something else.
    """
    elements = tree.structure.elements
    starts = [element.span.start for element in elements if element.name == "img" and picture_of(element.attributes)]
    below = tree.page_lines[region.start].origin
    for n in range(max(0, region.start - REACH), region.start):
        line = tree.page_lines[n]
        if n not in others and len(line.line.core) >= LEAST and line.linked < LINKED and _has_picture(tree, n, starts, below):
            yield n


def _has_picture(tree: PageTree, n: int, starts: Sequence[int], below: Span) -> bool:
    """True where the smallest element around a line that has a picture has few lines, and none of the article."""
    for number in tree.ancestors(tree.page_lines[n].element):
        content = tree.structure.tree[number].content
        own = sum(content.start <= line.origin.start < content.end for line in tree.page_lines[max(0, n - LINES) : n + LINES + 1])
        if own > LINES or content.start <= below.start < content.end:
            return False
        if bisect_left(starts, content.start) < bisect_left(starts, content.end):
            return True
    return False
