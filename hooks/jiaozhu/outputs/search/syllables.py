"""Pinyin in the index: the spelling of a name, by which it is found as it sounds, and the keys of that spelling.

A spelling has a token for each Han character, its syllable without tone (`ü` is `v`), and one for each Latin letter or digit, so that the
tokens stand for the letters of the name in their order, whatever its script. What is typed matches from the beginning of a token on:
either whole syllables, of which the last may be unfinished (`kuaish`), or the initials of syllables (`ks`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ...core.lines import HAN
from ...facts.pronunciation import pronounced_words

FULL, INITIALS = 3, 2  # letters of a key: of whole syllables, and of initials


def spelled(name: str, given: str = "") -> str:
    """The tokens of a name with Han characters, separated by spaces. ``given`` is its pinyin as a person has written it."""
    if not HAN.search(name):
        return ""
    return " ".join(_toneless(given).split()) if given else " ".join(_tokens(name))


def syllable_keys(spelling: str) -> set[str]:
    """Trigrams of the letters of a spelling, and bigrams of the initials of its tokens."""
    tokens = spelling.split(" ")
    letters, initials = "".join(tokens), "".join(token[:1] for token in tokens)
    return {*_grams(letters, FULL), *_grams(initials, INITIALS)}


def _grams(text: str, length: int) -> Iterator[str]:
    return (text[at : at + length] for at in range(len(text) - length + 1))


def _tokens(name: str) -> Iterator[str]:
    for token in (syllable for _, syllables in pronounced_words(name) for syllable in syllables):
        spelling = _toneless(token)
        if spelling.isascii() and spelling.isalnum():
            yield spelling


def _toneless(text: str) -> str:
    """Latin letters without their diacritics, in lower case; `ü` becomes `v`."""
    parts = unicodedata.normalize("NFKD", text.casefold()).replace("u\u0308", "v")
    return "".join(c for c in parts if not unicodedata.combining(c))
