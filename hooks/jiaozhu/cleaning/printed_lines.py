"""The lines of a text as they were printed: where they begin and end, and the margin at which they were wrapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import east_asian_width

import regex

from ..core.lines import LINE
from ..core.reading import Span

NARROWEST = 24  # columns of a margin; a Han character takes two
RAGGED = 4  # columns by which a full line may be shorter, because a mark may not begin a line, and a word is not broken
BROKEN = 3  # full lines that end in the midst of a clause from which a text is wrapped
BROKEN_WORDS = 2  # of these, where an English word is broken at a hyphen
FULL = 0.6  # the share of full lines among those that another line follows at once
BEYOND = 0.25  # the share of lines beyond the margin up to which it is one
FIRST_WORD = regex.compile(r"[A-Za-z0-9][A-Za-z0-9.,%+'’-]*")
HYPHEN = regex.compile(r"[A-Za-z]{2}-$")
EVEN = 6  # lines from which a blank line between each two sets none of them apart
START = regex.compile(
    r"[-–•·*●◆■#>|]|\d{1,3}[.、．)）](?!\d)|[（(]?[一二三四五六七八九十]{1,3}[、)）.]|第[一二三四五六七八九十百\d]+[章节条回]"
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line with its white space around it cut off: its place and its text, the columns it takes, whether it is indented, and whether
    a blank line stands above."""

    span: Span
    text: str
    width: int
    is_indented: bool
    is_apart: bool

    @property
    def is_broken(self) -> bool:
        """True for a line that ends in the midst of a clause."""
        return self.text[-1].isalnum() or HYPHEN.search(self.text) is not None

    @property
    def goes_on(self) -> bool:
        """True for a line that may be the continuation of another."""
        return not self.is_indented and START.match(self.text) is None


def printed_lines(text: str) -> list[PrintedLine]:
    """The lines of a text that are not blank."""
    result: list[PrintedLine] = []
    end = 0
    for match in LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words[0])
            is_apart = text.count("\n", end, start) + text.count("\r", end, start) - text.count("\r\n", end, start) != 1
            width = columns(match.group().rstrip())
            result.append(PrintedLine(Span(start, start + len(words)), words, width, start > match.start(), is_apart))
            end = start + len(words)
    return result


def evenly_spaced(printed: list[PrintedLine]) -> list[PrintedLine]:
    """The lines of a text with a blank line between each two, as if there were none: where a paragraph begins, its indent says."""
    indented = sum(line.is_indented for line in printed)
    is_even = len(printed) >= EVEN and all(line.is_apart for line in printed[1:]) and 1 < indented < len(printed) - indented
    return [replace(line, is_apart=False) for line in printed] if is_even else printed


def columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def margin_of(printed: Sequence[PrintedLine]) -> int:
    """The column at which the lines of a text were wrapped; 0 where they were not."""
    inner = [(one, other) for one, other in pairwise(printed) if not other.is_apart and other.goes_on]
    widths = Counter(line.width for line, _ in inner)
    if not widths:
        return 0
    margin = max(widths, key=lambda width: (sum(widths[width - n] for n in range(RAGGED + 1)), width))
    full = [line for line, following in inner if is_full(line, following, margin)]
    broken = [line for line in full if line.is_broken]
    least = BROKEN_WORDS if any(HYPHEN.search(line.text) for line in broken) else BROKEN
    is_wrapped = (
        margin >= NARROWEST
        and len(broken) >= least
        and len(full) >= FULL * len(inner)
        and sum(line.width > margin for line in printed) <= BEYOND * len(printed)
        and any(mark in line.text[:-1] for line in full for mark in "，。；：！？,")
    )
    return margin if is_wrapped else 0


def is_full(line: PrintedLine, following: PrintedLine, margin: int) -> bool:
    """True for a line up to which the next word did not fit, and beyond which nothing stands but marks that may not begin a line."""
    word = FIRST_WORD.match(following.text)
    room = max(RAGGED, columns(word.group()) if word else 0)
    return margin - room <= line.width <= margin + (0 if line.text[-1].isalnum() else RAGGED)
