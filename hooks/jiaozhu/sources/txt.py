"""Plain text: the raw text is the file, as it is."""

from __future__ import annotations

from .encoding import Decoded, Undecodable, decode

FEW = 3  # control characters that any text may hold: leftovers of copying, which a rule takes out
CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1a\x1b")


def read(data: bytes, named: str | None) -> Decoded:
    """The text of a `.txt` file. Raises Undecodable for what is binary, or in no encoding that makes sense."""
    return checked(decode(data, named))


def checked(decoded: Decoded) -> Decoded:
    """What was decoded, if it is text. Raises Undecodable for what is binary."""
    controls = [n for n, c in enumerate(decoded.raw) if c in CONTROLS]
    if len(controls) > max(FEW, 0.01 * len(decoded.raw)) or "\0" in decoded.raw:
        offset = len(decoded.raw[: controls[0]].encode(decoded.encoding, "replace"))
        raise Undecodable(f"control character U+{ord(decoded.raw[controls[0]]):04X}: this is not text", offset)
    return decoded
