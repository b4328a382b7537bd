"""Memoization between builds: the result of a pure function by the digests of its code and of its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from .digest import code_digest, key
from .serialization import decode, encode
from .store import Store

R = TypeVar("R")


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
