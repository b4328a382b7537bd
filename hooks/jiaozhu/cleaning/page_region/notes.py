"""The notes of an article: lines behind it to which its marks of notes lead, and which lead back to them.

A mark in the text is a link to the place of its note within the page (`#note-1`), and the note has a link to the place of the mark. Both
together are no coincidence; a table of contents leads down, and nothing leads from there to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

import regex

from ...core.reading import Span
from ...html.page_parts import TreeElement
from ...html.tokens import attribute_values
from .page_lines import PageTree
from .region import ArticleRegion

HELD = 0.95  # the least probability of a note to be inside
AROUND = 4  # elements around a link or a line of which one has the place to which another link leads
LOCAL = regex.compile(r"[^#]*#(.+)")  # saved pages have their own address before it


def with_notes(tree: PageTree, region: ArticleRegion) -> ArticleRegion:
    """The region with the notes that follow it directly; those further below are as likely inside."""
    notes = set(_notes(tree, region))
    if not notes:
        return region
    end = region.end
    while end in notes:
        end += 1
    inside = (max(value, HELD) if n in notes else value for n, value in enumerate(region.inside))
    return replace(region, end=end, inside=tuple(inside))


def _notes(tree: PageTree, region: ArticleRegion) -> Iterator[int]:
    """The numbers of the lines below the region that are notes to it."""
    elements = tree.structure.tree
    links = [(n, target) for n, element in enumerate(elements) if element.name == "a" and (target := _target(tree.raw, element))]
    article = Span(tree.page_lines[region.start].origin.start, tree.page_lines[region.end - 1].origin.end)
    marks = [(number, target) for number, target in links if article.start <= elements[number].tag.start < article.end]
    leads_to = {target for _, target in marks}
    leads_from = {place for number, _ in marks for place in _places(tree, number)}
    starts = [element.tag.start for element in elements] if marks else []
    targets = dict(links)
    for n in range(region.end, len(tree.page_lines)) if marks else ():
        origin = tree.page_lines[n].origin
        inside = range(bisect_left(starts, origin.start), bisect_left(starts, origin.end))
        places = {place for number in (tree.page_lines[n].element, *inside) for place in _places(tree, number)}
        if places & leads_to and any(targets.get(number, "") in leads_from for number in inside):
            yield n


def _target(page: str, link: TreeElement) -> str:
    match = LOCAL.fullmatch(attribute_values(page, link.tag).get("href", ""))
    return match[1] if match else ""


def _places(tree: PageTree, number: int) -> Iterator[str]:
    """The names by which a link may lead to an element, or to one closely around it."""
    for _, ancestor in zip(range(AROUND), tree.ancestors(number), strict=False):
        values = attribute_values(tree.raw, tree.structure.tree[ancestor].tag)
        yield from (values[key] for key in ("id", "name") if values.get(key))
