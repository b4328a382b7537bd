"""The small full stop ﹒, which old texts use for 。 and others for the dot in names (比爾﹒蓋茲).

At the end of a line and beside a closing mark it ends a sentence. Between two words it does so only in a text that uses it at such ends and
has no other full stop, for a text of many sentences has one; but not between two short words, which are parts of a name.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ...core.reading import Change, Reading
from ...rules.rulebook import Rulebook

RULE = "small-full-stop"
AT_END = regex.compile(r"﹒(?=[ \t\u3000]*$|[」』”’）》﹂﹄︶])|(?<=[」』”’）》﹂﹄︶])﹒", regex.MULTILINE)
BETWEEN = regex.compile(r"(?<=\p{Han})﹒(?=[\p{Han}「『“《（])")
CLAUSE = regex.compile(r"[\p{Han}\p{Alnum}]{0,7}")
PART_OF_NAME = 4  # letters at most on either side of a dot in a name that stands alone between marks


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """The small full stops that end a sentence, as 。"""
    text = reading.text
    if "﹒" not in text or RULE not in rulebook.rules:
        return
    ends = [match.start() for match in AT_END.finditer(text)]
    if ends and "。" not in text:
        ends += [match.start() for match in BETWEEN.finditer(text) if not _is_in_name(text, match.start())]
    for at in ends:
        yield Change(at, at + 1, "。", RULE)


def _is_in_name(text: str, at: int) -> bool:
    """True where few letters stand on both sides of the dot, up to the next mark."""
    before, after = CLAUSE.match(text[max(0, at - 7) : at][::-1]), CLAUSE.match(text, at + 1)
    lengths = [len(match.group()) if match else 0 for match in (before, after)]
    return max(lengths) <= PART_OF_NAME
