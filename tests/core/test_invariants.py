"""`verify_blocks` refuses every way in which words of a text could be on no page."""

from __future__ import annotations

import pytest

from jiaozhu.core.invariants import ProvenanceError, verify_blocks
from jiaozhu.core.model import Block
from jiaozhu.core.reading import Reading, Span

TEXT = "海边\n\n灯塔亮了。\n灯塔亮了。\n"
TITLE = Block("b1", "title", "海边", Span(0, 2))
FIRST = Block("b2", "paragraph", "灯塔亮了。", Span(4, 9))
FIGURE = Block("b4", "figure", "此处原有插图", Span(2, 2))
SECOND = Block("b3", "paragraph", "灯塔亮了。", Span(10, 15))


def test_blocks_that_have_the_whole_text_are_accepted() -> None:
    verify_blocks(Reading.unchanged(TEXT), (TITLE, FIRST, SECOND))
    verify_blocks(Reading.unchanged(TEXT), (TITLE, FIGURE, FIRST, SECOND))
    verify_blocks(Reading.unchanged(" \n"), (Block("b1", "figure", "此处原有插图", Span(1, 1)),))


@pytest.mark.parametrize(
    ("blocks", "complaint"),
    [
        ((TITLE, FIRST), "in no block: '灯塔亮了。'"),
        ((TITLE, SECOND), "in no block"),
        ((FIRST, SECOND), "in no block: '海边'"),
        ((TITLE, FIRST, FIRST, SECOND), "not what the text has"),
        ((TITLE, Block("b2", "paragraph", "灯塔暗了。", Span(4, 9)), SECOND), "not what the text has"),
        ((TITLE, FIGURE, Block("b2", "paragraph", "灯塔暗了。", Span(4, 9)), SECOND), "not what the text has"),
        ((TITLE, FIRST, Block("b3", "title", "灯塔亮了。", Span(10, 15))), "2 blocks are the title"),
        ((TITLE, FIRST, Block("b2", "paragraph", "灯塔亮了。", Span(10, 15))), "two blocks have the id b2"),
    ],
)
def test_other_blocks_are_refused(blocks: tuple[Block, ...], complaint: str) -> None:
    with pytest.raises(ProvenanceError, match=complaint):
        verify_blocks(Reading.unchanged(TEXT), blocks)
