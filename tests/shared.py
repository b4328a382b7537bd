"""Folders that several tests read, made once in a run also if the tests run in several processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from worlds import copied, site_of


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that ``make`` fills. The first caller makes it while others wait for its lock; all callers may only read it."""
    base = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent  # each worker has a folder of its own in there
    folder, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        _lock(lock)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def _lock(file: IO[str]) -> None:
    """Wait until no other process holds the file."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def own_project(factory: pytest.TempPathFactory) -> Path:
    """A copy of this project with its site."""
    return once(factory, "own", lambda folder: site_of(copied(folder)))
