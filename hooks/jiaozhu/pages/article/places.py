"""The lists in which an article stands, and its place in its series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ...core.article import Article, ArticleLink
from ...corpus.catalogue import ArticleGroup, Catalogue, authors_of, outlets_of, year_of
from ...corpus.group_key import name_key
from ..lists.facets import FEWEST
from ..render import address

WORDS = {"subjects": "同一主题", "authors": "同一作者", "outlets": "同一媒体", "sites": "同一网站", "years": "同一年"}


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """The place of an article in its series: which of how many it is, and the articles before and after it."""

    id: str
    title: str
    number: int
    count: int
    before: ArticleLink | None
    after: ArticleLink | None


@dataclass(frozen=True, slots=True)
class ListLink:
    """A list in which an article stands: what they have in common, its name, and its address from the page of the article."""

    word: str
    name: str
    href: Markup


def series_places(catalogue: Catalogue, articles: Mapping[str, Article]) -> dict[str, SeriesPlace]:
    """By the ids of the articles that stand in a series their places in it."""
    places: dict[str, SeriesPlace] = {}
    for series in catalogue.series:
        links = [articles[ident].link for ident in series.articles]
        for n, link in enumerate(links):
            before, after = links[n - 1] if n else None, links[n + 1] if n + 1 < len(links) else None
            places[link.id] = SeriesPlace(series.id, series.title, n + 1, len(links), before, after)
    return places


def list_links(article: Article, groups: Mapping[tuple[str, str], ArticleGroup], subjects: Iterable[str], site: str) -> Iterator[ListLink]:
    """The lists of an article in which there are others too; ``groups`` are all, by the folder of their pages and their key.

    ``subjects`` and ``site`` are the keys of its subjects and of its site. An outlet with the name of the site is not listed besides it.
    """
    of_site = groups.get(("sites", site))
    outlets = [name for name in outlets_of(article) if of_site is None or name_key(name) != name_key(of_site.name)]
    names = {"authors": authors_of(article), "outlets": outlets}
    keys = [(folder, name_key(name)) for folder, some in names.items() for name in some]
    for folder, key in (*(("subjects", key) for key in subjects), *keys, ("sites", site), ("years", year_of(article))):
        group = groups.get((folder, key))
        if group is not None and len(group.articles) >= FEWEST:
            yield ListLink(WORDS[folder], group.name, Markup("../../{}").format(address(folder, key, "")))


def subjects_by_article(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """By article the keys of its subjects, those with most articles first."""
    keys: dict[str, tuple[str, ...]] = {}
    for group in catalogue.subjects:
        for ident in group.articles:
            keys[ident] = (*keys.get(ident, ()), group.key)
    return keys


def groups_of(catalogue: Catalogue) -> dict[tuple[str, str], ArticleGroup]:
    """The groups of a library by the folder of their pages and their key; a small collection has lists of its sites alone."""
    kinds = {"sites": catalogue.sites}
    if catalogue.is_library:
        kinds |= {"subjects": catalogue.subjects, "years": catalogue.years, "authors": catalogue.authors, "outlets": catalogue.outlets}
    return {(folder, group.key): group for folder, some in kinds.items() for group in some}
