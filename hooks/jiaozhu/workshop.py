"""Where editions are made: from the cache when nothing has changed, otherwise in this process or in several."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from . import sidecar
from .collection import Item
from .errors import InputError
from .jiao.commonplace import commonplaces
from .jiao.lines import lines
from .model import Edition
from .pipeline import edit
from .read import read_source
from .rulebook import Rulebook

WORTH_A_POOL = 24  # sources to be made from which new processes are started unasked: below that, starting them costs more

Made = Edition | InputError


@dataclass(frozen=True, slots=True)
class Cache:
    """Editions by key, as files in a folder that only this program writes. A file that cannot be read is as good as none."""

    folder: Path

    def get(self, key: str) -> Made | None:
        try:
            made = pickle.loads((self.folder / key).read_bytes())
        except Exception:  # a torn or foreign file can fail in any way
            return None
        return made if isinstance(made, Edition | InputError) else None

    def put(self, key: str, made: Made) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{key}.{os.getpid()}"
        draft.write_bytes(pickle.dumps(made))
        draft.replace(self.folder / key)

    def keep_only(self, keys: Iterable[str]) -> None:
        wanted = set(keys)
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name not in wanted:
                path.unlink(missing_ok=True)


def make_all(items: Sequence[Item], rulebook: Rulebook, cache: Cache | None, workers: int = 0) -> tuple[Made, ...]:
    """The edition of each item, or what is wrong with it, in the order of ``items``.

    ``workers`` is the number of processes; 0 leaves it to the program. The result is the same with any number.
    """
    texts = {item.place: text for item in items if (text := _text(item)) is not None}
    rulebook = replace(rulebook, commonplaces=commonplaces(texts))
    keys = [_key(item, rulebook, texts.get(item.place, "")) for item in items]
    made = [cache.get(key) if cache else None for key in keys]
    missing = [n for n, found in enumerate(made) if found is None]
    for n, fresh in zip(missing, _mapped([items[n] for n in missing], rulebook, workers), strict=True):
        made[n] = fresh
        if cache:
            cache.put(keys[n], fresh)
    if cache:
        cache.keep_only(keys)
    return tuple(found for found in made if found is not None)


def make(item: Item, rulebook: Rulebook) -> Made:
    """The edition of one item, or the error that stands in its way."""
    try:
        notes = sidecar.load(item.sidecar, item.sidecar_place) if item.sidecar else None
        return edit(read_source(item.path, item.place, notes), notes, rulebook)
    except InputError as e:
        return e


def _mapped(items: Sequence[Item], rulebook: Rulebook, workers: int) -> list[Made]:
    if workers == 0:
        workers = (os.cpu_count() or 1) if len(items) >= WORTH_A_POOL else 1
    if workers == 1 or len(items) < 2:
        return [make(item, rulebook) for item in items]
    # Not `fork`: MkDocs serves from threads, and a forked child may inherit a lock that nobody will ever release.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(items)), context, _begin, (rulebook,)) as pool:
        return list(pool.map(_make, items, chunksize=max(1, len(items) // (workers * 8))))


_rulebook: Rulebook | None = None


def _begin(rulebook: Rulebook) -> None:
    """Give a new worker the rulebook once, and not again with each source."""
    global _rulebook
    _rulebook = rulebook


def _make(item: Item) -> Made:
    assert _rulebook is not None
    return make(item, _rulebook)


def _text(item: Item) -> str | None:
    """The text of a source for comparison with the others; None where it cannot be read, which `make` will tell."""
    try:
        return read_source(item.path, item.place, sidecar.load(item.sidecar, item.sidecar_place) if item.sidecar else None).raw
    except InputError:
        return None


def _key(item: Item, rulebook: Rulebook, text: str) -> str:
    """A name for all that an edition depends on: its source, its sidecar, what it shares with others, the rules, the program."""
    digest = hashlib.sha256()
    shared = "\n".join(sorted({line.core for line in lines(text)} & rulebook.commonplaces)).encode()
    own = (item.place.encode(), item.path.read_bytes(), _bytes(item.sidecar), shared)
    for part in (*own, rulebook.digest.encode(), code_digest().encode()):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _bytes(path: Path | None) -> bytes:
    return path.read_bytes() if path else b""


@lru_cache(maxsize=1)
def code_digest() -> str:
    """The digest of the program that is running; read once, because code is not reloaded."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
