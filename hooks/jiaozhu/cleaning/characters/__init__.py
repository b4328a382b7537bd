"""Steps that look at characters, before any other looks at words; and what cannot be read as the character that it was."""

from __future__ import annotations

from dataclasses import replace

from ...core.reading import Reading, Span
from .misread_text import MISREAD

UNREADABLE = frozenset({"replacement-character", "private-use-character", "garbled-filler", MISREAD})  # the rules that ask about it


def unreadable_spans(reading: Reading) -> list[Span]:
    """The stretches of the text that cannot be read. What they are, nobody can tell by their shape and their marks."""
    return [reading.place(query.span) for query in reading.queries if query.rule in UNREADABLE]


def asked_once(reading: Reading) -> Reading:
    """The same reading without the queries about parts of what was misread, which is asked about as a whole."""
    misread = [query.span for query in reading.queries if query.rule == MISREAD]
    kept = tuple(q for q in reading.queries if q.rule == MISREAD or not any(q.span.overlaps(span) for span in misread))
    return replace(reading, queries=kept) if misread else reading
