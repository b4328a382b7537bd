"""Lines that stand in many sources: what a site glues to each of its articles.

A line that several sources share is boilerplate in them, unless they share most of what they say: then they are the same
article, and the line is its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..core.lines import lines
from ..core.reading import Change, Reading
from ..rules.rulebook import Rulebook
from . import titles

SHARED = "shared-line"
SHORTEST = 12  # letters from which a line is long enough to be known again
SOURCES = 3  # sources that must have it
SAME = 0.5  # the share of its letters in shared lines from which a source is another copy of an article


def commonplaces(texts: Mapping[str, str]) -> frozenset[str]:
    """The cores of the lines that stand in at least three of the ``texts`` (by name) and are not an article's own."""
    cores = {name: {line.core for line in lines(text) if len(line.core) >= SHORTEST} for name, text in texts.items()}
    times = Counter(core for own in cores.values() for core in own)
    often = {core for core, n in times.items() if n >= SOURCES}
    copies = {name for name, own in cores.items() if sum(map(len, own & often)) >= SAME * sum(map(len, own))}
    apart = Counter(core for name, own in cores.items() if name not in copies for core in own & often)
    return frozenset(core for core, n in apart.items() if n >= SOURCES)


def propose(reading: Reading, rulebook: Rulebook) -> Iterator[Change]:
    """Cut the lines that the rulebook knows as commonplaces."""
    if SHARED not in rulebook.rules or not rulebook.commonplaces:
        return
    found = lines(reading.text)
    title = titles.find(reading.text, rulebook)
    for n, line in enumerate(found):
        heading = not line.prose and n + 1 < len(found) and found[n + 1].prose and line.text[-1] not in "。！？，"
        if line.core in rulebook.commonplaces and line != title and not heading:
            yield Change(line.span.start, line.span.end, "", SHARED)
