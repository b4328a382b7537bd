"""Processes that need not begin with an empty memory: each is forked from one that has the program, its rules and its templates loaded.

One differs from `python -m mkdocs` or `python -m jiaozhu` in nothing else: it has a working directory, an environment and an output of its
own. The program is that of this repository, wherever the project lies, so this is for projects that have the same one.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HOOKS = Path(__file__).parent.parent / "hooks"
ARTICLE = "春茶上市\n\n今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷，雨水也来得正是时候。\n"


def can_fork() -> bool:
    return hasattr(os, "fork")


def run(command: list[str], folder: Path, environment: Mapping[str, str], log: Path, patience: float) -> int:
    """The exit code of a module with its arguments, whose output is in the file ``log`` then. It is killed after ``patience`` seconds."""
    origin = _origin()
    assert origin.stdin
    assert origin.stdout
    order = {"command": command, "folder": str(folder), "environment": dict(environment), "log": str(log), "patience": int(patience)}
    origin.stdin.write(json.dumps(order) + "\n")
    origin.stdin.flush()
    answer = origin.stdout.readline()
    assert answer, "the process from which others are forked has ended"
    return int(answer)


@lru_cache(maxsize=1)
def _origin() -> subprocess.Popen[str]:
    """The process from which the others are forked; one for each process that runs tests."""
    origin = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(origin.communicate)  # the end of its input is the end of it
    return origin


def _serve() -> None:
    _load()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            _become(order)
            runpy.run_module(order["command"][0], run_name="__main__", alter_sys=True)
            sys.exit()
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _load() -> None:
    """Take into memory what each build needs, by making a site of one article: the modules, and with them rules, tables and templates."""
    sys.path[0] = str(HOOKS)
    import mkdocs.commands.build  # noqa: F401

    from jiaozhu.build.publication import SiteOutput
    from jiaozhu.build.run import derive, publish
    from jiaozhu.core.store import Store
    from jiaozhu.mkdocs_plugin import hook  # noqa: F401
    from jiaozhu.outputs.site_folder import SiteFolder
    from jiaozhu.package_data import data_path
    from jiaozhu.project import Project

    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "sources").mkdir()
        (root / "sources" / "tea.txt").write_text(ARTICLE, "utf-8")
        project = Project(root / "sources", root / "docs", cache=root / "cache.db", workers=1, variants=data_path("variants.yml"))
        derive(project, publish(project), SiteOutput(SiteFolder.opened(root / "site", Store()), ()))


def _become(order: Mapping[str, Any]) -> None:
    """Take the place of a process that was started in a project."""
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    sys.argv[1:] = order["command"][1:]
    signal.alarm(order["patience"])


if __name__ == "__main__":
    _serve()
