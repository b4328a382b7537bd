"""How a source uses a form: the record that `survey.py` makes, and its packed form in an edition."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

How = Literal["defined", "glossed", "named"]


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """A stretch of a block's text; ``block`` is the number of the block in its edition."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sentence that explains a form, in which way it does so, and the English gloss if there is one."""

    sentence: TokenPlace
    how: How
    english: str = ""


@dataclass(frozen=True, slots=True)
class TermUsage:
    """How a source uses a form, which is counted in Simplified characters.

    ``before`` and ``after`` are the characters beside each occurrence, a newline where there is none. ``whole`` is how often the
    form begins and ends where words do, ``names`` how often it looks like a name, ``quoted`` how often it is in quotation marks.
    ``parts`` are the words of which it is made, ``places`` its first occurrences.
    """

    form: str
    before: str
    after: str
    whole: int
    names: int
    quoted: int
    parts: tuple[str, ...]
    places: tuple[TokenPlace, ...]
    explanation: Explanation | None = None

    @property
    def times(self) -> int:
        return len(self.before)


def packed(usages: Iterable[TermUsage]) -> bytes:
    """The usages as compressed plain rows, because thousands of editions are in memory at once; rows are also read faster."""
    return zlib.compress(pickle.dumps([_row(usage) for usage in usages]))


def tallies(data: bytes) -> Iterator[tuple[str, int, bool]]:
    """For each packed usage, the form, how often it occurs, and whether the text itself marks it."""
    for form, before, _, _, _, quoted, _, _, explanation in _rows(data):
        yield form, len(before), explanation is not None or quoted > 1


def unpacked(data: bytes, forms: Container[str]) -> Iterator[TermUsage]:
    """The packed usages of ``forms``."""
    for form, before, after, whole, names, quoted, parts, places, explanation in _rows(data):
        if form in forms:
            explained = Explanation(TokenPlace(*explanation[0]), *explanation[1:]) if explanation else None
            yield TermUsage(form, before, after, whole, names, quoted, parts, tuple(TokenPlace(*place) for place in places), explained)


def _rows(data: bytes) -> list[Any]:
    rows: list[Any] = pickle.loads(zlib.decompress(data)) if data else []
    return rows


def _row(usage: TermUsage) -> tuple[Any, ...]:
    explanation = usage.explanation
    return (
        *(usage.form, usage.before, usage.after, usage.whole, usage.names, usage.quoted, usage.parts),
        tuple(_numbers(place) for place in usage.places),
        (_numbers(explanation.sentence), explanation.how, explanation.english) if explanation else None,
    )


def _numbers(place: TokenPlace) -> tuple[int, int, int]:
    return place.block, place.start, place.end
