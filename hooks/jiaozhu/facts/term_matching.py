"""Dictionary matching by an Aho–Corasick automaton: where the terms of the glossary and the names of the register stand in a text.

The automaton yields every occurrence of every form, overlaps included. False ones are removed first, and the leftmost-longest of the
rest are chosen afterwards, because a long form that is none where it stands (渠道商 in 渠道商品池) must not hide a true one (商品池).
This is why the library's own leftmost-longest search is not used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from ..core.entries import Mention, Name, Term
from ..core.model import Block, BlockKind
from ..core.normalize import fold
from ..rules.rulebook import UNTOUCHED

# The blocks whose words are annotated.
ANNOTATED_KINDS: frozenset[BlockKind] = frozenset({"paragraph", "verse", "caption", "list", "quote", "table"})
MARKS_IN_NUMBERS = ".,"


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of an entry (a term or a name) in a text."""

    entry: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """An automaton that finds the forms of many entries, terms and names, in one pass. No two of them may share an id or a form.

    The patterns of the automaton are numbered. ``owners`` are the entries of which they are forms (None for a pattern that is only a
    context), ``has_ascii_edge`` tells whether they begin or end with an ASCII letter or digit, and ``barred`` are the entries whose
    forms mean something else inside them.
    """

    automaton: AhoCorasick
    owners: tuple[str | None, ...]
    has_ascii_edge: tuple[bool, ...]
    barred: tuple[tuple[str, ...], ...]

    @classmethod
    def from_entries(cls, entries: Iterable[Term | Name]) -> Matcher:
        owners: dict[str, str] = {}
        barred: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            owners.update({fold(form): entry.id for form in entry.forms})
            for words in entry.unless:
                barred[fold(words)].append(entry.id)
        patterns = list(dict.fromkeys((*owners, *barred)))
        edges = tuple(_is_ascii_alnum(words[0]) or _is_ascii_alnum(words[-1]) for words in patterns)
        return cls(AhoCorasick(patterns), tuple(map(owners.get, patterns)), edges, tuple(tuple(barred.get(p, ())) for p in patterns))

    def hits(self, text: str) -> Iterator[Hit]:
        """The mentions in a text, in order. None overlaps another: of those that would, the leftmost and longest stands."""
        text = fold(text)
        matches = self.automaton.find_matches_as_indexes(text, overlapping=True) if self.owners else []
        if not matches:
            return
        contexts = self._contexts(matches)
        addresses = _Cover.from_spans(match.span() for match in UNTOUCHED.finditer(text)) if "@" in text or "://" in text else EMPTY
        at = 0
        for n, start, end in sorted(matches, key=_leftmost_longest):
            entry = self.owners[n]
            if start < at or entry is None or (self.has_ascii_edge[n] and not _stands_alone(text, start, end)):
                continue
            if not contexts.get(entry, EMPTY).holds(start, end) and not addresses.holds(start, end):
                yield Hit(entry, start, end)
                at = end

    def parts(self, form: str) -> tuple[str, ...]:
        """The shorter forms that stand inside a form."""
        matches = self.automaton.find_matches_as_indexes(fold(form), overlapping=True)
        return tuple(form[start:end] for n, start, end in matches if self.owners[n] is not None and end - start < len(form))

    def _contexts(self, matches: Iterable[tuple[int, int, int]]) -> dict[str, _Cover]:
        """For each entry, where its forms mean something else."""
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for n, start, end in matches:
            for entry in self.barred[n]:
                spans[entry].append((start, end))
        return {entry: _Cover.from_spans(group) for entry, group in spans.items()}


def mentions(blocks: Iterable[Block], matcher: Matcher) -> tuple[Mention, ...]:
    """The mentions in the blocks of an edition; none in titles, headings and figures, and none in code."""
    annotated = (block for block in blocks if block.kind in ANNOTATED_KINDS)
    return tuple(Mention(h.entry, block.id, h.start, h.end) for block in annotated for h in matcher.hits(block.text) if _is_prose(block, h))


def _is_prose(block: Block, hit: Hit) -> bool:
    """False for words that the source quotes to the letter."""
    return not any(mark.kind in ("code", "formula") and mark.start < hit.end and hit.start < mark.end for mark in block.marks)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """False where an ASCII word or a number continues beyond a form: KOC in KOCs, GMV in GMV2, 618 in 1,618.

    Han characters have no such borders: 的KOC营销 contains KOC.
    """
    before, after = text[max(0, start - 2) : start][::-1], text[end : end + 2]
    return not (_continues(text[start], before) or _continues(text[end - 1], after))


def _continues(edge: str, beyond: str) -> bool:
    """True where the characters ``beyond`` the edge of a form, the nearest first, continue its word or number."""
    if not _is_ascii_alnum(edge) or not beyond:
        return False
    number = edge.isdigit() and len(beyond) == 2 and beyond[0] in MARKS_IN_NUMBERS and _is_ascii_alnum(beyond[1]) and beyond[1].isdigit()
    return _is_ascii_alnum(beyond[0]) or number


def _is_ascii_alnum(character: str) -> bool:
    """True for an ASCII letter or digit."""
    return character.isascii() and character.isalnum()


def _leftmost_longest(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]


@dataclass(frozen=True, slots=True)
class _Cover:
    """Spans by their starts, each with the running maximum of the ends: one binary search tells whether any of them holds a stretch."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @classmethod
    def from_spans(cls, spans: Iterable[tuple[int, int]]) -> _Cover:
        ordered = sorted(spans)
        return cls(tuple(start for start, _ in ordered), tuple(accumulate((end for _, end in ordered), max)))

    def holds(self, start: int, end: int) -> bool:
        n = bisect_right(self.starts, start)
        return n > 0 and self.ends[n - 1] >= end


EMPTY = _Cover()
