"""A variant of a page: the same bytes in the script of a region, but for its words, its language and where its links lead."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

from ...html.character_references import REFERENCE, referenced_text, resolve_references
from ...script_conversion.corner_brackets import with_corner_brackets
from ...script_conversion.interface_words import interface_words, regional_words
from ...script_conversion.regions import BASE_LANG, Region
from ...script_conversion.script import Converted, Script
from .segments import SegmentedPage, Words
from .start_tags import OURS, Slot

ERROR_PAGE, FEED, PANELS = "404.html", "feed.xml", "panels.js"
OF_EACH_SCRIPT = frozenset({FEED, PANELS, "edition.epub", "collection.epub", "share.png"})  # besides pages
SHARED = re.compile(r"(articles/[^/]+/(original|report)|report)/(index\.html)?")  # or the address of one
DATA_WORDS = re.compile(r'(?<="headline":")[^"]*|(?<="description":")[^"]*|(?<="name":")[^"]*')
DATA_ADDRESSES = re.compile(r'(?<="url":")[^"]*|(?<="image":")[^"]*')


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the site is: ``address`` is its whole address, with a slash at its end, or empty; ``regions`` are those whose script it has."""

    address: str
    regions: tuple[Region, ...]

    @property
    def folder(self) -> str:
        """The path of the site on its host: `/` or `/sub/`."""
        return urlsplit(self.address).path or "/"


@dataclass(frozen=True, slots=True)
class PageAddress:
    """A page of the site: ``file`` is that of the Simplified page, relative to the root."""

    home: SiteAddress
    file: str

    @property
    def url(self) -> str:
        """The address of the page, relative to the root of the site."""
        return quote(self.file.removesuffix("index.html") if self.file.rpartition("/")[2] == "index.html" else self.file)

    def root(self, region: Region | None) -> str:
        """The root of the site, relative to the page in the script of ``region``."""
        if self.file == ERROR_PAGE:  # it is shown at any address
            return self.home.folder
        return "../" * (self.file.count("/") + (region is not None))

    def link(self, source: Region | None, target: Region | None) -> str:
        """A link from the page in the script of ``source`` to the same page in the script of ``target``."""
        path = (f"{target.id}/" if target else "") + self.url
        return (self.home.address or self.root(source)) + path or "./"


def is_shared(file: str) -> bool:
    """True for a page that is the same in all scripts: a source as it is, and what only editors need."""
    return SHARED.fullmatch(file) is not None


def simplified_page(page: SegmentedPage, address: PageAddress) -> str:
    """The Simplified page with links to its variants, and with a short script that leads readers to the script they have chosen."""
    parts: list[str] = []
    for part in page.parts:
        if isinstance(part, Words):
            parts.append(part.raw)
        elif isinstance(part, str):
            parts.append(part)
        elif part.kind == "charset":
            parts.append(_redirect(address))
        elif part.kind == "head":
            parts.append(_alternate_links(address, None))
        elif part.kind == "current":
            parts.append(_current_mark(part, BASE_LANG))
        else:
            parts.append(part.raw)
    return "".join(parts)


def converted_page(page: SegmentedPage, address: PageAddress, script: Script) -> str:
    """The page in another script."""
    filler = cache(lambda slot: _filled_slot(slot, address, script))  # cached, because a page leads to the same places again and again
    return convert_segments(page, script, filler)


def convert_segments(page: SegmentedPage, script: Script, filler: Callable[[Slot], str]) -> str:
    """The words of the page in another script, and in its slots what ``filler`` returns."""
    texts = ((page.text[block.start : block.end], block.marks_stay) for block in page.blocks)
    converted = script.convert_lines("\n".join(text if marks_stay else with_corner_brackets(text) for text, marks_stay in texts))
    parts: list[str] = []
    for part in page.parts:
        if isinstance(part, Words):
            parts.append(_converted_words(part, converted, script.region))
        elif isinstance(part, str):
            parts.append(part)
        else:
            parts.append(filler(part))
    return "".join(parts)


def convert_plain_text(text: str, script: Script) -> str:
    """A plain text in another script, line by line."""
    return script.convert_lines("\n".join(map(with_corner_brackets, text.split("\n")))).text


def link_in_variant(raw: str, address: PageAddress, region: Region, to_base: bool = False) -> str:
    """The value of a link of the Simplified page, in the variant of ``region``.

    A link to a page leads to its variant. What there is only one of is linked where it is, and so is everything with ``to_base``.
    """
    home, link = address.home, resolve_references(raw).strip()
    try:
        parts = urlsplit(link)
    except ValueError:
        return raw
    root = next((root for root in (home.address, home.folder) if root and link.startswith(root)), "")
    if root and (root == home.address or not parts.netloc):
        path = parts.path[len(home.folder) :]
        leads_to_variant = not to_base and _has_variants(path, home.regions)
        return html.escape(f"{root}{region.id}/{link[len(root) :]}") if leads_to_variant else raw
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return raw
    target = posixpath.normpath(posixpath.join(quote(posixpath.dirname(address.file)), parts.path))
    if target.startswith("..") or (not to_base and _has_variants(parts.path, ()) and _has_variants(target + "/", home.regions)):
        return raw
    slash = "/" if parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", "..") else ""
    path = address.root(region) + ("" if target == "." else target + slash)
    return html.escape(parts._replace(path=path or "./").geturl())


def _converted_words(words: Words, converted: Converted, region: Region) -> str:
    """The converted words of one stretch; those of the interface are the region's own."""
    if "&" not in words.raw:
        text = converted.text[converted.offset_of(words.start) : converted.offset_of(words.end)]
        return html.escape(text) if "&" in text or "<" in text else text
    parts, at, place = [], 0, words.start
    for start, end, interface in interface_words(words.raw):
        before = words.raw[at:start]
        parts += [_converted_stretch(before, place, converted), regional_words(interface, region.id)]
        at, place = end, place + len(resolve_references(before)) + len(interface)
    parts.append(_converted_stretch(words.raw[at:], place, converted))
    return "".join(parts)


def _converted_stretch(raw: str, place: int, converted: Converted) -> str:
    """The conversion of what stands from ``place`` on in the text. Where nothing has changed, its references stay as they were written."""
    parts, at = [], 0
    for match in REFERENCE.finditer(raw):
        referenced = referenced_text(match[0])
        if referenced == match[0]:
            continue
        literal = raw[at : match.start()]
        start, end = place + len(literal), place + len(literal) + len(referenced)
        parts.append(converted.text[converted.offset_of(place) : converted.offset_of(start)])
        text = converted.text[converted.offset_of(start) : converted.offset_of(end)]
        parts.append(match[0] if text == referenced else html.escape(text))
        at, place = match.end(), end
    parts.append(converted.text[converted.offset_of(place) : converted.offset_of(place + len(raw) - at)])
    return "".join(parts)


def _filled_slot(slot: Slot, address: PageAddress, script: Script) -> str:
    region = script.region
    match slot.kind:
        case "data":
            return _linked_data(slot.raw, address, script)
        case "lang":
            return region.lang
        case "locale":
            return region.locale
        case "current":
            return _current_mark(slot, region.lang)
        case "head":
            return _alternate_links(address, region)
        case "address" | "fixed":
            return link_in_variant(slot.raw, address, region, to_base=slot.kind == "fixed")
        case "srcset":
            return ", ".join(link_in_variant(link.strip(), address, region) for link in slot.raw.split(","))
        case _:
            return ""


def _linked_data(raw: str, address: PageAddress, script: Script) -> str:
    """Linked data (JSON-LD) in the variant: what is read of it converted, the language that of the page, the addresses as in its links.

    Conversion changes no ASCII character, so that it remains the JSON that it is.
    """
    data = DATA_WORDS.sub(lambda m: script.convert_block(m[0]), raw)
    data = DATA_ADDRESSES.sub(lambda m: link_in_variant(m[0], address, script.region), data)
    return data.replace(f'"inLanguage":"{BASE_LANG}"', f'"inLanguage":"{script.region.lang}"')


def _has_variants(path: str, regions: Iterable[Region]) -> bool:
    """True for the path of what each script has, by its shape alone: it ends in a slash, in dots, in `.html`, or in such a name."""
    folder, last = path.partition("/")[0], path.rpartition("/")[2]
    is_of_each = last in ("", ".", "..") or last in OF_EACH_SCRIPT or last.lower().endswith((".html", ".htm"))
    return is_of_each and not is_shared(path) and folder not in {region.id for region in regions}


def _current_mark(slot: Slot, lang: str) -> str:
    """The attribute of the link, among those to the scripts, that leads to the page itself."""
    return ' aria-current="true"' if slot.raw == lang else ""


def _alternate_links(address: PageAddress, region: Region | None) -> str:
    """The `<link rel="alternate">` of the page in the script of ``region``: to itself and to all its variants."""
    if not address.home.regions or address.file == ERROR_PAGE:
        return ""
    base = address.link(region, None)
    links = {BASE_LANG: base, **{r.lang: address.link(region, r) for r in address.home.regions}, "x-default": base}
    return "".join(f'<link rel="alternate" hreflang="{lang}" href="{html.escape(link)}">' for lang, link in links.items())


def _redirect(address: PageAddress) -> str:
    """The script that leads, before anything is painted, to the variant that the reader has chosen before.

    It stands only in Simplified pages, whose address names no script; so it cannot lead in a circle.
    """
    if not address.home.regions or address.file == ERROR_PAGE:
        return ""
    links = {r.lang: f"{address.root(None)}{r.id}/{address.url}" for r in address.home.regions}
    table = json.dumps(links, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f"<script {OURS}>try{{var w={table}[localStorage.script];"
        "w&&(document.documentElement.hidden=!0,location.replace(w+location.search+location.hash))}catch(e){}</script>"
    )
