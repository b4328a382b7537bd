"""The program without MkDocs.

python -m jiaozhu export DIR    the editions as a tree of plain Markdown
python -m jiaozhu show FILE     one source, with what is done to it
python -m jiaozhu pictures      fetch the pictures of web pages that were not saved with them
python -m jiaozhu terms         words that the glossary lacks
python -m jiaozhu schemas DIR   JSON Schemas of the YAML files that people write
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from .build.index_stages import load_rules
from .build.run import export, missing_pictures, unlisted_terms
from .build.schemas import schema_files
from .core.errors import InputError
from .editions.load import make_edition, read_with_sidecar
from .outputs.terminal import candidate_lines, edition_lines
from .pictures.public_hosts import Network
from .project import RULES, Project
from .sources.discover import SourceFile


def main() -> int:
    parser = argparse.ArgumentParser(prog="jiaozhu")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("export", help="write a tree of plain Markdown for other generators")
    command.add_argument("to", type=Path, metavar="DIR", help="a folder that is empty or does not exist")
    command.add_argument("--project", type=Path, default=Path(), help="the folder that holds sources/ and docs/")
    command.set_defaults(run=_export)
    command = commands.add_parser("show", help="print what is done to one source")
    command.add_argument("file", type=Path, metavar="FILE")
    command.set_defaults(run=_show)
    command = commands.add_parser("pictures", help="fetch the pictures of web pages that were not saved with them")
    command.add_argument("--project", type=Path, default=Path(), help="the folder that holds sources/ and docs/")
    command.set_defaults(run=_pictures)
    command = commands.add_parser("terms", help="print words that the glossary lacks, the most likely first")
    command.add_argument("--most", type=int, default=30, metavar="N", help="how many of them (30)")
    command.add_argument("--project", type=Path, default=Path(), help="the folder that holds sources/ and docs/")
    command.set_defaults(run=_terms)
    command = commands.add_parser("schemas", help="write the JSON Schemas of the YAML files that people write")
    command.add_argument("to", type=Path, metavar="DIR", help="a folder, in which files of the same names are replaced")
    command.set_defaults(run=_schemas)
    arguments = parser.parse_args()
    try:
        return int(arguments.run(arguments))
    except InputError as e:
        print(e, file=sys.stderr)
        return 1


def _export(arguments: argparse.Namespace) -> int:
    to: Path = arguments.to
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise InputError(str(to), None, "not empty, or no folder", "name a folder that is empty or does not exist")
    for file in list(export(Project(arguments.project / "sources", arguments.project / "docs"))):
        path = to / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())
    return 0


def _show(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    if not path.is_file():
        raise InputError(str(path), None, "no such file", "name a source")
    rulebook, wrong = load_rules(RULES)
    if wrong:
        raise wrong[0]
    notes = path.with_suffix(".yml")
    text = read_with_sidecar(SourceFile(path, str(path), notes if notes.is_file() else None, str(notes)))
    made = text if isinstance(text, InputError) else make_edition(text, rulebook)
    if isinstance(made, InputError):
        raise made
    print("\n".join(edition_lines(made, rulebook, sys.stdout.isatty())))
    return 0


def _pictures(arguments: argparse.Namespace) -> int:
    root: Path = arguments.project
    results = []
    for result in missing_pictures(Project(root / "sources", root / "docs"), Network(), date.today()):
        line = f"{result.source}: {result.address[:200]}: {result.error or 'fetched'}"
        print("".join(c if c.isprintable() else "?" for c in line), flush=True)  # an address may hold what a terminal obeys
        results.append(result)
    print(f"{sum(not result.error for result in results)} of {len(results)} pictures were fetched")
    return 0


def _terms(arguments: argparse.Namespace) -> int:
    root: Path = arguments.project
    for n, candidate in enumerate(unlisted_terms(Project(root / "sources", root / "docs"))[: arguments.most], 1):
        print("\n".join(candidate_lines(n, candidate)), end="\n\n")
    return 0


def _schemas(arguments: argparse.Namespace) -> int:
    to: Path = arguments.to
    to.mkdir(parents=True, exist_ok=True)
    for name, content in schema_files():
        (to / name).write_text(content, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
