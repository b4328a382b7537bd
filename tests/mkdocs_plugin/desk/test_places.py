"""A place on a page is the same stretch of the text both ways; what goes and what comes are the two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.core.block_parts import ListItem
from jiaozhu.core.model import Block
from jiaozhu.core.runs import Span
from jiaozhu.mkdocs_plugin.desk.differences import clipped, differences
from jiaozhu.mkdocs_plugin.desk.places import PagePlace, page_place, text_span, visible_characters

WORDS = st.text(alphabet="茶山路 a，\n", min_size=1).filter(lambda text: bool(text.strip()))


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_selected_words_are_found_again(texts: list[str], data: st.DataObject) -> None:
    blocks, at = [], 0
    for n, text in enumerate(texts):
        blocks.append(Block(f"b{n}", "paragraph", text, Span(at, at + len(text))))
        at += len(text) + 1
    block = data.draw(st.sampled_from(blocks))
    count = visible_characters(block)
    start = data.draw(st.integers(0, count - 1))
    end = data.draw(st.integers(start + 1, count))
    span = text_span(block, start, end)
    assert "".join(span.slice("\n".join(texts)).split()) == "".join(block.text.split())[start:end]
    assert page_place(blocks, span) == PagePlace(block.id, start, end)


def test_what_a_page_does_not_show_is_not_counted() -> None:
    """The marks of a list are its elements' own."""
    text = "1. 茶\n2. 路"
    block = Block("b", "list", text, Span(10, 19), items=(ListItem(3, 4), ListItem(8, 9)))
    assert visible_characters(block) == 2
    assert text_span(block, 1, 2) == Span(18, 19)


def test_a_place_between_blocks_is_at_the_one_below() -> None:
    blocks = [Block("b", "paragraph", "茶山", Span(2, 4)), Block("c", "paragraph", "路", Span(6, 7))]
    assert [page_place(blocks, Span(at, at)).block for at in (0, 2, 3, 4, 5, 6, 7, 9)] == ["b", "b", "b", "c", "c", "c", "", ""]
    assert [page_place(blocks, Span(at, at)).is_between for at in (2, 3, 4)] == [True, False, True]


@given(WORDS, WORDS)
def test_parts_are_both_texts(before: str, after: str) -> None:
    parts = differences(before, after)
    assert "".join(words for how, words in parts if how != "insert") == before
    assert "".join(words for how, words in parts if how != "delete") == after
    assert [how for how, _ in clipped(parts, 10)] == [how for how, _ in parts]
