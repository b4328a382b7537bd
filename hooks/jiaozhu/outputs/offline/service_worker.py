"""The service worker of a site: which of its files are kept on a reader's machine from the beginning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

TEMPLATE = Path(__file__).with_name("worker.js")
FILE = "sw.js"
LATER = ("assets/search.css", "assets/search.js")  # what is asked for when search is used
PAGES = ("offline.html", "glossary/")  # the first is what is shown in the place of a page that was never read
MOST = 1_500_000  # bytes of an index, or of the texts of one script, that are kept at once; of more, what was asked for is


def write(root: Path, scripts: Sequence[str]) -> None:
    """Write the worker of the site at ``root``, whose pages in other scripts are in the folders ``scripts``."""
    folders = ["", *(f"{script}/" for script in scripts)]
    index = [file for file in _under(root, "search") if not file.startswith("search/t/")]
    said = {
        "ASSETS": [file for file in _under(root, "assets") if file not in LATER],
        "TOOLS": list(PAGES),
        "INDEX": index if _size(root, index) <= MOST else [],
        "TEXTS": _texts(root, folders),
        "SCRIPTS": folders,
    }
    text = TEMPLATE.read_text("utf-8")
    for name, value in said.items():
        text = text.replace(f"{{{name}}}", json.dumps(value, ensure_ascii=True, separators=(",", ":")))
    alone = [*said["ASSETS"], *LATER, *said["INDEX"]]
    files = (root / path for path in (*alone, *(f"{folder}{path}" for folder in folders for path in (*PAGES, *said["TEXTS"]))))
    (root / FILE).write_text(text.replace("{VERSION}", _digest(files)), "utf-8")


def _texts(root: Path, folders: Sequence[str]) -> list[str]:
    """The texts of search that all scripts have."""
    found = _under(root, "search/t")
    return found if all(_size(root / folder, found) <= MOST for folder in folders) else []


def _under(root: Path, folder: str) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in (root / folder).rglob("*") if path.is_file())


def _size(root: Path, files: Iterable[str]) -> int:
    return sum((root / file).stat().st_size for file in files)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update((path / "index.html" if path.is_dir() else path).read_bytes())
    return digest.hexdigest()[:16]
