"""Sites: sources grouped by the editor's word, by the lines that they have at their edges, and by their addresses.

Lines are compared by leader clustering with an inverted index, in which the pages that the editor assigns to a site are the first of it.

A page joins the site with which it shares most lines; each line counts by its length, so that one word that all sites have
(首页) joins nothing. Then sites that share most of their lines are joined. Prose does not count, nor what fewer than three unlike
pages have: copies of one article share its headings, and they are no site. What lines leave alone goes with its address.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..core.disjoint_sets import DisjointSets
from .evidence import NO_EVIDENCE, SiteEvidence
from .page import SitePage, letters_of

SMALLEST = 5  # pages from which a site has a template
LEAST = 3  # pages that must have a line
LINES, LETTERS, LONGEST = 2, 15, 10  # the least lines that pages of one site share, and their letters, of which a line counts so many
USUAL = 0.4  # the share of a site's pages from which a line is one of the site
LONGEST_LINES = 3  # prose by which copies are known
SAME = 0.5  # the share of the lines of the smaller site from which two sites are one


@dataclass(frozen=True, slots=True)
class SiteGroup:
    """Pages of one site, in order; ``site`` is its id where the editor has given it one."""

    site: str
    pages: tuple[SitePage, ...]


Group = tuple[str, list[int]]  # the id that the editor has given to a site, and the numbers of its pages


def sites(pages: Iterable[SitePage], evidence: Mapping[str, SiteEvidence] | None = None) -> list[SiteGroup]:
    """The sites of at least five unlike pages; ``evidence`` is by the names of the pages."""
    evidence = evidence or {}
    ordered = unlike(sorted(pages, key=lambda page: (not evidence.get(page.name, NO_EVIDENCE).site, page.name)))
    known = [evidence.get(page.name, NO_EVIDENCE) for page in ordered]
    edges = [page.edge_shapes for page in ordered]
    having = Counter(shape for own in edges for shape in own)
    shared = [frozenset(shape for shape in own if having[shape] >= LEAST) for own in edges]
    groups = _with_addresses(_joined(_clusters(shared, known), shared), known)
    return [SiteGroup(site, tuple(ordered[n] for n in group)) for site, group in groups if len(group) >= SMALLEST]


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


def _clusters(pages: Sequence[frozenset[str]], known: Sequence[SiteEvidence]) -> list[Group]:
    """The numbers of the pages by cluster, each page in the one that the editor names, or in that whose usual lines it has most of."""
    groups: list[Group] = []
    counts: list[Counter[str]] = []
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, edges in enumerate(pages):
        common: defaultdict[int, list[str]] = defaultdict(list)
        for shape in edges if not known[number].site else ():
            for n in having[shape]:
                if counts[n][shape] >= USUAL * len(groups[n][1]) and groups[n][0] not in known[number].others:
                    common[n].append(shape)
        best = max(common, key=lambda n: (weight(common[n]), -n), default=None)
        if known[number].site:
            best = next((n for n, (site, _) in enumerate(groups) if site == known[number].site), None)
        elif best is not None and not is_same_site(common[best]):
            best = None
        if best is None:
            best = len(groups)
            groups.append((known[number].site, []))
            counts.append(Counter())
        groups[best][1].append(number)
        for shape in edges:
            if not counts[best][shape]:
                having[shape].append(best)
            counts[best][shape] += 1
    return groups


def _joined(groups: Sequence[Group], pages: Sequence[frozenset[str]]) -> list[Group]:
    """The clusters, in which those that share most of their usual lines are one; but the editor's sites stay apart."""
    usual = []
    for _, group in groups:
        counts = Counter(shape for n in group for shape in pages[n])
        usual.append(frozenset(shape for shape, times in counts.items() if times >= USUAL * len(group)))
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, shapes in enumerate(usual):
        for shape in shapes if len(groups[number][1]) >= LEAST else ():
            having[shape].append(number)
    sets: DisjointSets[int] = DisjointSets()
    names = {n: site for n, (site, _) in enumerate(groups)}
    pairs = Counter((a, b) for numbers in having.values() for n, a in enumerate(numbers) for b in numbers[n + 1 :])
    for (a, b), times in pairs.items():
        stated = names[sets.find(a)] and names[sets.find(b)]
        if not stated and times >= SAME * min(len(usual[a]), len(usual[b])) and is_same_site(usual[a] & usual[b]):
            name = names[sets.find(a)] or names[sets.find(b)]
            sets.union(a, b)
            names[sets.find(a)] = name
    joined: defaultdict[int, list[int]] = defaultdict(list)
    for number, (_, group) in enumerate(groups):
        joined[sets.find(number)] += group
    return [(names[number], sorted(group)) for number, group in joined.items()]


def _with_addresses(groups: Sequence[Group], known: Sequence[SiteEvidence]) -> list[Group]:
    """The sites, to which pages that are of none are joined by their host: to the largest site that has it, or to a site of their own.

    Lines come first, because a host may have several kinds of pages, and a template is of one.
    """
    kept = sorted((group for group in groups if group[0] or len(group[1]) >= SMALLEST), key=lambda group: -len(group[1]))
    alone = sorted(n for group in groups if group not in kept for n in group[1])
    by_host: dict[str, Group] = {}
    for group in kept:
        for n in group[1]:
            by_host.setdefault(known[n].host, group)
    for n in alone:
        host = known[n].host
        if host and host in by_host and by_host[host][0] not in (known[n].others - {""}):
            by_host[host][1].append(n)
        elif host and host not in by_host:
            by_host[host] = ("", [n])
            kept.append(by_host[host])
    return [(site, sorted(group)) for site, group in kept]
