"""Near-duplicate detection: which sources are one article.

Sources are one article where their letters are equal or nearly equal (Jaccard resemblance of character shingles), or where one contains
the other (an excerpt). Resemblance and containment are Broder's ("On the resemblance and containment of documents", 1997). What an
editor claims about two sources takes precedence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from ..core.disjoint_sets import DisjointSets
from ..core.model import Summary
from ..facts.same_article_sketch import shingles
from .same_article_candidates import CandidatePair, candidate_pairs

MIN_RESEMBLANCE = 0.7  # of copies: reprints have .74 and more, reports made from one form .42, other articles .09
MIN_CONTAINMENT = 0.9  # the share of an excerpt that stands in the whole: .94 and more, against .71 of reports made from one form
MIN_EXCERPT = 120  # letters from which a text is an excerpt and not a quotation, and a copy whatever its title
TITLED_PART = 1 / 3  # the share of the whole below which an excerpt must not have its own title: a digest contains whole articles
MIN_TITLE_SIMILARITY = 0.6  # how much two titles of one article have in common
MIN_NUMBERS, MIN_AGREEMENT = 5, 0.8  # numbers that tell reports apart, and the share that copies have in common: .95 against .68

LettersOf = Callable[[str], str]  # the letters of the body of a source, by its id


def same_article_groups(summaries: Iterable[Summary], letters: LettersOf) -> tuple[tuple[str, ...], ...]:
    """The ids of the sources that are one article, for each article that has more than one, in order.

    Time grows with the length of all samples, and with the number of pairs that have much in common. ``letters`` gives the full text
    of a source, and is called only for candidate pairs.
    """
    classes = _classes(summaries)
    firsts = [equal[0] for equal in classes]
    sets = ArticleGroups(firsts)
    _join_claimed(classes, sets)
    compare = _Comparison(firsts, letters)
    pairs = list(candidate_pairs(firsts))
    for pair in pairs:
        if pair.likely and sets.may(pair.one, pair.other) and compare.is_near_copy(pair):
            sets.join(pair.one, pair.other)
    _join_excerpts(pairs, compare, sets)
    members: dict[int, list[str]] = defaultdict(list)
    for n, equal in enumerate(classes):
        members[sets.group_of(n)] += (summary.id for summary in equal)
    return tuple(sorted(tuple(sorted(ids)) for ids in members.values() if len(ids) > 1))


def _classes(summaries: Iterable[Summary]) -> list[list[Summary]]:
    """The equivalence classes of sources with equal letters, the longest first.

    Short sources must have the same title as well. A source that an editor keeps apart from another is alone in its class.
    """
    order = sorted(summaries, key=lambda summary: (-summary.length, summary.id))
    single = {ident for s in order if s.apart for ident in (s.id, *(other.id for other in s.apart))}
    classes: dict[tuple[str, str, str], list[Summary]] = defaultdict(list)
    for s in order:
        if s.length:
            classes[s.digest, s.title if s.length < MIN_EXCERPT else "", s.id if s.id in single else ""].append(s)
        else:
            classes["", "", s.id].append(s)
    return list(classes.values())


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


def _join_claimed(classes: Sequence[Sequence[Summary]], sets: ArticleGroups) -> None:
    """Join the sources that an editor claims to be one article."""
    numbers = {summary.id: n for n, equal in enumerate(classes) for summary in equal}
    for n, equal in enumerate(classes):
        for summary in equal:
            if summary.witness is not None and summary.witness.id in numbers:
                sets.join(n, numbers[summary.witness.id])


def _join_excerpts(pairs: Iterable[CandidatePair], compare: _Comparison, sets: ArticleGroups) -> None:
    """Join each excerpt to its whole. A text that stands in two different articles is a shared passage, and joined to neither."""
    wholes: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:  # the longer has the lesser number
        if pair.likely and sets.may(pair.one, pair.other) and compare.is_excerpt(pair):
            wholes[sets.group_of(pair.other)].add(sets.group_of(pair.one))
    for excerpt in sorted(wholes):  # the longest first, so that the groups of its wholes are final
        groups = {sets.group_of(n) for n in wholes[excerpt]} - {sets.group_of(excerpt)}
        if len(groups) == 1 and sets.may(excerpt, min(groups)):
            sets.join(min(groups), excerpt)


class _Comparison:
    """Compares two sources in full. The last texts are cached, because the pairs of one source follow each other."""

    def __init__(self, summaries: Sequence[Summary], letters: LettersOf) -> None:
        self._summaries = summaries
        self._letters = lru_cache(maxsize=64)(lambda n: letters(summaries[n].id))
        self._shingles = lru_cache(maxsize=16)(lambda n: shingles(self._letters(n)))

    def is_near_copy(self, pair: CandidatePair) -> bool:
        """True for two copies: their shingles resemble each other, and their numbers agree (unlike those of another day's report)."""
        one, other = self._summaries[pair.one], self._summaries[pair.other]
        both_short = one.length < MIN_EXCERPT > other.length
        if not _numbers_agree(one, other) or (both_short and one.title != other.title and one.title and other.title):
            return False
        mine, theirs = self._shingles(pair.one), self._shingles(pair.other)
        common = len(mine & theirs)
        return common >= MIN_RESEMBLANCE * (len(mine) + len(theirs) - common) > 0

    def is_excerpt(self, pair: CandidatePair) -> bool:
        """True where nearly all of the shorter source stands in the longer, and it is not an article of its own in a digest."""
        whole, part = self._summaries[pair.one], self._summaries[pair.other]
        if part.length < MIN_EXCERPT or not _numbers_agree(whole, part):
            return False
        if part.length < TITLED_PART * whole.length and not _titles_agree(whole.title, part.title):
            return False
        mine = self._shingles(pair.other)
        return len(mine & self._shingles(pair.one)) >= MIN_CONTAINMENT * len(mine)


def _numbers_agree(one: Summary, other: Summary) -> bool:
    mine, theirs = Counter(dict(one.numbers)), Counter(dict(other.numbers))
    count = min(mine.total(), theirs.total())
    return count < MIN_NUMBERS or (mine & theirs).total() >= MIN_AGREEMENT * count


def _titles_agree(one: str, other: str) -> bool:
    """True where two titles may belong to one article: one is missing, or a part of the other, or they are similar."""
    return one in other or other in one or LCSseq.normalized_similarity(one, other) >= MIN_TITLE_SIMILARITY
