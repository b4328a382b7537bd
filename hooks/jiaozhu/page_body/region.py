"""The region of a page that is its article: the maximum-sum segment of the log odds of its lines (Kadane), and its edges.

The log odds are those of a linear model of the lines' features; `rules/lines.yml` holds its weights. An article goes on over lines that
are unlike an article, as a table or a program, unless one of them is a part of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..core.lines import Line
from ..rules.rulebook import Rulebook
from ..sites.page import DATES
from .line_features import COUNTED, HEADING, features

PREFIX = "line-"  # of the names of the model's weights in the rulebook
STATED = 40  # letters up to which a line with a date or counters may be a part of the page
ROW, LIKELY, SHARE = 6, 1.5, 0.1  # the likely lines of another article on the page, their log odds, and their share of its letters
OFFSET, MOST = 1.5, 3.0  # what is added to the log odds of each line, because text must not be lost; and the most that one line counts


@dataclass(frozen=True, slots=True)
class Region:
    """The lines ``start`` to ``end`` of a page, and the log odds of each line of it."""

    start: int
    end: int
    odds: tuple[float, ...]


def find_region(text_lines: Sequence[Line], rulebook: Rulebook) -> Region:
    """The region of a page that is its article."""
    odds = line_odds(text_lines, rulebook)
    start, end = best_segment(odds)
    parts = [is_part(line, rulebook) and log_odds <= 0 for line, log_odds in zip(text_lines, odds, strict=True)]
    return Region(*widened(start, end, odds, parts), odds)


def line_odds(text_lines: Sequence[Line], rulebook: Rulebook) -> tuple[float, ...]:
    """The log odds that each line is the article's, with the offset."""
    weights = {name.removeprefix(PREFIX): weight for name, weight in rulebook.weights.items() if name.startswith(PREFIX)}
    base = weights.pop("always", 0.0) + OFFSET
    rows = features(text_lines, rulebook)
    return tuple(base + sum(weights.get(name, 0.0) * value for name, value in row.items() if value) for row in rows)


def best_segment(odds: Sequence[float]) -> tuple[int, int]:
    """The stretch with the greatest sum, in which no line counts more than so much."""
    best, best_range, total, since = 0.0, (0, 0), 0.0, 0
    for n, value in enumerate(odds):
        if total <= 0:
            total, since = 0.0, n
        total += max(-MOST, min(MOST, value))
        if total > best:
            best, best_range = total, (since, n + 1)
    return best_range


def widened(start: int, end: int, odds: Sequence[float], parts: Sequence[bool]) -> tuple[int, int]:
    """The range up to the last likely line on either side that no part of a page separates from it."""
    n = end
    while n < len(odds) and not parts[n]:
        n += 1
        end = n if odds[n - 1] > 0 else end
    n = start
    while n > 0 and not parts[n - 1]:
        n -= 1
        start = n if odds[n] > 0 else start
    return start, end


def other_runs(text_lines: Sequence[Line], region: Region, rulebook: Rulebook) -> Iterator[range]:
    """Long runs of likely lines outside the region with no part of the page between them: the article may have gone on there."""
    letters = sum(len(line.core) for line in text_lines[region.start : region.end])
    inside = range(region.start, region.end)
    for is_open, group in groupby(
        range(len(text_lines)), key=lambda n: n not in inside and (region.odds[n] > 0 or not is_part(text_lines[n], rulebook))
    ):
        likely = [n for n in group if is_open and region.odds[n] > LIKELY]
        if len(likely) >= ROW and sum(len(text_lines[n].core) for n in likely) > SHARE * letters:
            yield range(likely[0], likely[-1] + 1)


def is_part(line: Line, rulebook: Rulebook) -> bool:
    """True for a line that is a part of a page: a button, a footer, the head of a list, a line with a date or counters."""
    words = rulebook.words
    named = any(word in line.text for name in ("footers", "breadcrumbs") for word in words.get(name, ()))
    heads = len(line.core) <= HEADING and any(word in line.text for word in words.get("list-heads", ()))
    stated = len(line.core) <= STATED and not line.prose and bool(DATES.search(line.text) or COUNTED.search(line.text))
    return (named and not line.prose) or heads or stated or line.text in words.get("buttons", ())
