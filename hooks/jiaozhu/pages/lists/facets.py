"""Facets: what the articles of a list have in common with some of them, with counts, each a link to a list of those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...core.article import Article
from ...corpus.catalogue import ArticleGroup, Catalogue, year_of
from .shelves import Shelf, ShelfLink, in_year, part_links

MOST, IN_YEAR = 12, 24  # values of one facet that a list names, of all articles and of a year, which has no page of all of them
OPEN = 2  # facets whose values the home page names
FEWEST = 2  # articles of a group with a page of its own; a single one is named itself
WORDS: Mapping[str, tuple[str, str]] = {
    "subjects": ("主题", "个"),
    "years": ("年份", "年"),
    "authors": ("作者", "位"),
    "outlets": ("媒体", "家"),
    "series": ("系列", "个"),
    "sites": ("网站", "个"),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: its word, some of its values, and the page of all of them where there are more."""

    word: str
    links: tuple[ShelfLink, ...]
    more: ShelfLink | None = None


def facets(catalogue: Catalogue) -> tuple[Facet, ...]:
    """The facets of all articles, without those that have a single value of a single article."""
    return tuple(_facet(folder, links) for folder, links in _ways(catalogue).items())


def doors(catalogue: Catalogue) -> tuple[Facet, ...]:
    """The first facets with their values, and one that leads to the pages of the others, each with the number of its values."""
    ways = list(_ways(catalogue).items())
    shown = tuple(_facet(folder, links) for folder, links in ways[:OPEN])
    rest = tuple(ShelfLink(folder, WORDS[folder][0], len(links)) for folder, links in ways[OPEN:])
    return (*shown, Facet("其他", rest)) if rest else shown


def _ways(catalogue: Catalogue) -> dict[str, tuple[ShelfLink, ...]]:
    some = all_links(catalogue).items()
    return {folder: links for folder, links in some if len(links) >= FEWEST or any(link.count >= FEWEST for link in links)}


def all_links(catalogue: Catalogue) -> dict[str, tuple[ShelfLink, ...]]:
    """By the folder of its pages, each facet with all its values."""
    series = (ShelfLink(f"series/{s.id}", s.title, len(s.articles)) for s in catalogue.series)
    return {
        "subjects": tuple(group_link("subjects", group) for group in catalogue.subjects),
        "years": tuple(ShelfLink(f"years/{year.key}", year.name, len(year.articles)) for year in catalogue.years),
        "authors": tuple(group_link("authors", group) for group in catalogue.authors),
        "outlets": tuple(group_link("outlets", group) for group in catalogue.outlets),
        "series": tuple(series),
        "sites": tuple(ShelfLink(f"sites/{site.key}", site.name, len(site.articles)) for site in catalogue.sites),
    }


def group_link(folder: str, group: ArticleGroup) -> ShelfLink:
    """The articles of a subject, an author or an outlet, or the only one of these."""
    only = len(group.articles) < FEWEST
    return ShelfLink(f"articles/{group.articles[0]}" if only else f"{folder}/{group.key}", group.name, len(group.articles))


def narrowing(shelf: Shelf, folder: str, catalogue: Catalogue) -> tuple[Facet, ...]:
    """The facets of a shelf: its parts, and of a whole year the subjects, authors and outlets with most articles in it."""
    inner = part_links(shelf)
    word = {"year": "年份", "month": "月份", "number": "分页"}[shelf.division]
    own = (Facet(word, inner),) if len(inner) > 1 else ()
    if folder != "years" or shelf.trail:
        return own
    groups = {"subjects": catalogue.subjects, "authors": catalogue.authors, "outlets": catalogue.outlets}
    others = (Facet(WORDS[name][0], tuple(_in_year(name, some, shelf.articles))) for name, some in groups.items())
    return (*own, *(facet for facet in others if facet.links))


def _in_year(folder: str, groups: Sequence[ArticleGroup], articles: Sequence[Article]) -> Iterator[ShelfLink]:
    year, ids = year_of(articles[0]), {article.id for article in articles}
    counts = Counter({group.key: len(ids.intersection(group.articles)) for group in groups if len(group.articles) >= FEWEST})
    by_key = {group.key: group for group in groups}
    for key, count in sorted(counts.items(), key=lambda item: -item[1])[:IN_YEAR]:
        if count:
            yield in_year(folder, by_key[key], year, by_key[key].name, count)


def _facet(folder: str, links: Sequence[ShelfLink]) -> Facet:
    word, measure = WORDS[folder]
    if folder == "years":
        return Facet(word, tuple(links[:MOST]), ShelfLink(folder, "逐月", len(links)))
    several = tuple(link for link in links[:MOST] if link.count >= FEWEST)
    return Facet(word, several, ShelfLink(folder, f"全部 {len(links):,} {measure}", len(links)) if len(links) > len(several) else None)
