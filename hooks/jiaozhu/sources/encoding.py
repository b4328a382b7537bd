"""Detection of character encodings, by evidence only.

A byte-order mark decides; so does valid UTF-8. Other files are GB18030 or Big5. Both decode almost any bytes, so the decision is by
character frequency: the encoding in which the commonest characters of Chinese are as frequent as in running text wins, if they are rare
in the other.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

# The commonest characters of running text, in both scripts; the Leiden and the Academia Sinica counts agree on nearly all of them.
# Together they make up a third to a half of any Chinese prose, and under 2% of a text in one encoding that is decoded in the other.
COMMON = frozenset(
    "的一是不了在人有我他这個个們们中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡"
    "用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實"
    "，。、：；？！“”「」（）"
)
# The least share of these characters that decides for an encoding, how many times that in the other it must be, and the least number
# of characters beyond ASCII.
SURE, NOISE, ENOUGH = 0.12, 4.0, 12
BIG5 = ("big5", "cp950", "big5hkscs")  # the standard, then Microsoft's and Hong Kong's larger sets
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text. ``raw`` keeps a byte-order mark as its first character, so that encoding it again gives the same bytes."""

    raw: str
    encoding: str
    evidence: str


class NoText(Exception):
    """A decoded text holds nothing to read."""


class Undecodable(Exception):
    """Bytes cannot be decoded. ``offset`` is that of the first byte that does not fit; None where no encoding is likely."""

    def __init__(self, what: str, offset: int | None = None) -> None:
        super().__init__(what)
        self.what, self.offset = what, offset


def decode(data: bytes, named: str | None = None) -> Decoded:
    """The text of ``data``, in the encoding that the editor ``named``, or else in the one that the evidence decides for.

    Raises Undecodable, with the byte offset where there is one.
    """
    if named is not None:
        return _decode_as_named(data, named)
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return Decoded(_decode_strictly(data, encoding), encoding, "byte-order mark")
    if b"\0" in data:
        raise Undecodable("a zero byte: this is not text", data.index(b"\0"))
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "valid UTF-8")
    except UnicodeDecodeError as e:
        offset = e.start
    return _decode_legacy(data, offset)


def _decode_as_named(data: bytes, named: str) -> Decoded:
    try:
        encoding = _codec_that_keeps_bom(data, named)
        return Decoded(_decode_strictly(data, encoding), encoding, "named in the sidecar")
    except (LookupError, ValueError):  # `klingon`; `hex` and the like, which are codecs but not of text; `undefined`
        raise Undecodable(f"there is no text encoding {named!r}") from None


def _codec_that_keeps_bom(data: bytes, named: str) -> str:
    """The codec that is ``named``; in place of one that drops a byte-order mark, its counterpart that keeps it."""
    name = codecs.lookup(named).name
    if name == "utf-8-sig":
        return "utf-8"
    if name in ("utf-16", "utf-32"):
        return name + ("-be" if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) else "-le")
    return named


def _decode_legacy(data: bytes, offset: int) -> Decoded:
    """The text in GB18030 or an encoding of the Big5 family. ``offset`` is that of the first byte that is not UTF-8."""
    candidates = [(text, encoding) for encoding in ("gb18030", *BIG5) if (text := _decoded(data, encoding)) is not None]
    ranked = sorted(((_share_of_common(text), text, encoding) for text, encoding in candidates), key=lambda c: -c[0])
    if not ranked or ranked[0][0] < SURE:
        raise Undecodable("not valid UTF-8, and neither GB18030 nor Big5 makes sense of it", offset)
    share, text, encoding = ranked[0]
    if sum(c > "\x7f" for c in text) < ENOUGH:
        raise Undecodable("not UTF-8, and too short to tell GB18030 from Big5", offset)
    other_shares = [other for other, _, name in ranked if (name in BIG5) != (encoding in BIG5)]
    if other_shares and share < NOISE * other_shares[0]:
        raise Undecodable(f"GB18030 and Big5 are both plausible ({share:.0%} and {other_shares[0]:.0%} common characters)")
    return Decoded(text, encoding, f"{share:.0%} common characters; not UTF-8 at byte {offset}")


def _share_of_common(text: str) -> float:
    """The share of the commonest characters among all that are not ASCII."""
    beyond_ascii = [c for c in text if c > "\x7f"]
    return sum(c in COMMON for c in beyond_ascii) / len(beyond_ascii) if beyond_ascii else 0.0


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text of ``data``; None where it is not valid in ``encoding``."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_strictly(data: bytes, encoding: str) -> str:
    """The text of ``data``. Raises Undecodable."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        raise Undecodable(f"not valid {encoding}", e.start) from None
