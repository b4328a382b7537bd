"""Parts of the regular expressions that find dates and quantities in folded text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import regex

from ..rules.rulebook import UNTOUCHED

RANGE = r"[ ]?(?:-{1,2}|—{1,2}|–|~|至|到)[ ]?"  # what joins the two ends of a range
BLANK = "\0"  # what stands in the place of a character that no pattern may match

T = TypeVar("T")


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first; for no word, one that matches nothing."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(regex.escape, ordered)) or r"(?!)"


def without_addresses(text: str) -> str:
    """The text with blanks, one for one, in the place of web and mail addresses."""
    return UNTOUCHED.sub(lambda match: BLANK * len(match[0]), text) if "@" in text or "://" in text else text


@dataclass(frozen=True, slots=True, eq=False)
class IdentityKey(Generic[T]):
    """A value as the key of a cache, by its identity: for values that have no hash, and that stay the same through a build."""

    value: T

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdentityKey) and other.value is self.value
