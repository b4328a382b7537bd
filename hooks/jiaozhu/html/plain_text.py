"""The text of a web page without a record of where each character stood."""

from __future__ import annotations

from .character_references import resolve_references
from .structure import Piece, read_structure
from .tokens import tokens

LINE_BREAKS_TO_SPACES = str.maketrans("\n\r\f", "   ")


def page_text(page: str) -> str:
    """The text of a page with the lines that a reading of it has, but for their white space. Faster, because nothing is recorded."""
    return "".join(_text(page, piece) for piece in read_structure(page).pieces)


def fragment_text(fragment: str) -> str:
    """All words of a fragment of a page, seen or not, on one line."""
    parts = (fragment[token.start : token.end] if token.kind == "text" else " " for token in tokens(fragment))
    return " ".join(resolve_references("".join(parts)).split())


def _text(page: str, piece: Piece) -> str:
    if piece.kind in ("text", "pre"):
        text = resolve_references(page[piece.start : piece.end])
        return text if piece.kind == "pre" else text.translate(LINE_BREAKS_TO_SPACES)
    return "\n" if piece.kind == "border" else piece.words
