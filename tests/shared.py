"""Folders that several tests read, made once in a run also if the tests run in several processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from worlds import configured, copied, site_of


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
    return once(factory, "own", lambda folder: site_of(copied(folder), fresh=True))


def built_again(factory: pytest.TempPathFactory) -> Path:
    """Another copy of this project with its site, for which nothing was kept, and of which all differs that must make no difference.

    These are the folder, the times of files, the order of hash tables, what the desk of `mkdocs serve` shows, and the processes: for as
    few articles as this project has, a build takes one, unless it is told otherwise.
    """
    return once(factory, "there", lambda folder: site_of(_changed(copied(folder / "a b")), fresh=True)) / "a b"


def _changed(project: Path) -> Path:
    for path in project.rglob("*"):
        os.utime(path, (10**9, 10**9))
    desk = project / "hooks" / "jiaozhu" / "mkdocs_plugin"
    replaced = [*(desk / "desk" / "assets").iterdir(), desk / "reload.js"]
    assert {path.suffix for path in replaced} == {".js", ".css"}
    for path in replaced:
        path.write_text("/* another desk */\n", "utf-8")
    return configured(project, extra={"jiaozhu": {"workers": 2}})
