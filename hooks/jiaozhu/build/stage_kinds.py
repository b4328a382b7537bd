"""The kinds of stages of a build.

`PerArticle`  makes something of each article by itself; the result of one depends on no other.
`Relation`    finds what arises where all articles stand together; it reads the index, and gives the index with more in it.
`Page`        collects what a kind of page shows (`inputs`), and writes it (`render`), which sees its input and nothing else.
`Derived`     makes what stands in the folder of the site: pages in each script, search, books, pictures; each file a pure function of one
              output of the stages before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..corpus.index import Index
from ..pages.render import File
from ..project import Project
from .publication import Publication, SiteOutput


@dataclass(frozen=True, slots=True)
class PerArticle:
    name: str
    update: Callable[[Project, Index], Index]


@dataclass(frozen=True, slots=True)
class Relation:
    name: str
    update: Callable[[Project, Index], Index]


def _no_links(data: Any) -> Iterator[tuple[str, str]]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Page:
    """``links`` are the blocks of articles, by the article and the block, to which a page leads: each has a card.

    ``is_copy`` is true where the files are those of people, as they are on the disk, and nothing is made of the input.
    """

    name: str
    inputs: Callable[[Index], Iterable[Any]]
    render: Callable[[Any], Iterable[File]]
    links: Callable[[Any], Iterable[tuple[str, str]]] = _no_links
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    name: str
    write: Callable[[Project, Publication, SiteOutput], None]
