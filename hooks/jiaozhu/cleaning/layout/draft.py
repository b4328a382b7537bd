"""A block that has no id yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from ...core.block_parts import ListItem, PictureReference, TableCell
from ...core.model import BlockKind
from ...core.reading import Span

P = TypeVar("P", ListItem, TableCell)


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


def relative(parts: tuple[P, ...], at: int) -> tuple[P, ...]:
    """The parts of a block that begins at ``at``, with their places in its text."""
    return tuple(replace(part, start=part.start - at, end=part.end - at) for part in parts)
