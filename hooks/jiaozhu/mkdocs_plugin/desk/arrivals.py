"""A new source: bytes that an editor has dropped or pasted on the desk become a file of the folder of sources, under a clean name."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import regex

from ...core.normalize import file_name_key
from ...desk.complete_file import complete_file
from ...desk.file_change import unwritable
from ...sources.discover import RESERVED
from ...sources.encoding import NoText, Undecodable
from ...sources.read import READERS
from ..request_guard import RefusedRequest

LONGEST = 60  # characters of a name; some file systems count bytes, of which a Han character has three
NAMELESS = "article"
UNCLEAN = regex.compile(r"[^\p{L}\p{M}\p{N}_]+")
TRIES = 1000


def clean_name(name: str) -> tuple[str, str]:
    """The stem and the suffix for a file that came as ``name``. Raises RefusedRequest for a path, and for what is no source."""
    if any(mark in name for mark in "/\\\0") or name in (".", ".."):
        raise RefusedRequest("400 Bad Request", f"文件名里不能有路径：{name[:80]!r}。")
    stem, dot, ending = unicodedata.normalize("NFC", name).rpartition(".")
    suffix = f".{ending.lower()}" if dot else ""
    if suffix not in READERS:
        raise RefusedRequest("415 Unsupported Media Type", f"不是文章的文件：{name[:80]!r}。收 {'、'.join(READERS)}。")
    visible = "".join(character if character.isprintable() else " " for character in stem)
    clean = UNCLEAN.sub("-", visible).strip("-_")[:LONGEST].strip("-_")
    return clean or NAMELESS, suffix


def put_source(folder: Path, name: str, data: bytes) -> Path:
    """Write a new source, and nothing over an old one. Raises RefusedRequest and UnwritableError; then nothing is written."""
    stem, suffix = clean_name(name)
    try:
        decoded = READERS[suffix](data, None) if data.strip() else None
    except Undecodable as error:
        raise RefusedRequest("422 Unprocessable Content", f"读不出文字：{error.what}。请存为 UTF-8 再放进来。") from None
    except NoText:
        decoded = None
    if decoded is None or not any(map(str.isalnum, decoded.raw)):
        raise RefusedRequest("422 Unprocessable Content", "里面没有文字。")
    try:
        return _written(folder, stem, suffix, data)
    except OSError as error:
        raise unwritable("sources", error) from None


def _written(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """The new file, which is there as a whole at once: it is linked to its name, which fails where the name is taken."""
    with complete_file(folder, data) as written:
        for path in _names(folder, stem, suffix):
            with suppress(FileExistsError):
                _claim(path, written, data)
                return path
    raise FileExistsError(0, f"the first {TRIES} names are taken", str(folder))


def _claim(path: Path, written: Path, data: bytes) -> None:
    """Give the file its name; without links in the file system, write it once more. Raises FileExistsError where the name is taken."""
    try:
        os.link(written, path)
    except FileExistsError:
        raise
    except OSError:
        with path.open("xb") as file:
            file.write(data)


def _names(folder: Path, stem: str, suffix: str) -> Iterator[Path]:
    """The names that are free: no file has the stem, whatever its suffix and case, for a source and its sidecar share it."""
    taken = {file_name_key(path.stem) for path in folder.iterdir() if not path.name.startswith(".")} | RESERVED | {"readme"}
    for n in range(1, TRIES):
        free = stem if n == 1 else f"{stem}-{n}"
        if file_name_key(free) not in taken:
            yield folder / f"{free}{suffix}"
