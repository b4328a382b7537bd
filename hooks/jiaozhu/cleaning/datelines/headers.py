"""The header of an e-mail, or of a post on a bulletin board: the fields above its text (`From: …`, `作者  …`, `标  题: …`).

On a board a line may have two fields, of which the second names the board, and a border may be drawn below the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
FIELDS = {
    "subject": "title",
    "sender": "author",
    "sent": "date",
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
    above = int(bool(text_lines) and FORWARDED.fullmatch(text_lines[0].text) is not None)
    header = text_lines[above : above + MOST]
    labels = [label for line in header if (label := _label(line, grammar))]
    end = next((n for n, line in enumerate(header) if _label(line, grammar) is None), len(labels))
    if end < LEAST or not {"subject", "sender"} <= {kind for kind, _ in labels[:end]}:
        return Headers()
    below = text_lines[above + end : above + end + 1]
    border = sum(BORDER.fullmatch(line.text) is not None for line in below)
    return Headers(tuple(text_lines[: above + end + border]), tuple(_facts(zip(header[:end], labels, strict=False), grammar)))


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
