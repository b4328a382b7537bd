"""How a source uses a form: the record that `survey.py` makes, and its packed form in an edition."""

from __future__ import annotations

import zlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

from ...core.serialization import decode, encode

T = TypeVar("T")
How = Literal["defined", "glossed", "named"]


class TokenPlace(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class _Tally:
    """The part of a packed `TermUsage` that tells whether the rest is worth unpacking."""

    form: str
    before: str
    quoted: int
    explanation: Explanation | None = None


def packed(usages: Iterable[TermUsage]) -> bytes:
    """The usages as compressed bytes, because thousands of editions are in memory at once."""
    return zlib.compress(encode(tuple(usages)) or b"")


def tallies(data: bytes) -> Iterator[tuple[str, int, bool]]:
    """For each packed usage, the form, how often it occurs, and whether the text itself marks it."""
    for tally in _unpacked(data, tuple[_Tally, ...]):
        yield tally.form, len(tally.before), tally.explanation is not None or tally.quoted > 1


def unpacked(data: bytes, forms: Container[str]) -> Iterator[TermUsage]:
    """The packed usages of ``forms``."""
    return (usage for usage in all_unpacked(data) if usage.form in forms)


def all_unpacked(data: bytes) -> tuple[TermUsage, ...]:
    """All packed usages."""
    return _unpacked(data, tuple[TermUsage, ...])


def _unpacked(data: bytes, record_type: type[tuple[T, ...]]) -> tuple[T, ...]:
    """The records in the packed bytes; what the type has no field for is passed over."""
    return decode(zlib.decompress(data), record_type) or () if data else ()
