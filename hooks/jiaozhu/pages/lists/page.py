"""Lists of articles: those of a year or a month, of an author, of an outlet. Only a library has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from ...corpus.index import Index
from ..listing import ArticleListing, listing
from ..render import File, address, page
from .facets import FEWEST, WORDS, Facet, narrowing
from .shelves import Section, Shelf, ShelfLink, parts, sections, shelf_of
from .site_facts import SiteFacts, site_facts


@dataclass(frozen=True, slots=True)
class ListSection:
    """Some articles under a heading, which is empty where all stand together."""

    anchor: str
    name: str
    articles: tuple[ArticleListing, ...]


@dataclass(frozen=True, slots=True)
class ListInput:
    """A list: the path of its page, its heading, what kind it is, the lists above it.

    ``count`` and ``length`` count its articles and their 字; ``is_divided`` is true where the page shows the newest alone. ``before`` and
    ``after`` are the lists beside it, the newer one and the older one. ``site`` is what is known of a site, on its first page.
    """

    path: str
    title: str
    word: str
    trail: tuple[ShelfLink, ...]
    count: int
    length: int
    is_divided: bool
    facets: tuple[Facet, ...]
    sections: tuple[ListSection, ...]
    before: ShelfLink | None = None
    after: ShelfLink | None = None
    site: SiteFacts | None = None


def inputs(index: Index) -> Iterator[ListInput]:
    """The lists of each year, of each author and outlet with several articles, and of each site, which a small collection has as well."""
    articles, catalogue = index.by_id, index.catalogue
    sites = {f"sites/{site.key}": site_facts(site, index) for site in index.source_sites}
    ways = (("years", catalogue.years), ("authors", catalogue.authors), ("outlets", catalogue.outlets))
    for folder, groups in (*(ways if catalogue.is_library else ()), ("sites", catalogue.sites)):
        fewest = FEWEST if folder in ("authors", "outlets") else 1
        shelves = [shelf_of(folder, g, [articles[a] for a in g.articles]) for g in groups if len(g.articles) >= fewest]
        beside = shelves if folder == "years" else ()
        for shelf in shelves:
            for some, neighbours in _with_neighbours(shelf, beside):
                made = _input(some, neighbours, narrowing(some, folder, catalogue), WORDS[folder][0], folder)
                yield replace(made, site=sites.get(some.path))


def render(data: ListInput) -> Iterator[File]:
    up = "../" * (data.path.count("/") + 1)
    yield page("lists/page.html.j2", f"{data.path}.md", data, up=up, href=href)


def href(link: ShelfLink) -> Markup:
    """The address of a list from the root of the site."""
    return address(*link.path.split("/"), "") + (f"#{link.anchor}" if link.anchor else "")


def listed(section: Section) -> ListSection:
    """A section with what a page shows of its articles."""
    return ListSection(section.anchor, section.name, tuple(map(listing, section.articles)))


def _with_neighbours(shelf: Shelf, neighbours: Sequence[Shelf]) -> Iterator[tuple[Shelf, Sequence[Shelf]]]:
    """A shelf and its parts, each with those that stand in a row with it; a numbered list begins with its own page."""
    inner = parts(shelf)
    if shelf.division == "number" and inner:
        neighbours = inner = (shelf, *inner)
    yield shelf, neighbours
    for part in inner:
        if part is not shelf:
            yield from _with_neighbours(part, inner)


def _input(shelf: Shelf, neighbours: Sequence[Shelf], facets: tuple[Facet, ...], word: str, folder: str) -> ListInput:
    paths = [other.path for other in neighbours]
    n = paths.index(shelf.path) if paths else 0
    return ListInput(
        path=shelf.path,
        title=shelf.title,
        word=word,
        trail=(ShelfLink(folder, word, 0), *shelf.trail),
        count=len(shelf.articles),
        length=sum(article.length for article in shelf.articles),
        is_divided=shelf.is_divided,
        facets=facets,
        sections=tuple(map(listed, sections(shelf))),
        before=neighbours[n - 1].link if n else None,
        after=neighbours[n + 1].link if n + 1 < len(paths) else None,
    )
