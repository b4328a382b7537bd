"""The files of pages: those whose input is known from the store, the others rendered.

What a page shows is a pure function of its input, of the code of its stage and of the templates, so the digest of these is its key. Of a
page that is known, only its name and its digest are read; its content is read by whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from ..core.digest import key
from ..core.memo import memo_key
from ..core.serialization import decode, encode, record_digest
from ..core.store import NO_STORE, Store
from ..core.work.processes import mapped
from ..pages.render import File, template_texts
from .publication import PageFile
from .stage_kinds import Page

Inputs = Sequence[tuple[Page, tuple[Any, ...]]]
WORTH_A_POOL = 300  # inputs from which processes are started without being asked for


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is kept of a file beside its content: ``is_text`` says how to read that, and ``digest`` is that of it and of the rest."""

    path: str
    is_text: bool
    page: bool
    meta: dict[str, str | None] | None
    digest: str


StoredFiles = tuple[StoredFile, ...]


def page_files(inputs: Inputs, store: Store, workers: int = 0) -> Iterator[PageFile]:
    """The files of all pages, in their order. ``workers`` is the number of processes; 0 lets the program choose."""
    rendered = _rendered(inputs, store, workers)
    for page, some in inputs:
        for data in some:
            if page.is_copy or store.file is None:
                yield from map(held_file, page.render(data))
                continue
            name, files = rendered[page.name, id(data)]
            render = lru_cache(maxsize=1)(lambda page=page, data=data: tuple(page.render(data)))
            for n, file in enumerate(files):
                yield PageFile(
                    file.path, file.page, file.meta, file.digest, partial(_content, file, _content_key(name, n), n, store, render)
                )


def _rendered(inputs: Inputs, store: Store, workers: int) -> dict[tuple[str, int], tuple[str, StoredFiles]]:
    """The files of each page, by its kind and its input, with their key in the store. Those that were not there are made."""
    if store.file is None:
        return {}
    digests: dict[int, str] = {}  # several kinds of page are made from one input, which is digested once
    templates = key(template_texts())
    known: dict[tuple[str, int], tuple[str, StoredFiles]] = {}
    missing: dict[int, RenderJob] = {}
    for page, some in inputs:
        code = memo_key(page.render, page.name, templates)
        for data in some if not page.is_copy else ():
            if id(data) not in digests:
                digests[id(data)] = record_digest(data)
            name = key(code, digests[id(data)])
            stored = decode(store.get(name), StoredFiles)
            if stored is None:
                missing.setdefault(id(data), RenderJob(data)).pages.append((page.name, page.render, name))
            else:
                known[page.name, id(data)] = name, stored
    made = mapped(_render, tuple(missing.values()), workers, WORTH_A_POOL, _start_worker, (store,))
    for ident, files in zip(missing, made, strict=True):
        known.update({(page, ident): (name, stored) for page, name, stored in files})
    return known


@dataclass(frozen=True, slots=True)
class RenderJob:
    """An input, and the kinds of page to make from it: the name of each, its function, and the key in the store."""

    data: Any
    pages: list[tuple[str, Callable[[Any], Iterable[File]], str]] = field(default_factory=list)


_store = NO_STORE  # that of a process


def _start_worker(store: Store) -> None:
    global _store
    _store = store


def _render(job: RenderJob) -> list[tuple[str, str, StoredFiles]]:
    """Make pages, and put them into the store."""
    made = []
    for page, render, name in job.pages:
        files = [held_file(file) for file in render(job.data)]
        for n, file in enumerate(files):
            _store.put(_content_key(name, n), _encoded(file.content))
        stored = tuple(StoredFile(file.path, isinstance(file.content, str), file.page, _dict(file.meta), file.digest) for file in files)
        _store.put(name, encode(stored))
        made.append((page, name, stored))
    return made


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
