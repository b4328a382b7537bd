"""A parallel map: one function applied to many items, in this process or in several, which several maps may share."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import partial
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
CHUNK = 16  # most items that a process is given at once
AHEAD = 3  # times as many chunks as processes may wait, so that the memory does not grow with the number of items
RARELY = 100_000, 50, 50  # thresholds of the garbage collector; Python's own are 700, 10 and 10


_report: ContextVar[Callable[[int, int], None] | None] = ContextVar("report", default=None)


@contextmanager
def reporting_to(report: Callable[[int, int], None]) -> Iterator[None]:
    """While this lasts, every parallel map tells how many items of how many are done."""
    token = _report.set(report)
    try:
        yield
    finally:
        _report.reset(token)


class _SharedPool:
    """Processes that are started when the first map needs them, and end with the scope that they are shared in."""

    def __init__(self) -> None:
        self.pool: Executor | None = None

    def of(self, workers: int) -> Executor:
        """The pool; the first map decides how many processes it may have."""
        self.pool = self.pool or _processes(workers)
        return self.pool


_shared: ContextVar[_SharedPool | None] = ContextVar("shared", default=None)


@contextmanager
def shared_processes() -> Iterator[None]:
    """While this lasts, all parallel maps are done by the same processes."""
    shared = _SharedPool()
    token = _shared.set(shared)
    try:
        yield
    finally:
        _shared.reset(token)
        if shared.pool:
            shared.pool.shutdown(cancel_futures=True)


@contextmanager
def rare_collections() -> Iterator[None]:
    """While this lasts, garbage is collected rarely. A build makes millions of records without cycles, which live to its end; at each
    collection the interpreter would go through them all in vain.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def _processes(workers: int) -> Executor:
    # Not `fork`: MkDocs serves from threads, and a forked child may inherit a lock that is never released.
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    gc.set_threshold(*RARELY)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is no more: killed, it tells nobody, and a pool would wait for work forever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


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
    work = partial(prepared_results, function, preparation(initializer, initargs))
    shared = _shared.get()
    with nullcontext(shared.of(workers)) if shared else _processes(min(workers, size)) as pool:
        yield from in_chunks(work, items, pool, min(CHUNK, max(1, size // (workers * 8))), workers * AHEAD)


def preparation(initializer: Callable[..., None] | None, initargs: tuple[Any, ...]) -> bytes:
    """What `prepared_results` gets a process ready with; empty where nothing is needed."""
    return pickle.dumps((initializer, initargs)) if initializer else b""


_lock = threading.Lock()
_prepared = b""  # what this process was prepared with last


def prepared_results(function: Callable[[T], R], prepare: bytes, items: list[T]) -> list[R]:
    """The results for some items, in a process that works for others too, and is made ready for these first."""
    global _prepared
    with _lock:
        if prepare and prepare != _prepared:
            initializer, initargs = pickle.loads(prepare)  # of the build that has sent it
            initializer(*initargs)
            _prepared = prepare
        return [function(item) for item in items]


def in_chunks(function: Callable[[list[T]], list[R]], items: Iterable[T], executor: Executor, size: int, ahead: int) -> Iterator[R]:
    """The results for ``items``, in their order, which an executor makes ``size`` at a time; at most ``ahead`` such chunks wait."""
    rest, waiting = iter(items), deque[Future[list[R]]]()
    while chunk := list(islice(rest, size)):
        waiting.append(executor.submit(function, chunk))
        if len(waiting) > ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()
