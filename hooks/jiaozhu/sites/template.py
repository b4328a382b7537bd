"""The template of a site, learned from its pages: which lines stand above and below its articles, and which boxes inside them.

A line of a site is recognized by its shape, and placed by how much prose stands above it. A line that stands below most articles
ends them, unless an article goes on behind it on many pages: then it is a heading that the articles of a series have in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .affixes import Affixes, common_affixes
from .boxes.inserts import Inserts, learn_inserts
from .edges import MIDDLE, Edges, SiteWords, foot_start, head_end
from .evidence import SiteEvidence
from .groups import SiteGroup, sites
from .page import CLOCK_LINE, SitePage, is_whole_prose, letters_of
from .slots import Slots, is_name, learn_slots

USUAL, SOME, OCCASIONAL, LEAST = 0.6, 0.25, 0.08, 3  # shares of a site's pages that have a line, and the least number of them
EVERYWHERE = 0.9  # the share of the pages that have the name of the site
HEAD, FOOT = 0.05, 0.9  # the depth at which most lines above, and below, an article stand
OUTLIERS = 0.1  # the share of pages on which a line may stand elsewhere
GOES_ON = 0.3  # the share of pages on which prose behind a line shows that the article goes on
LONGEST_HEAD = 10  # characters of the head of a list
REPEATED = 1.5  # times a page from which a line is one of a list, or of the comments
WINDOW, NEAR = 8, 2  # lines beside the foot, and below the head, in which lines with a slot are searched for


@dataclass(frozen=True, slots=True)
class SiteTemplate:
    """What the pages of a site share; ``known`` are the lines by which a page is recognized as one of the site, ``names`` those that
    nearly all pages have and that are names, as that of the site.

    ``site`` is the id that the editor has given to it, if she has; ``hosts`` are those of its addresses.
    """

    site: str
    hosts: frozenset[str]
    pages: int
    known: frozenset[str]
    names: frozenset[str]
    edges: Edges
    inserts: Inserts
    slots: Slots


def learn(group: SiteGroup, words: SiteWords, hosts: frozenset[str] = frozenset()) -> SiteTemplate:
    """The template of one site, whose pages are on the ``hosts``."""
    pages = group.pages
    least, occasional = max(LEAST, USUAL * len(pages)), max(LEAST, OCCASIONAL * len(pages))
    places = _places(pages, occasional)
    edges = _constant(pages, places, least, words)
    constant = {shape for shape, own in places.items() if len(own) >= least}
    heads = [[s for s in page.shapes[: head_end(page, edges) + NEAR] if s not in constant] for page in pages]
    ends = [(page, foot_start(page, edges)) for page in pages]
    feet = [[s for s in page.shapes[max(0, end - WINDOW) : end + WINDOW] if s not in constant] for page, end in ends]
    some = int(max(LEAST, SOME * len(pages)))
    edges = replace(
        edges,
        slotted_above=tuple(a for a in common_affixes(heads, some) if not words.may_be_articles(a.prefix + a.suffix)),
        slotted_below=tuple(dict.fromkeys((*_below(feet, int(least), words), *filter(words.are_noticed, _below(feet, some, words))))),
    )
    edges = replace(edges, slogans=frozenset(_slogans(pages, edges, some)))
    known = Counter(shape for page in pages for shape in page.edge_shapes)
    return SiteTemplate(
        group.site,
        hosts,
        len(pages),
        frozenset(shape for shape, n in known.items() if n >= least),
        frozenset(shape for shape, n in known.items() if n >= EVERYWHERE * len(pages) and is_name(shape)),
        edges,
        learn_inserts(pages, places.keys() - edges.above - edges.below, edges.above, words),
        learn_slots(pages, edges, words.title_weights),
    )


def _below(feet: Sequence[Sequence[str]], least: int, words: SiteWords) -> Iterator[Affixes]:
    """The lines with a slot that ``least`` of the feet have."""
    return (a for a in common_affixes(feet, least) if not words.may_be_articles(a.prefix + a.suffix))


def _constant(pages: Sequence[SitePage], places: Mapping[str, Mapping[str, list[float]]], least: float, words: SiteWords) -> Edges:
    """The lines around the articles that have no words in a slot. Those that ``least`` pages have are usual, or end the article."""
    occasional = max(LEAST, OCCASIONAL * len(pages))
    above = {shape for shape, own in places.items() if _is_above(own.values())}
    if any(own[-1] > HEAD for own in places.get(CLOCK_LINE, {}).values()):
        above.discard(CLOCK_LINE)  # the text has such lines too
    lower = {shape: _below_head(own.values()) for shape, own in places.items()}
    below = {shape for shape, own in lower.items() if len(own) >= occasional and _is_below(own)}
    phrases = {shape for shape in above | below if words.may_be_articles(shape)}
    usual_below = {shape for shape in below if len(lower[shape]) >= least}
    borders = _borders(pages, usual_below - phrases, words.list_heads)
    usual = frozenset(shape for shape in above - phrases if len(places[shape]) >= least)
    below -= (usual_below - borders) | phrases
    heads = frozenset(shape for shape in below if len(shape) <= LONGEST_HEAD and any(word in shape for word in words.list_heads))
    edges = Edges(frozenset(above - phrases), usual, frozenset(below), frozenset(borders), list_heads=heads)
    return replace(edges, phrases=frozenset(phrases))


def _slogans(pages: Sequence[SitePage], edges: Edges, least: int) -> Iterator[str]:
    """The phrases that ``least`` pages have in their head, where other lines of the site stand below."""
    enclosed = Counter(shape for page in pages for shape in {*page.shapes[: head_end(page, edges)]} & edges.phrases)
    return (shape for shape, n in enclosed.items() if n >= least)


def templates(pages: Iterable[SitePage], words: SiteWords, evidence: Mapping[str, SiteEvidence] | None = None) -> tuple[SiteTemplate, ...]:
    """The template of each site among the ``pages``; ``evidence`` is by the names of the pages."""
    known = evidence or {}

    def hosts(group: SiteGroup) -> frozenset[str]:
        return frozenset(known[page.name].host for page in group.pages if page.name in known) - {""}

    return tuple(learn(group, words, hosts(group)) for group in sites(pages, known))


def _places(pages: Sequence[SitePage], least: float) -> dict[str, dict[str, list[float]]]:
    """For each shape that at least so many pages have, these pages, and the depths at which it stands there."""
    having = Counter(shape for page in pages for shape in set(page.shapes))
    frequent = {shape for shape, n in having.items() if n >= least and (letters_of(shape) or "D" in shape or shape == CLOCK_LINE)}
    places: defaultdict[str, dict[str, list[float]]] = defaultdict(dict)
    for page in pages:
        for n, shape in enumerate(page.shapes):
            if shape in frequent:
                places[shape].setdefault(page.name, []).append(page.depth(n))
    return places


def _is_above(depths: Iterable[Sequence[float]]) -> bool:
    firsts = sorted(own[0] for own in depths)
    return _quantile(firsts, 0.5) <= HEAD and _quantile(firsts, 1 - OUTLIERS) <= MIDDLE


def _below_head(depths: Iterable[Sequence[float]]) -> list[list[float]]:
    """The depths without those of the head, where a line that stands below may stand as well (上一章 目录 下一章)."""
    lower = ([depth for depth in own if depth > HEAD] for own in depths)
    return [own for own in lower if own]


def _is_below(depths: Sequence[Sequence[float]]) -> bool:
    lasts = sorted(own[-1] for own in depths)
    firsts = sorted(own[0] for own in depths)
    return _quantile(lasts, 0.5) >= FOOT and _quantile(firsts, OUTLIERS) >= MIDDLE


def _quantile(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]


def _borders(pages: Sequence[SitePage], candidates: Collection[str], list_heads: Collection[str]) -> set[str]:
    """The lines of ``candidates`` behind which the article does not go on.

    Prose behind a line up to the next one is the article's where it stands on many pages, unless it stands in a list or among the
    comments. A line above such a heading ends nothing either.
    """
    times: Counter[str] = Counter()
    having: Counter[str] = Counter()
    followed: Counter[str] = Counter()
    above_heading: Counter[str] = Counter()
    for page in pages:
        own = [n for n, shape in enumerate(page.shapes) if shape in candidates and page.depth(n) >= MIDDLE]
        in_list = False
        for n, following in pairwise([*own, len(page.lines)]):
            in_list = in_list or any(word in page.shapes[n] for word in list_heads)
            times[page.shapes[n]] += 1
            followed[page.shapes[n]] += not in_list and any(map(is_whole_prose, page.lines[n + 1 : following]))
        having.update({page.shapes[n] for n in own})
    headings = {shape for shape, n in having.items() if followed[shape] > GOES_ON * n and times[shape] < REPEATED * n}
    for page in pages:
        last = max((n for n, shape in enumerate(page.shapes) if shape in headings), default=-1)
        above_heading.update({shape for n, shape in enumerate(page.shapes) if shape in candidates and n < last})
    return {shape for shape, n in having.items() if shape not in headings and above_heading[shape] <= GOES_ON * n}
