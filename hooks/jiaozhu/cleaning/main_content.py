"""What on a web page is not the article, by the votes of two extractors of different making: readability and trafilatura.

Their own text is not used; each only votes on the lines of the reading, which are compared by their letters. What both leave
out goes. What only one leaves out stays, and where it holds a sentence the editor is asked. Where one of them finds nothing,
or they agree on too little, there is no verdict, and the frame of the page is judged by its lines alone (`frame.py`).

Neither is given an address, and neither fetches anything. They are imported when the first page comes, for that takes half a
second, and in whichever process needs them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..core.lines import Line, lines
from ..core.reading import Change, Proposal, Query, Reading, Span
from ..html.elements import HEADINGS
from ..html.plain_text import plain
from ..html.structure import Landmark, enclosing_landmarks, read_structure
from ..rules.rulebook import Rulebook
from . import titles
from .markup import is_page

OUTSIDE, DISPUTED = "outside-main-content", "disputed-content"
GRAM = 8  # letters of the n-grams by which a line is found in what an extractor has joined or divided
LEAST, AGREED = 40, 0.5  # letters of prose that both must keep, and their share of what either keeps
FAR = 12  # lines above the article among which stands what speaks about it
LARGEST, MANY, DEEP = 1_000_000, 20_000, 120  # characters, tags and levels of a page beyond which nobody is asked
SAID = frozenset("。！？!?…”’」』")
ENGLISH = str.maketrans({"，": ",", "、": ",", "；": ";", "。": "."})  # both count the marks of English

for _name in ("readability", "trafilatura"):  # what they say of a strange page is nothing to an editor
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What an extractor keeps: the letters of its lines, and their n-grams."""

    lines: frozenset[str]
    grams: frozenset[str]

    @classmethod
    def from_text(cls, text: str) -> Ballot:
        cores = [line.core for line in lines(text) if line.core]
        whole = "".join(cores)
        return cls(frozenset(cores), frozenset(whole[n : n + GRAM] for n in range(len(whole) - GRAM + 1)))

    def keeps(self, line: Line) -> bool:
        """True for a line that is there, or most of it."""
        if line.core in self.lines:
            return True
        grams = [line.core[n : n + GRAM] for n in range(len(line.core) - GRAM + 1)]
        return sum(gram in self.grams for gram in grams) * 2 > len(grams)


Votes = tuple[Ballot, Ballot]


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut the lines of a web page that neither extractor keeps; ask about sentences that only one does."""
    if OUTSIDE not in rulebook.rules or not is_page(reading):
        return
    found = votes(reading.raw)
    if found is not None:
        yield from verdict(reading, found, rulebook)


def verdict(reading: Reading, ballots: Votes, rulebook: Rulebook) -> Iterator[Proposal]:
    """What is proposed by these votes."""
    yield from cuts(reading, ballots, rulebook)
    for span in disputed(reading, ballots) if DISPUTED in rulebook.rules else ():
        if any(line.prose for line in lines(span.slice(reading.text))):
            yield Query(span.start, span.end, DISPUTED, rulebook.rules[DISPUTED].confidence, put="")


def cuts(reading: Reading, ballots: Votes, rulebook: Rulebook) -> Iterator[Change]:
    """What goes by these votes: every line above and below the article, and inside it every one that is no sentence."""
    found = lines(reading.text)
    kept = [tuple(ballot.keeps(line) for ballot in ballots) for line in found]
    if not _agreed(found, kept):
        return
    both = [n for n, votes in enumerate(kept) if all(votes)]
    first, last = both[0], both[-1]
    marks = list(enclosing_landmarks(read_structure(reading.raw).landmarks, [reading.origin(line.span) for line in found]))
    spared = {*_above(found, first, marks, rulebook), *_headings(found, kept, marks)}
    for n, line in enumerate(found):
        inside = first < n < last
        if not any(kept[n]) and n not in spared and not (inside and (line.prose or not line.core or line.text[-1] in SAID)):
            yield Change(line.span.start, line.span.end, "", OUTSIDE)


def disputed(reading: Reading, ballots: Votes) -> tuple[Span, ...]:
    """The stretches of the text that only one of both keeps, neighbours together; none where there is no verdict."""
    found = lines(reading.text)
    kept = [tuple(ballot.keeps(line) for ballot in ballots) for line in found]
    spans: list[Span] = []
    last = -1
    for n, line in enumerate(found if _agreed(found, kept) else ()):
        if any(kept[n]) and not all(kept[n]):
            start = spans.pop().start if last == n - 1 and spans else line.span.start
            spans.append(Span(start, line.span.end))
            last = n
    return tuple(spans)


@lru_cache(maxsize=8)
def votes(raw: str) -> Votes | None:
    """How readability and trafilatura vote on a page; None where one of them fails or finds nothing, or it is monstrous."""
    read = read_structure(raw) if len(raw) <= LARGEST else None
    if read is None or read.tags > MANY or read.depth > DEEP:
        return None
    first, second = _ballot(_readability, raw), _ballot(_trafilatura, raw)
    return (first, second) if first and second else None


def _ballot(extractor: Callable[[str], str], raw: str) -> Ballot | None:
    try:
        text = extractor(raw.lstrip("\ufeff").translate(ENGLISH))
    except Exception:  # whatever it stumbles over: a page that one cannot read has no verdict
        return None
    return Ballot.from_text(text) if any(map(str.isalnum, text)) else None


def _readability(raw: str) -> str:
    from readability import Document  # type: ignore[import-untyped]

    return plain(Document(raw, min_text_length=12, retry_length=150).summary(html_partial=True))


def _trafilatura(raw: str) -> str:
    from trafilatura import extract

    return (extract(raw, fast=True, include_comments=False, include_tables=True) or "").replace("|", "\n")  # the cells of a row


def _agreed(found: Sequence[Line], kept: Sequence[tuple[bool, ...]]) -> bool:
    """True where the two agree on enough for a verdict."""
    either = sum(len(line.core) for line, votes in zip(found, kept, strict=True) if any(votes))
    both = [line for line, votes in zip(found, kept, strict=True) if all(votes)]
    prose = sum(len(line.core) for line in both if line.prose)
    return prose >= LEAST and sum(len(line.core) for line in both) >= AGREED * either


def _above(found: Sequence[Line], first: int, marks: Sequence[tuple[Landmark, ...]], rulebook: Rulebook) -> Iterator[int]:
    """The lines above the article that are its title, or speak about it; `titles.py` and `facts.py` want them."""
    window = any(landmark.name == "title" for landmark in marks[0])
    for n in range(first):
        names = {landmark.name for landmark in marks[n]}
        core, own = found[n].core, found[0].core if window else ""
        titled = own.startswith(core) if len(core) < titles.REPEATABLE else core in own
        if names & {"title", "h1"} or (n >= first - FAR and (titled or titles.is_metadata(found[n], rulebook))):
            yield n


def _headings(found: Sequence[Line], kept: Sequence[tuple[bool, ...]], marks: Sequence[tuple[Landmark, ...]]) -> Iterator[int]:
    """The lines directly above prose that is kept, unless they are links or items: what a heading looks like."""
    for n in range(len(found) - 1):
        names = {landmark.name for landmark in marks[n]}
        bare = not found[n].prose and (names & HEADINGS or not names & {"a", "li"})
        if bare and found[n + 1].prose and any(kept[n + 1]):
            yield n
