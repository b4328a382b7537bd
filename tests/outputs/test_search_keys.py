"""The script of search computes keys, folds and shards as the index does: both are asked the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from string import ascii_letters, digits

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jiaozhu.outputs.search.folding import MARK, SPACES, SearchFold
from jiaozhu.outputs.search.keys import query_keys, strip_marks
from jiaozhu.outputs.search.shards import LOW, encode_number, encode_postings, key_hash
from node import Call, loaded
from worlds import ROOT

UNITS = 5_000
HAN = "茶山采的新春雨后叶青竹篓换盐商電电着著里裡裏發发𠮷后後"
TEXTS = st.text(st.sampled_from(HAN + ascii_letters + digits + "ＡｋＯ５é，。、；“”「」『』…— 　\u200b\ufeff\ufe0f⺟"), max_size=40)
FOLD = SearchFold.for_table()
USED = FOLD(HAN + ascii_letters + digits + "⺟é")
HEAD = {"size": UNITS, "digits": LOW, "spaces": SPACES, "marks": MARK.pattern, "fold": FOLD.groups(USED)}
ANY_CHARACTER = st.characters(exclude_categories=["Cs"])


@pytest.fixture(scope="module")
def call() -> Iterator[Call]:
    with loaded(ROOT / "docs" / "assets" / "search-keys.js") as function:
        function("(head) => { globalThis.made = jzKeys(head); return 0; }", HEAD)
        yield lambda name, *given: function(f"made.{name}", *given)


def units(text: str) -> int:
    """The length of a text in JavaScript."""
    return len(text.encode("utf-16-le")) // 2


@given(text=TEXTS)
@example(text="𠮷后Ａ")
def test_texts_are_folded_alike_and_each_unit_has_its_place(call: Call, text: str) -> None:
    begins = accumulate(map(units, text), initial=0)
    places = [(begin, begin + units(c)) for begin, c in zip(begins, text, strict=False) for _ in range(units(FOLD(c)))]
    folded = call("folded", text)
    assert folded["out"] == FOLD(text)
    assert list(zip(folded["starts"], folded["ends"], strict=True)) == places


@given(text=TEXTS)
def test_without_marks_texts_are_alike_too(call: Call, text: str) -> None:
    assert call("folded", text, True)["out"] == strip_marks(FOLD(text)) == call("core", FOLD(text))


@given(text=TEXTS | st.text(ANY_CHARACTER, max_size=12))
@example(text="koc618营销，5g与4k")
@example(text="𠮷𠮷a")
def test_words_have_the_same_keys_in_the_same_order(call: Call, text: str) -> None:
    assert call("keys", FOLD(text)) == query_keys(FOLD(text))


@given(key=st.text(ANY_CHARACTER, min_size=1, max_size=4), power=st.integers(0, 12))
@example(key="\U0010ffff\U0010ffff", power=12)
def test_keys_are_in_the_same_shard(call: Call, key: str, power: int) -> None:
    assert call("shard", key, 2**power) == key_hash(key) & (2**power - 1)


@settings(max_examples=50)
@given(levels=st.lists(st.sets(st.integers(0, UNITS - 1)), max_size=5))
@example(levels=[{0, len(LOW) - 1, len(LOW), 27 * len(LOW) - 1, 27 * len(LOW), UNITS - 1}])
def test_postings_are_read_as_they_were_written(call: Call, levels: list[set[int]]) -> None:
    numbers = list(map(encode_number, range(UNITS + 1)))
    level_of = {unit: level for level, units in enumerate(levels, 1) for unit in units}
    found = call("decoded", encode_postings([sorted(units) for units in levels], numbers))
    assert {int(unit): level for unit, level in found.items() if level} == level_of
