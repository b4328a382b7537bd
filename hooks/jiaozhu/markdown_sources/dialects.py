"""The marks of dialects of Markdown inside of a paragraph, which CommonMark leaves as words (Obsidian, Typora, Pandoc, kramdown):
highlights, indices, exponents, notes in the line, attributes, names of blocks, fences of divisions, and the place of a table of contents.

Each is read only as its dialect defines it, and where nothing speaks for words of the author's: a comparison (`a == b`), a range (5~8) and
a power (`2^3^2`) stay as they are, and so does all that stands in code or in a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from ..core.reading import Span
from ..html.page_parts import Element, Piece

HIDDEN = "\0"  # stands for each character that is no word: marks, addresses, code, formulas
FORMULA = regex.compile(r"\$\$[^$]+\$\$|\$(?![\s$])[^$\n]{1,300}(?<!\s)\$(?!\d)")
HIGHLIGHT = regex.compile(r"(?<![=A-Za-z0-9])(==)(?![=\s])((?:(?!==)[^\n]){1,500})(?<!\s)(==)(?![=A-Za-z0-9])")
SUBSCRIPT = regex.compile(r"(?<=[A-Za-z)\]])(?<!~)(~)(\d{1,3}|[a-z]{1,3}(?=~(?![A-Za-z]))|[A-Za-z]?\d?[+\-−=]\d?)(~)(?![~\d])")
SUPERSCRIPT = regex.compile(r"(?<=[\p{L}\d)\]~])(\^)([+\-−]?\d{1,4}[+\-−]?|[+\-−]|[A-Za-z]{1,3})(\^)(?![\dA-Za-z^(])")
NOTE = regex.compile(r"(\^\[)((?:[^\[\]\n]|\[[^\[\]\n]*\]){1,600})(\])(?![(\[])")
ATTRIBUTE = r"""(?:[#.][\p{L}_][\p{L}\d_:.-]*|[A-Za-z][\w:-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+)|-)"""
ATTRIBUTES = rf"\{{:?[ \t]*{ATTRIBUTE}(?:[ \t]+{ATTRIBUTE}){{0,12}}[ \t]*\}}"
OF_SPAN = regex.compile(rf"(\[)([^\[\]\n]{{0,300}})(\]{ATTRIBUTES})")
OF_INLINE = regex.compile(rf"(?<={HIDDEN}){ATTRIBUTES}")
OF_HEADING = regex.compile(rf"[ \t]*{ATTRIBUTES}[ \t]*\Z")
OF_BLOCK = regex.compile(rf"^[ \t>{HIDDEN}]*({ATTRIBUTES})[ \t]*$", regex.MULTILINE)
FENCE = regex.compile(rf"^[ \t>{HIDDEN}]*(:{{3,}}[ \t]*(?:(?:[A-Za-z][\w-]*[ \t]*)?(?:{ATTRIBUTES})?[ \t]*:*)?)[ \t]*$", regex.MULTILINE)
# Of Obsidian; of letters, since a digit alone may be an exponent at the end of a formula.
BLOCK_NAME = regex.compile(
    r"((?:(?<![A-Za-z0-9)\]}=])[ \t]+|^)\^(?:(?=[\d-]*[A-Za-z])[A-Za-z0-9-]{3,60}|[A-Za-z0-9]{6}))[ \t]*$", regex.MULTILINE
)
TABLE_OF_CONTENTS = regex.compile(r"@?\[TOC\](?:\([^()\n]*\))?|\[\[_?TOC_?\]\]|\$\{toc\}|\{:[ ]?toc\}", regex.IGNORECASE)
EMBEDDED = regex.compile(r"!\[\[([^\]\[|\n]+\.(?:png|jpe?g|gif|webp|svg|bmp|avif))(?:\|[^\]\[\n]*)?\]\]", regex.IGNORECASE)  # Obsidian
LINE_BLOCK = regex.compile(r"(?:\|[ ]+[^|\n]+\n){1,200}\|[ ]+[^|\n]+")  # of Pandoc: each line of a verse behind a bar
SENTENCE_END = frozenset("。！？；：，、…—”’」』）》.!?;:,)")
SET_IN = regex.compile(r"[ \t]?(?:\r\n|\r|\n)[ \t]+")
LABEL = regex.compile(r"[^\n]{1,10}?[:：|]")


@dataclass(frozen=True, slots=True)
class DialectMarks:
    """What is cut of a paragraph, which words stand for a mark, and the elements that the marks mean."""

    cuts: tuple[Span, ...]
    words: tuple[Piece, ...]
    elements: tuple[Element, ...]


def without_dialect_marks(
    raw: str, pieces: Sequence[Piece], elements: Sequence[Element], *, is_heading: bool
) -> tuple[list[Piece], list[Element]]:
    """The pieces of a paragraph without the marks of dialects, and the elements that these mean besides its own ``elements``."""
    if not pieces:
        return [], []
    start, end = pieces[0].start, pieces[-1].end
    if TABLE_OF_CONTENTS.fullmatch(raw[start:end].strip()):
        return [], []
    words = _visible(raw, pieces, elements)
    marks = _marks(words, start, is_heading=is_heading)
    pictures = [match for match in EMBEDDED.finditer(raw, start, end + 2) if words[match.start() - start] == "!"]
    bars = regex.finditer(r"^\|[ ]+", words, regex.MULTILINE) if LINE_BLOCK.fullmatch(words) else ()
    cuts = (*marks.cuts, *(Span(*match.span()) for match in pictures), *(_span(match, 0, start) for match in bars))
    kept = list(pieces)
    for cut in (*cuts, *(Span(piece.start, piece.end) for piece in marks.words)):
        kept = [*pieces_before(kept, cut.start), *pieces_behind(kept, cut.end)]
    nested = [mark for mark in marks.elements if not any(_crosses(mark.span, element.span) for element in elements)]
    images = [Element("img", Span(*match.span()), {"src": match[1], "alt": ""}) for match in pictures]
    return sorted((*kept, *marks.words), key=lambda piece: piece.start), [*nested, *images]


def with_soft_breaks(raw: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of an item of a list with white space where a line, set in below it, goes on with a sentence that is not at its end."""
    before: Piece | None = None
    for piece in pieces:
        if before is not None and SET_IN.fullmatch(raw, before.end, piece.start) and _goes_on(raw, before, piece):
            yield Piece("text", before.end, piece.start)
        yield piece
        before = piece


def _goes_on(raw: str, above: Piece, below: Piece) -> bool:
    is_open = raw[above.end - 1] not in SENTENCE_END and raw[below.start].isalpha()
    return is_open and LABEL.match(raw, below.start, below.end) is None and LABEL.match(raw, above.start, above.end) is None


def pieces_before(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """The pieces up to a place, where a piece may end."""
    return [replace(piece, end=min(piece.end, at)) for piece in pieces if piece.start < at]


def pieces_behind(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """The pieces from a place on, where a piece may begin."""
    return [replace(piece, start=max(piece.start, at)) for piece in pieces if piece.end > at]


def _visible(raw: str, pieces: Sequence[Piece], elements: Sequence[Element]) -> str:
    """The words of a paragraph at their places, with all else hidden but its line breaks."""
    start, end = pieces[0].start, pieces[-1].end
    shown = [c if c in "\r\n" else HIDDEN for c in raw[start:end]]
    for piece in pieces:
        if piece.kind == "plain":
            shown[piece.start - start : piece.end - start] = raw[piece.start : piece.end]
    for element in elements:
        if element.name == "code":
            inside = slice(element.span.start - start, element.span.end - start)
            shown[inside] = HIDDEN * len(shown[inside])
    return FORMULA.sub(lambda match: HIDDEN * len(match[0]), "".join(shown).replace("\r", "\n"))


def _marks(words: str, start: int, *, is_heading: bool) -> DialectMarks:
    """The marks in the visible ``words``, which begin at ``start``."""
    cuts: list[Span] = []
    elements: list[Element] = []
    notes: list[Piece] = []
    for pattern, name in ((HIGHLIGHT, "mark"), (SUBSCRIPT, "sub"), (SUPERSCRIPT, "sup"), (OF_SPAN, "")):
        for match in pattern.finditer(words):
            cuts += [_span(match, 1, start), _span(match, 3, start)]
            if name:
                elements.append(Element(name, _span(match, 2, start)))
    for pattern, group in ((OF_INLINE, 0), (OF_BLOCK, 1), (FENCE, 1), (BLOCK_NAME, 1), *(((OF_HEADING, 0),) if is_heading else ())):
        cuts += [_span(match, group, start) for match in pattern.finditer(words)]
    for match in NOTE.finditer(words):
        for group, mark in ((1, "（"), (3, "）")):
            place = _span(match, group, start)
            notes.append(Piece("words", place.start, place.end, "markdown", mark))
    return DialectMarks(tuple(cuts), tuple(notes), tuple(elements))


def _span(match: regex.Match[str], group: int, start: int) -> Span:
    return Span(start + match.start(group), start + match.end(group))


def _crosses(a: Span, b: Span) -> bool:
    """True for two spans that overlap, of which neither holds the other."""
    return a.overlaps(b) and not a.contains(b) and not b.contains(a)
