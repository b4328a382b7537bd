"""Numbers of headings that stand on a line of their own, above their headings: `01`, `二、`, `Part 3`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from ..core.lines import Line, lines
from ..core.normalize import to_simplified
from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook

RULE = "numbered-heading"
NUMBER = regex.compile(
    r"(?:(?P<digits>0?[1-9]|[1-9]\d)|(?P<chinese>[一二三四五六七八九十]{1,3})|(?P<english>(?:Part|PART|Chapter)[ .]?\d{1,2}))[、.．]?"
)
HEADING = regex.compile(r"(?!\d+$)[^。！；]{2,30}[^。！；，：]")
PROSE = 24  # the least characters of a line of the text under a heading


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Join each number of a row with its heading, where each of them stands above one.

    Numbers of one kind are alike all through an article: where a line of the text follows one of them, each is a heading by itself,
    and a short question below another one is the first sentence of its section.
    """
    if RULE not in rulebook.rules:
        return
    text_lines = lines(to_simplified(reading.text))
    numbered = [(match.lastgroup or "", n) for n, line in enumerate(text_lines[:-1]) if (match := NUMBER.fullmatch(line.text))]
    for _, row in groupby(sorted(numbered), key=lambda number: number[0]):
        places = [n for _, n in row]
        if _stand_above_headings(text_lines, places):
            for n in places:
                yield Change(text_lines[n].span.end, text_lines[n + 1].span.start, " ", RULE)


def _stand_above_headings(text_lines: Sequence[Line], places: Sequence[int]) -> bool:
    """True where a short line follows each number, and a line of text most of these."""
    with_text = sum(len(text_lines[n + 2].text) >= PROSE for n in places if n + 2 < len(text_lines))
    return 2 * with_text > len(places) and all(HEADING.fullmatch(text_lines[n + 1].text) for n in places)
