"""Text that was decoded in a wrong encoding (mojibake) is asked about: read back in another encoding, it becomes words.

The proof is that of `sources/encoding.py`: in the right encoding the commonest characters are as frequent as in running text. Bytes are
mostly lost on the way, so that the words cannot be restored for certain; the text stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import regex

from ...core.reading import Query, Reading, Span
from ...rules.rulebook import Rulebook
from ...sources.encoding import COMMON, ENOUGH, NOISE, SURE, share_of_common

MISREAD = "misread-text"
CONFIDENCE = 0.95
# Characters in a row, with single ones of ASCII between; and what bytes become in the encodings of Western Europe.
STRETCH = regex.compile(r"[^\x00-\x7f\n\r](?:[^\x00-\x7f\n\r]|[\x20-\x7e](?=[^\x00-\x7f\n\r])){2,}")
WESTERN = regex.compile(r"[\x80-\u024f\u02c6\u02dc\u2010-\u203a\u20ac\u2122]{4,}")
UTF_8 = regex.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]){2,}")  # two characters of Chinese or more in a row
GAP = 24  # characters between two misread stretches of one line, at most, that are asked about together
CHINESE = ("gb18030", "big5hkscs")


@dataclass(frozen=True, slots=True)
class _Bytes:
    """The bytes of a stretch in the encoding in which it was read, and to each byte the offset of its character."""

    octets: bytes
    places: tuple[int, ...]


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Query]:
    """A query on each stretch of the text that makes sense only in another encoding."""
    if MISREAD not in rulebook.rules:
        return
    last: Span | None = None
    for span in _misread(reading.text):
        if last is not None and span.start - last.end <= GAP and "\n" not in reading.text[last.end : span.start]:
            last = Span(last.start, span.end)
            continue
        if last is not None:
            yield Query(last.start, last.end, MISREAD, CONFIDENCE)
        last = span
    if last is not None:
        yield Query(last.start, last.end, MISREAD, CONFIDENCE)


def _misread(text: str) -> Iterator[Span]:
    """The misread stretches in order."""
    if not text.isascii():
        yield from sorted({*_in_stretches(text, WESTERN, _western), *_in_stretches(text, STRETCH, _chinese)})


def _in_stretches(text: str, pattern: regex.Pattern[str], misread: Callable[[str], Iterable[Span]]) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield from (Span(match.start() + span.start, match.start() + span.end) for span in misread(match.group()))


def _western(words: str) -> Iterator[Span]:
    """All of a stretch of Chinese in UTF-8 or GB18030 that was read as an encoding of Western Europe."""
    is_misread = any(_utf_8(words, "cp1252", least=2))
    if not is_misread and len(words) >= ENOUGH // 2:
        meant = _encoded(words, "cp1252").octets.decode("gb18030", "replace")
        han = sum("\u4e00" <= c <= "\u9fff" for c in meant)
        is_misread = 2 * han > len(meant) and sum(c in COMMON for c in meant) >= max(1, SURE * len(meant))
    if is_misread:
        yield Span(0, len(words))


def _chinese(words: str) -> Iterator[Span]:
    """Chinese that was read in another encoding of Chinese."""
    yield from _utf_8(words, "gb18030", least=3)
    if len(words) < ENOUGH or share_of_common(words) >= SURE:
        return
    for read, meant in (CHINESE, CHINESE[::-1]):
        text = _encoded(words, read).octets.decode(meant, "replace")
        if share_of_common(text) >= max(2 * SURE, NOISE * share_of_common(words)) and "\ufffd" not in text[:-1]:
            yield Span(0, len(words))
            return


def _utf_8(words: str, encoding: str, least: int) -> Iterator[Span]:
    """The stretches whose bytes in ``encoding`` are at least so many characters of UTF-8 in a row."""
    matches = [match for match in UTF_8.finditer(_octets(words, encoding)) if match.end() - match.start() >= 3 * least]
    if matches:
        encoded = _encoded(words, encoding)
        for match in matches:
            yield Span(encoded.places[match.start()], encoded.places[match.end() - 1] + 1)


def _octets(words: str, encoding: str) -> bytes:
    try:
        return words.encode(encoding)
    except UnicodeEncodeError:
        return _encoded(words, encoding).octets


def _encoded(words: str, encoding: str) -> _Bytes:
    octets, places = bytearray(), []
    for n, c in enumerate(words):
        part = _character(c, encoding)
        octets += part
        places += [n] * len(part)
    return _Bytes(bytes(octets), tuple(places))


def _character(character: str, encoding: str) -> bytes:
    """The bytes of a character; where the encoding has none, those in Latin-1, or one that breaks any sequence."""
    for name in (encoding, "latin1") if encoding == "cp1252" else (encoding,):
        try:
            return character.encode(name)
        except UnicodeEncodeError:
            continue
    return b"\x00"
