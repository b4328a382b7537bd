"""The bytes of a picture that are at hand: in its address, in the file of the page, or in a file beside that.

A page may name any path and any host. Only files in the folder of the page are read, after all links and dots are followed, and no host
is asked.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

import regex

from ..core.block_parts import PictureReference
from ..html.picture_addresses import is_embedded, picture_addresses
from ..html.tokens import Token, attribute_values
from .reencoding import MOST_BYTES

EMBEDDED = regex.compile(r"data:image/(?:jpe?g|pjpeg|png|x-png|gif|webp|bmp)((?:;[^,;]{0,80}){0,4}+),", regex.IGNORECASE)
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".bmp", "")  # of files that are read; browsers save some without


def bytes_at_hand(reference: PictureReference, raw: str, file: Path, part: Callable[[str], bytes | None]) -> Iterator[bytes]:
    """What may be the bytes of a picture of the source with the text ``raw`` in ``file``, the likeliest first.

    ``part`` gives a picture that belongs to the source by its address.
    """
    for address in _addresses(reference, raw):
        data = embedded_bytes(address) if is_embedded(address) else (part(address) or file_beside(file, address))
        if data:
            yield data


def _addresses(reference: PictureReference, raw: str) -> tuple[str, ...]:
    """All addresses that the element of a picture gives, those that hold it first."""
    place = reference.at
    is_tag = place is not None and raw.startswith("<", place.start)
    given = picture_addresses(attribute_values(raw, Token("start_tag", place.start, place.end, "img"))) if place and is_tag else ()
    return tuple(dict.fromkeys(sorted((*given, *filter(None, [reference.address])), key=lambda address: not is_embedded(address))))


def embedded_bytes(address: str) -> bytes | None:
    """The bytes that a `data:` address holds; None where they are no picture of a format that is read, or too many."""
    match = EMBEDDED.match(address)
    if match is None or len(address) > 2 * MOST_BYTES:
        return None
    content = address[match.end() :]
    if "base64" not in match[1].lower():
        return unquote_to_bytes(content)
    try:
        return base64.b64decode("".join(unquote(content).split()) + "==", validate=False)
    except (binascii.Error, ValueError):
        return None


def file_beside(page: Path, address: str) -> bytes | None:
    """The bytes of the file that a page names by a relative address; None where there is none in the folder of the page."""
    try:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith(("/", "\\")):
            return None
        folder = page.parent.resolve()
        file = (folder / unquote(parts.path)).resolve()
        is_picture = file.suffix.lower() in PICTURE_SUFFIXES and file.is_relative_to(folder) and file.is_file()
        return file.read_bytes() if is_picture and file.stat().st_size <= MOST_BYTES else None
    except (OSError, ValueError, RuntimeError):  # a name that no disk can have, or links in a circle
        return None
