"""The files of pages: from the store where their input is known, and rendered otherwise.

What a page shows is a pure function of its input, of the code of its stage and of the templates, so the digest of these is its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.digest import key
from ..core.memo import memo_key, memoized
from ..core.serialization import record_digest
from ..core.store import Store
from ..pages.render import File, template_texts
from .stages import Page

Inputs = Sequence[tuple[Page, tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the site as it is kept: its content is a text or bytes."""

    path: str
    text: str | None
    data: bytes | None
    page: bool
    meta: dict[str, str | None] | None


def page_files(inputs: Inputs, store: Store) -> Iterator[File]:
    """The files of all pages, in their order."""
    digests: dict[int, str] = {}  # several kinds of page are made from one input, which is digested once
    templates = key(template_texts())
    for page, some in inputs:
        if page.is_copy:
            yield from (file for data in some for file in page.render(data))
            continue
        code = memo_key(page.render, page.name, templates)
        for data in some:
            if id(data) not in digests:
                digests[id(data)] = record_digest(data)
            yield from _files(page, data, key(code, digests[id(data)]), store)


def _files(page: Page, data: Any, name: str, store: Store) -> Iterable[File]:
    stored = memoized(store, name, tuple[StoredFile, ...], lambda: tuple(map(_stored, page.render(data))))
    return [File(file.path, file.text if file.text is not None else file.data or b"", file.page, file.meta) for file in stored]


def _stored(file: File) -> StoredFile:
    text, data = (file.content, None) if isinstance(file.content, str) else (None, file.content)
    return StoredFile(file.path, text, data, file.page, dict(file.meta) if file.meta is not None else None)
