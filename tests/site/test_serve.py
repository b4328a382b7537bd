"""A real `mkdocs serve`: changes of an editor appear without a restart, and her mistakes do not take the site down."""

from __future__ import annotations

import os
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
from worlds import copied, environment, write

LIMIT = 30.0  # seconds after which a change counts as missing; on an idle machine it takes one
STEP = 0.1
TEA = "春茶上市\n\n今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，雨水也来得正是时候。\n"
LATE = TEA.replace("早了十天", "晚了十天")
RULE = "\n- id: trial\n  name: 试\n  why: 试验。\n  find: '春茶'\n  put: 新茶\n  specs: ['春茶上市 → 新茶上市']\n  leave: ['秋茶']\n"
GLOSSARY = """\
categories: [天气]
terms:
  - id: rain
    form: 雨水
    english: rain
    category: 天气
    definition: 落到地上的水。
    source: 编者
"""
pytestmark = pytest.mark.slow


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

    def _wait_for(self, description: str, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LIMIT
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"after {LIMIT:.0f} s: {description}\n{self.log.read_text('utf-8')[-4000:]}", pytrace=False)
            time.sleep(STEP)


@contextmanager
def serving(project: Path) -> Iterator[Server]:
    """A server on a free port. It is killed with all its children in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = project / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=project, env=environment(), stdout=output, stderr=output, start_new_session=True)
    try:
        yield Server(project, f"http://{address}", log)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_changes_of_an_editor_show_up(tmp_path: Path) -> None:
    project = copied(tmp_path, {"sources/tea.txt": TEA, "sources/coffee.txt": TEA.replace("茶", "咖啡")})
    with serving(project) as server:
        server.shows("articles/tea/", "早了十天")

        write(project, {"sources/tea.txt": LATE})
        server.shows("articles/tea/", "晚了十天")

        write(project, {"sources/cocoa.txt": TEA.replace("茶", "可可")})
        server.shows("articles/", "春可可上市")
        server.shows("articles/cocoa/", "可可农说")

        (project / "sources" / "cocoa.txt").unlink()
        server.loses("articles/cocoa/")
        server.hides("articles/", "春可可上市")

        write(project, {"sources/tea.yml": "title: 编者拟题\n"})
        server.shows("articles/tea/", "编者拟题")

        write(project, {"sources/tea.yml": "title: 编者另拟\n"})
        server.shows("articles/tea/", "编者另拟")

        (project / "sources" / "tea.yml").unlink()
        server.hides("articles/tea/", "编者另拟")

        rules = project / "hooks" / "rules" / "cleaning.yml"
        before = rules.read_text("utf-8")
        write(project, {"hooks/rules/cleaning.yml": before + RULE})
        server.shows("articles/tea/", "今年的新茶")

        write(project, {"hooks/rules/cleaning.yml": before + RULE.replace("'春茶'", "'[春茶'")})
        server.shows("report/", "a broken pattern")
        server.shows("articles/tea/", "今年的春茶")

        write(project, {"hooks/rules/cleaning.yml": before, "sources/tea.txt": ""})
        server.shows("report/", "the source is empty")
        server.loses("articles/tea/")
        server.shows("articles/coffee/", "咖啡农说")

        write(project, {"sources/tea.txt": TEA})
        server.shows("articles/tea/", "早了十天")
        server.hides("report/", "the source is empty")


def test_a_changed_term_shows_up(tmp_path: Path) -> None:
    """A mistake in the glossary removes one term and no article."""
    project = copied(tmp_path, {"sources/tea.txt": TEA, "docs/glossary.yml": GLOSSARY})
    with serving(project) as server:
        server.shows("articles/tea/", "落到地上的水")

        write(project, {"docs/glossary.yml": GLOSSARY.replace("落到", "渗进")})
        server.shows("articles/tea/", "渗进地上的水")
        server.shows("glossary/", "渗进地上的水")

        write(project, {"docs/glossary.yml": GLOSSARY.replace("form: 雨水", "form: 水")})
        server.shows("report/", "fewer than two letters")
        server.hides("articles/tea/", "地上的水")


def test_a_mistake_at_the_start_does_not_stop_the_site(tmp_path: Path) -> None:
    """An editor who starts with a broken source gets the rest of the site, and a report."""
    with serving(copied(tmp_path, {"sources/tea.txt": TEA, "sources/coffee.txt": "", "sources/cocoa.yml": "title: 可可\n"})) as server:
        server.shows("articles/tea/", "早了十天")
        server.shows("report/", "sources/coffee.txt")
        server.shows("report/", "no source is called cocoa (.txt, .html, .htm)")
