"""Sites: sources grouped by the lines that they have at their edges, by leader clustering with an inverted index.

A page joins the site with which it shares most lines; each line counts by its length, so that one word that all sites have
(首页) joins nothing. Prose does not count, because copies of one article share it, and they are no site.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from .page import SitePage, letters_of

ABOVE, BELOW = 15, 40  # lines at the head and at the foot of a page that may be its site's
SMALLEST = 5  # pages from which a site has a template
LINES, LETTERS, LONGEST = 2, 15, 10  # the least lines that pages of one site share, and their letters, of which a line counts so many
USUAL = 0.4  # the share of a site's pages from which a line is one of the site


def sites(pages: Iterable[SitePage]) -> list[list[SitePage]]:
    """The sites of at least five unlike pages, each as its pages in order."""
    groups: list[list[SitePage]] = []
    counts: list[Counter[str]] = []
    having: defaultdict[str, list[int]] = defaultdict(list)
    for one in sorted(pages, key=lambda page: page.name):
        edges = edge_shapes(one)
        scores: Counter[int] = Counter()
        shared: Counter[int] = Counter()
        for shape in edges:
            for n in having.get(shape, ()):
                if counts[n][shape] >= USUAL * len(groups[n]):
                    scores[n] += min(LONGEST, letters_of(shape))
                    shared[n] += 1
        best = max(scores, key=lambda n: (scores[n], -n), default=None)
        if best is None or scores[best] < LETTERS or shared[best] < LINES:
            best = len(groups)
            groups.append([])
            counts.append(Counter())
        groups[best].append(one)
        for shape in edges:
            if not counts[best][shape]:
                having[shape].append(best)
            counts[best][shape] += 1
    return [group for group in map(unlike, groups) if len(group) >= SMALLEST]


def edge_shapes(page: SitePage) -> frozenset[str]:
    """The shapes of the lines at the head and the foot of a page that are no prose and say more than a number."""
    numbers = range(len(page.lines))
    edges = {*numbers[:ABOVE], *numbers[-BELOW:]}
    return frozenset(page.shapes[n] for n in edges if not page.lines[n].prose and letters_of(page.shapes[n]) > 1)


def unlike(pages: Iterable[SitePage]) -> list[SitePage]:
    """The pages without copies: of those that share their longest line, the first."""
    first: dict[str, SitePage] = {}
    for page in pages:
        longest = max((line.core for line in page.lines if line.prose), key=len, default=page.name)
        first.setdefault(longest, page)
    return list(first.values())
