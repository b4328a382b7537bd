"""Spans, and runs that are divided: what each part keeps of the source, of what was put, and of the place that attests it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiaozhu.core.normalize import nfkc_letters
from jiaozhu.core.runs import Change, Query, Run, Span, Witness

TEXT = " 海边 有灯塔\n"
spans = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(sorted).map(lambda both: Span(*both))


@pytest.mark.parametrize(("start", "end"), [(2, 1), (-1, 0), (-2, -1)])
def test_a_span_begins_in_the_text_and_before_its_end(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"not a span: {start}-{end}"):
        Span(start, end)


@given(one=spans, other=spans)
def test_spans_are_sets_of_offsets(one: Span, other: Span) -> None:
    offsets, others = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert len(one) == len(offsets)
    assert bool(one), "an empty place is a place"
    assert one.overlaps(other) == other.overlaps(one)
    if offsets and others:
        assert one.overlaps(other) == bool(offsets & others)
        assert one.contains(other) == (others <= offsets)


def test_an_empty_place_overlaps_what_it_lies_inside_of() -> None:
    assert [Span(2, 4).overlaps(Span(n, n)) for n in range(6)] == [False, False, False, True, False, False]
    assert not Span(3, 3).overlaps(Span(3, 3))
    assert [Span(2, 4).contains(Span(n, n)) for n in range(6)] == [False, False, True, True, True, False]


@pytest.mark.parametrize(
    ("span", "trimmed"),
    [
        (Span(0, 8), Span(1, 7)),
        (Span(1, 3), Span(1, 3)),
        (Span(2, 5), Span(2, 5)),
        (Span(3, 4), Span(4, 4)),
        (Span(7, 8), Span(8, 8)),
        (Span(0, 1), Span(1, 1)),
        (Span(2, 2), Span(2, 2)),
    ],
)
def test_white_space_at_the_ends_is_trimmed(span: Span, trimmed: Span) -> None:
    assert span.trimmed(TEXT) == trimmed
    assert trimmed.slice(TEXT) == span.slice(TEXT).strip()


def test_changes_and_queries_have_spans() -> None:
    assert Change(2, 5, "", "a-rule").span == Query(2, 5, "a-rule").span == Span(2, 5)


def test_what_is_not_said_to_be_a_conjecture_is_sure() -> None:
    assert Run(2, 5, "灯", "a-rule").sure
    assert Change(2, 5, "灯", "a-rule").sure


# ---------------------------------------------------------------------------------------------------------------- divided runs


def test_a_kept_run_is_divided_in_the_source() -> None:
    run = Run(2, 6)
    assert run.text("0123456789") == "2345"
    assert (run.head("0123456789", 1), run.tail("0123456789", 1)) == (Run(2, 3), Run(3, 6))


def test_a_replacement_of_the_same_length_is_divided_in_the_source_too() -> None:
    run = Run(2, 5, "甲乙丙", "a-rule", sure=False, confidence=0.7)
    assert run.head("", 1) == Run(2, 3, "甲", "a-rule", sure=False, confidence=0.7)
    assert run.tail("", 1) == Run(3, 5, "乙丙", "a-rule", sure=False, confidence=0.7)


def test_of_a_replacement_of_another_length_the_first_part_has_all_of_the_source() -> None:
    run = Run(2, 4, "甲乙丙", "a-rule")
    assert run.head("", 1) == Run(2, 4, "甲", "a-rule")
    assert run.tail("", 1) == Run(4, 4, "乙丙", "a-rule")


def divided(put: str, reads: str, at: int) -> tuple[str | None, str | None]:
    """What attests the two parts of an insertion, with where each stands in the witness checked."""
    run = Run(3, 3, put, "a-rule", Witness(Span(20, 20 + len(reads)), reads, "other"))
    parts = run.head("", at).witness, run.tail("", at).witness
    for part in parts:
        if part:
            assert part.span.start >= 20
            assert reads[part.span.start - 20 : part.span.end - 20] == part.reads
            assert part.source == "other"
    first, second = parts
    return first.reads if first else None, second.reads if second else None


@pytest.mark.parametrize(
    ("put", "reads", "at", "parts"),
    [
        pytest.param("灯塔亮", "灯塔亮", 1, ("灯", "塔亮"), id="as it is"),
        pytest.param("灯塔亮", "灯塔亮", 0, ("", "灯塔亮"), id="nothing in front"),
        pytest.param("灯塔亮", "灯塔亮", 3, ("灯塔亮", ""), id="nothing behind"),
        pytest.param("灯塔亮", "灯 塔 亮", 1, ("灯", " 塔 亮"), id="with spaces"),
        pytest.param("灯塔亮", "灯 塔 亮", 2, ("灯 塔", " 亮"), id="with spaces, later"),
        pytest.param("灯，塔亮", "灯, 塔亮", 2, ("灯,", " 塔亮"), id="another form of a mark"),
        pytest.param("灯，塔亮", "灯塔亮", 2, ("灯", "塔亮"), id="a mark that is not there"),
        pytest.param("灯塔亮", "灯，塔亮", 1, ("灯", "，塔亮"), id="a mark too many"),
        pytest.param("灯塔亮", "灯，塔亮", 2, ("灯，塔", "亮"), id="a mark too many, inside"),
        pytest.param("灯，塔亮", "灯 ，塔亮", 2, ("灯 ，", "塔亮"), id="a space before a mark"),
        pytest.param("灯塔亮", "灯船亮起", 2, (None, None), id="other letters"),
        pytest.param("灯塔船", "灯塔亮船", 1, ("灯", None), id="other letters in one part"),
    ],
)
def test_what_attests_a_part_has_its_letters(put: str, reads: str, at: int, parts: tuple[str | None, str | None]) -> None:
    assert divided(put, reads, at) == parts


@given(put=st.text("灯塔，。a1 ", max_size=8), reads=st.text("灯塔，。a1 \n", max_size=8), at=st.integers(0, 8))
@example(put="灯灯塔", reads="灯 灯塔", at=1)
def test_no_part_is_attested_by_other_letters(put: str, reads: str, at: int) -> None:
    at = min(at, len(put))
    for part, text in zip(divided(put, reads, at), (put[:at], put[at:]), strict=True):
        assert part is None or nfkc_letters(part) == nfkc_letters(text)
    if len(put) == len(reads) and put == reads:
        assert divided(put, reads, at) == (put[:at], put[at:])


def test_what_nothing_attests_is_divided_without() -> None:
    assert Run(3, 3, "灯塔", "a-rule").head("", 1).witness is None
