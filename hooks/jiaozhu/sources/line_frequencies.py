"""Document frequency of lines: a line that several sources have in common is boilerplate of their site.

Sources that share most of their text are copies of one article; a line that only copies share is the article's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..core.lines import line_cores

SHORTEST = 12  # letters from which a line is long enough to be recognized
SOURCES = 3  # sources that must have a line
SAME = 0.5  # the share of a source's letters in shared lines from which it is another copy of an article


def shared_lines(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each of the ``texts`` (by name), the cores of its lines that at least three of them share and that are not an article's own."""
    cores = {name: {core for core in line_cores(text) if len(core) >= SHORTEST} for name, text in texts.items()}
    frequencies = Counter(core for own in cores.values() for core in own)
    frequent = {core for core, n in frequencies.items() if n >= SOURCES}
    copies = {name for name, own in cores.items() if sum(map(len, own & frequent)) >= SAME * sum(map(len, own))}
    without_copies = Counter(core for name, own in cores.items() if name not in copies for core in own & frequent)
    shared = frozenset(core for core, n in without_copies.items() if n >= SOURCES)
    return {name: shared & own for name, own in cores.items()}
