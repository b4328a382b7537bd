"""The reader of web pages: the raw text is the page with its markup, which `cleaning/markup.py` takes off."""

from __future__ import annotations

from contextlib import suppress

import regex

from ..html.plain_text import page_text
from . import txt
from .encoding import BIG5, BOMS, Decoded, NoText, Undecodable, decode, decode_tolerantly, fits, share_of_common

HEAD = 4096  # bytes at the start of a page in which it declares its encoding
COMMENT = regex.compile(rb"<!--.*?(?:-->|\Z)", regex.DOTALL)
CHARSET = regex.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", regex.IGNORECASE
)
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
    decoded = txt.checked(_decode(txt.refused_by_signature(data), named))
    if not any(c.isalnum() for c in page_text(decoded.raw)):
        raise NoText
    return decoded


def _decode(data: bytes, named: str | None) -> Decoded:
    """The text by the first of these that is possible: as named; as declared, without a mistake; by evidence; as declared."""
    declarations = [] if named or data.startswith(tuple(bom for bom, _ in BOMS)) or fits(data, "utf-8") else _declarations(data)
    whole = [
        Decoded(data.decode(encoding), encoding, f"the page says {declared}")
        for declared in declarations
        for encoding in [codec for codec in CODECS[declared] if fits(data, codec)][:1]
    ]
    if whole:
        return max(whole, key=lambda decoded: share_of_common(decoded.raw)) if len(whole) > 1 else whole[0]
    try:
        return decode(data, named)
    except Undecodable:
        for declared in declarations:
            for encoding in CODECS[declared]:
                with suppress(Undecodable):
                    return decode_tolerantly(data, encoding, f"the page says {declared}")
        raise


def _declarations(data: bytes) -> list[str]:
    """The encodings that a page declares and that are to be believed, in its order; some pages declare two."""
    names = (name.decode("ascii", "replace").lower() for name in CHARSET.findall(COMMENT.sub(b"", data[:HEAD])))
    return [name for name in dict.fromkeys(names) if name in CODECS]
