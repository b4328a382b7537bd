"""A block that has no id yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...core.block_parts import ListItem, PictureReference, TableCell
from ...core.model import BlockKind
from ...core.reading import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A block without id and marks. All offsets, those of ``items`` and ``cells`` too, are in the text of the reading.

    ``text`` is the program's own where the block has no words of the source.
    """

    span: Span
    kind: BlockKind
    text: str = ""
    level: int = 0
    items: tuple[ListItem, ...] = ()
    cells: tuple[TableCell, ...] = ()
    picture: PictureReference | None = None


def relative_items(draft: Draft) -> tuple[ListItem, ...]:
    """The items with their places in the text of the block."""
    at = draft.span.start
    return tuple(replace(item, start=item.start - at, end=item.end - at) for item in draft.items)


def relative_cells(draft: Draft) -> tuple[TableCell, ...]:
    """The cells with their places in the text of the block."""
    at = draft.span.start
    return tuple(replace(cell, start=cell.start - at, end=cell.end - at) for cell in draft.cells)
