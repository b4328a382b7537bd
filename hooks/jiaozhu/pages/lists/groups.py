"""The pages of all subjects, years, authors, outlets and series: each with its number of articles, and a link to its list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...corpus.catalogue import UNDATED
from ...corpus.index import Index
from ..render import File, page
from .facets import FEWEST, WORDS, all_links
from .page import href
from .shelves import ShelfLink, part_links, shelf_of

ON_PAGE = 400  # groups on one page


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group, and the parts that its list has: the months of a year."""

    link: ShelfLink
    parts: tuple[ShelfLink, ...]


@dataclass(frozen=True, slots=True)
class GroupsInput:
    """One page of groups: ``rows`` have several articles, or parts; ``single`` have one article, to which they lead."""

    path: str
    word: str
    measure: str
    count: int
    rows: tuple[GroupRow, ...]
    single: tuple[ShelfLink, ...]
    before: ShelfLink | None
    after: ShelfLink | None


def inputs(index: Index) -> Iterator[GroupsInput]:
    catalogue = index.catalogue
    for folder, links in all_links(catalogue).items():
        if links and (catalogue.is_library or folder in ("series", "sites")):
            parts = _months(index) if folder == "years" else {}
            yield from _pages(folder, [GroupRow(link, parts.get(link.path, ())) for link in links])


def render(data: GroupsInput) -> Iterator[File]:
    path = f"{data.path}.md" if "/" in data.path else f"{data.path}/index.md"
    yield page("lists/groups.html.j2", path, data, up="../" * (data.path.count("/") + 1), href=href)


def _pages(folder: str, rows: Sequence[GroupRow]) -> Iterator[GroupsInput]:
    word, measure = WORDS[folder]
    starts = range(0, len(rows), ON_PAGE)
    pages = [ShelfLink(f"{folder}/page-{n}" if n > 1 else folder, f"第 {n} 页", 0) for n in range(1, len(starts) + 1)]
    for n, start in enumerate(starts):
        some = rows[start : start + ON_PAGE]
        several = tuple(row for row in some if row.link.count >= FEWEST or folder in ("years", "sites"))
        yield GroupsInput(
            path=pages[n].path,
            word=word,
            measure=measure,
            count=sum(row.link.path != f"{folder}/{UNDATED}" for row in rows),
            rows=several,
            single=tuple(row.link for row in some if row not in several),
            before=pages[n - 1] if n else None,
            after=pages[n + 1] if n + 1 < len(pages) else None,
        )


def _months(index: Index) -> dict[str, tuple[ShelfLink, ...]]:
    """By the path of the list of a year the months in it, or its other parts."""
    articles, catalogue = index.by_id, index.catalogue
    shelves = [shelf_of("years", year, [articles[ident] for ident in year.articles]) for year in catalogue.years]
    return {shelf.path: part_links(shelf) for shelf in shelves}
