"""Which sources are one article.

Sources are one article where their letters are equal, or nearly equal (Jaccard resemblance of character shingles), or where one
is contained in the other (an excerpt). Resemblance and containment are Broder's ("On the resemblance and containment of
documents", 1997). Whatever an editor says of two sources counts before all this.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from ..core.disjoint_sets import DisjointSets
from ..core.model import Summary
from ..facts.sketch import shingles
from .same_article_candidates import CandidatePair, candidate_pairs

NEAR = 0.7  # the resemblance of copies: reprints have .74 and more, reports made from one form .42, other articles .09
CONTAINED = 0.9  # the share of an excerpt that stands in the whole: .94 and more, against .71 of reports made from one form
EXCERPT = 120  # letters from which a text is an excerpt and not a quotation, and a copy whatever its title
PART = 1 / 3  # the share of the whole below which an excerpt must not have a title of its own: a digest holds whole articles
SAME_TITLE = 0.6  # how much two titles of one article have in common
FIGURES, AGREED = 5, 0.8  # numbers by which reports differ, and the share of them that copies have in common: .95 against .68

Letters = Callable[[str], str]  # the letters of the body of a source, by its id


def same_article_groups(summaries: Iterable[Summary], letters: Letters) -> tuple[tuple[str, ...], ...]:
    """The ids of the sources that are one article, for each article that has more than one, in order.

    Time grows with the length of all samples, and with the number of pairs that have much in common.

    Full texts are asked for with ``letters``, and only of pairs that their summaries bring together.
    """
    known = _classes(summaries)
    firsts = [equal[0] for equal in known]
    sets = ArticleGroups(firsts)
    _obey(known, sets)
    compare = _Comparison(firsts, letters)
    met = list(candidate_pairs(firsts))
    for pair in met:
        if pair.likely and sets.may(pair.one, pair.other) and compare.near(pair):
            sets.join(pair.one, pair.other)
    _join_excerpts(met, compare, sets)
    members: dict[int, list[str]] = defaultdict(list)
    for n, equal in enumerate(known):
        members[sets.group_of(n)] += (summary.id for summary in equal)
    return tuple(sorted(tuple(sorted(some)) for some in members.values() if len(some) > 1))


def _classes(summaries: Iterable[Summary]) -> list[list[Summary]]:
    """Sources of equal letters, the longest first. Short ones must have one title; what is kept apart stands alone."""
    order = sorted(summaries, key=lambda summary: (-summary.length, summary.id))
    single = {ident for s in order if s.apart for ident in (s.id, *(other.id for other in s.apart))}
    known: dict[tuple[str, str, str], list[Summary]] = defaultdict(list)
    for s in order:
        if s.length:
            known[s.digest, s.title if s.length < EXCERPT else "", s.id if s.id in single else ""].append(s)
        else:
            known["", "", s.id].append(s)
    return list(known.values())


class ArticleGroups:
    """Sets that grow together, unless an editor keeps two of their members apart: each number stands for the least of its set."""

    def __init__(self, firsts: Sequence[Summary]) -> None:
        self._sets = DisjointSets[int]()
        numbers = {summary.id: n for n, summary in enumerate(firsts)}
        self._foes: dict[int, set[int]] = defaultdict(set)
        for n, summary in enumerate(firsts):
            for other in summary.apart:
                if other.id in numbers:
                    self._foes[n].add(numbers[other.id])
                    self._foes[numbers[other.id]].add(n)

    def group_of(self, n: int) -> int:
        return self._sets.find(n)

    def may(self, n: int, m: int) -> bool:
        """True for two sets that are not one already, and that nobody keeps apart."""
        n, m = self.group_of(n), self.group_of(m)
        return n != m and not any(self.group_of(foe) == m for foe in self._foes.get(n, ()))

    def join(self, n: int, m: int) -> None:
        n, m = sorted((self.group_of(n), self.group_of(m)))
        if n != m:
            self._sets.union(n, m)
            if m in self._foes:
                self._foes[n] |= self._foes.pop(m)


def _obey(known: Sequence[Sequence[Summary]], sets: ArticleGroups) -> None:
    """Join what editors have joined."""
    numbers = {summary.id: n for n, equal in enumerate(known) for summary in equal}
    for n, equal in enumerate(known):
        for summary in equal:
            if summary.witness is not None and summary.witness.id in numbers:
                sets.join(n, numbers[summary.witness.id])


def _join_excerpts(met: Iterable[CandidatePair], compare: _Comparison, sets: ArticleGroups) -> None:
    """Join each excerpt to its whole. What stands in two different articles is a passage, and joined to neither."""
    wholes: dict[int, set[int]] = defaultdict(set)
    for pair in met:  # the longer has the lesser number
        if pair.likely and sets.may(pair.one, pair.other) and compare.excerpt(pair):
            wholes[sets.group_of(pair.other)].add(sets.group_of(pair.one))
    for excerpt in sorted(wholes):  # longest first, so that what it is a part of is settled
        found = {sets.group_of(n) for n in wholes[excerpt]} - {sets.group_of(excerpt)}
        if len(found) == 1 and sets.may(excerpt, min(found)):
            sets.join(min(found), excerpt)


class _Comparison:
    """Two sources compared in full. The last texts are kept, for the pairs of one source follow each other."""

    def __init__(self, summaries: Sequence[Summary], letters: Letters) -> None:
        self._summaries = summaries
        self._letters = lru_cache(maxsize=64)(lambda n: letters(summaries[n].id))
        self._shingles = lru_cache(maxsize=16)(lambda n: shingles(self._letters(n)))

    def near(self, pair: CandidatePair) -> bool:
        """True for two copies: their shingles resemble each other, and they do not tell other numbers (a report of another day)."""
        one, other = self._summaries[pair.one], self._summaries[pair.other]
        both_short = one.length < EXCERPT > other.length
        if not _agreed(one, other) or (both_short and one.title != other.title and one.title and other.title):
            return False
        mine, theirs = self._shingles(pair.one), self._shingles(pair.other)
        common = len(mine & theirs)
        return common >= NEAR * (len(mine) + len(theirs) - common) > 0

    def excerpt(self, pair: CandidatePair) -> bool:
        """True where nearly all of the shorter one stands in the longer, and it is no article of its own in a digest."""
        whole, part = self._summaries[pair.one], self._summaries[pair.other]
        if part.length < EXCERPT or not _agreed(whole, part):
            return False
        if part.length < PART * whole.length and not _one_title(whole.title, part.title):
            return False
        mine = self._shingles(pair.other)
        return len(mine & self._shingles(pair.one)) >= CONTAINED * len(mine)


def _agreed(one: Summary, other: Summary) -> bool:
    mine, theirs = Counter(dict(one.numbers)), Counter(dict(other.numbers))
    count = min(mine.total(), theirs.total())
    return count < FIGURES or (mine & theirs).total() >= AGREED * count


def _one_title(one: str, other: str) -> bool:
    """True where two titles may be of one article: one is missing, or in the other, or they are much alike."""
    return one in other or other in one or LCSseq.normalized_similarity(one, other) >= SAME_TITLE
