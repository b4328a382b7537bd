"""What templates are given to write with."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiaozhu.pages.render import clipped
from worlds import HOME, published


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("春茶上市了，", "春茶上市了，"),
        ("春茶比往年早了十天。茶农说，冬天不冷", "春茶比往年早了十天。"),
        ("春茶比往年早，茶农说，冬天不冷", "春茶比往年早，茶农说……"),
        ("春，茶比往年早了十天上市冬天不冷", "春，茶比往年早了十天上市……"),
        ("春茶比往年早了十天上市冬天不冷", "春茶比往年早了十天上市冬……"),
    ],
)
def test_a_long_text_ends_at_a_mark_if_one_is_near(text: str, shown: str) -> None:
    assert clipped(text, 12) == shown


def test_only_the_home_page_is_markdown(tmp_path: Path) -> None:
    """A page of Markdown takes MkDocs long. The others are HTML, and their `meta` is what the frame shows."""
    files = published(tmp_path, {"docs/index.md": HOME, "sources/a.txt": "春茶早上市了，比往年早了十天。\n"}).files
    pages = [file for file in files if file.page]
    assert [file.path for file in pages if file.meta is None] == ["index.md"]
    assert [file.path for file in pages if file.meta and not file.meta["title"]] == []
    assert [file.path for file in pages if file.meta and not str(file.content).startswith('<div class="jz-sheet')] == []
