"""The header of an e-mail, of a post on a bulletin board, or of what a program has saved: the fields above a text (`From: …`, `title: …`).

On a board a line may have two fields, of which the second names the board. A border may be drawn below the last, and the label of the text
may stand there (正文：). Above the first may stand what a board's page or a mail program has at its head. On the page
of a board each label stands in an element of its own, in the text directly before its value (`作者teaman`): all four in a row are a header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import regex

from ...core.lines import Line
from ...core.normalize import fold
from ...core.reading import Span
from .grammar import Grammar

FORWARDED = regex.compile(r"-{3,}\s*[^\s-][^\n]{1,30}?\s*-{3,}")
ADDRESS = regex.compile(r"\s*<[^<>\s]{1,80}>$|^<(?=[^<>\s]{1,80}>$)|>$")
BORDER = regex.compile(r"[─━—―=_-]{5,}")
WRAPPING = "\"'“”‘’「」,， "
LEAST, MOST = 3, 12  # fields of an e-mail's header
DEEPEST = 6  # lines that may stand above it
SHORTEST_LABEL, LONGEST_LABEL = 2, 4  # characters of a label that stands directly before its value
OF_BOARD = frozenset({"sender", "board", "subject", "sent"})  # the fields of a post on a board
FIELDS = {
    "subject": "title",
    "sender": "author",
    "sent": "date",
    "source": "outlet",
    "addressee": "",
    "board": "",
}  # the field of a heading that each label fills


@dataclass(frozen=True, slots=True)
class HeaderFact:
    """What a field says of the article: which field of its heading, the value, and its place in the text."""

    field: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Headers:
    """The lines of the header of an e-mail, and what they say."""

    lines: tuple[Line, ...] = ()
    facts: tuple[HeaderFact, ...] = ()

    @property
    def title(self) -> HeaderFact | None:
        return next((fact for fact in self.facts if fact.field == "title"), None)


def read_headers(text_lines: Sequence[Line], grammar: Grammar) -> Headers:
    """The header of an e-mail or a post at the top of a text, with the line above it if it was forwarded, and the border below it; an empty
    one where there is none.
    """
    above = _first_field(text_lines, grammar)
    header = text_lines[above : above + MOST]
    labels = [label for line in header if (label := _label(line, grammar))]
    end = next((n for n, line in enumerate(header) if _label(line, grammar) is None), len(labels))
    kinds = {kind for kind, _ in labels[:end]}
    if end < LEAST or not ("subject" in kinds and kinds & {"sender", "sent", "source"}):
        return _header_of_board(text_lines, grammar)
    behind = above + end
    behind += behind < len(text_lines) and BORDER.fullmatch(text_lines[behind].text) is not None
    behind += behind < len(text_lines) and _opens(text_lines[behind], grammar)
    first = above - (above > 0 and FORWARDED.fullmatch(text_lines[above - 1].text) is not None)
    return Headers(tuple(text_lines[first:behind]), tuple(_facts(zip(header[:end], labels, strict=False), grammar)))


def _first_field(text_lines: Sequence[Line], grammar: Grammar) -> int:
    """The number of the first line with the label of a field below lines that are no prose; 0 where none is."""
    top = takewhile(lambda n: not text_lines[n].prose, range(min(len(text_lines), DEEPEST + 1)))
    return next((n for n in top if _label(text_lines[n], grammar)), 0)


def _opens(line: Line, grammar: Grammar) -> bool:
    """True for a line that is nothing but the label of the text below."""
    text = fold(line.text)
    return any(pattern.fullmatch(text) for pattern in grammar.patterns.get("opening", ()))


def _header_of_board(text_lines: Sequence[Line], grammar: Grammar) -> Headers:
    """The header of a post on the page of a board, near the top of its text: lines that begin with its four labels."""
    labelled = [(line, label) for line in text_lines[:MOST] if (label := _joined_label(line, grammar))]
    kinds = [kind for _, (kind, _) in labelled]
    own = [line for line, _ in labelled]
    start = text_lines.index(own[0]) if own else 0
    if set(kinds) != OF_BOARD or len(kinds) != len(OF_BOARD) or own != list(text_lines[start : start + len(own)]):
        return Headers()
    return Headers(tuple(own), tuple(_facts(labelled, grammar)))


def _joined_label(line: Line, grammar: Grammar) -> tuple[str, int] | None:
    """The kind of the label that stands directly before a value, and where it ends."""
    ends = (end for end in range(LONGEST_LABEL, SHORTEST_LABEL - 1, -1) if end < len(line.text))
    starts = ((end, fold(line.text[:end]) + " ") for end in ends)
    return next(
        ((kind, end) for end, start in starts for kind in FIELDS for pattern in grammar.patterns.get(kind, ()) if pattern.fullmatch(start)),
        None,
    )


def _label(line: Line, grammar: Grammar) -> tuple[str, int] | None:
    """The kind of the label with which a line begins, and where it ends."""
    text = fold(line.text)
    matches = ((kind, pattern.match(text)) for kind in FIELDS for pattern in grammar.patterns.get(kind, ()))
    return next(((kind, match.end()) for kind, match in matches if match), None)


def _facts(labelled: Iterable[tuple[Line, tuple[str, int]]], grammar: Grammar) -> Iterator[HeaderFact]:
    """The facts that the fields of a header state; the name of a board behind one of them is no part of it."""
    for line, (kind, start) in labelled:
        boards = (match for pattern in grammar.patterns.get("board", ()) for match in pattern.finditer(fold(line.text), start))
        end = min((match.start() for match in boards), default=len(line.text))
        value = _clean_value(line.text[start:end]) if FIELDS[kind] else ""
        if value:
            at = line.span.start + line.text.index(value, start)
            yield HeaderFact(FIELDS[kind], value, Span(at, at + len(value)))


def _clean_value(value: str) -> str:
    """A value without quotation marks, and without the address behind a name."""
    return ADDRESS.sub("", value.strip(WRAPPING)).strip(WRAPPING)
