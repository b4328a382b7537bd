"""What several tests look at, made once in a run, though they run in several processes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from worlds import copied, site_of


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that ``make`` fills, which the first to ask has made while others wait. Whoever asks may read there, and no more."""
    base = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent  # each worker has a folder of its own in there
    folder, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def own_project(factory: pytest.TempPathFactory) -> Path:
    """A copy of this project with its site."""
    return once(factory, "own", lambda folder: site_of(copied(folder)))
