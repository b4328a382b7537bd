"""Quotation marks that are straight or face the wrong way: `"闭环"`, `“人“`, `”私域流量池“`."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.lines import Line, is_han, lines
from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook

TURNED, STRAIGHT = "turned-quotes", "straight-quotes"
SINGLE, DOUBLE = ("‘", "’"), ("“", "”")


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Make the marks of each line of Chinese open and close in turn, where they are even in number but do not.

    A line with an odd number of marks is left alone, because only the editor can say where the missing one belongs. A line whose
    marks nest is left alone as well, because their order is no error.
    """
    for line in lines(reading.text):
        if any(map(is_han, line.text)):
            for change in (*_alternate(line, *DOUBLE), *_alternate(line, *SINGLE)):
                if change.rule in rulebook.rules:
                    yield change


def _alternate(line: Line, opener: str, closer: str) -> Iterator[Change]:
    """Make the marks of one pair open and close in turn. Straight marks count as double ones."""
    pair = (opener, closer, '"') if opener == DOUBLE[0] else (opener, closer)
    at = [n for n, c in enumerate(line.text) if c in pair and not _is_apostrophe(line.text, n)]
    if len(at) % 2:
        at = [n for n in at if not _is_inch_mark(line.text, n)]
    marks = [line.text[n] for n in at]
    if len(at) % 2 or ('"' not in marks and _is_balanced(marks, opener)):
        return
    for start, end in zip(at[::2], at[1::2], strict=True):
        if line.text[start] == line.text[end] == '"' and not _touches_chinese(line.text, start, end):
            continue
        for n, mark in ((start, opener), (end, closer)):
            if line.text[n] != mark:
                place = line.span.start + n
                yield Change(place, place + 1, mark, STRAIGHT if line.text[n] == '"' else TURNED)


def _is_balanced(marks: list[str], opener: str) -> bool:
    """True where the marks already balance, one after the other or one inside the other."""
    depth = 0
    for mark in marks:
        depth += 1 if mark == opener else -1
        if depth < 0:
            return False
    return depth == 0


def _touches_chinese(text: str, start: int, end: int) -> bool:
    """True where a quotation holds Chinese or stands beside it."""
    return any(map(is_han, text[max(0, start - 1) : end + 2]))


def _is_inch_mark(text: str, at: int) -> bool:
    return text[at] == '"' and at > 0 and text[at - 1].isdigit()


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] == "’" and 0 < at < len(text) - 1 and text[at - 1].isascii() and text[at + 1].isascii() and text[at + 1].isalpha()
