"""A block as HTML that is XML as well: its element, the parts of it, and the marks of the source on its words.

What else stands in the words (links of terms, changes, signs of notes) is the caller's, who gives them as inline elements and marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex
from markupsafe import Markup

from ..cleaning.layout.numbering import series_of
from ..core.block_parts import ListItem, TableCell, TextMark
from ..core.model import Block
from .inline import InlineElement, InlineMark, apply_marks
from .render import inert

SIMPLE = frozenset({"strong", "em", "del", "mark", "sup", "sub"})
HAN = regex.compile(r"\p{Han}")
DOTTED = 16  # characters of emphasis that have a dot each
LAST_LEVEL = 5  # of headings; below the title there are five more elements
LINE_BREAK = Markup("<br/>")
NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class BlockMarkup:
    """The words of a block with all that marks them; ``text`` is the block's, perhaps with other characters in their places."""

    block: Block
    text: str
    elements: tuple[InlineElement, ...]
    marks: tuple[InlineMark, ...]

    @classmethod
    def from_block(cls, block: Block, text: str, elements: Iterable[InlineElement] = (), marks: Iterable[InlineMark] = ()) -> BlockMarkup:
        """Marks that fall between two parts of the block stand at the end of the former."""
        parts = block_parts(block)
        settled = (replace(mark, at=_within(parts, mark.at)) for mark in marks)
        return cls(block, text, (*elements, *source_marks(block)), tuple(settled))

    def words(self, start: int, end: int) -> Markup:
        """The words of a stretch, with line breaks where the text has them."""
        touching = (e for e in self.elements if e.start < end and start < e.end)
        inside = [replace(e, start=max(e.start, start) - start, end=min(e.end, end) - start) for e in touching]
        marks = [InlineMark(m.at - start, m.html) for m in self.marks if start < m.at <= end or (m.at == start == 0)]
        text = self.text[start:end]
        if "\n" in text and self.block.kind != "code":
            marks += [InlineMark(at, LINE_BREAK) for at, character in enumerate(text) if character == "\n"]
        return apply_marks(text, inside, marks)

    def element(self) -> Markup:
        """The block as an element with its id, if it has one."""
        block = self.block
        own = Markup(' id="{}" data-kind="{}"').format(block.id, block.kind) if block.id else NOTHING
        if block.kind == "list":
            return _list(self, own)
        if block.kind == "table":
            return _table(self, own)
        if block.kind == "quote":
            parts = block_parts(block)
            inside = NOTHING.join(Markup("<p>{}</p>").format(self.words(*part)) for part in parts) if len(parts) > 1 else self._whole()
            return Markup("<blockquote{}>{}</blockquote>").format(own, inside)
        if block.kind == "code":
            return Markup('<pre{} translate="no" tabindex="0"><code>{}</code></pre>').format(own, self._whole())
        if block.kind == "heading":
            tag = Markup(f"h{1 + min(max(block.level, 1), LAST_LEVEL)}")
            return Markup("<{0}{1}>{2}</{0}>").format(tag, own, self._whole())
        if block.kind == "break":
            return Markup("<hr{}/>").format(own)
        return Markup("<p{}>{}</p>").format(own, self._whole())

    def _whole(self) -> Markup:
        return self.words(0, len(self.text))


def block_parts(block: Block) -> tuple[tuple[int, int], ...]:
    """The stretches of a block's text that its element shows one by one; all of it where there are none."""
    if block.items:
        return tuple((item.start, item.end) for item in block.items)
    if block.cells:
        return tuple((cell.start, cell.end) for cell in block.cells)
    if block.kind == "quote":
        return tuple(_line_spans(block.text))
    return ((0, len(block.text)),)


def source_marks(block: Block) -> Iterator[InlineElement]:
    """The marks of the source on the words of a block as elements."""
    for mark in block.marks:
        opening, closing = _tags(mark, block.text[mark.start : mark.end])
        yield InlineElement(mark.start, mark.end, opening, closing, whole=mark.kind == "link")


def _tags(mark: TextMark, words: str) -> tuple[Markup, Markup]:
    if mark.kind == "em" and HAN.search(words):  # Han characters do not slant: a few words have dots, many another face
        return Markup('<em class="jz-kai">' if len(words) > DOTTED else '<em class="jz-dots">'), Markup("</em>")
    if mark.kind in SIMPLE:
        return Markup(f"<{mark.kind}>"), Markup(f"</{mark.kind}>")
    if mark.kind == "link":
        return Markup('<a class="jz-out" href="{}" rel="noopener noreferrer nofollow">').format(inert(mark.value)), Markup("</a>")
    if mark.kind == "ruby":
        return Markup("<ruby>"), Markup("<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>").format(inert(mark.value))
    return Markup('<code class="jz-formula">' if mark.kind == "formula" else "<code>"), Markup("</code>")


def _list(markup: BlockMarkup, own: Markup) -> Markup:
    items = markup.block.items
    if any(item.role in ("term", "definition") for item in items):
        tags = {"term": "dt"}
        parts = (Markup("<{0}>{1}</{0}>").format(Markup(tags.get(i.role, "dd")), markup.words(i.start, i.end)) for i in items)
        return Markup("<dl{}>{}</dl>").format(own, NOTHING.join(parts))
    is_numbered = all(item.number is None and series_of(markup.text[item.start : item.end]) for item in items)
    return _nested(items, markup.words, own + Markup(' class="jz-plain"') if is_numbered else own)


def _nested(items: Sequence[ListItem], words: Callable[[int, int], Markup], own: Markup = NOTHING) -> Markup:
    """Items as lists in each other. What goes on with an item stands below its words, a deeper list inside of it."""
    depth = min(item.depth for item in items)
    parts: list[Markup] = []
    n = 0
    while n < len(items):
        following = next((m for m in range(n + 1, len(items)) if items[m].depth <= depth and items[m].role == "item"), len(items))
        parts.append(_item(items[n:following], depth, words))
        n = following
    ordered = items[0].number is not None
    tag, start = Markup("ol" if ordered else "ul"), items[0].number or 1
    begin = Markup(' start="{}"').format(start) if ordered and start != 1 else NOTHING
    return Markup("<{0}{1}{2}>{3}</{0}>").format(tag, begin, own, NOTHING.join(parts))


def _item(items: Sequence[ListItem], depth: int, words: Callable[[int, int], Markup]) -> Markup:
    """One item with what belongs to it."""
    inside: list[Markup] = []
    for is_deeper, some in groupby(items, key=lambda item: item.depth > depth):
        group = list(some)
        if is_deeper:
            inside.append(_nested(group, words))
            continue
        for item in group:
            shown = words(item.start, item.end)
            inside.append(Markup("<p>{}</p>").format(shown) if item.role == "continued" else shown)
    return Markup("<li>{}</li>").format(NOTHING.join(inside))


def _table(markup: BlockMarkup, own: Markup) -> Markup:
    rows = groupby(markup.block.cells, key=lambda cell: cell.row)
    lines = (Markup("<tr>{}</tr>").format(NOTHING.join(_cell(cell, markup) for cell in cells)) for _, cells in rows)
    return Markup('<div{} class="jz-scroll" tabindex="0"><table><tbody>{}</tbody></table></div>').format(own, NOTHING.join(lines))


def _cell(cell: TableCell, markup: BlockMarkup) -> Markup:
    spans = ((" rowspan", cell.rows), (" colspan", cell.columns))
    attributes = NOTHING.join(Markup('{}="{}"').format(Markup(name), n) for name, n in spans if n > 1)
    tag = Markup("th" if cell.is_header else "td")
    return Markup("<{0}{1}>{2}</{0}>").format(tag, attributes, markup.words(cell.start, cell.end))


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text that are not blank, without the white space at their ends."""
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            yield start, start + len(words)
        at += len(line) + 1


def _within(parts: Sequence[tuple[int, int]], at: int) -> int:
    """A place in one of the parts: ``at`` itself, or the end of the last part before it."""
    before = [part for part in parts if part[0] < at]
    return min(at, before[-1][1]) if before else max(at, 0)
