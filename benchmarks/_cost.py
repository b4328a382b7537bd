"""The cost of work in other processes: seconds, seconds of processors, and memory."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROCESSES, OFTEN = Path("/proc"), 0.2
SHARE = re.compile(r"^Pss: +([0-9]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of time and of processors; ``memory`` is the most that all processes had together, in bytes, or 0 where it is unknown."""

    seconds: float
    processors: float
    memory: int

    def __str__(self) -> str:
        memory = f"{self.memory / 1e6:7,.0f} MB" if self.memory else "      ? MB"
        return f"{self.seconds:7.1f} s {self.processors:7.1f} s of processors {memory} of memory"


class Watch:
    """The peak of the memory of all processes started from this one together."""

    memory = 0

    def sample(self) -> None:
        self.memory = max(self.memory, descendants_memory(os.getpid()))


@contextmanager
def watched() -> Iterator[Watch]:
    """Sample the memory in a thread until the block ends."""
    watch, ended = Watch(), threading.Event()

    def keep_sampling() -> None:
        while not ended.wait(OFTEN):
            watch.sample()

    thread = threading.Thread(target=keep_sampling, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. What it prints is shown only if it fails, by a SystemExit."""
    before, start = children_seconds(), time.perf_counter()
    with watched() as watch:
        completed = subprocess.run(command, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False)
    if completed.returncode:
        raise SystemExit(f"{' '.join(command)}\n{completed.stdout}{completed.stderr}")
    return Cost(time.perf_counter() - start, children_seconds() - before, watch.memory)


def children_seconds() -> float:
    """Seconds of processors used by all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def descendants_memory(root: int) -> int:
    """Bytes of memory that the descendants of a process have now (proportional set size: what several share counts once)."""
    stats = {int(path.parent.name): read(path) for path in PROCESSES.glob("[0-9]*/stat")}
    parents = {process: int(text.rpartition(")")[2].split()[1]) for process, text in stats.items() if text}
    family = {root}
    while more := {process for process, parent in parents.items() if parent in family} - family:
        family |= more
    shares = (SHARE.search(read(PROCESSES / str(process) / "smaps_rollup")) for process in family - {root})
    return sum(1024 * int(share[1]) for share in shares if share)


def read(path: Path) -> str:
    """A file of `/proc`, or nothing where the process has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
