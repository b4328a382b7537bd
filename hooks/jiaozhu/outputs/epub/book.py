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
from .chapter import TERMS, Chapter, EpubContent, TermDefinition, render_template
from .container import PACKAGE, write_epub

TEXT, NAV, TITLE, STYLE = "text.xhtml", "nav.xhtml", "title.xhtml", "book.css"
Member = tuple[str, str]
PictureReader = Callable[[str, str], bytes]  # the bytes of a picture by the id of its article and its name
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Imprint:
    """The name, the description and the address of the site, which all of its books state."""

    name: str
    description: str
    home: SiteAddress


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


def article_epub(
    chapter: Chapter, definitions: Mapping[str, TermDefinition], imprint: Imprint, writer: ScriptWriter, read: PictureReader
) -> bytes:
    """The bytes of the book of one article. ``read`` gives those of a picture."""
    glossary_pages = _glossary_pages("本篇术语", chapter.terms, definitions)
    sections = (*((f"{TEXT}#{ident}", title) for ident, title in chapter.headings), (f"{TEXT}#apparatus", "校勘记"))
    contents = [ContentsLine(TEXT, chapter.title, sections=sections), *(ContentsLine(name, "本篇术语") for name, _ in glossary_pages)]
    package = _package_document(
        writer,
        imprint,
        path=f"articles/{quote(chapter.id, safe='')}/",
        title=chapter.title,
        names=chapter.names,
        date=chapter.date,
        sources=tuple(filter(None, (f"{chapter.file} (SHA-256 {chapter.digest})", chapter.origin))),
        description=chapter.excerpt,
        updated=chapter.updated,
        documents=[TEXT, *(name for name, _ in glossary_pages)],
        pictures=chapter.pictures,
    )
    pages = [(NAV, _navigation(contents, TEXT)), (TEXT, chapter.xhtml), *glossary_pages]
    converted_pages = ((name, writer.convert_page(xhtml)) for name, xhtml in pages)
    return write_epub(chain([(PACKAGE, package), (STYLE, stylesheet())], converted_pages, _pictures([chapter], read)))


def collection_epub(content: EpubContent, texts: Iterable[str], imprint: Imprint, writer: ScriptWriter, read: PictureReader) -> bytes:
    """The bytes of the book of the whole collection. ``texts`` are the pages of its chapters, already in the script of ``writer``;
    ``read`` gives the bytes of a picture.
    """
    chapters = content.chapters
    names = [f"article-{n:04}.xhtml" for n in range(1, len(chapters) + 1)]
    glossary_pages = _glossary_pages("术语", dict.fromkeys(term for chapter in chapters for term in chapter.terms), content.definitions)
    contents = [ContentsLine(name, chapter.title, chapter.date) for name, chapter in zip(names, chapters, strict=True)]
    contents += [ContentsLine(name, "术语") for name, _ in glossary_pages]
    package = _package_document(
        writer,
        imprint,
        path="",
        title=imprint.name,
        description=imprint.description,
        updated=max(chapter.updated for chapter in chapters),
        documents=[TITLE, NAV, *names, *(name for name, _ in glossary_pages)],
        pictures=tuple(dict.fromkeys(name for chapter in chapters for name in chapter.pictures)),
    )
    pages = [(NAV, _navigation(contents, names[0])), (TITLE, _title_page(chapters, imprint, writer)), *glossary_pages]
    converted_pages = ((name, writer.convert_page(xhtml)) for name, xhtml in pages)
    return write_epub(
        chain([(PACKAGE, package), (STYLE, stylesheet())], converted_pages, zip(names, texts, strict=True), _pictures(chapters, read))
    )


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
    metadata = {"names": (), "date": "", "sources": (), "publisher": imprint.name, "pictures": (), **values}
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


def _glossary_pages(title: str, terms: Iterable[str], definitions: Mapping[str, TermDefinition]) -> list[Member]:
    """The page that defines ``terms``; none where there are no terms."""
    entries = [definitions[ident] for ident in terms]
    return [(TERMS, render_template("terms.xhtml.j2", title=title, terms=entries))] if entries else []
