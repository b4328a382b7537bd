"""What a source quotes to the letter: programs, commands and formulas. No rule touches them, in any script.

On a web page the markup says what is code. In a text it is a line that has the form of a statement and no Chinese but in its strings and
remarks; lines indented between two of these belong to them. What sets the cells of a table apart is no white space to be tidied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...core.lines import HAN, Line, lines
from ...core.reading import Reading, Span
from ..markup import structure_of
from .page_elements import page_verbatim_spans
from .programs import LEAKED, TEX, is_statement
from .text_tables import text_tables


def verbatim_spans(reading: Reading) -> tuple[Span, ...]:
    """The stretches of the raw text that are quoted to the letter, in order, none inside of another."""
    formulas = [Span(*match.span()) for match in TEX.finditer(reading.text)] if "$" in reading.text or "\\" in reading.text else []
    if structure_of(reading) is not None:
        return tuple(_apart((*page_verbatim_spans(reading), *map(reading.origin, formulas))))
    separators = (span for table in text_tables(reading.text) for span in table.separators if len(span))
    return tuple(map(reading.origin, _apart((*_programs(reading.text), *formulas, *separators))))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order without those that overlap one before them."""
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not apart or apart[-1].end <= span.start:
            apart.append(span)
    return apart


def _programs(text: str) -> Iterator[Span]:
    """The programs in a text: statements in a row, with what is indented or blank between them. Scripts and style sheets of the page
    from which the text was taken are none.
    """
    program: list[Line] = []
    for line in (*lines(text), None):
        is_indented = bool(program) and line is not None and _is_indented(text, line) and not line.prose and not HAN.search(line.text)
        if line is not None and (is_statement(line.text) or is_indented):
            program.append(line)
            continue
        if program and not any(LEAKED.search(one.text) for one in program):
            yield Span(program[0].span.start, program[-1].span.end)
        program = []


def _is_indented(text: str, line: Line) -> bool:
    start = line.span.start
    return start > 1 and text[start - 1] in " \t" and text[max(0, start - 2)] in " \t\n"
