"""Where the terms of the glossary stand in a text: all forms at once, by an Aho–Corasick automaton.

The automaton yields every occurrence of every form, overlaps included. Only then are the false ones taken away and the
leftmost-longest of the rest chosen: a long form that is none where it stands (渠道商 in 渠道商品池) must not hide a true one
(商品池). So the library's own leftmost-longest search is not used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from ..model import Block, BlockKind, Mention, Term
from ..rulebook import UNTOUCHED
from ..text import Span
from .folding import fold

KINDS: frozenset[BlockKind] = frozenset({"paragraph", "caption", "list", "quote"})  # blocks whose words are annotated
MARKS_IN_NUMBERS = ".,"


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of a term in a text."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the forms of many terms in one pass. What the automaton looks for is numbered: ``forms`` says of which term
    a number is a form (None: of none), ``bars`` of which terms it is a context in which their forms are something else.
    """

    automaton: AhoCorasick
    forms: tuple[str | None, ...]
    bars: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Matcher:
        owners: dict[str, str] = {}
        barred: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            owners.update({fold(form): term.id for form in term.forms})
            for words in term.unless:
                barred[fold(words)].append(term.id)
        sought = list(dict.fromkeys((*owners, *barred)))
        return cls(AhoCorasick(sought), tuple(map(owners.get, sought)), tuple(tuple(barred.get(s, ())) for s in sought))

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The mentions in a text, in order: none overlaps another, and of those that would, the leftmost and longest stands."""
        if not self.forms:
            return ()
        text = fold(text)
        found: list[Hit] = []
        contexts: dict[str, list[Span]] = defaultdict(list)
        for n, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            term = self.forms[n]
            if term is not None and _stands_alone(text, start, end):
                found.append(Hit(term, start, end))
            for other in self.bars[n]:
                contexts[other].append(Span(start, end))
        return tuple(_chosen(_true(found, contexts, text)))

    def parts(self, form: str) -> tuple[str, ...]:
        """The forms that stand in another form, and are shorter."""
        found = self.automaton.find_matches_as_indexes(fold(form), overlapping=True)
        return tuple(form[start:end] for n, start, end in found if self.forms[n] is not None and end - start < len(form))


def mentions(blocks: Iterable[Block], matcher: Matcher) -> tuple[Mention, ...]:
    """The mentions in the blocks of an edition; none in titles, headings and figures."""
    wanted = (block for block in blocks if block.kind in KINDS)
    return tuple(Mention(hit.term, block.id, hit.start, hit.end) for block in wanted for hit in matcher.hits(block.text))


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


def _true(found: Iterable[Hit], contexts: Mapping[str, Sequence[Span]], text: str) -> Iterator[Hit]:
    """The hits that are in none of their terms' contexts, and in no address."""
    covers = {term: _Cover.of(spans) for term, spans in contexts.items()}
    plain = "@" not in text and "://" not in text
    addresses = _Cover.of(() if plain else (Span(*match.span()) for match in UNTOUCHED.finditer(text)))
    nothing = _Cover.of(())
    for hit in found:
        if not covers.get(hit.term, nothing).holds(hit) and not addresses.holds(hit):
            yield hit


def _chosen(found: Iterable[Hit]) -> Iterator[Hit]:
    at = 0
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= at:
            yield hit
            at = hit.end


@dataclass(frozen=True, slots=True)
class _Cover:
    """Spans by their starts, and to each the farthest end of all up to it: one look tells whether any of them holds a hit."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> _Cover:
        ordered = sorted(spans, key=lambda span: span.start)
        return cls(tuple(span.start for span in ordered), tuple(accumulate((span.end for span in ordered), max)))

    def holds(self, hit: Hit) -> bool:
        n = bisect_right(self.starts, hit.start)
        return n > 0 and self.ends[n - 1] >= hit.end
