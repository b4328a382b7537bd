"""Everyday Chinese by a dictionary: word segmentation, part-of-speech tags, and word frequencies.

The dictionary is jieba's (350,000 words with frequencies, mostly from newspapers), by way of rjieba. It knows Simplified characters only.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rjieba import Jieba

from ...core.lines import is_han

SIZE = 60_101_967  # the sum of all frequencies in the dictionary: words of running text behind it
CONTENT = ("n", "v", "a", "b", "j", "l", "i", "g", "m")  # classes of words of which terms are made
NOT_CONTENT = ("ad", "vd", "mq")
NOMINAL = ("n", "v", "j", "l", "g", "an", "b", "m")  # classes of words with which a term may end: 带货 and 跳转 are verbs
NAMES = ("nr", "ns", "nt", "nz")


class Word(NamedTuple):
    """A word of a text, the offset where it begins, and its tag in the notation of ICTCLAS: n noun, v verb, nr person, x mark."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_content(self) -> bool:
        """True for a Han word of a class of which terms are made."""
        return _is_content(self.text, self.tag)

    @property
    def is_nominal(self) -> bool:
        return _belongs(self.tag, NOMINAL)

    @property
    def is_name(self) -> bool:
        return _belongs(self.tag, NAMES)


@lru_cache(maxsize=1 << 16)
def _is_content(text: str, tag: str) -> bool:
    return is_han(text[0]) and is_han(text[-1]) and _belongs(tag, CONTENT) and not _belongs(tag, NOT_CONTENT)


@lru_cache(maxsize=1024)
def _belongs(tag: str, classes: tuple[str, ...]) -> bool:
    return tag.startswith(classes)


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order; they tile it."""
    at = 0
    for word, tag in _jieba().tag(text):
        yield Word(word, tag, at)
        at += len(word)


def parts(form: str) -> tuple[str, ...]:
    """The words into which a form is segmented by itself."""
    return tuple(_jieba().cut(form))


def knows(form: str) -> bool:
    """True for a word of the dictionary."""
    known: bool = _jieba().has_word(form)
    return known


@lru_cache(maxsize=1 << 16)
def rate(form: str) -> float:
    """The relative frequency of a form in everyday Chinese; of one that the dictionary lacks, as its parts would give it by chance."""
    times: int = _jieba().suggest_freq(form)
    return max(times, 1) / SIZE


@lru_cache(maxsize=1)
def _jieba() -> Jieba:
    return Jieba()
