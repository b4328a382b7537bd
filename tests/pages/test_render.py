"""What templates are given to write with."""

from __future__ import annotations

import pytest

from jiaozhu.pages.render import clipped


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
