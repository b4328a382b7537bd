"""`edition.md`: the clean text of an article as Markdown (CommonMark with tables), readable by any program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from ...core.article import Article
from ...core.block_parts import PICTURES, ListItem, TextMark
from ...core.model import Block, Datum
from ..block_markup import block_parts
from ..render import front_matter, markdown

FENCE = regex.compile(r"`{3,}")
AROUND = {
    "strong": ("**", "**"),
    "em": ("*", "*"),
    "del": ("~~", "~~"),
    "mark": ("<mark>", "</mark>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
}
LAST_LEVEL = 6  # of headings; the title has the first


def edition_markdown(article: Article) -> str:
    """The clean text with its facts in front."""
    heading = article.edition.heading
    facts = {"title": article.title, "date": article.date, "author": heading.author, "outlet": heading.outlet, "source": heading.url}
    meta = {key: value.value if isinstance(value, Datum) else value for key, value in facts.items() if value}
    body = "\n\n".join(_markdown(block) for block in article.body)
    return f"{front_matter(**meta)}\n# {markdown(article.title)}\n\n{body}\n"


def _markdown(block: Block) -> str:
    text = _words(block, 0, len(block.text))
    if block.kind == "heading":
        return f"{'#' * min(1 + max(block.level, 1), LAST_LEVEL)} {text}"
    if block.kind == "caption":
        return f"*{markdown(block.text)}*"
    if block.kind == "figure" and block.picture and block.picture.published:
        return f"![{markdown(block.picture.alt)}]({PICTURES}/{block.picture.published.file})"
    if block.kind == "figure":
        return f"> 〔{markdown(figure_words(block))}〕"
    if block.kind == "quote":
        return "\n>\n".join(f"> {_words(block, start, end)}" for start, end in block_parts(block))
    if block.kind == "verse":
        return "\\\n".join(line.strip() for line in text.splitlines() if line.strip())
    if block.kind == "code":
        fence = "`" * (1 + max([2, *(len(mark) for mark in FENCE.findall(block.text))]))
        return f"{fence}\n{block.text}\n{fence}"
    if block.kind == "list":
        return "\n".join(_list_lines(block))
    if block.kind == "table":
        return "\n".join(_table_lines(block))
    return "* * *" if block.kind == "break" else text


def figure_words(block: Block) -> str:
    """What is said in the place of a picture: that it was not saved, and what the source has in its place."""
    return "：".join(filter(None, (block.text or "插图", block.picture.alt if block.picture else "")))


def _list_lines(block: Block) -> Iterator[str]:
    shallowest = min(item.depth for item in block.items)
    for item in block.items:
        words = _words(block, item.start, item.end)
        indent = "    " * (item.depth - shallowest)
        if item.role == "term":
            yield f"- **{words}**"
        elif item.role == "item":
            yield f"{indent}{_bullet(item)} {words}"
        else:
            yield f"{indent}    {words}" if item.role == "continued" else f"    - {words}"


def _bullet(item: ListItem) -> str:
    return "-" if item.number is None else f"{item.number}."


def _table_lines(block: Block) -> Iterator[str]:
    """A table in the notation of most readers of Markdown: the first row is the head; a cell that spans several stands in the first."""
    rows = [[*cells] for _, cells in groupby(block.cells, key=lambda cell: cell.row)]
    width = max((cell.column + cell.columns for row in rows for cell in row), default=1)
    for n, row in enumerate(rows):
        texts = [""] * width
        for cell in row:
            texts[cell.column] = _words(block, cell.start, cell.end).replace("\n", " ")
        yield f"| {' | '.join(texts)} |"
        if n == 0:
            yield f"|{' --- |' * width}"


def _words(block: Block, start: int, end: int) -> str:
    """A stretch of a block with its marks."""
    marks = [mark for mark in block.marks if start <= mark.start and mark.end <= end]
    return _marked(block.text, start, end, marks)


def _marked(text: str, start: int, end: int, marks: Sequence[TextMark]) -> str:
    """A stretch of a text with the marks in it, which are in order, the outer before the inner. One that crosses another is left out."""
    parts: list[str] = []
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        inner = [other for other in marks if other is not mark and mark.start <= other.start and other.end <= mark.end]
        inner = [other for other in inner if (other.start, other.end) != (mark.start, mark.end) or marks.index(other) > marks.index(mark)]
        parts += [markdown(text[at : mark.start]), _in_marks(mark, text, inner)]
        at = mark.end
    return "".join((*parts, markdown(text[at:end])))


def _in_marks(mark: TextMark, text: str, inner: Sequence[TextMark]) -> str:
    words = text[mark.start : mark.end]
    if mark.kind in ("code", "formula"):
        fence = "`" * (1 + max([0, *(len(run) for run in regex.findall("`+", words))]))
        room = " " if words.startswith("`") or words.endswith("`") else ""
        return f"{fence}{room}{words}{room}{fence}"
    inside = _marked(text, mark.start, mark.end, inner)
    if mark.kind == "link":
        return f"[{inside}](<{mark.value}>)"
    if mark.kind == "ruby":
        return f"{inside}（{markdown(mark.value)}）"
    before, after = AROUND[mark.kind]
    return f"{before}{inside}{after}"
