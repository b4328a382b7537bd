"""Text reuse: passages that two articles have in common, letter for letter or nearly so, by seed and extend.

Shared n-grams are the seeds. Each is extended to a run: a maximal stretch of equal letters within one block of each article. Runs that
follow each other in both articles, with a few other letters between them, are chained to one passage, lightly edited; what was moved
elsewhere is a passage of its own. White space, marks, width, case and script do not count. Dates, lists of names and phrases of many
articles make no passage, because they are not specific to the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import regex

from ..collation.align import differences, merge_chance_matches
from ..core.digest import key
from ..core.memo import memo_key, memoized
from ..core.model import BlockSpan, Edition, Passage
from ..core.pairs import with_values
from ..core.reading import Span
from ..core.serialization import decode, encode, record_digest
from ..core.store import NO_STORE, Store
from ..facts.passage_fingerprints import GRAM, Lettered, gram_hashes
from .shared_passage_candidates import PassageCandidates, candidate_pairs

LETTERS = 20  # equal letters of a passage, at least
GAP = 10  # letters on either side that may stand between two runs of one passage
SHARE = 2 / 3  # the share of equal letters in a passage, at least
SPECIFIC = 12  # different specific characters or words of a passage, at least: common n-grams miss up to ten letters at its ends
REPEATS = 8  # occurrences of an n-gram in one article up to which it is a seed
LEFT = 4  # letters that are left of a run without its overlap with the one before it, at least: 很好的 against 很好好的
ITEM = r"[“《「]?[^\W_]{1,8}[”》」]?"
LIST = regex.compile(rf"(?:{ITEM}[、/|·]\s*){{2,}}{ITEM}")
NUMBER = regex.compile(r"\d[\d.,:：]*\s*[年月日号时点分秒个万亿元%％]*")
WORD = regex.compile(r"\p{Han}|[^\W\d_\p{Han}]+")


@dataclass(frozen=True, slots=True)
class _Run:
    """Equal letters: from ``a`` in the first text and from ``c`` in the second."""

    a: int
    c: int
    length: int


@dataclass(frozen=True, slots=True)
class _Text:
    """The id of an article, and its letters."""

    id: str
    lettered: Lettered


def shared_passages(editions: Sequence[Edition], store: Store = NO_STORE) -> tuple[Passage, ...]:
    """The passages of all pairs of articles, by their ids, blocks and places. The order of the editions does not matter.

    Time grows with the length of all articles and with the number of candidate pairs; only these pairs are compared,
    but those which the ``store`` has.
    """
    order = sorted(editions, key=lambda edition: edition.source.id)
    name = memo_key(candidate_pairs, *(record_digest(edition.prints) for edition in order))
    candidates = memoized(store, name, PassageCandidates, partial(candidate_pairs, order))
    names = _memo_keys(order, candidates)
    stored = {pair: decode(store.get(name), tuple[Passage, ...]) for pair, name in names.items()}
    missing = [pair for pair, passages in stored.items() if passages is None]
    texts = with_values(missing, lambda n: _Text(order[n].source.id, Lettered.from_blocks(order[n].blocks)))
    for pair, (one, other) in zip(missing, texts, strict=True):
        passages = stored[pair] = tuple(_shared(one, other, candidates.crowded))
        store.put(names[pair], encode(passages))
    return tuple(passage for passages in stored.values() for passage in passages or ())


def _memo_keys(order: Sequence[Edition], candidates: PassageCandidates) -> dict[tuple[int, int], str]:
    """The key of the passages of each pair: from both texts and the hashes that too many articles have."""
    digests = {n: record_digest((order[n].source.id, order[n].blocks)) for n in sorted({n for pair in candidates.pairs for n in pair})}
    common = memo_key(_shared, record_digest(sorted(candidates.crowded)))
    return {(one, other): key(common, digests[one], digests[other]) for one, other in candidates.pairs}


def _shared(one: _Text, other: _Text, crowded: Collection[int]) -> Iterator[Passage]:
    """The passages of two articles, in the order of the first."""
    chains = _chains(_runs(one, other), one.lettered, other.lettered)
    kept = [p for chain in chains if (p := _passage(one, other, chain)) and _is_specific(one.lettered, chain[0].a, _end(chain)[0], crowded)]
    kept.sort(key=_blocks)
    maximal = [passage for _, group in groupby(kept, key=_blocks) for passage in _maximal(list(group))]
    numbers = {block.id: n for n, block in enumerate(one.lettered.blocks)}
    yield from sorted(maximal, key=lambda p: (numbers[p.one.block], p.one.span, p.other.block, p.other.span))


def _blocks(passage: Passage) -> tuple[str, str]:
    return passage.one.block, passage.other.block


def _runs(one: _Text, other: _Text) -> list[_Run]:
    """All maximal runs of equal letters in two texts, by their places."""
    mine, theirs = one.lettered.chars, other.lettered.chars
    in_other = _seeds(theirs, {mine[n : n + GRAM] for n in range(len(mine) - GRAM + 1)})
    in_one = _seeds(mine, in_other)
    reached: dict[int, int] = {}  # how far the last run goes on each diagonal
    runs: list[_Run] = []
    for a, gram in sorted((a, gram) for gram, places in in_one.items() for a in places):
        for c in in_other[gram]:
            if reached.get(c - a, -1) <= a:
                run = _extended(mine, theirs, a, c)
                reached[c - a] = run.a + run.length
                runs.append(run)
    return sorted(runs, key=lambda run: (run.a, run.c))


def _seeds(chars: str, grams: Container[str]) -> dict[str, list[int]]:
    """The places of some n-grams in a text: of those that lie within one block and are not repeated too often."""
    places: dict[str, list[int]] = defaultdict(list)
    for n in [n for n in range(len(chars) - GRAM + 1) if chars[n : n + GRAM] in grams]:
        places[chars[n : n + GRAM]].append(n)
    return {gram: at for gram, at in places.items() if len(at) <= REPEATS and "\n" not in gram}


def _extended(one: str, other: str, a: int, c: int) -> _Run:
    """The run around the seed at these places: as far as the letters agree, within a block."""
    start, end = 0, GRAM
    while a + start > 0 and c + start > 0 and one[a + start - 1] == other[c + start - 1] != "\n":
        start -= 1
    while a + end < len(one) and c + end < len(other) and one[a + end] == other[c + end] != "\n":
        end += 1
    return _Run(a + start, c + start, end - start)


def _chains(runs: Sequence[_Run], one: Lettered, other: Lettered) -> list[list[_Run]]:
    """The runs in chains: each run follows the nearest one that ends shortly before it in both texts, in the same blocks."""
    chains: list[list[_Run]] = []
    open_: list[list[_Run]] = []
    for run in runs:
        open_ = [chain for chain in open_ if run.a - _end(chain)[0] <= GAP]
        joints = [(gap, n, cut) for n, chain in enumerate(open_) if (joint := _joint(chain[-1], run, one, other)) for gap, cut in (joint,)]
        if joints:
            _, n, cut = min(joints)
            open_[n].append(_Run(run.a + cut, run.c + cut, run.length - cut))
        else:
            open_.append([run])
            chains.append(open_[-1])
    return chains


def _end(chain: Sequence[_Run]) -> tuple[int, int]:
    return chain[-1].a + chain[-1].length, chain[-1].c + chain[-1].length


def _joint(last: _Run, run: _Run, one: Lettered, other: Lettered) -> tuple[int, int] | None:
    """The distance of two runs, and the letters that the second loses to their overlap; None where they are not one passage."""
    gaps = run.a - last.a - last.length, run.c - last.c - last.length
    cut = max(0, -min(gaps))
    same_blocks = one.numbers[last.a] == one.numbers[run.a] and other.numbers[last.c] == other.numbers[run.c]
    if not same_blocks or max(gaps) > GAP or run.length - cut < LEFT or run.a <= last.a or run.c <= last.c:
        return None
    return sum(map(abs, gaps)), cut


def _passage(one: _Text, other: _Text, chain: Sequence[_Run]) -> Passage | None:
    """The passage of a chain; None where too few of its letters are equal."""
    first, (b, d) = chain[0], _end(chain)
    mine, theirs = one.lettered.chars[first.a : b], other.lettered.chars[first.c : d]
    if max(len(mine), len(theirs)) < LETTERS:
        return None
    differing = _differences(mine, theirs) if len(chain) > 1 else []
    equal = len(mine) - sum(end - start for (start, end), _ in differing)
    if equal < max(LETTERS, SHARE * max(len(mine), len(theirs))):
        return None
    return Passage(
        BlockSpan(one.id, _block(one, first.a), _span(one.lettered, first.a, b)),
        BlockSpan(other.id, _block(other, first.c), _span(other.lettered, first.c, d)),
        equal,
        tuple((_span(one.lettered, *_moved(left, first.a)), _span(other.lettered, *_moved(right, first.c))) for left, right in differing),
    )


def _differences(mine: str, theirs: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The stretches in which two texts differ. The lesser text is the base of the alignment, so that the result is symmetric."""
    if mine <= theirs:
        return [(d.base, d.other) for d in merge_chance_matches(differences(mine, theirs))]
    return [(d.other, d.base) for d in merge_chance_matches(differences(theirs, mine))]


def _block(text: _Text, at: int) -> str:
    return text.lettered.blocks[text.lettered.numbers[at]].id


def _moved(stretch: tuple[int, int], by: int) -> tuple[int, int]:
    return stretch[0] + by, stretch[1] + by


def _span(text: Lettered, start: int, end: int) -> Span:
    """The span of some letters in their block; an empty span stands after the letter before it."""
    if start == end:
        at = text.offsets[start - 1] + 1
        return Span(at, at)
    return Span(text.offsets[start], text.offsets[end - 1] + 1)


def _is_specific(text: Lettered, start: int, end: int, crowded: Collection[int]) -> bool:
    """True where a stretch of letters has enough that is neither a number, nor in a list of names, nor a phrase of many articles."""
    chars = list(text.blocks[text.numbers[start]].text)
    for n, hashed in enumerate(gram_hashes(text.chars[start:end])):
        if hashed in crowded:
            for at in range(start + n, start + n + GRAM):
                chars[text.offsets[at]] = " "
    uncrowded = _span(text, start, end).slice("".join(chars))
    return len(set(WORD.findall(NUMBER.sub(" ", LIST.sub(" ", uncrowded))))) >= SPECIFIC


def _maximal(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages of two blocks without those that lie inside another one on both sides."""
    order = sorted(passages, key=lambda p: (p.one.span.start, -p.one.span.end, p.other.span.start))
    kept: list[Passage] = []
    for passage in order:
        if not any(p.one.span.contains(passage.one.span) and p.other.span.contains(passage.other.span) for p in kept):
            kept.append(passage)
    yield from kept
