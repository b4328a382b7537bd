"""Whether the punctuation of a document was destroyed, and how: by evidence of the whole document, in doubt not at all.

Three kinds of damage are known. One mark stands for all others (`随着618的到来 。各大平台也启动了活动 。`), a space stands for each
of them, or nothing does, as in the output of speech recognition.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from ...core.lines import STATEMENT, Line, lines
from ...core.normalize import fold
from ...core.reading import Reading, Span
from .mark_model import MARKS, distributions
from .mark_places import CLOSERS, Paragraph, candidates_of, named_subjects, paragraph

STOP, COMMA, SPACE = "。", "，", " "
FEW = 8  # places inside paragraphs that are enough evidence
ENOUGH = 200  # letters that are enough evidence where marks are missing
HUNDREDS, RUNNING = 100, 100  # commas, and letters to a sentence, from which commas are too many
RARE, OFTEN = 0.02, 0.9  # shares up to which something is rare, and from which it is usual
ABSURD = 3.0  # the surprise above which a full stop is hardly possible
EXCESS, CAUTION = 0.2, 16  # the mean surprise beyond ABSURD above which no author can have put the full stops; and how much more of few
CLAUSE = 5, 40  # letters to a space, at least and at most, where spaces stand for marks
MODERN = 0.008  # the share of everyday function words, from which a text is everyday Chinese and no list, and no old text
UNBROKEN = 60  # letters to a mark from which marks are missing
FUNCTION_WORD = regex.compile("[的了是在这我他们就都]")
HALF_WIDTH = frozenset(",;:?!.")
LETTER = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True)
class Damage:
    """What stands for all marks: one of MARKS, a SPACE, or nothing; and the offsets of such spaces in the text of the reading."""

    mark: str
    spaces: frozenset[int] = frozenset()


def damage(reading: Reading) -> Damage | None:
    """How the punctuation of this document was destroyed; None where it is sound."""
    if _all_stops(paragraph_lines(reading.text, STOP)):
        return Damage(STOP)
    if _all_commas(paragraph_lines(reading.text, COMMA)):
        return Damage(COMMA)
    return _without_marks(reading)


def paragraph_lines(text: str, mark: str) -> list[Line]:
    """The lines of prose, and those that would be prose if the mark at their end were a full stop.

    Where no mark is left, nothing but its length tells a paragraph from a heading.
    """
    if mark not in MARKS or not mark:
        return [line for line in lines(text) if len(line.core) >= STATEMENT]
    ended = lines(text.replace(mark, STOP))
    return [
        line
        for line, other in zip(lines(text), ended, strict=True)
        if line.prose or (other.prose and line.text.rstrip("".join(CLOSERS)).endswith(mark))
    ]


def _all_stops(prose: Sequence[Line]) -> bool:
    """True where there is next to no other mark, and full stops stand where no sentence can end.

    The second condition tells such a text from old prints, which have `。` alone, and from primers in short sentences: there, no full
    stop surprises the model very much.
    """
    stops = sum(line.text.count(STOP) for line in prose)
    if stops < FEW or sum(line.text.count(COMMA) + line.text.count("：") for line in prose) > RARE * stops:
        return False
    candidates = candidates_of(prose, STOP, int(RARE * stops))
    paragraphs = [paragraph(line, STOP, (), candidates) for line in prose]
    surprise = _surprise(paragraphs)
    if len(surprise) < FEW:
        return False
    return sum(max(0.0, nats - ABSURD) for nats in surprise) / len(surprise) >= EXCESS + CAUTION / len(surprise) ** 2


def _surprise(paragraphs: Sequence[Paragraph]) -> list[float]:
    """How surprising a full stop is to the model at each blank inside a paragraph: the negative logarithm of its probability."""
    named = named_subjects(paragraphs)
    return [
        -math.log(max(chances[MARKS.index(STOP)], 1e-9))
        for item in paragraphs
        for place, chances in list(zip(item.places, distributions(item.clauses, [p.blank for p in item.places], named), strict=True))[
            : item.inner
        ]
        if STOP in place.blank.candidates and not place.is_known
    ]


def _all_commas(prose: Sequence[Line]) -> bool:
    """True where next to no sentence ends inside a paragraph, and the paragraphs are long or end in commas themselves."""
    commas = sum(line.text.count(COMMA) for line in prose)
    ends = sum(c in "。！？；…" for line in prose for c in line.text[: last_letter_offset(line.text)])
    letters = sum(len(line.core) for line in prose)
    if commas < HUNDREDS or ends > RARE * commas:
        return False
    return letters >= RUNNING * (len(prose) + ends) or sum(line.text.endswith(COMMA) for line in prose) >= OFTEN * len(prose)


def _without_marks(reading: Reading) -> Damage | None:
    """Whether marks are missing from everyday Chinese; and if so, whether spaces stand in their places."""
    prose = paragraph_lines(reading.text, SPACE)
    letters = sum(len(line.core) for line in prose)
    marks = sum(c in MARKS or c in HALF_WIDTH or c in "…" for line in prose for c in line.text)
    if letters < ENOUGH or marks * UNBROKEN > letters:
        return None
    words = sum(len(FUNCTION_WORD.findall(fold(line.text))) for line in prose)
    if words < MODERN * letters:
        return None
    spaces = clause_spaces(reading, prose)
    least, most = CLAUSE
    if len(spaces) >= FEW and least <= letters / len(spaces) <= most:
        return Damage(SPACE, spaces)
    return Damage("")


def clause_spaces(reading: Reading, prose: Sequence[Line]) -> frozenset[int]:
    """The offsets between two letters of a paragraph where the source has a space, even if it has been cut since.

    Beside a Latin letter or a digit spaces are also set for looks: there they count only where most such borders have none.
    """
    text = reading.text
    between: list[int] = []
    beside: list[int] = []
    borders = 0
    for line in prose:
        for at in range(line.span.start + 1, line.span.end):
            before, after = text[at - 1], text[at]
            if before.isspace():
                continue
            mixed = _is_latin(before) != _is_latin(_next(text, at))
            borders += mixed
            if after.isspace() or _was_cut(reading, at):
                (beside if _is_latin(before) or _is_latin(_next(text, at)) else between).append(at)
    return frozenset(between + beside if len(beside) * 2 < borders else between)


def _next(text: str, at: int) -> str:
    while at < len(text) and text[at].isspace():
        at += 1
    return text[at : at + 1]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _was_cut(reading: Reading, at: int) -> bool:
    """True where white space of the source stood before this offset of the text."""
    end = reading.origin(Span(at, at + 1)).start
    return end > 0 and reading.raw[end - 1] in " \t\u3000\xa0"


def last_letter_offset(text: str) -> int:
    """The offset of the last letter, digit or Han character; -1 where there is none."""
    return next((n for n in range(len(text) - 1, -1, -1) if text[n].isalnum()), -1)
