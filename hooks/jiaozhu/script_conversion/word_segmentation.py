"""Word segmentation for OpenCC, which matches the longest phrase from the left and so finds 手表 in 快手表示, 生发 in 学生发展.

The words are the most probable ones (jieba; its dictionary is in the package). A border before a word keeps OpenCC's phrases from
reaching into it. Only words whose first character has several Traditional forms get one; a phrase of our own table is never cut.
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
PHRASED = "借夫链象广"  # characters with another Traditional form in some phrases of OpenCC: 藉 in 藉口


class Borders:
    """Inserts border characters into texts, but never inside one of ``phrases``."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = AhoCorasick(list(phrases))

    def mark(self, text: str) -> str:
        """``text`` with a border before each word that no phrase of OpenCC may reach into."""
        matches = self.phrases.find_matches_as_indexes(text, overlapping=True)
        inside = {offset for _, start, end in matches for offset in range(start + 1, end)}
        cuts = (0, *(offset for offset in _ambiguous_words(text) if offset not in inside), len(text))
        return BORDER.join(text[start:end] for start, end in pairwise(cuts))


@lru_cache(maxsize=4)  # because each script needs the same text, one after the other
def _ambiguous_words(text: str) -> tuple[int, ...]:
    """The offsets of words whose first character is ambiguous; none, should the words not add up to the text."""
    offsets, offset = [], 0
    for word in rjieba.cut(text):
        if offset and len(word) > 1 and word[0] in ambiguous_characters():
            offsets.append(offset)
        offset += len(word)
    return tuple(offsets) if offset == len(text) else ()


@lru_cache(maxsize=1)
def ambiguous_characters() -> frozenset[str]:
    """The Simplified characters that stand for more than one Traditional character: 发 for 發 and 髮."""
    forms: defaultdict[str, int] = defaultdict(int)  # how many Traditional forms each has
    for form, simplified in zip(HAN, opencc.OpenCC("t2s").convert(HAN), strict=True):
        if form.encode("big5", "ignore"):
            forms[simplified] += 1
    return frozenset((*PHRASED, *(c for c, number in forms.items() if number > 1 and c.encode("gb2312", "ignore"))))
