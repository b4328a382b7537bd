"""Lines that stand in many sources: what a site glues to each of its articles.

A line that several sources share is boilerplate in them, unless they share most of what they say: then they are the same
article, and the line is its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core.lines import lines
from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook
from . import titles

SHARED = "shared-line"


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut the lines that the rulebook knows ."""
    if SHARED not in rulebook.rules or not rulebook.shared_lines:
        return
    found = lines(reading.text)
    title = titles.find_title(reading.text, rulebook)
    for n, line in enumerate(found):
        heading = not line.prose and n + 1 < len(found) and found[n + 1].prose and line.text[-1] not in "。！？，"
        if line.core in rulebook.shared_lines and line != title and not heading:
            yield Change(line.span.start, line.span.end, "", SHARED)
