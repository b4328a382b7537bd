"""The command `jiaozhu`, also `python -m jiaozhu`.

jiaozhu new DIR      a new project
jiaozhu build        its site, into site/; warnings are errors
jiaozhu serve        the site at http://127.0.0.1:8000, made again when a file changes
jiaozhu clean FILE   one source, with what is done to it
jiaozhu export DIR   the editions as a tree of plain Markdown
jiaozhu terms        words that the glossary lacks
jiaozhu pictures     fetch the pictures of web pages that were not saved with them
jiaozhu doctor       what the installation or the project lacks
jiaozhu schemas DIR  JSON Schemas of the YAML files that people write
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from . import __version__
from .build.index_stages import load_rules
from .build.run import export, missing_pictures, unlisted_terms
from .build.schemas import schema_files
from .core.errors import InputError
from .doctor import examine
from .editions.load import make_edition, read_with_sidecar
from .mkdocs_plugin.commands import run_mkdocs
from .outputs.terminal import candidate_lines, edition_lines
from .pictures.public_hosts import Network
from .project import RULES, Project, folder_of_sources
from .sources.discover import SourceFile
from .starter.new_project import make_project


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # where a pipe has another encoding, as on Windows
    arguments, options = _parser().parse_known_args()
    if options and arguments.run not in (_build, _serve):
        _parser().error(f"unrecognized arguments: {' '.join(options)}")
    arguments.options = options
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
    except InputError as e:
        print(e, file=sys.stderr)
        return 1
    except BrokenPipeError:  # who reads has seen enough, as in `jiaozhu terms | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would tell at its end
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jiaozhu", description="Readable editions of messy Chinese articles.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int], words: str, *, on_project: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        if on_project:
            command.add_argument("--project", type=Path, default=Path(), metavar="DIR", help="the folder of the project (this one)")
        return command

    command = add("new", _new, "make a new project", on_project=False)
    command.add_argument("to", type=Path, metavar="DIR", help="a folder that is empty or does not exist")
    add("build", _build, "write the site into site/; takes the options of `mkdocs build`, too")
    add("serve", _serve, "serve the site, and make it again when a file changes; takes the options of `mkdocs serve`, too")
    command = add("clean", _clean, "print what is done to one source", on_project=False)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--text", action="store_true", help="print the clean text alone")
    command = add("export", _export, "write a tree of plain Markdown for other generators")
    command.add_argument("to", type=Path, metavar="DIR", help="a folder that is empty or does not exist")
    command = add("terms", _terms, "print words that the glossary lacks, the most likely first")
    command.add_argument("--most", type=int, default=30, metavar="N", help="how many of them (30)")
    add("pictures", _pictures, "fetch the pictures of web pages that were not saved with them")
    add("doctor", _doctor, "say what the installation or the project lacks")
    command = add("schemas", _schemas, "write the JSON Schemas of the YAML files that people write", on_project=False)
    command.add_argument("to", type=Path, metavar="DIR", help="a folder, in which files of the same names are replaced")
    return parser


def _project(arguments: argparse.Namespace) -> Project:
    root: Path = arguments.project
    return Project(root / folder_of_sources(root), root / "docs")


def _new(arguments: argparse.Namespace) -> int:
    files = make_project(arguments.to, __version__)
    print(f"{len(files)} files in {arguments.to}")
    print(f"now: jiaozhu serve --project {arguments.to}")
    print(f"then drop articles on http://127.0.0.1:8000/report/, or put them into {arguments.to / 'sources'}")
    return 0


def _build(arguments: argparse.Namespace) -> int:
    return run_mkdocs("build", arguments.project, ("--strict", *arguments.options))


def _serve(arguments: argparse.Namespace) -> int:
    return run_mkdocs("serve", arguments.project, arguments.options)


def _doctor(arguments: argparse.Namespace) -> int:
    findings = list(examine(_project(arguments)))
    for finding in findings:
        print(f"{finding.state:>5}  {finding.what}" + (f"\n       {finding.todo}" if finding.todo else ""))
    return int(any(finding.state == "wrong" for finding in findings))


def _export(arguments: argparse.Namespace) -> int:
    to: Path = arguments.to
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise InputError(str(to), None, "not empty, or no folder", "name a folder that is empty or does not exist")
    for file in list(export(_project(arguments))):
        path = to / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())
    return 0


def _clean(arguments: argparse.Namespace) -> int:
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
    print(made.reading.text if arguments.text else "\n".join(edition_lines(made, rulebook, sys.stdout.isatty())))
    return 0


def _pictures(arguments: argparse.Namespace) -> int:
    results = []
    for result in missing_pictures(_project(arguments), Network(), date.today()):
        line = f"{result.source}: {result.address[:200]}: {result.error or 'fetched'}"
        print("".join(c if c.isprintable() else "?" for c in line), flush=True)  # an address may hold what a terminal obeys
        results.append(result)
    print(f"{sum(not result.error for result in results)} of {len(results)} pictures were fetched")
    return 0


def _terms(arguments: argparse.Namespace) -> int:
    for n, candidate in enumerate(unlisted_terms(_project(arguments))[: arguments.most], 1):
        print("\n".join(candidate_lines(n, candidate)), end="\n\n")
    return 0


def _schemas(arguments: argparse.Namespace) -> int:
    to: Path = arguments.to
    to.mkdir(parents=True, exist_ok=True)
    for name, content in schema_files():
        (to / name).write_bytes(content.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
