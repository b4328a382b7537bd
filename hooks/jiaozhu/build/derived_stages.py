"""The stages that make something of written pages: the other scripts, the search index, books and pictures."""

from __future__ import annotations

from pathlib import Path

from ..core.store import Store
from ..outputs.epub.book import Imprint
from ..outputs.epub.epub_build import EpubBuild
from ..outputs.epub.epub_build import write as write_books
from ..outputs.script_variants.page import SiteAddress
from ..outputs.script_variants.variant_build import VariantBuild
from ..outputs.script_variants.variant_build import write as write_variants
from ..outputs.search.search_index import SearchIndex
from ..outputs.search.search_index import write as write_search
from ..outputs.share_images.image_build import ImageBuild
from ..outputs.share_images.image_build import write as write_images
from ..project import Project
from .publication import Publication


def script_variants(project: Project, publication: Publication) -> None:
    """Each page in the scripts of Taiwan and Hong Kong."""
    build = VariantBuild(_root(publication), _address(project), publication.table, Store(project.cache, "script variants"))
    write_variants(build, project.workers)


def search(project: Project, publication: Publication) -> None:
    """The index of search, and its texts in each script."""
    build = SearchIndex(_root(publication), publication.library, project.regions, publication.table, Store(project.cache, "search"))
    write_search(build, project.workers)


def books(project: Project, publication: Publication) -> None:
    """An EPUB of each article, and one of all, in each script."""
    imprint = Imprint(project.name, project.description, _address(project))
    build = EpubBuild(_root(publication), imprint, publication.books, publication.table, Store(project.cache, "books"))
    write_books(build, project.workers)


def share_images(project: Project, publication: Publication) -> None:
    """The pictures that stand for pages where their links are shared, in each script."""
    store = Store(project.cache, "share images")
    build = ImageBuild(_root(publication), project.regions, publication.pictures, publication.table, store)
    write_images(build, project.workers)


def _root(publication: Publication) -> Path:
    if publication.root is None:
        raise ValueError("the pages have not been written yet")
    return publication.root


def _address(project: Project) -> SiteAddress:
    return SiteAddress(f"{project.url.rstrip('/')}/" if project.url else "", project.regions)
