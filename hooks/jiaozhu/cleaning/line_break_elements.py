"""Lines of a web page between which nothing stands but `<br>`: old pages were made of texts that had been wrapped for a terminal, with one
at the end of each of their lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from ..core.reading import Reading, Span

BREAK = regex.compile(r"<br\b[^<>]*>", regex.IGNORECASE)
BETWEEN = regex.compile(r"(?:\s|&nbsp;|&#160;|</?(?:br|font|span)\b[^<>]*>)+", regex.IGNORECASE)
FEWEST = 4  # lines of a run


def break_runs(reading: Reading, spans: Sequence[Span]) -> Iterator[list[tuple[int, bool]]]:
    """The runs of lines that are broken by `<br>` alone: the number of each line, and whether an empty line stands above it."""
    origins = [reading.origin(span) for span in spans]
    run: list[tuple[int, bool]] = [(0, True)] if origins else []
    for n, (above, below) in enumerate(pairwise(origins), 1):
        between = reading.raw[above.end : below.start]
        breaks = len(BREAK.findall(between)) if BETWEEN.fullmatch(between) else 0
        if not breaks:
            if len(run) >= FEWEST:
                yield run
            run = []
        run.append((n, breaks != 1))
    if len(run) >= FEWEST:
        yield run
