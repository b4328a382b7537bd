"""From a clean text to its blocks: what each line is, by its shape first and then by its place."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..core.lines import ENDS, Line, core, lines
from ..core.model import Block, BlockKind
from ..core.reading import Reading, Span
from ..html.elements import HEADINGS
from ..html.structure import enclosing_landmarks, read_structure
from ..rules.rulebook import Rulebook
from . import titles
from .markup import is_page

LOST_FIGURE = "此处原有插图，未随文字留存"
HEADING = range(2, 33)  # letters of a heading
MARKS: dict[str, BlockKind] = {**dict.fromkeys(HEADINGS, "heading"), "blockquote": "quote", "li": "list", "figcaption": "caption"}
STACKED = 2  # headings that may stand one above the other: a chapter and its first section
ID_LENGTH = 8  # characters of a block's id: 40 bits, so that two of 10,000 blocks meet once in 20,000 articles


def blocks(reading: Reading, rulebook: Rulebook) -> tuple[Block, ...]:
    """The blocks of a reading, in order, each with an id made from its own letters."""
    title = titles.find_title(reading.text, rulebook)
    found = lines(reading.text)
    drafts: list[tuple[Span, BlockKind, str]] = []
    headings = set(_headings([line for line in found if line != title], rulebook))
    marked = _marked(found, reading, rulebook) if is_page(reading) else {}
    for line in found:
        inferred: BlockKind = "heading" if line in headings else _kind(line, rulebook)
        kind = "title" if line == title else marked.get(line, inferred)
        drafts.append((line.span, kind, line.text))
    drafts.extend((Span(at, at), "figure", LOST_FIGURE) for at in _figures(reading, rulebook))
    drafts.sort(key=lambda draft: (draft[0].start, draft[0].end))
    return tuple(_named(_gathered(drafts, reading.text)))


def _kind(line: Line, rulebook: Rulebook) -> BlockKind:
    """The kind of a line that is neither the title nor a heading."""
    return rulebook.shape(line.text) or "paragraph"  # type: ignore[return-value]


def _marked(found: Sequence[Line], reading: Reading, rulebook: Rulebook) -> dict[Line, BlockKind]:
    """The kinds of the lines of a web page that it marks up itself.

    A heading that is prose, and a list or quotation that holds most of the prose, are marked up for their looks alone.
    """
    landmarks = enclosing_landmarks(read_structure(reading.raw).landmarks, [reading.origin(line.span) for line in found])
    names = ([mark.name for mark in reversed(marks) if mark.name in MARKS] for marks in landmarks)
    kinds = {line: MARKS[inner[0]] for line, inner in zip(found, names, strict=True) if inner}
    prose = Counter(kinds.get(line, "paragraph") for line in found if line.prose)
    looks = {kind for kind, times in prose.items() if kind == "heading" or 2 * times > prose.total()}
    return {line: kind for line, kind in kinds.items() if not (kind in looks and (line.prose or kind != "heading"))}


def _headings(found: Sequence[Line], rulebook: Rulebook) -> Iterator[Line]:
    """Bare lines directly above prose: one alone, or two of different length. More than two are verse, or a list."""
    bare: list[Line] = []
    for line in found:
        if _bare(line) and not rulebook.shape(line.text) and not titles.is_metadata(line, rulebook):
            bare.append(line)
            continue
        stacked = len(bare) == STACKED and len(bare[0].core) != len(bare[1].core)
        if line.prose and (len(bare) == 1 or stacked):
            yield from bare
        bare = []


def _bare(line: Line) -> bool:
    """A short line that ends without a mark, or asks, and is neither a number nor something that somebody says."""
    short = len(line.core) in HEADING and not line.prose and not line.core.isdigit()
    spoken = "：" in line.text[:6] or (line.text.endswith(("”", "」", "』")) and (line.text[0] in "“「『" or "：" in line.text))
    return short and not spoken and not any(c in "。；" for c in line.text) and line.text[-1] not in ENDS - set("？?")


def _figures(reading: Reading, rulebook: Rulebook) -> Iterator[int]:
    """The offsets in the text at which a cut has left a figure."""
    for at, run in reading.placed():
        rule = rulebook.rules.get(run.rule or "")
        if rule is not None and rule.leaves == "figure" and run.put == "":
            yield at


def _gathered(drafts: Iterable[tuple[Span, BlockKind, str]], text: str) -> Iterator[tuple[Span, BlockKind, str]]:
    """The same drafts, with the items of one list in one block."""
    last: tuple[Span, BlockKind, str] | None = None
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


def _named(drafts: Iterable[tuple[Span, BlockKind, str]]) -> Iterator[Block]:
    times: Counter[str] = Counter()
    for span, kind, text in drafts:
        digest = hashlib.sha256(core(text).encode()).digest()
        ident = "b" + b32encode(digest).decode().lower()[:ID_LENGTH]
        times[ident] += 1
        yield Block(ident if times[ident] == 1 else f"{ident}-{times[ident]}", kind, text, span)
