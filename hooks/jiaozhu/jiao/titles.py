"""The title: which line it is, where it stands again, and what clings to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..rulebook import Rulebook
from ..text import Change, Reading
from .lines import ENDS, Line, head, lines

REPEATED, TAG, FULL_STOP, NAME = "repeated-title", "title-tag", "title-full-stop", "name-above-title"
SHORTEST, LONGEST = 2, 64  # letters of a title
REPEATABLE = 6  # letters from which a line that stands twice is a title and not a refrain


def find(text: str, rulebook: Rulebook) -> Line | None:
    """The line of ``text`` that is its title: above the first prose, and standing again as a line, or else the first there.

    Lines that a metadata rule reads, and placeholders of images, are not in the running.
    """
    above = [line for line in head(text) if not is_metadata(line, rulebook)]
    times = Counter(line.core for line in lines(text))
    for line in above:
        if times[line.core] > 1 and REPEATABLE <= len(line.core) <= LONGEST:
            return line
    first = above[0] if above else None
    prose = len(above) < len(lines(text))
    return first if first and prose and SHORTEST <= len(first.core) <= LONGEST and first.text[-1] not in "，：；、" else None


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut the title where it stands again, and the tag, the full stop and the publisher's name that cling to it."""
    title = find(reading.text, rulebook)
    if title is None:
        return
    for change in _changes(reading.text, title, rulebook):
        if change.rule in rulebook.rules:
            yield change


def _changes(text: str, title: Line, rulebook: Rulebook) -> Iterator[Change]:
    found = lines(text)
    at = found.index(title)
    again = [line for line in found[at + 1 :] if line.core == title.core]
    for line in again:
        yield Change(line.span.start, line.span.end, "", REPEATED)
    if at == 1 and again and _name(found[0]):
        yield Change(found[0].span.start, found[0].span.end, "", NAME, sure=False)
    start, end = title.span.start, title.span.end
    tag, bracket, _ = title.text.removeprefix("【").partition("】")
    if title.text.startswith("【") and bracket and tag in rulebook.words.get("title-tags", ()):
        yield Change(start, start + len(tag) + 2, "", TAG)
    if title.text.endswith("。") and "。" not in title.text[:-1]:
        yield Change(end - 1, end, "", FULL_STOP)


def is_metadata(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that speaks about the article, or stands for an image: neither its title nor a heading of its own."""
    tables = (*rulebook.table("metadata"), *(rule for rule in rulebook.table("boilerplate") if rule.leaves))
    return any(rule.find is not None and rule.find.fullmatch(line.text) for rule in tables)


def _name(line: Line) -> bool:
    return 2 <= len(line.core) <= 10 and not any(c in ENDS or c in "“”‘’（）《》" for c in line.text)
