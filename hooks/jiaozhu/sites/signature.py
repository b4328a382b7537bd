"""What all letters and notices of an office have alike, so that it looks like its site's, and is the document's.

It is the salutation above the text (抬头: 各有关单位：), and the signature below it: who issues it and on which day, on two lines (落款).
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ..core.lines import Line

YEAR, NUMBER = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})", r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
DAY = regex.compile(rf"{YEAR}\s?年\s?{NUMBER}\s?月\s?{NUMBER}\s?日")
MARKS = regex.compile(r"[，。！？：；|｜>»·/_\d]")
CLOSING = regex.compile(r".*[。！]|附件\s*[：:\d].*|\d{1,2}\s*[.．、]\s*\S.*")
SALUTATION = regex.compile(r"[^。；]{0,40}(?:各|尊敬的|敬爱的|亲爱的)[^。；]{1,60}[：:]")
NAME = range(2, 31)  # letters of the name of an office, or of several
REACH = 8  # lines from the end of the text to the day


def signature_end(text_lines: Sequence[Line], start: int) -> int:
    """The number of the line below the signature that begins at ``start`` or a few closing sentences below it; ``start`` without one."""
    for n in range(max(start, 1), min(start + REACH, len(text_lines))):
        if DAY.fullmatch(text_lines[n].text) and _is_name(text_lines[n - 1]):
            return n + 1
        is_part = CLOSING.fullmatch(text_lines[n].text) or _is_name(text_lines[n])
        if not is_part:
            break
    return start


def is_salutation(line: Line) -> bool:
    return bool(SALUTATION.fullmatch(line.text))


def _is_name(line: Line) -> bool:
    return not line.prose and len(line.core) in NAME and not MARKS.search(line.text)
