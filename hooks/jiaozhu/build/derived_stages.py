"""The stages that fill the folder of the site: files as they are, pages in all scripts, the search index, books and pictures."""

from __future__ import annotations

from functools import partial

from ..core.block_parts import PICTURES
from ..core.store import Store
from ..outputs.epub.book import Imprint
from ..outputs.epub.epub_build import EpubBuild
from ..outputs.epub.epub_build import write as write_books
from ..outputs.script_variants.page import SiteAddress
from ..outputs.script_variants.variant_build import FramedPage, VariantBuild, is_read_in_scripts
from ..outputs.script_variants.variant_build import write as write_variants
from ..outputs.search.search_index import SearchIndex
from ..outputs.search.search_index import write as write_search
from ..outputs.share_images.image_build import ImageBuild
from ..outputs.share_images.image_build import write as write_images
from ..pictures.publication import published_bytes, published_pictures
from ..project import Project
from .index_stages import picture_store
from .publication import PageFile, Publication, SiteOutput


def plain_files(project: Project, publication: Publication, output: SiteOutput) -> None:
    """The files that are the same in all scripts and have no frame."""
    for file in publication.files:
        if not file.page and not is_read_in_scripts(file.path):
            output.site.provide(file.path, file.digest, file.encoded)


def script_variants(project: Project, publication: Publication, output: SiteOutput) -> None:
    """Each page in all scripts."""
    texts = (text_of(file) for file in publication.files if not file.page and is_read_in_scripts(file.path))
    store = Store(project.cache, "script variants")
    build = VariantBuild(output.site, (*output.pages, *texts), site_address(project), publication.table, store)
    write_variants(build, project.workers)


def article_pictures(project: Project, publication: Publication, output: SiteOutput) -> None:
    """The pictures that articles show, beside them."""
    files, store = publication.index.source_files, picture_store(project)
    for edition in publication.index.corpus.editions:
        for reference, published in published_pictures(edition):
            make = partial(published_bytes, reference, published, edition, files[edition.source.id].path, store)
            output.site.provide(f"articles/{edition.source.id}/{PICTURES}/{published.file}", published.digest, make)


def search(project: Project, publication: Publication, output: SiteOutput) -> None:
    """The index of search, and its texts in each script."""
    build = SearchIndex(output.site, publication.library, project.regions, publication.table, Store(project.cache, "search"))
    write_search(build, project.workers)


def books(project: Project, publication: Publication, output: SiteOutput) -> None:
    """An EPUB of each article, and one of all, in each script. They hold the pictures as the site has them."""
    article_pictures(project, publication, output)
    imprint = Imprint(project.name, project.description, site_address(project), publication.index.site.draws)
    build = EpubBuild(output.site, imprint, publication.books, publication.table, Store(project.cache, "books"))
    write_books(build, project.workers)


def share_images(project: Project, publication: Publication, output: SiteOutput) -> None:
    """The pictures that stand for pages where their links are shared, in each script."""
    store = Store(project.cache, "share images")
    build = ImageBuild(output.site, project.regions, publication.pictures, publication.table, store)
    write_images(build, project.workers)


def text_of(file: PageFile) -> FramedPage:
    """A file that is read in all scripts and has no frame."""
    return FramedPage(file.path, file.digest, is_listed=False, text=lambda: file.encoded().decode("utf-8"))


def site_address(project: Project) -> SiteAddress:
    """Where the site is, and which scripts it has."""
    return SiteAddress(f"{project.url.rstrip('/')}/" if project.url else "", project.regions)
