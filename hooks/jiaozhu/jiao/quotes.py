"""Quotation marks that were turned round: `“人“`, `”私域流量池“`."""

from __future__ import annotations

from collections.abc import Iterator

from ..rulebook import Rulebook
from ..text import Change, Reading
from .lines import Line, lines

TURNED = "turned-quotes"
PAIRS = (("“", "”"), ("‘", "’"))


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """In each line whose marks are even in number but do not open and close in turn, make them do so.

    A line with an odd mark is left alone: where the missing one belongs is the editor's to say. So is a line in which the
    outer marks nest, for then their order is no error.
    """
    if TURNED not in rulebook.rules:
        return
    for line in lines(reading.text):
        for opener, closer in PAIRS:
            yield from _turned(line, opener, closer)


def _turned(line: Line, opener: str, closer: str) -> Iterator[Change]:
    at = [n for n, c in enumerate(line.text) if c in (opener, closer) and not _apostrophe(line.text, n)]
    marks = [line.text[n] for n in at]
    if len(at) % 2 or _nested(marks, opener):
        return
    for n, mark, wanted in zip(at, marks, (opener, closer) * (len(at) // 2), strict=True):
        if mark != wanted:
            yield Change(line.span.start + n, line.span.start + n + 1, wanted, TURNED)


def _nested(marks: list[str], opener: str) -> bool:
    """True where the marks balance as they stand, one inside the other."""
    depth = 0
    for mark in marks:
        depth += 1 if mark == opener else -1
        if depth < 0:
            return False
    return depth == 0


def _apostrophe(text: str, at: int) -> bool:
    return text[at] == "’" and 0 < at < len(text) - 1 and text[at - 1].isascii() and text[at + 1].isascii() and text[at + 1].isalpha()
