"""A real `mkdocs serve` in a process of its own: how it is started, waited for, and killed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

STEP = 0.05  # seconds between two requests
LIMIT = 900.0  # seconds after which a page counts as missing; MkDocs answers nothing while it builds, and after a build that failed
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its process, its address with a slash at the end, and the file of what it prints."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def wait_for(self, page: str, words: str) -> None:
        """Wait until a page is there and has the words. Raises SystemExit with the end of the log if it does not come to that."""
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError), urlopen(self.address + page, timeout=LIMIT) as response:  # OSError: no answer, or no such page
                if words in plain(response.read().decode()):
                    return
            time.sleep(STEP)
        raise SystemExit(f"no {words!r} on {self.address}{page}\n{self.log.read_text('utf-8')[-4000:]}")


@contextmanager
def serving(project: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """`mkdocs serve` on a free port. It is killed with all its children in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log, variables = project / "serve.log", {**os.environ, **environment}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=project, env=variables, stdout=output, stderr=output, start_new_session=True)
    try:
        yield Server(process, f"http://{address}/", log)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def plain(html: str) -> str:
    """The text of a page, without its tags."""
    return TAG.sub("", html)
