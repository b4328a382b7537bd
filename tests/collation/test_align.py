"""Alignment of two copies: where they differ, how a difference is slid, merged and widened until a reader understands it."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiaozhu.collation.align import (
    GRAM,
    WIDE,
    WORD,
    CompactText,
    Difference,
    differences,
    longest_increasing,
    merge_chance_matches,
    slid_differences,
    widen_to_words,
)
from jiaozhu.core.reading import Span

SENTENCES = (
    "渔船天亮前出港。",
    "风从东北来，浪不大。",
    "三号船捕了450公斤带鱼！",
    "收购价比去年低。",
    "码头的冰早就卖完了；",
    "船老大抽着烟。",
)
few = st.text(st.sampled_from("甲乙丙。"), max_size=12)
articles = st.lists(st.sampled_from(SENTENCES) | few, max_size=12).map("".join)


def rebuilt(base: str, other: str, found: list[Difference]) -> str:
    """The other text, from the base and the differences alone."""
    parts, at = [], 0
    for difference in found:
        (a, b), (c, d) = difference.base, difference.other
        parts += [base[at:a], other[c:d]]
        at = b
    return "".join([*parts, base[at:]])


def readings(base: str, other: str, found: list[Difference]) -> list[tuple[str, str]]:
    return [(base[slice(*difference.base)], other[slice(*difference.other)]) for difference in found]


# ---------------------------------------------------------------------------------------------------------------- compact texts


def test_a_compact_text_knows_where_its_characters_stand() -> None:
    text = "一 渔船\n\t出港 。二"
    compact = CompactText.from_text(text, Span(2, 9))
    assert compact == CompactText("渔船出港", (2, 3, 6, 7))
    assert compact.span(1, 3) == Span(3, 7)
    assert compact.span(0, 4) == Span(2, 8)


def test_an_empty_place_is_behind_the_character_before_it() -> None:
    compact = CompactText("渔船出", (2, 3, 6))
    assert [compact.span(n, n) for n in range(4)] == [Span(2, 2), Span(3, 3), Span(4, 4), Span(7, 7)]
    assert CompactText("", ()).span(0, 0) == Span(0, 0)


def test_stretches_of_one_text_are_one() -> None:
    parts = (CompactText("渔船", (2, 3)), CompactText("", ()), CompactText("港", (9,)))
    assert CompactText.concatenate(iter(parts)) == CompactText("渔船港", (2, 3, 9))


# ---------------------------------------------------------------------------------------------------------------- differences


@given(base=articles, other=articles)
@example(base="", other="甲")
@example(base="甲", other="")
def test_the_other_text_is_the_base_with_the_differences(base: str, other: str) -> None:
    for found in (differences(base, other), slid_differences(base, other)):
        assert rebuilt(base, other, found) == other
        assert all(difference.base[0] < difference.base[1] or difference.other[0] < difference.other[1] for difference in found)
        for before, behind in pairwise(found):
            assert before.base[1] <= behind.base[0]
            assert before.other[1] <= behind.other[0]
            assert before.base[1] < behind.base[0] or before.other[1] < behind.other[0], "they would be one"


@given(base=articles, other=articles)
def test_merged_and_widened_differences_say_the_same(base: str, other: str) -> None:
    merged = merge_chance_matches(slid_differences(base, other))
    assert rebuilt(base, other, merged) == other
    assert rebuilt(base, other, widen_to_words(merged, base, other)) == other


@given(base=st.text("ab1，船", max_size=10), other=st.text("ab1，船", max_size=10))
def test_widened_differences_do_not_touch_and_end_with_words(base: str, other: str) -> None:
    found = widen_to_words(differences(base, other), base, other)
    assert rebuilt(base, other, found) == other
    for before, behind in pairwise(found):
        assert before.base[1] < behind.base[0]
        assert before.other[1] < behind.other[0]


def test_equal_texts_do_not_differ() -> None:
    assert differences("".join(SENTENCES), "".join(SENTENCES)) == []


def test_a_passage_that_was_moved_does_not_hide_the_rest() -> None:
    first, second, third = (random.Random(n).sample([chr(code) for code in range(0x4E00, 0x4E00 + 3000)], 60) for n in range(3))
    a, b, c = "".join(first), "".join(second), "".join(third)
    found = differences(a + b + c, b + c + a)
    assert readings(a + b + c, b + c + a, found) == [(a, ""), ("", a)]


@pytest.mark.parametrize(("length", "aligned"), [(WIDE, True), (WIDE + 1, False)])
def test_long_pieces_without_an_anchor_are_different_texts(length: int, aligned: bool) -> None:
    """Every tenth character is another, so that no n-gram is shared."""
    base = [chr(0x4E00 + n) for n in range(length)]
    other = ["甲" if n % 10 == 0 else character for n, character in enumerate(base)]
    assert GRAM > 10
    found = differences("".join(base), "".join(other))
    assert len(found) == ((length + 9) // 10 if aligned else 1)


def test_only_the_shorter_of_two_pieces_has_to_be_short() -> None:
    found = differences("渔" * (2 * WIDE) + "船", "船")
    assert readings("渔" * (2 * WIDE) + "船", "船", found) == [("渔" * (2 * WIDE), "")]


def test_a_short_piece_behind_a_long_text_is_aligned() -> None:
    common = "".join(chr(0x4E00 + n) for n in range(WIDE + GRAM))
    short, long = f"{common}船", f"{common}{'渔' * (2 * WIDE)}船"
    assert readings(short, long, differences(short, long)) == [("", "渔" * (2 * WIDE))]
    assert readings(long, short, differences(long, short)) == [("渔" * (2 * WIDE), "")]


def test_long_texts_are_aligned_between_anchors() -> None:
    base = [chr(0x4E00 + n) for n in range(3 * WIDE)]
    other = ["甲甲" if n % 1000 == 500 else character for n, character in enumerate(base)]
    found = differences("".join(base), "".join(other))
    assert readings("".join(base), "".join(other), found) == [(base[n], "甲甲") for n in range(500, 3 * WIDE, 1000)]


@given(pairs=st.lists(st.integers(0, 9), unique=True, max_size=7))
@example(pairs=[3, 0, 1])
@example(pairs=[])
def test_the_longest_increasing_subsequence_is_one_of_the_longest(pairs: list[int]) -> None:
    both = list(enumerate(pairs))
    found = longest_increasing(both)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
    assert set(found) <= set(both)
    increasing = (n for n in range(len(both), -1, -1) for some in combinations(pairs, n) if list(some) == sorted(some))
    assert len(found) == next(increasing)


# ---------------------------------------------------------------------------------------------------------------- clean-ups


@pytest.mark.parametrize(
    ("base", "other", "omitted"),
    [
        pytest.param("出港了。天亮了。收网。", "出港了。收网。", "天亮了。", id="a sentence"),
        pytest.param("甲船出港，乙船出港，收网。", "甲船出港，收网。", "乙船出港，", id="a clause"),
        pytest.param("他说：“好。”她说：“好。”走了。", "他说：“好。”走了。", "她说：“好。”", id="with the mark that closes after it"),
        pytest.param("哈哈哈", "哈哈", "哈", id="where it is, if no place is better"),
    ],
)
def test_an_omission_is_slid_to_the_borders_of_a_sentence(base: str, other: str, omitted: str) -> None:
    assert readings(base, other, slid_differences(base, other)) == [(omitted, "")]
    assert readings(other, base, slid_differences(other, base)) == [("", omitted)]


def boundary(text: str, at: int) -> int:
    """2 behind a sentence or at the beginning, 1 behind another mark, 0 elsewhere; none where a closing mark follows."""
    if at == 0:
        return 2
    closes = text[at : at + 1] in set("。，”")
    return 0 if closes else {"。": 2, "，": 1, "”": 1}.get(text[at - 1], 0)


@given(text=st.text("甲乙。，”", max_size=12), ends=st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted))
@example(text="甲乙甲乙丙", ends=[2, 4])
@example(text="丙，甲。甲。", ends=[2, 4])
@example(text="甲。乙甲。乙", ends=[1, 4])
def test_an_omission_is_slid_to_the_best_of_its_places(text: str, ends: list[int]) -> None:
    """All places at which the same is left out are tried, up to both ends of the text."""
    shorter = text[: ends[0]] + text[ends[1] :]
    length = len(text) - len(shorter)
    places = [at for at in range(len(shorter) + 1) if text[:at] + text[at + length :] == shorter]
    for base, other in ((text, shorter), (shorter, text)):
        found = slid_differences(base, other)
        if len(found) == 1:
            start, end = found[0].base if base is text else found[0].other
            at = found[0].other[0] if base is text else found[0].base[0]
            assert (end - start, at) == (length, start)
            assert boundary(text, start) == max(boundary(text, place) for place in places)


def test_a_difference_of_both_texts_is_not_slid() -> None:
    assert readings("渔船出港。", "渔轮出港。", slid_differences("渔船出港。", "渔轮出港。")) == [("船", "轮")]


def test_what_is_slid_stays_away_from_its_neighbours() -> None:
    base, other = "甲。乙乙乙。丙", "丁。乙乙。戊"
    found = slid_differences(base, other)
    assert rebuilt(base, other, found) == other
    assert readings(base, other, found) == [("甲", "丁"), ("乙", ""), ("丙", "戊")]


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        pytest.param(((0, 1), (0, 0)), ((2, 2), (1, 2)), True, id="one omits and one adds"),
        pytest.param(((0, 1), (0, 0)), ((3, 3), (2, 3)), True, id="two characters between"),
        pytest.param(((0, 1), (0, 0)), ((4, 4), (3, 4)), False, id="three characters between"),
        pytest.param(((0, 1), (0, 0)), ((2, 3), (1, 1)), False, id="both omit"),
        pytest.param(((0, 1), (0, 1)), ((2, 3), (2, 3)), False, id="both replace"),
        pytest.param(((0, 8), (0, 8)), ((9, 11), (9, 11)), True, id="a long one and two characters"),
        pytest.param(((0, 7), (0, 7)), ((8, 10), (8, 10)), False, id="none is long"),
        pytest.param(((0, 8), (0, 8)), ((9, 10), (9, 10)), False, id="a long one and one character"),
        pytest.param(((0, 1), (0, 8)), ((2, 3), (9, 11)), True, id="long in the other text"),
        pytest.param(((3, 11), (3, 4)), ((12, 14), (5, 7)), True, id="long in the base"),
    ],
)
def test_differences_with_little_between_them_are_one_change(
    first: tuple[tuple[int, int], tuple[int, int]], second: tuple[tuple[int, int], tuple[int, int]], one: bool
) -> None:
    both = [Difference(*first), Difference(*second)]
    assert merge_chance_matches(both) == ([both[0].to(both[1])] if one else both)
    assert both[0].to(both[1]) == Difference((first[0][0], second[0][1]), (first[1][0], second[1][1]))


@pytest.mark.parametrize(
    ("base", "other", "wide"),
    [
        pytest.param("卖出450公斤", "卖出430公斤", [("450", "430")], id="a number"),
        pytest.param("卖出450公斤", "卖出45公斤", [("450", "45")], id="the end of a number"),
        pytest.param("用GPS定位", "用APS定位", [("GPS", "APS")], id="the beginning of a word"),
        pytest.param("有a1b2的", "有c1d2的", [("a1b2", "c1d2")], id="two in a word are one"),
        pytest.param("有ab，cd的", "有xb，yd的", [("ab", "xb"), ("cd", "yd")], id="two words stay two"),
        pytest.param("船3号", "轮3号", [("船", "轮")], id="no part of a word"),
        pytest.param("450公斤", "430公斤", [("450", "430")], id="at the beginning"),
        pytest.param("重450", "重430", [("450", "430")], id="at the end"),
        pytest.param("去a船", "去b船", [("a", "b")], id="a letter alone"),
        pytest.param("é1x", "é1y", [("1x", "1y")], id="letters of ASCII alone"),
        pytest.param(
            "x" * (WORD + 5) + "1。", "x" * (WORD + 5) + "2。", [("x" * WORD + "1", "x" * WORD + "2")], id="no longer than a word"
        ),
    ],
)
def test_differences_are_widened_to_numbers_and_words(base: str, other: str, wide: list[tuple[str, str]]) -> None:
    assert readings(base, other, widen_to_words(differences(base, other), base, other)) == wide
