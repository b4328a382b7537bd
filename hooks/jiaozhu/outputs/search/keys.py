"""Index keys: character unigrams and bigrams, and trigrams of Latin letters and digits.

No key spans a mark. Bigrams are used because Chinese text does not separate its words and a bigram is nearly as selective as a word.
Latin needs trigrams because three Latin letters are as selective as two Han characters; prefixes would not find the middle of a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from operator import add

from .folding import MARK

TRIGRAM = re.compile("(?=([0-9a-z]{3}))")
OFTEN, SOMETIMES = 5, 2  # term frequencies from which a key reaches the third and the second level
BREAK = "\0"  # a separator that does not occur in a folded text
TITLE, HEADING, LEVELS = 4, 3, 5


def strip_marks(text: str) -> str:
    """A folded text without its marks."""
    return MARK.sub("", text)


def count_keys(text: str) -> Counter[str]:
    """The keys of a folded text with their term frequencies."""
    separated = MARK.sub(BREAK, text)
    counts = Counter(map(add, separated, separated[1:]))
    for key in [key for key in counts if BREAK in key]:
        del counts[key]
    counts.update(separated)
    counts.update(TRIGRAM.findall(separated))
    del counts[BREAK]
    return counts


def query_keys(text: str) -> list[str]:
    """The keys of a folded query in its order. Unigrams are used only where there is no longer key."""
    parts = [part for part in MARK.split(text) if part]
    longer = [key for part in parts for key in _ngrams(part)]
    return longer or parts


def _ngrams(part: str) -> Iterable[str]:
    """Bigrams, replaced by trigrams where there are three Latin letters or digits."""
    trigrams = {match.start() for match in TRIGRAM.finditer(part)}
    for at in range(len(part) - 1):
        if at in trigrams:
            yield part[at : at + 3]
        elif at - 1 not in trigrams:
            yield part[at : at + 2]


def keys_by_level(title: Iterable[str], headings: Iterable[str], texts: Iterable[str]) -> tuple[set[str], ...]:
    """The keys of a unit by level: once, more than once, often, in a heading, in the title. Each key has only its highest level."""
    in_title, in_headings = count_keys(BREAK.join(title)).keys(), count_keys(BREAK.join(headings)).keys()
    levels: tuple[set[str], ...] = (set(), set(), set(), in_headings - in_title, set(in_title))
    for key, times in count_keys(BREAK.join(texts)).items():
        if key not in in_title and key not in in_headings:
            levels[0 if times < SOMETIMES else 1 if times < OFTEN else 2].add(key)
    return levels
