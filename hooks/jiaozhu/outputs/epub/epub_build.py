"""The books of a site, beside its pages: one of each article, and one of all, in each script. What was bound before comes from the cache.

Articles are independent of each other, so any number of processes makes the same bytes. The book of the whole collection is bound
from the pages of their own books.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from opencc import __version__ as opencc_version

from ...core.digest import code_digest, key
from ...core.pool import mapped
from ...core.store import Store
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from . import container
from .book import TEXT, Imprint, ScriptWriter, of_all, of_article
from .chapter import Chapter, Manuscripts, TermDefinition

BOOK, COLLECTION = "edition.epub", "books/collection.epub"
WORTH_A_POOL = 100  # articles to be bound from which new processes are started unasked: each has to load OpenCC first
Books = tuple[bytes, ...]  # one book in each script, in the order of `Bookcase.folders`


@dataclass(frozen=True, slots=True)
class EpubBuild:
    """The books that a site in the folder ``root`` is to have, and the table by which they are converted."""

    root: Path
    imprint: Imprint
    manuscripts: Manuscripts
    table: Table
    store: Store

    @property
    def folders(self) -> tuple[str, ...]:
        """The folder of each script, the first one's being the root."""
        return ("", *(f"{region.id}/" for region in self.imprint.home.regions))


def write(bookcase: EpubBuild, workers: int = 0) -> None:
    """Write all books. ``workers`` is the number of processes; 0 leaves it to the program."""
    common = _common(bookcase)
    names = [_name(chapter, bookcase, common) for chapter in bookcase.manuscripts.chapters]
    missing: list[int] = []
    for n, chapter in enumerate(bookcase.manuscripts.chapters):
        kept = _kept(names[n], bookcase)
        if kept is None:
            missing.append(n)
        else:
            _place(_path(chapter), kept, bookcase)
    shared = bookcase.imprint, bookcase.manuscripts.definitions, bookcase.table
    wanted = [bookcase.manuscripts.chapters[n] for n in missing]
    for n, made in zip(missing, mapped(_bind, wanted, workers, WORTH_A_POOL, _begin, shared), strict=True):
        _keep(names[n], made, bookcase)
        _place(_path(bookcase.manuscripts.chapters[n]), made, bookcase)
    whole = key(common, *names)
    if bookcase.manuscripts.chapters:
        _collect(whole, bookcase)
    bookcase.store.keep_only(_file(name, folder) for name in (*names, whole) for folder in bookcase.folders)


def _collect(name: str, bookcase: EpubBuild) -> None:
    """Write the book of the whole collection."""
    books = _kept(name, bookcase)
    if books is None:
        tongues = EpubWriter.for_scripts(bookcase.imprint, bookcase.manuscripts.definitions, bookcase.table).tongues
        books = tuple(of_all(bookcase.manuscripts, _texts(tongue.folder, bookcase), bookcase.imprint, tongue) for tongue in tongues)
        _keep(name, books, bookcase)
    _place(COLLECTION, books, bookcase)


def _texts(folder: str, bookcase: EpubBuild) -> Iterator[str]:
    """The pages of all articles in the script of a folder, from the books that have been written."""
    for chapter in bookcase.manuscripts.chapters:
        yield container.read_member((bookcase.root / folder / _path(chapter)).read_bytes(), TEXT)


@dataclass(frozen=True, slots=True)
class EpubWriter:
    """What one process needs to bind the books of articles."""

    imprint: Imprint
    definitions: Mapping[str, TermDefinition]
    tongues: tuple[ScriptWriter, ...]

    @classmethod
    def for_scripts(cls, imprint: Imprint, definitions: Mapping[str, TermDefinition], table: Table) -> EpubWriter:
        home = imprint.home
        return cls(
            imprint, definitions, (ScriptWriter(home), *(ScriptWriter(home, Script.for_region(region, table)) for region in home.regions))
        )

    def bind(self, chapter: Chapter) -> Books:
        return tuple(of_article(chapter, self.definitions, self.imprint, tongue) for tongue in self.tongues)


_bindery: EpubWriter | None = None


def _begin(imprint: Imprint, definitions: Mapping[str, TermDefinition], table: Table) -> None:
    """Give a new worker once what all books have in common."""
    global _bindery
    _bindery = EpubWriter.for_scripts(imprint, definitions, table)


def _bind(chapter: Chapter) -> Books:
    assert _bindery is not None
    return _bindery.bind(chapter)


def _path(chapter: Chapter) -> str:
    return f"articles/{chapter.id}/{BOOK}"


def _place(path: str, books: Books, bookcase: EpubBuild) -> None:
    for folder, book in zip(bookcase.folders, books, strict=True):
        target = bookcase.root / folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(book)


def _common(bookcase: EpubBuild) -> str:
    """A name for what all books depend on."""
    imprint = bookcase.imprint
    said = (imprint.name, imprint.description, imprint.home.address)
    return key(*said, bookcase.table.digest, code_digest(), _forms(), opencc_version, zlib.ZLIB_RUNTIME_VERSION)


def _forms() -> str:
    """The templates, which are read on each build, and the style."""
    folder = Path(__file__).parent
    return "\0".join(path.read_text("utf-8") for path in sorted((*folder.glob("*.j2"), *folder.glob("*.css"))))


def _name(chapter: Chapter, bookcase: EpubBuild, common: str) -> str:
    """A name for all that the books of an article depend on."""
    definitions = [bookcase.manuscripts.definitions.get(term) for term in chapter.terms]
    return key(common, repr(chapter), repr(definitions))


def _file(name: str, folder: str) -> str:
    return f"{name}-{folder.rstrip('/') or 'zh'}"


def _kept(name: str, bookcase: EpubBuild) -> Books | None:
    """The books of this name from the cache; None where one of them is not there."""
    found = [bookcase.store.get(_file(name, folder)) for folder in bookcase.folders]
    books = tuple(book for book in found if book is not None)
    return books if len(books) == len(found) else None


def _keep(name: str, books: Books, bookcase: EpubBuild) -> None:
    for folder, book in zip(bookcase.folders, books, strict=True):
        bookcase.store.put(_file(name, folder), book)
