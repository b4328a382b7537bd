"""Captions of pictures that are gone: short lines that stand above prose as headings do, and have no like among the headings.

Headings come in rows: numbered alike, or several of one article. A line that alone has no number, or lines without a number that all
begin alike, say what the prose beside them says; a heading that stands alone (a summary, an afterword) seldom does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile

import regex

from ...core.lines import Line
from .numbering import series_of

ALIKE = 4  # letters with which lines begin alike
SHORT = 6  # letters of a line from which it says something; a shorter one names a part
STATED = 0.6  # share of the pairs of letters of a caption that stand in the prose
QUESTION = "？?"
COUNTED = regex.compile(r"[（(]?第?(?:\d|[A-Za-z][.、．)）]|[一二三四五六七八九十]+(?!\p{Han}))")  # 二 镇上的集市


def caption_lines(text_lines: Sequence[Line], headings: Collection[int]) -> frozenset[int]:
    """Those of the ``headings``, places of lines that may be some, which are captions."""
    plain = [n for n in headings if not _is_numbered(text_lines[n])]
    if len(plain) > 1 and not _begin_alike([text_lines[n].core for n in plain]):
        return frozenset()
    prose = "\n".join(line.core for line in text_lines if line.prose)
    apart = (n for n in plain if n - 1 not in headings and text_lines[n].text[-1] not in QUESTION)
    return frozenset(n for n in apart if _is_stated(text_lines[n].core, prose))


def _is_numbered(line: Line) -> bool:
    return bool(series_of(line.text) or COUNTED.match(line.text))


def _begin_alike(cores: Sequence[str]) -> bool:
    return len([*takewhile(lambda letters: len(set(letters)) == 1, zip(*cores, strict=False))]) >= ALIKE


def _is_stated(core: str, prose: str) -> bool:
    """True for words that the prose has too, in pairs of letters."""
    pairs = [core[n : n + 2] for n in range(len(core) - 1)]
    return len(core) >= SHORT and sum(pair in prose for pair in pairs) >= STATED * len(pairs)
