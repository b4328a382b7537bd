"""Tables of a page: which of them are tables, and which only lay the page out; and the cells of the former."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...core.block_parts import TableCell
from ...core.lines import lines
from ...core.reading import Reading, Span
from ...html.structure import Element
from .page_elements import elements_of, words_of

LONG_CELL = 300  # characters from which a cell holds a text, and not a datum
MOST_SPANNED = 100  # rows or columns that one cell may span
NO_DATA = frozenset({"table", "layout", "h1", "h2", "blockquote", "pre"})  # what stands in tables that lay a page out


def data_tables(reading: Reading) -> Mapping[Span, Element]:
    """The tables of a page that are tables, by their places: several rows of several cells, most of them short, and nothing in them
    that has a layout of its own.
    """
    elements = elements_of(reading)
    tables: dict[Span, Element] = {}
    for n, element in enumerate(elements):
        if element.name == "table" and _is_data(reading, _inside(elements, n)):
            tables[element.span] = element
    return tables


def table_cells(reading: Reading, table: Element, span: Span) -> tuple[TableCell, ...]:
    """The cells of a table in the order of their rows, those without words too; rows without any word are left out."""
    elements = elements_of(reading)
    inside = _inside(elements, elements.index(table))
    cells: list[TableCell] = []
    taken: dict[tuple[int, int], bool] = {}
    row = 0
    for own in _rows(inside):
        places = [(cell, _clamped(words_of(reading, cell), span)) for cell in own]
        if not any(len(place) for _, place in places):
            continue
        column = 0
        for cell, place in places:
            while (row, column) in taken:
                column += 1
            rows, columns = _spanned(cell, "rowspan"), _spanned(cell, "colspan")
            is_header = cell.name == "th" or any(e.name == "thead" and e.span.start <= cell.span.start < e.span.end for e in inside)
            cells.append(TableCell(place.start, place.end, row, column, rows, columns, is_header))
            taken.update({(row + r, column + c): True for r in range(rows) for c in range(columns)})
            column += columns
        row += 1
    return tuple(_within_rows(cells, row))


def _within_rows(cells: Sequence[TableCell], rows: int) -> list[TableCell]:
    """The cells, none of which reaches below the last row."""
    return [replace(cell, rows=min(cell.rows, rows - cell.row)) for cell in cells]


def _is_data(reading: Reading, inside: Sequence[Element]) -> bool:
    if any(element.name in NO_DATA for element in inside):
        return False
    rows = [[words_of(reading, cell) for cell in row] for row in _rows(inside)]
    rows = [row for row in rows if any(len(cell) for cell in row)]
    widths = Counter(len(row) for row in rows)
    if len(rows) < 2 or sum(n for width, n in widths.items() if width > 1) < 2:
        return False
    cells = [cell for row in rows for cell in row if len(cell)]
    long_ones = sum(len(cell) > LONG_CELL or sum(line.prose for line in lines(cell.slice(reading.text))) > 2 for cell in cells)
    return 4 * long_ones <= len(cells)


def _rows(inside: Sequence[Element]) -> list[list[Element]]:
    """The cells of each row."""
    rows: list[list[Element]] = []
    for element in inside:
        if element.name == "tr":
            rows.append([])
        elif element.name in ("td", "th"):
            if not rows:
                rows.append([])
            rows[-1].append(element)
    return rows


def _inside(elements: Sequence[Element], n: int) -> list[Element]:
    """The elements inside of the one at place ``n``."""
    inside = []
    for element in elements[n + 1 :]:
        if element.span.start >= elements[n].span.end:
            break
        inside.append(element)
    return inside


def _clamped(place: Span, span: Span) -> Span:
    start = min(max(place.start, span.start), span.end)
    return Span(start, min(max(place.end, start), span.end))


def _spanned(cell: Element, attribute: str) -> int:
    value = cell.attributes.get(attribute, "")
    return min(MOST_SPANNED, max(1, int(value))) if value.isascii() and value.isdigit() and len(value) < 5 else 1
