"""Small projects for tests: writing their files, running the program on them, and building them with MkDocs."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

import warm_processes
from jiaozhu.build import run
from jiaozhu.build.index_stages import load_rules
from jiaozhu.build.publication import Publication
from jiaozhu.core.model import Edition
from jiaozhu.corpus.index import Marks
from jiaozhu.editions.pipeline import edit
from jiaozhu.package_data import IN_REPOSITORY
from jiaozhu.project import Project
from jiaozhu.rules.rulebook import Rulebook
from jiaozhu.sources import sidecar
from jiaozhu.sources.read import read_source

ROOT = Path(__file__).parent.parent
HOOKS = ROOT / "hooks"
RULES = HOOKS / "rules"
SOURCES = ROOT / "sources"
PARTS = ("mkdocs.yml", "hooks", "docs", "sources")  # what a build needs
HOME = "# 校注\n\n把抓来的文章校成可读的本子。\n"
YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # `yaml.safe_load` takes ten times as long
Files = Mapping[str, str] | Mapping[str, bytes] | Mapping[str, str | bytes]
PATIENCE = 180.0  # seconds that one build may take before it counts as hung


@dataclass(frozen=True, slots=True)
class Built:
    """The exit code and the output of a run of MkDocs, and the folder of its site."""

    code: int
    output: str
    site: Path


def write(root: Path, files: Files) -> Path:
    """Write ``files`` under ``root``; text is encoded as UTF-8 and keeps its newlines."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def world(root: Path, files: Files, rules: Files | None = None) -> Project:
    """A project that consists of ``files`` and the real rules. ``rules`` are files that replace or join the real ones."""
    if rules is None:
        folder = RULES
    else:
        folder = root / "hooks" / "rules"
        shutil.copytree(RULES, folder)
        write(folder, rules)
    (root / "sources").mkdir(parents=True, exist_ok=True)
    write(root, files)
    return Project(root / "sources", root / "docs", folder)


def publish(project: Project, workers: int = 1, marks: Marks = "first") -> Publication:
    """The files of a project's site. What does not differ from other worlds of this process, such as the rules, is not made again."""
    return run.publish(replace(project, workers=workers, marks=marks, cache=project.cache or _common_cache()))


@lru_cache(maxsize=1)
def _common_cache() -> Path:
    folder = TemporaryDirectory(prefix="worlds-")
    atexit.register(folder.cleanup)
    return Path(folder.name) / "cache.db"


def published(root: Path, files: Files, rules: Files | None = None) -> Publication:
    """The publication of a world."""
    return publish(world(root, files, rules))


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The real rules, all of them in order."""
    book, errors = load_rules(RULES)
    assert not errors, "\n".join(map(str, errors))
    return book


@lru_cache(maxsize=8)
def edition(ident: str) -> Edition:
    """The edition of one of the project's own sources."""
    path = SOURCES / f"{ident}.yml"
    notes = sidecar.load(path, f"sources/{ident}.yml") if path.is_file() else None
    return edit(read_source(SOURCES / f"{ident}.txt", f"sources/{ident}.txt", notes), notes, rulebook())


def loaded(data: bytes) -> dict[str, Any]:
    """The data of an `edition.json`."""
    content = json.loads(data)
    assert isinstance(content, dict)
    return content


def idents() -> list[str]:
    """The ids of the project's own sources."""
    return sorted(path.stem for path in SOURCES.glob("*.txt"))


def copied(root: Path, files: Files | None = None, drawn: bool = False, own: Path | None = None) -> Path:
    """A copy of this project in ``root``. ``files``, if given, replace its articles and all else that its editors have written.

    Share images take time; they are drawn only if ``drawn`` is true. ``own`` is a copy that has been built: its cache and its compiled
    modules are taken along, so that what does not differ from it is not made again.
    """
    root.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            origin = own if own and part == "hooks" else ROOT
            shutil.copytree(origin / part, root / part, ignore=shutil.ignore_patterns("*.pyc.*"), dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / part, root / part)
    if own:
        shutil.copytree(own / ".cache", root / ".cache")
    if not drawn:
        settings = (root / "mkdocs.yml").read_text("utf-8")
        assert "images: auto" in settings
        (root / "mkdocs.yml").write_text(settings.replace("images: auto", "images: false"), "utf-8")
    if files is not None:
        _empty(root)
        write(root, {"docs/index.md": HOME, **files})
    return root


def _empty(root: Path) -> None:
    """Take from a copy of this project what its editors have written, so that a small site has few pages: sources, terms, names, manual."""
    for folder in ("sources", "docs/manual"):
        shutil.rmtree(root / folder)
    for path in (*(root / "docs").glob("*.yml"), *(root / "docs" / "about").glob("*.md")):
        if path.relative_to(root).as_posix() not in IN_REPOSITORY.values():
            path.unlink()
    (root / "sources").mkdir()
    write(root, {"docs/manual/index.md": "# 手册\n"})


def configured(root: Path, **changes: object) -> Path:
    """The project with other values in its `mkdocs.yml`; mappings are merged, lists are replaced."""
    if not (root / "base.yml").exists():
        (root / "mkdocs.yml").rename(root / "base.yml")
    head = yaml.safe_dump({"INHERIT": "base.yml", **changes}, allow_unicode=True, sort_keys=False)
    (root / "mkdocs.yml").write_text(head, "utf-8")
    return root


def extensions() -> list[object]:
    """The Markdown extensions of `mkdocs.yml`."""
    names = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=yaml.BaseLoader)["markdown_extensions"]
    assert isinstance(names, list)
    return names


def environment() -> dict[str, str]:
    """The environment of a run of MkDocs: without colours, notices of other projects, or settings of the process that runs the tests."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "", "SITE_URL": ""}


def built(root: Path, fresh: bool = False) -> Built:
    """A real `mkdocs build --strict` in ``root``, as `ran` runs it."""
    code, output = ran(root, "mkdocs", "build", "--strict", fresh=fresh)
    return Built(code, output, root / "site")


def ran(root: Path, *command: str, fresh: bool = False) -> tuple[int, str]:
    """The exit code and the output of a module that runs with its arguments in the project ``root``.

    It has the program in memory already where that of the project is this one, unless it is to begin ``fresh``.
    """
    if fresh or not is_warm(root):
        environ = {**environment(), "PYTHONPATH": str(root / "hooks") if command[0] == "jiaozhu" else ""}
        arguments = [sys.executable, "-m", *command]
        run = subprocess.run(arguments, cwd=root, env=environ, capture_output=True, text=True, timeout=PATIENCE, check=False)
        return run.returncode, run.stdout + run.stderr
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        code = warm_processes.run([*command], root, environment(), log, PATIENCE)
        return code, log.read_text("utf-8")


def is_warm(root: Path) -> bool:
    """True if the program of the project ``root`` is this one, and a process that has it in memory can be forked."""
    parts = ("hooks", *IN_REPOSITORY.values())
    return warm_processes.can_fork() and all(_program_files(root / part) == _program_files(ROOT / part) for part in parts)


def _program_files(path: Path) -> dict[str, tuple[int, float]]:
    """The files of a part of the program: the size of each, and the time of its last change, which copies keep."""
    paths = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc"]
    return {str(file.relative_to(path)): ((status := file.stat()).st_size, status.st_mtime) for file in paths}


def site_of(root: Path, fresh: bool = False) -> Path:
    """The site of a build that must succeed."""
    run = built(root, fresh)
    assert run.code == 0, run.output
    return run.site


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def stored(cache: Path) -> dict[str, int]:
    """The results in a cache by stage and key, each with a number that is another one when it was made again."""
    with closing(sqlite3.connect(cache)) as connection:
        return {f"{stage} {key}": number for stage, key, number in connection.execute("SELECT stage, key, rowid FROM results")}
