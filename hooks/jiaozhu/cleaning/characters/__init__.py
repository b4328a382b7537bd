"""Steps that look at characters, before any other looks at words; and what cannot be read as the character that it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...core.lines import Line
from ...core.reading import Reading
from .misread_text import MISREAD

UNREADABLE = frozenset({"replacement-character", "private-use-character", "garbled-filler", MISREAD})  # the rules that ask about it


def unreadable_lines(reading: Reading, text_lines: Iterable[Line]) -> frozenset[Line]:
    """The lines of which something cannot be read. What they are, nobody can tell by their shape."""
    spans = [reading.place(query.span) for query in reading.queries if query.rule in UNREADABLE]
    return frozenset(line for line in text_lines if any(line.span.overlaps(span) for span in spans)) if spans else frozenset()


def asked_once(reading: Reading) -> Reading:
    """The same reading without the queries about parts of what was misread, which is asked about as a whole."""
    misread = [query.span for query in reading.queries if query.rule == MISREAD]
    kept = tuple(q for q in reading.queries if q.rule == MISREAD or not any(q.span.overlaps(span) for span in misread))
    return replace(reading, queries=kept) if misread else reading
