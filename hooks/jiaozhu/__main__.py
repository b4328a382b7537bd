"""`python -m jiaozhu export DIR`: the editions as a tree of plain Markdown, without MkDocs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .errors import InputError
from .publish import Project, export


def main() -> int:
    parser = argparse.ArgumentParser(prog="jiaozhu", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("export", help="write a tree of plain Markdown for other generators")
    command.add_argument("to", type=Path, metavar="DIR", help="a folder that is empty or does not exist")
    command.add_argument("--project", type=Path, default=Path(), help="the folder that holds sources/ and docs/")
    asked = parser.parse_args()
    if asked.to.exists() and any(asked.to.iterdir()):
        print(f"{asked.to}: not empty\n    name a folder that is empty or does not exist", file=sys.stderr)
        return 1
    try:
        files = list(export(Project(asked.project / "sources", asked.project / "docs")))
    except InputError as e:
        print(e, file=sys.stderr)
        return 1
    for file in files:
        path = asked.to / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
