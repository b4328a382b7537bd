"""The pictures that an editor has fetched for a source: files in the folder `<id>.files` beside it, and a list of them with their digests.

A file that is not as it was when it was fetched is not shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from .reencoding import MOST_BYTES

LIST = "pictures.json"
NAME_LENGTH = 20  # characters of the digest by which a file is called
MOST_LISTED = 2**20  # bytes of a list that is read


@dataclass(frozen=True, slots=True)
class FetchedPicture:
    """A picture that was fetched: the address in the page, the one that was asked, its file, the SHA-256 of that, and the day."""

    address: str
    url: str
    file: str
    sha256: str
    fetched: str


def folder_of(source: Path) -> Path:
    """The folder of the pictures that were fetched for a source."""
    return source.with_name(f"{source.stem}.files")


def listed(source: Path) -> dict[str, FetchedPicture]:
    """The pictures that were fetched for a source, by their addresses; none where there is no list, or it is not as it was written."""
    try:
        file = folder_of(source) / LIST
        entries = json.loads(file.read_bytes()) if file.stat().st_size <= MOST_LISTED else []
        pictures = [FetchedPicture(**{key: str(value) for key, value in entry.items()}) for entry in entries]
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return {picture.address: picture for picture in pictures if picture.file == Path(picture.file).name}


def fetched_bytes(source: Path, pictures: Mapping[str, FetchedPicture], address: str) -> bytes | None:
    """The bytes of a picture that was fetched for a source; None where there is none."""
    picture = pictures.get(address)
    if picture is None:
        return None
    try:
        file = folder_of(source) / picture.file
        data = file.read_bytes() if not file.is_symlink() and file.stat().st_size <= MOST_BYTES else b""
    except (OSError, ValueError):
        return None
    return data if hashlib.sha256(data).hexdigest() == picture.sha256 else None


def keep(source: Path, address: str, url: str, data: bytes, day: str) -> FetchedPicture:
    """Write a picture that was fetched for a source, and put it on the list."""
    digest = hashlib.sha256(data).hexdigest()
    picture = FetchedPicture(address, url, digest[:NAME_LENGTH], digest, day)
    folder = folder_of(source)
    folder.mkdir(exist_ok=True)
    (folder / picture.file).write_bytes(data)
    pictures = {**listed(source), address: picture}
    entries = ",\n".join(json.dumps(asdict(entry), ensure_ascii=False) for entry in pictures.values())
    (folder / LIST).write_text(f"[\n{entries}\n]\n", "utf-8", newline="\n")
    return picture
