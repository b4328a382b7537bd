"""The reader of web archives (MHTML, RFC 2557): a page in one file with its pictures, as browsers save it.

The raw text is the page, the main part of the archive, with its transfer encoding undone; what it is made of is that part and no other.
The digest of the source, and the bytes beside its article, are those of the file.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from urllib.parse import urljoin

from . import html, txt
from .encoding import Decoded, Undecodable, fits

SUFFIXES = (".mhtml", ".mht")
PAGES = ("text/html", "application/xhtml+xml")
HEAD = 4096  # bytes at the start of an archive in which it says that it is one
MOST_PARTS = 5000  # of an archive that are read
CODECS: Mapping[str, str] = {**{name: codecs[0] for name, codecs in html.CODECS.items()}, "utf-8": "utf-8", "utf8": "utf-8"}


@dataclass(frozen=True, slots=True)
class ArchivedPictures:
    """The pictures of an archive by their addresses, and the address of its page."""

    base: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def get(self, address: str) -> bytes | None:
        """The picture at an address, which may be relative to that of the page."""
        if address in self.pictures:
            return self.pictures[address]
        try:
            return self.pictures.get(urljoin(self.base, address).partition("#")[0])
        except ValueError:
            return None


def read(data: bytes, named: str | None) -> Decoded:
    """The text of the page of an archive, in the encoding that the editor ``named``, or that its part or the page itself declares.

    Raises Undecodable where the file holds no page, or one in no encoding that makes sense, and NoText for a page that shows no words.
    """
    page = _page(_parts(txt.refused_by_signature(data)))
    if page is None:
        raise Undecodable("there is no web page in this archive")
    content = _content(page)
    declared = CODECS.get((page.get_content_charset() or "").lower())
    try:
        decoded = html.read(content, named or (declared if declared and fits(content, declared) else None))
    except txt.Binary as e:
        raise txt.Binary(e.what) from None
    except Undecodable as e:
        raise Undecodable(f"the page in this archive: {e.what}") from None  # without an offset, which would be one in the part
    return replace(decoded, evidence=f"the main part of a web archive; {decoded.evidence}")


def archived_pictures(data: bytes) -> ArchivedPictures:
    """The pictures that an archive holds; none where it is no archive."""
    try:
        parts = _parts(data)
    except Undecodable:
        return ArchivedPictures()
    page = _page(parts)
    pictures: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_maintype() == "image":
            for address in (_header(part, "Content-Location"), _cid(part)):
                if address:
                    pictures.setdefault(address, _content(part))
    return ArchivedPictures(_header(page, "Content-Location") if page is not None else "", pictures)


def _parts(data: bytes) -> list[Message]:
    """The parts of an archive that have content of their own, in order."""
    if b":" not in data[:HEAD].partition(b"<")[0]:
        raise Undecodable("this is no web archive: it has no header")
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        walk: Iterator[Message] = message.walk()
        return [part for part, _ in zip(walk, range(MOST_PARTS), strict=False) if not part.is_multipart()]
    except (RecursionError, ValueError, LookupError):
        raise Undecodable("this web archive cannot be read: its parts are not as they should be") from None


def _page(parts: list[Message]) -> Message | None:
    """The main part: the first that is a page."""
    return next((part for part in parts if part.get_content_type() in PAGES), None)


def _content(part: Message) -> bytes:
    """The bytes of a part with its transfer encoding undone."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _header(part: Message, name: str) -> str:
    return "".join(str(part.get(name, "")).split())


def _cid(part: Message) -> str:
    ident = _header(part, "Content-ID").removeprefix("<").removesuffix(">")
    return f"cid:{ident}" if ident else ""
