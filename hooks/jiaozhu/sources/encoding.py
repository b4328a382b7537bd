"""Detection of character encodings, by evidence only.

A byte-order mark decides; so does UTF-8 that is valid, or valid but for a few places. Other files are GB18030 or Big5. Both decode almost
any bytes, so the decision is by character frequency: the encoding in which the commonest characters of Chinese are as frequent as in
running text wins, if they are rare in the other. UTF-16 without a mark is known in the same way.

A few bytes that are no character do not make a text unreadable: U+FFFD stands in the place of each malformed sequence, as the Unicode
Standard recommends, and its bytes are kept beside the text.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..core.model import MalformedBytes
from .realignment import stray_bytes

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
# A few malformed sequences are tolerated: one, or this share of the characters; and in UTF-8 one for so many characters of three bytes or
# more, because bytes of another encoding hardly ever look like one of these.
TOLERATED, PROOF = 0.02, 8
DAMAGED = (
    0.1  # the share of malformed sequences in GB18030 and Big5 from which a text is none: one that is out of step has some in each line
)
REPLACEMENT = "\ufffd"
STATEFUL = ("hz", "iso2022", "utf-7")  # codecs in which a malformed sequence changes what the bytes behind it mean
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text. ``raw`` keeps a byte-order mark as its first character, so that encoding it again gives the same bytes
    (Big5 has some frame lines twice, and then gives the first of their two codes).

    Where the bytes are malformed, ``raw`` has U+FFFD, and ``malformed`` the bytes.
    """

    raw: str
    encoding: str
    evidence: str
    malformed: tuple[MalformedBytes, ...] = ()


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
            return decode_tolerantly(data, encoding, "byte-order mark")
    without_mark = _decode_utf_16_without_mark(data) if b"\0" in data else None
    if without_mark is not None:
        return without_mark
    offset = _first_error(data, "utf-8")
    if offset is None:
        return Decoded(data.decode("utf-8"), "utf-8", "valid UTF-8")
    return _decode_damaged_utf_8(data) or _decode_legacy(data, offset)


def decode_tolerantly(data: bytes, encoding: str, evidence: str) -> Decoded:
    """The text of ``data`` in ``encoding``, with a few malformed sequences at most. Raises Undecodable."""
    text, errors = _replaced(data, encoding)
    if not errors:
        return Decoded(text, encoding, evidence)
    first = _first_error(data, encoding)
    if errors > max(1, TOLERATED * len(text)) or codecs.lookup(encoding).name.startswith(STATEFUL):
        raise Undecodable(f"not valid {encoding}", first)
    return _marked(data, encoding, f"{evidence}; malformed at byte {first}")


def fits(data: bytes, encoding: str) -> bool:
    """True where ``data`` is valid in ``encoding``."""
    return _first_error(data, encoding) is None


def share_of_common(text: str) -> float:
    """The share of the commonest characters among all that are not ASCII."""
    beyond_ascii = [c for c in text if c > "\x7f"]
    return sum(c in COMMON for c in beyond_ascii) / len(beyond_ascii) if beyond_ascii else 0.0


def _decode_as_named(data: bytes, named: str) -> Decoded:
    try:
        encoding = _codec_that_keeps_bom(data, named)
        "".encode(encoding)
        return decode_tolerantly(data, encoding, "named in the sidecar")
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


def _decode_utf_16_without_mark(data: bytes) -> Decoded | None:
    """The text in UTF-16; None where it makes no sense in that."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text, errors = _replaced(data, encoding)
        if errors <= 1 and share_of_common(text) >= SURE and sum(c > "\x7f" for c in text) >= ENOUGH:
            return decode_tolerantly(data, encoding, f"{share_of_common(text):.0%} common characters")
    return None


def _decode_damaged_utf_8(data: bytes) -> Decoded | None:
    """The text in UTF-8 that is malformed in a few places; None where its other characters are no proof that it is UTF-8."""
    text, errors = _replaced(data, "utf-8")
    proof = sum(c > "\u07ff" for c in text) - errors
    if proof < (2 if errors == 1 else PROOF * errors):
        return None
    return _marked(data, "utf-8", f"valid UTF-8, but for {errors} places, the first at byte {_first_error(data, 'utf-8')}")


def _decode_legacy(data: bytes, offset: int) -> Decoded:
    """The text in GB18030 or an encoding of the Big5 family. ``offset`` is that of the first byte that is not UTF-8."""
    decodings = {encoding: _replaced(data, encoding) for encoding in ("gb18030", *BIG5)}
    big5 = min(BIG5, key=lambda encoding: decodings[encoding][1])  # the smallest of the sets that has most of the characters
    ranked = sorted(
        ((share_of_common(text), text, encoding) for encoding in ("gb18030", big5) for text in _tolerable(*decodings[encoding])),
        key=lambda candidate: -candidate[0],
    )
    if not ranked or ranked[0][0] < SURE:
        raise Undecodable("not valid UTF-8, and neither GB18030 nor Big5 makes sense of it", offset)
    share, text, encoding = ranked[0]
    if sum(c > "\x7f" for c in text) < ENOUGH:
        raise Undecodable("not UTF-8, and too short to tell GB18030 from Big5", offset)
    if len(ranked) > 1 and share < NOISE * ranked[1][0]:
        raise Undecodable(f"GB18030 and Big5 are both plausible ({share:.0%} and {ranked[1][0]:.0%} common characters)")
    strays = tuple(stray_bytes(data, encoding, COMMON))
    return _marked(data, encoding, f"{share:.0%} common characters; not UTF-8 at byte {offset}", strays)


def _tolerable(text: str, errors: int) -> tuple[str, ...]:
    """The text alone, or nothing where too many places of it are malformed; the frequent characters are the proof that it is one."""
    return (text,) if errors <= max(1, DAMAGED * sum(c > "\x7f" for c in text)) else ()


def _replaced(data: bytes, encoding: str) -> tuple[str, int]:
    """The text of ``data`` with U+FFFD for each malformed sequence, and the number of these."""
    text = data.decode(encoding, "replace")
    if REPLACEMENT not in text or fits(data, encoding):
        return text, 0
    try:
        own = data.count(REPLACEMENT.encode(encoding))  # the characters U+FFFD that the text itself has
    except UnicodeEncodeError:
        own = 0
    return text, max(1, text.count(REPLACEMENT) - own)


def _first_error(data: bytes, encoding: str) -> int | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as e:
        return e.start
    return None


def _marked(data: bytes, encoding: str, evidence: str, strays: Sequence[int] = ()) -> Decoded:
    """The text of ``data`` with U+FFFD for each malformed sequence and each of the ``strays``, and the bytes of each."""
    parts: list[str] = []
    malformed: list[MalformedBytes] = []
    start = offset = 0
    view = memoryview(data)  # no copy of the rest for each place
    for stray in (*strays, len(data)):
        while start < stray:
            text, end, next_start = _decoded_up_to_error(view, start, stray, encoding)
            parts.append(text)
            offset += len(text)
            start = end
            if end < stray:
                malformed.append(MalformedBytes(offset, data[end:next_start]))
                parts.append(REPLACEMENT)
                start, offset = next_start, offset + 1
        if stray < len(data):
            malformed.append(MalformedBytes(offset, data[stray : stray + 1]))
            parts.append(REPLACEMENT)
            start, offset = stray + 1, offset + 1
    return Decoded("".join(parts), encoding, evidence, tuple(malformed))


def _decoded_up_to_error(view: memoryview, start: int, end: int, encoding: str) -> tuple[str, int, int]:
    """The text from ``start`` to ``end`` or to the first malformed sequence before it, and where that begins and ends."""
    try:
        return str(view[start:end], encoding), end, end
    except UnicodeDecodeError as e:
        return str(view[start : start + e.start], encoding), start + e.start, start + e.end


def without_zeros(decoded: Decoded) -> Decoded:
    """The same text with U+FFFD in the place of each NUL, which no page may hold; its bytes are kept as those of malformed ones."""
    if "\0" not in decoded.raw:
        return decoded
    zeros = [MalformedBytes(at, "\0".encode(decoded.encoding)) for at, c in enumerate(decoded.raw) if c == "\0"]
    malformed = tuple(sorted((*decoded.malformed, *zeros), key=lambda place: place.at))
    return replace(decoded, raw=decoded.raw.replace("\0", REPLACEMENT), malformed=malformed)
