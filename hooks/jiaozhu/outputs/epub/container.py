"""The container of a book (EPUB 3.3, section 4): a ZIP whose first member says what it is, in bytes that depend on nothing else."""

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
EARLIEST_TIME = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can tell
PLAIN_FILE = 0o644 << 16


def write_epub(members: Iterable[tuple[str, str]]) -> bytes:
    """The bytes of a book from its files, each with its name in the folder of the book; one of them is `package.opf`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr(_info("mimetype", zipfile.ZIP_STORED), MIMETYPE)
        book.writestr(_info("META-INF/container.xml"), CONTAINER)
        for name, text in members:
            book.writestr(_info(f"{FOLDER}/{name}"), text.encode("utf-8"))
    return out.getvalue()


def read_member(book: bytes, name: str) -> str:
    """A file of a book that `bound` has made."""
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        return opened.read(f"{FOLDER}/{name}").decode("utf-8")


def _info(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EARLIEST_TIME)
    info.compress_type, info.external_attr, info.create_system = compression, PLAIN_FILE, 3
    return info
