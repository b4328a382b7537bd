"""原貌: the raw text of a source line by line; cuts are struck through, and the blocks that a line became stand beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from ...cleaning.markup import is_page
from ...collation.apparatus import line_starts
from ...core.article import Article
from ...core.model import Block
from ...core.reading import Reading, Span
from ...rules.rulebook import Rule
from ..inline import InlineElement, InlineMark, apply_marks
from ..render import File, page
from .article_input import ArticleInput

MOST = 200_000  # characters of a raw text that are shown; a page of the web may have many more
FOLDED = 8  # lines in a row that are folded away where nothing in them was kept
DEL = (Markup("<del>"), Markup("</del>"))


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the raw text that is not blank, counted from 1, and the blocks of the edition that begin in it."""

    number: int
    text: Markup
    blocks: tuple[Block, ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines in a row; ``hidden`` where they are many and nothing in them was kept."""

    lines: tuple[SourceLine, ...]
    hidden: bool


def render(data: ArticleInput) -> Iterator[File]:
    reading = data.article.edition.reading
    lines = _lines(data.article, tuple(_cuts(reading, data.rules)))
    path, left_out = f"articles/{data.article.id}/original.md", max(0, len(reading.raw) - MOST)
    yield page("article/original.html.j2", path, data, page=data, groups=tuple(_groups(lines)), left_out=left_out)


def _lines(article: Article, cuts: Sequence[Span]) -> Iterator[SourceLine]:
    raw = article.edition.reading.raw
    starts = [at for at in (0, *line_starts(raw)) if at <= MOST]
    begun = _blocks_by_line(article, starts)
    n = 0
    for number, (start, following) in enumerate(zip(starts, (*starts[1:], min(len(raw), MOST)), strict=True), 1):
        text = raw[start:following].rstrip("\r\n")
        if not text.strip():
            continue
        while n < len(cuts) and cuts[n].end <= start:
            n += 1
        inside = _inside(cuts, n, start, start + len(text))
        blocks = begun.get(number, ())
        anchors = [InlineMark(min(at - start, len(text)), Markup('<span id="{}"></span>').format(block.id)) for at, block in blocks]
        kept = bool(blocks) or sum(map(len, inside)) < len(text.strip())
        yield SourceLine(
            number, apply_marks(text, [InlineElement(s.start, s.end, *DEL) for s in inside], anchors), tuple(b for _, b in blocks), kept
        )


def _inside(cuts: Sequence[Span], first: int, start: int, end: int) -> list[Span]:
    """The parts of the cuts, from the one of number ``first`` on, that lie in a line; by their places in it."""
    spans = []
    for n in range(first, len(cuts)):
        if cuts[n].start >= end:
            break
        spans.append(Span(max(cuts[n].start, start) - start, min(cuts[n].end, end) - start))
    return spans


def _blocks_by_line(article: Article, starts: Sequence[int]) -> Mapping[int, list[tuple[int, Block]]]:
    """The blocks by the line of the raw text in which they begin, each with its place there."""
    by_line: dict[int, list[tuple[int, Block]]] = defaultdict(list)
    for block in article.body:
        at = article.edition.reading.origin(block.span).start
        if at < MOST:
            by_line[bisect_right(starts, at)].append((at, block))
    return by_line


def _cuts(reading: Reading, rules: Mapping[str, Rule]) -> Iterator[Span]:
    """The stretches of the raw text whose words were cut, with the changes of form among them; of a page, all that is not in the text."""
    start = end = words = 0
    marked = is_page(reading)
    for run in reading.runs:
        gone = run.put is not None and not (run.put.strip() if marked else run.put)  # where a tag stood, a page may have a new line
        if not gone:
            if words:
                yield Span(start, end)
            start = end = words = 0
            continue
        start, end = (run.start, run.end) if start == end else (start, run.end)
        words += rules[run.rule or ""].kind != "form" or (marked and not reading.raw[run.start : run.end].isspace())
    if words:
        yield Span(start, end)


def _groups(lines: Iterable[SourceLine]) -> Iterator[LineGroup]:
    for kept, group in groupby(lines, key=lambda line: line.kept):
        together = tuple(group)
        yield LineGroup(together, not kept and len(together) >= FOLDED)
