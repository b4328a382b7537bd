"""Tables of a plain text: rows in a row whose cells are set apart alike, by tabs, by bars, or by the columns in which they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ...core.block_parts import TableCell
from ...core.lines import Line, lines
from ...core.reading import Span

LONGEST_CELL = 60  # characters
SEPARATORS = tuple(map(regex.compile, (r"[ ]*\t[ ]*", r"[ \t]*[|｜│][ \t]*", r"(?:[ ]{2,}|\u3000{2,})[ \u3000]*")))
TABBED, BARRED, ALIGNED = range(len(SEPARATORS))
FEWEST_ROWS = (2, 3, 3)  # of each kind: bars stand in rows of links, too, and wide spaces in verse
ITEM = regex.compile(r"[-–•·●○■□◆◇※*]\s")
RULE = regex.compile(r"[-=+|:│┼─\s]+")  # the line under the head of a table


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows of a table: each is a line with the places of its cells, and of what sets them apart."""

    rows: tuple[Line, ...]
    cells: tuple[tuple[Span, ...], ...]
    separators: tuple[Span, ...]

    def table_cells(self) -> tuple[TableCell, ...]:
        """The cells; the first row is the head if it alone has no number."""
        texts = [[line.text[cell.start - line.span.start : cell.end - line.span.start] for cell in row] for line, row in self._rows()]
        numbered = [any(any(map(str.isdigit, text)) for text in row) for row in texts]
        has_head = len(numbered) > 1 and not numbered[0] and all(numbered[1:])
        return tuple(
            TableCell(cell.start, cell.end, n, column, is_header=has_head and n == 0)
            for n, (_, row) in enumerate(self._rows())
            for column, cell in enumerate(row)
        )

    def _rows(self) -> Iterator[tuple[Line, tuple[Span, ...]]]:
        return zip(self.rows, self.cells, strict=True)


def text_tables(text: str) -> Iterator[TextTable]:
    """The tables of a text, in order."""
    text_lines = [line for line in lines(text) if not (RULE.fullmatch(line.text) and len(line.text) > 2)]
    n = 0
    while n < len(text_lines):
        table = next((t for kind in range(len(SEPARATORS)) if (t := _table(text, text_lines, n, kind)) is not None), None)
        if table is not None:
            yield table
        n += len(table.rows) if table is not None else 1


def _table(text: str, text_lines: Sequence[Line], first: int, kind: int) -> TextTable | None:
    """The table of one kind that begins with a line, if one does."""
    rows: list[Line] = []
    cells: list[tuple[Span, ...]] = []
    separators: list[Span] = []
    for line in text_lines[first:]:
        is_next = not rows or "\n" not in text[rows[-1].span.end : line.span.start].replace("\n", "", 1)
        parts, between = _parts(text, line, kind) if is_next and not line.prose and not ITEM.match(line.text) else ([], [])
        if len(parts) < 2 or (cells and len(parts) != len(cells[0])) or any(len(part) > LONGEST_CELL for part in parts):
            break
        rows.append(line)
        cells.append(tuple(parts))
        separators += between
    if len(rows) < FEWEST_ROWS[kind] or (kind == ALIGNED and not _has_numbers(text, cells)):
        return None
    return TextTable(tuple(rows), tuple(cells), tuple(separators))


def _parts(text: str, line: Line, kind: int) -> tuple[list[Span], list[Span]]:
    """The cells of a line, and what sets them apart. What the line has around its white space counts: an empty cell may be the last."""
    start, end = line.span.start, line.span.end
    while end < len(text) and text[end] == "\t" and kind == TABBED:
        end += 1
    between = [Span(*match.span()) for match in SEPARATORS[kind].finditer(text, start, end)]
    borders = [start, *(at for span in between for at in (span.start, span.end)), end]
    parts = [Span(a, b) for a, b in zip(borders[::2], borders[1::2], strict=True)]
    if kind == BARRED and len(parts) > 2 and not (len(parts[0]) or len(parts[-1])):  # the frame of the row
        parts = parts[1:-1]
    return parts, between


def _has_numbers(text: str, cells: Sequence[Sequence[Span]]) -> bool:
    """True where a column holds numbers in most rows: wide spaces alone stand between the halves of verse, too."""
    columns = zip(*cells, strict=True)
    return any(2 * sum(any(map(str.isdigit, cell.slice(text))) for cell in column) > len(cells) for column in columns)
