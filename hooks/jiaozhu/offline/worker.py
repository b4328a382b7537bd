"""The service worker of a site: which of its files are kept on a reader's machine from the beginning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

TEMPLATE = Path(__file__).with_name("worker.js")
FILE = "sw.js"
PAGES = ("offline.html", "glossary/")  # the first is what is shown in the place of a page that was never read
SEARCH = "search"  # the folder of the index, and in each script that of the texts
MOST = 1_500_000  # bytes of an index that are kept unasked; of a larger one, what was asked for is


def write(root: Path, scripts: Sequence[str]) -> None:
    """Write the worker of the site at ``root``, whose pages in other scripts are in the folders ``scripts``."""
    assets = [*_under(root, "assets"), *_small(root, SEARCH)]
    tools = [*PAGES, *_small(root / scripts[0], SEARCH)] if scripts else list(PAGES)
    folders = [f"{script}/" for script in scripts]
    said = {"ASSETS": assets, "TOOLS": tools, "SCRIPTS": ["", *folders]}
    text = TEMPLATE.read_text("utf-8")
    for name, value in said.items():
        text = text.replace(f"{{{name}}}", json.dumps(value, ensure_ascii=True, separators=(",", ":")))
    files = (root / path for path in (*assets, *(f"{folder}{path}" for folder in ("", *folders) for path in tools)))
    (root / FILE).write_text(text.replace("{VERSION}", _digest(files)), "utf-8")


def _under(root: Path, folder: str) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in (root / folder).rglob("*") if path.is_file())


def _small(root: Path, folder: str) -> list[str]:
    """The files of a folder, where they are not too much to be kept unasked."""
    files = _under(root, folder)
    return files if sum((root / file).stat().st_size for file in files) <= MOST else []


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update((path / "index.html" if path.is_dir() else path).read_bytes())
    return digest.hexdigest()[:16]
