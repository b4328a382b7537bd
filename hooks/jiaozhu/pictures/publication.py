"""From the figures of an edition to the pictures that the site shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import __version__ as pillow_version

from ..core.block_parts import PictureReference, PublishedPicture
from ..core.digest import code_digest, key
from ..core.model import Block, Edition
from ..core.serialization import decode, encode
from ..core.store import Store
from ..sources.mhtml import SUFFIXES, ArchivedPictures, archived_pictures
from .bytes_at_hand import bytes_at_hand
from .fetched import FetchedPicture, fetched_bytes, listed
from .reencoding import MOST_BYTES, Reencoded, reencoded

NAME_LENGTH = 20  # characters of the digest by which a file is called


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """What was made of some bytes, if they are a picture."""

    published: PublishedPicture | None


def with_pictures(edition: Edition, file: Path, store: Store) -> Edition:
    """The edition of the source in ``file``, whose figures know the pictures that show them, where their bytes are at hand.

    Such a figure says nothing of its own any more.
    """
    if not any(block.picture for block in edition.blocks):
        return edition
    parts = parts_at_hand(file)
    return replace(edition, blocks=tuple(_with_picture(block, edition.source.raw, file, parts, store) for block in edition.blocks))


@dataclass(frozen=True, slots=True)
class SourcePictures:
    """The pictures that belong to a source by their addresses: parts of its file, and those that were fetched for it."""

    file: Path
    archived: ArchivedPictures
    fetched: Mapping[str, FetchedPicture]

    @property
    def base(self) -> str:
        """The address of the page, where its file says it."""
        return self.archived.base

    def get(self, address: str) -> bytes | None:
        return self.archived.get(address) or fetched_bytes(self.file, self.fetched, address)


def parts_at_hand(file: Path) -> SourcePictures:
    """The pictures that belong to the source in ``file``."""
    archived = archived_pictures(file.read_bytes()) if file.suffix in SUFFIXES else ArchivedPictures()
    return SourcePictures(file, archived, listed(file))


def published_pictures(edition: Edition) -> Iterator[tuple[PictureReference, PublishedPicture]]:
    """The pictures that the figures of an edition show."""
    for block in edition.blocks:
        if block.picture is not None and block.picture.published is not None:
            yield block.picture, block.picture.published


def published_bytes(reference: PictureReference, published: PublishedPicture, edition: Edition, file: Path, store: Store) -> bytes:
    """The bytes of a published picture: from the store, or made again. Empty where the source has changed meanwhile."""
    stored = store.get(_bytes_key(published.digest))
    if stored is not None:
        return stored
    for data in bytes_at_hand(reference, edition.source.raw, file, parts_at_hand(file).get):
        made = reencoded(data) if _digest(data) == published.original else None
        if made is not None:
            return made.data
    return b""


def _with_picture(block: Block, raw: str, file: Path, parts: SourcePictures, store: Store) -> Block:
    if block.picture is None:
        return block
    for data in bytes_at_hand(block.picture, raw, file, parts.get):
        published = _published(data, store) if len(data) <= MOST_BYTES else None
        if published is not None:
            return replace(block, text="", picture=replace(block.picture, published=published))
    return block


def _published(data: bytes, store: Store) -> PublishedPicture | None:
    """The picture that is published of some bytes. What was made of them once is in the store."""
    original = _digest(data)
    name = key(original, pillow_version, code_digest(__name__))
    stored = decode(store.get(name), StoredPicture)
    if stored is not None:
        return stored.published
    made = reencoded(data)
    published = _record(made, original) if made is not None else None
    if made is not None:
        store.put(_bytes_key(made.digest), made.data)
    store.put(name, encode(StoredPicture(published)))
    return published


def _record(made: Reencoded, original: str) -> PublishedPicture:
    return PublishedPicture(f"{made.digest[:NAME_LENGTH]}.{made.suffix}", made.width, made.height, made.digest, original)


def _bytes_key(digest: str) -> str:
    return f"bytes of {digest}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
