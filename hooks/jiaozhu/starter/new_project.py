"""A new project: the files of `files/`, and those that depend on the version of the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..build.schemas import schema_files
from ..core.errors import InputError
from ..package_data import data_path

FILES = Path(__file__).with_name("files")
PRESS = "from jiaozhu.mkdocs_plugin.hook import *  # noqa: F403\n"
IGNORED = "/site/\n/.cache/\n/.venv/\n__pycache__/\n"
WRITTEN_BY_HAND = ("sidecar", "sites", "glossary", "names", "disagreements", "subjects", "variants")  # those that have a schema


def make_project(root: Path, version: str) -> list[str]:
    """Write a new project into a folder that is empty or does not exist; the paths of its files. Raises InputError."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise InputError(str(root), None, "not empty, or no folder", "name a folder that is empty or does not exist")
    contents = dict(_contents(version))
    for name, content in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return sorted(contents)


def _contents(version: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(FILES.rglob("*")):
        if path.is_file():
            yield path.relative_to(FILES).as_posix(), path.read_bytes()
    yield "docs/about/index.md", data_path("about.md").read_bytes()
    yield "hooks/press.py", PRESS.encode()
    yield "requirements.txt", f"jiaozhu=={version}\n".encode()
    yield ".gitignore", IGNORED.encode()
    for name, content in schema_files():
        if name.partition(".")[0] in WRITTEN_BY_HAND:
            yield f"hooks/schemas/{name}", content.encode()
