"""Patterns of lines as editors write them: the words of a line, with `{…}` where the words differ from page to page.

A number stands for any number, a date for any date; white space is free. `{title}`, `{author}`, `{date}` and `{outlet}` name what stands
in a slot; `{}` is any words. A pattern may have several lines, which then stand below each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from ..core.lines import Line
from ..core.reading import Span
from .page import DATE, DATES, NUMBER, letters_of, shape

SLOT = regex.compile(r"\{([^{}]*)\}")
SIDE_BY_SIDE = regex.compile(r"\{(?!\s*date\s*\})[^{}]*\}[ \t\u3000]*\{(?!\s*date\s*\})[^{}]*\}")
FACTS = ("title", "author", "date", "outlet")
LITERAL = regex.compile(rf"(?P<date>{DATE})|(?P<number>{NUMBER})|(?P<space>\s+)|(?P<other>.)", regex.IGNORECASE | regex.DOTALL)


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A pattern as it was written, and its lines."""

    text: str
    lines: tuple[str, ...]

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of its slots in order, the empty ones included."""
        return tuple(name.strip() for name in SLOT.findall("\n".join(self.lines)))

    @property
    def has_open_border(self) -> bool:
        """True where two slots of any words stand side by side, so that nothing says where the one ends."""
        return bool(SIDE_BY_SIDE.search(self.text))

    @property
    def is_specific(self) -> bool:
        """True where a line of it has letters of its own, or a date."""
        return any("{date}" in line or letters_of(shape(SLOT.sub(" ", line))) or DATES.search(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """Where a pattern stands in a text: the numbers of its lines, and the places of its named slots in the text."""

    numbers: range
    facts: tuple[tuple[str, Span], ...]


def line_pattern(text: str) -> LinePattern:
    """The pattern in some lines of text."""
    return LinePattern(text, tuple(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def matches(pattern: LinePattern, lines: Sequence[Line]) -> Iterator[PatternMatch]:
    """The places of a pattern among the lines of a text, from above, none of which overlaps the one before."""
    height, n = len(pattern.lines), 0
    while n + height <= len(lines):
        match = _match_at(pattern, lines, n)
        if match:
            yield match
        n += height if match else 1


def _match_at(pattern: LinePattern, lines: Sequence[Line], n: int) -> PatternMatch | None:
    facts: list[tuple[str, Span]] = []
    for k, written in enumerate(pattern.lines):
        line = lines[n + k]
        match = _compiled(written).fullmatch(line.text)
        if match is None:
            return None
        for name in FACTS:
            if name in match.groupdict():
                start, end = match.span(name)
                facts.append((name, Span(line.span.start + start, line.span.start + end)))
    return PatternMatch(range(n, n + len(pattern.lines)), tuple(facts))


@lru_cache(maxsize=1024)
def _compiled(written: str) -> regex.Pattern[str]:
    """One line as a regular expression.

    A slot takes as few words as it can, and all but the last never give any back (atomic groups), so that time is linear.
    """
    segments = [""]  # the words before the first slot of any words, and each such slot with the words behind it
    names: set[str] = set()
    for n, part in enumerate(SLOT.split(written)):  # words, the name of a slot, words, and so on
        name = part.strip() if n % 2 else ""
        if n % 2 == 0:
            segments[-1] += _literal(part)
            continue
        inside = f"(?:{DATE})" if name == "date" else r"\S(?:.*?\S)?"
        slot = f"\\s*(?P<{name}>{inside})\\s*" if name in FACTS and name not in names else f"\\s*(?:{inside})\\s*"
        names.add(name)
        if name == "date":
            segments[-1] += slot
        else:
            segments.append(slot)
    first, middle, last = segments[0], segments[1:-1], segments[-1] if len(segments) > 1 else ""
    return regex.compile(first + "".join(f"(?>{part})" for part in middle) + last, regex.IGNORECASE | regex.DOTALL)


def _literal(words: str) -> str:
    """Words as a regular expression, in which a number and a date stand for any other, and white space is free."""
    kinds = {"date": f"(?:{DATE})", "number": f"(?:{NUMBER})", "space": r"\s*"}
    return "".join(kinds.get(match.lastgroup or "") or regex.escape(match.group()) for match in LITERAL.finditer(words))
