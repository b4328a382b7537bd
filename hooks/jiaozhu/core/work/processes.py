"""A parallel map: one function applied to many items, in this process or in several."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
CHUNK = 16  # most items that a process is given at once
AHEAD = 3  # times as many chunks as processes may wait, so that the memory does not grow with the number of items


_report: ContextVar[Callable[[int, int], None] | None] = ContextVar("report", default=None)


@contextmanager
def reporting_to(report: Callable[[int, int], None]) -> Iterator[None]:
    """While this lasts, every parallel map tells how many items of how many are done."""
    token = _report.set(report)
    try:
        yield
    finally:
        _report.reset(token)


def mapped(
    function: Callable[[T], R],
    items: Iterable[T],
    workers: int,
    pool_from: int,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
    size: int | None = None,
) -> Iterator[R]:
    """The result of ``function`` for each of ``items``, in their order.

    ``workers`` is the number of processes; 0 starts one for each processor if there are at least ``pool_from`` items.
    ``initializer`` is called with ``initargs`` once in each process that works, before anything else. ``size`` is the number of items,
    where they do not know it themselves; such items are made a few at a time, while the processes work.
    """
    if size is None:
        size = len(items) if isinstance(items, Sized) else 0
    report = _report.get()
    for n, result in enumerate(_results(function, items, workers, pool_from, initializer, initargs, size), 1):
        if report:
            report(n, size)
        yield result


def _results(
    function: Callable[[T], R],
    items: Iterable[T],
    workers: int,
    pool_from: int,
    initializer: Callable[..., None] | None,
    initargs: tuple[Any, ...],
    size: int,
) -> Iterator[R]:
    if workers == 0:
        workers = (os.cpu_count() or 1) if size >= pool_from else 1
    if workers == 1 or size < 2:
        if size and initializer:
            initializer(*initargs)
        yield from map(function, items)
        return
    # Not `fork`: MkDocs serves from threads, and a forked child may inherit a lock that is never released.
    context = multiprocessing.get_context("spawn")
    chunk = min(CHUNK, max(1, size // (workers * 8)))
    with ProcessPoolExecutor(min(workers, size), context, initializer, initargs) as pool:
        yield from in_chunks(partial(_apply, function), items, pool, chunk, workers * AHEAD)


def in_chunks(function: Callable[[list[T]], list[R]], items: Iterable[T], executor: Executor, size: int, ahead: int) -> Iterator[R]:
    """The results for ``items``, in their order, which an executor makes ``size`` at a time; at most ``ahead`` such chunks wait."""
    rest, waiting = iter(items), deque[Future[list[R]]]()
    while chunk := list(islice(rest, size)):
        waiting.append(executor.submit(function, chunk))
        if len(waiting) > ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _apply(function: Callable[[T], R], items: list[T]) -> list[R]:
    return [function(item) for item in items]
