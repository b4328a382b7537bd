"""The template of a site, learned from its pages: which lines stand above and below its articles, and which boxes inside them.

A line of a site is recognized by its shape, and placed by how much prose stands above it. A line that stands below most articles
ends them, unless an article goes on behind it on many pages: then it is a heading that the articles of a series have in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from .affixes import common_affixes
from .edges import MIDDLE, Edges, SiteWords, foot_start, head_end
from .groups import edge_shapes, sites
from .inserts import Inserts, learn_inserts
from .page import SitePage, is_whole_prose, letters_of
from .slots import Slots, learn_slots

USUAL, OCCASIONAL, LEAST = 0.6, 0.08, 3  # shares of a site's pages that have a line, and the least number of them
HEAD, FOOT = 0.05, 0.9  # the depth at which most lines above, and below, an article stand
OUTLIERS = 0.1  # the share of pages on which a line may stand elsewhere
GOES_ON = 0.3  # the share of pages on which prose behind a line shows that the article goes on
REPEATED = 1.5  # times a page from which a line is one of a list, or of the comments
WINDOW, NEAR = 8, 2  # lines beside the foot, and below the head, in which lines with a slot are searched for


@dataclass(frozen=True, slots=True)
class SiteTemplate:
    """What the pages of a site share; ``known`` are the lines by which a page is recognized as one of the site."""

    pages: int
    known: frozenset[str]
    edges: Edges
    inserts: Inserts
    slots: Slots


def learn(pages: Sequence[SitePage], words: SiteWords) -> SiteTemplate:
    """The template of the ``pages`` of one site."""
    places = _places(pages)
    least, occasional = max(LEAST, USUAL * len(pages)), max(LEAST, OCCASIONAL * len(pages))
    usual = {shape for shape, own in places.items() if len(own) >= least}
    above = {shape for shape, own in places.items() if len(own) >= occasional and _is_above(own.values())}
    below = {shape for shape, own in places.items() if len(own) >= occasional and _is_below(own.values())} - above
    borders = _borders(pages, below & usual, words.list_heads)
    below -= usual - borders
    edges = Edges(frozenset(above), frozenset(above & usual), frozenset(below), frozenset(borders))
    heads = [page.shapes[: head_end(page, edges) + NEAR] for page in pages]
    feet = [page.shapes[max(0, (end := foot_start(page, edges)) - WINDOW) : end + WINDOW] for page in pages]
    edges = replace(
        edges,
        slotted_above=common_affixes([[s for s in own if s not in usual] for own in heads], int(least)),
        slotted_below=common_affixes([[s for s in own if s not in usual] for own in feet], int(least)),
    )
    known = Counter(shape for page in pages for shape in edge_shapes(page))
    return SiteTemplate(
        len(pages),
        frozenset(shape for shape, n in known.items() if n >= least),
        edges,
        learn_inserts(pages, {shape for shape, own in places.items() if len(own) >= occasional} - above - below),
        learn_slots(pages, edges),
    )


def templates(pages: Iterable[SitePage], words: SiteWords) -> tuple[SiteTemplate, ...]:
    """The template of each site among the ``pages``."""
    return tuple(learn(group, words) for group in sites(pages))


def _places(pages: Iterable[SitePage]) -> dict[str, dict[str, list[float]]]:
    """For each shape the pages that have it, and the depths at which it stands there."""
    places: defaultdict[str, dict[str, list[float]]] = defaultdict(dict)
    for page in pages:
        for n, shape in enumerate(page.shapes):
            if letters_of(shape) or "D" in shape:
                places[shape].setdefault(page.name, []).append(page.depth(n))
    return places


def _is_above(depths: Iterable[Sequence[float]]) -> bool:
    firsts = sorted(own[0] for own in depths)
    return _quantile(firsts, 0.5) <= HEAD and _quantile(firsts, 1 - OUTLIERS) <= MIDDLE


def _is_below(depths: Iterable[Sequence[float]]) -> bool:
    """True for a line that stands below the article on nearly all pages; where it stands above as well, that is another line."""
    lasts = sorted(own[-1] for own in depths)
    firsts = sorted(own[0] for own in depths)
    return _quantile(lasts, 0.5) >= FOOT and _quantile(firsts, OUTLIERS) >= MIDDLE


def _quantile(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]


def _borders(pages: Sequence[SitePage], candidates: Collection[str], list_heads: Collection[str]) -> set[str]:
    """The lines of ``candidates`` behind which the article does not go on.

    Prose behind a line up to the next one is the article's where it stands on many pages, unless the line heads a list or the
    comments, or is repeated there. A line above such a heading ends nothing either.
    """
    times: Counter[str] = Counter()
    having: Counter[str] = Counter()
    followed: Counter[str] = Counter()
    above_heading: Counter[str] = Counter()
    for page in pages:
        own = [n for n, shape in enumerate(page.shapes) if shape in candidates and page.depth(n) >= MIDDLE]
        for n, following in zip(own, [*own[1:], len(page.lines)], strict=True):
            times[page.shapes[n]] += 1
            followed[page.shapes[n]] += any(map(is_whole_prose, page.lines[n + 1 : following]))
        having.update({page.shapes[n] for n in own})
    headings = {
        shape
        for shape, n in having.items()
        if followed[shape] > GOES_ON * n and times[shape] < REPEATED * n and not any(word in shape for word in list_heads)
    }
    for page in pages:
        last = max((n for n, shape in enumerate(page.shapes) if shape in headings), default=-1)
        above_heading.update({shape for n, shape in enumerate(page.shapes) if shape in candidates and n < last})
    return {shape for shape, n in having.items() if shape not in headings and above_heading[shape] <= GOES_ON * n}
