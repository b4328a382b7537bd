"""Writes the service worker of a site, with the lists of the files that a browser caches for offline reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from ...core.digest import key
from ..site_folder import SiteFolder

TEMPLATE = Path(__file__).with_name("worker.js")
FILE = "sw.js"
LATER = ("assets/arrival.js", "assets/find.js", "assets/search.css", "assets/search.js")  # cached when search is first used
# Of each script: the first is shown in place of a page that is not in the cache, the second has what tools show.
PAGES = ("offline.html", "panels.js", "annotations/", "glossary/")
# Bytes of the index, or of the texts of one script, up to which all are cached when search is first used. Of larger ones, only those
# that were fetched are cached.
MAX_BYTES = 1_500_000


def write(site: SiteFolder, scripts: Sequence[str]) -> None:
    """Write the worker of the site, whose pages in other scripts are in its folders ``scripts``. All its other files are written."""
    folders = ["", *(f"{script}/" for script in scripts)]
    index = [file for file in _under(site, "search/") if not file.startswith("search/t/")]
    values = {
        "ASSETS": [file for file in _under(site, "assets/") if file not in LATER],
        "TOOLS": list(PAGES),
        "INDEX": [*LATER, *(index if _size(site, index) <= MAX_BYTES else ())],
        "TEXTS": _texts(site, folders),
        "SCRIPTS": folders,
    }
    text = TEMPLATE.read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", json.dumps(value, ensure_ascii=True, separators=(",", ":")))
    shared = [*values["ASSETS"], *values["INDEX"]]
    per_script = [f"{folder}{path}" for folder in folders for path in (*PAGES, *values["TEXTS"])]
    text = text.replace("{VERSION}", _digest(site.root / path for path in (*shared, *per_script)))
    site.provide(FILE, key(text), lambda: text.encode("utf-8"))


def _texts(site: SiteFolder, folders: Sequence[str]) -> list[str]:
    """The documents of search, which all scripts have; none if those of one script are too large."""
    paths = _under(site, "search/t/")
    return paths if all(_size(site, [folder + path for path in paths]) <= MAX_BYTES for folder in folders) else []


def _under(site: SiteFolder, folder: str) -> list[str]:
    """The files of the site under a folder, in order."""
    return sorted(path for path in site.current if path.startswith(folder))


def _size(site: SiteFolder, files: Iterable[str]) -> int:
    return sum((site.root / file).stat().st_size for file in files)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update((path / "index.html" if path.is_dir() else path).read_bytes())
    return digest.hexdigest()[:16]
