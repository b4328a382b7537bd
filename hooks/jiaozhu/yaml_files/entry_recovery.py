"""A file of entries that is no YAML as a whole: each entry is read by itself, so that one that is wrong leaves the others in force.

An entry begins with a dash and its first key (`- id: …`), at whatever indent: what was pasted is seldom indented as its new neighbours.
Its lines are moved to where the first entry has them; where it is still no YAML, the lines that begin with a known key are set in one
column. What is no YAML even then is an error with its own line, and the entry is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import regex

from ..core.errors import InputError
from .nodes import Node, parse_yaml

DASH = 2  # the column in which the dash of an entry is put
FILE_KEY = regex.compile(r"[A-Za-z]\w*\s*:")


def parse_entries(
    text: str, place: str, error: type[InputError], key: str, fields: Collection[str]
) -> tuple[Node | None, tuple[InputError, ...]]:
    """The document ``text``, which has a list of entries under ``key``, and what is wrong with entries that were left out.

    ``fields`` are the keys of an entry, of which the first begins it. Raises ``error`` where the fault lies outside of the entries.
    """
    try:
        return parse_yaml(text, place, error, merges_lists=True), ()
    except InputError as whole:
        lines = text.split("\n")
        first = next((n for n, line in enumerate(lines) if regex.match(rf"{key}\s*:\s*(#.*)?$", line)), None)
        starts = list(_starts(lines, first, next(iter(fields)))) if first is not None else []
        if first is None or not starts:
            raise
        end = next((n for n in range(starts[-1] + 1, len(lines)) if FILE_KEY.match(lines[n])), len(lines))
        others = [*lines[: first + 1], *[""] * (end - first - 1), *lines[end:]]
        root = parse_yaml("\n".join(others), place, error, merges_lists=True)
        if root is None or not isinstance(root.value, dict):
            raise whole from None
        entries: list[Node] = []
        wrong: list[InputError] = []
        for start, stop in zip(starts, [*starts[1:], end], strict=True):
            try:
                entries += _entry(lines[start:stop], start, place, error, fields)
            except InputError as e:
                wrong.append(e)
        return replace(root, value={**root.value, key: Node(tuple(entries), place, first + 1, error)}), tuple(wrong)


def _starts(lines: list[str], first: int, key: str) -> Iterator[int]:
    """The lines in which entries begin."""
    begin = regex.compile(rf"\s*-\s+(\{{\s*)?['\"]?{key}['\"]?\s*:")
    for n in range(first + 1, len(lines)):
        if FILE_KEY.match(lines[n]):
            return
        if begin.match(lines[n]):
            yield n


def _entry(lines: list[str], at: int, place: str, error: type[InputError], fields: Collection[str]) -> tuple[Node, ...]:
    """The entry of some lines, which begin in the line ``at`` of the file, counted from 0. Raises ``error``."""
    shift = DASH - (len(lines[0]) - len(lines[0].lstrip()))
    moved = [" " * shift + line if shift > 0 else line[min(-shift, len(line) - len(line.lstrip(" "))) :] for line in lines]
    try:
        return _parsed(moved, at, place, error)
    except InputError:
        aligned = regex.compile(rf"\s*(?=(?:{'|'.join(map(regex.escape, fields))})\s*:(?:\s|$))")
        return _parsed([moved[0], *(aligned.sub(" " * (DASH + 2), line, count=1) for line in moved[1:])], at, place, error)


def _parsed(lines: list[str], at: int, place: str, error: type[InputError]) -> tuple[Node, ...]:
    root = parse_yaml("\n" * at + "\n".join(lines), place, error)
    if root is None or not isinstance(root.value, tuple):
        raise error(place, at + 1, "an entry that is no list item", "begin it with a dash, as the others")
    return root.value
