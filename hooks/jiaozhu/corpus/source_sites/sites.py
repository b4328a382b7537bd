"""The sites from which the articles were taken: those that the editor describes, those with a template, and those of one host.

A site is called as the editor calls it, or as its lines do, or by its host. One that has no name is for the editor alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...core.article import Article
from ...editions.site_membership import KnownSites
from ...sites.stated_sites import StatedSite, host_of, site_of_host
from ..group_key import name_key
from .names import name_in_lines

FEWEST = 5  # articles from which a host alone makes a site
MOST = 0.5  # the share of a template's articles with an address that are on its host
UNNAMED = "like-"  # the beginning of the key of a site without a name, before the id of its first source


@dataclass(frozen=True, slots=True)
class SourceSite:
    """A site: the segment of its address, its name (empty where it has none), its own address, and its articles, the newest first.

    ``templates`` are the numbers of its templates, the largest first; ``stated`` is what the editor says of it.
    """

    key: str
    name: str
    url: str
    articles: tuple[str, ...]
    templates: tuple[int, ...] = ()
    stated: StatedSite | None = None


def source_sites(known: KnownSites, newest: Sequence[Article]) -> tuple[SourceSite, ...]:
    """The sites of the articles, which come the newest first; the sites with most articles first."""
    hosts = {article.id: host for article in newest if (host := _host(article))}
    keys = [_template_key(known, n, hosts) for n in range(len(known.learned.templates))]
    many = {host for host, n in Counter(hosts.values()).items() if n >= FEWEST}
    articles: dict[tuple[str, str], list[str]] = {}
    for article in newest:
        if site := _site_of(article.id, known, keys, hosts, many):
            articles.setdefault(site, []).append(article.id)
    stated = {site.id: site for site in known.stated}
    templates: dict[str, list[int]] = {}
    for n, (key, _) in enumerate(keys):
        templates.setdefault(key, []).append(n)
    sites = (_source_site(key, name, own, templates.get(key, []), stated.get(key), known) for (key, name), own in articles.items())
    return tuple(sorted(sites, key=lambda site: (-len(site.articles), site.key)))


def site_by_article(sites: Iterable[SourceSite]) -> dict[str, SourceSite]:
    """The site of each article by its id."""
    return {article: site for site in sites for article in site.articles}


def _source_site(
    key: str, name: str, articles: Sequence[str], templates: Iterable[int], stated: StatedSite | None, known: KnownSites
) -> SourceSite:
    ordered = sorted(templates, key=lambda n: (-known.learned.surveys[n].pages, n))
    return SourceSite(key, stated.name if stated else name, stated.url if stated else "", tuple(articles), tuple(ordered), stated)


def _site_of(
    source: str, known: KnownSites, keys: Sequence[tuple[str, str]], hosts: Mapping[str, str], many: set[str]
) -> tuple[str, str] | None:
    """The key and the name of the site of a source."""
    if source in known.assigned:
        return known.assigned[source], ""
    if source in known.learned.members:
        return keys[known.learned.members[source]]
    host = hosts.get(source, "")
    stated = site_of_host(known.stated, host)
    if stated:
        return stated.id, ""
    return (host, host) if host in many else None


def _host(article: Article) -> str:
    url = article.edition.heading.url
    return host_of(url.value) if url else ""


def _template_key(known: KnownSites, n: int, hosts: Mapping[str, str]) -> tuple[str, str]:
    """The key and the name of the site of a template: of the editor, of its host, of its lines, or none."""
    template, survey = known.learned.templates[n], known.learned.surveys[n]
    if template.site:
        return template.site, ""
    sources = sorted(source for source, number in known.learned.members.items() if number == n)
    counted = Counter(hosts[source] for source in sources if source in hosts)
    name = name_in_lines(template, survey)
    for host, times in counted.most_common(1):
        if times >= MOST * counted.total():
            return host, name or host
    return (name_key(name), name) if name else (f"{UNNAMED}{sources[0]}" if sources else UNNAMED, "")
