"""Where on a page the lines stand that may be about its article: around the title, and behind the last words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...core.normalize import caseless_letters
from .days import written_day
from .labelled import Labels, parts
from .page_elements import PageLine

ABOVE, NEXT, BELOW, BEHIND = 6, 8, 30, 12  # lines around the title, and behind the article, that may be about it
MOST_TITLES = 20  # lines that are the title word for word, of which one is the article's


@dataclass(frozen=True, slots=True)
class Zone:
    """Numbers of lines of a page: of the title, of those that may be about the article (``first`` to ``last``), of the first line of prose
    below the title, and of the first line behind the article. ``is_titled`` unless no line is the title.
    """

    first: int
    title: int
    prose: int
    last: int
    end: int
    is_titled: bool = True

    def around(self) -> Iterator[tuple[int, float]]:
        """The lines around the title, each with the factor of its place."""
        for n in range(self.first, self.last):
            yield n, 0.7 if n < self.title else 1.0 if n < self.prose else 0.5

    @property
    def behind(self) -> range:
        return range(max(self.last, self.end - 1), self.end + BEHIND)

    @property
    def signatures(self) -> range:
        return range(self.first, self.end + BEHIND)


def zone_of(lines: Sequence[PageLine], title: str, body: tuple[int, int], labels: Labels) -> Zone:
    """The zone of an article with the ``title`` (its letters), whose prose begins and ends at the offsets of ``body`` in the page."""
    begin = next((n for n, line in enumerate(lines) if line.fields[-1].start >= body[0]), len(lines))
    end = next((n for n, line in enumerate(lines) if line.start >= body[1]), len(lines))
    same = [n for n, line in enumerate(lines) if title and caseless_letters(line.text) == title][:MOST_TITLES]
    own = max(same, key=lambda n: (_facts_below(lines, n, labels), -n), default=None)
    if own is None:
        return Zone(max(0, begin - BEHIND), 0, begin, min(len(lines), begin + 1), end, is_titled=False)
    prose = next((n for n in range(own + 1, min(len(lines), own + BELOW)) if lines[n].is_prose), min(len(lines), own + BELOW))
    return Zone(max(0, own - ABOVE), own, prose, max(prose, min(len(lines), end, own + NEXT)), max(end, own + 1))


def _facts_below(lines: Sequence[PageLine], n: int, labels: Labels) -> int:
    """How many of the lines below the line ``n`` have a date or a label."""
    return sum(
        any(part.kind or written_day(part.text) for part in parts(line, labels)) for line in lines[n + 1 : n + 6] if not line.is_prose
    )
