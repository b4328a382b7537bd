"""Blocks as HTML that is XML as well, with every mark in its place and nothing active."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.core.block_parts import ListItem, TableCell, TextMark
from jiaozhu.core.model import Block
from jiaozhu.core.reading import Span
from jiaozhu.pages.block_markup import BlockMarkup

NUMBERS = st.integers(0, 12)


def element(block: Block) -> ET.Element:
    return ET.fromstring(str(BlockMarkup.from_block(block, block.text).element()))


def block(kind: str, text: str, **parts: object) -> Block:
    return Block("b1", kind, text, Span(0, len(text)), **parts)  # type: ignore[arg-type]


def test_lists_stand_in_their_items() -> None:
    text = "甲\n乙\n丙\n丁"
    items = (ListItem(0, 1, 1, 4), ListItem(2, 3, 2), ListItem(4, 5, 1, None, "continued"), ListItem(6, 7, 1, 5))
    root = element(block("list", text, items=items))
    assert ET.tostring(root, "unicode") == (
        '<ol start="4" id="b1" data-kind="list"><li>甲<ul><li>乙</li></ul><p>丙</p></li><li>丁</li></ol>'
    )


def test_a_table_has_rows_and_spans() -> None:
    cells = (TableCell(0, 1, 0, 0, is_header=True), TableCell(2, 3, 0, 1, columns=2), TableCell(3, 3, 1, 0))
    root = element(block("table", "甲\n乙", cells=cells))
    assert [[cell.tag for cell in row] for row in root.iter("tr")] == [["th", "td"], ["td"]]
    assert root.find(".//td[@colspan='2']") is not None


def test_line_breaks_are_those_of_the_text() -> None:
    assert "".join(element(block("verse", "甲\n乙")).itertext()) == "甲\n乙"
    assert len(element(block("verse", "甲\n乙")).findall("br")) == 1
    assert element(block("code", "甲\n乙")).findall(".//br") == []


def test_emphasis_has_dots_in_a_few_words_another_face_in_many_and_slants_in_latin_alone() -> None:
    words = ("不急", "slow food", "河水退下去以后，沙洲露了出来，孩子们在上面拾贝壳")
    ends = [sum(map(len, words[: n + 1])) for n in range(len(words))]
    marks = tuple(TextMark(end - len(word), end, "em") for word, end in zip(words, ends, strict=True))
    root = element(block("paragraph", "".join(words), marks=marks))
    assert [em.get("class") for em in root.iter("em")] == ["jz-dots", None, "jz-kai"]


@given(
    st.text(alphabet="茶a<&>\"'\n", min_size=1, max_size=12),
    st.lists(st.tuples(NUMBERS, NUMBERS, st.sampled_from(["strong", "em", "sup", "code", "ruby", "formula", "del"])), max_size=4),
    st.sampled_from(["paragraph", "verse", "quote", "heading", "code", "caption"]),
)
def test_any_marks_are_well_formed_and_keep_the_words(text: str, marks: list[tuple[int, int, str]], kind: str) -> None:
    inside = tuple(
        TextMark(min(a, b, len(text)), min(max(a, b), len(text)), mark, "rù" if mark == "ruby" else "")  # type: ignore[arg-type]
        for a, b, mark in marks
    )
    root = element(block(kind, text, marks=tuple(m for m in inside if m.start < m.end)))
    for annotation in root.iter("ruby"):
        for child in [c for c in annotation if c.tag in ("rt", "rp")]:
            child.text = ""
    assert "".join("".join(root.itertext()).split()) == "".join(text.split())
