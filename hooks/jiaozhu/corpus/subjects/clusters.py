"""Subjects: words that are telling in several articles, joined where they tell of the same ones, with the articles to which they lead.

A word is a *seed* if it is telling in several articles and in a good part of those that use it at all: 直播 is one, and 提升 is not. A
seed joins the more frequent one with whose articles its own coincide most, by Ochiai's coefficient, which is the cosine of two sets. A
subject is a seed that joined no other, with those that joined it. An article belongs to the one or two subjects that its telling words
pull most. A word pulls by its weight in the article, by how telling it is elsewhere, and the less, the more articles have it.

The number of articles enters only into how many a seed needs. So an article that uses no word of a library changes nothing in it, and the
order of the articles means nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt, sqrt

from .stated_subjects import StatedSubjects
from .telling_words import ArticleWords, TellingWord

LEAST = 200  # articles from which there are subjects: of 100, half have none, and those that there are join what is apart
FEWEST, ROOTS = 5, 3  # articles that a seed needs: at least the first, and of many the square root of their number divided by the second
TOPICAL = 0.2  # the share of the articles using a seed in which it must be telling
BOTH = 3  # articles in which two seeds must be telling to be joined
COINCIDENCE, NESTED_COINCIDENCE = 0.35, 0.25  # the cosine from which seeds are joined; the second if one contains the other: 直播, 直播间
RARITY = 0.25  # the power of the number of articles by which the pull of a word is divided
BESIDES = 0.3  # the share of the pull of the further words of one subject that is added to that of the strongest
LIGHTEST, PROMINENT = 28.0, 0.45  # the weight that a word of a subject must have in an article, and its share of that of the heaviest word
SECOND = 0.6  # the share of the greatest pull that a second subject must have
MOST = 2  # subjects of an article
SMALLEST = 4  # articles of a subject


@dataclass(frozen=True, slots=True)
class Membership:
    """An article of a subject, and the words that put it there, the strongest first."""

    article: str
    words: tuple[TellingWord, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A subject: the key of its seed, all its words as most articles have them, with the seed first, and its articles."""

    key: str
    words: tuple[str, ...]
    members: tuple[Membership, ...]


def clusters(articles: Mapping[str, ArticleWords], stated: StatedSubjects) -> tuple[Cluster, ...]:
    """The subjects of articles, those with most articles first; none of a few articles."""
    if len(articles) < LEAST:
        return ()
    postings: dict[str, set[str]] = {}
    for ident, words in articles.items():
        for word in words.telling:
            postings.setdefault(word.key, set()).add(ident)
    used = Counter(key for words in articles.values() for key in words.used)
    topicality = {key: len(some) / max(used[key], len(some)) for key, some in postings.items()}
    fewest = max(FEWEST, isqrt(len(articles)) // ROOTS)
    owners = stated.owners(postings)
    learned = {key for key, some in postings.items() if len(some) >= fewest and topicality[key] >= TOPICAL}
    seeds = (learned | owners.keys()) - stated.hidden
    subjects = _joined(seeds, postings, articles, owners)
    pulls = {key: sqrt(max(topicality[key], TOPICAL)) / len(postings[key]) ** RARITY for key in seeds}
    memberships = _memberships(articles, subjects, pulls)
    small = {seed for seed, members in memberships.items() if len(members) < SMALLEST and seed not in owners}
    pulls = {key: pull for key, pull in pulls.items() if subjects[key] not in small}
    memberships = _memberships(articles, subjects, pulls) if small else memberships
    return _in_order(memberships, sorted(pulls, key=lambda key: (-len(postings[key]), key)), subjects, _forms(articles))


def _in_order(
    memberships: Mapping[str, Iterable[Membership]], keys: Sequence[str], subjects: Mapping[str, str], forms: Mapping[str, str]
) -> tuple[Cluster, ...]:
    words: dict[str, list[str]] = {}
    for key in keys:
        words.setdefault(subjects[key], []).append(key)
    some = [
        Cluster(seed, tuple(forms[key] for key in (seed, *(key for key in words[seed] if key != seed))), tuple(members))
        for seed, members in memberships.items()
    ]
    return tuple(sorted(some, key=lambda cluster: (-len(cluster.members), cluster.key)))


def _forms(articles: Mapping[str, ArticleWords]) -> dict[str, str]:
    """Each word as most articles have it."""
    counts: dict[str, Counter[str]] = {}
    for words in articles.values():
        for word in words.telling:
            counts.setdefault(word.key, Counter())[word.form] += 1
    return {key: min(forms, key=lambda form: (-forms[form], form)) for key, forms in counts.items()}


def _joined(
    seeds: Collection[str], postings: Mapping[str, Collection[str]], articles: Mapping[str, ArticleWords], stated: Mapping[str, str]
) -> dict[str, str]:
    """The subject of each seed. What the editor has stated of a seed holds, and it joins no other of itself."""
    joins = {seed: other for seed, other in stated.items() if seed != other}
    for seed in set(seeds) - stated.keys():
        other = _nearest(seed, seeds, postings, articles)
        if other:
            joins[seed] = other
    subjects = {}
    for seed in seeds:
        subject = seed
        while subject in joins:
            subject = joins[subject]
        subjects[seed] = subject
    return subjects


def _nearest(
    seed: str, seeds: Collection[str], postings: Mapping[str, Collection[str]], articles: Mapping[str, ArticleWords]
) -> str | None:
    """The more frequent seed whose articles coincide most with those of this one, if they do so enough; of equally frequent ones the one
    that is first in the order of the words counts as the more frequent.
    """
    own = len(postings[seed])
    shared = Counter(word.key for ident in postings[seed] for word in articles[ident].telling if word.key in seeds)
    best: tuple[float, int, str] | None = None
    for other, both in shared.items():
        count = len(postings[other])
        if both < BOTH or (-count, other) >= (-own, seed):
            continue
        cosine = both / sqrt(own * count)
        nested = other in seed or seed in other
        if cosine >= (NESTED_COINCIDENCE if nested else COINCIDENCE):
            best = min(best or (0.0, 0, ""), (-cosine, -count, other))
    return best[2] if best else None


def _memberships(
    articles: Mapping[str, ArticleWords], subjects: Mapping[str, str], pulls: Mapping[str, float]
) -> dict[str, list[Membership]]:
    """The articles of each subject, by its seed."""
    members: dict[str, list[Membership]] = {}
    for ident, words in sorted(articles.items()):
        for seed, reasons in _strongest(words.telling, subjects, pulls):
            members.setdefault(seed, []).append(Membership(ident, reasons))
    return members


def _strongest(
    telling: Sequence[TellingWord], subjects: Mapping[str, str], pulls: Mapping[str, float]
) -> Iterator[tuple[str, tuple[TellingWord, ...]]]:
    """The subjects of one article, each with the words that put it there."""
    by_subject: dict[str, list[TellingWord]] = {}
    least = max(LIGHTEST, PROMINENT * max((word.weight for word in telling), default=0.0))
    for word in telling:
        if word.key in pulls:
            by_subject.setdefault(subjects[word.key], []).append(word)
    strengths: dict[str, float] = {}
    for seed, words in by_subject.items():
        words.sort(key=lambda word: (-word.weight * pulls[word.key], word.key))
        strongest, *others = (word.weight * pulls[word.key] for word in words)
        if max(word.weight for word in words) >= least:
            strengths[seed] = strongest + BESIDES * sum(others)
    ranking = sorted(strengths, key=lambda seed: (-strengths[seed], seed))[:MOST]
    return ((seed, tuple(by_subject[seed])) for seed in ranking if strengths[seed] >= SECOND * strengths[ranking[0]])
