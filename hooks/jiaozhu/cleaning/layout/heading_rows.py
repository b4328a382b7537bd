"""Headings that stand in a row: lines that begin with a label in brackets, and numbers that stand alone.

One such line says nothing, and may be longer than a heading is or shorter than any. Several of them, each above prose, divide a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ...core.lines import Line

LEAST = 3  # lines of a row
LONGEST_LABELLED = 60  # letters of a heading with a label
LABELLED = regex.compile(r"【[^【】]{1,16}】\s*\p{L}[^。；]*")
NUMBER_ALONE = regex.compile(r"0?[1-9]|[1-9]\d")


def heading_rows(text_lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines that are headings by their row."""
    return frozenset((*_labelled(text_lines), *_numbers_alone(text_lines)))


def _labelled(text_lines: Sequence[Line]) -> Iterator[int]:
    """Lines such as 【县报】今年的新茶, which are headings where prose follows most of them."""
    row = {n for n, line in enumerate(text_lines) if len(line.core) <= LONGEST_LABELLED and LABELLED.fullmatch(line.text)}
    above_prose = [n for n in row if n + 1 < len(text_lines) and text_lines[n + 1].prose and n + 1 not in row]
    if len(above_prose) >= LEAST and len(above_prose) > len(row) / 2:
        yield from above_prose


def _numbers_alone(text_lines: Sequence[Line]) -> Iterator[int]:
    """Lines that are 1, 2, 3 …, each with prose before the next of them."""
    row: list[int] = []
    for n, line in enumerate(text_lines):
        is_next = NUMBER_ALONE.fullmatch(line.text) is not None and int(line.text) == len(row) + 1
        if is_next and n + 1 < len(text_lines) and (not row or any(other.prose for other in text_lines[row[-1] + 1 : n])):
            row.append(n)
    if len(row) >= LEAST:
        yield from row
