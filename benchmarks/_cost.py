"""What work in other processes costs: seconds, seconds of processors, and memory."""

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

PROCESSES, OFTEN = Path("/proc"), 0.25
SHARE = re.compile(r"^Pss: +([0-9]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cost:
    """``memory`` is the most that all processes held together, in bytes, or 0 where the system does not tell."""

    seconds: float
    processors: float
    memory: int

    def __str__(self) -> str:
        memory = f"{self.memory / 1e6:7,.0f} MB" if self.memory else "      ? MB"
        return f"{self.seconds:7.1f} s {self.processors:7.1f} s of processors {memory} of memory"


class Watch:
    """The most memory that the processes started from this one have held."""

    memory = 0

    def look(self) -> None:
        self.memory = max(self.memory, held(os.getpid()))


@contextmanager
def watched() -> Iterator[Watch]:
    watch, ended = Watch(), threading.Event()

    def keep_looking() -> None:
        while not ended.wait(OFTEN):
            watch.look()

    thread = threading.Thread(target=keep_looking, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. What it prints is shown only if it fails, by a SystemExit."""
    before, start = children(), time.perf_counter()
    with watched() as watch:
        done = subprocess.run(command, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return Cost(time.perf_counter() - start, children() - before, watch.memory)


def children() -> float:
    """Seconds of processors that all processes have used which this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def held(root: int) -> int:
    """Bytes of memory that the descendants of a process hold now; what several share is counted once."""
    told = {int(path.parent.name): read(path) for path in PROCESSES.glob("[0-9]*/stat")}
    parents = {one: int(text.rpartition(")")[2].split()[1]) for one, text in told.items() if text}
    family = {root}
    while more := {one for one, parent in parents.items() if parent in family} - family:
        family |= more
    shares = (SHARE.search(read(PROCESSES / str(one) / "smaps_rollup")) for one in family - {root})
    return sum(1024 * int(share[1]) for share in shares if share)


def read(path: Path) -> str:
    """What the system tells of a process, or nothing when that has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
