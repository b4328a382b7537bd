"""Main content extraction by two extractors of different kinds, readability and trafilatura: what is on a web page, but not the article.

The text that they extract is not used: each only votes on the lines of the reading, which are compared by their letters. Lines
that both leave out are cut, if they do not stand in the midst of the element that holds the article. Lines that only one leaves
out stay, and where there is a sentence among them, the editor is asked.
Where one of them finds nothing, or the two have too little in common, there is no verdict, and the lines themselves decide
(`boilerplate_frame.py`).

Neither is given an address, and neither fetches anything. They are imported when the first page comes, because that takes half a
second, and only in the processes that need them.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

import regex

from ..core.lines import Line, lines
from ..core.reading import Change, Proposal, Query, Reading, Span
from ..html.elements import HEADINGS
from ..html.plain_text import page_text
from ..html.structure import Landmark, PageStructure, enclosing_landmarks, read_structure
from ..html.tokens import attribute_values, tokens
from ..rules.rulebook import Rulebook
from . import title_lines
from .boilerplate_frame import CLAUSE, is_clause, is_verse
from .markup import is_page

OUTSIDE, DISPUTED, CONTROL = "outside-main-content", "disputed-content", "page-control"
N = 8  # letters of the n-grams by which a line is found in what an extractor has joined or divided
MIN_PROSE, MIN_SHARE = 40, 0.5  # letters of prose that both must keep, and the share of what either keeps that both must keep
MAX_DISTANCE = 12  # lines above the article within which its metadata are looked for
MAX_CHARACTERS, MAX_TAGS, MAX_DEPTH = 1_000_000, 20_000, 120  # of a page that is given to the extractors
MOST = 0.8  # the share of the prose that both keep, from which an element is the article's
NEAR = 600  # characters before a line in which the tags of its element stand
TRAILING_TAGS = regex.compile(r"(?:<[^<>]{0,400}+>\s*+)++\Z")
CONTROLS = regex.compile(r"share|btn|button|toolbar|link-?card|related|recommend|advert|qr-?code|copyright", regex.IGNORECASE)
CONTENT = regex.compile(r"content|article|body|main|text", regex.IGNORECASE)
SENTENCE_ENDS = frozenset("。！？!?…”’」』")
TO_ENGLISH_MARKS = str.maketrans({"，": ",", "、": ",", "；": ";", "。": "."})  # which both extractors count

for _name in ("readability", "trafilatura"):  # their complaints about strange pages are of no use to an editor
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What an extractor keeps: the letters of each of its lines, and the n-grams of all of them."""

    lines: frozenset[str]
    ngrams: frozenset[str]

    @classmethod
    def from_text(cls, text: str) -> Ballot:
        cores = [line.core for line in lines(text) if line.core]
        return cls(frozenset(cores), frozenset(_ngrams("".join(cores))))

    def keeps(self, line: Line) -> bool:
        """True for a line that is in the extracted text, or more than half of it."""
        if line.core in self.lines:
            return True
        ngrams = list(_ngrams(line.core))
        return sum(ngram in self.ngrams for ngram in ngrams) * 2 > len(ngrams)


Votes = tuple[Ballot, Ballot]


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Proposal]:
    """Cut the lines of a web page that neither extractor keeps; ask about sentences that only one keeps."""
    if OUTSIDE not in rulebook.rules or not is_page(reading):
        return
    ballots = votes(reading.raw)
    if ballots is not None:
        yield from verdict(reading, ballots, rulebook)


def verdict(reading: Reading, ballots: Votes, rulebook: Rulebook) -> Iterator[Proposal]:
    """The cuts that the votes decide, and the queries that they leave."""
    yield from cuts(reading, ballots, rulebook)
    for span in disputed(reading, ballots, rulebook) if DISPUTED in rulebook.rules else ():
        if any(line.prose for line in lines(span.slice(reading.text))):
            yield Query(span.start, span.end, DISPUTED, rulebook.rules[DISPUTED].confidence, put="")


def cuts(reading: Reading, ballots: Votes, rulebook: Rulebook) -> Iterator[Change]:
    """The lines that neither keeps and that are not in the midst of the article's element; and the controls of the page inside it.

    Sentences between the title and the end of the article stay wherever they stand, and so do lines like verse. Clauses that are no
    links are cut there with a doubt.
    """
    all_lines = lines(reading.text)
    kept = _kept(all_lines, ballots, rulebook)
    if not _agree(all_lines, kept):
        return
    by_both = [n for n, keeps in enumerate(kept) if all(keeps)]
    first, last = by_both[0], by_both[-1]
    structure = read_structure(reading.raw)
    origins = [reading.origin(line.span) for line in all_lines]
    enclosing = list(enclosing_landmarks(structure.landmarks, origins))
    article = _article(structure, [(origins[n], len(all_lines[n].core)) for n in by_both if all_lines[n].prose])
    title = title_lines.find_title(reading, rulebook)
    above = all_lines.index(title) if title else first
    verse = _verse(all_lines, kept, [article.start <= o.start and o.end <= article.end for o in origins], rulebook)
    spared = {*_above(all_lines, first, enclosing, rulebook), *_headings(all_lines, kept, enclosing), *verse}
    for n, line in enumerate(all_lines):
        is_sentence = line.prose or not line.core or line.text[-1] in SENTENCE_ENDS
        is_inside = article.start <= origins[n].start and origins[n].end <= article.end
        if is_inside and n != above and CONTROL in rulebook.rules and _is_control(reading.raw, line, origins[n]):
            yield Change(line.span.start, line.span.end, "", CONTROL, sure=False)
        elif not (any(kept[n]) or n in spared or (min(above, first) < n < last and is_sentence) or (is_inside and first < n < last)):
            is_link = any(landmark.name == "a" for landmark in enclosing[n]) or max(map(len, line.text.split())) < CLAUSE  # a row of links
            may_be_own = min(above, first) < n < last and is_clause(line) and not is_link
            yield Change(line.span.start, line.span.end, "", OUTSIDE, sure=not may_be_own)


def _article(structure: PageStructure, kept: Sequence[tuple[Span, int]]) -> Span:
    """The content of the innermost element that holds most of the prose that both keep (``kept``: places and numbers of letters)."""
    total = sum(letters for _, letters in kept)
    starts = [span.start for span, _ in kept]
    sums = [0, *accumulate(letters for _, letters in kept)]
    for container in structure.containers:
        first, behind = bisect_left(starts, container.start), bisect_left(starts, container.end)
        if sums[behind] - sums[first] >= MOST * total:
            return container
    return Span(0, 0)


def _verse(all_lines: Sequence[Line], kept: Sequence[tuple[bool, ...]], inside: Sequence[bool], rulebook: Rulebook) -> Iterator[int]:
    """The lines of the article's element that neither keeps, where as many as stand together are like verse."""
    for is_candidate, group in groupby(range(len(all_lines)), key=lambda n: inside[n] and not any(kept[n])):
        row = list(group)
        if is_candidate and is_verse([all_lines[n] for n in row], rulebook):
            yield from row


def _is_control(raw: str, line: Line, origin: Span) -> bool:
    """True for a line whose element, by its class or id, is a control of the page or leads to another one: a share button, a card."""
    start = max(0, origin.start - NEAR)
    tags = TRAILING_TAGS.search(raw, start, origin.start) if not line.prose else None
    markup = tags.group() if tags else ""
    attributes = (attribute_values(markup, token) for token in tokens(markup) if token.kind == "start_tag")
    names = (f"{values.get('class', '')} {values.get('id', '')}" for values in attributes)
    return any(CONTROLS.search(name) and not CONTENT.search(name) for name in names)


def disputed(reading: Reading, ballots: Votes, rulebook: Rulebook) -> tuple[Span, ...]:
    """The stretches of the text that only one of the two keeps, neighbours merged; none where there is no verdict."""
    all_lines = lines(reading.text)
    kept = _kept(all_lines, ballots, rulebook)
    spans: list[Span] = []
    last = -1
    for n, line in enumerate(all_lines if _agree(all_lines, kept) else ()):
        if any(kept[n]) and not all(kept[n]):
            start = spans.pop().start if last == n - 1 and spans else line.span.start
            spans.append(Span(start, line.span.end))
            last = n
    return tuple(spans)


@lru_cache(maxsize=8)
def votes(raw: str) -> Votes | None:
    """The votes of readability and trafilatura on a page; None where one of them fails or finds nothing, or the page is too large."""
    structure = read_structure(raw) if len(raw) <= MAX_CHARACTERS else None
    if structure is None or structure.tags > MAX_TAGS or structure.depth > MAX_DEPTH:
        return None
    first, second = _ballot(_readability, raw), _ballot(_trafilatura, raw)
    return (first, second) if first and second else None


def _ballot(extractor: Callable[[str], str], raw: str) -> Ballot | None:
    try:
        text = extractor(raw.lstrip("\ufeff").translate(TO_ENGLISH_MARKS))
    except Exception:  # of any kind: a page that an extractor cannot read has no verdict
        return None
    return Ballot.from_text(text) if any(map(str.isalnum, text)) else None


def _readability(raw: str) -> str:
    from readability import Document  # type: ignore[import-untyped]

    return page_text(Document(raw, min_text_length=12, retry_length=150).summary(html_partial=True))


def _trafilatura(raw: str) -> str:
    from trafilatura import extract

    return (extract(raw, fast=True, include_comments=False, include_tables=True) or "").replace("|", "\n")  # the cells of a row


def _ngrams(letters: str) -> Iterator[str]:
    return (letters[n : n + N] for n in range(len(letters) - N + 1))


def _kept(all_lines: Sequence[Line], ballots: Votes, rulebook: Rulebook) -> list[tuple[bool, ...]]:
    """For each line, which of the two keep it. A line that other sources have too says nothing about this article."""
    shared = rulebook.shared_lines
    return [tuple(line.core not in shared and ballot.keeps(line) for ballot in ballots) for line in all_lines]


def _agree(all_lines: Sequence[Line], kept: Sequence[tuple[bool, ...]]) -> bool:
    """True where the two have enough in common for a verdict."""
    by_either = sum(len(line.core) for line, keeps in zip(all_lines, kept, strict=True) if any(keeps))
    by_both = [line for line, keeps in zip(all_lines, kept, strict=True) if all(keeps)]
    prose = sum(len(line.core) for line in by_both if line.prose)
    return prose >= MIN_PROSE and sum(len(line.core) for line in by_both) >= MIN_SHARE * by_either


def _above(all_lines: Sequence[Line], first: int, enclosing: Sequence[tuple[Landmark, ...]], rulebook: Rulebook) -> Iterator[int]:
    """The lines above the article that are its title or metadata, because `title_lines.py` and `heading.py` need them."""
    has_title = any(landmark.name == "title" for landmark in enclosing[0])
    title = all_lines[0].core if has_title else ""
    for n in range(first):
        names = {landmark.name for landmark in enclosing[n]}
        letters = all_lines[n].core
        is_title = title.startswith(letters) if len(letters) < title_lines.REPEATABLE else letters in title
        if names & {"title", "h1"} or (n >= first - MAX_DISTANCE and (is_title or title_lines.is_metadata(all_lines[n], rulebook))):
            yield n


def _headings(all_lines: Sequence[Line], kept: Sequence[tuple[bool, ...]], enclosing: Sequence[tuple[Landmark, ...]]) -> Iterator[int]:
    """The lines directly above prose that is kept, unless they are links or items of a list: they look like headings."""
    for n in range(len(all_lines) - 1):
        names = {landmark.name for landmark in enclosing[n]}
        is_heading = not all_lines[n].prose and (names & HEADINGS or not names & {"a", "li"})
        if is_heading and all_lines[n + 1].prose and any(kept[n + 1]):
            yield n
