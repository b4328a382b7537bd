"""The most likely division of damaged bytes into characters, where two bytes make one: GB18030 and Big5 out of step.

A byte too many, or one too few, shifts all pairs behind it, and they make characters that nobody writes. The Viterbi algorithm finds the
division with the most common characters and the fewest bytes that belong to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

COMMON_GAIN, RARE_LOSS, STRAY_LOSS = 1.0, 0.3, 3.0  # of running text every third character is common, of what is out of step hardly any
ROW = re.compile(rb"[\x81-\xfe]{5,}(?=[\x40-\x7e])")
WIDEST = 4  # bytes of a character of GB18030


def stray_bytes(data: bytes, encoding: str, common: frozenset[str]) -> Iterator[int]:
    """The offsets of the bytes that belong to no character; no character spans two lines."""
    start = 0
    for line in data.splitlines(keepends=True):
        if _is_doubtful(line, encoding):
            yield from (start + at for at in _strays(line, encoding, common))
        start += len(line)


def _is_doubtful(line: bytes, encoding: str) -> bool:
    """True for a line that is not valid, or in which an odd number of bytes beyond ASCII takes a letter of ASCII for its last character."""
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return True
    return encoding == "gb18030" and any(len(row) % 2 for row in ROW.findall(line))


def _strays(line: bytes, encoding: str, common: frozenset[str]) -> list[int]:
    """The offsets of the stray bytes of a line, by dynamic programming from its end to its beginning."""
    length = len(line)
    scores, widths = [0.0] * (length + 1), [0] * (length + 1)  # of the rest of the line, and of the character with which that begins
    for at in range(length - 1, -1, -1):
        if line[at] < 0x80:
            scores[at], widths[at] = scores[at + 1], 1
            continue
        scores[at] = scores[at + 1] - STRAY_LOSS
        for width in (2, WIDEST) if at + WIDEST <= length and line[at + 1] < 0x40 else (2,) if at + 2 <= length else ():
            character = _character(line[at : at + width], encoding)
            score = scores[at + width] + (COMMON_GAIN if character in common else -RARE_LOSS)
            if character and score > scores[at]:
                scores[at], widths[at] = score, width
    strays, at = [], 0
    while at < length:
        if not widths[at]:
            strays.append(at)
        at += widths[at] or 1
    return strays


@lru_cache(maxsize=1 << 16)
def _character(octets: bytes, encoding: str) -> str:
    """The one character that these bytes are; empty where they are none, or several."""
    try:
        character = octets.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return character if len(character) == 1 else ""
