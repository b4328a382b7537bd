"""Where a stretch of an edition stands on its page, and the other way round.

A page shows a block in an element with the block's id, and in there other characters than the block has: signs of notes, spaces for line
breaks, the other script. What all have in common is the order of what can be seen, so a place is counted in characters that are no white
space. The script of the desk counts them in the same way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ...core.model import Block
from ...core.runs import Span
from ...pages.block_markup import block_parts


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A stretch of a page: the id of a block, and how many visible characters of it stand before the stretch and up to its end.

    Between blocks ``block`` is the one below, or ``""`` behind the last; the stretch is empty then, and ``is_between`` true.
    """

    block: str
    start: int
    end: int
    is_between: bool = False


def page_place(blocks: Sequence[Block], span: Span) -> PagePlace:
    """The place of a stretch of an edition's text; ``blocks`` are those that its page shows."""
    n = bisect_right(blocks, span.start, key=lambda block: block.span.start) - 1
    inside = blocks[n] if n >= 0 else None
    if inside is None or not inside.has_own_text or span.start > inside.span.end or (not len(span) and span.start >= inside.span.end):
        below = n if inside is not None and span.start < inside.span.start else n + 1
        return PagePlace(blocks[below].id if below < len(blocks) else "", 0, 0, is_between=True)
    if not len(span) and span.start == inside.span.start:
        return PagePlace(inside.id, 0, 0, is_between=True)
    start = span.start - inside.span.start
    end = min(span.end, inside.span.end) - inside.span.start
    return PagePlace(inside.id, visible_characters(inside, start), visible_characters(inside, end))


def text_span(block: Block, start: int, end: int) -> Span:
    """The stretch of the edition's text from the visible character ``start`` of a block up to ``end``, without white space at both ends."""
    offsets = _visible_offsets(block)
    if not 0 <= start < end <= len(offsets):
        raise ValueError(f"{start}–{end} is not in a block of {len(offsets)} visible characters")
    return Span(block.span.start + offsets[start], block.span.start + offsets[end - 1] + 1)


def visible_characters(block: Block, until: int | None = None) -> int:
    """How many characters of a block its page shows, of those before the offset ``until`` of its text."""
    return sum(1 for at in _visible_offsets(block) if until is None or at < until)


def _visible_offsets(block: Block) -> list[int]:
    """The offsets in a block's text of the characters that its page shows and that can be seen."""
    return [at for start, end in block_parts(block) for at in range(start, end) if not block.text[at].isspace()]
