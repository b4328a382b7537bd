"""What the editor has stated of the lines of a site, read on one page of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..core.lines import Line, lines
from ..core.reading import Reading, Span
from ..rules.site_parts import SitePart, SiteParts
from .head_facts import iso_day
from .line_patterns import LinePattern, PatternMatch, matches
from .page import DATES
from .stated_sites import StatedSite


@dataclass(frozen=True, slots=True)
class StatedParts:
    """The lines of a page that are its site's, with the facts in them, and the lines (``kept``) that are its article's.

    All offsets are in the raw text.
    """

    parts: SiteParts
    kept: tuple[Span, ...]


def read_stated(unmarked: Reading, site: StatedSite) -> StatedParts:
    """What a site's editor has stated of the lines of the source ``unmarked``, as people read it.

    A line that is kept is of the article, whatever else is stated of it. Of each fact the first place counts.
    """
    own = lines(unmarked.text)
    kept = {n for pattern in site.keep for match in matches(pattern, own) for n in match.numbers}
    facts: dict[str, Span] = {}
    cut = {n for pattern in site.cut for match in matches(pattern, own) for n in match.numbers}
    for pattern in site.facts:
        match = _first(pattern, own, kept)
        new = {name: span for name, span in match.facts if name not in facts} if match else {}
        facts.update(new)
        cut.update(match.numbers if match and new else ())
    title = facts.get("title")
    words = {name: span.slice(unmarked.text) for name, span in facts.items()}
    date = DATES.search(words.get("date", ""))
    parts = SiteParts(
        parts=tuple(SitePart(unmarked.origin(span), "stated") for span in _without_title(own, sorted(cut - kept), title)),
        title=unmarked.origin(title) if title else None,
        date=iso_day(date.group(), day_first=False) if date else "",
        author=words.get("author", ""),
        outlet=words.get("outlet", ""),
    )
    return StatedParts(parts, tuple(unmarked.origin(own[n].span) for n in sorted(kept)))


def _first(pattern: LinePattern, own: Sequence[Line], kept: set[int]) -> PatternMatch | None:
    return next((match for match in matches(pattern, own) if not kept.intersection(match.numbers)), None)


def _without_title(own: Sequence[Line], numbers: Sequence[int], title: Span | None) -> Iterator[Span]:
    """The lines of these numbers, of the title's line what stands before and behind the title."""
    for n in numbers:
        span = own[n].span
        if title is None or not span.overlaps(title):
            yield span
            continue
        yield from (part for part in (Span(span.start, title.start), Span(title.end, span.end)) if len(part))
