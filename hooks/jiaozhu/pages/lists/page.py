"""Lists of articles: those of a subject, of a year or a month, of an author, of an outlet. Only a library has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from ...corpus.index import Index
from ...corpus.subjects.subjects import Subject
from ..listing import ArticleListing, listing
from ..render import File, address, page
from .facets import FEWEST, WORDS, Facet, narrowing
from .shelves import Section, Shelf, ShelfLink, parts, sections, shelf_of
from .site_facts import SiteFacts, site_facts

REASONS = 3  # words that say why an article is in a subject
Reasons = Mapping[str, tuple[str, ...]]  # by the ids of articles
NO_REASONS: Reasons = {}


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
    ``after`` are the lists beside it, the newer one and the older one. On the first page, ``site`` is what is known of a site,
    and ``words`` are those that make a subject.
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
    words: tuple[str, ...] = ()


def inputs(index: Index) -> Iterator[ListInput]:
    """The lists of each year, of each subject, author and outlet with several articles, and of each site.

    A small collection has those of its sites alone.
    """
    articles, catalogue = index.by_id, index.catalogue
    sites = {f"sites/{site.key}": site_facts(site, index) for site in index.source_sites}
    words = {f"subjects/{subject.key}": subject.words for subject in index.subjects}
    reasons = {f"subjects/{subject.key}": reasons_of(subject) for subject in index.subjects}
    ways = (("subjects", catalogue.subjects), ("years", catalogue.years), ("authors", catalogue.authors), ("outlets", catalogue.outlets))
    for folder, groups in (*(ways if catalogue.is_library else ()), ("sites", catalogue.sites)):
        fewest = FEWEST if folder in ("subjects", "authors", "outlets") else 1
        shelves = [shelf_of(folder, g, [articles[a] for a in g.articles]) for g in groups if len(g.articles) >= fewest]
        beside = shelves if folder == "years" else ()
        for shelf in shelves:
            why = reasons.get(shelf.path, {})
            for some, neighbours in _with_neighbours(shelf, beside):
                made = _input(some, neighbours, narrowing(some, folder, catalogue), folder, why)
                yield replace(made, site=sites.get(some.path), words=words.get(some.path, ()))


def render(data: ListInput) -> Iterator[File]:
    up = "../" * (data.path.count("/") + 1)
    yield page("lists/page.html.j2", f"{data.path}.md", data, up=up, href=href)


def href(link: ShelfLink) -> Markup:
    """The address of a list from the root of the site."""
    return address(*link.path.split("/"), "") + (f"#{link.anchor}" if link.anchor else "")


def listed(section: Section, reasons: Reasons = NO_REASONS) -> ListSection:
    """A section with what a page shows of its articles, and the reasons why they are there, by their ids."""
    return ListSection(section.anchor, section.name, tuple(listing(article, reasons.get(article.id, ())) for article in section.articles))


def reasons_of(subject: Subject) -> dict[str, tuple[str, ...]]:
    """Why each article is in a subject, by its id: the words that put it there, and how often it has them."""
    return {member.article: tuple(f"{word.form} {word.times} 次" for word in member.words[:REASONS]) for member in subject.members}


def _with_neighbours(shelf: Shelf, neighbours: Sequence[Shelf]) -> Iterator[tuple[Shelf, Sequence[Shelf]]]:
    """A shelf and its parts, each with those that stand in a row with it; a numbered list begins with its own page."""
    inner = parts(shelf)
    if shelf.division == "number" and inner:
        neighbours = inner = (shelf, *inner)
    yield shelf, neighbours
    for part in inner:
        if part is not shelf:
            yield from _with_neighbours(part, inner)


def _input(shelf: Shelf, neighbours: Sequence[Shelf], facets: tuple[Facet, ...], folder: str, reasons: Reasons) -> ListInput:
    paths = [other.path for other in neighbours]
    n = paths.index(shelf.path) if paths else 0
    return ListInput(
        path=shelf.path,
        title=shelf.title,
        word=WORDS[folder][0],
        trail=(ShelfLink(folder, WORDS[folder][0], 0), *shelf.trail),
        count=len(shelf.articles),
        length=sum(article.length for article in shelf.articles),
        is_divided=shelf.is_divided,
        facets=facets,
        sections=tuple(listed(section, reasons) for section in sections(shelf)),
        before=neighbours[n - 1].link if n else None,
        after=neighbours[n + 1].link if n + 1 < len(paths) else None,
    )
