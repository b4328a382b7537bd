"""Spaces between Chinese characters in the middle of a clause, where they stand for no mark."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ...core.reading import Change, Reading
from ...rules.rulebook import Rulebook
from ..lost_marks.clause_ends import border_chances, weights, words_of

RULE = "stray-space"
MARKS = "。！？；：，、…（）《》〈〉「」『』“”()\n\r\v\f\x85\u2028\u2029"
CLAUSE_BEFORE = regex.compile(f"[^{MARKS}]*$")
CLAUSE_BEHIND = regex.compile(f"[^{MARKS}]*")
SPACES = regex.compile(r"\s+")
REACH = 60  # characters of a clause on one side that are looked at
END = 0.1  # the probability from which a clause may end at a space


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut the spaces at which no clause ends. Where one may end, the space may stand for a comma, and is left."""
    if rule := rulebook.rules.get(RULE):
        for change in rule.propose(reading):
            if isinstance(change, Change) and _end_chance(reading.text, change) < END:
                yield change


def _end_chance(text: str, change: Change) -> float:
    """The probability that a clause ends at a space, by the words on both sides of it."""
    before = CLAUSE_BEFORE.search(text[max(0, change.start - REACH) : change.start])
    behind = CLAUSE_BEHIND.match(text[change.end : change.end + REACH])
    first, second = (SPACES.sub("", match.group()) if match else "" for match in (before, behind))
    borders = border_chances(words_of(first + second), weights())
    return next((chance for at, chance in borders if at == len(first)), 0.0)  # 0 in the middle of a word
