"""Where the terms of the glossary and the names of the register stand in a text: all forms at once, by an Aho–Corasick automaton.

The automaton yields every occurrence of every form, overlaps included. Only then are the false ones taken away and the
leftmost-longest of the rest chosen: a long form that is none where it stands (渠道商 in 渠道商品池) must not hide a true one
(商品池). So the library's own leftmost-longest search is not used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from ..core.model import Block, BlockKind, Mention, Name, Term
from ..core.normalize import fold
from ..rules.rulebook import UNTOUCHED

KINDS: frozenset[BlockKind] = frozenset({"paragraph", "caption", "list", "quote"})  # blocks whose words are annotated
MARKS_IN_NUMBERS = ".,"


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of an entry (a term or a name) in a text."""

    entry: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the forms of many entries, terms and names, in one pass. No two of them may share an id or a form.

    What the automaton looks for is numbered: ``forms`` says of which entry a number is a form (None: of none), ``edged`` whether
    it begins or ends as an ASCII word does, and ``bars`` of which entries it is a context in which their forms are something else.
    """

    automaton: AhoCorasick
    forms: tuple[str | None, ...]
    edged: tuple[bool, ...]
    bars: tuple[tuple[str, ...], ...]

    @classmethod
    def from_entries(cls, entries: Iterable[Term | Name]) -> Matcher:
        owners: dict[str, str] = {}
        barred: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            owners.update({fold(form): entry.id for form in entry.forms})
            for words in entry.unless:
                barred[fold(words)].append(entry.id)
        sought = list(dict.fromkeys((*owners, *barred)))
        edged = tuple(_ascii(words[0]) or _ascii(words[-1]) for words in sought)
        return cls(AhoCorasick(sought), tuple(map(owners.get, sought)), edged, tuple(tuple(barred.get(s, ())) for s in sought))

    def hits(self, text: str) -> Iterator[Hit]:
        """The mentions in a text, in order: none overlaps another, and of those that would, the leftmost and longest stands."""
        text = fold(text)
        found = self.automaton.find_matches_as_indexes(text, overlapping=True) if self.forms else []
        if not found:
            return
        contexts = self._contexts(found)
        addresses = _Cover.from_spans(match.span() for match in UNTOUCHED.finditer(text)) if "@" in text or "://" in text else NOTHING
        at = 0
        for n, start, end in sorted(found, key=_leftmost_longest):
            entry = self.forms[n]
            if start < at or entry is None or (self.edged[n] and not _stands_alone(text, start, end)):
                continue
            if not contexts.get(entry, NOTHING).holds(start, end) and not addresses.holds(start, end):
                yield Hit(entry, start, end)
                at = end

    def parts(self, form: str) -> tuple[str, ...]:
        """The forms that stand in another form, and are shorter."""
        found = self.automaton.find_matches_as_indexes(fold(form), overlapping=True)
        return tuple(form[start:end] for n, start, end in found if self.forms[n] is not None and end - start < len(form))

    def _contexts(self, found: Iterable[tuple[int, int, int]]) -> dict[str, _Cover]:
        """Of each entry, where its forms are something else."""
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for n, start, end in found:
            for entry in self.bars[n]:
                spans[entry].append((start, end))
        return {entry: _Cover.from_spans(group) for entry, group in spans.items()}


def mentions(blocks: Iterable[Block], matcher: Matcher) -> tuple[Mention, ...]:
    """The mentions in the blocks of an edition; none in titles, headings and figures."""
    wanted = (block for block in blocks if block.kind in KINDS)
    return tuple(Mention(hit.entry, block.id, hit.start, hit.end) for block in wanted for hit in matcher.hits(block.text))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """False where an ASCII word or a number goes on beyond a form: KOC in KOCs, GMV in GMV2, 618 in 1,618.

    Han characters have no such borders: 的KOC营销 holds KOC.
    """
    before, after = text[max(0, start - 2) : start][::-1], text[end : end + 2]
    return not (_goes_on(text[start], before) or _goes_on(text[end - 1], after))


def _goes_on(edge: str, beyond: str) -> bool:
    """True where the characters ``beyond`` the edge of a form, the nearest first, continue its word or number."""
    if not _ascii(edge) or not beyond:
        return False
    number = edge.isdigit() and len(beyond) == 2 and beyond[0] in MARKS_IN_NUMBERS and _ascii(beyond[1]) and beyond[1].isdigit()
    return _ascii(beyond[0]) or number


def _ascii(character: str) -> bool:
    """True for an ASCII letter or digit."""
    return character.isascii() and character.isalnum()


def _leftmost_longest(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]


@dataclass(frozen=True, slots=True)
class _Cover:
    """Spans by their starts, and to each the farthest end of all up to it: one look tells whether any of them holds a stretch."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @classmethod
    def from_spans(cls, spans: Iterable[tuple[int, int]]) -> _Cover:
        ordered = sorted(spans)
        return cls(tuple(start for start, _ in ordered), tuple(accumulate((end for _, end in ordered), max)))

    def holds(self, start: int, end: int) -> bool:
        n = bisect_right(self.starts, start)
        return n > 0 and self.ends[n - 1] >= end


NOTHING = _Cover()
