"""Steps that look at characters, before any other looks at words; and what cannot be read as the character that it was."""

from __future__ import annotations

from ...core.reading import Reading, Span

UNREADABLE = frozenset({"replacement-character", "private-use-character", "garbled-filler", "misread-text"})  # the rules that ask about it


def unreadable_spans(reading: Reading) -> list[Span]:
    """The stretches of the text that cannot be read. What they are, nobody can tell by their shape and their marks."""
    return [reading.place(query.span) for query in reading.queries if query.rule in UNREADABLE]
