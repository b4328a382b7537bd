"""The container of a book (EPUB 3.3, section 4): a ZIP whose first member is its media type. Its bytes depend only on its members."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

MIMETYPE = "application/epub+zip"
FOLDER = "EPUB"
PACKAGE = "package.opf"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    f'<rootfiles><rootfile full-path="{FOLDER}/{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
EARLIEST_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest time that ZIP can represent
PLAIN_FILE = 0o644 << 16


def write_epub(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    """The bytes of an EPUB from its files as name and content; names are relative to its `EPUB/` folder. One must be `package.opf`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_info("mimetype", zipfile.ZIP_STORED), MIMETYPE)
        archive.writestr(_info("META-INF/container.xml"), CONTAINER)
        for name, content in members:
            if isinstance(content, str):
                archive.writestr(_info(f"{FOLDER}/{name}"), content.encode("utf-8"))
            else:
                archive.writestr(_info(f"{FOLDER}/{name}", zipfile.ZIP_STORED), content)  # a picture is compressed already
    return out.getvalue()


def read_member(book: bytes, name: str) -> str:
    """The content of a file in a book that `write_epub` has written."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return archive.read(f"{FOLDER}/{name}").decode("utf-8")


def _info(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EARLIEST_TIME)
    info.compress_type, info.external_attr, info.create_system = compression, PLAIN_FILE, 3
    return info
