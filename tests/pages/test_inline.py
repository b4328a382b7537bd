"""The marks of a block, woven into its text: well-formed, and without a character more or less."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from jiaozhu.pages.inline import InlineElement, InlineMark, apply_marks
from jiaozhu.pages.render import inert

SIGN = Markup("<sup>1</sup>")
TEXT = "茶农说，这样的芽叶最肥。"


def link(start: int, end: int) -> InlineElement:
    return InlineElement(start, end, Markup("<a>"), Markup("</a>"), whole=True)


def span(start: int, end: int) -> InlineElement:
    return InlineElement(start, end, Markup("<b>"), Markup("</b>"))


CASES = [
    ([], [], "茶农说，这样的芽叶最肥。"),
    ([link(0, 2)], [], "<a>茶农</a>说，这样的芽叶最肥。"),
    ([link(0, 2), link(2, 3)], [2], "<a>茶农</a>{}<a>说</a>，这样的芽叶最肥。"),
    ([link(0, 2)], [1], "<a>茶农</a>{}说，这样的芽叶最肥。"),
    ([link(0, 2)], [0, 1, 2], "{}<a>茶农</a>{}{}说，这样的芽叶最肥。"),
    ([link(0, 2), link(3, 6)], [4], "<a>茶农</a>说<a>，这样</a>{}的芽叶最肥。"),
    ([link(2, 6), span(3, 4)], [], "茶农<a>说<b>，</b>这样</a>的芽叶最肥。"),
    ([span(2, 6), span(4, 8)], [], "茶农<b>说，<b>这样</b></b><b>的芽</b>叶最肥。"),
    ([span(3, 4)], [12], "茶农说<b>，</b>这样的芽叶最肥。{}"),
    ([span(3, 3)], [], "茶农说，这样的芽叶最肥。"),
]


@pytest.mark.parametrize(("around", "signs", "wanted"), CASES)
def test_weaves(around: list[InlineElement], signs: list[int], wanted: str) -> None:
    assert apply_marks(TEXT, around, [InlineMark(at, SIGN) for at in signs]) == wanted.format(*[SIGN] * len(signs))


class Reader(HTMLParser):
    """Reads a woven text: its words, and whether its elements are closed in the order in which they must be."""

    def __init__(self, html: Markup) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""
        self.signs = 0
        self.linked: list[str] = []
        self.feed(str(html))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag != "sup" or "a" not in self.open
        self.signs += tag == "sup"
        self.linked += [""] if tag == "a" else []
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "sup" not in self.open:
            self.words += data
        if "a" in self.open:
            self.linked[-1] += data


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, list[InlineElement], list[InlineMark]]:
    text = draw(st.text("茶<&>\"'`*_{}[]-#/:;=\n", min_size=1, max_size=24))
    places = st.integers(0, len(text))
    borders = sorted(draw(st.sets(places, max_size=6)))
    links = [link(*borders[n : n + 2]) for n in range(0, len(borders) - 1, 2)]
    spans = [span(n, n + 1) for n in draw(st.sets(st.integers(0, len(text) - 1), max_size=6))]
    return text, [*links, *spans], [InlineMark(at, SIGN) for at in draw(st.lists(places, max_size=6))]


@settings(deadline=None)
@given(blocks())
def test_woven_text_is_the_text(block: tuple[str, list[InlineElement], list[InlineMark]]) -> None:
    """Balanced, with every sign, no sign in a link, and each link around its own words, in one piece."""
    text, around, signs = block
    read = Reader(apply_marks(text, around, signs))
    assert read.words == text
    assert read.signs == len(signs)
    assert read.linked == [text[a.start : a.end] for a in around if a.whole]


@settings(deadline=None)
@given(st.text(), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6))
def test_crossing_elements_are_balanced(text: str, pairs: list[tuple[int, int]]) -> None:
    fitting = [span(min(pair), max(pair)) for pair in pairs if max(pair) <= len(text)]
    assert Reader(apply_marks(text, fitting)).words == Reader(inert(text)).words
