"""Passages: the words that two articles have in common, letter for letter or nearly so.

A run is a maximal stretch of equal letters within one block of each article. Runs that follow each other in both, with a few other
letters between them, are one passage, lightly edited; what was moved elsewhere is a passage of its own. White space, marks, width,
case and script do not count. No passage is what says nothing of its own: dates, lists of names, and what many articles say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import regex

from ..collation.align import differences, merge_chance_matches
from ..core.model import BlockSpan, Edition, Passage
from ..core.reading import Span
from ..facts.fingerprints import GRAM, Lettered, candidate_pairs, gram_hashes

LETTERS = 20  # equal letters of a passage
GAP = 10  # letters on either side that may stand between two runs of one passage
SHARE = 2 / 3  # of the letters of a passage are equal
OWN = 12  # different characters or words of a passage that are its own: crowded n-grams leave up to ten letters at the ends uncovered
REPEATS = 8  # times that an n-gram may stand in one article and still be where a run is looked for
LEFT = 4  # letters of a run that are left where it overlaps the one before it: 很好的 against 很好好的
ITEM = r"[“《「]?[^\W_]{1,8}[”》」]?"
LIST = regex.compile(rf"(?:{ITEM}[、/|·]\s*){{2,}}{ITEM}")
NUMBER = regex.compile(r"\d[\d.,:：]*\s*[年月日号时点分秒个万亿元%％]*")
WORD = regex.compile(r"\p{Han}|[^\W\d_\p{Han}]+")


@dataclass(frozen=True, slots=True)
class _Run:
    """Equal letters: from ``a`` in the one text and from ``c`` in the other."""

    a: int
    c: int
    length: int


@dataclass(frozen=True, slots=True)
class _Text:
    """An article, its letters, and where each n-gram of it stands, but for those that it repeats again and again."""

    id: str
    lettered: Lettered
    places: Mapping[str, Sequence[int]]


def passages(editions: Sequence[Edition]) -> tuple[Passage, ...]:
    """What any two articles have in common, by their ids, blocks and places. The order of the editions does not matter.

    Time grows with the length of all articles, and with the number of pairs that share something; only these are read.
    """
    order = sorted(editions, key=lambda edition: edition.source.id)
    found = candidate_pairs(order)
    text = lru_cache(maxsize=64)(lambda n: _text(order[n]))
    return tuple(passage for n, m in found.pairs for passage in _shared(text(n), text(m), found.crowded))


def _text(edition: Edition) -> _Text:
    lettered = Lettered.from_blocks(edition.blocks)
    places: dict[str, list[int]] = defaultdict(list)
    for n in range(len(lettered.chars) - GRAM + 1):
        places[lettered.chars[n : n + GRAM]].append(n)
    return _Text(edition.source.id, lettered, {gram: at for gram, at in places.items() if len(at) <= REPEATS and "\n" not in gram})


def _shared(one: _Text, other: _Text, crowded: Collection[int]) -> Iterator[Passage]:
    """The passages of two articles, in the order of the first."""
    chains = _chains(_runs(one, other), one.lettered, other.lettered)
    kept = [p for chain in chains if (p := _passage(one, other, chain)) and _own(one.lettered, chain[0].a, _end(chain)[0], crowded)]
    kept.sort(key=_blocks)
    found = [passage for _, group in groupby(kept, key=_blocks) for passage in _maximal(list(group))]
    numbers = {block.id: n for n, block in enumerate(one.lettered.blocks)}
    yield from sorted(found, key=lambda p: (numbers[p.one.block], p.one.span, p.other.block, p.other.span))


def _blocks(passage: Passage) -> tuple[str, str]:
    return passage.one.block, passage.other.block


def _runs(one: _Text, other: _Text) -> list[_Run]:
    """All maximal runs of equal letters in two texts, by their places."""
    mine, theirs = one.lettered.chars, other.lettered.chars
    reached: dict[int, int] = {}
    found: list[_Run] = []
    for a in range(len(mine) - GRAM + 1):
        gram = mine[a : a + GRAM]
        for c in other.places.get(gram, ()) if gram in one.places else ():
            if reached.get(c - a, -1) <= a:
                run = _grown(mine, theirs, a, c)
                reached[c - a] = run.a + run.length
                found.append(run)
    return sorted(found, key=lambda run: (run.a, run.c))


def _grown(one: str, other: str, a: int, c: int) -> _Run:
    """The run that holds the n-gram at these places: as far as the letters agree, within a block."""
    start, end = 0, GRAM
    while a + start > 0 and c + start > 0 and one[a + start - 1] == other[c + start - 1] != "\n":
        start -= 1
    while a + end < len(one) and c + end < len(other) and one[a + end] == other[c + end] != "\n":
        end += 1
    return _Run(a + start, c + start, end - start)


def _chains(runs: Sequence[_Run], one: Lettered, other: Lettered) -> list[list[_Run]]:
    """The runs in chains: each follows the nearest one that ends shortly before it in both texts, and in the same blocks."""
    chains: list[list[_Run]] = []
    going: list[list[_Run]] = []
    for run in runs:
        going = [chain for chain in going if run.a - _end(chain)[0] <= GAP]
        fitting = [(gap, n, cut) for n, chain in enumerate(going) if (found := _joint(chain[-1], run, one, other)) for gap, cut in (found,)]
        if fitting:
            _, n, cut = min(fitting)
            going[n].append(_Run(run.a + cut, run.c + cut, run.length - cut))
        else:
            going.append([run])
            chains.append(going[-1])
    return chains


def _end(chain: Sequence[_Run]) -> tuple[int, int]:
    return chain[-1].a + chain[-1].length, chain[-1].c + chain[-1].length


def _joint(last: _Run, run: _Run, one: Lettered, other: Lettered) -> tuple[int, int] | None:
    """How far two runs are apart, and how many letters the second loses because they overlap; None where they are not one passage."""
    gaps = run.a - last.a - last.length, run.c - last.c - last.length
    cut = max(0, -min(gaps))
    blocks = one.numbers[last.a] == one.numbers[run.a] and other.numbers[last.c] == other.numbers[run.c]
    if not blocks or max(gaps) > GAP or run.length - cut < LEFT or run.a <= last.a or run.c <= last.c:
        return None
    return sum(map(abs, gaps)), cut


def _passage(one: _Text, other: _Text, chain: Sequence[_Run]) -> Passage | None:
    """The passage of a chain; None where too little of it is equal."""
    first, (b, d) = chain[0], _end(chain)
    mine, theirs = one.lettered.chars[first.a : b], other.lettered.chars[first.c : d]
    if max(len(mine), len(theirs)) < LETTERS:
        return None
    found = _differing(mine, theirs) if len(chain) > 1 else []
    equal = len(mine) - sum(end - start for (start, end), _ in found)
    if equal < max(LETTERS, SHARE * max(len(mine), len(theirs))):
        return None
    return Passage(
        BlockSpan(one.id, _block(one, first.a), _span(one.lettered, first.a, b)),
        BlockSpan(other.id, _block(other, first.c), _span(other.lettered, first.c, d)),
        equal,
        tuple((_span(one.lettered, *_moved(here, first.a)), _span(other.lettered, *_moved(there, first.c))) for here, there in found),
    )


def _differing(mine: str, theirs: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where two texts differ. Of several shortest ways from one to the other that from the lesser is taken, whichever of them is mine."""
    if mine <= theirs:
        return [(d.base, d.other) for d in merge_chance_matches(differences(mine, theirs))]
    return [(d.other, d.base) for d in merge_chance_matches(differences(theirs, mine))]


def _block(text: _Text, at: int) -> str:
    return text.lettered.blocks[text.lettered.numbers[at]].id


def _moved(stretch: tuple[int, int], by: int) -> tuple[int, int]:
    return stretch[0] + by, stretch[1] + by


def _span(text: Lettered, start: int, end: int) -> Span:
    """The place of some letters in their block; of none, the place behind the letter before them."""
    if start == end:
        at = text.offsets[start - 1] + 1
        return Span(at, at)
    return Span(text.offsets[start], text.offsets[end - 1] + 1)


def _own(text: Lettered, start: int, end: int, crowded: Collection[int]) -> bool:
    """True where some letters of a block say something of their own: more than numbers, names in a row, and what everybody says."""
    chars = list(text.blocks[text.numbers[start]].text)
    for n, hashed in enumerate(gram_hashes(text.chars[start:end])):
        if hashed in crowded:
            for at in range(start + n, start + n + GRAM):
                chars[text.offsets[at]] = " "
    own = _span(text, start, end).slice("".join(chars))
    return len(set(WORD.findall(NUMBER.sub(" ", LIST.sub(" ", own))))) >= OWN


def _maximal(found: Sequence[Passage]) -> Iterator[Passage]:
    """The passages of two blocks without those that lie inside another one in both."""
    order = sorted(found, key=lambda p: (p.one.span.start, -p.one.span.end, p.other.span.start))
    kept: list[Passage] = []
    for passage in order:
        if not any(_inside(passage.one.span, p.one.span) and _inside(passage.other.span, p.other.span) for p in kept):
            kept.append(passage)
    yield from kept


def _inside(part: Span, whole: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end
