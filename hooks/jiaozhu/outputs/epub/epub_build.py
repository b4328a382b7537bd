"""Writes the books of a site beside its pages: one for each article and one for all of them, in each script. Unchanged books
are there already, or come from the store.

Articles do not depend on each other, so any number of processes gives the same bytes. The book of the whole collection is assembled from
the chapters in the articles' own books.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from opencc import __version__ as opencc_version
from PIL import __version__ as pillow_version

from ...core.block_parts import PICTURES
from ...core.digest import code_digest, key
from ...core.store import Store
from ...core.work.processes import mapped
from ...script_conversion.regions import BASE_LANG
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from ..share_images.fonts import font_pair
from ..site_folder import SiteFolder
from . import container
from .book import TEXT, Imprint, ScriptWriter, article_epub, collection_epub
from .chapter import Chapter, EpubContent

BOOK, COLLECTION = "edition.epub", "books/collection.epub"
WORTH_A_POOL = 100  # number of books from which a pool of processes is worth its start: each process has to load OpenCC first
Books = tuple[bytes, ...]  # the same book in each script, in the order of `EpubBuild.folders`


@dataclass(frozen=True, slots=True)
class EpubBuild:
    """The books to write into the folder of a site, the table for their script conversion, and the cache."""

    site: SiteFolder
    imprint: Imprint
    content: EpubContent
    table: Table
    store: Store

    @property
    def folders(self) -> tuple[str, ...]:
        """The folder of each script, relative to the root; Simplified comes first and stands in the root itself."""
        return ("", *(f"{region.id}/" for region in self.imprint.home.regions))


def write(build: EpubBuild, workers: int = 0) -> None:
    """Write all books. ``workers`` is the number of processes; 0 lets the program choose."""
    common = _common_key(build)
    chapters = build.content.chapters
    names = [_article_key(chapter, build, common) for chapter in chapters]
    missing = [n for n, chapter in enumerate(chapters) if not _restore(_path(chapter), names[n], build)]
    worker_args = build.imprint, replace(build.content, chapters=()), build.table, build.site.root
    new_books = mapped(_write_books, [chapters[n] for n in missing], workers, WORTH_A_POOL, _start_worker, worker_args)
    for n, books in zip(missing, new_books, strict=True):
        _write_files(_path(chapters[n]), names[n], books, build)
    collection = key(common, *names)
    if chapters:
        _write_collection(collection, build)


def _write_collection(name: str, build: EpubBuild) -> None:
    """Write the book of the whole collection, whose key in the cache is ``name``."""
    if not _restore(COLLECTION, name, build):
        writers = EpubWriter.for_scripts(build.imprint, build.content, build.table, build.site.root).writers
        read = partial(read_picture, build.site.root)
        books = tuple(
            collection_epub(build.content, _chapter_pages(writer.folder, build), build.imprint, writer, read) for writer in writers
        )
        _write_files(COLLECTION, name, books, build)


def _chapter_pages(folder: str, build: EpubBuild) -> Iterator[str]:
    """The pages of all chapters in the script of ``folder``, read from the articles' books there."""
    for chapter in build.content.chapters:
        yield container.read_member((build.site.root / folder / _path(chapter)).read_bytes(), TEXT)


@dataclass(frozen=True, slots=True)
class EpubWriter:
    """The state that one process needs to write the books of articles; of ``content`` it needs no chapters."""

    imprint: Imprint
    content: EpubContent
    writers: tuple[ScriptWriter, ...]
    root: Path

    @classmethod
    def for_scripts(cls, imprint: Imprint, content: EpubContent, table: Table, root: Path) -> EpubWriter:
        """A writer for Simplified script and for the script of each region of the site."""
        home = imprint.home
        regional = (ScriptWriter(home, Script.for_region(region, table)) for region in home.regions)
        return cls(imprint, content, (ScriptWriter(home), *regional), root)

    def write_books(self, chapter: Chapter) -> Books:
        read = partial(read_picture, self.root)
        return tuple(article_epub(chapter, self.content, self.imprint, writer, read) for writer in self.writers)


_worker: EpubWriter | None = None


def _start_worker(imprint: Imprint, content: EpubContent, table: Table, root: Path) -> None:
    """Give a worker process, once, the data that all books share."""
    global _worker
    _worker = EpubWriter.for_scripts(imprint, content, table, root)


def _write_books(chapter: Chapter) -> Books:
    assert _worker is not None
    return _worker.write_books(chapter)


def read_picture(root: Path, ident: str, name: str) -> bytes:
    """The bytes of a picture of an article, as the site in the folder ``root`` has it."""
    return (root / "articles" / ident / PICTURES / name).read_bytes()


def _path(chapter: Chapter) -> str:
    return f"articles/{chapter.id}/{BOOK}"


def _restore(path: str, name: str, build: EpubBuild) -> bool:
    """True if the books of this key are there in all scripts, or could be written from the store."""
    return all(build.site.restore(folder + path, name, build.store, _cache_name(name, folder)) for folder in build.folders)


def _write_files(path: str, name: str, books: Books, build: EpubBuild) -> None:
    """Write a book in each script to ``path``, which is relative to the folder of the script, and put it into the store."""
    for folder, book in zip(build.folders, books, strict=True):
        build.store.put(_cache_name(name, folder), book)
        build.site.write(folder + path, name, book)


def _common_key(build: EpubBuild) -> str:
    """A cache key for everything that all books depend on."""
    imprint = build.imprint
    site = (imprint.name, imprint.description, imprint.home.address, _covers_key(build))
    return key(*site, build.table.digest, code_digest(__name__), _template_texts(), opencc_version, zlib.ZLIB_RUNTIME_VERSION)


def _covers_key(build: EpubBuild) -> str:
    """What the covers depend on besides their texts: the faces, and the library that draws them."""
    if not build.imprint.has_covers:
        return ""
    langs = (BASE_LANG, *(region.lang for region in build.imprint.home.regions))
    return f"{pillow_version} {[font_pair(lang) for lang in langs]!r}"


def _template_texts() -> str:
    """The texts of the templates and the style sheet, which are read anew in each build."""
    folder = Path(__file__).parent
    return "\0".join(path.read_text("utf-8") for path in sorted((*folder.glob("*.j2"), *folder.glob("*.css"))))


def _article_key(chapter: Chapter, build: EpubBuild, common: str) -> str:
    """A cache key for everything that the books of an article depend on."""
    definitions = [(build.content.terms.get(ident), build.content.names.get(ident)) for ident in chapter.places]
    return key(common, repr(chapter), repr(definitions))


def _cache_name(name: str, folder: str) -> str:
    return f"{name}-{folder.rstrip('/') or 'zh'}"
