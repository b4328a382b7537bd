"""What is in a book: its files by name, from the chapters, in the script of a region or as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from ..variants import quotes
from ..variants.page import Home, Place, converted, led
from ..variants.regions import BASE_LANG
from ..variants.scanner import Sheet, scan
from ..variants.script import Script
from ..variants.tags import Slot
from .chapter import TERMS, Chapter, Definition, Manuscripts, written
from .epub import PACKAGE, bound

TEXT, NAV, TITLE, STYLE = "text.xhtml", "nav.xhtml", "title.xhtml", "book.css"
NO_DATE = "1970-01-01T00:00:00Z"  # a book must say when it was changed
Member = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What all books of a site have in common."""

    name: str
    description: str
    home: Home


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents, and those below it."""

    href: str
    title: str
    date: str = ""
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tongue:
    """One script of the site, as books are written in it: ``script`` is None for the one in which everything is written first."""

    home: Home
    script: Script | None = None

    @property
    def lang(self) -> str:
        return self.script.region.lang if self.script else BASE_LANG

    @property
    def folder(self) -> str:
        return f"{self.script.region.id}/" if self.script else ""

    def say(self, text: str) -> str:
        """Some words, in the script."""
        return self.script.convert_lines(quotes.turned(text)).text if self.script else text

    def page(self, xhtml: str) -> str:
        """A page, in the script."""
        if self.script is None:
            return xhtml
        page = converted(_scanned(xhtml), self.script, self._filled)
        return page.replace(f'xml:lang="{BASE_LANG}"', f'xml:lang="{self.lang}"', 1)

    def _filled(self, slot: Slot) -> str:
        if slot.kind == "lang":
            return self.lang
        if slot.kind == "address" and self.script and self.home.address and slot.raw.startswith(self.home.address):
            return led(slot.raw, Place(self.home, "index.html"), self.script.region)
        return slot.raw


@lru_cache(maxsize=4)  # the same page is asked for in each script
def _scanned(xhtml: str) -> Sheet:
    return scan(xhtml)


def of_article(chapter: Chapter, definitions: Mapping[str, Definition], imprint: Imprint, tongue: Tongue) -> bytes:
    """The book of one article."""
    words = _defined(chapter.terms, definitions)
    sections = (*((f"{TEXT}#{ident}", title) for ident, title in chapter.headings), (f"{TEXT}#apparatus", "校勘记"))
    entries = [Entry(TEXT, chapter.title, sections=sections), *([Entry(TERMS, "本篇术语")] if words else [])]
    documents = [("text", TEXT), *([("terms", TERMS)] if words else [])]
    package = _package(
        tongue,
        path=f"articles/{quote(chapter.id, safe='')}/",
        imprint=imprint,
        title=chapter.title,
        names=chapter.names,
        date=chapter.date,
        sources=tuple(filter(None, (f"{chapter.file} (SHA-256 {chapter.digest})", chapter.origin))),
        description=chapter.excerpt,
        updated=chapter.updated,
        documents=documents,
        spine=[ident for ident, _ in documents],
    )
    glossary = [(TERMS, written("terms.xhtml.j2", title="本篇术语", terms=words))] if words else []
    pages = [(NAV, _nav(entries, TEXT, bool(words))), (TEXT, chapter.xhtml), *glossary]
    return bound([(PACKAGE, package), (STYLE, style()), *((name, tongue.page(xhtml)) for name, xhtml in pages)])


def of_all(manuscripts: Manuscripts, texts: Iterable[str], imprint: Imprint, tongue: Tongue) -> bytes:
    """The book of the whole collection. ``texts`` are the pages of the chapters, in the script already."""
    chapters, definitions = manuscripts.chapters, manuscripts.definitions
    names = [f"article-{n:04}.xhtml" for n in range(1, len(chapters) + 1)]
    words = _defined(dict.fromkeys(term for chapter in chapters for term in chapter.terms), definitions)
    entries = [Entry(name, chapter.title, chapter.date) for name, chapter in zip(names, chapters, strict=True)]
    entries += [Entry(TERMS, "术语")] if words else []
    documents = [("title", TITLE), *((name.partition(".")[0], name) for name in names), *([("terms", TERMS)] if words else [])]
    package = _package(
        tongue,
        path="",
        imprint=imprint,
        title=imprint.name,
        names=(),
        date="",
        sources=(),
        description=imprint.description,
        updated=max((chapter.updated for chapter in chapters), default=NO_DATE),
        documents=documents,
        spine=["title", "nav", *(ident for ident, _ in documents[1:])],
    )
    front = [(NAV, _nav(entries, names[0] if names else TITLE, bool(words))), (TITLE, _title(chapters, imprint))]
    back = [(TERMS, written("terms.xhtml.j2", title="术语", terms=words))] if words else []

    def members() -> Iterator[Member]:
        yield PACKAGE, package
        yield STYLE, style()
        yield from ((name, tongue.page(xhtml)) for name, xhtml in front)
        yield from zip(names, texts, strict=True)
        yield from ((name, tongue.page(xhtml)) for name, xhtml in back)

    return bound(members())


def style() -> str:
    return (Path(__file__).parent / STYLE).read_text("utf-8")


def _package(tongue: Tongue, path: str, imprint: Imprint, **values: object) -> str:
    address = imprint.home.address or f"urn:{imprint.name}/"
    identifier = f"urn:uuid:{uuid5(NAMESPACE_URL, f'{address}{tongue.folder}{path}')}"
    say: Callable[[str], str] = tongue.say
    return written("package.opf.j2", say=say, lang=tongue.lang, identifier=identifier, publisher=imprint.name, **values)


def _nav(entries: Sequence[Entry], start: str, glossary: bool) -> str:
    landmarks = [("bodymatter", start, "正文")]
    landmarks += [("glossary", TERMS, "术语")] if glossary else []
    return written("nav.xhtml.j2", entries=entries, landmarks=landmarks)


def _title(chapters: Sequence[Chapter], imprint: Imprint) -> str:
    years = sorted({chapter.date[:4] for chapter in chapters if chapter.date})
    said = f"{years[0]}—{years[-1]}" if len(years) > 1 else "".join(years)
    values = {"name": imprint.name, "description": imprint.description, "url": imprint.home.address, "years": said}
    return written("title.xhtml.j2", chapters=chapters, length=sum(chapter.length for chapter in chapters), **values)


def _defined(terms: Iterable[str], definitions: Mapping[str, Definition]) -> list[Definition]:
    return [definitions[ident] for ident in terms if ident in definitions]
