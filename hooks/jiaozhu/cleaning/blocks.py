"""Block classification: a clean text is split at its lines, and each line gets a kind.

A web page's own markup decides first, then the place of a line (a heading stands above prose), then its shape (a table of rules).
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..core.lines import ENDS, Line, lines
from ..core.model import Block, BlockKind
from ..core.normalize import caseless_letters
from ..core.reading import Reading, Span
from ..html.elements import HEADINGS
from ..html.structure import enclosing_landmarks, read_structure
from ..rules.rulebook import Rulebook
from . import title_lines
from .markup import is_page

LOST_FIGURE = "此处原有插图，未随文字留存"
HEADING = range(2, 33)  # letters of a heading
MARKS: dict[str, BlockKind] = {**dict.fromkeys(HEADINGS, "heading"), "blockquote": "quote", "li": "list", "figcaption": "caption"}
STACKED = 2  # headings that may stand one above the other: a chapter and its first section
ID_LENGTH = 8  # characters of a block's id: 40 bits, so that two of 10,000 blocks have the same id once in 20,000 articles

Draft = tuple[Span, BlockKind, str]  # a block that has no id yet: its place, kind and text


def blocks(reading: Reading, rulebook: Rulebook) -> tuple[Block, ...]:
    """The blocks of a reading in order, each with an id that is a digest of its own letters."""
    title = title_lines.find_title(reading, rulebook)
    text_lines = lines(reading.text)
    drafts: list[Draft] = []
    headings = set(_headings([line for line in text_lines if line != title], rulebook))
    marked_up = _marked_up_kinds(text_lines, reading) if is_page(reading) else {}
    for line in text_lines:
        inferred: BlockKind = "heading" if line in headings else _kind(line, rulebook)
        kind = "title" if line == title else marked_up.get(line, inferred)
        drafts.append((line.span, kind, line.text))
    drafts.extend((Span(at, at), "figure", LOST_FIGURE) for at in _figure_offsets(reading, rulebook))
    drafts.sort(key=lambda draft: (draft[0].start, draft[0].end))
    return tuple(_with_ids(_merge_list_items(drafts, reading.text)))


def _kind(line: Line, rulebook: Rulebook) -> BlockKind:
    """The kind of a line that is neither the title nor a heading."""
    return rulebook.shape(line.text) or "paragraph"  # type: ignore[return-value]


def _marked_up_kinds(text_lines: Sequence[Line], reading: Reading) -> dict[Line, BlockKind]:
    """The kinds that a web page's own markup gives to its lines.

    A heading that is prose, and a list or quotation that holds most of the prose, are ignored: that markup is presentational.
    """
    landmarks = enclosing_landmarks(read_structure(reading.raw).landmarks, [reading.origin(line.span) for line in text_lines])
    names = ([mark.name for mark in reversed(marks) if mark.name in MARKS] for marks in landmarks)
    kinds = {line: MARKS[inner[0]] for line, inner in zip(text_lines, names, strict=True) if inner}
    prose = Counter(kinds.get(line, "paragraph") for line in text_lines if line.prose)
    presentational = {kind for kind, times in prose.items() if kind == "heading" or 2 * times > prose.total()}
    return {line: kind for line, kind in kinds.items() if not (kind in presentational and (line.prose or kind != "heading"))}


def _headings(text_lines: Sequence[Line], rulebook: Rulebook) -> Iterator[Line]:
    """Bare lines directly above prose: one alone, or two of different length. More than two are verse or a list."""
    bare: list[Line] = []
    for line in text_lines:
        if _is_bare(line) and not rulebook.shape(line.text) and not title_lines.is_metadata(line, rulebook):
            bare.append(line)
            continue
        stacked = len(bare) == STACKED and len(bare[0].core) != len(bare[1].core)
        if line.prose and (len(bare) == 1 or stacked):
            yield from bare
        bare = []


def _is_bare(line: Line) -> bool:
    """True for a short line that ends without a mark or with a question mark, and is neither a number nor direct speech."""
    short = len(line.core) in HEADING and not line.prose and not line.core.isdigit()
    spoken = "：" in line.text[:6] or (line.text.endswith(("”", "」", "』")) and (line.text[0] in "“「『" or "：" in line.text))
    return short and not spoken and not any(c in "。；" for c in line.text) and line.text[-1] not in ENDS - set("？?")


def _figure_offsets(reading: Reading, rulebook: Rulebook) -> Iterator[int]:
    """The offsets in the text at which the placeholder of a lost figure was cut."""
    for at, run in reading.placed():
        rule = rulebook.rules.get(run.rule or "")
        if rule is not None and rule.leaves == "figure" and run.put == "":
            yield at


def _merge_list_items(drafts: Iterable[Draft], text: str) -> Iterator[Draft]:
    """The same drafts, with neighbouring items of a list merged into one block."""
    last: Draft | None = None
    for draft in drafts:
        if last is not None and last[1] == draft[1] == "list":
            span = Span(last[0].start, draft[0].end)
            last = (span, "list", span.slice(text))
            continue
        if last is not None:
            yield last
        last = draft
    if last is not None:
        yield last


def _with_ids(drafts: Iterable[Draft]) -> Iterator[Block]:
    """The blocks of the drafts. Blocks that have the same letters are numbered from the second on."""
    times: Counter[str] = Counter()
    for span, kind, text in drafts:
        digest = hashlib.sha256(caseless_letters(text).encode()).digest()
        ident = "b" + b32encode(digest).decode().lower()[:ID_LENGTH]
        times[ident] += 1
        yield Block(ident if times[ident] == 1 else f"{ident}-{times[ident]}", kind, text, span)
