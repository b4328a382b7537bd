"""The region of a page that is its article: the maximum-sum segment of the log odds of its lines (Kadane), and its edges.

The log odds are those of a linear model of the lines' features; `rules/signals.yml` holds its weights. An article goes on over lines that
are unlike an article, as a table or a program, unless one of them is a part of the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, takewhile

from ..core.lines import Line
from ..rules.rulebook import Rulebook
from ..sites.page import BREAKS_OFF
from .line_features import weighted_features
from .page_parts import heads_list, is_page_part, is_part

GOES_ON, FULL_STOPS = frozenset("，、；,;"), frozenset("。！？!?…”")
CLAUSE_ENDS = frozenset("，、；：,;:")
TITLE = 4  # letters beyond which a line that the first line has as well is a title
ROW, LIKELY, SHARE = 6, 1.5, 0.1  # the likely lines of another article on the page, their log odds, and their share of its letters
BARRIER = -8.0  # what the head of a list of other articles counts: more than a paragraph must stand below it for the article to go on
PART = -2.0  # the log odds at most of a part of the page
CORE = 0.5  # what a line must have beyond the offset to count for the segment
OFFSET = 1.5  # what is added to the log odds of each line, because text must not be lost
NEAR, FULL = 6, 2.5  # lines below a title within which its article begins; what that weighs at least
CLOSING, UNLIKELY = 10, -2.0  # lines from a region to a statement that is still of it, and the log odds of one that is not
MEMORY = 8  # texts whose regions are kept
LEAST, MOST = -3.0, 5.0  # what one line counts at least and at most


@dataclass(frozen=True, slots=True)
class BodyRegion:
    """The lines ``start`` to ``end`` of a page, and the log odds of each line of it."""

    start: int
    end: int
    odds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Model:
    """A rulebook, compared by its words and its weights, which all copies of it for one source or another share."""

    words: int
    weights: int
    rulebook: Rulebook = field(compare=False)  # which also keeps both from being made anew under the same number


def find_region(text_lines: Sequence[Line], rulebook: Rulebook) -> BodyRegion:
    """The region of a page that is its article. Many steps ask for it, of one text."""
    return _region(tuple(text_lines), _Model(id(rulebook.words), id(rulebook.weights), rulebook))


@lru_cache(maxsize=MEMORY)
def _region(text_lines: tuple[Line, ...], model: _Model) -> BodyRegion:
    rulebook = model.rulebook
    alone = line_odds(text_lines, rulebook)
    parts = [log_odds <= LIKELY and is_part(line, rulebook) for line, log_odds in zip(text_lines, alone, strict=True)]
    odds = tuple(min(log_odds, PART) if part else log_odds for log_odds, part in zip(alone, parts, strict=True))
    odds = tuple(_without_lists(text_lines, odds, tuple(rulebook.words.get("list-heads", ()))))
    titles = [repeats_title(line, text_lines[0]) for line in text_lines]
    start, end = widened(*_segment(odds, titles), odds, parts, titles)
    end = _last_statement(text_lines, end, odds, parts, rulebook)
    return BodyRegion(start, _sentence_end(text_lines, end, parts), odds)


def _last_statement(text_lines: Sequence[Line], end: int, odds: Sequence[float], parts: Sequence[bool], rulebook: Rulebook) -> int:
    """The end of a region below which a statement stands before the first part of the page: below that, because the lines between, as a
    list of terms, are unlike an article only for their nearness to the foot. Without a part below nothing shows where the page ends.
    """
    near = range(end, min(end + CLOSING, len(text_lines)))
    part = next((n for n in near if parts[n]), None)
    above = [(n, text_lines[n]) for n in near if part is not None and n < part and odds[n] > UNLIKELY]
    own = [n for n, line in above if line.prose and line.text[-1] in FULL_STOPS and not is_page_part(line, rulebook)]
    return max((n + 1 for n in own if not BREAKS_OFF.search(text_lines[n].text)), default=end)


def _sentence_end(text_lines: Sequence[Line], end: int, parts: Sequence[bool]) -> int:
    """The end of a region whose last sentence goes on in the next lines: below the line that ends it, if no part of the page is between."""
    if not end or text_lines[end - 1].text[-1] not in GOES_ON:
        return end
    below = takewhile(lambda n: not parts[n], range(end, min(end + NEAR, len(text_lines))))
    return next((n + 1 for n in below if text_lines[n].text[-1] in FULL_STOPS), end)


def _segment(odds: Sequence[float], titles: Sequence[bool]) -> tuple[int, int]:
    """The stretch with the greatest sum. One below a line that repeats the title is the article, if it has a line of prose, even where
    another stretch, that no title heads, weighs more: a brief report stands above many teasers.
    """
    start, end = best_segment(odds)
    below = [n + 1 for n, is_title in enumerate(titles) if is_title and n > 0]
    if any(n <= end and start <= n + NEAR and BARRIER not in odds[n:start] for n in below):
        return start, end
    weight, own = best_from(odds, [n + skipped for n in below for skipped in range(NEAR)])
    return own if weight >= FULL else (start, end)


def repeats_title(line: Line, first: Line) -> bool:
    """True for a line that is the title in the page's first line, or a part of it; a clause of it in a text of short lines goes on."""
    return len(line.core) > TITLE and line.core in first.core and line.text[-1] not in CLAUSE_ENDS


def line_odds(text_lines: Sequence[Line], rulebook: Rulebook) -> tuple[float, ...]:
    """The log odds that each line is the article's, with the offset."""
    base = rulebook.weights.get("always", 0.0) + OFFSET
    return tuple(base + log_odds for log_odds in weighted_features(text_lines, rulebook))


def best_from(odds: Sequence[float], starts: Collection[int]) -> tuple[float, tuple[int, int]]:
    """The weight and the place of the stretch with the greatest sum that begins at one of ``starts`` and is positive throughout; of equal
    ones the last.

    A start inside of a stretch that was walked already has a smaller sum than that, so that each line is walked once.
    """
    best, place, walked = 0.0, (0, 0), 0
    for start in sorted(set(starts)):
        if start < walked:
            continue
        total, own, end = 0.0, 0.0, start
        for n in range(start, len(odds)):
            total, walked = total + _weight(odds[n]), n + 1
            if total > own:
                own, end = total, n + 1
            if total <= 0:
                break
        if own >= best:
            best, place = own, (start, end)
    return best, place


def _weight(log_odds: float) -> float:
    """What a line counts for the segment."""
    return log_odds if log_odds <= BARRIER else max(LEAST, min(MOST, log_odds - CORE))


def best_segment(odds: Sequence[float]) -> tuple[int, int]:
    """The stretch with the greatest sum, in which no line counts more than so much."""
    best, best_range, total, since = 0.0, (0, 0), 0.0, 0
    for n, value in enumerate(odds):
        if total <= 0:
            total, since = 0.0, n
        total += _weight(value)
        if total > best:
            best, best_range = total, (since, n + 1)
    return best_range


def widened(start: int, end: int, odds: Sequence[float], parts: Sequence[bool], titles: Sequence[bool]) -> tuple[int, int]:
    """The range up to the last likely line on either side that no part of a page, nor a title above, separates from it."""
    n = end
    while n < len(odds) and not parts[n]:
        n += 1
        end = n if odds[n - 1] > 0 else end
    n = start
    while n > 0 and not parts[n - 1] and not titles[n - 1]:
        n -= 1
        start = n if odds[n] > 0 else start
    return start, end


def other_runs(text_lines: Sequence[Line], region: BodyRegion, rulebook: Rulebook) -> Iterator[range]:
    """Long runs of likely lines outside the region, prose among them, with no part of the page between: the article may have gone on."""
    letters = sum(len(line.core) for line in text_lines[region.start : region.end])
    inside = range(region.start, region.end)
    for is_open, group in groupby(
        range(len(text_lines)), key=lambda n: n not in inside and (region.odds[n] > 0 or not is_part(text_lines[n], rulebook))
    ):
        likely = [n for n in group if is_open and region.odds[n] > LIKELY]
        has_prose = any(text_lines[n].prose for n in likely)
        if has_prose and len(likely) >= ROW and sum(len(text_lines[n].core) for n in likely) > SHARE * letters:
            yield range(likely[0], likely[-1] + 1)


def _without_lists(text_lines: Sequence[Line], odds: Sequence[float], heads: tuple[str, ...]) -> Iterator[float]:
    """The log odds, in which the bare lines below the head of a list, down to the next prose, speak for no article."""
    is_listed = False
    for line, log_odds in zip(text_lines, odds, strict=True):
        is_head = heads_list(line, heads)
        is_listed = is_head or (is_listed and not line.prose)
        yield BARRIER if is_head else min(log_odds, 0.0) if is_listed else log_odds


def lists_start(text_lines: Sequence[Line], region: BodyRegion, rulebook: Rulebook) -> int:
    """The offset of the first line below the body that heads a list of other articles: no sentence below it is this article's."""
    heads = tuple(rulebook.words.get("list-heads", ()))
    below = (line.span.start for line in text_lines[region.end :] if heads_list(line, heads))
    return next(below, text_lines[-1].span.end)
