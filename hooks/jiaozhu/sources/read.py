"""The reader of source files: their bytes are decoded by the module of their format, which the suffix of the file decides."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from ..core.decisions import Sidecar
from ..core.errors import SourceError
from ..core.model import Source
from ..html.plain_text import page_text
from ..markdown_sources.front_matter import is_markdown
from . import html, mhtml, txt
from .encoding import Decoded, NoText, Undecodable, fits

PAGE_SUFFIXES = (".html", ".htm", ".xhtml")  # files that are web pages
MARKUP_SUFFIXES = (*PAGE_SUFFIXES, *mhtml.SUFFIXES)  # files whose raw text is markup
MARKDOWN_SUFFIXES = (".md", ".markdown")  # files of plain text with marks
# A reader decodes the bytes of a file, in the encoding that the editor names if she names one. It raises Undecodable or NoText.
READERS: Mapping[str, Callable[[bytes, str | None], Decoded]] = {
    **dict.fromkeys((".txt", *MARKDOWN_SUFFIXES), txt.read),
    **dict.fromkeys(PAGE_SUFFIXES, html.read),
    **dict.fromkeys(mhtml.SUFFIXES, mhtml.read),
}
ADVISED = ("gb18030", "big5", "utf-16-le", "utf-16-be", "shift_jis", "euc-kr", "cp1252")  # the encodings that an error may advise


def read_source(path: Path, place: str, sidecar: Sidecar | None) -> Source:
    """The source in the file ``path``, called ``place`` in errors. Raises SourceError."""
    data = path.read_bytes()
    if not data.strip():
        raise SourceError(place, None, "the source is empty", "paste the article into it, or delete the file")
    try:
        decoded = READERS[path.suffix](data, sidecar.encoding if sidecar else None)
        if not any(c.isalnum() for c in decoded.raw):
            raise NoText
    except Undecodable as e:
        at = "" if e.offset is None else f" (byte {e.offset})"
        line = None if e.offset is None else data.count(b"\n", 0, e.offset) + 1
        raise SourceError(place, line, e.what + at, _advice(path, data, e, sidecar)) from None
    except NoText:
        raise SourceError(place, None, "the source holds no text", "paste the article into it, or delete the file") from None
    digest = hashlib.sha256(data).hexdigest()
    return Source(path.stem, place, decoded.raw, digest, decoded.encoding, decoded.evidence, decoded.malformed)


def _advice(path: Path, data: bytes, error: Undecodable, sidecar: Sidecar | None) -> str:
    """What the editor can do about a source that cannot be read. An encoding is only advised if the source is read with it."""
    if isinstance(error, txt.Binary):
        return "take it out of the folder of sources, and put the text that it holds there instead"
    read, named = READERS[path.suffix], sidecar.encoding if sidecar else None
    if named and _is_read(read, data, None):
        return f"take `encoding: {named}` out of {path.stem}.yml: without it, it is read"
    readable = [encoding for encoding in ADVISED if fits(data, encoding) and _is_read(read, data, encoding)]
    options = " or ".join(f"`encoding: {encoding}`" for encoding in readable[:2])
    return f"save it as UTF-8, or name its encoding in {path.stem}.yml: {options}" if options else "save it as UTF-8"


def _is_read(read: Callable[[bytes, str | None], Decoded], data: bytes, named: str | None) -> bool:
    try:
        return any(c.isalnum() for c in read(data, named).raw)
    except (Undecodable, NoText):
        return False


def has_markup(source: Source) -> bool:
    return PurePath(source.path).suffix in MARKUP_SUFFIXES


def is_archived(source: Source) -> bool:
    """True for a page that is a part of its file, so that the text of the source is not that of the file."""
    return PurePath(source.path).suffix in mhtml.SUFFIXES


def has_markdown(source: Source) -> bool:
    """True for a text in Markdown, which its suffix says, or the marks in it."""
    suffix = PurePath(source.path).suffix
    return suffix in MARKDOWN_SUFFIXES or (suffix not in MARKUP_SUFFIXES and is_markdown(source.raw))


def readable_text(source: Source) -> str:
    """The lines that people read in a source: of a web page, its text without the markup."""
    return page_text(source.raw) if has_markup(source) else source.raw
