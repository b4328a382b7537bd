"""Quoted words are found whatever their white space, the width of their marks, and what a page has put between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.core.quotations import find_copied_words, find_words, follows, nearest_words, precedes
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


TEA = "天还没亮，茶农已经 上山。（茶农说：走吧！）露水未干。"


@pytest.mark.parametrize(
    ("words", "copied"),
    [
        ("茶农已经上山", ["茶农已经 上山"]),
        ("茶农①已经上山", ["茶农已经 上山"]),  # with the sign of a note
        ("茶农〔12〕已经上山", ["茶农已经 上山"]),
        ("天還沒亮", ["天还没亮"]),
        ("茶農已經上山", ["茶农已经 上山"]),
        ("茶农、已经；上山", ["茶农已经 上山"]),  # by the letters alone
        ("农、已经上", ["农已经 上"]),
        ("农、已经", []),  # three letters are too few for that
        ("茶农、已经上山。", ["茶农已经 上山。（"]),  # the marks that stand there at the end, up to the next letter or space
        ("，茶农、已经", ["，茶农已经"]),
        ("茶农、已经", ["茶农已经"]),
        ("走、吧露水！", ["走吧！）露水"]),
        ("走、吧露水未干！", ["走吧！）露水未干。"]),
        ("！走、吧露水", ["：走吧！）露水"]),
        ("天、还没亮", ["天还没亮"]),
        ("“天、还没亮", ["天还没亮"]),  # nothing stands before it
        ("茶、农：", []),
        ("茶农", ["茶农", "茶农"]),
        ("茶花开了", []),
    ],
)
def test_words_copied_from_a_page(words: str, copied: list[str]) -> None:
    assert [span.slice(TEA) for span in find_copied_words(TEA, words)] == copied


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("亮，", "茶农", "已经上"),
        ("亮,", "茶农", "已 经"),
        ("天还没亮，", "茶农已经 上山", "。（茶农"),
        ("", "天还", "没亮"),
        ("未", "干。", ""),
    ],
)
def test_words_around_a_place(before: str, words: str, after: str) -> None:
    start = TEA.index(words)
    span = Span(start, start + len(words))
    assert precedes(TEA, before, span)
    assert follows(TEA, after, span)
    assert not precedes(TEA, f"{before}山", span)
    assert not follows(TEA, f"山{after}", span)


def test_words_around_a_place_may_have_much_white_space_between_them() -> None:
    text = f"茶{' ' * 43}农山{' ' * 43}路"
    assert precedes(text, "茶", Span(44, 45))
    assert not precedes(f"茶{' ' * 44}农", "茶", Span(45, 46))
    assert follows(text, "路", Span(45, 46))
    assert not follows(f"山{' ' * 44}路", "路", Span(0, 1))


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("茶农已径上山", "茶农已经 上山"),
        ("茶农①已径上山", "茶农已经 上山"),
        ("露水、未乾", "露水未干"),
        ("河上的渡船", None),
        ("天还没黒", "天还没"),
        ("", None),
        ("，。", None),
    ],
)
def test_the_nearest_words(words: str, near: str | None) -> None:
    span = nearest_words(TEA, words)
    assert (span and span.slice(TEA)) == near


def test_a_text_without_letters_has_no_near_words() -> None:
    assert nearest_words("，。", "茶农") is None


def test_words_are_near_from_six_letters_of_ten() -> None:
    text = f"{'金木水火土' * 3}一二三四五六七八九十{'金木水火土' * 3}"
    assert nearest_words(text, "子丑三四五六七八寅卯") is not None
    assert nearest_words(text, "子丑三四五六七寅卯辰") is None
