"""Related articles: those that mention the same rare names and terms.

Each name or term is weighted by its inverse document frequency (Spärck Jones 1972); the similarity of two articles is the sum of the
weights of what they share.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

MAX_RELATED = 3  # articles that are named at an article
RAREST = 12  # keys of an article, the rarest, by which candidates are looked up
NEIGHBOURS = 8  # articles before and after this one, in the posting list of a key, that are candidates
MIN_SHARED = 2  # keys that two articles must share


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """Another article, and the names and terms that both mention, as they are shown, the rarest first."""

    id: str
    names: tuple[str, ...]


def related_articles(mentioned: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[RelatedArticle, ...]]:
    """For each article the three that share the most with it.

    ``mentioned`` maps the ids of all articles, in the order of the corpus, to the keys of what each mentions and their names; of
    equally rare keys the one that comes first there is named first. Time grows with the number of mentions, because each key leads to
    sixteen articles at the most, those nearest to this one in the order of the corpus.
    """
    order = list(mentioned)
    postings: dict[str, list[int]] = {}
    for n, keys in enumerate(mentioned.values()):
        for key in keys:
            postings.setdefault(key, []).append(n)
    weights = {key: log((1 + len(order)) / len(posting)) for key, posting in postings.items()}
    return {ident: tuple(_most_related(n, order, mentioned, postings, weights)) for n, ident in enumerate(order)}


def _most_related(
    n: int,
    order: Sequence[str],
    mentioned: Mapping[str, Mapping[str, str]],
    postings: Mapping[str, Sequence[int]],
    weights: Mapping[str, float],
) -> Iterator[RelatedArticle]:
    own = sorted((key for key in mentioned[order[n]] if len(postings[key]) > 1), key=lambda key: -weights[key])
    candidates = {m for key in own[:RAREST] for m in _neighbours(postings[key], n)} - {n}
    ranking = []
    for m in candidates:
        shared = [key for key in own if key in mentioned[order[m]]]
        if len(shared) >= MIN_SHARED:
            ranking.append((-sum(weights[key] for key in shared), abs(m - n), m, shared))
    for _, _, m, shared in sorted(ranking)[:MAX_RELATED]:
        yield RelatedArticle(order[m], tuple(mentioned[order[n]][key] for key in shared))


def _neighbours(posting: Sequence[int], n: int) -> Sequence[int]:
    at = bisect_left(posting, n)
    return posting[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
