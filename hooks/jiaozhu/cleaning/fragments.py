"""Torn text: the marks that copying and machine rewriting leave behind. Nothing is changed for them; the editor is asked.

A quotation mark without its mate shows that words before or behind it are lost. A fragment that says once more how the sentence
before it ended is a piece of another draft.
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
MOST = 3  # marks without a mate in one line: where there are more, the line as a whole is in doubt
AROUND = 12  # characters on each side of a mark that the question quotes
ECHOED = range(3, 13)  # letters of a fragment: less may be emphasis, more is a sentence that somebody says twice


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Query]:
    """Ask about marks without a mate, and about fragments that echo the end of the sentence before."""
    found = lines(reading.text)
    for n, line in enumerate(found):
        if MATELESS in rulebook.rules:
            mateless = _mateless(line, found[n + 1 :][:1])
            for span in _around(line, mateless) if len(mateless) <= MOST else (line.span,):
                yield Query(span.start, span.end, MATELESS, rulebook.rules[MATELESS].confidence)
        if ECHO in rulebook.rules:
            for span in _echoes(line):
                yield Query(span.start, span.end, ECHO, rulebook.rules[ECHO].confidence, put="")


def _mateless(line: Line, following: Sequence[Line]) -> list[int]:
    """The places in a line of quotation marks without a mate in it. A quotation that the next paragraph takes up again has none."""
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
    again = following[0].text[0] if following else ""
    return sorted((*alone, *(at for at in opened if line.text[at] != again)))


def _around(line: Line, places: Sequence[int]) -> Iterator[Span]:
    """The words around each of the marks at ``places``, no further than its sentence."""
    sentences = [match.span() for match in SENTENCE.finditer(line.text)] if places else []
    for at in places:
        start, end = next(((a, b) for a, b in sentences if a <= at < b), (0, len(line.text)))
        start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
        yield Span(line.span.start + max(start, at - AROUND), line.span.start + min(end, at + 1 + AROUND))


def _echoes(line: Line) -> Iterator[Span]:
    """Fragments of a line whose letters are the last letters of the sentence before, and that no emphasis explains."""
    before = ""
    for match in SENTENCE.finditer(line.text):
        letters = caseless_letters(match.group())
        if len(letters) in ECHOED and len(before) > len(letters) and before.endswith(letters) and match.group()[-1] not in "！？":
            yield Span(line.span.start + match.start(), line.span.start + match.end())
        before = letters
