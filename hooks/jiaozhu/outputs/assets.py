"""Style sheets and scripts as they are sent: without the comments and the white space that are for people; those of all pages as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from rcssmin import cssmin  # type: ignore[import-untyped]
from rjsmin import jsmin  # type: ignore[import-untyped]

SHORTER: Mapping[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}
JOINED = {"assets/cards.js": "assets/reader.js"}  # what is sent at the end of another, as one


def bundle_assets(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of `assets/`, by their paths, as they are sent."""
    ends = {whole: [part for part, to in JOINED.items() if to == whole] for whole in JOINED.values()}
    for path, content in files.items():
        shorter = SHORTER.get(PurePosixPath(path).suffix)
        if shorter is None:
            yield path, content
        elif path not in JOINED:
            parts = (files[part] for part in (path, *ends.get(path, ())))
            yield path, "\n".join(shorter(part.decode("utf-8")) for part in parts).encode("utf-8")
