"""Consistency of the editors' decisions on which sources are one article: `witness` and `apart` in sidecars."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..core.decisions import Reference, Sidecar
from ..core.disjoint_sets import DisjointSets
from ..core.errors import SidecarError


def failures(sidecars: Iterable[tuple[str, Sidecar]], known: Collection[str]) -> Iterator[tuple[str, SidecarError]]:
    """The sources whose sidecar names a source that does not exist, or contradicts other sidecars; each with the error.

    ``sidecars`` come with the ids of their sources; ``known`` are the ids of all sources.
    """
    sound: list[tuple[str, Sidecar]] = []
    for ident, sidecar in sorted(sidecars, key=lambda pair: pair[0]):
        error = next(_reference_errors(ident, sidecar, known), None)
        if error:
            yield ident, error
        else:
            sound.append((ident, sidecar))
    articles = _articles(sound)
    for ident, sidecar in sound:
        for other in sidecar.apart:
            if articles.find(ident) == articles.find(other.id):
                what = f"{other.id!r} is to stand apart, and is the same article by a `witness`"
                yield ident, SidecarError(sidecar.path, other.line, what, "delete one of the two: `witness` in a sidecar, or `apart` here")
                break


def _reference_errors(ident: str, sidecar: Sidecar, known: Collection[str]) -> Iterator[SidecarError]:
    """The errors of references to the source itself, and to sources that do not exist."""
    references: tuple[Reference, ...] = (*((sidecar.witness,) if sidecar.witness else ()), *sidecar.apart)
    for other in references:
        if other.id == ident:
            yield SidecarError(sidecar.path, other.line, f"{ident!r} is this source itself", "name another source")
        elif other.id not in known:
            todo = "name one of the files in sources/, without its ending"
            yield SidecarError(sidecar.path, other.line, f"no source is called {other.id!r}", todo)


def _articles(sidecars: Iterable[tuple[str, Sidecar]]) -> DisjointSets[str]:
    """The sources that editors have joined to others, each set of them an article."""
    articles = DisjointSets[str]()
    for ident, sidecar in sidecars:
        if sidecar.witness:
            articles.union(ident, sidecar.witness.id)
    return articles
