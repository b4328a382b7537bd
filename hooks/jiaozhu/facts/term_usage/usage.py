"""How a source uses a form: the record that `survey.py` makes, and how it is kept with an edition."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """A stretch of a block's text; ``block`` is the number of the block in its edition."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sentence that explains a word, how it does so, and the English that it gives."""

    sentence: TokenPlace
    how: Literal["defined", "glossed", "named"]
    english: str = ""


@dataclass(frozen=True, slots=True)
class TermUsage:
    """How a source uses a form, which is counted in Simplified characters.

    ``before`` and ``after`` are the characters beside each occurrence, a newline where there is none. ``whole`` is how often it
    begins and ends where words do, ``names`` how often it looks like a name, ``quoted`` how often it stands in quotation marks.
    ``parts`` are the words that it is made of, ``places`` where it stands first.
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
    """The usages in little memory, for thousands of editions are held at once: as plain rows, which are also read faster."""
    return zlib.compress(pickle.dumps([_row(usage) for usage in usages]))


def tallies(data: bytes) -> Iterator[tuple[str, int, bool]]:
    """Of each of the packed usages the form, how often it stands there, and whether the text itself marks it."""
    for form, before, _, _, _, quoted, _, _, explanation in _rows(data):
        yield form, len(before), explanation is not None or quoted > 1


def unpacked(data: bytes, wanted: Container[str]) -> Iterator[TermUsage]:
    """The packed usages of the forms that are wanted."""
    for form, before, after, whole, names, quoted, parts, places, explanation in _rows(data):
        if form in wanted:
            told = Explanation(TokenPlace(*explanation[0]), *explanation[1:]) if explanation else None
            yield TermUsage(form, before, after, whole, names, quoted, parts, tuple(TokenPlace(*place) for place in places), told)


def _rows(data: bytes) -> list[Any]:
    found: list[Any] = pickle.loads(zlib.decompress(data)) if data else []
    return found


def _row(usage: TermUsage) -> tuple[Any, ...]:
    told = usage.explanation
    return (
        *(usage.form, usage.before, usage.after, usage.whole, usage.names, usage.quoted, usage.parts),
        tuple(_stretch(place) for place in usage.places),
        (_stretch(told.sentence), told.how, told.english) if told else None,
    )


def _stretch(place: TokenPlace) -> tuple[int, int, int]:
    return place.block, place.start, place.end
