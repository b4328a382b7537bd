"""The patterns of the rules take time that grows with the length of a text, whatever it repeats."""

from __future__ import annotations

import pytest

from worlds import rulebook

LENGTH = 200_000  # characters, of which a pattern with quadratic time would not reach the end within its patience
STRETCHES = (" ", "\u3000", "\t", "。", ".", "-", "…", "“", "：", "1", "海", "a", "#", "@", "a@", "- a|", "一、", "海 ", "海\u3000", "。 ")


@pytest.mark.parametrize("stretch", STRETCHES)
@pytest.mark.parametrize("table", ["cleaning", "metadata", "boilerplate", "queries"])
def test_a_stretch_that_is_repeated_is_searched_to_its_end(table: str, stretch: str) -> None:
    """`Rule.matches` raises an error where a pattern takes longer than its patience."""
    text = f"海{stretch * (LENGTH // len(stretch))}海@"
    for rule in rulebook().table(table):
        for _ in rule.matches(text):
            pass
