"""What is a site's is cut where it still stands in the text."""

from __future__ import annotations

from dataclasses import replace

from jiaozhu.core.reading import Change, Reading, Span
from jiaozhu.rules.site_parts import SitePart, SiteParts
from jiaozhu.sites.furniture import propose
from worlds import rulebook


def test_lines_that_are_gone_or_have_become_one_are_no_two_parts() -> None:
    """Front matter is one line break in the text, and a template may know several of its lines."""
    parts = SiteParts((SitePart(Span(0, 2), "doubtful"), SitePart(Span(3, 5), "frame"), SitePart(Span(6, 8), "frame")), None)
    book = replace(rulebook(), site_parts=parts)
    reading = Reading.unchanged("渡口\n河埠\n南街")
    assert [(part.start, part.end) for part in propose(reading, book)] == [(0, 2), (3, 5), (6, 8)]
    assert [(part.start, part.end) for part in propose(reading.amend([Change(0, 5, "\n", "source-line-break")]), book)] == [(2, 4)]
    assert [(part.start, part.end) for part in propose(reading.amend([Change(0, 5, "埠", "source-line-break")]), book)] == [(0, 1), (2, 4)]
