"""What is in a book: its files by name, from the chapters, in the script of a region or as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from ...script_conversion.regions import BASE_LANG
from ...script_conversion.script import Script
from ..script_variants.page import PageAddress, SiteAddress, convert_segments, link_in_variant
from ..script_variants.segments import SegmentedPage, segment
from ..script_variants.start_tags import Slot
from .chapter import TERMS, Chapter, Manuscripts, TermDefinition, written
from .container import PACKAGE, write_epub

TEXT, NAV, TITLE, STYLE = "text.xhtml", "nav.xhtml", "title.xhtml", "book.css"
Member = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What all books of a site have in common."""

    name: str
    description: str
    home: SiteAddress


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of a table of contents, and those below it."""

    href: str
    title: str
    date: str = ""
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptWriter:
    """One script of the site, as books are written in it: ``script`` is None for the one in which everything is written first."""

    home: SiteAddress
    script: Script | None = None

    @property
    def lang(self) -> str:
        return self.script.region.lang if self.script else BASE_LANG

    @property
    def folder(self) -> str:
        return f"{self.script.region.id}/" if self.script else ""

    def say(self, text: str) -> str:
        """Some words, in the script."""
        return self.script.say(text) if self.script else text

    def page(self, xhtml: str) -> str:
        """A page, in the script."""
        if self.script is None:
            return xhtml
        page = convert_segments(_scanned(xhtml), self.script, self._filled)
        return page.replace(f'xml:lang="{BASE_LANG}"', f'xml:lang="{self.lang}"', 1)

    def _filled(self, slot: Slot) -> str:
        if slot.kind == "lang":
            return self.lang
        if slot.kind == "address" and self.script and self.home.address and slot.raw.startswith(self.home.address):
            return link_in_variant(slot.raw, PageAddress(self.home, "index.html"), self.script.region)
        return slot.raw


@lru_cache(maxsize=4)  # the same page is asked for in each script
def _scanned(xhtml: str) -> SegmentedPage:
    return segment(xhtml)


def of_article(chapter: Chapter, definitions: Mapping[str, TermDefinition], imprint: Imprint, tongue: ScriptWriter) -> bytes:
    """The book of one article."""
    glossary = _glossary("本篇术语", chapter.terms, definitions)
    sections = (*((f"{TEXT}#{ident}", title) for ident, title in chapter.headings), (f"{TEXT}#apparatus", "校勘记"))
    contents = [ContentsLine(TEXT, chapter.title, sections=sections), *(ContentsLine(name, "本篇术语") for name, _ in glossary)]
    package = _package(
        tongue,
        imprint,
        path=f"articles/{quote(chapter.id, safe='')}/",
        title=chapter.title,
        names=chapter.names,
        date=chapter.date,
        sources=tuple(filter(None, (f"{chapter.file} (SHA-256 {chapter.digest})", chapter.origin))),
        description=chapter.excerpt,
        updated=chapter.updated,
        documents=[TEXT, *(name for name, _ in glossary)],
    )
    pages = [(NAV, _nav(contents, TEXT)), (TEXT, chapter.xhtml), *glossary]
    return write_epub([(PACKAGE, package), (STYLE, style()), *((name, tongue.page(xhtml)) for name, xhtml in pages)])


def of_all(manuscripts: Manuscripts, texts: Iterable[str], imprint: Imprint, tongue: ScriptWriter) -> bytes:
    """The book of the whole collection. ``texts`` are the pages of the chapters, in the script already."""
    chapters = manuscripts.chapters
    names = [f"article-{n:04}.xhtml" for n in range(1, len(chapters) + 1)]
    glossary = _glossary("术语", dict.fromkeys(term for chapter in chapters for term in chapter.terms), manuscripts.definitions)
    contents = [ContentsLine(name, chapter.title, chapter.date) for name, chapter in zip(names, chapters, strict=True)]
    contents += [ContentsLine(name, "术语") for name, _ in glossary]
    package = _package(
        tongue,
        imprint,
        path="",
        title=imprint.name,
        description=imprint.description,
        updated=max(chapter.updated for chapter in chapters),
        documents=[TITLE, NAV, *names, *(name for name, _ in glossary)],
    )
    pages = [(NAV, _nav(contents, names[0])), (TITLE, _title(chapters, imprint, tongue)), *glossary]
    own = ((name, tongue.page(xhtml)) for name, xhtml in pages)
    return write_epub(chain([(PACKAGE, package), (STYLE, style())], own, zip(names, texts, strict=True)))


def style() -> str:
    return (Path(__file__).parent / STYLE).read_text("utf-8")


def _package(tongue: ScriptWriter, imprint: Imprint, path: str, **values: object) -> str:
    """The record of a book that belongs to the page at ``path``. ``documents`` are its pages, in order."""
    address = imprint.home.address or f"urn:{imprint.name}/"
    identifier = f"urn:uuid:{uuid5(NAMESPACE_URL, f'{address}{tongue.folder}{path}')}"
    said = {"names": (), "date": "", "sources": (), **values}
    return written("package.opf.j2", say=tongue.say, lang=tongue.lang, identifier=identifier, publisher=imprint.name, **said)


def _nav(contents: Sequence[ContentsLine], start: str) -> str:
    landmarks = [("bodymatter", start, "正文"), *(("glossary", TERMS, "术语") for entry in contents if entry.href == TERMS)]
    return written("nav.xhtml.j2", entries=contents, landmarks=landmarks)


def _title(chapters: Sequence[Chapter], imprint: Imprint, tongue: ScriptWriter) -> str:
    years = sorted({chapter.date[:4] for chapter in chapters if chapter.date})
    said = f"{years[0]}—{years[-1]}" if len(years) > 1 else "".join(years)
    url = imprint.home.address and f"{imprint.home.address}{tongue.folder}"
    length = sum(chapter.length for chapter in chapters)
    values = {"name": imprint.name, "description": imprint.description, "url": url, "years": said}
    return written("title.xhtml.j2", chapters=chapters, length=length, **values)


def _glossary(title: str, terms: Iterable[str], definitions: Mapping[str, TermDefinition]) -> list[Member]:
    """The page of the terms, where there are any."""
    words = [definitions[ident] for ident in terms]
    return [(TERMS, written("terms.xhtml.j2", title=title, terms=words))] if words else []
