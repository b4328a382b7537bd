"""A build in which nothing has changed since the last one: its site is there already.

All that a build reads is named by one digest, which the store keeps with the state of each file that was written. Where both are as they
were, MkDocs is given no file to work on, and the site stays. Whoever adds a plugin, a hook or an extension to MkDocs that may read what
the digest does not know gets a build each time.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from ..core.digest import PACKAGE, key
from ..core.serialization import decode, encode
from ..outputs.site_folder import FileState, SiteFolder, file_states
from ..project import Project
from .frame import user_settings

INSTALLED = ("site-packages", "dist-packages")  # what stands there has a version
KNOWN_EXTENSIONS = ("markdown.", "pymdownx.")
SNIPPETS = "pymdownx.snippets"  # reads any file


@dataclass(frozen=True, slots=True)
class FinishedBuild:
    """What is kept of a build: the digest of all that it read, how the folder of the site was left, and what was reported."""

    inputs: str
    states: dict[str, FileState]
    notices: tuple[str, ...]
    articles: int


def warning_count() -> CountHandler:
    """Counts warnings. A build with one is made each time, so that the warning is seen each time."""
    return CountHandler(level=logging.WARNING)


def finished_build(site: SiteFolder, inputs: str) -> FinishedBuild | None:
    """The last build into this folder, if it read the same, and each file is as it left it."""
    last = decode(site.store.get(_record_key(site.root)), FinishedBuild) if inputs else None
    return last if last and last.inputs == inputs and last.states == dict(file_states(site.root)) else None


def keep_build(site: SiteFolder, inputs: str, notices: Iterable[str], articles: int) -> None:
    """Keep what `finished_build` asks for."""
    build = FinishedBuild(inputs, dict(file_states(site.root)), tuple(notices), articles)
    site.store.put(_record_key(site.root), encode(build))


def inputs_digest(config: MkDocsConfig, project: Project) -> str:
    """The digest of all that a build reads; empty where something may be read that is not known here."""
    if not _reads_known_files(config):
        return ""
    contents = (f"{place} {sha256(path.read_bytes()).hexdigest()}" for place, path in _files(config, project))
    settings = map(_written, user_settings(config))
    options = [(field.name, getattr(project, field.name)) for field in fields(project)]
    values = [f"{name} {_written(value)}" for name, value in options if not isinstance(value, Path)]
    return key(sys.version, *_versions(), str(config.strict), *settings, *values, *contents)


def _reads_known_files(config: MkDocsConfig) -> bool:
    """True if nobody but this program acts in MkDocs, and the extensions of Markdown read nothing but their page."""
    actors = (getattr(method, "__self__", None) for methods in config.plugins.events.values() for method in methods)
    is_alone = all(type(actor).__module__ == f"{__package__}.plugin" for actor in actors)
    others = [name for name in config.markdown_extensions if name == SNIPPETS or ("." in name and not name.startswith(KNOWN_EXTENSIONS))]
    return is_alone and not others and not config.extra_templates


def _files(config: MkDocsConfig, project: Project) -> Iterator[tuple[str, Path]]:
    """The files that decide what the site is, each with its place among them."""
    themes = (Path(folder) for folder in config.theme.dirs)
    folders = (project.sources, project.docs, project.rules, PACKAGE, *(path for path in themes if not {*INSTALLED} & {*path.parts}))
    for n, folder in enumerate(folders):
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        yield from ((f"{n} {path.relative_to(folder).as_posix()}", path) for path in paths)
    if project.variants:
        yield "variants", project.variants


def _versions() -> list[str]:
    return sorted({f"{package.name} {package.version}" for package in distributions()})


def _written(value: Any) -> str:
    """A setting in words that are the same in each process."""
    match value:
        case dict():
            return f"{{{', '.join(f'{_written(name)}: {_written(inner)}' for name, inner in value.items())}}}"
        case list() | tuple():
            return f"[{', '.join(map(_written, value))}]"
    return f"{value.__module__}.{value.__qualname__}" if hasattr(value, "__qualname__") else repr(value)


def _record_key(root: Path) -> str:
    return key("the last build", str(root.resolve()))
