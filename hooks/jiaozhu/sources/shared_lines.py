"""Document frequency of lines: which lines several sources have in common, and so are furniture of their site.

Sources that share most of what they say are copies of one article, and what only these share is the article's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..core.lines import lines

SHORTEST = 12  # letters from which a line is long enough to be known again
SOURCES = 3  # sources that must have it
SAME = 0.5  # the share of its letters in shared lines from which a source is another copy of an article


def shared_lines(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each of the ``texts`` (by name), the cores of its lines that stand in at least three of them and are not an article's own."""
    cores = {name: {line.core for line in lines(text) if len(line.core) >= SHORTEST} for name, text in texts.items()}
    times = Counter(core for own in cores.values() for core in own)
    often = {core for core, n in times.items() if n >= SOURCES}
    copies = {name for name, own in cores.items() if sum(map(len, own & often)) >= SAME * sum(map(len, own))}
    apart = Counter(core for name, own in cores.items() if name not in copies for core in own & often)
    shared = frozenset(core for core, n in apart.items() if n >= SOURCES)
    return {name: shared & own for name, own in cores.items()}
