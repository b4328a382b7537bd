"""Writes the search index beside the pages of a site.

    search/index.js         the numbers of units, shards and documents, and the table of the fold
    search/p/<n>.js         shards of the keys of two or more characters, search/c/<n>.js of single ones; the same for all scripts
    search/y/<n>.js         shards of the keys of pinyin
    search/t/<n>.js         documents, one article or several entries a file; for the other scripts in zh-tw/search/ and zh-hk/search/
    search/t/facets.js      which articles have which subject, year, author and outlet; for the other scripts as the documents

Each file is a script that passes its data to a function, because a page that was opened from a disk can load scripts and nothing else.
Unchanged documents come from the store, and only files that change are written; any number of processes gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from opencc import __version__ as opencc_version

from ...core.digest import code_digest, key
from ...core.store import NO_STORE, Store
from ...core.work.processes import mapped
from ...html.script_json import script_json
from ...script_conversion.regions import Region
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from ..site_folder import SiteFolder
from .documents import IndexedDocument, index_document
from .facets import facets_json
from .folding import MARK, SPACES, SearchFold
from .keys import LEVELS, query_keys
from .shards import KEY, LOW, Postings, build_shards, index_entries, pinyin_entries
from .units import SearchLibrary, SearchUnit

FOLDER = "search"
ENTRIES = 16  # terms and names in one document
WORTH_A_POOL = 150  # number of documents from which a pool of processes is worth its start: each process has to load OpenCC first
CALL = "jzFind("
FAMILIES = {"p": False, "c": True}  # the two families of shards of texts, and whether their keys are single characters
PINYIN = "y"  # the family of shards of pinyin


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The index to write into the folder of a site."""

    site: SiteFolder
    library: SearchLibrary
    regions: tuple[Region, ...]
    table: Table
    store: Store = NO_STORE


def write(index: SearchIndex, workers: int = 0) -> None:
    """Write the index with the documents of all scripts. ``workers`` is the number of processes; 0 lets the program choose."""
    units_by_document = document_units(index.library)
    names = [_document_key(index, units) for units in units_by_document]
    whole = key("files", _settings(index), str(len(index.library.articles)), repr(index.library.facets), *names)
    if _has_all(index, whole):
        return
    written: list[str] = []
    for path, content in _files(index, _index_documents(index, names, units_by_document, workers)):
        data = content.encode("utf-8", "replace")
        name = hashlib.sha256(data).hexdigest()
        if not index.site.has(path, name):
            index.site.write(path, name, data)
        written.append(f"{name} {path}")
    if index.store.get(whole) is None:
        index.store.put_text(whole, "\n".join(written))


def _has_all(index: SearchIndex, whole: str) -> bool:
    """True if all files of the index whose key is ``whole`` are there."""
    lines = (index.store.get_text(whole) or "").splitlines()
    return bool(lines) and all(index.site.has(path, name) for name, _, path in (line.partition(" ") for line in lines))


def document_units(library: SearchLibrary) -> list[tuple[SearchUnit, ...]]:
    """The units of each document, in order."""
    packs = (library.entries[at : at + ENTRIES] for at in range(0, len(library.entries), ENTRIES))
    return [*((article,) for article in library.articles), *packs]


def _files(index: SearchIndex, documents: Sequence[IndexedDocument]) -> Iterator[tuple[str, str]]:
    """The files of the index as path and content."""
    folders = ("", *(f"{region.id}/" for region in index.regions))
    for n, document in enumerate(documents):
        for folder, text in zip(folders, document.texts, strict=True):
            yield f"{folder}{FOLDER}/t/{n}.js", f'{CALL}"t/{n}",{text})\n'
    for folder, text in zip(folders, facets_json(index.library.facets, index.regions, index.table), strict=True):
        if text:
            yield f"{folder}{FOLDER}/t/facets.js", f'{CALL}"t/facets",{text})\n'
    postings, whole_names = merge_postings(levels for document in documents for levels in document.keys)
    size = sum(len(document.keys) for document in documents)
    entries = list(index_entries(postings, whole_names, size))
    characters = {key for _, key, _ in entries if len(key) == 1}
    families = {family: build_shards(e for e in entries if (len(e[0]) == 1) == is_single) for family, is_single in FAMILIES.items()}
    families[PINYIN] = build_shards(pinyin_entries((levels[-1] for document in documents for levels in document.keys), size))
    for family, shards in families.items():
        for n, shard in enumerate(shards):
            yield f"{FOLDER}/{family}/{n}.js", f'{CALL}"{family}/{n}",{shard})\n'
    counts = {family: len(shards) for family, shards in families.items()}
    yield f"{FOLDER}/index.js", f'{CALL}"index",{script_json(_header(index, documents, characters, counts))})\n'


def _header(
    index: SearchIndex, documents: Sequence[IndexedDocument], characters: Iterable[str], counts: Mapping[str, int]
) -> dict[str, object]:
    """The data that `search.js` needs first: the number of units and shards, and the fold of the ``characters`` of the texts."""
    articles = len(index.library.articles)
    return {
        "version": _version(index.library, documents),
        "articles": articles,
        "size": articles + len(index.library.entries),
        "pack": ENTRIES,
        **counts,
        "facets": int(bool(index.library.facets)),
        "digits": LOW,
        "spaces": SPACES,
        "marks": MARK.pattern,
        "fold": SearchFold.for_table(index.table).groups(characters),
    }


def _version(library: SearchLibrary, documents: Sequence[IndexedDocument]) -> str:
    """A digest of all that is indexed, so that a browser does not mix files of this build with files of another from its cache."""
    digest = hashlib.sha256(repr(library.facets).encode("utf-8", "replace"))
    for document in documents:
        digest.update(document.to_text().encode("utf-8", "replace"))
    return digest.hexdigest()[:8]


def merge_postings(units: Iterable[Sequence[str]]) -> tuple[Postings, dict[str, tuple[str, list[int]]]]:
    """The postings of all units by level, and for each whole title or name its first key and the units that have it."""
    postings: list[defaultdict[str, list[int]]] = [defaultdict(list) for _ in range(LEVELS)]
    whole_names: dict[str, tuple[str, list[int]]] = {}
    for n, levels in enumerate(units):
        for level, keys in zip(postings, levels, strict=False):
            for unit_key in keys.split(KEY) if keys else ():
                level[unit_key].append(n)
        for name in levels[LEVELS].split(KEY) if levels[LEVELS] else ():
            whole_names.setdefault(name, (query_keys(name)[0], []))[1].append(n)
    return postings, whole_names


def _index_documents(
    index: SearchIndex, names: Sequence[str], units_by_document: Sequence[tuple[SearchUnit, ...]], workers: int
) -> list[IndexedDocument]:
    """The documents in order, from the store under ``names`` where they did not change."""
    store = index.store
    documents = {name: IndexedDocument.from_text(cached) for name in names if (cached := store.get_text(name)) is not None}
    missing = {name: units for name, units in zip(names, units_by_document, strict=True) if name not in documents}
    worker_args = index.regions, index.table
    new_documents = mapped(_index_units, tuple(missing.values()), workers, WORTH_A_POOL, _start_worker, worker_args)
    for name, document in zip(missing, new_documents, strict=True):
        documents[name] = document
        store.put_text(name, document.to_text())
    return [documents[name] for name in names]


class DocumentIndexer:
    """The state that one process needs to index documents. It loads the scripts when it indexes the first one."""

    def __init__(self, regions: tuple[Region, ...], table: Table) -> None:
        self.regions, self.table = regions, table
        self.scripts: tuple[Script, ...] | None = None

    def index_units(self, units: Sequence[SearchUnit]) -> IndexedDocument:
        if self.scripts is None:
            self.scripts = tuple(Script.for_region(region, self.table) for region in self.regions)
        return index_document(units, self.scripts, SearchFold.for_table(self.table))


_worker: DocumentIndexer | None = None


def _start_worker(regions: tuple[Region, ...], table: Table) -> None:
    """Give a worker process, once, the data that all documents share."""
    global _worker
    _worker = DocumentIndexer(regions, table)


def _index_units(units: Sequence[SearchUnit]) -> IndexedDocument:
    assert _worker is not None
    return _worker.index_units(units)


def _document_key(index: SearchIndex, units: Sequence[SearchUnit]) -> str:
    """A key for everything that a document depends on."""
    return key(_settings(index), repr(units))


def _settings(index: SearchIndex) -> str:
    """A key for everything that all documents depend on."""
    return key(",".join(region.id for region in index.regions), index.table.digest, code_digest(__name__), opencc_version)
