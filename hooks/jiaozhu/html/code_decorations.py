"""What a page sets beside its programs: the numbers of their lines, the name of the language, the button that copies them.

Where a `<pre>` has its program in `<code>`, what stands on lines of its own outside of that is no program. A `<pre>` of nothing but numbers
in a row that another one follows are the numbers of its lines. An editor of programs may have a `<pre>` for each line, and calls it one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from ..core.reading import Span
from .page_parts import Element, Piece

NAME = "code-decoration"
FEWEST = 2  # numbers in a row that are those of lines
LINE = regex.compile(r"(?:^|[\s_-])line\b")  # in the class of a `<pre>` of one line
BETWEEN = regex.compile(r"</pre\s*>\s*<pre\b[^<>]*>", regex.IGNORECASE)
NEXT = 400  # characters of markup between the numbers and the program


def with_joined_programs(page: str, elements: Sequence[Element]) -> list[Element]:
    """The elements, in the order of their starts, in which the `<pre>` that are called lines and follow each other directly are one."""
    joined: list[Element] = []
    last = -1  # the number of the last `<pre>` in ``joined``
    for element in elements:
        if element.name == "pre" and LINE.search(element.attributes.get("class", "")):
            before = joined[last] if last >= 0 else None
            if before is not None and BETWEEN.fullmatch(page, before.span.end, element.span.start):
                joined[last] = replace(before, span=Span(before.span.start, element.span.end))
                continue
            last = len(joined)
        joined.append(element)
    return joined


def without_decorations(page: str, pieces: Sequence[Piece], elements: Sequence[Element]) -> tuple[Piece, ...]:
    """The pieces of a page, in which the words beside its programs are unseen. ``elements`` are in the order of their starts."""
    starts = [piece.start for piece in pieces]
    hidden = {
        n
        for span in _decorations(page, pieces, starts, elements)
        for n in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        if pieces[n].kind in ("text", "pre")
    }
    return tuple(replace(piece, kind="unseen", name=NAME) if n in hidden else piece for n, piece in enumerate(pieces))


def _decorations(page: str, pieces: Sequence[Piece], starts: Sequence[int], elements: Sequence[Element]) -> Iterator[Span]:
    programs = [element.span for element in elements if element.name == "pre"]
    for program in programs:
        codes = [e.span for e in elements if e.name == "code" and program.start <= e.span.start and e.span.end <= program.end]
        around = (Span(program.start, codes[0].start), Span(codes[-1].end, program.end)) if codes else ()
        for span in around:
            some = pieces[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            if any(piece.kind == "border" for piece in some):
                yield span
    for numbers, program in pairwise(programs):
        if program.start - numbers.end < NEXT and _is_row_of_numbers(page, pieces, starts, numbers):
            yield numbers


def _is_row_of_numbers(page: str, pieces: Sequence[Piece], starts: Sequence[int], span: Span) -> bool:
    some = pieces[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    words = " ".join(page[piece.start : piece.end] for piece in some if piece.kind in ("text", "pre")).split()
    if len(words) < FEWEST or not all(word.isascii() and word.isdigit() and len(word) < 6 for word in words):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(words))
