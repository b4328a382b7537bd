"""The same work on many things: in this process, or in several."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def mapped(
    work: Callable[[T], R],
    things: Sequence[T],
    workers: int,
    worth: int,
    begin: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),
) -> Iterator[R]:
    """What ``work`` makes of each of ``things``, in their order.

    ``workers`` is the number of processes; 0 starts new ones where there are ``worth`` things or more. ``begin`` is called with
    ``given`` once in each process that works, before all else.
    """
    if workers == 0:
        workers = (os.cpu_count() or 1) if len(things) >= worth else 1
    if workers == 1 or len(things) < 2:
        if things and begin:
            begin(*given)
        yield from map(work, things)
        return
    # Not `fork`: MkDocs serves from threads, and a forked child may inherit a lock that nobody will ever release.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(things)), context, begin, given) as pool:
        yield from pool.map(work, things, chunksize=max(1, len(things) // (workers * 8)))
