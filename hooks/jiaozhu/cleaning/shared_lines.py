"""Lines that a site adds to each of its articles, known by standing in many sources.

A line that several sources share is boilerplate, unless the sources share most of their text: then they are copies of one article,
and the line is its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core.lines import lines
from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook
from . import title_lines

SHARED = "shared-line"


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut the lines that the rulebook holds as shared; the title and headings stay."""
    if SHARED not in rulebook.rules or not rulebook.shared_lines:
        return
    text_lines = lines(reading.text)
    title = title_lines.find_title(reading.text, rulebook)
    for n, line in enumerate(text_lines):
        is_heading = not line.prose and n + 1 < len(text_lines) and text_lines[n + 1].prose and line.text[-1] not in "。！？，"
        if line.core in rulebook.shared_lines and line != title and not is_heading:
            yield Change(line.span.start, line.span.end, "", SHARED)
