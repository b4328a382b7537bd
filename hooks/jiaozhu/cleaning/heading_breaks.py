"""Line breaks of headings: one too many between a number and its heading, one too few between a heading and its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import regex

from ..core.lines import Line, lines
from ..core.normalize import to_simplified
from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook

NUMBERED, GLUED = "numbered-heading", "glued-heading"
NUMBER = regex.compile(
    r"(?:(?P<digits>0?[1-9]|[1-9]\d)|(?P<chinese>[一二三四五六七八九十]{1,3})|(?P<english>(?:Part|PART|Chapter)[ .]?\d{1,2}))[、.．]?"
)
HEADING = regex.compile(r"(?!\d+$)[^。！；]{2,30}[^。！；，：]")
PROSE = 24  # the least characters of a line of the text under a heading
# A question of two short clauses, and a statement that does not answer it.
QUESTION = regex.compile(
    r"(?!那|这|可|但|而|为什么|为何|怎么|如何|难道|究竟|到底|试问|是不是|谁|何|你|我|他|她|它|对此|所以|因此|如果|既然)"
    r"[^。！？，“”‘’]{2,12}，[^。！？，“”‘’]{2,10}？"
    r"(?=(?!原因|因为|答案|其实|不|是|这|那|我|首先|第一|当然|显然|或许|可能|也许|恐怕|很|对此|事实上|从)[^。！？]{8,60}。$)"
)
END_OF_PARAGRAPH = tuple("。！？…”")


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Join each number of a row with its heading, and part a heading from the text that runs on behind it."""
    text_lines = lines(to_simplified(reading.text))
    for change in (*_numbers(text_lines), *_glued(text_lines)):
        if change.rule in rulebook.rules:
            yield change


def _numbers(text_lines: Sequence[Line]) -> Iterator[Change]:
    """Join numbers with their headings where each number of a row stands above one.

    Numbers of one kind are alike all through an article: where a line of the text follows one of them, each is a heading by itself,
    and a short question below another one is the first sentence of its section.
    """
    numbered = [(match.lastgroup or "", n) for n, line in enumerate(text_lines[:-1]) if (match := NUMBER.fullmatch(line.text))]
    for _, row in groupby(sorted(numbered), key=lambda number: number[0]):
        places = [n for _, n in row]
        if _stand_above_headings(text_lines, places):
            for n in places:
                yield Change(text_lines[n].span.end, text_lines[n + 1].span.start, " ", NUMBERED)


def _stand_above_headings(text_lines: Sequence[Line], places: Sequence[int]) -> bool:
    """True where a short line follows each number, and a line of text most of these."""
    with_text = sum(len(text_lines[n + 2].text) >= PROSE for n in places if n + 2 < len(text_lines))
    return 2 * with_text > len(places) and all(HEADING.fullmatch(text_lines[n + 1].text) for n in places)


def _glued(text_lines: Sequence[Line]) -> Iterator[Change]:
    """Part a question at the head of a paragraph from the statement behind it, where no heading of the text stands by itself.

    Only there have the breaks of headings been lost. In a text that has its headings, such a question is a part of its paragraph.
    """
    end = max((n for n, line in enumerate(text_lines, 1) if line.prose), default=0)  # a list of links may follow
    if any(HEADING.fullmatch(line.text) and not line.text.endswith(END_OF_PARAGRAPH) for line in text_lines[1:end]):
        return
    for above, line in pairwise(text_lines[:end]):
        match = QUESTION.match(line.text) if above.text.endswith(END_OF_PARAGRAPH) else None
        if match:
            at = line.span.start + match.end()
            yield Change(at, at, "\n", GLUED, sure=False)
