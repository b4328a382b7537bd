"""Quotation marks that are straight, or were turned round: `"闭环"`, `“人“`, `”私域流量池“`."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.lines import Line, is_han, lines
from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook

TURNED, STRAIGHT = "turned-quotes", "straight-quotes"
SINGLE, DOUBLE = ("‘", "’"), ("“", "”")


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """In each line of Chinese whose marks are even in number but do not open and close in turn, make them do so.

    A line with an odd mark is left alone: where the missing one belongs is the editor's to say. So is a line in which the
    outer marks nest, for then their order is no error.
    """
    for line in lines(reading.text):
        if any(map(is_han, line.text)):
            for change in (*_turned(line, *DOUBLE), *_turned(line, *SINGLE)):
                if change.rule in rulebook.rules:
                    yield change


def _turned(line: Line, opener: str, closer: str) -> Iterator[Change]:
    wanted_here = (opener, closer, '"') if opener == DOUBLE[0] else (opener, closer)
    at = [n for n, c in enumerate(line.text) if c in wanted_here and not _apostrophe(line.text, n)]
    if len(at) % 2:
        at = [n for n in at if not _inches(line.text, n)]
    marks = [line.text[n] for n in at]
    if len(at) % 2 or ('"' not in marks and _nested(marks, opener)):
        return
    for start, end in zip(at[::2], at[1::2], strict=True):
        if line.text[start] == line.text[end] == '"' and not _chinese(line.text, start, end):
            continue
        for n, wanted in ((start, opener), (end, closer)):
            if line.text[n] != wanted:
                place = line.span.start + n
                yield Change(place, place + 1, wanted, STRAIGHT if line.text[n] == '"' else TURNED)


def _nested(marks: list[str], opener: str) -> bool:
    """True where the marks balance as they stand, one inside the other."""
    depth = 0
    for mark in marks:
        depth += 1 if mark == opener else -1
        if depth < 0:
            return False
    return depth == 0


def _chinese(text: str, start: int, end: int) -> bool:
    """True where a quotation holds Chinese, or stands between it."""
    return any(map(is_han, text[max(0, start - 1) : end + 2]))


def _inches(text: str, at: int) -> bool:
    return text[at] == '"' and at > 0 and text[at - 1].isdigit()


def _apostrophe(text: str, at: int) -> bool:
    return text[at] == "’" and 0 < at < len(text) - 1 and text[at - 1].isascii() and text[at + 1].isascii() and text[at + 1].isalpha()
