"""The region of the article: the segment of the lines with the greatest score, and how likely each line is to be in it.

The model is a linear-chain conditional random field with three states, before, inside and behind, that are passed through once. A
segment scores the sum of the weighted signals of its lines and of its two borders; the probability of a segment is the exponential
of its score, normalized over all segments. So the best segment is a maximum-sum segment (Kadane's algorithm), and the probability
that a line is inside is the sum over the segments that hold it (the forward-backward algorithm). Both take linear time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, inf, log1p

from .signals import LineSignals, score


@dataclass(frozen=True, slots=True)
class ArticleRegion:
    """The numbers of the first line of the best segment and of the one behind its last, and for each line its probability inside."""

    start: int
    end: int
    inside: tuple[float, ...]


def find_region(signals: Sequence[LineSignals], weights: Mapping[str, float]) -> ArticleRegion:
    """The region of a page of at least one line."""
    lines = [score(line.inside, weights) for line in signals]
    starts = [score(line.start, weights) for line in signals]
    ends = [score(line.end, weights) for line in signals]
    start, end = best_segment(lines, starts, ends)
    return ArticleRegion(start, end, inside_probabilities(lines, starts, ends))


def best_segment(lines: Sequence[float], starts: Sequence[float], ends: Sequence[float]) -> tuple[int, int]:
    """The segment with the greatest sum of its lines, its first border and its last, as the numbers of its first line and behind it."""
    best, segment = -inf, (0, 1)
    open_, opened = -inf, 0
    for n, line in enumerate(lines):
        if starts[n] >= open_:
            open_, opened = starts[n], n
        open_ += line
        if open_ + ends[n] > best:
            best, segment = open_ + ends[n], (opened, n + 1)
    return segment


def inside_probabilities(lines: Sequence[float], starts: Sequence[float], ends: Sequence[float]) -> tuple[float, ...]:
    """For each line, the probability that it is in the region."""
    sums = [0.0, *accumulate(lines)]
    begun = list(accumulate((starts[n] - sums[n] for n in range(len(lines))), _log_add))  # up to and with each line
    finished = list(accumulate((ends[n] + sums[n + 1] for n in reversed(range(len(lines)))), _log_add))[::-1]
    total = -inf
    for n in range(len(lines)):
        total = _log_add(total, begun[n] + ends[n] + sums[n + 1])
    return tuple(min(1.0, exp(min(0.0, begun[n] + finished[n] - total))) for n in range(len(lines)))


def _log_add(a: float, b: float) -> float:
    """The logarithm of the sum of two exponentials."""
    if a < b:
        a, b = b, a
    return a if b == -inf else a + log1p(exp(b - a))
