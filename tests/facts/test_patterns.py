"""The parts of which the patterns of dates and figures are made."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.facts.patterns import BLANK, IdentityKey, alternation, without_addresses


@given(st.lists(st.text("茶农.+*a", min_size=1, max_size=3), max_size=5), st.text("茶农.+*a", max_size=6))
def test_an_alternation_takes_the_longest_word(words: list[str], text: str) -> None:
    match = regex.compile(alternation(words)).match(text)
    prefixes = [word for word in words if text.startswith(word)]
    assert (match[0] if match else "") == max(prefixes, key=len, default="")


def test_addresses_are_blank_and_offsets_stay() -> None:
    text = "见https://tea.example/2020-05，写信给tea@tea.example，2020年"
    blank = without_addresses(text)
    assert len(blank) == len(text)
    assert blank.replace(BLANK, "") == "见，写信给，2020年"


def test_a_key_is_equal_to_one_of_the_same_object_alone() -> None:
    one, twin = [1], [1]
    assert IdentityKey(one) == IdentityKey(one)
    assert hash(IdentityKey(one)) == hash(IdentityKey(one))
    assert IdentityKey(one) != IdentityKey(twin)
    assert IdentityKey(one) != one
