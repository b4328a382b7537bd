"""The places of destroyed marks: a paragraph as clauses, and what stands between them.

A place is a run of marks. It is blank where it holds nothing but the mark, or the space, that has taken the place of all others; what
else survives is known, and only tells the model where it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from ...core.lines import Line
from ...core.normalize import letters
from ...core.reading import Span
from .mark_features import Clause, subjects
from .mark_model import MARKS, Blank

OPENERS, CLOSERS = frozenset("“‘「『（《【〈("), frozenset("”’」』）》】〉)")
DEEPEST = 2  # brackets that are counted
FINAL = frozenset("。？！：；")  # marks with which a paragraph may end
COLON = "："
HOUR = regex.compile(r"(?<![0-9])(?:[01]?[0-9]|2[0-3])$")
MINUTES = regex.compile(r"[0-5][0-9](?![0-9年月日.%])")
RUN = regex.compile(f"[{MARKS}]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where marks stood: the span of a line's text that they take, what stands there now, and what the model looks at."""

    span: Span
    stands: str
    blank: Blank

    @property
    def is_known(self) -> bool:
        return self.stands.strip() != "" and self.blank.candidates == self.stands[0]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its clauses and the places behind them; of a paragraph that ends without a mark, the last clause has none."""

    clauses: tuple[Clause, ...]
    places: tuple[Place, ...]

    @property
    def inner(self) -> int:
        """How many of the places have a clause behind them."""
        return min(len(self.places), len(self.clauses) - 1)


def paragraph(line: Line, mark: str, spaces: Collection[int], candidates: str = MARKS) -> Paragraph:
    """A line as clauses and places. ``mark`` stands where any mark may have stood; so do the ``spaces``, offsets in the whole text."""
    text, base = line.text, line.span.start
    spans = [(match.start(), match.end()) for match in RUN.finditer(text)]
    if spaces:
        spans = sorted({*spans, *_space_spans(line, spaces)})
    clauses: list[Clause] = []
    places: list[Place] = []
    at = depth = 0
    for start, end in spans:
        between = text[at:start]
        depth = _depth(between, depth)
        clause = letters(between)
        if clause or not clauses:
            stands = text[start:end]
            is_blank = not stands.strip() or set(stands) == {mark}
            allowed = COLON if _in_time_of_day(text, start, end) else candidates
            blank = Blank(_edge(text, start, end, depth), allowed if is_blank else stands[0])
            clauses.append(Clause.from_letters(clause))
            places.append(Place(Span(base + start, base + end), stands, blank))
        at = end
    if rest := letters(text[at:]):
        clauses.append(Clause.from_letters(rest))
        if mark not in MARKS or not mark:
            blank = Blank(_edge(text, len(text), len(text), _depth(text[at:], depth)), candidates)
            places.append(Place(Span(line.span.end, line.span.end), "", blank))
    if len(places) == len(clauses) and places and not places[-1].is_known:
        final = "".join(known for known in candidates if known in FINAL) or candidates
        places[-1] = replace(places[-1], blank=replace(places[-1].blank, candidates=final))
    return Paragraph(tuple(clauses), tuple(places))


def named_subjects(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    return subjects([clause for item in paragraphs for clause in item.clauses])


def _space_spans(line: Line, spaces: Collection[int]) -> list[tuple[int, int]]:
    """The spaces of a line as spans of its text: what is left of them, or nothing where they were cut."""
    result = []
    for start in range(1, len(line.text)):
        if line.span.start + start in spaces:
            result.append((start, len(line.text) - len(line.text[start:].lstrip())))
    return result


def _depth(text: str, depth: int) -> int:
    for character in text:
        if character in OPENERS:
            depth += 1
        elif character in CLOSERS:
            depth = max(0, depth - 1)
    return depth


def _edge(text: str, start: int, end: int, depth: int) -> str:
    return f"{_sign(text[start - 1 : start])}|{_sign(text[end : end + 1])}{min(depth, DEEPEST)}"


def _sign(character: str) -> str:
    """What the model sees of a character beside a mark: brackets and other signs as they are, of letters only whether it is a digit."""
    if character.isdigit():
        return "0"
    return "" if character.isalnum() or character.isspace() else character


def _in_time_of_day(text: str, start: int, end: int) -> bool:
    """True inside 11：30: the hour before, the minutes behind, and no date."""
    return HOUR.search(text, max(0, start - 3), start) is not None and MINUTES.match(text, end) is not None


def candidates_of(prose: Sequence[Line], mark: str, few: int) -> str:
    """The marks that may have been destroyed: the one that is left, and those that stand in the text at most ``few`` times."""
    counts = {known: sum(line.text.count(known) for line in prose) for known in MARKS}
    return "".join(known for known in MARKS if known == mark or counts[known] <= few)
