"""Provenance: whatever is done to a text, in whatever order, no character of the source is lost.

Most tests here run over random documents and random sequences of edits. A failing one prints its case as code that can
be pasted into a test: the repr of a `Case` is the expression that makes its reading.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter, pretty

from jiaozhu.core.invariants import ProvenanceError, verify
from jiaozhu.core.reading import Change, Reading, Run, Span, Witness

# ---------------------------------------------------------------------------------------------------------------- cases

MANY = settings(max_examples=200, deadline=None)
SOME = settings(max_examples=100, deadline=None)

ATOMS = (
    *("a", "b", "0", "Ａ", "㎏", "é", "e\u0301", "\u0301", "中", "国", "𠮷", "😀", "👩\u200d👧", "\ufeff"),
    *(",", "，", ".", "。", "…", "“", " ", "\u3000", "\t"),
    *("\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"),
)
WIDE = str.maketrans(",.", "，。")
OTHERS = {"other": "另一处，said: a b,\n中国。𠮷"}

# What a rule's name says of the witnesses of its changes.
PLAIN, AGAIN, UNSURE, EXACT, WIDENED, CLOSED = RULES = ("plain", "again", "unsure", "exact", "widened", "closed")


@dataclass(frozen=True)
class Case:
    """A document and the edits that are made to it, one after the other."""

    raw: str
    edits: tuple[tuple[Change, ...], ...] = ()
    held: tuple[Span, ...] = ()

    def __repr__(self) -> str:
        held = f", {self.held!r}" if self.held else ""
        return f"Reading.unchanged({self.raw!r}{held})" + "".join(f".amend({list(edit)!r})" for edit in self.edits)

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        """What Hypothesis prints of a case that fails."""
        printer.text(repr(self))

    def steps(self) -> Iterator[Reading]:
        """The reading before the first edit and after each."""
        reading = Reading.unchanged(self.raw, self.held)
        yield reading
        for edit in self.edits:
            reading = reading.amend(edit)
            yield reading

    def reading(self) -> Reading:
        return list(self.steps())[-1]


def texts(longest: int) -> st.SearchStrategy[str]:
    """Short texts of few different characters, so that edits meet and repeat each other; now and then any character."""
    some = st.lists(st.sampled_from(ATOMS), max_size=longest).map("".join)
    many = st.lists(st.sampled_from(ATOMS), min_size=longest // 2, max_size=longest).map("".join)
    return st.one_of(some, many, many, st.text(max_size=longest))


DOCUMENTS, WORDS = texts(12), texts(3)
KINDS = st.sampled_from(("cut", "any", "as long", "as it is", "as it was", "witnessed", "witnessed"))
POINTS = st.lists(st.integers(0, 63), max_size=6)


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def witnessed(draw: st.DrawFn, raw: str, start: int, end: int) -> Change:
    """A change that puts what stands elsewhere: as it is, with the marks widened, or without white space."""
    source = draw(st.sampled_from((None, *OTHERS)))
    text = raw if source is None else OTHERS[source]
    a, b = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    rule = draw(st.sampled_from((EXACT, WIDENED, CLOSED)))
    reads = text[a:b]
    put = {EXACT: reads, WIDENED: reads.translate(WIDE), CLOSED: "".join(reads.split())}[rule]
    if not put or letters(put) != letters(reads):
        return Change(start, end, "", PLAIN)
    return Change(start, end, put, rule, Witness(Span(a, b), reads, source))


def change(draw: st.DrawFn, raw: str, text: str, start: int, end: int) -> Change:
    kind = draw(KINDS)
    if kind == "witnessed":
        return witnessed(draw, raw, start, end)
    rule = draw(st.sampled_from((PLAIN, AGAIN, UNSURE)))
    put = {"cut": "", "as it is": text[start:end], "as it was": raw[start:end]}.get(kind)
    if put is None:
        put = draw(WORDS)
    if kind == "as long":
        put = (put * (end - start) + "a" * (end - start))[: end - start]
    return Change(start, end, put, rule, sure=rule != UNSURE)


def stretches(text: str) -> st.SearchStrategy[list[int]]:
    """The two ends of a stretch of ``text``."""
    return st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted)


@st.composite
def edits(draw: st.DrawFn, raw: str, text: str) -> tuple[Change, ...]:
    """Up to three changes that do not overlap, in any order; they may touch, and stand at one place."""
    points = sorted(point % (len(text) + 1) for point in draw(POINTS))
    changes = [change(draw, raw, text, start, end) for start, end in zip(points[::2], points[1::2], strict=False)]
    return tuple(draw(st.permutations(changes)) if len(changes) > 1 else changes)


@st.composite
def cases(draw: st.DrawFn, held: bool = False) -> Case:
    raw = draw(DOCUMENTS)
    spans = [Span(a, b) for a, b in draw(st.lists(stretches(raw), min_size=1, max_size=2)) if a < b] if held else []
    cells, sequence = cells_of(raw), []
    for _ in range(draw(st.integers(0, 4))):
        sequence.append(draw(edits(raw, text_of(cells))))
        cells = edited(cells, sequence[-1], spans)
    return Case(raw, tuple(sequence), tuple(spans))


# ---------------------------------------------------------------------------------------------------------------- model

# A character of the text, and its offset in the raw text if no change has put it there.
Cell = tuple[str, int | None]


def cells_of(raw: str) -> list[Cell]:
    return [(c, n) for n, c in enumerate(raw)]


def text_of(cells: Iterable[Cell]) -> str:
    return "".join(c for c, _ in cells)


def edited(cells: list[Cell], edit: Iterable[Change], held: Sequence[Span] = ()) -> list[Cell]:
    """The text after an edit, which is applied from right to left."""
    cells = list(cells)
    for change in sorted(edit, key=lambda c: (c.start, c.end))[::-1]:
        for part in parts_of(change, cells, held):
            cells[part.start : part.end] = [(c, None) for c in part.put]
    return cells


def parts_of(change: Change, cells: Sequence[Cell], held: Sequence[Span]) -> list[Change]:
    """The parts of a change that are carried out, from right to left: all of it, or the lines of a cut in which nothing is held."""
    parts = [change]
    if change.put == "" and any(touches(change, cells, span) for span in held):
        ends = [change.start + n for n in accumulate(map(len, text_of(cells)[change.start : change.end].splitlines(keepends=True)))]
        parts = [replace(change, start=a, end=b) for a, b in pairwise([change.start, *ends])][::-1]
    return [part for part in parts if not any(touches(part, cells, span) for span in held)]


def touches(change: Change, cells: Sequence[Cell], held: Span) -> bool:
    """True where a change replaces a held character, or would stand between two."""
    inside = [at is not None and held.start <= at < held.end for _, at in cells]
    if change.start < change.end:
        return any(inside[change.start : change.end])
    return change.start > 0 and inside[change.start - 1 : change.start + 1] == [True, True]


def plainly_edited(text: str, edit: Iterable[Change]) -> str:
    for change in sorted(edit, key=lambda c: (c.start, c.end))[::-1]:
        text = text[: change.start] + change.put + text[change.end :]
    return text


def run_over(reading: Reading, at: int) -> Run:
    """The run that has the character ``at`` of the raw text."""
    return next(run for run in reading.runs if run.start <= at < run.end)


# ------------------------------------------------------------------------------------------------- text, runs and rules


@MANY
@given(cases())
def test_text_is_what_plain_replacing_gives(case: Case) -> None:
    text = case.raw
    for edit in case.edits:
        text = plainly_edited(text, edit)
    assert case.reading().text == text


@SOME
@given(cases())
def test_runs_tile_the_raw_text(case: Case) -> None:
    reading = case.reading()
    borders = [0, *(edge for run in reading.runs for edge in (run.start, run.end)), len(case.raw)]
    assert borders == sorted(borders)
    assert all(a == b for a, b in zip(borders[::2], borders[1::2], strict=True))


@SOME
@given(cases())
def test_the_raw_text_can_be_rebuilt_from_the_runs(case: Case) -> None:
    reading = case.reading()
    assert reading.raw == case.raw
    assert "".join(case.raw[run.start : run.end] for run in reading.runs) == case.raw


@SOME
@given(cases())
def test_the_text_can_be_rebuilt_from_the_runs(case: Case) -> None:
    reading = case.reading()
    parts = [case.raw[run.start : run.end] if run.put is None else run.put for run in reading.runs]
    assert "".join(parts) == reading.text
    assert [at for at, _ in reading.placed()] == [len("".join(parts[:n])) for n in range(len(parts))]


@SOME
@given(cases())
def test_a_changed_run_names_a_rule_that_was_used_and_a_kept_one_none(case: Case) -> None:
    used = {(change.rule, change.sure) for edit in case.edits for change in edit}
    for run in case.reading().runs:
        assert (run.rule, run.sure) == (None, True) if run.put is None else (run.rule, run.sure) in used


@MANY
@given(cases())
def test_runs_are_as_few_as_can_be(case: Case) -> None:
    runs = case.reading().runs
    assert all(run.start < run.end or run.put for run in runs)
    assert all(run.put is None or run.start == run.end or run.put != case.raw[run.start : run.end] for run in runs)
    for last, run in pairwise(runs):
        assert last.put is not None or run.put is not None
        assert not (last.put == "" == run.put and (last.rule, last.sure) == (run.rule, run.sure))


@MANY
@given(cases(held=True))
def test_every_reading_is_verified(case: Case) -> None:
    verify(case.reading(), RULES, OTHERS)


# ------------------------------------------------------------------------------------------------------------ witnesses


@MANY
@given(cases())
def test_a_witness_reads_so_and_has_the_letters_that_were_put(case: Case) -> None:
    for run in case.reading().runs:
        if run.witness is not None:
            raw = case.raw if run.witness.source is None else OTHERS[run.witness.source]
            assert raw[run.witness.span.start : run.witness.span.end] == run.witness.reads
            assert run.put is not None
            assert letters(run.witness.reads) == letters(run.put)


@MANY
@given(cases())
def test_what_is_left_of_a_witnessed_change_keeps_its_own_part_of_the_witness(case: Case) -> None:
    same = {
        EXACT: lambda reads, put: reads == put,
        WIDENED: lambda reads, put: reads.translate(WIDE) == put,
        CLOSED: lambda reads, put: "".join(reads.split()) == put,
    }
    for run in case.reading().runs:
        if run.put and run.rule in same:
            assert run.witness is not None
            assert same[run.rule](run.witness.reads, run.put)


def test_an_edit_inside_a_witnessed_insertion_splits_its_witness() -> None:
    put = Change(0, 0, "甲，乙", EXACT, Witness(Span(1, 4), "甲,乙"))
    reading = Reading.unchanged("a甲,乙").amend([put]).amend([Change(1, 2, "。", PLAIN)])
    assert reading.text == "甲。乙a甲,乙"
    assert [run.witness for run in reading.runs] == [Witness(Span(1, 2), "甲"), None, Witness(Span(3, 4), "乙"), None]


def test_a_witness_with_line_breaks_is_split_between_the_same_letters() -> None:
    """The witness is longer than what was put: the copy it stands in has other line breaks."""
    raw = "甲 乙\r\n，\n丙丁"
    reading = Reading.unchanged(raw).amend([Change(0, 0, "甲乙，丙丁", CLOSED, Witness(Span(0, len(raw)), raw))])
    reading = reading.amend([Change(1, 2, "", PLAIN)]).amend([Change(2, 2, "！", PLAIN)])
    assert reading.text == "甲，！丙丁" + raw
    parts = [run.witness.reads.strip() for run in reading.runs if run.witness]
    assert parts == ["甲", "，", "丙丁"]
    verify(reading, RULES, {})


@pytest.mark.parametrize(("reads", "put"), [("甲...乙", "甲……乙"), ("甲……乙", "甲...乙"), ("甲 --乙\n", "甲——乙")])
def test_a_witness_with_more_or_fewer_marks_is_split_between_the_same_letters(reads: str, put: str) -> None:
    witness = Witness(Span(0, len(reads)), reads)
    for at in range(1, len(put)):
        reading = Reading.unchanged(reads).amend([Change(0, 0, put, WIDENED, witness)]).amend([Change(at, at, "x", PLAIN)])
        verify(reading, RULES, {})
        assert "".join(run.witness.reads for run in reading.runs if run.witness) == reads


def test_a_witness_with_other_spaces_is_split_between_the_same_marks() -> None:
    reads, put = "甲 \n，乙", "甲 ，乙"
    for at in range(1, len(put)):
        reading = Reading.unchanged(reads).amend([Change(0, 0, put, CLOSED, Witness(Span(0, 5), reads))])
        reading = reading.amend([Change(at, at, "x", PLAIN)])
        parts = [(run.witness.reads.split(), (run.put or "").split()) for run in reading.runs if run.witness]
        assert len(parts) == 2
        assert all("".join(reads) == "".join(put) for reads, put in parts)


def test_a_witness_that_cannot_be_split_is_dropped() -> None:
    put = Change(0, 0, "kg", WIDENED, Witness(Span(0, 1), "㎏"))
    reading = Reading.unchanged("㎏").amend([put]).amend([Change(1, 1, "-", PLAIN)])
    assert reading.text == "k-g㎏"
    assert all(run.witness is None for run in reading.runs)


# ----------------------------------------------------------------------------------------------------- origin and place


@MANY
@given(cases())
def test_what_no_change_has_touched_comes_from_its_own_place(case: Case) -> None:
    cells = cells_of(case.raw)
    for edit in case.edits:
        cells = edited(cells, edit)
    reading = case.reading()
    for n, (c, at) in enumerate(cells):
        if at is not None:
            assert reading.origin(Span(n, n + 1)) == Span(at, at + 1)
            assert case.raw[at] == c


@MANY
@given(cases(), st.data())
def test_a_stretch_of_a_kept_run_comes_from_an_equal_one_and_goes_back_there(case: Case, data: st.DataObject) -> None:
    reading = case.reading()
    for at, run in reading.placed():
        if run.put is None:
            start = data.draw(st.integers(at, at + run.end - run.start - 1))
            span = Span(start, data.draw(st.integers(start + 1, at + run.end - run.start)))
            origin = reading.origin(span)
            assert span.slice(reading.text) == origin.slice(case.raw)
            assert reading.place(origin) == span
            assert reading.place(Span(origin.start, origin.start)) == Span(span.start, span.start)


@MANY
@given(cases())
def test_the_place_of_what_was_cut_is_empty_and_between_its_neighbours(case: Case) -> None:
    reading = case.reading()
    left = [(at, run) for at, run in reading.placed() if run.start < run.end and run.put != ""]
    for cut in reading.runs:
        if cut.put == "":
            before = [at + len(run.text(case.raw)) for at, run in left if run.end <= cut.start]
            behind = [at for at, run in left if run.start >= cut.end]
            place = reading.place(Span(cut.start, cut.end))
            assert not len(place)
            assert max(before, default=0) <= place.start <= min(behind, default=len(reading.text))


@SOME
@given(cases(), st.data())
def test_the_origin_of_any_stretch_lies_in_the_raw_text_and_grows_with_it(case: Case, data: st.DataObject) -> None:
    reading = case.reading()
    a, b, c, d = sorted(data.draw(st.tuples(*[st.integers(0, len(reading.text))] * 4)))
    inner, outer = reading.origin(Span(b, c)), reading.origin(Span(a, d))
    assert outer.end <= len(case.raw)
    assert b == c or (outer.start <= inner.start and inner.end <= outer.end)


@SOME
@given(cases(), st.data())
def test_an_insertion_is_recorded_at_the_origin_of_its_place(case: Case, data: st.DataObject) -> None:
    reading = case.reading()
    at = data.draw(st.integers(0, len(reading.text)))
    after = reading.amend([Change(at, at, "x", "new")])
    assert [Span(run.start, run.end) for run in after.runs if run.rule == "new"] == [reading.origin(Span(at, at))]


@pytest.mark.parametrize(
    ("raw_span", "place"),
    [
        (Span(0, 1), Span(0, 1)),
        (Span(1, 2), Span(1, 1)),
        (Span(1, 3), Span(1, 1)),
        (Span(0, 4), Span(0, 3)),
        (Span(3, 4), Span(1, 3)),
        (Span(4, 6), Span(3, 5)),
        (Span(5, 6), Span(4, 5)),
        (Span(6, 7), Span(5, 5)),
        (Span(0, 7), Span(0, 5)),
        (Span(7, 7), Span(5, 5)),
    ],
)
def test_places_by_example(raw_span: Span, place: Span) -> None:
    edit = [Change(1, 3, "", PLAIN), Change(3, 4, "XY", PLAIN), Change(4, 6, "EF", PLAIN), Change(6, 7, "", PLAIN)]
    reading = Reading.unchanged("abcdefg").amend(edit)
    assert reading.text == "aXYEF"
    assert reading.place(raw_span) == place


def test_the_place_of_a_cut_does_not_take_in_what_was_put_into_it() -> None:
    reading = Reading.unchanged("abcd").amend([Change(0, 2, "", PLAIN), Change(2, 2, "X", PLAIN), Change(2, 4, "", PLAIN)])
    assert reading.text == "X"
    assert not len(reading.place(Span(0, 4)))


def test_an_empty_raw_text_has_one_place() -> None:
    assert Reading.unchanged("").place(Span(0, 0)) == Reading.unchanged("").origin(Span(0, 0)) == Span(0, 0)


# --------------------------------------------------------------------------------------------------- what amend records


@MANY
@given(cases(), st.data())
def test_an_edit_that_changes_nothing_gives_an_equal_reading(case: Case, data: st.DataObject) -> None:
    reading = case.reading()
    points = sorted(data.draw(st.lists(st.integers(0, len(reading.text)), min_size=4, max_size=4)))
    edit = [Change(a, b, reading.text[a:b], PLAIN) for a, b in zip(points[::2], points[1::2], strict=True)]
    note(f".amend({edit!r})")
    assert reading.amend(edit) == reading
    assert reading.amend([]) == reading


@SOME
@given(cases(), st.data())
def test_proposals_may_come_in_any_order(case: Case, data: st.DataObject) -> None:
    """All but those for one place: these stand in the order in which they come."""
    reading = case.reading()
    edit = data.draw(edits(case.raw, reading.text))
    in_order = sorted(edit, key=lambda c: (c.start, c.end))
    assert reading.amend(c for c in edit) == reading.amend(in_order)


def test_insertions_at_one_place_stand_in_the_order_in_which_they_come() -> None:
    edit = [Change(1, 1, "2", PLAIN), Change(1, 2, "", PLAIN), Change(1, 1, "1", AGAIN), Change(0, 1, "0", PLAIN)]
    assert Reading.unchanged("ab").amend(edit).text == "021"


@MANY
@given(cases())
def test_a_cut_stays_as_it_was_recorded(case: Case) -> None:
    for before, after in pairwise(case.steps()):
        for run in before.runs:
            if run.put == "":
                now = [run_over(after, at) for at in range(run.start, run.end)]
                assert {(r.put, r.rule, r.sure) for r in now} == {("", run.rule, run.sure)}


@MANY
@given(cases())
def test_a_cut_is_recorded_under_the_rule_that_made_it(case: Case) -> None:
    cells = cells_of(case.raw)
    for edit, after in zip(case.edits, list(case.steps())[1:], strict=True):
        for change in edit:
            if change.put == "":
                now = [run_over(after, at) for _, at in cells[change.start : change.end] if at is not None]
                assert {(run.put, run.rule, run.sure) for run in now} <= {("", change.rule, change.sure)}
        cells = edited(cells, edit)


def test_a_sure_change_does_not_share_the_doubt_of_a_cut_that_it_covers() -> None:
    reading = Reading.unchanged("abc").amend([Change(1, 2, "", PLAIN, sure=False)]).amend([Change(0, 2, "x", PLAIN)])
    assert reading.runs == (Run(0, 1, "x", PLAIN), Run(1, 2, "", PLAIN, sure=False), Run(2, 3, "", PLAIN))


def test_only_what_was_put_has_the_witness_and_what_it_replaced_has_none() -> None:
    reading = Reading.unchanged("abcde").amend([Change(1, 2, "", PLAIN)])
    reading = reading.amend([Change(0, 2, "de", EXACT, Witness(Span(3, 5), "de"))])
    put, cut, rest, kept = reading.runs
    assert (put, cut) == (Run(0, 1, "de", EXACT, Witness(Span(3, 5), "de")), Run(1, 2, "", PLAIN))
    assert (rest, kept) == (Run(2, 3, "", EXACT), Run(3, 5))


def test_cuts_of_different_rules_stay_apart() -> None:
    reading = Reading.unchanged("abc").amend([Change(0, 1, "", PLAIN)]).amend([Change(0, 1, "", AGAIN)])
    assert reading.runs == (Run(0, 1, "", PLAIN), Run(1, 2, "", AGAIN), Run(2, 3))


def test_cuts_of_one_rule_are_one_run() -> None:
    reading = Reading.unchanged("abc").amend([Change(0, 1, "", PLAIN)]).amend([Change(0, 1, "", PLAIN)])
    assert reading.runs == (Run(0, 2, "", PLAIN), Run(2, 3))


def test_two_edits_inside_one_replacement_leave_its_rest() -> None:
    reading = Reading.unchanged("ab").amend([Change(0, 2, "wxyz", PLAIN)])
    reading = reading.amend([Change(0, 1, "W", UNSURE), Change(3, 4, "", UNSURE)])
    assert reading.runs == (Run(0, 2, "W", UNSURE), Run(2, 2, "xy", PLAIN))


def test_an_edit_inside_a_replacement_of_the_same_length_keeps_letter_by_letter_origins() -> None:
    reading = Reading.unchanged("abc").amend([Change(0, 3, "xyz", PLAIN)]).amend([Change(1, 2, "", UNSURE)])
    assert reading.runs == (Run(0, 1, "x", PLAIN), Run(1, 2, "", UNSURE), Run(2, 3, "z", PLAIN))


def test_what_is_changed_back_is_kept() -> None:
    reading = Reading.unchanged("a,b").amend([Change(1, 2, "，", PLAIN)]).amend([Change(1, 2, ",", UNSURE)])
    assert reading == Reading.unchanged("a,b")


def test_an_insertion_stands_before_a_cut_at_its_place() -> None:
    reading = Reading.unchanged("abc").amend([Change(1, 2, "", PLAIN)]).amend([Change(1, 1, "x", PLAIN)])
    assert reading.runs == (Run(0, 1), Run(1, 1, "x", PLAIN), Run(1, 2, "", PLAIN), Run(2, 3))


def test_an_insertion_into_an_empty_text() -> None:
    assert Reading.unchanged("").amend([Change(0, 0, "x", PLAIN)]).runs == (Run(0, 0, "x", PLAIN),)
    emptied = Reading.unchanged("ab").amend([Change(0, 2, "", PLAIN)]).amend([Change(0, 0, "x", PLAIN)])
    assert emptied.runs == (Run(0, 0, "x", PLAIN), Run(0, 2, "", PLAIN))


# ------------------------------------------------------------------------------------------------------ what is refused


@MANY
@given(cases(held=True))
def test_held_spans_keep_their_text_whatever_is_proposed(case: Case) -> None:
    reading = case.reading()
    for held in case.held:
        assert reading.place(held).slice(reading.text) == held.slice(case.raw)
        assert reading.origin(reading.place(held)) == held


@MANY
@given(cases(held=True))
def test_what_does_not_touch_a_held_span_is_done(case: Case) -> None:
    cells = cells_of(case.raw)
    for edit in case.edits:
        cells = edited(cells, edit, case.held)
    assert case.reading().text == text_of(cells)


@pytest.mark.parametrize(
    "edit",
    [
        [Change(0, 2, "x", PLAIN), Change(1, 3, "y", PLAIN)],
        [Change(1, 3, "y", PLAIN), Change(0, 2, "x", PLAIN)],
        [Change(0, 3, "x", PLAIN), Change(1, 1, "y", PLAIN)],
        [Change(0, 3, "abc", PLAIN), Change(1, 1, "y", PLAIN)],
        [Change(0, 1, "x", PLAIN), Change(0, 1, "x", PLAIN)],
        [Change(-1, 1, "x", PLAIN)],
        [Change(2, 1, "x", PLAIN)],
        [Change(3, 4, "x", PLAIN)],
        [Change(4, 4, "x", PLAIN)],
    ],
)
def test_overlapping_and_outlying_changes_are_an_error(edit: list[Change]) -> None:
    for held in ((), (Span(0, 3),)):
        with pytest.raises(ValueError, match=r"overlap|outside"):
            Reading.unchanged("abc", held).amend(edit)


@SOME
@given(cases(), st.data())
def test_any_overlap_is_an_error(case: Case, data: st.DataObject) -> None:
    reading = case.reading()
    if len(reading.text) < 2:
        return
    a, c, b, d = sorted(data.draw(st.lists(st.integers(0, len(reading.text)), min_size=4, max_size=4)))
    if c < b:
        with pytest.raises(ValueError, match="overlap"):
            reading.amend(data.draw(st.permutations([Change(a, b, "x", PLAIN), Change(c, d, "y", PLAIN)])))


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1), (-2, -1)])
def test_a_span_runs_forward_from_zero(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@pytest.mark.parametrize(
    ("other", "overlap"),
    [(Span(3, 5), True), (Span(2, 3), True), (Span(3, 3), True), (Span(4, 5), False), (Span(4, 4), False)],
)
def test_spans_overlap_where_they_share_a_character_or_one_lies_inside(other: Span, overlap: bool) -> None:
    assert Span(2, 4).overlaps(other) == other.overlaps(Span(2, 4)) == overlap


def test_an_empty_span_is_a_span() -> None:
    assert Span(1, 1)
    assert not len(Span(1, 1))


# --------------------------------------------------------------------------------------------------------------- verify


@pytest.mark.parametrize(
    ("runs", "complaint"),
    [
        pytest.param([Run(0, 1), Run(2, 4)], "do not tile", id="gap"),
        pytest.param([Run(1, 4)], "do not tile", id="gap at the start"),
        pytest.param([Run(0, 3)], "end at 3 of 4", id="gap at the end"),
        pytest.param([], "end at 0 of 4", id="no run"),
        pytest.param([Run(0, 3), Run(2, 4)], "do not tile", id="overlap"),
        pytest.param([Run(0, 5)], "end at 5 of 4", id="too far"),
        pytest.param([Run(0, 3), Run(3, 2), Run(2, 4)], "do not tile", id="backwards"),
        pytest.param([Run(0, 2), Run(2, 2), Run(2, 4)], "do not tile", id="empty kept run"),
        pytest.param([Run(0, 2), Run(2, 2, "", PLAIN), Run(2, 4)], "do not tile", id="empty cut"),
        pytest.param([Run(0, 4, "x", "no-such")], "no rule 'no-such'", id="unknown rule"),
        pytest.param([Run(0, 4, "x")], "change without a rule", id="change without a rule"),
        pytest.param([Run(0, 4, "")], "change without a rule", id="cut without a rule"),
        pytest.param([Run(0, 4, None, PLAIN)], "rule without a change", id="rule without a change"),
        pytest.param([Run(0, 4, witness=Witness(Span(0, 1), "a"))], "kept run", id="kept with a witness"),
        pytest.param([Run(0, 4, sure=False)], "or a doubt", id="kept with a doubt"),
        pytest.param([Run(0, 4, "ab", PLAIN, Witness(Span(1, 3), "ab"))], "not read so", id="wrong witness"),
        pytest.param([Run(0, 4, "ab", PLAIN, Witness(Span(0, 2), "ab", "gone"))], "not read so", id="no such source"),
        pytest.param([Run(0, 4, "ab", PLAIN, Witness(Span(0, 2), "ab", "other"))], "not read so", id="wrong source"),
        pytest.param([Run(0, 4, "c", PLAIN, Witness(Span(3, 9), "c"))], "not read so", id="witness beyond the end"),
        pytest.param([Run(0, 4, "ax", PLAIN, Witness(Span(0, 2), "ab"))], "other letters", id="other letters"),
        pytest.param([Run(0, 4, "a，", PLAIN, Witness(Span(0, 3), "ab,"))], "other letters", id="fewer letters"),
        pytest.param([Run(0, 4, "", PLAIN, Witness(Span(0, 2), "ab"))], "other letters", id="cut with a witness"),
    ],
)
def test_verify_rejects_a_broken_reading(runs: list[Run], complaint: str) -> None:
    with pytest.raises(ProvenanceError, match=complaint):
        verify(Reading("ab,c", tuple(runs)), RULES, OTHERS)


def test_verify_rejects_a_text_that_is_not_what_the_runs_say() -> None:
    reading = Reading.unchanged("ab")
    object.__setattr__(reading, "text", "ba")
    with pytest.raises(ProvenanceError, match="not what the runs say"):
        verify(reading, RULES, {})


def test_verify_accepts_a_witness_with_other_marks_and_one_of_another_source() -> None:
    own, foreign = Witness(Span(0, 3), "ab,"), Witness(Span(1, 2), "一", "foreign")
    runs = (Run(0, 0, "ab，", PLAIN, own), Run(0, 3), Run(3, 3, "一", PLAIN, foreign))
    verify(Reading("ab,", runs), RULES, {"foreign": "其一"})


def test_verify_accepts_a_witness_with_letters_of_another_width() -> None:
    verify(Reading("Ａ１", (Run(0, 0, "A1", PLAIN, Witness(Span(0, 2), "Ａ１")), Run(0, 2))), RULES, {})


# --------------------------------------------------------------------------------------------------- the tests' own code


@SOME
@given(cases(held=True))
def test_the_code_of_a_case_makes_its_reading(case: Case) -> None:
    names = {"Reading": Reading, "Change": Change, "Span": Span, "Witness": Witness}
    assert eval(repr(case), names) == case.reading()
    assert pretty(case) == repr(case)


@SOME
@given(cases())
def test_both_models_agree(case: Case) -> None:
    cells, text = cells_of(case.raw), case.raw
    for edit in case.edits:
        cells, text = edited(cells, edit), plainly_edited(text, edit)
    assert text_of(cells) == text
