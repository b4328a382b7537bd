"""Which articles are related: those that mention the same rare things.

A thing weighs as much as it is rare (inverse document frequency, Spärck Jones 1972); two articles weigh what they share.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

MOST = 3  # articles that are named at an article
TELLING = 12  # things of an article, the rarest, by which others are looked for
NEIGHBOURS = 8  # articles before and behind, among those that mention a thing, that are looked at
LEAST = 2  # things that two articles must share


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """Another article, and what both mention, by the names that are shown, the rarest first."""

    id: str
    names: tuple[str, ...]


def related_articles(mentioned: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[RelatedArticle, ...]]:
    """For each article the three that share the most with it.

    ``mentioned`` has, for the ids of all articles in the order of the shelf, the keys of what each mentions and the names of these;
    of equally rare things the one that comes first there is named first.
    Time grows with the number of mentions: each thing leads to sixteen articles at the most, those next to this one on the shelf.
    """
    order = list(mentioned)
    holders: dict[str, list[int]] = {}
    for n, keys in enumerate(mentioned.values()):
        for key in keys:
            holders.setdefault(key, []).append(n)
    weights = {key: log((1 + len(order)) / len(some)) for key, some in holders.items()}
    return {ident: tuple(_nearest(n, order, mentioned, holders, weights)) for n, ident in enumerate(order)}


def _nearest(
    n: int,
    order: Sequence[str],
    mentioned: Mapping[str, Mapping[str, str]],
    holders: Mapping[str, Sequence[int]],
    weights: Mapping[str, float],
) -> Iterator[RelatedArticle]:
    own = sorted((key for key in mentioned[order[n]] if len(holders[key]) > 1), key=lambda key: -weights[key])
    met = {m for key in own[:TELLING] for m in _around(holders[key], n)} - {n}
    found = []
    for m in met:
        shared = [key for key in own if key in mentioned[order[m]]]
        if len(shared) >= LEAST:
            found.append((-sum(weights[key] for key in shared), abs(m - n), m, shared))
    for _, _, m, shared in sorted(found)[:MOST]:
        yield RelatedArticle(order[m], tuple(mentioned[order[n]][key] for key in shared))


def _around(holders: Sequence[int], n: int) -> Sequence[int]:
    at = bisect_left(holders, n)
    return holders[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
