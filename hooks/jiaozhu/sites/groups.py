"""Sites: sources grouped by the lines that they have at their edges, by leader clustering with an inverted index.

A page joins the site with which it shares most lines; each line counts by its length, so that one word that all sites have
(首页) joins nothing. Then sites that share most of their lines are joined. Prose does not count, nor what fewer than three unlike
pages have: copies of one article share its headings, and they are no site.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from ..core.disjoint_sets import DisjointSets
from .page import SENTENCE_ENDS, SitePage, letters_of

ABOVE, BELOW = 15, 40  # lines at the head and at the foot of a page that may be its site's
SMALLEST = 5  # pages from which a site has a template
LEAST = 3  # pages that must have a line
LINES, LETTERS, LONGEST = 2, 15, 10  # the least lines that pages of one site share, and their letters, of which a line counts so many
USUAL = 0.4  # the share of a site's pages from which a line is one of the site
LONGEST_LINES = 3  # prose by which copies are known
SAME = 0.5  # the share of the lines of the smaller site from which two sites are one


def sites(pages: Iterable[SitePage]) -> list[list[SitePage]]:
    """The sites of at least five unlike pages, each as its pages in order."""
    ordered = unlike(sorted(pages, key=lambda page: page.name))
    edges = [edge_shapes(page) for page in ordered]
    having = Counter(shape for own in edges for shape in own)
    shared = [frozenset(shape for shape in own if having[shape] >= LEAST) for own in edges]
    groups = _joined(_clusters(shared), shared)
    return [[ordered[n] for n in group] for group in groups if len(group) >= SMALLEST]


def edge_shapes(page: SitePage) -> frozenset[str]:
    """The shapes of the lines at the head and the foot of a page that are no sentences and say more than a number."""
    numbers = range(len(page.lines))
    edges = {*numbers[:ABOVE], *numbers[-BELOW:]}
    shapes = (page.shapes[n] for n in edges if not page.lines[n].prose)
    return frozenset(shape for shape in shapes if letters_of(shape) > 1 and shape[-1] not in SENTENCE_ENDS)


def unlike(pages: Iterable[SitePage]) -> list[SitePage]:
    """The pages without copies: of those that share their longest lines, the first. One or two such lines may be a notice of the site."""
    first: dict[tuple[str, ...], SitePage] = {}
    for page in pages:
        longest = sorted((line.core for line in page.lines if line.prose), key=len)[-LONGEST_LINES:]
        first.setdefault(tuple(longest) or (page.name,), page)
    return list(first.values())


def is_same_site(shared: Collection[str]) -> bool:
    """True for the shapes that two pages of one site share: several, and long enough together."""
    return len(shared) >= LINES and weight(shared) >= LETTERS


def weight(shapes: Iterable[str]) -> int:
    """The letters of some shapes, of which a long one does not count all."""
    return sum(min(LONGEST, letters_of(shape)) for shape in shapes)


def _clusters(pages: Sequence[frozenset[str]]) -> list[list[int]]:
    """The numbers of the pages by cluster, each page in that whose usual lines it has most of."""
    groups: list[list[int]] = []
    counts: list[Counter[str]] = []
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, edges in enumerate(pages):
        common: defaultdict[int, list[str]] = defaultdict(list)
        for shape in edges:
            for n in having[shape]:
                if counts[n][shape] >= USUAL * len(groups[n]):
                    common[n].append(shape)
        best = max(common, key=lambda n: (weight(common[n]), -n), default=None)
        if best is None or not is_same_site(common[best]):
            best = len(groups)
            groups.append([])
            counts.append(Counter())
        groups[best].append(number)
        for shape in edges:
            if not counts[best][shape]:
                having[shape].append(best)
            counts[best][shape] += 1
    return groups


def _joined(groups: Sequence[list[int]], pages: Sequence[frozenset[str]]) -> list[list[int]]:
    """The clusters, in which those that share most of their usual lines are one."""
    usual = []
    for group in groups:
        counts = Counter(shape for n in group for shape in pages[n])
        usual.append(frozenset(shape for shape, times in counts.items() if times >= USUAL * len(group)))
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, shapes in enumerate(usual):
        for shape in shapes if len(groups[number]) >= LEAST else ():
            having[shape].append(number)
    sets: DisjointSets[int] = DisjointSets()
    pairs = Counter((a, b) for numbers in having.values() for n, a in enumerate(numbers) for b in numbers[n + 1 :])
    for (a, b), times in pairs.items():
        if times >= SAME * min(len(usual[a]), len(usual[b])) and is_same_site(usual[a] & usual[b]):
            sets.union(a, b)
    joined: defaultdict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        joined[sets.find(number)] += group
    return [sorted(group) for group in joined.values()]
