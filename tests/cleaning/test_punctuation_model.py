"""The weights by which punctuation is restored: data that are small, in order, and of known shape; and what is computed with them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.cleaning.lost_marks import clause_ends, mark_model
from jiaozhu.cleaning.lost_marks.mark_features import Clause
from jiaozhu.cleaning.lost_marks.mark_model import BIAS, HALF, LANE, MARKS, MASK, Blank, distributions, packed
from jiaozhu.cleaning.punctuation import BELIEF, USUAL, stop_odds

LARGEST = 3_000_000  # bytes of all weights
FILES = [(mark_model.WEIGHTS, len(MARKS)), (clause_ends.WEIGHTS, 1)]


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path, _ in FILES) <= LARGEST


@pytest.mark.parametrize(("path", "columns"), FILES)
def test_each_feature_has_its_weights_once(path: Path, columns: int) -> None:
    head, *rows = path.read_text("utf-8").splitlines()
    features = [row.rpartition("\t")[0] for row in rows]
    assert head.startswith("#")
    assert str(len(rows)) in head
    assert features == sorted(set(features))
    assert {len(row.rpartition("\t")[2]) for row in rows} == {columns}
    assert all("!" <= code <= "~" for row in rows for code in row.rpartition("\t")[2])


@given(st.lists(st.lists(st.integers(-46, 46), min_size=7, max_size=7), max_size=150))
def test_one_addition_adds_the_weights_of_all_marks(rows: list[list[int]]) -> None:
    total = sum(map(packed, rows)) + BIAS
    assert [(total >> LANE * n & MASK) - HALF for n in range(7)] == [sum(row[n] for row in rows) for n in range(7)]


def test_without_weights_all_candidates_are_alike() -> None:
    clauses = [Clause.from_letters("天还没有亮"), Clause.from_letters("茶农已经出门")]
    first, second = distributions(clauses, [Blank("|0", "，。"), Blank("|0", "。？")], frozenset(), {})
    assert first == (0.5, 0.5, 0, 0, 0, 0, 0)
    assert second == (0, 0.5, 0, 0, 0, 0.5, 0) or math.isclose(second[1], 0.5)


def test_a_document_of_many_stops_raises_their_odds() -> None:
    assert math.isclose(stop_odds([]), 1, abs_tol=1e-9)
    assert stop_odds([0.9] * 40 + [0.1] * 40) > 1.5
    assert stop_odds([0.02] * 200) < 0.7
    assert 0 < USUAL < 1 < BELIEF


def test_ends_of_clauses_lie_between_words() -> None:
    text = "今年的春茶比往年早了十天因为冬天不冷雨水也来得正是时候可是早来的春茶并没有卖出更高的价钱"
    ends = clause_ends.clause_ends(text)
    assert {12, 27} <= set(ends)
    assert all(0 < end < len(text) for end in ends)
    assert clause_ends.clause_ends("") == []
