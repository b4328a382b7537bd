"""`mkdocs build` and `mkdocs serve`, as commands of the program."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ..core.errors import InputError
from ..project import CONFIGURATION


def run_mkdocs(command: str, project: Path, options: Sequence[str]) -> int:
    """Run a command of MkDocs on the project in a folder, with more of its options. Returns its exit code. Raises InputError."""
    file = project / CONFIGURATION
    if not file.is_file():
        raise InputError(str(file), None, "no such file", "go to the folder of a project, or make one: jiaozhu new DIR")
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material prints a notice about its own future otherwise
    from mkdocs.__main__ import cli

    try:
        cli.main([command, "--config-file", str(file), *options], prog_name="jiaozhu")
    except SystemExit as e:
        return e.code if isinstance(e.code, int) else int(bool(e.code))
    return 0
