"""From files to sources: one module a format, each a function from bytes (and the named encoding) to decoded text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from ..core.errors import SourceError
from ..core.model import Sidecar, Source
from . import html, txt
from .encoding import Decoded, NoText, Undecodable

READERS: Mapping[str, Callable[[bytes, str | None], Decoded]] = {".txt": txt.read, ".html": html.read, ".htm": html.read}


def read_source(path: Path, place: str, sidecar: Sidecar | None) -> Source:
    """The source in the file ``path``, called ``place`` in errors. Raises SourceError."""
    data = path.read_bytes()
    if not data.strip():
        raise SourceError(place, None, "the source is empty", "paste the article into it, or delete the file")
    try:
        decoded = READERS[path.suffix](data, sidecar.encoding if sidecar else None)
        if not any(c.isalnum() for c in decoded.raw):
            raise NoText
    except Undecodable as e:
        at = "" if e.offset is None else f" (byte {e.offset})"
        line = None if e.offset is None else data.count(b"\n", 0, e.offset) + 1
        todo = f"save it as UTF-8, or name its encoding in {path.stem}.yml: `encoding: gb18030`"
        raise SourceError(place, line, e.what + at, todo) from None
    except NoText:
        raise SourceError(place, None, "the source holds no text", "paste the article into it, or delete the file") from None
    return Source(path.stem, place, decoded.raw, hashlib.sha256(data).hexdigest(), decoded.encoding, decoded.evidence)
