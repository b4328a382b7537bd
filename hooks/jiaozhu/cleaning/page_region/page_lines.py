"""The lines of a web page with their places in its tree, and the elements that may be the article's.

There are two such elements. One is chosen as readability does it: each line counts for the element around its block, and less for
those further out. The other is the maximum-sum subtree: the element whose lines have the greatest sum of scores. Both are evidence
for the region, and not the region itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...core.lines import Line, lines
from ...core.reading import Reading, Span
from ...html.elements import BLOCK
from ...html.page_parts import PageStructure, TreeElement
from ...html.structure import read_structure

PARAGRAPHS = frozenset(
    ["p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "figcaption", "tr", "td", "th"]
)  # blocks that hold one piece of text
SHORT_WORTH = 0.2  # of the letters of a line that is no prose, and no link, that count
SHARES = (1.0, 0.7, 0.4, 0.2)  # of a line's letters that count for the element around its block, the one around that, and so on
BORDER = 6  # block elements that end or begin between two lines, from which the border between them is as strong as can be


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A line, the number of the innermost element that holds it, that of its block, and of its letters the share in links."""

    line: Line
    origin: Span
    element: int
    block: int
    linked: float


@dataclass(frozen=True, slots=True)
class PageTree:
    """The lines of a page in its tree. ``top`` is the number of the element with most of the prose around it; -1 is the page itself."""

    raw: str
    structure: PageStructure
    page_lines: tuple[TreeLine, ...]
    top: int

    def ancestors(self, number: int) -> Iterator[int]:
        """The number itself and those of the elements around it, from inside to outside."""
        while number >= 0:
            yield number
            number = self.structure.tree[number].parent

    def holds(self, number: int, origin: Span) -> bool:
        """True where an element holds a stretch of the page; the whole page is -1."""
        return number < 0 or _holds(self.structure.tree[number], origin)


def page_tree(reading: Reading) -> PageTree:
    """The tree of a page whose markup was taken off, in the order of its lines."""
    structure = read_structure(reading.raw)
    text_lines = lines(reading.text)
    origins = [reading.origin(line.span) for line in text_lines]
    linked = _linked_shares(structure, origins)
    inner = _innermost(structure.tree, origins)
    page_lines = tuple(
        TreeLine(line, origin, element, _block(structure.tree, element), share)
        for line, origin, element, share in zip(text_lines, origins, inner, linked, strict=True)
    )
    return PageTree(reading.raw, structure, page_lines, _top(structure.tree, page_lines))


def _innermost(elements: Sequence[TreeElement], origins: Sequence[Span]) -> Iterator[int]:
    """For each of the stretches, which are in order, the number of the innermost element that holds it."""
    open_: list[int] = []
    n = 0
    for origin in origins:
        while n < len(elements) and elements[n].content.start <= origin.start:
            while open_ and elements[open_[-1]].content.end < elements[n].content.end:
                open_.pop()
            open_.append(n)
            n += 1
        while open_ and elements[open_[-1]].content.end <= origin.start:
            open_.pop()
        yield next((number for number in reversed(open_) if elements[number].content.end >= origin.end), -1)


def _block(elements: Sequence[TreeElement], number: int) -> int:
    while number >= 0 and elements[number].name not in BLOCK:
        number = elements[number].parent
    return number


def _holds(element: TreeElement, origin: Span) -> bool:
    return element.content.start <= origin.start and origin.end <= element.content.end


def _linked_shares(structure: PageStructure, origins: Sequence[Span]) -> Iterator[float]:
    """Of each stretch, the share of its visible text that stands in links."""
    links = [mark.span for mark in structure.landmarks if mark.name == "a"]
    texts = [Span(piece.start, piece.end) for piece in structure.pieces if piece.kind in ("text", "pre")]
    first_link = first_text = 0
    for origin in origins:
        while first_link < len(links) and links[first_link].end <= origin.start:
            first_link += 1
        while first_text < len(texts) and texts[first_text].end <= origin.start:
            first_text += 1
        total = linked = 0
        at = first_link
        for n in range(first_text, len(texts)):
            if texts[n].start >= origin.end:
                break
            start, end = max(texts[n].start, origin.start), min(texts[n].end, origin.end)
            total += end - start
            while at < len(links) and links[at].end <= start:
                at += 1
            if at < len(links) and links[at].start < end:
                linked += min(end, links[at].end) - max(start, links[at].start)
        yield linked / total if total else 0.0


def _top(elements: Sequence[TreeElement], page_lines: Sequence[TreeLine]) -> int:
    """The element with the highest score: the letters of the prose in it, weighted by how near it is, less what stands in links."""
    scores: defaultdict[int, float] = defaultdict(float)
    plain: defaultdict[int, float] = defaultdict(float)
    linked: defaultdict[int, float] = defaultdict(float)
    for page_line in page_lines:
        letters = len(page_line.line.core)
        block = page_line.block
        start = elements[block].parent if block >= 0 and elements[block].name in PARAGRAPHS else block
        number = _block(elements, start)
        worth = letters * (1 - page_line.linked) * (1.0 if page_line.line.prose else SHORT_WORTH)
        for share in SHARES:
            scores[number] += worth * share
            plain[number] += letters
            linked[number] += letters * page_line.linked
            if number < 0:
                break
            number = _block(elements, elements[number].parent)
    return max(scores, key=lambda number: (scores[number] * (1 - linked[number] / max(1, plain[number])), -number), default=-1)


def prose_letters(tree: PageTree) -> dict[int, int]:
    """The letters of the prose in each element that has some; under -1 those of the page."""
    letters = {-1: 0}
    for page_line in tree.page_lines:
        if page_line.line.prose:
            for number in (-1, *tree.ancestors(page_line.element)):
                letters[number] = letters.get(number, 0) + len(page_line.line.core)
    return letters


def best_subtree(tree: PageTree, scores: Sequence[float]) -> int:
    """The element whose lines have the greatest sum of scores, the innermost of those with the same lines; -1 is the page itself."""
    sums: dict[int, float] = {}
    for page_line, score in zip(tree.page_lines, scores, strict=True):
        for number in tree.ancestors(page_line.block):
            sums[number] = sums.get(number, 0.0) + score
    sums[-1] = sum(scores)
    return max(sums, key=lambda number: (sums[number], number))


def border_strength(tree: PageTree, before: TreeLine, after: TreeLine) -> float:
    """How strong the border between two neighbouring lines is, from 0 to 1: how many blocks end and begin there."""
    elements = tree.structure.tree
    crossed = 0
    for number in tree.ancestors(before.block):
        if _holds(elements[number], after.origin):
            break
        crossed += elements[number].name in BLOCK
    for number in tree.ancestors(after.block):
        if _holds(elements[number], before.origin):
            break
        crossed += elements[number].name in BLOCK
    return min(BORDER, crossed) / BORDER
