"""Torn text: the marks that copying and machine rewriting leave behind. Nothing is changed for them; the editor is asked.

A quotation mark without its mate shows that words before or behind it are lost. A fragment that says once more how the sentence
before it ended is a piece of another draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..rulebook import Rulebook
from ..text import Query, Reading, Span
from .lines import Line, core, lines

MATELESS, ECHO = "mark-without-mate", "echoed-ending"
MATES = {"”": "“", "’": "‘", "」": "「", "』": "『", "》": "《"}
OPENERS = frozenset(MATES.values())
SENTENCE = regex.compile(r"[^。！？\n\r]+(?:[。！？]+[”’」』]?|$)", regex.MULTILINE)
APOSTROPHE = regex.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])|(?<=\d)[’”](?!\p{Han})|(?<=[A-Za-z]s)’(?=\s)")
AROUND = 12  # characters on each side of a mark that the question quotes
ECHOED = range(3, 13)  # letters of a fragment: less may be emphasis, more is a sentence that somebody says twice


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Query]:
    """Ask about marks without a mate, and about fragments that echo the end of the sentence before."""
    found = lines(reading.text)
    for n, line in enumerate(found):
        if MATELESS in rulebook.rules:
            for at in _mateless(line, found[n + 1 :][:1]):
                span = _around(line, at)
                yield Query(span.start, span.end, MATELESS, rulebook.rules[MATELESS].confidence)
        if ECHO in rulebook.rules:
            for span in _echoes(line):
                yield Query(span.start, span.end, ECHO, rulebook.rules[ECHO].confidence, put="")


def _mateless(line: Line, following: Sequence[Line]) -> Iterator[int]:
    """The places in a line of quotation marks without a mate in it. A quotation that the next paragraph takes up again has none."""
    apostrophes = {match.start() for match in APOSTROPHE.finditer(line.text)}
    opened: list[int] = []
    for at, mark in enumerate(line.text):
        if at in apostrophes:
            continue
        if mark in OPENERS:
            opened.append(at)
        elif mark in MATES and opened and line.text[opened[-1]] == MATES[mark]:
            opened.pop()
        elif mark in MATES and MATES[mark] not in (line.text[n] for n in opened):
            yield at
    goes_on = bool(following) and following[0].text[0] in OPENERS
    yield from (at for at in opened if not (goes_on and following[0].text[0] == line.text[at]))


def _around(line: Line, at: int) -> Span:
    """The words around a mark, no further than its sentence."""
    sentence = next((m for m in SENTENCE.finditer(line.text) if m.start() <= at < m.end()), None)
    start, end = sentence.span() if sentence else (0, len(line.text))
    start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
    first = line.span.start
    return Span(first + max(start, at - AROUND), first + min(end, at + 1 + AROUND))


def _echoes(line: Line) -> Iterator[Span]:
    """Fragments of a line whose letters are the last letters of the sentence before, and that no emphasis explains."""
    before = ""
    for match in SENTENCE.finditer(line.text):
        letters = core(match.group())
        if len(letters) in ECHOED and len(before) > len(letters) and before.endswith(letters) and match.group()[-1] not in "！？":
            yield Span(line.span.start + match.start(), line.span.start + match.end())
        before = letters
