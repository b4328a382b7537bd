"""What a build of more than a few seconds is doing, and how far it is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from ..core.work.processes import reporting_to

SILENT = 3.0  # seconds in which nobody asks
EVERY = 10.0  # seconds between two lines of a log
FRAME = 0.1  # seconds between two states of a bar
WIDTH = 24  # characters of the bar


@dataclass(slots=True)
class Progress:
    """The progress of one build. ``stage`` is what it is doing; ``done`` items of ``total`` are done, 0 of 0 where that is unknown."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    stage: str = ""
    done: int = 0
    total: int = 0
    next_report: float = field(init=False)
    is_drawn: bool = False

    def __post_init__(self) -> None:
        self.next_report = self.clock() + SILENT

    @contextmanager
    def during(self, stage: str) -> Iterator[None]:
        """Show a stage, and how many items of its parallel maps are done."""
        self.begin(stage)
        try:
            with reporting_to(self.advance):
                yield
        finally:
            self.end()

    def begin(self, stage: str) -> None:
        self.stage, self.done, self.total = stage, 0, 0
        self._report()

    def advance(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self._report()

    def end(self) -> None:
        """Take the bar away."""
        if self.is_drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self.is_drawn = False

    def _report(self) -> None:
        now = self.clock()
        if now < self.next_report:
            return
        is_terminal = self.stream.isatty()
        self.next_report = now + (FRAME if is_terminal else EVERY)
        self.stream.write(f"\r\x1b[K{self._bar()}" if is_terminal else f"{self._words()}\n")
        self.stream.flush()
        self.is_drawn = is_terminal

    def _words(self) -> str:
        return f"{self.stage}: {self.done:,} of {self.total:,}" if self.total else self.stage

    def _bar(self) -> str:
        filled = WIDTH * self.done // self.total if self.total else 0
        return f"{'█' * filled}{'░' * (WIDTH - filled)} {self._words()}"
