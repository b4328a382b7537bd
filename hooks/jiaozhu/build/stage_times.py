"""How long each stage of a build has taken, for those who want to know why one is slow."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from .progress import Progress


@dataclass(frozen=True, slots=True)
class StageTimes:
    """The stages so far, in their order, each with its seconds.

    ``interruption`` is called before each, and may end the build; ``progress`` shows somebody what is being done.
    """

    seconds: list[tuple[str, float]] = field(default_factory=list)
    interruption: Callable[[], None] = lambda: None
    progress: Progress | None = None

    def add(self, stage: str, seconds: float) -> None:
        self.seconds.append((stage, seconds))

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Add the time that the body takes."""
        self.interruption()
        start = time.perf_counter()
        if self.progress is None:
            yield
        else:
            with self.progress.during(stage):
                yield
        self.add(stage, time.perf_counter() - start)

    def __str__(self) -> str:
        return "\n".join(f"{seconds:8.2f} s  {stage}" for stage, seconds in self.seconds)
