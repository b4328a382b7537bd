"""What an installation or a project lacks, each with what to do."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from .build.index_stages import opened
from .core.errors import Notice
from .outputs.share_images.fonts import can_draw
from .package_data import PACKAGE, data_path
from .project import CONFIGURATION, Project
from .script_conversion.regions import REGIONS

OLDEST_PYTHON = (3, 10)
PORT = 8000  # at which `serve` answers unless told otherwise
ROOM = 200 * 2**20  # bytes that a site of some hundred articles takes


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``todo`` says how to mend it; `wrong` hinders a build, `hint` only lessens what it gives."""

    state: Literal["ok", "hint", "wrong"]
    what: str
    todo: str = ""


def examine(project: Project) -> Iterator[Finding]:
    """All findings, in the order in which a person would look. ``project`` need not exist."""
    yield _python()
    yield from _packages()
    yield _fonts()
    root = project.sources.parent
    if not (root / CONFIGURATION).is_file():
        yield Finding("hint", f"{root}: no project, for there is no {CONFIGURATION}", "make one: jiaozhu new DIR")
        return
    yield from _files(project)
    yield _cache(root)
    yield _room(root)
    yield _port()


def _python() -> Finding:
    words = f"Python {sys.version.split()[0]}"
    if sys.version_info < OLDEST_PYTHON:
        return Finding("wrong", words, f"install Python {'.'.join(map(str, OLDEST_PYTHON))} or newer")
    return Finding("ok", words)


def _packages() -> Iterator[Finding]:
    """The packages that the program requires, as its metadata or, in the repository, `requirements.txt` has them."""
    from packaging.requirements import Requirement

    unmet = 0
    requirements = [Requirement(line) for line in _requirements()]
    for requirement in requirements:
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = version(requirement.name)
        except PackageNotFoundError:
            installed = ""
        if not installed or not requirement.specifier.contains(installed, prereleases=True):
            unmet += 1
            what = f"{requirement.name} {installed or 'is missing'}; {requirement.specifier} is needed"
            yield Finding("wrong", what, f'pip install "{requirement.name}{requirement.specifier}"')
    if not unmet:
        yield Finding("ok", f"{len(requirements)} packages, as they are required")


def _requirements() -> list[str]:
    file = data_path("rules").parents[1] / "requirements.txt"
    if file.is_file():
        lines = (line.partition("#")[0].strip() for line in file.read_text("utf-8").splitlines())
        return [line for line in lines if line]
    try:
        return requires(PACKAGE) or []
    except PackageNotFoundError:
        return []


def _fonts() -> Finding:
    if can_draw(REGIONS.values()):
        return Finding("ok", "Chinese faces for the pictures of shared links")
    todo = "Debian, Ubuntu: apt install fonts-noto-cjk; elsewhere install Noto Serif CJK and Noto Sans CJK"
    return Finding("hint", "no Chinese faces, so no pictures for shared links", todo)


def _files(project: Project) -> Iterator[Finding]:
    """The sources, and what is wrong with the files that are read before any of them. A build tells the rest."""
    index = opened(project)
    if index.files:
        yield Finding("ok", f"{len(index.files):,} sources in {project.sources.name}/")
    for error in index.errors:
        yield Finding("hint" if isinstance(error, Notice) else "wrong", f"{error.place}: {error.what}", error.todo)


def _cache(root: Path) -> Finding:
    folder = root / ".cache"
    place = folder if folder.is_dir() else root
    if os.access(place, os.W_OK):
        return Finding("ok", f"{place} can be written")
    return Finding("wrong", f"{place} cannot be written", "give yourself the right to write there, or copy the project elsewhere")


def _room(root: Path) -> Finding:
    free = shutil.disk_usage(root).free
    words = f"{free / 2**20:,.0f} MB free on the disk"
    return Finding("ok", words) if free >= ROOM else Finding("wrong", words, "make room: a site and its cache take as much")


def _port() -> Finding:
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", PORT)) == 0
    if taken:
        return Finding("hint", f"another program answers at port {PORT}", f"jiaozhu serve --dev-addr 127.0.0.1:{PORT + 1}")
    return Finding("ok", f"port {PORT} is free")
