"""The blocks of a clean text: paragraphs and their like, each with an id, the marks on its words, and the pictures between them."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..core.block_parts import TextMark
from ..core.lines import Line, lines
from ..core.model import Block
from ..core.normalize import caseless_letters
from ..core.reading import Reading, Span
from ..rules.rulebook import Rulebook
from .layout.draft import Draft, relative
from .layout.page_blocks import page_blocks
from .layout.pictures import LOST_FIGURE, page_pictures
from .layout.text_blocks import text_blocks
from .layout.text_marks import text_marks
from .markup import structure_of
from .titles.title_choice import find_title

ID_LENGTH = 8  # characters of a block's id: 40 bits, so that two of 10,000 blocks have the same id once in 20,000 articles

DIVISIBLE = ("paragraph", "heading", "caption", "quote", "verse", "list")  # kinds of blocks in which an editor may find a heading


def blocks(reading: Reading, rulebook: Rulebook, address: str = "", headings: Sequence[Span] = ()) -> tuple[Block, ...]:
    """The blocks of a reading in order, each with an id that is a digest of its own letters. ``address`` is that of the page, and
    ``headings`` are the stretches of the raw text that an editor has found to be headings.
    """
    title = find_title(reading, rulebook)
    body = [line for line in lines(reading.text) if line != title]
    page = structure_of(reading) is not None
    drafts = list(page_blocks(reading, body, rulebook) if page else text_blocks(reading, body, rulebook, title))
    if title:
        drafts = [part for draft in drafts for part in _around_title(draft, title, body)] + [Draft(title.span, "title", title.text)]
    for place in map(reading.place, headings):
        drafts = [part for draft in drafts for part in _around_heading(draft, place, reading.text)]
    start = min((draft.span.start for draft in drafts), default=0) if page else 0  # above that, a page has the names of its sections
    drafts += [Draft(Span(at, at), "figure", LOST_FIGURE) for at in _figure_offsets(reading, rulebook) if at >= start]
    drafts += page_pictures(reading, drafts, rulebook) if page else []
    drafts.sort(key=lambda draft: (draft.span.start, draft.span.end))
    return tuple(_with_ids(drafts, text_marks(reading, drafts, address) if page else {}))


def _around_title(draft: Draft, title: Line, body: Iterable[Line]) -> Iterator[Draft]:
    """The draft itself; or where it reaches over the title, which is a block of its own, a paragraph for each of its lines."""
    if not draft.span.overlaps(title.span):
        yield draft
        return
    for line in body:
        if line.span.overlaps(draft.span):
            yield Draft(line.span, "paragraph", line.text)


def _around_heading(draft: Draft, place: Span, text: str) -> Iterator[Draft]:
    """The draft itself; or where it holds a heading, what stands before that, the heading, and what stands behind it."""
    if not draft.span.contains(place) or draft.kind not in DIVISIBLE or draft.items or draft.cells:
        yield draft
        return
    for start, end in ((draft.span.start, place.start), (place.start, place.end), (place.end, draft.span.end)):
        span = Span(start, end).trimmed(text)
        is_heading = start == place.start
        if len(span):
            yield replace(draft, span=span, kind="heading" if is_heading else draft.kind, text=span.slice(text), level=int(is_heading))


def _figure_offsets(reading: Reading, rulebook: Rulebook) -> Iterator[int]:
    """The offsets in the text at which the placeholder of a lost figure was cut."""
    for at, run in reading.placed():
        rule = rulebook.rules.get(run.rule or "")
        if rule is not None and rule.leaves == "figure" and run.put == "":
            yield at


def _with_ids(drafts: Iterable[Draft], marks: Mapping[int, tuple[TextMark, ...]]) -> Iterator[Block]:
    """The blocks of the drafts. Blocks that have the same letters are numbered from the second on."""
    times: Counter[str] = Counter()
    for n, draft in enumerate(drafts):
        digest = hashlib.sha256(caseless_letters(draft.text).encode()).digest()
        ident = "b" + b32encode(digest).decode().lower()[:ID_LENGTH]
        times[ident] += 1
        yield Block(
            ident if times[ident] == 1 else f"{ident}-{times[ident]}",
            draft.kind,
            draft.text,
            draft.span,
            draft.level,
            marks.get(n, ()),
            relative(draft.items, draft.span.start),
            relative(draft.cells, draft.span.start),
            draft.picture,
        )
