"""Lines with a slot for words: the beginning and the end that many pages share, and what stands between (由…发表于N年N月N日)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import regex

from .page import DATE, NUMBER, letters_of

T = TypeVar("T")
LONGEST_PREFIX, LONGEST_SUFFIX = 16, 32  # characters of a shape that are compared
FEWEST = 2  # the letters that the two ends of a pattern have together; a label (文 |) may have one
LABEL_ENDS = frozenset("：:|｜/／")


@dataclass(frozen=True, slots=True, order=True)
class Affixes:
    """The beginning and the end of a line's shape, with a slot between them."""

    prefix: str
    suffix: str

    def fits(self, shape: str) -> bool:
        fixed = len(self.prefix) + len(self.suffix)
        return len(shape) > fixed and shape.startswith(self.prefix) and shape.endswith(self.suffix)

    @property
    def has_label(self) -> bool:
        """True where the words in the slot are the value of a label (来源：…, 本报记者 …), or stand beside a date."""
        is_marked = self.prefix[-1:].isspace() or self.prefix.rstrip()[-1:] in LABEL_ENDS or self.suffix[:1].isspace()
        return "D" in self.prefix + self.suffix or (is_marked and bool(self.prefix + self.suffix))

    def fill(self, text: str) -> tuple[int, int] | None:
        """Where the words in the slot stand in a line's text."""
        match = _pattern(self.prefix, self.suffix).fullmatch(text)
        return match.span(1) if match else None


def common_affixes(pages: Iterable[Sequence[str]], least: int) -> tuple[Affixes, ...]:
    """The affixes that lines of at least ``least`` pages have, the more specific first; each page is the shapes of some lines."""
    shapes = [tuple(dict.fromkeys(own)) for own in pages]
    prefixes = _frequent_parts(shapes, LONGEST_PREFIX, least, lambda shape, n: shape[:n])
    suffixes = _frequent_parts(shapes, LONGEST_SUFFIX, least, lambda shape, n: shape[-n:])
    pairs = _frequent((_longest(shape, prefixes, suffixes, least) for shape in own) for own in shapes)
    patterns = [affixes for affixes, n in pairs.items() if n >= least and affixes is not None]
    return tuple(sorted(patterns, key=lambda a: (-len(a.prefix) - len(a.suffix), a)))


def _frequent_parts(pages: Sequence[Sequence[str]], longest: int, least: int, part: Callable[[str, int], str]) -> Counter[str]:
    """The beginnings, or the ends, of the shapes of at least ``least`` pages, each with their number.

    They are found by their length, shortest first: a longer part is only frequent where the part of it that is shorter by one is (Apriori).
    """
    counts: Counter[str] = Counter()
    open_shapes = [list(own) for own in pages]
    for n in range(1, longest + 1):
        level = _frequent((part(shape, n) for shape in own if len(shape) > n) for own in open_shapes)
        frequent = {words: times for words, times in level.items() if times >= least}
        if not frequent:
            break
        counts.update(frequent)
        open_shapes = [[shape for shape in own if len(shape) > n and part(shape, n) in frequent] for own in open_shapes]
    return counts


def _frequent(own: Iterable[Iterable[T]]) -> Counter[T]:
    """For each element the number of collections that have it."""
    return Counter(element for elements in own for element in set(elements))


def _longest(shape: str, prefixes: Counter[str], suffixes: Counter[str], least: int) -> Affixes | None:
    """The longest frequent beginning and end of a shape that leave a slot; None where they say too little."""
    prefix = next((shape[:n] for n in range(min(len(shape) - 1, LONGEST_PREFIX), 0, -1) if prefixes[shape[:n]] >= least), "")
    rest = shape[len(prefix) :]
    suffix = next((rest[-n:] for n in range(min(len(rest) - 1, LONGEST_SUFFIX), 0, -1) if suffixes[rest[-n:]] >= least), "")
    fixed = prefix + suffix
    says = letters_of(fixed) >= FEWEST or (letters_of(fixed) and prefix.rstrip()[-1:] in LABEL_ENDS)
    return Affixes(prefix, suffix) if says and len(fixed) >= FEWEST else None


@lru_cache(maxsize=512)
def _pattern(prefix: str, suffix: str) -> regex.Pattern[str]:
    return regex.compile(rf"{_of_shape(prefix)}\s*(.+?)\s*{_of_shape(suffix)}", regex.IGNORECASE)


def _of_shape(part: str) -> str:
    """A pattern for a part of a shape: a date or a number for each slot, any white space for each space."""
    slots = {"N": f"(?:{NUMBER})", "D": f"(?:{DATE})", " ": r"\s+"}
    return "".join(slots.get(c) or regex.escape(c) for c in part)
