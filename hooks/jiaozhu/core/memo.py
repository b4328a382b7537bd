"""Memoization between builds: the result of a pure function by the digests of its code and of its arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

from .digest import code_digest, key
from .serialization import decode, encode
from .store import Store
from .work.cluster import THIS_MACHINE, Workers, mapped_anywhere

T = TypeVar("T")
R = TypeVar("R")
WORTH_A_POOL = 300  # results to make from which processes are started without being asked for


def memo_key(function: Callable[..., Any], *arguments: str) -> str:
    """The key of a result: ``arguments`` are the digests of all that the function is given."""
    return key(function.__qualname__, code_digest(function.__module__), *arguments)


def memoized(store: Store, name: str, result_type: Any, make: Callable[[], R]) -> R:
    """The result of ``make``, which is of ``result_type``: from the store where it is there, and otherwise made and put there."""
    stored = decode(store.get(name), result_type)
    if stored is not None:
        return cast(R, stored)
    result = make()
    store.put(name, encode(result))
    return result


def remaining_failures(store: Store, name: str, failures: Callable[[], Iterable[T]]) -> tuple[T, ...]:
    """The ``failures`` of a proof by examples. Where there are none, the store remembers that, and the proof is not made again."""
    if store.get(name) is not None:
        return ()
    failing = tuple(failures())
    if not failing:
        store.put(name, b"sound")
    return failing


def memoized_each(
    store: Store,
    names: Sequence[str],
    result_type: Any,
    function: Callable[[T], R],
    arguments: Sequence[T],
    workers: Workers = THIS_MACHINE,
) -> tuple[R, ...]:
    """The result of ``function`` for each of the ``arguments``, whose keys are ``names``. Those that are not in the store are made by
    the ``workers``, where there are many.
    """
    results: list[Any] = [decode(store.get(name), result_type) for name in names]
    missing = [n for n, result in enumerate(results) if result is None]
    made = mapped_anywhere(function, [arguments[n] for n in missing], workers, WORTH_A_POOL)
    for n, result in zip(missing, made, strict=True):
        store.put(names[n], encode(result))
        results[n] = result
    return tuple(results)
