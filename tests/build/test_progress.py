"""The progress of a build: nothing in a short one, a bar on a terminal, lines in a log."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest

from jiaozhu.build.progress import EVERY, SILENT, Progress
from jiaozhu.core.work.processes import mapped, reporting_to


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_short_build_says_nothing() -> None:
    stream, clock = io.StringIO(), Clock()
    progress = Progress(stream, clock)
    progress.begin("editions")
    clock.now = SILENT - 0.1
    progress.advance(5, 10)
    progress.end()
    assert stream.getvalue() == ""


def test_a_log_has_a_line_now_and_then() -> None:
    stream, clock = io.StringIO(), Clock()
    progress = Progress(stream, clock)
    for second in range(41):
        clock.now = float(second)
        progress.advance(second * 100, 4000)
    progress.begin("search")
    progress.end()
    lines = stream.getvalue().splitlines()
    assert lines[0] == ": 300 of 4,000"
    assert len(lines) == 1 + int((40 - SILENT) // EVERY)


def test_a_terminal_has_a_bar_which_goes_in_the_end() -> None:
    stream, clock = Terminal(), Clock()
    progress = Progress(stream, clock)
    progress.begin("pages")
    clock.now = 9.0
    progress.advance(1, 2)
    progress.end()
    assert stream.getvalue() == f"\r\x1b[K{'█' * 12}{'░' * 12} pages: 1 of 2\r\x1b[K"


@pytest.mark.parametrize("workers", [1, 2])
def test_each_item_of_a_parallel_map_is_counted(workers: int) -> None:
    counts: list[tuple[int, int]] = []
    with reporting_to(lambda done, total: counts.append((done, total))):
        assert list(mapped(abs, [-1, 2, -3], workers, 1)) == [1, 2, 3]
    assert counts == [(1, 3), (2, 3), (3, 3)]
    assert list(mapped(abs, [-1], 1, 1)) == [1]
    assert len(counts) == 3
