"""The reader of web pages: the raw text is the page with its markup, which `cleaning/markup.py` takes off."""

from __future__ import annotations

import regex

from ..html.plain_text import page_text
from . import txt
from .encoding import BIG5, BOMS, Decoded, NoText

HEAD = 4096  # bytes at the start of a page in which it declares its encoding
COMMENT = regex.compile(rb"<!--.*?(?:-->|\Z)", regex.DOTALL)
CHARSET = regex.compile(rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", regex.IGNORECASE)
# The codecs to try for a declared encoding: pages declare gb2312 where they use GBK, and big5 where they use a larger set.
# Other declarations are not believed: servers declare `iso-8859-1` for anything.
CODECS = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "chinese", "csgb2312", "gb18030"), ("gb18030",)),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5", "cp950"), BIG5),
    **{name: (name,) for name in ("shift_jis", "euc-jp", "euc-kr")},
}


def read(data: bytes, named: str | None) -> Decoded:
    """The text of a page, in the encoding that the editor ``named``, or that a byte-order mark or the page declares, or by evidence.

    Raises Undecodable for a page in no encoding that makes sense, and NoText where a reader of the page would see nothing.
    """
    decoded = None if named else _decode_as_declared(data)
    decoded = txt.checked(decoded) if decoded else txt.read(data, named)
    if not any(c.isalnum() for c in page_text(decoded.raw)):
        raise NoText
    return decoded


def _decode_as_declared(data: bytes) -> Decoded | None:
    """The text in the encoding that the page declares; None where it declares none, or the bytes are evidence against it."""
    if data.startswith(tuple(bom for bom, _ in BOMS)) or b"\0" in data or _fits(data, "utf-8"):
        return None
    match = CHARSET.search(COMMENT.sub(b"", data[:HEAD]))
    declared = match[1].decode("ascii", "replace").lower() if match else ""
    encoding = next((codec for codec in CODECS.get(declared, ()) if _fits(data, codec)), None)
    return Decoded(data.decode(encoding), encoding, f"the page says {declared}") if encoding else None


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
