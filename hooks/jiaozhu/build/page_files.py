"""The files of pages: those whose input is known from the store, the others rendered.

What a page shows is a pure function of its input, of the code of its stage and of the templates, so the digest of these is its key. Of a
page that is known, only its name and its digest are read; its content is read by whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from ..core.digest import key
from ..core.memo import memo_key
from ..core.serialization import decode, encode, record_digest
from ..core.store import Store
from ..pages.render import File, template_texts
from .publication import PageFile
from .stage_kinds import Page

Inputs = Sequence[tuple[Page, tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is kept of a file beside its content: ``is_text`` says how to read that, and ``digest`` is that of it and of the rest."""

    path: str
    is_text: bool
    page: bool
    meta: dict[str, str | None] | None
    digest: str


def page_files(inputs: Inputs, store: Store) -> Iterator[PageFile]:
    """The files of all pages, in their order."""
    digests: dict[int, str] = {}  # several kinds of page are made from one input, which is digested once
    templates = key(template_texts())
    for page, some in inputs:
        if page.is_copy:
            yield from (held_file(file) for data in some for file in page.render(data))
            continue
        code = memo_key(page.render, page.name, templates)
        for data in some:
            if id(data) not in digests:
                digests[id(data)] = record_digest(data)
            yield from _files(page, data, key(code, digests[id(data)]), store)


def _files(page: Page, data: Any, name: str, store: Store) -> Iterable[PageFile]:
    stored = decode(store.get(name), tuple[StoredFile, ...])
    if stored is None:
        files = [held_file(file) for file in page.render(data)]
        if store.file is None:
            return files
        for n, file in enumerate(files):
            store.put(_content_key(name, n), _encoded(file.content))
        stored = tuple(StoredFile(file.path, isinstance(file.content, str), file.page, _dict(file.meta), file.digest) for file in files)
        store.put(name, encode(stored))
    render = lru_cache(maxsize=1)(lambda: tuple(page.render(data)))
    fetchers = [partial(_content, file, _content_key(name, n), n, store, render) for n, file in enumerate(stored)]
    return [PageFile(file.path, file.page, file.meta, file.digest, fetch) for file, fetch in zip(stored, fetchers, strict=True)]


def held_file(file: File) -> PageFile:
    """A file whose content is there already."""
    content = file.content
    digest = key(file.path, str(file.page), record_digest(_dict(file.meta)), record_digest(content))
    return PageFile(file.path, file.page, _dict(file.meta), digest, lambda: content)


def _content(file: StoredFile, name: str, n: int, store: Store, render: Callable[[], Sequence[File]]) -> str | bytes:
    data = store.get(name)
    if data is None:
        return render()[n].content
    return data.decode("utf-8", "surrogatepass") if file.is_text else data


def _content_key(name: str, n: int) -> str:
    return f"{name}/{n}"


def _encoded(content: str | bytes) -> bytes:
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content


def _dict(meta: Mapping[str, str | None] | None) -> dict[str, str | None] | None:
    return dict(meta) if meta is not None else None
