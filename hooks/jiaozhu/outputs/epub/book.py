"""The files of a book by their names, made from the chapters: in the script in which they are written, or converted to that of a region."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from ...core.block_parts import PICTURES
from ...script_conversion.regions import BASE_LANG
from ...script_conversion.script import Script
from ..script_variants.page import PageAddress, SiteAddress, convert_segments, link_in_variant
from ..script_variants.segments import SegmentedPage, segment
from ..script_variants.start_tags import Slot
from ..share_images.cover import Cover, draw_cover
from ..share_images.fonts import font_pair
from .chapter import Chapter, EpubContent, render_template
from .container import PACKAGE, write_epub
from .definitions import NAMES, TERMS, MentioningPage, entries

TEXT, NAV, TITLE, STYLE = "text.xhtml", "nav.xhtml", "title.xhtml", "book.css"
COVER_PAGE, COVER = "cover.xhtml", "cover.png"
Member = tuple[str, str]
PictureReader = Callable[[str, str], bytes]  # the bytes of a picture by the id of its article and its name
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Imprint:
    """The name, the description and the address of the site, which all of its books state, and whether they have covers."""

    name: str
    description: str
    home: SiteAddress
    has_covers: bool = False


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of a table of contents. ``sections`` are the lines below it: address and title."""

    href: str
    title: str
    date: str = ""
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptWriter:
    """Converts the texts and pages of a book to one script of the site. ``script`` is None for Simplified, which needs no conversion."""

    home: SiteAddress
    script: Script | None = None

    @property
    def lang(self) -> str:
        return self.script.region.lang if self.script else BASE_LANG

    @property
    def folder(self) -> str:
        return f"{self.script.region.id}/" if self.script else ""

    def convert_text(self, text: str) -> str:
        """A plain text in this script."""
        return self.script.convert_block(text) if self.script else text

    def convert_page(self, xhtml: str) -> str:
        """An XHTML page in this script: its text, its language and its links to the site."""
        if self.script is None:
            return xhtml
        page = convert_segments(_segmented(xhtml), self.script, self._slot_content)
        return page.replace(f'xml:lang="{BASE_LANG}"', f'xml:lang="{self.lang}"', 1)

    def _slot_content(self, slot: Slot) -> str:
        """The value of a slot in this script: the language, or an address of the site that now leads to the page in this script."""
        if slot.kind == "lang":
            return self.lang
        if slot.kind == "address" and self.script and self.home.address and slot.raw.startswith(self.home.address):
            return link_in_variant(slot.raw, PageAddress(self.home, "index.html"), self.script.region)
        return slot.raw


@lru_cache(maxsize=4)  # each page is segmented once and then converted to every script
def _segmented(xhtml: str) -> SegmentedPage:
    return segment(xhtml)


def article_epub(chapter: Chapter, content: EpubContent, imprint: Imprint, writer: ScriptWriter, read: PictureReader) -> bytes:
    """The bytes of the book of one article, which is a chapter of ``content``. ``read`` gives the bytes of a picture."""
    definition_pages = _definition_pages(content, [MentioningPage(TEXT, chapter.title, chapter.places)], "本篇")
    sections = (*((f"{TEXT}#{ident}", title) for ident, title in chapter.headings), (f"{TEXT}#apparatus", "校勘记"))
    contents = [ContentsLine(TEXT, chapter.title, sections=sections), *(page.line for page in definition_pages)]
    facts = (chapter.date, f"{chapter.length:,} 字", imprint.name)
    book = BookParts(
        path=f"articles/{quote(chapter.id, safe='')}/",
        title=chapter.title,
        cover=Cover(chapter.title, " · ".join(chapter.names), " · ".join(filter(None, facts))),
        pages=((NAV, _navigation(contents, TEXT)), (TEXT, chapter.xhtml), *(page.member for page in definition_pages)),
        spine=(TEXT, *(page.line.href for page in definition_pages)),
        chapters=(chapter,),
    )
    metadata = {
        "names": chapter.names,
        "date": chapter.date,
        "sources": tuple(filter(None, (f"{chapter.file} (SHA-256 {chapter.digest})", chapter.origin))),
        "description": chapter.excerpt,
        "updated": chapter.updated,
    }
    return _bound(book, metadata, (), imprint, writer, read)


def collection_epub(content: EpubContent, texts: Iterable[str], imprint: Imprint, writer: ScriptWriter, read: PictureReader) -> bytes:
    """The bytes of the book of the whole collection. ``texts`` are the pages of its chapters, already in the script of ``writer``;
    ``read`` gives the bytes of a picture.
    """
    chapters = content.chapters
    names = [f"article-{n:04}.xhtml" for n in range(1, len(chapters) + 1)]
    mentioning = [MentioningPage(name, chapter.title, chapter.places) for name, chapter in zip(names, chapters, strict=True)]
    definition_pages = _definition_pages(content, mentioning, "")
    contents = [ContentsLine(name, chapter.title, chapter.date) for name, chapter in zip(names, chapters, strict=True)]
    contents += [page.line for page in definition_pages]
    length = sum(chapter.length for chapter in chapters)
    book = BookParts(
        path="",
        title=imprint.name,
        cover=Cover(imprint.name, imprint.description, f"{len(chapters):,} 篇 · {length:,} 字"),
        pages=(
            (NAV, _navigation(contents, names[0])),
            (TITLE, _title_page(chapters, imprint, writer)),
            *(page.member for page in definition_pages),
        ),
        spine=(TITLE, NAV, *names, *(page.line.href for page in definition_pages)),
        chapters=chapters,
    )
    metadata = {"description": imprint.description, "updated": max(chapter.updated for chapter in chapters)}
    return _bound(book, metadata, zip(names, texts, strict=True), imprint, writer, read)


@dataclass(frozen=True, slots=True)
class BookParts:
    """What a book is made of: the title, the texts of the cover, pages that are to be converted, the order of all pages, the chapters.

    ``path`` is that of the page on the site of which it is the book.
    """

    path: str
    title: str
    cover: Cover
    pages: tuple[Member, ...]
    spine: tuple[str, ...]
    chapters: tuple[Chapter, ...]


def _bound(
    book: BookParts, metadata: Mapping[str, object], ready: Iterable[Member], imprint: Imprint, writer: ScriptWriter, read: PictureReader
) -> bytes:
    """The bytes of a book. ``ready`` are pages that are in the script of ``writer`` already."""
    pictures = tuple(dict.fromkeys(name for chapter in book.chapters for name in chapter.pictures))
    cover = _cover(book, imprint, writer)
    documents = ([COVER_PAGE] if cover else []) + list(book.spine)
    package = _package_document(
        writer, imprint, book.path, title=book.title, documents=documents, pictures=pictures, has_cover=bool(cover), **metadata
    )
    converted_pages = ((name, writer.convert_page(xhtml)) for name, xhtml in book.pages)
    return write_epub(chain([(PACKAGE, package), (STYLE, stylesheet())], cover, converted_pages, ready, _pictures(book.chapters, read)))


def _cover(book: BookParts, imprint: Imprint, writer: ScriptWriter) -> list[tuple[str, str | bytes]]:
    """The picture of the cover and its page; nothing where no picture can be drawn."""
    faces = font_pair(writer.lang) if imprint.has_covers else None
    if faces is None:
        return []
    title, words, facts = map(writer.convert_text, (book.cover.title, book.cover.words, book.cover.facts))
    page = writer.convert_page(render_template("cover.xhtml.j2", title=book.title))
    return [(COVER_PAGE, page), (COVER, draw_cover(Cover(title, words, facts), faces))]


def _pictures(chapters: Iterable[Chapter], read: PictureReader) -> Iterator[tuple[str, bytes]]:
    """The files of the pictures that chapters show, each once."""
    owners = {name: chapter.id for chapter in chapters for name in chapter.pictures}
    for name, owner in owners.items():
        yield f"{PICTURES}/{name}", read(owner, name)


def stylesheet() -> str:
    return (Path(__file__).parent / STYLE).read_text("utf-8")


def _package_document(writer: ScriptWriter, imprint: Imprint, path: str, **values: object) -> str:
    """The package document (EPUB 3.3, section 5) of the book of the page at ``path``. ``documents`` are its pages in reading order."""
    address = imprint.home.address or f"urn:{imprint.name}/"
    identifier = f"urn:uuid:{uuid5(NAMESPACE_URL, f'{address}{writer.folder}{path}')}"
    metadata = {"names": (), "date": "", "sources": (), "publisher": imprint.name, **values}
    return render_template(
        "package.opf.j2", convert=writer.convert_text, lang=writer.lang, identifier=identifier, media_types=MEDIA_TYPES, **metadata
    )


def _navigation(contents: Sequence[ContentsLine], start: str) -> str:
    landmarks = [("bodymatter", start, "正文"), *(("glossary", TERMS, "术语") for line in contents if line.href == TERMS)]
    return render_template("nav.xhtml.j2", contents=contents, landmarks=landmarks)


def _title_page(chapters: Sequence[Chapter], imprint: Imprint, writer: ScriptWriter) -> str:
    years = sorted({chapter.date[:4] for chapter in chapters if chapter.date})
    period = f"{years[0]}—{years[-1]}" if len(years) > 1 else "".join(years)
    url = imprint.home.address and f"{imprint.home.address}{writer.folder}"
    length = sum(chapter.length for chapter in chapters)
    values = {"name": imprint.name, "description": imprint.description, "url": url, "period": period}
    return render_template("title.xhtml.j2", chapters=chapters, length=length, **values)


@dataclass(frozen=True, slots=True)
class DefinitionPage:
    """A page of entries, and the line of the table of contents that leads to it."""

    line: ContentsLine
    member: Member


def _definition_pages(content: EpubContent, pages: Sequence[MentioningPage], whose: str) -> list[DefinitionPage]:
    """The pages about the terms and the names that ``pages`` mention; none where they mention nothing."""
    made: list[DefinitionPage] = []
    for file, prefix, title, definitions in ((TERMS, "term", "术语", content.terms), (NAMES, "name", "专名", content.names)):
        shown = tuple(entries(definitions, pages))
        if shown:
            ids = {entry.definition.id for entry in shown}
            text = render_template("definitions.xhtml.j2", title=f"{whose}{title}", prefix=prefix, entries=shown, ids=ids)
            made.append(DefinitionPage(ContentsLine(file, f"{whose}{title}"), (file, text)))
    return made
