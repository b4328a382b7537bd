"""Queries about marks without a mate and about echoed endings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.cleaning import fragments
from jiaozhu.core.reading import Reading
from worlds import rulebook


def queried_words(text: str) -> list[str]:
    return [text[query.start : query.end] for query in fragments.propose(Reading.unchanged(text), rulebook())]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("茶农说“今年好。", ["茶农说“今年好。"]),
        ("免疫”。苦恼”。", ["免疫”。", "苦恼”。"]),
        ("他读了《茶经，又读了《诗经》。", ["他读了《茶经，又读了《诗经》。"]),
        ("一”二”三”四”五", ["一”二”三”四”五"]),
        ("大家都说今年春茶的收成好。春茶的收成好。", ["春茶的收成好。"]),
    ],
)
def test_fragments_are_queried(text: str, words: list[str]) -> None:
    assert queried_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "“一‘二’三”",
        "“一\n“二”",
        "it’s the farmers’ tea",
        "身高5’ 11”的人",
        "推出“618”。",
        "好。好。好。",
        "他们都来了，一个也不少！一个也不少！",
    ],
)
def test_sound_lines_are_not_queried(text: str) -> None:
    assert queried_words(text) == []


@settings(deadline=None)
@given(st.text(alphabet="“”‘’「」《》茶。\n", max_size=40))
def test_balanced_lines_are_not_queried(text: str) -> None:
    """A line that is paired with its own mirror image is balanced."""
    mirror = str.maketrans("“”‘’「」《》", "”“’‘」「》《")
    line = "".join(c for c in text if c in "“‘「《茶")
    assert queried_words(line + line[::-1].translate(mirror)) == []
