"""The reader of plain text: the raw text is the decoded file."""

from __future__ import annotations

from .encoding import Decoded, Undecodable, decode

FEW = 3  # control characters that any text may hold: they are left over from copying, and a rule removes them
CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1a\x1b")


def read(data: bytes, named: str | None) -> Decoded:
    """The text of a `.txt` file. Raises Undecodable for a binary file, and for one in no encoding that makes sense."""
    return checked(decode(data, named))


def checked(decoded: Decoded) -> Decoded:
    """The same decoded text. Raises Undecodable where control characters show that the file is binary."""
    controls = [n for n, c in enumerate(decoded.raw) if c in CONTROLS]
    if len(controls) > max(FEW, 0.01 * len(decoded.raw)) or "\0" in decoded.raw:
        offset = len(decoded.raw[: controls[0]].encode(decoded.encoding, "replace"))
        raise Undecodable(f"control character U+{ord(decoded.raw[controls[0]]):04X}: this is not text", offset)
    return decoded
