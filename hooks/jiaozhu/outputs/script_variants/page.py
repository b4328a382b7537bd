"""One page in the script of a region: the same bytes, but for its words, its language and where its links lead."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

from ...script_conversion import quotation_marks
from ...script_conversion.regions import BASE_LANG, Region
from ...script_conversion.script import Converted, Script
from .segments import SegmentedPage, Words
from .start_tags import OURS, Slot

REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
ERROR_PAGE, FEED = "404.html", "feed.xml"
OF_EACH_SCRIPT = frozenset({FEED, "edition.epub", "collection.epub", "share.png"})  # besides pages
DATA_READ = re.compile(r'(?<="headline":")[^"]*|(?<="description":")[^"]*|(?<="name":")[^"]*')
DATA_ADDRESSES = re.compile(r'(?<="url":")[^"]*|(?<="image":")[^"]*')


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the site lives: ``address`` is its whole address (with a slash at its end) or empty, ``regions`` are those it has."""

    address: str
    regions: tuple[Region, ...]

    @property
    def folder(self) -> str:
        """The path of the site on its host: `/` or `/sub/`."""
        return urlsplit(self.address).path or "/"


@dataclass(frozen=True, slots=True)
class PageAddress:
    """A page of the site: its file, relative to the root, of the Simplified page."""

    home: SiteAddress
    file: str

    @property
    def url(self) -> str:
        """The address of the page, relative to the root of the site."""
        return quote(self.file.removesuffix("index.html") if self.file.rpartition("/")[2] == "index.html" else self.file)

    def root(self, region: Region | None) -> str:
        """The way from the page, in the script of ``region``, to the root of the site."""
        if self.file == ERROR_PAGE:  # it is shown at any address
            return self.home.folder
        return "../" * (self.file.count("/") + (region is not None))

    def to(self, region: Region | None, here: Region | None) -> str:
        """The address of this page in the script of ``region``, as a link of the page in the script ``here``."""
        path = (f"{region.id}/" if region else "") + self.url
        return (self.home.address or self.root(here)) + path or "./"


def own(sheet: SegmentedPage, place: PageAddress) -> str:
    """The Simplified page, with the links to its twins, and the few words that lead a reader to the script she has chosen."""
    parts: list[str] = []
    for part in sheet.parts:
        if isinstance(part, Words):
            parts.append(part.raw)
        elif isinstance(part, str):
            parts.append(part)
        elif part.kind == "charset":
            parts.append(_following(place))
        elif part.kind == "head":
            parts.append(_alternates(place, None))
        elif part.kind == "current":
            parts.append(_current(part, BASE_LANG))
        else:
            parts.append(part.raw)
    return "".join(parts)


def twin(sheet: SegmentedPage, place: PageAddress, script: Script) -> str:
    """The page in another script."""
    return converted(sheet, script, cache(lambda slot: _filled(slot, place, script)))  # a page leads to the same places again and again


def converted(sheet: SegmentedPage, script: Script, filled: Callable[[Slot], str]) -> str:
    """What is in ``sheet`` in another script, with its slots as they are ``filled``."""
    texts = ((sheet.text[block.start : block.end], block.marks_stay) for block in sheet.blocks)
    words = script.convert_lines("\n".join(text if marks_stay else quotation_marks.turned(text) for text, marks_stay in texts))
    parts: list[str] = []
    for part in sheet.parts:
        if isinstance(part, Words):
            parts.append(_words(part, words))
        elif isinstance(part, str):
            parts.append(part)
        else:
            parts.append(filled(part))
    return "".join(parts)


def plain_twin(text: str, script: Script) -> str:
    """A plain text in another script, line by line."""
    return script.convert_lines("\n".join(map(quotation_marks.turned, text.split("\n")))).text


def _words(part: Words, converted: Converted) -> str:
    """The converted words of one piece. Where nothing has changed, its character references stay as they were written."""
    if "&" not in part.raw:
        put = converted.text[converted.at(part.start) : converted.at(part.end)]
        return html.escape(put) if "&" in put or "<" in put else put
    parts, at, place = [], 0, part.start
    for match in REFERENCE.finditer(part.raw):
        meant = html.unescape(match.group())
        if meant == match.group():
            continue
        literal = part.raw[at : match.start()]
        middle, after = place + len(literal), place + len(literal) + len(meant)
        parts.append(converted.text[converted.at(place) : converted.at(middle)])
        put = converted.text[converted.at(middle) : converted.at(after)]
        parts.append(match.group() if put == meant else html.escape(put))
        at, place = match.end(), after
    parts.append(converted.text[converted.at(place) : converted.at(part.end)])
    return "".join(parts)


def _filled(slot: Slot, place: PageAddress, script: Script) -> str:
    region = script.region
    match slot.kind:
        case "data":
            return _data(slot.raw, place, script)
        case "lang":
            return region.lang
        case "locale":
            return region.locale
        case "current":
            return _current(slot, region.lang)
        case "head":
            return _alternates(place, region)
        case "address" | "fixed":
            return led(slot.raw, place, region, to_base=slot.kind == "fixed")
        case "srcset":
            return ", ".join(led(one.strip(), place, region) for one in slot.raw.split(","))
        case _:
            return ""


def _data(raw: str, place: PageAddress, script: Script) -> str:
    """Linked data: what is read of it converted, its language the page's own, and its addresses leading where links do.

    Conversion changes no ASCII character, so that it remains the JSON that it is.
    """
    data = DATA_READ.sub(lambda m: script.say(m.group()), raw)
    data = DATA_ADDRESSES.sub(lambda m: led(m.group(), place, script.region), data)
    return data.replace(f'"inLanguage":"{BASE_LANG}"', f'"inLanguage":"{script.region.lang}"')


def led(raw: str, place: PageAddress, region: Region, to_base: bool = False) -> str:
    """A link of the Simplified page, in its twin: to the twin of a page, and to whatever else there is only one of (``to_base``)."""
    home, written = place.home, html.unescape(raw).strip()
    try:
        parts = urlsplit(written)
    except ValueError:
        return raw
    root = next((root for root in (home.address, home.folder) if root and written.startswith(root)), "")
    if root and (root == home.address or not parts.netloc):
        path = parts.path[len(home.folder) :]
        leads_on = not to_base and _is_page(path, home.regions)
        return html.escape(f"{root}{region.id}/{written[len(root) :]}") if leads_on else raw
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return raw
    target = posixpath.normpath(posixpath.join(quote(posixpath.dirname(place.file)), parts.path))
    if target.startswith("..") or (not to_base and _is_page(parts.path, ()) and _is_page(target + "/", home.regions)):
        return raw
    slash = "/" if parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", "..") else ""
    way = place.root(region) + ("" if target == "." else target + slash)
    return html.escape(parts._replace(path=way or "./").geturl())


def _is_page(path: str, regions: Iterable[Region]) -> bool:
    """True for the address of what has twins, by its shape alone: it ends in a slash, in dots, in `.html`, or as what each script has."""
    folder, last = path.partition("/")[0], path.rpartition("/")[2]
    has_twins = last in ("", ".", "..") or last in OF_EACH_SCRIPT or last.lower().endswith((".html", ".htm"))
    return has_twins and folder not in {region.id for region in regions}


def _current(slot: Slot, lang: str) -> str:
    """The mark of the link, of those to the scripts, that leads to the page itself."""
    return ' aria-current="true"' if slot.raw == lang else ""


def _alternates(place: PageAddress, here: Region | None) -> str:
    if not place.home.regions or place.file == ERROR_PAGE:
        return ""
    ways = {BASE_LANG: place.to(None, here), **{r.lang: place.to(r, here) for r in place.home.regions}, "x-default": place.to(None, here)}
    links = (f'<link rel="alternate" hreflang="{lang}" href="{html.escape(way)}">' for lang, way in ways.items())
    return "".join(links)


def _following(place: PageAddress) -> str:
    """The script that leads on, before anything is painted, to the script that the reader has chosen before.

    It stands in Simplified pages alone, whose address names no script; so it cannot lead in a circle.
    """
    if not place.home.regions or place.file == ERROR_PAGE:
        return ""
    ways = {r.lang: f"{place.root(None)}{r.id}/{place.url}" for r in place.home.regions}
    known = json.dumps(ways, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f"<script {OURS}>try{{var w={known}[localStorage.script];"
        "w&&(document.documentElement.hidden=!0,location.replace(w+location.search+location.hash))}catch(e){}</script>"
    )
