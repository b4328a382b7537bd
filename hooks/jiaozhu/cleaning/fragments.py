"""Fragments that copying and machine rewriting leave in a text. Nothing is changed; the editor is asked about them.

A quotation mark without its mate shows that words before or behind it are lost. A fragment that repeats the end of the sentence
before it is left over from another draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from ..core.lines import Line, lines
from ..core.normalize import caseless_letters
from ..core.reading import Query, Reading, Span
from ..rules.rulebook import Rulebook

MATELESS, ECHO = "mark-without-mate", "echoed-ending"
MATES = {"”": "“", "’": "‘", "」": "「", "』": "『", "》": "《"}
OPENERS = frozenset(MATES.values())
SENTENCE = regex.compile(r"[^。！？\n\r]+(?:[。！？]+[”’」』]?|$)", regex.MULTILINE)
APOSTROPHE = regex.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])|(?<=[A-Za-z]s)’(?=\s)")
MOST = 3  # marks without a mate in one line; where there are more, the query is about the whole line
CLAUSE_END = regex.compile(r"[，、；：。！？,;:!?]+[”’」』]?")
AROUND, MOST_AROUND = 12, 36  # characters on each side of a mark that the query quotes: up to the end of a clause, or the most of them
ECHOED = range(3, 13)  # letters of a fragment: fewer may be emphasis, more are a sentence that somebody says twice


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Query]:
    """Ask about marks without a mate, and about fragments that echo the end of the sentence before."""
    text_lines = lines(reading.text)
    for n, line in enumerate(text_lines):
        if MATELESS in rulebook.rules:
            mateless = _mateless_marks(line, text_lines[n + 1 :][:1])
            for span in _contexts(line, mateless) if len(mateless) <= MOST else (line.span,):
                yield Query(span.start, span.end, MATELESS, rulebook.rules[MATELESS].confidence)
        if ECHO in rulebook.rules:
            for span in _echoes(line):
                yield Query(span.start, span.end, ECHO, rulebook.rules[ECHO].confidence, put="")


def _mateless_marks(line: Line, following: Sequence[Line]) -> list[int]:
    """Bracket matching with a stack: the offsets in a line of the quotation marks that have no mate in it.

    The opening mark of a quotation that the next paragraph takes up again with the same mark needs no mate.
    """
    apostrophes = {match.start() for match in APOSTROPHE.finditer(line.text)}
    alone: list[int] = []
    opened: list[int] = []
    open_marks: Counter[str] = Counter()
    for at, mark in enumerate(line.text):
        if at in apostrophes:
            continue
        if mark in OPENERS:
            opened.append(at)
            open_marks[mark] += 1
        elif mark in MATES and opened and line.text[opened[-1]] == MATES[mark]:
            open_marks[line.text[opened.pop()]] -= 1
        elif mark in MATES and not open_marks[MATES[mark]] and not line.text[at - 1 : at].isdigit():  # feet and inches
            alone.append(at)
    continued = following[0].text[0] if following else ""
    return sorted((*alone, *(at for at in opened if line.text[at] != continued)))


def _contexts(line: Line, offsets: Sequence[int]) -> Iterator[Span]:
    """The clauses around the mark at each of the ``offsets`` in a line, no further than its sentence.

    A note on them stands behind the last, and so divides no word.
    """
    sentences = [match.span() for match in SENTENCE.finditer(line.text)] if offsets else []
    for at in offsets:
        start, end = next(((a, b) for a, b in sentences if a <= at < b), (0, len(line.text)))
        start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
        ends = [match.end() for match in CLAUSE_END.finditer(line.text, start, end)]
        first = max((e for e in ends if e <= at - AROUND), default=start)
        last = min((e for e in ends if e >= at + 1 + AROUND), default=end)
        yield Span(line.span.start + max(first, at - MOST_AROUND), line.span.start + min(last, at + 1 + MOST_AROUND))


def _echoes(line: Line) -> Iterator[Span]:
    """The fragments of a line whose letters are the last letters of the sentence before, unless ！ or ？ makes them emphasis."""
    before = ""
    for match in SENTENCE.finditer(line.text):
        letters = caseless_letters(match.group())
        if len(letters) in ECHOED and len(before) > len(letters) and before.endswith(letters) and match.group()[-1] not in "！？":
            yield Span(line.span.start + match.start(), line.span.start + match.end())
        before = letters
