"""Whom a line names that is nothing but a name: a person or a paper, somebody behind `by`, or an account."""

from __future__ import annotations

import regex

from ...core.lines import Line
from ...core.normalize import fold
from ...core.reading import Span
from ...sites.title_model import CALL
from .grammar import Grammar, LinePart, Parse

MOST_NAMES = 2  # words of a line that is nothing but names; more are the names of sections
NAME_LETTERS = range(2, 13)
NICKNAME = regex.compile(r"[^\s,。!?:;、…“”\"'《》()\[\]【】|/]+(?: [a-z0-9]+)?")


def named(line: Line, grammar: Grammar) -> Parse | None:
    """A line that is the name of a person or of a paper, or both."""
    text = fold(line.text)
    both = grammar.parse(line.text, lenient=True)
    if both is not None and both.kinds <= {"name", "outlet"}:
        return both
    for kind in ("name", "outlet"):
        if len(text.split()) <= MOST_NAMES and any(pattern.fullmatch(text) for pattern in grammar.patterns.get(kind, ())):
            return single(line, kind)
    return None


def by_line(line: Line, dated: Line, grammar: Grammar) -> Parse | None:
    """A line with `by`, which names somebody beside a date only, read together with the line of that date."""
    together = grammar.parse(f"{line.text} | {dated.text}") if line.text[0].isascii() else None
    own = [part for part in together.parts if part.span.end <= len(line.text)] if together else []
    return Parse(tuple(own)) if own and all(part.kind == "name" for part in own) else None


def is_account(line: Line) -> bool:
    """True for a line that may be the name of an account, and no button."""
    return (
        not CALL.search(line.text)
        and len(line.core) in NAME_LETTERS
        and bool(NICKNAME.fullmatch(fold(line.text)))
        and not line.core.isdigit()
    )


def single(line: Line, kind: str) -> Parse:
    whole = Span(0, len(line.text))
    return Parse((LinePart(kind, whole, whole),))
