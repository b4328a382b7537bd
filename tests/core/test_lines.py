"""The shape of a text: lines, prose, and what stands before and behind it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.core.lines import HAN, LONG, STATEMENT, head, is_code, is_han, lines, tail, zone
from jiaozhu.core.normalize import caseless_letters
from jiaozhu.core.reading import Span

MANY = settings(max_examples=100, deadline=None)

PROSE = "快手今天宣布，从下个月起恢复直播间里的外部链接。"
NEWLINES = ("\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
SPACES = (" ", "\u3000", "\xa0", "\x1f", "\t")
ATOMS = (*NEWLINES, *SPACES, "\ufeff", "a", "Ａ", "ß", "İ", "中", "𠮷", "👩\u200d👧", "，", "。", PROSE)

documents = st.lists(st.sampled_from(ATOMS), max_size=16).map("".join) | st.text(max_size=40)


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


# ---------------------------------------------------------------------------------------------------------------- lines


@pytest.mark.parametrize("newline", NEWLINES)
def test_every_kind_of_newline_ends_a_line(newline: str) -> None:
    assert texts(f"甲{newline}乙") == ["甲", "乙"]
    assert lines(f"甲{newline}乙")[1].span.start == 1 + len(newline)


@pytest.mark.parametrize("blank", ["", "\n", " \n\t\n", "\r\n\r\n", "\u3000\u2028\xa0", "\x1f"])
def test_blank_lines_are_left_out(blank: str) -> None:
    assert texts(blank) == []
    assert texts(f"甲\n{blank}\n乙") == ["甲", "乙"]


def test_white_space_at_both_ends_is_left_out() -> None:
    first, second = lines("\u3000\u3000甲 乙 \r\n\t丙甲\t")
    assert (first.span, first.text) == (Span(2, 5), "甲 乙")
    assert (second.span, second.text) == (Span(9, 11), "丙甲")


def test_offsets_are_code_points() -> None:
    assert [line.span for line in lines("𠮷\n👩\u200d👧\ne\u0301")] == [Span(0, 1), Span(2, 5), Span(6, 8)]


@MANY
@given(documents)
def test_lines_are_those_of_python_but_for_the_blank_ones(text: str) -> None:
    assert texts(text) == [line.strip() for line in text.splitlines() if line.strip()]


@MANY
@given(documents)
def test_the_core_of_a_line_is_its_letters(text: str) -> None:
    assert all(line.core == caseless_letters(line.text) for line in lines(text))


@MANY
@given(documents)
def test_spans_stand_in_order_inside_the_text_and_hold_the_line(text: str) -> None:
    end = -1
    for line in lines(text):
        assert end < line.span.start < line.span.end <= len(text)
        assert line.span.slice(text) == line.text
        end = line.span.end


@MANY
@given(documents)
def test_only_white_space_stands_between_lines(text: str) -> None:
    covered = {n for line in lines(text) for n in range(line.span.start, line.span.end)}
    assert not "".join(c for n, c in enumerate(text) if n not in covered).strip()


# ---------------------------------------------------------------------------------------------------------------- prose


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        pytest.param("甲" * STATEMENT + "。", True, id="a statement"),
        pytest.param("甲" * (STATEMENT - 1) + "。", False, id="too short a statement"),
        pytest.param("甲" * STATEMENT + "。”", True, id="a statement in quotes"),
        pytest.param("甲" * STATEMENT + "……", True, id="an open end"),
        pytest.param("甲" * STATEMENT + "！", False, id="an exclamation"),
        pytest.param("甲" * 20 + "？" + "乙" * (2 * STATEMENT - 20), True, id="two clauses"),
        pytest.param("甲" * 20 + "？" + "乙" * (2 * STATEMENT - 21), False, id="two short clauses"),
        pytest.param("甲" * 2 * STATEMENT + "？", False, id="a long question alone"),
        pytest.param("甲" * 2 * STATEMENT + "？乙", True, id="a clause and the first letter of another"),
        pytest.param("甲" * LONG, True, id="long"),
        pytest.param("甲" * (LONG - 1), False, id="not quite long"),
        pytest.param("甲" * STATEMENT + "，" * LONG, False, id="marks are not letters"),
    ],
)
def test_what_is_prose(line: str, prose: bool) -> None:
    assert [each.prose for each in lines(f"\u3000{line}\n")] == [prose]


@pytest.mark.parametrize(
    "line",
    [
        "(function () { var s = document.createElement('script'); s.async = true; document.body.appendChild(s); })();",
        "body { margin: 0; padding: 0; font-family: sans-serif; } .article { line-height: 1.8; color: #333333; }",
    ],
)
def test_code_is_no_prose_however_long(line: str) -> None:
    assert len(caseless_letters(line)) >= LONG
    assert [each.prose for each in lines(line)] == [False]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("var a =8;甲", True, id="one of ten is Chinese"),
        pytest.param("var a =8甲", False, id="one of nine"),
        pytest.param("var a = 8;", True, id="no Chinese"),
        pytest.param("a line of words", False, id="no shape of code"),
        pytest.param("甲" * 20, False, id="Chinese"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_is_code(line: str, code: bool) -> None:
    assert is_code(line) == code


def test_han_characters_are_those_of_the_planes_in_use() -> None:
    first_and_last = "\u3400\u4dbf\u4e00\u9fff\U00020000\U0003ffff"
    beside = "\u33ff\u4dc0\u4dff\ua000\U0001ffff\U00040000a〇，"
    assert [c for c in first_and_last + beside if is_han(c)] == list(first_and_last)
    assert [c for c in first_and_last + beside if HAN.match(c)] == list(first_and_last)


def test_head_and_tail_are_what_stands_before_and_behind_the_prose() -> None:
    text = f"标题\r\n来源：某报\r\n\r\n{PROSE}\r\n小标题\r\n{PROSE}\u2028责任编辑：某某\r\n推荐阅读\r\n"
    assert [line.text for line in head(text)] == ["标题", "来源：某报"]
    assert [line.text for line in tail(text)] == ["责任编辑：某某", "推荐阅读"]
    assert [span.slice(text) for span in zone(text, "head")] == ["标题\r\n来源：某报"]
    assert [span.slice(text) for span in zone(text, "tail")] == ["责任编辑：某某\r\n推荐阅读"]
    assert zone(text, "edges") == zone(text, "head") + zone(text, "tail")
    assert [span.slice(text) for span in zone(text, "prose")] == [PROSE, PROSE]
    assert [span.slice(text) for span in zone(text, "all")] == [text]


def test_a_text_without_prose_is_all_head() -> None:
    text = "标题\n来源：某报\n"
    assert head(text) == lines(text)
    assert tail(text) == ()
    assert zone(text, "tail") == zone(text, "prose") == ()
    assert zone(text, "head") == (Span(0, 8),)


def test_a_text_of_prose_has_neither_head_nor_tail() -> None:
    text = f"{PROSE}\n{PROSE}"
    assert head(text) == tail(text) == ()
    assert zone(text, "head") == zone(text, "tail") == ()


def test_an_empty_text_has_no_zones() -> None:
    assert lines("") == head("") == tail("") == ()
    assert zone("", "head") == zone("", "tail") == zone("", "prose") == ()
    assert zone("", "all") == (Span(0, 0),)


@MANY
@given(documents)
def test_head_and_tail_frame_the_prose(text: str) -> None:
    all_lines = lines(text)
    before, behind = head(text), tail(text)
    assert all_lines[: len(before)] == before
    assert all_lines[len(all_lines) - len(behind) :] == behind
    assert not any(line.prose for line in (*before, *behind))
    between = all_lines[len(before) : len(all_lines) - len(behind)]
    assert not between or (between[0].prose and between[-1].prose)
    assert len(before) + len(between) + len(behind) == len(all_lines)


@MANY
@given(documents)
def test_zones_do_not_overlap_and_lie_in_the_text(text: str) -> None:
    spans = [*zone(text, "head"), *zone(text, "prose"), *zone(text, "tail")]
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(span.end <= len(text) and len(span) for span in spans)
    assert zone(text, "all") == (Span(0, len(text)),)
