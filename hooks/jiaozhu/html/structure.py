"""What a browser would show of a web page: which stretches are text that is read, and which elements stand around it.

A browser builds a tree; here a stack of the open elements is enough. An element ends with its end tag, with the end tag of an
element around it, or where the standard lets the next element end it (`<li>`, `<p>`, a cell of a table).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from ..core.reading import Span
from .code_decorations import with_joined_programs, without_decorations
from .elements import (
    BLOCK,
    FOREIGN,
    FOREIGN_BREAKOUT,
    HEADINGS,
    IMPLIED_END,
    LANDMARKS,
    LINE_BREAKING,
    STRUCTURAL,
    TELLING_ATTRIBUTES,
    UNSEEN,
    VOID,
)
from .hidden_parts import folded_ids, is_folded_text, is_hidden
from .page_parts import Element, Landmark, PageStructure, Piece, PieceKind, TreeElement, enclosing, enclosing_landmarks
from .picture_addresses import is_late_address
from .replaced_words import formula_words, is_formula, is_tex_script, picture_words
from .stated_meanings import TELLING, custom_name, stated_name, styled_names
from .style_sheets import NO_STYLES, PRESERVED, PreservingStyles, preserving_styles
from .tokens import Token, attribute_values, tokens

__all__ = ["Element", "Landmark", "PageStructure", "Piece", "enclosing", "enclosing_landmarks", "read_structure"]

MAYBE_STYLED = regex.compile(r"hidden|display|white-space|font-weight|line-through|mso-list|vertical-align", regex.IGNORECASE)
# Word saves the items of a list as paragraphs, each with its bullet or its number as words of a font; others have boxes of bullets.
WORD_BULLET = regex.compile(r"(?:^|;)\s*mso-list\s*:\s*ignore\b", regex.IGNORECASE)
NUMBER = regex.compile(r"(?:<[^>]*>|\s|&nbsp;)*+[（(]?[0-9一二三四五六七八九十]")
WITH_ATTRIBUTES = frozenset({"a", "img", "li", "ol", "pre", "td", "th"})
BULLETS = frozenset("•·◦▪●○■")
FORMULA_END = regex.compile(r"</math(?=[\s/>])[^>]*>", regex.IGNORECASE)
MATHJAX = regex.compile(
    r"class\s*=\s*[\"']?MathJax", regex.IGNORECASE
)  # how the script of that name shows the formulas whose source the page has
NO_ATTRIBUTES: Mapping[str, str] = {}


@lru_cache(maxsize=4)
def read_structure(page: str) -> PageStructure:
    """The structure of a web page. Cached, because each step of the cleaning needs it."""
    reader = _StructureReader(page, has_tex="math/tex" in page, preserving=preserving_styles(page), folded=folded_ids(page))
    for token in tokens(page):
        reader.take(token)
    return reader.structure()


@dataclass(slots=True)
class _OpenElement:
    """``roles`` are the names under which it is recorded as an element; ``meaning`` is that of the element of HTML that it stands for."""

    name: str
    meaning: str
    start: int
    is_unseen: bool
    is_preserved: bool = False
    is_bullet: bool = False
    roles: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    number: int = -1  # in the tree of those that can be seen


@dataclass(slots=True)
class _StructureReader:
    """The state of reading a page token by token."""

    page: str
    pieces: list[Piece] = field(default_factory=list)
    landmarks: list[Landmark] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    containers: list[Span] = field(default_factory=list)
    tree: list[TreeElement] = field(default_factory=list)
    stack: list[_OpenElement] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)  # of the open elements
    pictures: dict[int, Mapping[str, str]] = field(default_factory=dict)  # by the number of the piece
    unseen: int = 0  # open elements that nobody sees
    preserved: int = 0  # open elements whose white space is shown as it is
    bullets: int = 0  # open elements that hold the bullet of an item
    tags: int = 0
    depth: int = 0
    formula_end: int = 0  # of the last `<math>` element
    is_beside_formula: bool = False  # true where no text has stood since the last formula
    has_tex: bool = False  # true where scripts hold the sources of the page's formulas
    preserving: PreservingStyles = NO_STYLES
    folded: frozenset[str] = frozenset()  # ids of what the page folds and unfolds
    line_of_code_end: int = -1  # where the last `<code>` inside of a `<pre>` ended
    has_title: bool = False
    has_program: bool = False

    def take(self, token: Token) -> None:
        if token.start < self.formula_end:
            return
        if token.kind == "text":
            self.is_beside_formula = self.is_beside_formula and self.page[token.start : token.end].isspace()
            is_bullet = self._is_bullet(token)
            kind: PieceKind = "unseen" if self.unseen or is_bullet else "pre" if self.names["pre"] or self.preserved else "text"
            self._add(Piece(kind, token.start, token.end, "bullet" if is_bullet else self._unseen_name()))
        elif token.kind == "start_tag" and token.name in ("math", "img", "q") and not self.unseen:
            self.tags += 1
            self._take_replaced(token)
        elif token.kind == "raw_text" and self.stack and self.stack[-1].name == "script" and self.stack[-1].roles and not self.unseen:
            self._add_words(token.start, token.end, "math", " ".join(self.page[token.start : token.end].split()))
        else:
            self._take_markup(token)

    def _is_bullet(self, text: Token) -> bool:
        """True for a bullet that stands alone in an element of an item."""
        is_alone = self.page[text.start : text.end].strip() in BULLETS
        return is_alone and not self.unseen and any(e.meaning == "li" for e in self.stack[:-1])

    def _unseen_name(self) -> str:
        """What text that is not shown in its line is, if it has a place of its own: a reading above ruby characters, or a bullet."""
        if self.unseen != 1:
            return ""
        return "rt" if self.names["rt"] else "bullet" if self.bullets else ""

    def _take_markup(self, token: Token) -> None:
        is_seen = token.kind != "raw_text"
        is_next_line_of_code = token.kind == "start_tag" and token.start == self.line_of_code_end and token.name == "code"
        if token.kind == "start_tag":
            self._open(token)
            self.tags += 1
        elif token.kind == "end_tag" and token.name == "q" and self.names["q"] and not self.unseen:
            self._close(token)
            self._add_words(token.start, token.end, "q", "’" if self.names["q"] % 2 else "”")
            return
        elif token.kind == "end_tag" and self.names[token.name]:
            is_seen = not self._close(token).is_unseen
            if token.name == "code" and self.names["pre"]:
                self.line_of_code_end = token.end
        is_border = is_seen and not self.unseen and (custom_name(token.name) in LINE_BREAKING or is_next_line_of_code)
        self._add(Piece("border" if is_border else "markup", token.start, token.end))

    def _take_replaced(self, tag: Token) -> None:
        """Take the start tag of an element for which words may be read."""
        if tag.name == "q":
            self._open(tag)
            self._add_words(tag.start, tag.end, "q", "“" if self.names["q"] % 2 else "‘")
        elif tag.name == "img":
            attributes = attribute_values(self.page, tag)
            self.pictures[len(self.pieces)] = attributes
            self.pieces.append(Piece("markup", tag.start, tag.end, "img"))
        elif (end := FORMULA_END.search(self.page, tag.end)) is not None:
            self._add_words(tag.start, end.end(), "math", formula_words(self.page[tag.start : end.end()]))
            self.formula_end, self.is_beside_formula = end.end(), True
        else:
            self._take_markup(tag)

    def structure(self) -> PageStructure:
        while self.stack:
            self._pop(len(self.page))
        for n, attributes in self.pictures.items():
            self._settle_picture(n, attributes)
        self.landmarks.sort(key=lambda landmark: (landmark.span.start, -landmark.span.end))
        self.elements = with_joined_programs(self.page, sorted(self.elements, key=lambda e: (e.span.start, -e.span.end)))
        pieces = without_decorations(self.page, self.pieces, self.elements) if self.has_program else tuple(self.pieces)
        parts = pieces, tuple(self.landmarks), tuple(self.elements), tuple(self.containers)
        return PageStructure(*parts, self.tags, self.depth, tuple(self.tree))

    def _settle_picture(self, n: int, attributes: Mapping[str, str]) -> None:
        """Decide what the picture that is piece ``n`` is: words of a sentence, or a picture."""
        piece = self.pieces[n]
        words = picture_words(attributes, self._neighbour(n, -1)[-1:], self._neighbour(n, 1)[:1])
        name = "img" if not words else "math" if is_formula(attributes) else ""
        if words:
            self.pieces[n] = Piece("words", piece.start, piece.end, name or "img", words)
        if name:
            telling = {key: value for key, value in attributes.items() if key in TELLING_ATTRIBUTES or is_late_address(key, value)}
            self.elements.append(Element(name, Span(piece.start, piece.end), telling))

    def _neighbour(self, n: int, step: int) -> str:
        """The text beside piece ``n`` on its line, without white space at its ends; empty where there is none."""
        n += step
        while 0 <= n < len(self.pieces) and self.pieces[n].kind != "border":
            piece = self.pieces[n]
            text = piece.words or (self.page[piece.start : piece.end].strip() if piece.kind in ("text", "pre") else "")
            if text:
                return text
            n += step
        return ""

    def _open(self, tag: Token) -> None:
        while tag.name in FOREIGN_BREAKOUT and any(self.names[name] for name in FOREIGN) and not self.names["foreignobject"]:
            self._pop(tag.start)
        closed = IMPLIED_END.get(tag.name, ())
        while self.stack and self.stack[-1].name in closed:
            self._pop(tag.start)
        if tag.name in VOID or (tag.name in FOREIGN and self.page[tag.end - 2] == "/"):
            if tag.name in STRUCTURAL and not self.unseen:
                self.elements.append(Element(tag.name, Span(tag.start, tag.end)))
            return
        element = self._element(tag)
        self.has_title = self.has_title or (tag.name == "title" and not self.unseen)
        self.has_program = self.has_program or tag.name == "pre"
        self.unseen += element.is_unseen
        if not self.unseen:
            element.number = len(self.tree)
            self.tree.append(TreeElement(element.meaning, tag, Span(tag.end, len(self.page)), self.stack[-1].number if self.stack else -1))
        self.stack.append(element)
        self.names[tag.name] += 1
        self.preserved += element.is_preserved
        self.bullets += element.is_bullet
        self.depth = max(self.depth, len(self.stack))

    def _element(self, tag: Token) -> _OpenElement:
        """The element that a start tag opens."""
        is_styled = MAYBE_STYLED.search(self.page, tag.start, tag.end) is not None
        is_telling = TELLING.search(self.page, tag.start, tag.end) is not None
        has_attributes = is_styled or is_telling or tag.name in WITH_ATTRIBUTES or bool(self.preserving.selectors)
        values = attribute_values(self.page, tag) if has_attributes or tag.name in ("template", "button") else NO_ATTRIBUTES
        style = values.get("style", "")
        meaning = stated_name(tag.name, values)
        is_bullet = is_styled and WORD_BULLET.search(style) is not None and NUMBER.match(self.page, tag.end) is None
        is_unseen = (
            self._is_never_shown(tag, values)
            or (is_styled and self._is_hidden(tag, values))
            or is_bullet
            or (self.has_tex and tag.name != "mjx-container" and MATHJAX.search(self.page, tag.start, tag.end) is not None)
        )
        roles = [meaning] if meaning in STRUCTURAL or is_tex_script(self.page, tag) else []
        roles += styled_names(tag.name, style) if style else []
        telling = {key: value for key, value in values.items() if key in TELLING_ATTRIBUTES} if roles else NO_ATTRIBUTES
        is_preserved = bool(style and PRESERVED.search(style)) or self.preserving.apply_to(tag.name, values)
        return _OpenElement(tag.name, meaning, tag.end, is_unseen, is_preserved, is_bullet, tuple(roles), telling)

    def _is_never_shown(self, tag: Token, values: Mapping[str, str]) -> bool:
        """True for an element that is not text. A button in a heading that unfolds its section is the heading."""
        if tag.name == "button" and "aria-expanded" in values:
            return not any(element.meaning in HEADINGS for element in self.stack)
        return (tag.name in UNSEEN and "shadowrootmode" not in values) or (tag.name == "title" and self.has_title)

    def _is_hidden(self, tag: Token, values: Mapping[str, str]) -> bool:
        if not is_hidden(tag.name, values, is_beside_formula=self.is_beside_formula):
            return False
        return not is_folded_text(self.page, tag.end, values, self.folded, (element.meaning for element in self.stack))

    def _close(self, tag: Token) -> _OpenElement:
        """Close the innermost element of that name, and all that is open in it."""
        while (element := self._pop(tag.start)).name != tag.name:
            pass
        return element

    def _pop(self, end: int) -> _OpenElement:
        element = self.stack.pop()
        self.names[element.name] -= 1
        span = Span(element.start, end)
        if element.number >= 0:
            self.tree[element.number] = self.tree[element.number]._replace(content=span)
        if not self.unseen:
            if element.meaning in LANDMARKS:
                self.landmarks.append(Landmark(element.meaning, span))
            if element.meaning in BLOCK or element.name in BLOCK:
                self.containers.append(span)
        if not self.unseen or element.name == "rt":
            self.elements += [Element(role, span, element.attributes) for role in element.roles]
        self.unseen -= element.is_unseen
        self.preserved -= element.is_preserved
        self.bullets -= element.is_bullet
        return element

    def _add_words(self, start: int, end: int, name: str, words: str) -> None:
        if words:
            self.pieces.append(Piece("words", start, end, name, words))
        else:
            self._add(Piece("markup", start, end))
        if name == "math" and words:
            self.elements.append(Element("math", Span(start, end)))

    def _add(self, piece: Piece) -> None:
        """Add a piece. Neighbours of one kind are one piece, and a border takes in the markup around it."""
        last = self.pieces[-1] if self.pieces else None
        if last is not None and last.name == piece.name and (last.kind == piece.kind or {last.kind, piece.kind} == {"markup", "border"}):
            merged: PieceKind = piece.kind if last.kind == piece.kind else "border"
            self.pieces[-1] = Piece(merged, last.start, piece.end)
        else:
            self.pieces.append(piece)
