"""Style sheets and scripts for publication: minified, and the scripts of all pages bundled into one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from rcssmin import cssmin  # type: ignore[import-untyped]
from rjsmin import jsmin  # type: ignore[import-untyped]

MINIFIERS: Mapping[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}
APPENDED = {"assets/cards.js": "assets/reader.js", "assets/bar.js": "assets/article.js"}  # files that are appended to another one


def bundle_assets(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of `assets/` for publication, as path and content."""
    appendices = {bundle: [part for part, target in APPENDED.items() if target == bundle] for bundle in APPENDED.values()}
    for path, content in files.items():
        minify = MINIFIERS.get(PurePosixPath(path).suffix)
        if minify is None:
            yield path, content
        elif path not in APPENDED:
            parts = (files[part] for part in (path, *appendices.get(path, ())))
            yield path, "\n".join(minify(part.decode("utf-8")) for part in parts).encode("utf-8")
