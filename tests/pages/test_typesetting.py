"""Which closing marks are half as wide, and where titles break."""

from __future__ import annotations

import pytest

from jiaozhu.core.model import Block
from jiaozhu.core.reading import Span
from jiaozhu.pages.article.typesetting import typesetting
from jiaozhu.pages.render import breakable


@pytest.mark.parametrize(("text", "halves"), [("“货”。（有“货”）", ["”", "”"]), ("“货”而“不”", []), ("《看见》，（好）！", ["》", "）"])])
def test_a_closing_mark_before_another_is_half_as_wide(text: str, halves: list[str]) -> None:
    assert found(text, "half") == halves


def test_code_is_left_alone() -> None:
    assert not list(typesetting(Block("b", "code", "“12元”。", Span(0, 6))))


def test_titles_break_behind_commas_and_stay_inert() -> None:
    assert breakable("茶，<b>、山") == "茶，<wbr>&#60;b&#62;、<wbr>山"


def found(text: str, name: str) -> list[str]:
    """The stretches of a paragraph that are set in a way of that name."""
    elements = typesetting(Block("b", "paragraph", text, Span(0, len(text))))
    return [text[element.start : element.end] for element in elements if f"jz-{name}" in element.opening]
