"""The structure of a Markdown text (CommonMark with tables, footnotes and front matter), in the same records as that of a web page.

markdown-it-py says what the text means, but of words inside of a line not where they stand. So its tokens are aligned with the text that
they come from: each has its own marks, in order. A line that cannot be aligned stays as it is, with its marks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from ..core.reading import Span
from ..html.elements import HEADINGS, LINE_BREAKING
from ..html.page_parts import Element, PageStructure, Piece
from .dialects import pieces_before, pieces_behind, with_soft_breaks, without_dialect_marks
from .emphasis import emphasis_plugin
from .front_matter import title_span
from .inline import InlineParts, NotAligned, inline_parts
from .outside import comments, masked, title_block

BLOCKS: Mapping[str, str] = {
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "heading": "",
    "paragraph": "p",
    "table": "table",
    "thead": "thead",
    "tr": "tr",
    "th": "th",
    "td": "td",
}
CELLS = ("th", "td")
ROW_START = regex.compile(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?+\|?+[ \t]*+")  # up to the words of the first cell of a row
CELL_BORDER = regex.compile(r"(?:\\.|[^|\\\r\n])*+\|[ \t]*+")  # from the words of a cell to those of the next
CALLOUT = regex.compile(r"\[![A-Za-z-]{2,20}\][+-]?(?=\s|$)[ \t]*+")
WIKI_LINK = regex.compile(r"(\[\[(?:[^\]\[|\n]*\|)?)[^\]\[|\n]+(\]\])")  # to another note: [[茶]], [[茶|春茶]]
CHECK_BOX = regex.compile(r"\[([ xX])\](?=[ \t]+\S)")
FOOTNOTE = regex.compile(r"[ ]{0,3}\[\^([^\]\n]{1,60})\]:[ \t]*")
LINE = regex.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
TAG = regex.compile(r"<[A-Za-z/!?][^<>]*>")


@lru_cache(maxsize=4)
def read_markdown(raw: str) -> PageStructure:
    """The structure of a text in Markdown. Cached, because each step of the cleaning needs it."""
    words = masked(raw)
    return _Reader(words, tuple(match.span() for match in LINE.finditer(words) if match[0])).structure(title_block(raw), comments(raw))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable(["text_join"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the layout keeps none that leads nowhere
    return parser.use(footnote_plugin, inline=False).use(front_matter_plugin).use(emphasis_plugin)


@dataclass(slots=True)
class _Reader:
    """The state of reading: the pieces so far, and the elements that are open, each with the place where its content begins."""

    raw: str
    line_spans: tuple[tuple[int, int], ...]
    pieces: list[Piece] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)  # the places of pieces that begin a line
    elements: list[Element] = field(default_factory=list)
    containers: list[Span] = field(default_factory=list)
    open_: list[tuple[str, int, Mapping[str, str]]] = field(default_factory=list)
    at: int = 0  # where the last cell of a table ends, or the row that is open begins
    end: int = 0  # of the last piece

    def structure(self, block: Mapping[str, Span], unseen: Sequence[Span]) -> PageStructure:
        """The structure of the text, of which the title ``block`` and the ``unseen`` comments are no words."""
        self._take_title(block.get("title"))
        for token in _parser().parse(self.raw):
            self._take(token)
        for span in unseen:
            self.pieces = [*pieces_before(self.pieces, span.start), *pieces_behind(self.pieces, span.end)]
            self.pieces.append(Piece("unseen", span.start, span.end, "comment"))
        self.pieces.sort(key=lambda piece: piece.start)
        self.elements.sort(key=lambda element: (element.span.start, -element.span.end))
        return PageStructure(tuple(self._with_marks()), (), tuple(self.elements), tuple(self.containers), 0, len(self.open_))

    def _take(self, token: Token) -> None:
        kind, _, side = token.type.rpartition("_")
        if token.type == "front_matter":
            self._take_front_matter(token)
        elif token.type == "inline":
            self._take_inline(token)
        elif token.type in ("fence", "code_block"):
            self._take_code(token)
        elif token.type == "html_block":
            self._take_html(token)
        elif token.type == "hr":
            start, end = self._lines(token)
            self.elements.append(Element("hr", Span(start, end)))
        elif kind in BLOCKS and side == "open":
            name = BLOCKS[kind] or token.tag
            start = self._cell_start() if name in CELLS else self._lines(token)[0] if token.map else self.end
            self.at = start if name in ("tr", *CELLS) else self.at
            numbered = {"start": str(token.attrs["start"])} if "start" in token.attrs else {}
            self.open_.append((name, start, numbered))
        elif kind in BLOCKS and side == "close" and self.open_:
            name, start, attributes = self.open_.pop()
            self.end = max(self.end, start) if name in CELLS else self.end  # an empty cell is in its row too
            self._close(name, Span(start, max(start, self.at if name in CELLS else self.end)), attributes)

    def _cell_start(self) -> int:
        """Where the words of the next cell begin, which markdown-it-py does not say; behind its border, if it has none."""
        is_first = bool(self.open_) and self.open_[-1][0] == "tr" and self.open_[-1][1] == self.at
        border = (ROW_START if is_first else CELL_BORDER).match(self.raw, self.at)
        return border.end() if border else self.at

    def _close(self, name: str, span: Span, attributes: Mapping[str, str]) -> None:
        if name == "p":
            self.containers.append(span)
        else:
            self.elements.append(Element(name, span, attributes))

    def _take_front_matter(self, token: Token) -> None:
        self._take_title(title_span(self.raw, Span(*self._lines(token))))

    def _take_title(self, title: Span | None) -> None:
        """Of the facts in front of the text, the title is a line of it."""
        if title is not None:
            self._add([Piece("plain", title.start, title.end)])
            self.elements.append(Element("h1", title))

    def _take_inline(self, token: Token) -> None:
        start, end = self._lines(token)
        is_cell = bool(self.open_) and self.open_[-1][0] in CELLS
        parts = self._inline(token, max(start, self.at) if is_cell else start, end)
        self.at = parts.pieces[-1].end if is_cell and parts.pieces else self.at
        is_heading = bool(self.open_) and self.open_[-1][0] in HEADINGS
        kept, meant = without_dialect_marks(self.raw, self._without_link_marks(parts), parts.elements, is_heading=is_heading)
        note = FOOTNOTE.match(self.raw, start)
        if note is not None and kept and note.end() <= kept[0].start:
            self._add([Piece("words", note.start(), note.end(), "markdown", f"[{note[1]}] ")])
            self._add(kept, breaks=False)
        else:
            words = self._with_check_box(self._without_callout(kept))
            is_item = len(self.open_) > 1 and self.open_[-2][0] == "li"
            self._add(list(with_soft_breaks(self.raw, words)) if is_item else words)
        self.elements += meant
        self.elements += parts.elements

    def _without_link_marks(self, parts: InlineParts) -> Sequence[Piece]:
        """The pieces of a paragraph without the marks of links to other notes, whose words stay."""
        pieces = parts.pieces
        links = WIKI_LINK.finditer(self.raw, pieces[0].start, pieces[-1].end) if pieces else ()
        code = [element.span for element in parts.elements if element.name == "code"]
        for link in links:
            if not any(span.overlaps(Span(*link.span())) for span in code):
                for start, end in (link.span(1), link.span(2)):
                    pieces = (*pieces_before(pieces, start), *pieces_behind(pieces, end))
        return pieces

    def _without_callout(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """The pieces of a paragraph without the mark of a callout: `> [!NOTE]`, as programs for notes begin a quotation."""
        is_quoted = len(self.open_) > 1 and self.open_[-2][0] == "blockquote"
        mark = CALLOUT.match(self.raw, pieces[0].start) if is_quoted and pieces else None
        return pieces if mark is None else pieces_behind(pieces, mark.end())

    def _with_check_box(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """The pieces of an item of a list of tasks (`- [x] 买票`) with ☑ or ☐ in the place of its mark."""
        is_item = len(self.open_) > 1 and self.open_[-2][0] == "li"
        mark = CHECK_BOX.match(self.raw, pieces[0].start) if is_item and pieces else None
        if mark is None:
            return pieces
        return [Piece("words", *mark.span(), "markdown", "☐" if mark[1] == " " else "☑"), *pieces_behind(pieces, mark.end())]

    def _inline(self, token: Token, start: int, end: int) -> InlineParts:
        """The parts of what stands between ``start`` and ``end``; what cannot be aligned stays as it is written."""
        places = self._places(token.content, start, end)
        if places is None:
            written = regex.compile(regex.escape(token.content).replace(r"\|", r"\\?\|").replace("\n", r"[\s>]*"))
            match = written.search(self.raw, start, end)
            place = match.span() if match else (start, end)
            if [child.type for child in token.children or ()] == ["code_inline"]:  # all of a cell
                marks = len(token.content) - len(token.content.lstrip("`"))
                place = place[0] + marks, place[1] - marks
                code = (Element("code", Span(*place)),)
                return InlineParts(tuple(_without_escapes(self.raw, Piece("plain", *place))), code)
            lines = _plain_lines(self.raw, *place)
            return InlineParts(tuple(piece for line in lines for piece in _without_escapes(self.raw, line)), ())
        try:
            return inline_parts(token.content, token.children or (), places)
        except NotAligned:
            last = places[-1][1] + len(token.content.rpartition("\n")[2])
            return InlineParts(tuple(_plain_lines(self.raw, places[0][1], last)), ())

    def _take_code(self, token: Token) -> None:
        """A block of code: the lines between its fences, or those that are indented."""
        first, last = token.map or [0, 0]
        is_fence = token.type == "fence"
        inside = self.line_spans[first + is_fence : last]
        if is_fence and len(inside) and _is_fence_end(self.raw, inside[-1], token.markup):
            inside = inside[:-1]
        if not inside:
            return
        end = max(inside[0][0], inside[-1][0] + len(self.raw[slice(*inside[-1])].rstrip("\r\n")))
        pieces = list(self._code_pieces(token, inside, end))
        for n, piece in enumerate(pieces):
            self._add([piece], breaks=n == 0)
        self.elements.append(Element("pre", Span(pieces[0].start if pieces else inside[0][0], end)))

    def _code_pieces(self, token: Token, inside: Sequence[tuple[int, int]], end: int) -> Iterator[Piece]:
        """The lines of a block of code without what indents them all, each with its line break."""
        written = token.content.split("\n")
        for n, (start, line_end) in enumerate(inside):
            line = self.raw[start:line_end].rstrip("\r\n")
            own = written[n] if n < len(written) and line.endswith(written[n]) else line
            first, last = start + len(line) - len(own), min(line_end, end)
            if first < last:
                yield Piece("plain", first, last)

    def _take_html(self, token: Token) -> None:
        """HTML in the midst of Markdown is inert: its tags are marks, its words are words."""
        start, end = self._lines(token)
        at = start
        for tag in TAG.finditer(self.raw, start, end):
            self._add(_plain_lines(self.raw, at, tag.start()), breaks=at == start or tag[0].strip("</> \n").lower() in LINE_BREAKING)
            at = tag.end()
        self._add(_plain_lines(self.raw, at, end), breaks=at == start)

    def _add(self, pieces: Sequence[Piece], *, breaks: bool = True) -> None:
        """Add pieces in order, of which the first begins a line, and each behind a line break."""
        for n, piece in enumerate(pieces):
            if (breaks and n == 0) or (n and "\n" in self.raw[pieces[n - 1].end : piece.start].replace("\r", "\n")):
                self.breaks.add(piece.start)
            self.pieces.append(piece)
            self.end = max(self.end, piece.end)

    def _lines(self, token: Token) -> tuple[int, int]:
        """Where the lines of a token begin and end in the text."""
        first, last = token.map or [0, 0]
        if first >= len(self.line_spans):
            return len(self.raw), len(self.raw)
        return self.line_spans[first][0], self.line_spans[max(first, min(last, len(self.line_spans)) - 1)][1]

    def _places(self, content: str, start: int, end: int) -> list[tuple[int, int]] | None:
        """Where each line of the content of a token begins, in the content and in the text; None where one is not there."""
        places: list[tuple[int, int]] = []
        offset, at = 0, start
        for line in content.split("\n"):
            at = self.raw.find(line, at, end)
            if at < 0:
                return None
            places.append((offset, at))
            offset += len(line) + 1
            following = bisect_right(self.line_spans, (at, len(self.raw)))
            at = self.line_spans[following][0] if following < len(self.line_spans) else len(self.raw)
        return places

    def _with_marks(self) -> Iterator[Piece]:
        """The pieces with the marks between them, which together are all of the text."""
        at = 0
        for piece in self.pieces:
            if piece.start < at:  # the same words under two tokens
                continue
            if at < piece.start:
                yield Piece("border" if piece.start in self.breaks else "markup", at, piece.start)
            yield piece
            at = piece.end
        if at < len(self.raw):
            yield Piece("markup", at, len(self.raw))


def _is_fence_end(raw: str, line: tuple[int, int], markup: str) -> bool:
    words = raw[line[0] : line[1]].strip(" \t>\r\n")
    return words.startswith(markup) and not words.strip(markup[0])


def _plain_lines(raw: str, start: int, end: int) -> list[Piece]:
    """The words of some lines as they stand, each line one piece."""
    pieces = []
    for match in regex.finditer(r"[^\r\n]+", raw, pos=start, endpos=end):
        words = match[0].strip()
        if words:
            at = match.start() + match[0].index(words[0])
            pieces.append(Piece("plain", at, at + len(words)))
    return pieces


def _without_escapes(raw: str, line: Piece) -> Iterator[Piece]:
    """The words of a line in which each bar is a word, though a backslash stands before it so that it ends no cell."""
    for match in regex.finditer(r"\\\||(?:(?!\\\|).)++", raw, pos=line.start, endpos=line.end):
        yield Piece("words", *match.span(), "markdown", "|") if match[0] == r"\|" else Piece("plain", *match.span())
