"""Japanese in a Chinese text, which no conversion of Chinese script may touch: 学生 is right in it, and 學生 is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .characters import simplified_only

HIRAGANA = re.compile("[ぁ-のは-ゖ]")
PARTICLE = "の"  # Chinese uses it alone, as an ornament: 鮮の味
SENTENCE = re.compile(r"[^。！？!?\n：:「」『』“”‘’（）()《》]+")
CLAUSE = re.compile(r"[^，、,；;\s]+")


def japanese_offsets(line: str) -> frozenset[int]:
    """The offsets of all characters of sentences, or of clauses, that are Japanese."""
    if HIRAGANA.search(line) is None:
        return frozenset()
    return frozenset(offset for start, end in _stretches(line) for offset in range(start, end))


def _stretches(line: str) -> Iterator[tuple[int, int]]:
    for sentence in SENTENCE.finditer(line):
        if _is_japanese(sentence.group()):
            yield sentence.span()
            continue
        yield from (clause.span() for clause in CLAUSE.finditer(line, *sentence.span()) if _is_japanese(clause.group()))


def _is_japanese(text: str) -> bool:
    """True for words with Hiragana and without a Simplified character that Japanese does not have too."""
    kana = HIRAGANA.findall(text)
    return any(c != PARTICLE for c in kana) and not any(not c.encode("cp932", "ignore") for c in simplified_only().findall(text))
