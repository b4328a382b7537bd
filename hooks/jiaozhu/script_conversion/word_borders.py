"""Where words begin, for OpenCC, which takes the longest phrase from the left and so finds 手表 in 快手表示, 生发 in 学生发展.

The borders are those of the most probable words (jieba; its dictionary is in the package). A phrase of OpenCC's may end where a word
ends, and not inside of one. Only words are marked whose first character has several Traditional forms; a phrase of our own table is
never cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import opencc
import rjieba
from ahocorasick_rs import AhoCorasick

from .characters import HAN

BORDER = "\U0010fffe"
PHRASED = "借夫链象广"  # characters of one form by themselves, and of another in phrases of OpenCC's: 藉 in 藉口


class Borders:
    """Marks borders in texts, but never inside of ``phrases``."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = AhoCorasick(list(phrases))

    def mark(self, text: str) -> str:
        """``text`` with a mark before each word that no phrase may reach into."""
        found = self.phrases.find_matches_as_indexes(text, overlapping=True)
        closed = {at for _, start, end in found for at in range(start + 1, end)}
        places = (0, *(at for at in _places(text) if at not in closed), len(text))
        return BORDER.join(text[start:end] for start, end in pairwise(places))


@lru_cache(maxsize=4)  # each script asks for the same text, one after the other
def _places(text: str) -> tuple[int, ...]:
    """Where those words begin whose first character is ambiguous; none, should the words not be those of the text."""
    places, at = [], 0
    for word in rjieba.cut(text):
        if at and len(word) > 1 and word[0] in ambiguous_characters():
            places.append(at)
        at += len(word)
    return tuple(places) if at == len(text) else ()


@lru_cache(maxsize=1)
def ambiguous_characters() -> frozenset[str]:
    """The Simplified characters that stand for more than one Traditional character: 发 for 發 and 髮."""
    forms: defaultdict[str, int] = defaultdict(int)
    for form, simplified in zip(HAN, opencc.OpenCC("t2s").convert(HAN), strict=True):
        if form.encode("big5", "ignore"):
            forms[simplified] += 1
    return frozenset((*PHRASED, *(one for one, number in forms.items() if number > 1 and one.encode("gb2312", "ignore"))))
