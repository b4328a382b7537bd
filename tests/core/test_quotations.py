"""Quoted words are found whatever their white space and the width of their marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.core.quotations import find_words
from jiaozhu.core.reading import Span

texts = st.text("茶农，,。. \u3000\n", max_size=30)


def plain(text: str) -> str:
    return "".join(text.split()).replace("，", ",").replace("。", ".")


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("茶农说，茶好。", "茶", [Span(0, 1), Span(4, 5)]),
        ("茶 农\n说，茶好。", "茶农说,茶好.", [Span(0, 9)]),
        ("茶农说,茶好", "说 ，茶", [Span(2, 5)]),
        ("茶茶茶", "茶茶", [Span(0, 2), Span(1, 3)]),
        ("茶农", "Ａ", []),
        ("ＡＢ", "AB", []),
        ("茶农", "", []),
        ("茶农", " \n", []),
        ("", "茶", []),
    ],
)
def test_by_example(text: str, words: str, places: list[Span]) -> None:
    assert find_words(text, words) == places


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_finds_what_trying_every_stretch_finds(text: str, words: str) -> None:
    """The stretches that read like the words, without white space at either end."""
    stretches = [Span(a, b) for a in range(len(text)) for b in range(a + 1, len(text) + 1)]
    tight = [span for span in stretches if not text[span.start].isspace() and not text[span.end - 1].isspace()]
    assert find_words(text, words) == [span for span in tight if plain(span.slice(text)) == plain(words)]
