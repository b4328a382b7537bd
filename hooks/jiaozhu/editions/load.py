"""Where editions are made: from the cache when nothing has changed, otherwise in this process or in several."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePath

from ..core.errors import InputError, RuleError
from ..core.model import Edition, Sidecar, Source
from ..core.pool import mapped
from ..core.store import Store, key
from ..html.plain_text import page_text
from ..rules.rulebook import Rulebook
from ..sources import same_article_claims, sidecar
from ..sources.discover import SourceFile
from ..sources.read import read_source
from ..sources.shared_lines import shared_lines
from .pipeline import READING, edit

WORTH_A_POOL = 24  # sources to be made from which new processes are started unasked: below that, starting them costs more

EditionOrError = Edition | InputError


@dataclass(frozen=True, slots=True)
class EditionCache:
    """Editions by key, in a folder that only this program writes. A file that cannot be read is as good as none."""

    folder: Path

    def get(self, key: str) -> EditionOrError | None:
        try:
            made = pickle.loads(Store(self.folder).get(key) or b"")
        except Exception:  # a torn or foreign file can fail in any way
            return None
        return made if isinstance(made, Edition | InputError) else None

    def put(self, key: str, made: EditionOrError) -> None:
        Store(self.folder).put(key, pickle.dumps(made))

    def keep_only(self, keys: Iterable[str]) -> None:
        Store(self.folder).keep_only(keys)


def load_editions(
    items: Sequence[SourceFile], rulebook: Rulebook, cache: EditionCache | None, workers: int = 0
) -> tuple[EditionOrError, ...]:
    """The edition of each item, or what is wrong with it, in the order of ``items``.

    ``workers`` is the number of processes; 0 leaves it to the program. The result is the same with any number.
    """
    read_texts, readable = _read_all(items)
    texts = _checked(read_texts, {item.path.stem for item in items})
    ids = [text.source.id for text in texts if isinstance(text, SourceText)]
    rulebook = replace(rulebook, shared_lines=shared_lines({ident: readable[ident] for ident in ids}))
    keys = [_key(text, rulebook) if isinstance(text, SourceText) else "" for text in texts]
    made: list[EditionOrError | None] = [
        t if isinstance(t, InputError) else cache.get(name) if cache else None for t, name in zip(texts, keys, strict=True)
    ]
    missing = [n for n, found in enumerate(made) if found is None]
    wanted = [text for n in missing if isinstance(text := texts[n], SourceText)]
    for n, fresh in zip(missing, mapped(_make, wanted, workers, WORTH_A_POOL, _begin, (rulebook,)), strict=True):
        made[n] = fresh
        if cache and not isinstance(fresh, RuleError):  # a rule may be too slow today, and not tomorrow
            cache.put(keys[n], fresh)
    if cache:
        cache.keep_only(keys)
    return tuple(found for found in made if found is not None)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source and its sidecar, as read."""

    source: Source
    sidecar: Sidecar | None


def read(item: SourceFile) -> SourceText | InputError:
    try:
        notes = sidecar.load(item.sidecar, item.sidecar_place) if item.sidecar else None
        return SourceText(read_source(item.path, item.place, notes), notes)
    except InputError as e:
        return e


def _read_all(items: Iterable[SourceFile]) -> tuple[list[SourceText | InputError], dict[str, str]]:
    """The text of each item, and by the ids of the sources the lines that people read in them.

    Each is made right after the other, because the structure of a web page is cached only until a few others were read.
    """
    texts: list[SourceText | InputError] = []
    readable: dict[str, str] = {}
    for item in items:
        text = read(item)
        texts.append(text)
        if isinstance(text, SourceText):
            readable[text.source.id] = legible(text.source)
    return texts, readable


def _checked(texts: Sequence[SourceText | InputError], known: Collection[str]) -> list[SourceText | InputError]:
    """The texts without those whose sidecar says of other sources what cannot be."""
    sidecars = [(t.source.id, t.sidecar) for t in texts if isinstance(t, SourceText) and t.sidecar]
    wrong = dict(same_article_claims.failures(sidecars, known))
    return [wrong.get(t.source.id, t) if isinstance(t, SourceText) else t for t in texts]


def make(text: SourceText, rulebook: Rulebook) -> EditionOrError:
    """The edition of one source, or the error that stands in its way."""
    try:
        return edit(text.source, text.sidecar, rulebook)
    except InputError as e:
        return e


def legible(source: Source) -> str:
    """The lines that people read in a source."""
    return page_text(source.raw) if PurePath(source.path).suffix in READING else source.raw


_rulebook: Rulebook | None = None


def _begin(rulebook: Rulebook) -> None:
    """Give a new worker the rulebook once, and not again with each source."""
    global _rulebook
    _rulebook = rulebook


def _make(text: SourceText) -> EditionOrError:
    assert _rulebook is not None
    return make(text, _rulebook)


def _key(text: SourceText, rulebook: Rulebook) -> str:
    """A name for all that an edition depends on: its source and sidecar, what sources share, the rules, the program."""
    shared = "\n".join(sorted(rulebook.shared_lines))
    return key(repr(text.source), repr(text.sidecar), shared, rulebook.digest, code_digest())


@lru_cache(maxsize=1)
def code_digest() -> str:
    """The digest of the program that is running; read once, because code is not reloaded."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
