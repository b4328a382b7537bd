"""A parallel map: one function applied to many items, in this process or in several."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def mapped(
    function: Callable[[T], R],
    items: Sequence[T],
    workers: int,
    pool_from: int,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[R]:
    """The result of ``function`` for each of ``items``, in their order.

    ``workers`` is the number of processes; 0 starts one for each processor if there are at least ``pool_from`` items.
    ``initializer`` is called with ``initargs`` once in each process that works, before anything else.
    """
    if workers == 0:
        workers = (os.cpu_count() or 1) if len(items) >= pool_from else 1
    if workers == 1 or len(items) < 2:
        if items and initializer:
            initializer(*initargs)
        yield from map(function, items)
        return
    # Not `fork`: MkDocs serves from threads, and a forked child may inherit a lock that is never released.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(items)), context, initializer, initargs) as pool:
        yield from pool.map(function, items, chunksize=max(1, len(items) // (workers * 8)))
