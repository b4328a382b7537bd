"""The text of a web page without a record of where it stood: for all that only asks what there is to read."""

from __future__ import annotations

from .structure import Piece, read_structure
from .tokens import resolved, tokens

FLOWING = str.maketrans("\n\r\f", "   ")


def plain(raw: str) -> str:
    """The text of a page, line by line as a reading has it, but for its white space; made without a record, and fast."""
    return "".join(_plain(raw, piece) for piece in read_structure(raw).pieces)


def _plain(raw: str, piece: Piece) -> str:
    if piece.kind in ("text", "pre"):
        words = resolved(raw[piece.start : piece.end])
        return words if piece.kind == "pre" else words.translate(FLOWING)
    return "\n" if piece.kind == "border" else ""


def legible(fragment: str) -> str:
    """All words of a piece of a page, seen or not, on one line."""
    parts = (fragment[token.start : token.end] if token.kind == "text" else " " for token in tokens(fragment))
    return " ".join(resolved("".join(parts)).split())
