"""A real `mkdocs serve` in a process of its own, for tests."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from contract import Document
from worlds import environment

LIMIT = 90.0  # seconds after which a change counts as missing; on an idle machine it takes one
STEP = 0.1


@dataclass(frozen=True, slots=True)
class Server:
    """A running `mkdocs serve` and its project."""

    project: Path
    address: str
    log: Path

    def text(self, page: str) -> str:
        """The text of a page; empty if there is no such page, or no answer yet."""
        try:
            with urlopen(f"{self.address}/{page}", timeout=5) as response:
                html = response.read().decode()
        except (URLError, OSError):
            return ""
        return Document(html).all("body")[0].text

    def shows(self, page: str, words: str) -> None:
        """Wait until the page has the words."""
        self._wait_for(f"{words!r} on {page}", lambda: words in self.text(page))

    def hides(self, page: str, words: str) -> None:
        """Wait until the words are gone from the page, which stays."""
        self._wait_for(f"{page} without {words!r}", lambda: words not in (text := self.text(page)) and bool(text))

    def loses(self, page: str) -> None:
        """Wait until the page is gone, while the site stays."""
        self._wait_for(f"no {page}", lambda: not self.text(page) and bool(self.text("")))

    def logs(self, words: str) -> None:
        """Wait until the server has written the words on the terminal."""
        self._wait_for(f"{words!r} in the log", lambda: words in self.log.read_text("utf-8"))

    def _wait_for(self, description: str, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LIMIT
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"after {LIMIT:.0f} s: {description}\n{self.log.read_text('utf-8')[-4000:]}", pytrace=False)
            time.sleep(STEP)


def without_leave() -> list[str] | None:
    """What a command has to begin with so that folders without leave to write are closed to it, though root runs the tests.

    None where root cannot start such a program.
    """
    if not hasattr(os, "geteuid") or os.geteuid():
        return []
    program = shutil.which("setpriv")
    return [program, "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if program else None


@contextmanager
def serving(project: Path, *options: str) -> Iterator[Server]:
    """A server on a free port, started with ``options``. It is killed with all its children in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = project / "serve.log"
    command = [*(without_leave() or []), sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=project, env=environment(), stdout=output, stderr=output, start_new_session=True)
    try:
        yield Server(project, f"http://{address}", log)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
