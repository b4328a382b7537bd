"""Everyday Chinese: where its words begin and end, what class they are of, and how often it uses them.

The dictionary is that of jieba (350,000 words with frequencies, mostly from newspapers), by way of rjieba.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
from rjieba import Jieba

from ...core.lines import is_han
from ...rules.rulebook import to_simplified

SIZE = 60_101_967  # words of running text behind the frequencies of the dictionary: their sum
SURROGATE = regex.compile(r"[\ud800-\udfff]")  # not text, and the dictionary would refuse it
CONTENT = ("n", "v", "a", "b", "j", "l", "i", "g", "m")  # classes of words that terms are made of
NOT_CONTENT = ("ad", "vd", "mq")
NOMINAL = ("n", "v", "j", "l", "g", "an", "b", "m")  # classes that a term may end in: 带货 and 跳转 are verbs
NAMES = ("nr", "ns", "nt", "nz")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, where it begins there, and its class in the notation of ICTCLAS: n noun, v verb, nr person, x mark."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_content(self) -> bool:
        """True for a Han word of a class that terms are made of."""
        return is_han(self.text[0]) and is_han(self.text[-1]) and _belongs(self.tag, CONTENT) and not _belongs(self.tag, NOT_CONTENT)

    @property
    def is_nominal(self) -> bool:
        return _belongs(self.tag, NOMINAL)

    @property
    def is_name(self) -> bool:
        return _belongs(self.tag, NAMES)


@lru_cache(maxsize=1024)
def _belongs(tag: str, classes: tuple[str, ...]) -> bool:
    return tag.startswith(classes)


def plain(text: str) -> str:
    """The text as the dictionary reads it, in Simplified characters; offsets in it are offsets in ``text``."""
    return to_simplified(SURROGATE.sub("\ufffd", text))


def words(text: str) -> Iterator[Word]:
    """The words of a plain text, in order; they tile it."""
    at = 0
    for found, tag in _jieba().tag(text):
        yield Word(found, tag, at)
        at += len(found)


def parts(form: str) -> tuple[str, ...]:
    """The words that a form is made of, where it stands alone."""
    return tuple(_jieba().cut(form))


def knows(form: str) -> bool:
    """True for a word of the dictionary."""
    found: bool = _jieba().has_word(form)
    return found


@lru_cache(maxsize=1 << 16)
def rate(form: str) -> float:
    """How often everyday Chinese uses a form, of all its words; where the dictionary lacks it, as chance would have it."""
    times: int = _jieba().suggest_freq(form)
    return max(times, 1) / SIZE


@lru_cache(maxsize=1)
def _jieba() -> Jieba:
    return Jieba()
