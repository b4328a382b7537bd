"""Odd words: what machine rewriting has put in the place of a word that everybody else uses.

A word that one source uses again and again and no other source at all, while other sources use one that has a letter more, or
another letter, inside: 快手商 where they write 快手电商. Nothing is changed for it; the editor is asked.
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
LENGTHS = range(3, 6)  # letters of a word that is looked at
OFTEN, USUAL = 5, 3  # how often an odd word stands in its source, and the usual one in each of several others
SOURCES = 2  # other sources that must have the usual word
SHARE = 1.5  # a word is not merely a part of longer ones: each of those stands at most as often, divided by this


def vocabulary(text: str) -> tuple[tuple[str, int], ...]:
    """The Han n-grams that stand in ``text`` at least three times, with how often; in order."""
    times: Counter[str] = Counter()
    for run in HAN.findall(text):
        for length in LENGTHS:
            times.update(run[n : n + length] for n in range(len(run) - length + 1))
    return tuple(sorted((gram, n) for gram, n in times.items() if n >= USUAL))


@dataclass(frozen=True, slots=True)
class CorpusVocabulary:
    """What a collection writes: how many sources use a word often, and the words that several do, by what a gap leaves of them."""

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
    """What is odd in a reading beside the texts of other sources."""
    usage = CorpusVocabulary.from_vocabularies(map(vocabulary, (reading.text, *others)))
    yield from find_outlier_words(reading.text, vocabulary(reading.text), usage, others, rulebook)


def find_outlier_words(
    text: str, own: Iterable[tuple[str, int]], usage: CorpusVocabulary, others: Iterable[str], rulebook: Rulebook
) -> Iterator[Query]:
    """Ask about the first place of each odd word in ``text``, whose vocabulary is ``own``; ``others`` are all other texts."""
    suspects = {odd: right for odd, right in _odd(dict(own), usage) if right not in text} if ODD in rulebook.rules else {}
    if not suspects:
        return
    known = {odd for other in others for odd in suspects if odd in other}
    for odd, right in suspects.items():
        if odd not in known:
            why = f"“{odd}”在本篇见 {text.count(odd)} 次，别篇不见；别篇作“{right}”。"
            at = text.find(odd)
            yield Query(at, at + len(odd), ODD, rulebook.rules[ODD].confidence, put=right, why=why)


def _gapped(gram: str, n: int) -> str:
    return f"{gram[:n]} {gram[n + 1 :]}"


def _odd(own: Mapping[str, int], usage: CorpusVocabulary) -> Iterator[tuple[str, str]]:
    """The words of a source that only it uses, each with the usual word of the same beginning and end."""
    for gram, times in own.items():
        if times < OFTEN or usage.users[gram] > 1 or _is_part(gram, times, own):
            continue
        gaps = (gram, *(_gapped(gram, n) for n in range(1, len(gram) - 1)))
        rights = [right for gap in gaps for right in usage.by_gap.get(gap, ()) if right not in own and right != gram]
        if rights:
            yield gram, max(rights, key=lambda right: (usage.users[right], right))


def _is_part(gram: str, times: int, own: Mapping[str, int]) -> bool:
    """True where nearly every time a longer word stands there, or where the word is itself cut off by chance."""
    return any(gram in other and len(other) > len(gram) and n * SHARE >= times for other, n in own.items())
