"""Where pure work on single articles is done: in processes of this machine, or on the workers of a Dask cluster.

A worker of a cluster needs this package, of the same version, and nothing of the project: what a function works on is sent to it, and
what it makes is sent back. So the result is the same wherever it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, TypeVar, cast

from ..digest import package_digest
from ..errors import ExecutorError
from .processes import CHUNK, in_chunks, mapped, preparation, prepared_results

T = TypeVar("T")
R = TypeVar("R")
PLACE = "mkdocs.yml"
PATIENCE = 10  # seconds that a scheduler may take to answer
CHUNKS = 64  # sent to a cluster before the first of them comes back


@dataclass(frozen=True, slots=True)
class Workers:
    """Who works: processes of this machine, whose number 0 leaves to the program; or a Dask cluster, by the address of its scheduler."""

    processes: int = 0
    cluster: str = ""


THIS_MACHINE = Workers()


def mapped_anywhere(
    function: Callable[[T], R],
    items: Sequence[T],
    workers: Workers,
    pool_from: int,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[R]:
    """As `processes.mapped`, for functions that need nothing of this machine. A cluster works from ``pool_from`` items on."""
    if not workers.cluster or len(items) < pool_from:
        yield from mapped(function, items, workers.processes, pool_from, initializer, initargs)
        return
    work = partial(prepared_results, function, preparation(initializer, initargs))
    yield from in_chunks(work, items, executor_of(workers.cluster), CHUNK, CHUNKS)


@lru_cache(maxsize=1)
def executor_of(address: str) -> Executor:
    """The executor of a Dask cluster, whose workers have this version of the package. Raises ExecutorError."""
    try:
        from distributed import Client
    except ImportError:
        raise ExecutorError(PLACE, None, "Dask is not installed", "pip install distributed, or leave out extra.jiaozhu.executor") from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
        digests = {*client.run(package_digest).values()}
    except (OSError, ValueError) as e:
        what = f"no Dask scheduler answers at {address}"
        raise ExecutorError(PLACE, None, what, "start it, mend the address, or leave out extra.jiaozhu.executor") from e
    except ImportError:
        digests = set()
    if digests != {package_digest()}:
        client.close()
        what = f"the cluster at {address} has no workers with this version of the program"
        raise ExecutorError(PLACE, None, what, "start workers that have the same package installed")
    return cast(Executor, client.get_executor(pure=False))
