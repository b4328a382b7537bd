"""The blocks of a text without markup: what the place, the shape and the numbers of its lines say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ...core.lines import Line
from ...core.model import BlockKind
from ...core.reading import Reading, Span
from ...rules.rulebook import Rulebook
from ..characters import unreadable_lines
from ..datelines.post_heads import post_heads
from ..titles.title_lines import is_caption
from .draft import Draft
from .heading_lines import heading_lines
from .lists import bulleted_items, numbered_items
from .numbering import heading_series, levels, series_of
from .text_tables import TextTable, text_tables
from .verse import is_verse

SPACES = " \t\u3000\xa0"
QUOTE_MARK = "mail-quote-mark"  # the rule that cuts the sign before each line of a quotation


def text_blocks(reading: Reading, text_lines: Sequence[Line], rulebook: Rulebook, title: Line | None) -> Iterator[Draft]:
    """The blocks of the lines of a text, in order. Lines that repeat the ``title`` are captions."""
    captions = frozenset(line for line in text_lines if title and is_caption(line, title))
    own = [line for line in text_lines if line not in captions]
    headings = heading_lines(reading, own, rulebook) - quoted_lines(reading, text_lines).keys()
    levels_of_series = levels(line.text for line in headings)
    tables = {line: table for table in text_tables(reading.text) for line in table.rows}
    groups = _groups(reading, text_lines, headings, tables, rulebook) | {line: ("caption", line.span.start) for line in captions}
    for (kind, _), some in groupby(text_lines, key=groups.__getitem__):
        lines = list(some)
        start = indent_start(reading.text, lines[0].span.start) if kind == "code" else lines[0].span.start
        span = Span(start, lines[-1].span.end)
        draft = Draft(span, kind, span.slice(reading.text))
        if kind == "heading":
            draft = replace(draft, level=levels_of_series.get(heading_series(lines[0].text), 1))
        elif kind == "list":
            draft = replace(draft, items=bulleted_items(reading, lines))
        elif kind == "table":
            draft = replace(draft, cells=tables[lines[0]].table_cells())
        yield draft


def _groups(
    reading: Reading, text_lines: Sequence[Line], headings: frozenset[Line], tables: Mapping[Line, TextTable], rulebook: Rulebook
) -> dict[Line, tuple[BlockKind, int]]:
    """The kind of each line, and a number that the lines of one block share."""
    programs = [place for place in map(reading.place, reading.verbatim) if any(map(str.isalnum, place.slice(reading.text)))]
    items = numbered_items([line for line in text_lines if line not in headings])
    others = headings | items | frozenset(tables) | unreadable_lines(reading, text_lines) | post_heads(text_lines)
    verse = _verse(reading.text, text_lines, others, rulebook)
    quoted = quoted_lines(reading, text_lines)
    groups: dict[Line, tuple[BlockKind, int]] = {}
    for line in text_lines:
        program = next((place for place in programs if place.start <= line.span.start and line.span.end <= place.end), None)
        if program is not None:
            groups[line] = "code", program.start
        elif line in quoted:
            groups[line] = "quote", quoted[line]
        elif line in tables:
            groups[line] = "table", tables[line].rows[0].span.start
        elif line in headings:
            groups[line] = "heading", line.span.start
        elif line in verse:
            groups[line] = "verse", verse[line]
        else:
            shape: BlockKind = "list" if line in items else rulebook.shape(line.text) or "paragraph"  # type: ignore[assignment]
            groups[line] = shape, -1 if shape == "list" else line.span.start
    return groups


def indent_start(text: str, at: int) -> int:
    """Where the spaces begin that stand before the words at ``at`` on their line."""
    while at and text[at - 1] in SPACES:
        at -= 1
    return at


def quoted_lines(reading: Reading, text_lines: Sequence[Line]) -> dict[Line, int]:
    """The lines before which the sign of a quotation (>) was cut, each with the place where its quotation begins."""
    marked = {at for at, run in reading.placed() if run.rule == QUOTE_MARK and run.put == ""}
    quoted: dict[Line, int] = {}
    last: Line | None = None
    for line in text_lines:
        if line.span.start in marked:
            quoted[line] = quoted[last] if last is not None and last in quoted else line.span.start
        last = line
    return quoted


def _verse(text: str, text_lines: Sequence[Line], others: frozenset[Line], rulebook: Rulebook) -> dict[Line, int]:
    """The lines of stanzas, each with the place where its stanza begins, in a text that sets its paragraphs apart by blank lines."""
    stanzas: list[list[Line]] = []
    for line in text_lines:
        is_apart = not stanzas or text[stanzas[-1][-1].span.end : line.span.start].count("\n") > 1
        if is_apart:
            stanzas.append([])
        stanzas[-1].append(line)
    if any(len(stanza) > 1 and any(line.prose and not series_of(line.text) for line in stanza) for stanza in stanzas):  # but for notes
        return {}
    plain = (stanza for stanza in stanzas if not any(line in others or rulebook.shape(line.text) for line in stanza))
    return {line: stanza[0].span.start for stanza in plain if is_verse(stanza) for line in stanza}
