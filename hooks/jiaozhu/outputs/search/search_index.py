"""The index of a site, written beside its pages.

    search/index.js         how many units, shards and files there are, and the table of the fold
    search/p/<n>.js         shards by pairs, search/c/<n>.js by single characters; the same for all scripts
    search/t/<n>.js         texts, one article or several entries a file; those of the other scripts in zh-tw/search/ and zh-hk/search/

Each is a script that hands its data to a function, for a page that was opened as a file may load scripts and nothing else. What was made
of a file of texts before comes from the cache; any number of processes makes the same bytes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from opencc import __version__ as opencc_version

from ...core.digest import code_digest, key
from ...core.pool import mapped
from ...core.store import Store
from ...script_conversion.regions import REGIONS, Region
from ...script_conversion.script import Script
from ...script_conversion.table import Table
from .documents import KEY, IndexedDocument, index_document
from .folding import MARK, SPACES, SearchFold
from .keys import LEVELS, asked
from .shards import LOW, Postings, cut, dumped, entries
from .units import SearchLibrary, SearchUnit

FOLDER = "search"
ENTRIES = 16  # terms and names in one file of texts
WORTH_A_POOL = 150  # files of texts to be made from which new processes are started unasked: each has to load OpenCC first
CALL = "jzFind("
FAMILIES = {"p": False, "c": True}  # of shards: by pairs, by single characters


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What is to be indexed, and where it goes. ``cache`` is None where nothing is kept between builds."""

    root: Path
    library: SearchLibrary
    regions: tuple[Region, ...]
    table: Table
    cache: Path | None = None


def write(index: SearchIndex, workers: int = 0) -> None:
    """Write the index and the texts of all scripts. ``workers`` is the number of processes; 0 leaves it to the program."""
    sheaves = document_units(index.library)
    made = _mapped(index, sheaves, workers)
    files = dict(_files(index, sheaves, made))
    for folder in {name.rpartition("/")[0] for name in files}:
        (index.root / folder).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (index.root / name).write_bytes(content.encode("utf-8", "replace"))
    _tidy(index.root, files)


def document_units(library: SearchLibrary) -> list[tuple[SearchUnit, ...]]:
    """The units of each file of texts, in order."""
    packs = (library.entries[at : at + ENTRIES] for at in range(0, len(library.entries), ENTRIES))
    return [*((article,) for article in library.articles), *packs]


def _files(index: SearchIndex, sheaves: Sequence[Sequence[SearchUnit]], made: Sequence[IndexedDocument]) -> Iterator[tuple[str, str]]:
    """The files of the index by their paths."""
    folders = ("", *(f"{region.id}/" for region in index.regions))
    for n, sheaf in enumerate(made):
        for folder, text in zip(folders, sheaf.texts, strict=True):
            yield f"{folder}{FOLDER}/t/{n}.js", f'{CALL}"t/{n}",{text})\n'
    postings, wholes = merged(levels for sheaf in made for levels in sheaf.keys)
    size = sum(map(len, sheaves))
    found = list(entries(postings, wholes, size))
    used = {key for _, key, _ in found if len(key) == 1}
    counts: list[int] = []
    for family, is_single in FAMILIES.items():
        shards = cut(entry for entry in found if (len(entry[0]) == 1) == is_single)
        counts.append(len(shards))
        for n, shard in enumerate(shards):
            yield f"{FOLDER}/{family}/{n}.js", f'{CALL}"{family}/{n}",{shard})\n'
    yield f"{FOLDER}/index.js", f'{CALL}"index",{dumped(_head(index, made, used, counts))})\n'


def _head(index: SearchIndex, made: Sequence[IndexedDocument], used: Iterable[str], counts: Sequence[int]) -> dict[str, object]:
    """What the script has to know before all else: how many there are of everything, and how to fold the characters ``used``."""
    articles = len(index.library.articles)
    return {
        "version": _version(made),
        "articles": articles,
        "size": articles + len(index.library.entries),
        "pack": ENTRIES,
        **dict(zip(FAMILIES, counts, strict=True)),
        "digits": LOW,
        "spaces": SPACES,
        "marks": MARK.pattern,
        "fold": SearchFold.for_table(index.table).groups(used),
    }


def _version(made: Sequence[IndexedDocument]) -> str:
    """What tells the files of one build from those of another that a browser has kept."""
    digest = hashlib.sha256()
    for sheaf in made:
        digest.update(sheaf.packed().encode("utf-8", "replace"))
    return digest.hexdigest()[:8]


def merged(units: Iterable[Sequence[str]]) -> tuple[Postings, dict[str, tuple[str, list[int]]]]:
    """Level by level, for each key the units that have it; for each whole title or name its first key, and the units that have it."""
    postings: list[defaultdict[str, list[int]]] = [defaultdict(list) for _ in range(LEVELS)]
    wholes: dict[str, tuple[str, list[int]]] = {}
    for n, levels in enumerate(units):
        for held, keys in zip(postings, levels, strict=False):
            for held_key in keys.split(KEY) if keys else ():
                held[held_key].append(n)
        for whole in levels[LEVELS].split(KEY) if levels[LEVELS] else ():
            wholes.setdefault(whole, (asked(whole)[0], []))[1].append(n)
    return postings, wholes


def _mapped(index: SearchIndex, sheaves: Sequence[tuple[SearchUnit, ...]], workers: int) -> list[IndexedDocument]:
    store, names = Store(index.cache), [_key(index, units) for units in sheaves]
    found = {name: IndexedDocument.unpacked(kept) for name in names if (kept := store.get_text(name)) is not None}
    missing = {name: units for name, units in zip(names, sheaves, strict=True) if name not in found}
    fresh = mapped(_bind, tuple(missing.values()), workers, WORTH_A_POOL, _begin, (index.regions, index.table))
    for name, sheaf in zip(missing, fresh, strict=True):
        found[name] = sheaf
        store.put_text(name, sheaf.packed())
    store.keep_only(found)
    return [found[name] for name in names]


class DocumentIndexer:
    """What one process needs to make files of texts. The scripts are loaded with the first of them."""

    def __init__(self, regions: tuple[Region, ...], table: Table) -> None:
        self.regions, self.table = regions, table
        self.scripts: tuple[Script, ...] | None = None

    def bind(self, units: Sequence[SearchUnit]) -> IndexedDocument:
        if self.scripts is None:
            self.scripts = tuple(Script.for_region(region, self.table) for region in self.regions)
        return index_document(units, self.scripts, SearchFold.for_table(self.table))


_binder: DocumentIndexer | None = None


def _begin(regions: tuple[Region, ...], table: Table) -> None:
    global _binder
    _binder = DocumentIndexer(regions, table)


def _bind(units: Sequence[SearchUnit]) -> IndexedDocument:
    assert _binder is not None
    return _binder.bind(units)


def _key(index: SearchIndex, units: Sequence[SearchUnit]) -> str:
    """A name for all that a file of texts depends on."""
    regions = ",".join(region.id for region in index.regions)
    return key(repr(units), regions, index.table.digest, code_digest(), opencc_version)


def _tidy(root: Path, files: Mapping[str, str]) -> None:
    """Take away files of an earlier index that this one does not have."""
    for folder in (root / FOLDER, *(root / region / FOLDER for region in REGIONS)):
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.suffix == ".js" and path.relative_to(root).as_posix() not in files:
                path.unlink()
        for path in (*sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True), folder):
            with suppress(OSError):
                path.rmdir()
