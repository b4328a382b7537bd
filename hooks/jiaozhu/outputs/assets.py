"""Style sheets and scripts for publication: minified, and scripts that are needed together in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from rcssmin import cssmin  # type: ignore[import-untyped]
from rjsmin import jsmin  # type: ignore[import-untyped]

MINIFIERS: Mapping[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}
# Files that are published as one, in this order: what all pages need, and what a page fetches together when it is first needed.
BUNDLES: Mapping[str, tuple[str, ...]] = {
    "assets/reader.js": ("assets/reader.js", "assets/cards.js"),
    "assets/article.js": ("assets/article.js", "assets/bar.js", "assets/tools.js"),
    "assets/annotations.js": ("assets/anchors.js", "assets/annotation-store.js", "assets/quotations.js", "assets/annotations.js"),
    "assets/search.js": ("assets/search-keys.js", "assets/search.js"),
    "assets/annotations-page.js": ("assets/annotation-files.js", "assets/annotations-page.js"),
}
BUNDLED = frozenset(part for parts in BUNDLES.values() for part in parts)


def bundle_assets(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of `assets/` for publication, as path and content."""
    for path, content in files.items():
        minify = MINIFIERS.get(PurePosixPath(path).suffix)
        if minify is None:
            yield path, content
        elif path in BUNDLES or path not in BUNDLED:
            parts = (files[part] for part in BUNDLES.get(path, (path,)))
            yield path, "\n".join(minify(part.decode("utf-8")) for part in parts).encode("utf-8")
