"""What a text is found by: every character, every pair of neighbours, and of Latin letters and digits every three.

A pair never reaches across a mark. Words of a Chinese text have no borders, and a pair of characters is nearly as telling as a word;
three Latin letters are as telling as two Han characters, and prefixes would not find the middle of a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from operator import add

from .folding import MARK

THREE = re.compile("(?=([0-9a-z]{3}))")
OFTEN, SOMETIMES = 5, 2  # how often a key stands in a text for the third and the second level
BREAK = "\0"  # a mark that no folded text has
TITLE, HEADING, LEVELS = 4, 3, 5


def strip_marks(text: str) -> str:
    """A folded text without its marks."""
    return MARK.sub("", text)


def count_keys(text: str) -> Counter[str]:
    """The keys of a folded text, and how often each stands there."""
    parted = MARK.sub(BREAK, text)
    found = Counter(map(add, parted, parted[1:]))
    for key in [key for key in found if BREAK in key]:
        del found[key]
    found.update(parted)
    found.update(THREE.findall(parted))
    del found[BREAK]
    return found


def query_keys(text: str) -> list[str]:
    """The keys of which a folded query is made, in its order: no single character where there is any longer key."""
    parts = [part for part in MARK.split(text) if part]
    longer = [key for part in parts for key in _chain(part)]
    return longer or parts


def _chain(part: str) -> Iterable[str]:
    """Pairs, and in their place threes where there are three Latin letters or digits."""
    threes = {match.start() for match in THREE.finditer(part)}
    for at in range(len(part) - 1):
        if at in threes:
            yield part[at : at + 3]
        elif at - 1 not in threes:
            yield part[at : at + 2]


def keys_by_level(title: Iterable[str], headings: Iterable[str], texts: Iterable[str]) -> tuple[set[str], ...]:
    """The keys of a unit by level: once, more than once, often, in a heading, in the title. Each is in the highest that it reaches."""
    in_title, in_headings = count_keys(BREAK.join(title)).keys(), count_keys(BREAK.join(headings)).keys()
    levels: tuple[set[str], ...] = (set(), set(), set(), in_headings - in_title, set(in_title))
    for key, times in count_keys(BREAK.join(texts)).items():
        if key not in in_title and key not in in_headings:
            levels[0 if times < SOMETIMES else 1 if times < OFTEN else 2].add(key)
    return levels
