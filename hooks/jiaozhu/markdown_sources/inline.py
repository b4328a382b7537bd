"""The alignment of inline tokens with the words that they come from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex
from markdown_it.token import Token

from ..core.reading import Span
from ..html.page_parts import Element, Piece

NAMES: Mapping[str, str] = {"strong": "strong", "em": "em", "s": "del"}  # elements, by the kind of token
# Behind the text of a link or a picture: its address, with a title, or the label of a reference.
TAIL = regex.compile(
    r"""\](?:\(\s*+(?:<[^<>\n]*+>|(?:\\.|[^()\s\\]|\((?:\\.|[^()\s\\])*+\))*+)
        (?:\s++(?:"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|\((?:\\.|[^()\\])*+\)))?+\s*+\)|\s?\[[^\]\n]*+\])?+""",
    regex.VERBOSE,
)
TAG_NAME = regex.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
SPACE = regex.compile(r"[ \t]*+\n?[ \t]*+")
HTML_MARKS = frozenset(["b", "strong", "i", "em", "del", "s", "sup", "sub", "mark", "code", "kbd"])


class NotAligned(ValueError):
    """Tokens do not stand in the text as they should."""


@dataclass(frozen=True, slots=True)
class InlineParts:
    """The words of a paragraph or its like as pieces, and the elements among them."""

    pieces: tuple[Piece, ...]
    elements: tuple[Element, ...]


def inline_parts(content: str, tokens: Sequence[Token], places: Sequence[tuple[int, int]]) -> InlineParts:
    """The parts of a token's ``content``, whose lines begin at ``places``, in the content and in the raw text. Raises NotAligned."""
    aligner = _Aligner(content, [offset for offset, _ in places], [at for _, at in places])
    for token in tokens:
        aligner.take(token)
    if content[aligner.at :].strip():
        raise NotAligned(content)
    return InlineParts(tuple(aligner.pieces), tuple(aligner.elements))


@dataclass(slots=True)
class _Aligner:
    """The state of the alignment: ``at`` is the place in the content behind the last token."""

    content: str
    offsets: list[int]
    starts: list[int]
    at: int = 0
    pieces: list[Piece] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    open_: list[tuple[str, int, Mapping[str, str]]] = field(default_factory=list)

    def take(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self._words(token.content)
        elif kind == "text_special":
            self._replaced(token.markup, token.content)
        elif kind in ("softbreak", "hardbreak"):
            self._line_break()
        elif kind == "code_inline":
            self._code(token)
        elif kind == "image":
            self._picture(token)
        elif kind == "footnote_ref":
            label = str(token.meta.get("label", ""))
            start = self._raw(self.at)
            self._replaced(f"[^{label}]", f"[{label}]")
            self.elements.append(Element("sup", Span(start, self._raw_end())))
        elif kind == "html_inline":
            self._tag(token.content)
        else:
            self._mark(token)

    def _mark(self, token: Token) -> None:
        """A mark that opens or closes emphasis or a link."""
        kind, _, side = token.type.rpartition("_")
        if kind == "link" and token.markup == "autolink" and side == "open":
            self._skip("<")
        elif kind == "link" and token.markup == "autolink":
            self._closed("a", self._raw_end())
            self._skip(">")
            return
        elif kind == "link" and side == "open":
            self._skip("[")
        elif kind == "link":
            end = self._raw_end()
            self._skip_tail()
            self._closed("a", end)
            return
        elif kind in NAMES:
            end = self._raw_end()
            self._skip(token.markup)
            if side == "close":
                self._closed(NAMES[kind], end)
                return
        else:
            return
        self.open_.append(("a" if kind == "link" else NAMES[kind], self._raw(self.at), {"href": str(token.attrs.get("href", ""))}))

    def _closed(self, name: str, end: int) -> None:
        if self.open_ and self.open_[-1][0] == name:
            _, start, attributes = self.open_.pop()
            if start < end:
                self.elements.append(Element(name, Span(start, end), attributes if name == "a" else {}))

    def _words(self, words: str) -> None:
        if words:
            start = self._skip(words)
            self.pieces.append(Piece("plain", start, start + len(words)))

    def _replaced(self, marks: str, words: str) -> None:
        start = self._skip(marks)
        self.pieces.append(Piece("words", start, start + len(marks), "markdown", words))

    def _code(self, token: Token) -> None:
        self._skip(token.markup)
        end = self.content.find(token.markup, self.at)
        while end >= 0 and self.content[end + len(token.markup) : end + len(token.markup) + 1] == "`":
            end = self.content.find(token.markup, len(self.content[: end + 1].rstrip("`")) + len(token.markup) + 1)
        words = self.content[self.at : max(end, self.at)]
        if end < 0 or not words.strip() or "\n" in words:
            raise NotAligned(self.content)
        start = self._raw(self.at) + len(words) - len(words.lstrip())
        span = Span(start, start + len(words.strip()))
        self.pieces.append(Piece("plain", span.start, span.end))
        self.elements.append(Element("code", span))
        self.at = end
        self._skip(token.markup)

    def _picture(self, token: Token) -> None:
        start = self._skip("![")
        self.at += len(token.content)
        self._skip_tail()
        attributes = {"src": str(token.attrs.get("src", "")), "alt": token.content}
        self.elements.append(Element("img", Span(start, max(start, self._raw_end())), attributes))

    def _tag(self, tag: str) -> None:
        start = self._skip(tag)
        match = TAG_NAME.match(tag)
        name = match[1].lower() if match else ""
        if name in HTML_MARKS and not tag.startswith("</"):
            self.open_.append((name, start + len(tag), {}))
        elif name in HTML_MARKS:
            self._closed(name, start)

    def _line_break(self) -> None:
        if self.content[self.at : self.at + 1] == "\\":
            self.at += 1
        match = SPACE.match(self.content, self.at)
        if match is None or "\n" not in match[0]:
            raise NotAligned(self.content)
        self.at = match.end()

    def _skip(self, marks: str) -> int:
        """Go on behind ``marks``, which stand here. Returns where they begin in the raw text."""
        if not self.content.startswith(marks, self.at):
            raise NotAligned(self.content)
        start = self._raw(self.at)
        self.at += len(marks)
        return start

    def _skip_tail(self) -> None:
        match = TAIL.match(self.content, self.at)
        if match is None:
            raise NotAligned(self.content)
        self.at = match.end()

    def _raw(self, at: int) -> int:
        """The place in the raw text of a place in the content."""
        n = bisect_right(self.offsets, at) - 1
        return self.starts[n] + at - self.offsets[n]

    def _raw_end(self) -> int:
        """Where in the raw text the last token ends."""
        return self._raw(self.at - 1) + 1 if self.at else self.starts[0]
