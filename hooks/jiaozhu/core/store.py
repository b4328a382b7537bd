"""A content-addressed store: results by keys that name all they depend on, as files in a folder that only this program writes."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Store:
    """``folder`` is None where nothing is kept; then every lookup misses."""

    folder: Path | None

    def get(self, key: str) -> bytes | None:
        if self.folder is None:
            return None
        try:
            return (self.folder / key).read_bytes()
        except OSError:
            return None

    def put(self, key: str, data: bytes) -> None:
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{key}.{os.getpid()}"
        draft.write_bytes(data)
        draft.replace(self.folder / key)

    def get_text(self, key: str) -> str | None:
        """The text that ``put_text`` stored; None where there is none, or it cannot be read."""
        try:
            return zlib.decompress(self.get(key) or b"").decode("utf-8")
        except (zlib.error, UnicodeDecodeError):
            return None

    def put_text(self, key: str, text: str) -> None:
        self.put(key, zlib.compress(text.encode("utf-8", "replace"), 1))

    def keep_only(self, keys: Iterable[str]) -> None:
        """Delete what is stored under any other key."""
        kept = set(keys)
        for path in self.folder.iterdir() if self.folder and self.folder.is_dir() else ():
            if path.name not in kept:
                path.unlink(missing_ok=True)
