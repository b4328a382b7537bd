"""Memoization between builds: what is made, what is taken from the store, and what is not trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiaozhu.core.memo import memo_key, memoized, memoized_each, remaining_failures
from jiaozhu.core.normalize import letters, nfkc
from jiaozhu.core.serialization import encode
from jiaozhu.core.store import NO_STORE, Store

Pair = tuple[str, int]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache.db", "a stage")


def test_a_key_names_the_function_its_code_and_all_arguments() -> None:
    keys = {
        memo_key(letters),
        memo_key(nfkc),
        memo_key(letters, "a"),
        memo_key(letters, "a", "b"),
        memo_key(letters, "ab"),
        memo_key(encode),
    }
    assert len(keys) == 6
    assert memo_key(letters, "a") == memo_key(letters, "a")


def test_a_result_is_made_once(store: Store) -> None:
    made: list[int] = []

    def make() -> Pair:
        made.append(1)
        return "灯塔", len(made)

    assert [memoized(store, "one", Pair, make) for _ in range(3)] == [("灯塔", 1)] * 3
    assert memoized(store, "other", Pair, make) == ("灯塔", 2)
    assert memoized(NO_STORE, "one", Pair, make) == ("灯塔", 3)


def test_what_is_of_another_type_is_made_anew(store: Store) -> None:
    store.put("one", encode(["灯塔"]))
    assert memoized(store, "one", Pair, lambda: ("海", 1)) == ("海", 1)
    assert memoized(store, "one", Pair, lambda: ("岸", 2)) == ("海", 1)


def test_a_proof_without_failures_is_remembered_and_one_with_them_made_again(store: Store) -> None:
    tried: list[str] = []

    def failures(*found: str) -> list[str]:
        tried.append("tried")
        return list(found)

    assert [remaining_failures(store, "proof", lambda: failures("a", "b")) for _ in range(2)] == [("a", "b")] * 2
    assert len(tried) == 2
    assert [remaining_failures(store, "proof", lambda: failures()) for _ in range(3)] == [()] * 3
    assert len(tried) == 3


def test_of_several_results_only_the_missing_are_made(store: Store) -> None:
    made: list[str] = []

    def length(text: str) -> Pair:
        made.append(text)
        return text, len(text)

    texts = ["灯塔", "海", "岸边的船"]
    store.put("b", encode(("海", 1)))
    store.put("c", b"torn")
    for _ in range(2):
        assert memoized_each(store, ["a", "b", "c"], Pair, length, texts) == (("灯塔", 2), ("海", 1), ("岸边的船", 4))
    assert made == ["灯塔", "岸边的船"]
