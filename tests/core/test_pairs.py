"""Values of pairs are made once each, and not kept longer than they are needed."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.core.pairs import with_values


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1])))
def test_each_value_is_made_once(pairs: list[tuple[int, int]]) -> None:
    times: Counter[int] = Counter()

    def value_of(n: int) -> str:
        times[n] += 1
        return f"v{n}"

    assert list(with_values(pairs, value_of)) == [(f"v{n}", f"v{m}") for n, m in pairs]
    assert set(times.values()) <= {1}
