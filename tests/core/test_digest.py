"""The names by which results are kept."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.core.digest import code_digest, key

parts = st.lists(st.text("a\0\ud800茶", max_size=3), max_size=4)


@given(parts, parts)
def test_two_lists_of_parts_have_one_name_only_if_they_are_equal(one: list[str], other: list[str]) -> None:
    assert (key(*one) == key(*other)) == (one == other)


def test_names_are_hexadecimal() -> None:
    assert re.fullmatch("[0-9a-f]{64}", key("茶"))
    assert re.fullmatch("[0-9a-f]{64}", code_digest())
