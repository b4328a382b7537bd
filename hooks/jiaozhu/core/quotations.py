"""Where the words that a person quotes stand in a text: words copied from a page are found in the source, and the other way round."""

from __future__ import annotations

from functools import lru_cache

from .normalize import half_width_marks, without_white_space
from .runs import Span


def find_words(text: str, words: str) -> list[Span]:
    """All places of ``words`` in ``text``, in order, whatever the white space and the width of marks in both; none for no words."""
    characters, offsets = _quotable(text)
    sought = half_width_marks("".join(words.split()))
    spans, start = [], characters.find(sought)
    while sought and start >= 0:
        spans.append(Span(offsets[start], offsets[start + len(sought) - 1] + 1))
        start = characters.find(sought, start + 1)
    return spans


@lru_cache(maxsize=4)
def _quotable(text: str) -> tuple[str, tuple[int, ...]]:
    """The characters of a text by which quotations are compared, and the offset in the text of each."""
    characters, offsets = without_white_space(text)
    return half_width_marks(characters), offsets
