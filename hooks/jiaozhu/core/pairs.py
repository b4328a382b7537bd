"""Pairs of things by their numbers, each with something that is costly to make of a thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def with_values(pairs: Sequence[tuple[int, int]], value_of: Callable[[int], T]) -> Iterator[tuple[T, T]]:
    """The values of both numbers of each pair. Each value is made once, and released after the last pair that needs it."""
    last_pair = {n: at for at, pair in enumerate(pairs) for n in pair}
    values: dict[int, T] = {}
    for at, pair in enumerate(pairs):
        for n in pair:
            if n not in values:
                values[n] = value_of(n)
        one, other = (values.pop(n) if last_pair[n] == at else values[n] for n in pair)
        yield one, other
