"""The promises of the published site to readers and other programs: one small function for each, which yields its violations.

It uses the standard library only and nothing of the program, because code must not check itself.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

SHARED = ("/original/index.html", "/report/index.html")  # the same in all scripts
TWINS = {"zh-tw": "zh-Hant-TW", "zh-hk": "zh-Hant-HK"}
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
KINDS = frozenset(["heading", "paragraph", "verse", "caption", "list", "quote", "table", "code", "figure", "break"])
FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "embed": "src",
    "object": "data",
}
FETCHING = frozenset({"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "prefetch", "manifest"})
EXTERNAL_CSS = re.compile(r"""(?:url\(|@import)\s*['"]?(?:https?:)?//[^'")\s]+""")


@dataclass(slots=True)
class Element:
    """An element of a page: its attributes, its ancestors (``inside``), and its text without note marks."""

    tag: str
    attrs: dict[str, str]
    inside: tuple[Element, ...]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    @property
    def is_mark(self) -> bool:
        """True for the number of a note, which stands in a text and is not part of it."""
        return self.tag == "sup" and "jz-mark" in self.classes


class Document(HTMLParser):
    """A page as a list of elements in the order in which they open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.comments: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    @classmethod
    def from_file(cls, path: Path) -> Document:
        return cls(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        depth = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n].tag == tag), len(self._open))
        del self._open[depth:]

    def handle_data(self, data: str) -> None:
        if not any(element.is_mark for element in self._open):
            for element in self._open:
                element.parts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, tag: str, **attrs: str) -> list[Element]:
        expected = {key.replace("_", "-").strip("-"): value for key, value in attrs.items()}
        return [e for e in self.elements if e.tag == tag and all(e.attrs.get(key) == value for key, value in expected.items())]

    @property
    def ids(self) -> Counter[str]:
        return Counter(e.attrs["id"] for e in self.elements if e.attrs.get("id"))


def core(text: str) -> str:
    """The letters and digits of a text, which no typographic choice changes."""
    return "".join(c for c in text if c.isalnum())


def html_files(site: Path) -> list[Path]:
    """The HTML files of a site. A folder may have such a name as well."""
    return sorted(path for path in site.rglob("*.html") if path.is_file())


def broken(site: Path, sources: Mapping[str, bytes]) -> list[str]:
    """All violations of promises on a site."""
    pages = {path: Document.from_file(path) for path in html_files(site)}
    errors: list[str] = []
    for path, page in pages.items():
        name = str(path.relative_to(site))
        page_errors = (*duplicate_ids(page), *language_errors(site, path, page), *external_requests(page), *dead_links(site, path, pages))
        errors += [f"{name}: {error}" for error in page_errors]
    for ident, data in sources.items():
        errors += [f"{ident}: {error}" for error in article_errors(site, ident, data)]
    style_sheets = (path for path in site.rglob("*.css") if EXTERNAL_CSS.search(path.read_text("utf-8")))
    errors += [f"{path.relative_to(site)}: asks another host" for path in style_sheets]
    return errors


def duplicate_ids(page: Document) -> Iterator[str]:
    for ident, times in page.ids.items():
        if times > 1:
            yield f"the id {ident!r} stands {times} times"


def language_errors(site: Path, path: Path, page: Document) -> Iterator[str]:
    """Errors unless a page declares its script, and each other script has a page at the same path with the same ids."""
    file = path.relative_to(site)
    folder = file.parts[0] if file.parts[0] in TWINS else ""
    languages = [element.attrs.get("lang") for element in page.all("html")]
    if languages != [TWINS.get(folder, "zh-Hans")]:
        yield f"its language is {languages}"
    for twin in () if folder or path.as_posix().endswith(SHARED) else TWINS:
        twin_file = site / twin / file
        if not twin_file.is_file() or Document.from_file(twin_file).ids != page.ids:
            yield f"{twin}/ has no page like it"


def requested_addresses(page: Document) -> Iterator[str]:
    """The addresses that a browser fetches when it loads a page."""
    for element in page.elements:
        if element.tag in FETCHED and element.attrs.get(FETCHED[element.tag]):
            yield element.attrs[FETCHED[element.tag]]
        if element.tag == "link" and FETCHING & set(element.attrs.get("rel", "").split()):
            yield element.attrs.get("href", "")


def external_requests(page: Document) -> Iterator[str]:
    for address in requested_addresses(page):
        if urlsplit(address).netloc:
            yield f"asks another host: {address}"


def dead_links(site: Path, path: Path, pages: Mapping[Path, Document]) -> Iterator[str]:
    """Links and requests without a target. The error page is shown at any address, so its links are resolved from the root."""
    base = "/" + ("" if path.name == "404.html" else quote(path.relative_to(site).as_posix()))
    links = [e.attrs["href"] for e in pages[path].all("a") if "href" in e.attrs]
    for address in dict.fromkeys((*links, *requested_addresses(pages[path]))):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = urlsplit(urljoin(base, address))
        file = site / unquote(target.path).lstrip("/")
        file = file / "index.html" if target.path.endswith("/") else file
        fragment = unquote(target.fragment)
        if not file.is_file():
            yield f"{address} leads nowhere"
        elif fragment and file in pages and fragment not in pages[file].ids and not fragment.startswith("__"):
            yield f"{address}: no such anchor"


def article_errors(site: Path, ident: str, data: bytes) -> Iterator[str]:
    """Errors on the page of a source and in the files beside it."""
    folder = site / "articles" / ident
    if is_redirect(folder / "index.html"):
        yield from redirect_errors(site, ident, data)
        return
    missing = [name for name in ("index.html", "edition.json", "edition.md", "raw.txt") if not (folder / name).is_file()]
    if missing:
        yield f"no {', '.join(missing)}"
        return
    edition = json.loads((folder / "edition.json").read_text("utf-8"))
    yield from run_errors(edition, data, (folder / "raw.txt").read_bytes())
    yield from block_errors(edition, data)
    yield from supplied_reading_errors(site, edition)
    yield from shown_block_errors(Document.from_file(folder / "index.html"), edition, ident)
    yield from missing_books(site, ident)


def missing_books(site: Path, ident: str) -> Iterator[str]:
    """The scripts in which an article has no book."""
    for folder in ("", *TWINS):
        path = site / folder / "articles" / ident / "edition.epub"
        if not path.is_file() or path.read_bytes()[30:58] != b"mimetypeapplication/epub+zip":
            yield f"no book at {path.relative_to(site)}"


def is_redirect(path: Path) -> bool:
    """True for the page of a source that is a witness in the edition of another source."""
    return path.is_file() and any(e.attrs.get("http-equiv") == "refresh" for e in Document.from_file(path).all("meta"))


def redirect_errors(site: Path, ident: str, data: bytes) -> Iterator[str]:
    """Errors of a redirect: it leads to no edition, or to one that does not name this source among its witnesses."""
    folder = site / "articles" / ident
    refresh = next(e.attrs["content"] for e in Document.from_file(folder / "index.html").all("meta", http_equiv="refresh"))
    target = refresh.partition("url=")[2]
    record = site / unquote(urljoin(f"articles/{quote(ident)}/", target)) / "edition.json"
    if not record.is_file():
        yield f"it leads to {target}, where no edition is"
        return
    witnesses = {w["id"]: w["sha256"] for w in json.loads(record.read_text("utf-8"))["witnesses"]}
    if witnesses.get(ident) != hashlib.sha256(data).hexdigest():
        yield f"the edition that it leads to does not know it: {witnesses}"
    if (folder / "raw.txt").read_bytes() != data:
        yield "raw.txt is not the source"


def supplied_reading_errors(site: Path, edition: Mapping[str, Any]) -> Iterator[str]:
    """Supplied readings that are not at the place in another source that the edition names."""
    raws = {w["id"]: decoded(w, (site / "articles" / w["id"] / "raw.txt").read_bytes()) for w in edition["witnesses"]}
    for run in edition["runs"]:
        if isinstance(run["witness"], dict) and run["witness"]["source"] in raws:
            yield from witness_errors(run, raws[run["witness"]["source"]])


def assert_provenance(edition: Mapping[str, Any], data: bytes, raw: bytes) -> None:
    """Fail if an edition does not account for each character of its source."""
    errors = [*run_errors(edition, data, raw), *block_errors(edition, data)]
    assert not errors, "\n".join(errors)


def run_errors(edition: Mapping[str, Any], data: bytes, raw: bytes) -> Iterator[str]:
    """Errors where the runs do not account for each character of the source, or the source is not the one that the edition names."""
    if raw != data:
        yield "raw.txt is not the source"
    if edition["source"]["sha256"] != hashlib.sha256(data).hexdigest():
        yield "the digest is not the source's"
    text = decoded(edition["source"], data)
    yield from malformed_errors(edition["source"], data)
    if edition["source"]["chars"] != len(text):
        yield f"{edition['source']['chars']} characters are recorded, {len(text)} are there"
    at = 0
    for run in edition["runs"]:
        start, end = run["at"]
        if start != at or end < start or (start == end and not run["put"]):
            yield f"the runs do not tile the source at {at}: {run}"
        if (run["put"] is None) != (run["rule"] is None):
            yield f"a change without a rule, or a rule without a change: {run}"
        at = end
        if run["witness"] is not None and (isinstance(run["witness"], list) or run["witness"]["source"] == edition["id"]):
            yield from witness_errors(run, text)
    if at != len(text):
        yield f"the runs end at {at} of {len(text)}"


def decoded(source: Mapping[str, Any], data: bytes) -> str:
    """The text of a source, with U+FFFD for NUL and for the bytes that the edition says are malformed; all others must decode."""
    text, at, decoder = "", 0, codecs.getincrementaldecoder(source["encoding"])()
    for offset, octets in source.get("malformed", ()):
        while len(text) < offset:
            text += decoder.decode(data[at : at + 1])
            at += 1
        if octets.strip("0"):
            text += "\ufffd"
            at += len(octets) // 2
    return (text + data[at:].decode(source["encoding"])).replace("\0", "\ufffd")


def malformed_errors(source: Mapping[str, Any], data: bytes) -> Iterator[str]:
    """Errors unless the text together with the malformed bytes that the edition keeps are the bytes of the source again."""
    text, again, at = decoded(source, data), b"", 0
    for offset, octets in source.get("malformed", ()):
        again += text[at:offset].encode(source["encoding"]) + bytes.fromhex(octets)
        if text[offset : offset + 1] != "\ufffd":
            yield f"at {offset} nothing is marked as malformed"
        at = offset + 1
    if again + text[at:].encode(source["encoding"]) != data:
        yield "the text and its malformed bytes are not the bytes of the source"


def witness_errors(run: Mapping[str, Any], text: str) -> Iterator[str]:
    """Errors unless a witness reads what the run puts, or the run says what the witness reads instead."""
    witness = run["witness"]
    start, end = witness if isinstance(witness, list) else witness["at"]
    reads = run["put"] if isinstance(witness, list) else witness.get("reads", run["put"])
    if text[start:end] != reads:
        yield f"the witness at {start}-{end} reads {text[start:end]!r}, not {reads!r}"


def block_errors(edition: Mapping[str, Any], data: bytes) -> Iterator[str]:
    """Blocks with the id of another or of an unknown kind, or whose words are not in order in the reading that the runs give."""
    raw = decoded(edition["source"], data)
    reading = core("".join(raw[slice(*run["at"])] if run["put"] is None else run["put"] for run in edition["runs"]))
    for ident, times in Counter(block["id"] for block in edition["blocks"]).items():
        if times > 1:
            yield f"{times} blocks are called {ident}"
    at = 0
    for block in edition["blocks"]:
        if block["kind"] not in KINDS | {"title"}:
            yield f"the block {block['id']} is a {block['kind']}"
        start = at if block["kind"] in ("figure", "break") else reading.find(core(block["text"]), at)
        if start < 0:
            yield f"the words of the block {block['id']} are not in the reading, or not in their place"
        elif block["kind"] not in ("figure", "break"):
            at = start + len(core(block["text"]))


def shown_block_errors(page: Document, edition: Mapping[str, Any], ident: str) -> Iterator[str]:
    """Errors where the page does not show the blocks of the edition in order, each with its id, its kind and its letters."""
    frames = [e for e in page.all("article") if "edition" in e.classes]
    if [frame.attrs.get("data-source") for frame in frames] != [ident]:
        yield f"its editions are {[frame.attrs for frame in frames]}"
        return
    inside = [e for e in page.elements if frames[0] in e.inside and "data-kind" in e.attrs]
    edition_blocks = [(b["id"], b["kind"], core(b["text"])) for b in edition["blocks"] if b["kind"] != "title"]
    page_blocks = [(e.attrs.get("id"), e.attrs["data-kind"], core(e.text)) for e in inside]
    for edition_block, page_block in zip_longest(edition_blocks, page_blocks):
        if edition_block != page_block:
            yield f"the edition has {edition_block}, the page {page_block}"
