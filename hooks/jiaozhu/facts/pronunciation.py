"""How words are pronounced: pinyin by pypinyin, of words that jieba has segmented, so that a character is read as its word has it.

重新 is `chóngxīn` in 快手重新开启, where characters alone would give 手重 `shǒuzhòng`. Particles are known by their class: 地 is `de` in
慢慢地走.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from .term_usage.words import Word, words

PARTICLES = {("地", "uv"): "de", ("得", "ud"): "de", ("的", "uj"): "de", ("着", "uz"): "zhe", ("了", "ul"): "le", ("过", "ug"): "guo"}


def pronounced_words(text: str) -> Iterator[tuple[Word, tuple[str, ...]]]:
    """The words of a text with their syllables in tone marks, one for each Han character; any other character stands for itself."""
    for word in words(text):
        particle = PARTICLES.get((word.text, word.tag))
        yield word, (particle,) if particle else syllables(word.text)


@lru_cache(maxsize=1 << 14)
def syllables(word: str) -> tuple[str, ...]:
    """The syllables of one word, with tone marks."""
    return tuple(" ".join(lazy_pinyin([word], style=Style.TONE, errors=" ".join)).split())
