"""The reader of plain text: the raw text is the decoded file."""

from __future__ import annotations

import regex

from .encoding import Decoded, Undecodable, decode, without_zeros

FEW = 3  # control characters that any text may hold: they are left over from copying, and a rule removes them
CONTROLS = regex.compile(r"\0+|[\x01-\x08\x0e-\x19\x1c-\x1f]")  # zeros in a row are one place
# How files begin that are no text, whatever they are called.
SIGNATURES = {
    b"\x89PNG\r\n": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF87a": "a GIF picture",
    b"GIF89a": "a GIF picture",
    b"PK\x03\x04": "a zip archive (as .docx and .epub are)",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "a file of an office program (as .doc is)",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF-": "a PDF",
}


class Binary(Undecodable):
    """Bytes are no text in any encoding."""


def read(data: bytes, named: str | None) -> Decoded:
    """The text of a `.txt` file. Raises Undecodable for a binary file, and for one in no encoding that makes sense."""
    return checked(decode(refused_by_signature(data), named))


def refused_by_signature(data: bytes) -> bytes:
    """The same bytes. Raises Binary where they begin as files do that are no text."""
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise Binary(f"{kind}: this is not text", 0)
    return data


def checked(decoded: Decoded) -> Decoded:
    """The same decoded text, in which U+FFFD marks each NUL. Raises Binary where control characters show that the file is binary."""
    controls = [match.start() for match in CONTROLS.finditer(decoded.raw)]
    if len(controls) > max(FEW, 0.01 * len(decoded.raw)):
        offset = len(decoded.raw[: controls[0]].encode(decoded.encoding, "replace"))
        raise Binary(f"control character U+{ord(decoded.raw[controls[0]]):04X}: this is not text", offset)
    return without_zeros(decoded)
