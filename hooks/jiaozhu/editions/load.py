"""The editions of a folder: from the cache where nothing has changed, and otherwise made in this process or in several."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from ..core.digest import code_digest, key
from ..core.errors import InputError, RuleError, SidecarError
from ..core.model import Edition
from ..core.serialization import decode, encode
from ..core.store import Store
from ..core.work.cluster import THIS_MACHINE, Workers, mapped_anywhere
from ..rules.rulebook import Rulebook
from ..sites.stated_sites import StatedSite
from ..sources import same_article_claims, sidecar
from ..sources.discover import SourceFile
from ..sources.line_frequencies import shared_lines
from ..sources.read import read_source, readable_text
from .last_good import NOTHING_KEPT, LastGood
from .pipeline import edit
from .site_membership import KnownSites, SourceText, site_words, with_sites

WORTH_A_POOL = 24  # uncached sources from which processes are started by default: with fewer, starting them costs more than it saves

EditionOrError = Edition | InputError


@dataclass(frozen=True, slots=True)
class StoredError:
    """An `InputError` as plain data; ``kind`` is the name of its class."""

    kind: str
    path: str
    line: int | None
    what: str
    todo: str


@dataclass(frozen=True, slots=True)
class StoredResult:
    """What is kept of one source: its edition, or the error that stands in its way."""

    edition: Edition | None = None
    error: StoredError | None = None


class LoadedEditions(NamedTuple):
    """The edition of each source, or the error that stands in its way; the cores of all lines that several share; and the sites.

    ``faults`` are errors of sidecars by the ids of their sources, which have editions without these sidecars.
    """

    results: tuple[EditionOrError, ...]
    shared_lines: frozenset[str]
    sites: KnownSites = KnownSites()
    faults: Mapping[str, InputError] = MappingProxyType({})


def load_editions(
    items: Sequence[SourceFile],
    rulebook: Rulebook,
    store: Store,
    workers: Workers = THIS_MACHINE,
    stated: tuple[StatedSite, ...] = (),
    last_good: LastGood = NOTHING_KEPT,
) -> LoadedEditions:
    """The editions of the ``items``, in their order. ``stated`` are the sites that the editor describes.

    The result is the same whoever the ``workers`` are, and however many. ``last_good`` are
    sidecars that take the place of those that are wrong.
    """
    loaded = _load(items, rulebook, store, workers, stated, {})
    faults: dict[str, InputError] = {}
    for item, result in zip(items, loaded.results, strict=True):
        if isinstance(result, SidecarError):
            faults[item.path.stem] = result
        elif isinstance(result, Edition):
            last_good.remember(item)
    for substitutes in last_good.substitutes(items, faults) if faults else ():
        loaded = _load(items, rulebook, store, workers, stated, substitutes)
        if not any(isinstance(result, SidecarError) for result in loaded.results):
            break
    return loaded._replace(faults=faults) if last_good.is_kept else loaded


def _load(
    items: Sequence[SourceFile],
    rulebook: Rulebook,
    store: Store,
    workers: Workers,
    stated: tuple[StatedSite, ...],
    substitutes: Mapping[str, SourceText],
) -> LoadedEditions:
    """The editions of the ``items``, of which some are read with other sidecars than their own."""
    read_texts, readable = _read_all(items, substitutes)
    texts = _with_checked_claims(read_texts, {item.path.stem for item in items})
    shared = shared_lines({t.source.id: readable[t.source.id] for t in texts if isinstance(t, SourceText)})
    sites, texts = with_sites(texts, stated, site_words(rulebook), store)
    texts = [replace(t, shared_lines=shared[t.source.id]) if isinstance(t, SourceText) else t for t in texts]
    keys = [_key(text, rulebook) if isinstance(text, SourceText) else "" for text in texts]
    editions: list[EditionOrError | None] = [
        text if isinstance(text, InputError) else _restored(store.get(name)) for text, name in zip(texts, keys, strict=True)
    ]
    missing = [n for n, edition in enumerate(editions) if edition is None]
    uncached = [text for n in missing if isinstance(text := texts[n], SourceText)]
    made = mapped_anywhere(_make_in_worker, uncached, workers, WORTH_A_POOL, _set_rulebook, (rulebook,))
    for n, edition in zip(missing, made, strict=True):
        editions[n] = edition
        if not isinstance(edition, RuleError):  # a rule may be too slow today, and not tomorrow
            store.put(keys[n], _stored(edition))
    return LoadedEditions(tuple(edition for edition in editions if edition is not None), frozenset().union(*shared.values()), sites)


def read_with_sidecar(item: SourceFile, planned: str | None = None) -> SourceText | InputError:
    """A source with its sidecar, or with a ``planned`` text in the place of that; or what is wrong with one of them."""
    try:
        if planned is None:
            decisions = sidecar.load(item.sidecar, item.sidecar_place) if item.sidecar else None
        else:
            decisions = sidecar.parse(planned, item.own_sidecar)
        return SourceText(read_source(item.path, item.place, decisions), decisions)
    except InputError as e:
        return e


def _read_all(items: Iterable[SourceFile], substitutes: Mapping[str, SourceText]) -> tuple[list[SourceText | InputError], dict[str, str]]:
    """The text of each item, and by the ids of the sources the lines that people read in them.

    Each is made right after the other, because the structure of a web page is cached only until a few others were read.
    """
    texts: list[SourceText | InputError] = []
    readable: dict[str, str] = {}
    for item in items:
        text = substitutes.get(item.path.stem) or read_with_sidecar(item)
        texts.append(text)
        if isinstance(text, SourceText):
            readable[text.source.id] = readable_text(text.source)
    return texts, readable


def _with_checked_claims(texts: Sequence[SourceText | InputError], known: Collection[str]) -> list[SourceText | InputError]:
    """The texts, with an error in the place of each whose sidecar makes a false claim about other sources."""
    sidecars = [(t.source.id, t.sidecar) for t in texts if isinstance(t, SourceText) and t.sidecar]
    errors = dict(same_article_claims.failures(sidecars, known))
    return [errors.get(t.source.id, t) if isinstance(t, SourceText) else t for t in texts]


def make_edition(text: SourceText, rulebook: Rulebook) -> EditionOrError:
    """The edition of one source, or the error that stands in its way."""
    try:
        return edit(text.source, text.sidecar, replace(rulebook, shared_lines=text.shared_lines, site_parts=text.site_parts), text.site)
    except InputError as e:
        return e


_rulebook: Rulebook | None = None


def _set_rulebook(rulebook: Rulebook) -> None:
    """Give a new worker the rulebook once, rather than with each source."""
    global _rulebook
    _rulebook = rulebook


def _make_in_worker(text: SourceText) -> EditionOrError:
    assert _rulebook is not None
    return make_edition(text, _rulebook)


def _key(text: SourceText, rulebook: Rulebook) -> str:
    """A name for all that an edition depends on: source and sidecar, what others and its site have of it, the rules, the program."""
    shared = "\n".join(sorted(text.shared_lines))
    stated = repr((text.site.cut, text.site.keep, text.site.facts)) if text.site else ""
    parts = repr(text.source), repr(text.sidecar), shared, repr(text.site_parts), stated
    return key(*parts, rulebook.digest, code_digest(edit.__module__))


def _stored(result: EditionOrError) -> bytes | None:
    if isinstance(result, Edition):
        return encode(StoredResult(result))
    return encode(StoredResult(error=StoredError(type(result).__name__, result.path, result.line, result.what, result.todo)))


def _restored(data: bytes | None) -> EditionOrError | None:
    """What was stored; None where it is not what it should be."""
    stored = decode(data, StoredResult)
    if stored is None or stored.error is None:
        return stored.edition if stored else None
    kinds = {kind.__name__: kind for kind in InputError.__subclasses__()}
    error, kind = stored.error, kinds.get(stored.error.kind)
    return kind(error.path, error.line, error.what, error.todo) if kind else None
