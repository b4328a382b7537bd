"""Calls of JavaScript functions in a process of node, by which the scripts of the site are compared with the program."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import playwright

# Each line of the input is an array: an expression of a function, and its arguments. Each line of the output is what the call returns.
LOOP = """
const { readFileSync } = require("node:fs"), { runInThisContext } = require("node:vm");
for (const path of process.argv.slice(1)) runInThisContext(readFileSync(path, "utf8"), path);
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, ...given] = JSON.parse(line);
  console.log(JSON.stringify(runInThisContext(name)(...given)));
});
"""

Call = Callable[..., Any]


def find() -> str:
    """The node of this machine, or that which drives the browsers of the tests."""
    own = shutil.which("node", path=Path(playwright.__file__).parent / "driver")
    node = shutil.which("node") or own
    assert node, "no node, which the package playwright should have"
    return node


@contextmanager
def loaded(*scripts: Path) -> Iterator[Call]:
    """A function that calls functions of these scripts, in the order in which they are loaded."""
    command = [find(), "-e", LOOP, *map(str, scripts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdin
        assert process.stdout
        asked, told = process.stdin, process.stdout

        def call(function: str, *given: object) -> Any:
            asked.write(json.dumps([function, *given]) + "\n")
            asked.flush()
            answer = told.readline()
            assert answer, f"{function} raised an error"
            return json.loads(answer)

        yield call
        asked.close()
