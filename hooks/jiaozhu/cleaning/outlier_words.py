"""Outlier words: n-grams that machine rewriting has put in the place of a word that everybody else uses.

An outlier is frequent in one source and absent from all others, which use a word with one inner letter more or another inner letter
instead: 快手商 where they write 快手电商. Candidates are found by a deletion index (keys are words without one inner letter).
Nothing is changed; the editor is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from ..core.reading import Query, Reading
from ..rules.rulebook import Rulebook

ODD = "odd-word"
HAN = regex.compile(r"\p{Han}+")
LENGTHS = range(3, 6)  # letters of the n-grams
OFTEN, USUAL = 5, 3  # how often an outlier stands at least in its source, and the usual word in each of several others
SOURCES = 2  # sources that must have the usual word
SHARE = 1.5  # a word is a part of a longer one if that one stands at least as often as the word itself, divided by this


def vocabulary(text: str) -> tuple[tuple[str, int], ...]:
    """The Han n-grams that stand in ``text`` at least three times, sorted, each with its frequency."""
    times: Counter[str] = Counter()
    for run in HAN.findall(text):
        for length in LENGTHS:
            times.update([run[n : n + length] for n in range(len(run) - length + 1)])
    return tuple(sorted((gram, n) for gram, n in times.items() if n >= USUAL))


@dataclass(frozen=True, slots=True)
class CorpusVocabulary:
    """The words of a collection: the number of sources that use a word often, and a deletion index of the words of several sources.

    A key of ``by_gap`` is a word without one of its inner letters, with and without a space in its place.
    """

    users: Mapping[str, int]
    by_gap: Mapping[str, Sequence[str]]

    @classmethod
    def from_vocabularies(cls, vocabularies: Iterable[Iterable[tuple[str, int]]]) -> CorpusVocabulary:
        users = Counter(gram for vocabulary in vocabularies for gram, _ in vocabulary)
        by_gap: dict[str, list[str]] = defaultdict(list)
        for gram in sorted(gram for gram, n in users.items() if n >= SOURCES):
            for n in range(1, len(gram) - 1):
                by_gap[gram[:n] + gram[n + 1 :]].append(gram)
                by_gap[_gapped(gram, n)].append(gram)
        return cls(users, by_gap)


def propose(reading: Reading, others: Sequence[str], rulebook: Rulebook) -> Iterator[Query]:
    """Ask about the outliers of a reading beside the texts of other sources."""
    usage = CorpusVocabulary.from_vocabularies(map(vocabulary, (reading.text, *others)))
    yield from find_outlier_words(reading.text, vocabulary(reading.text), usage, others, rulebook)


def find_outlier_words(
    text: str, own: Iterable[tuple[str, int]], usage: CorpusVocabulary, others: Iterable[str], rulebook: Rulebook
) -> Iterator[Query]:
    """Ask about the first place of each outlier in ``text``, whose vocabulary is ``own``; ``others`` are all other texts."""
    usual_words = {word: usual for word, usual in _candidates(dict(own), usage) if usual not in text} if ODD in rulebook.rules else {}
    if not usual_words:
        return
    attested = {word for other in others for word in usual_words if word in other}
    for word, usual in usual_words.items():
        if word not in attested:
            why = f"“{word}”在本篇见 {text.count(word)} 次，别篇不见；别篇作“{usual}”。"
            at = text.find(word)
            yield Query(at, at + len(word), ODD, rulebook.rules[ODD].confidence, put=usual, why=why)


def _gapped(gram: str, n: int) -> str:
    """The word with a space in the place of its letter ``n``."""
    return f"{gram[:n]} {gram[n + 1 :]}"


def _candidates(own: Mapping[str, int], usage: CorpusVocabulary) -> Iterator[tuple[str, str]]:
    """The words that only this source uses often, each with the most usual word that has one inner letter more, or another."""
    for gram, times in own.items():
        if times < OFTEN or usage.users[gram] > 1 or _is_part(gram, times, own):
            continue
        gaps = (gram, *(_gapped(gram, n) for n in range(1, len(gram) - 1)))
        usual = [other for gap in gaps for other in usage.by_gap.get(gap, ()) if other not in own and other != gram]
        if usual:
            yield gram, max(usual, key=lambda other: (usage.users[other], other))


def _is_part(gram: str, times: int, own: Mapping[str, int]) -> bool:
    """True where a word nearly always stands inside one longer word, so that its own ends are accidental."""
    return any(gram in other and len(other) > len(gram) and n * SHARE >= times for other, n in own.items())
