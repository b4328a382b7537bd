"""The evidence that two stretches of a text are copies of one body, and not two texts: what they differ in, and what stands above them.

Copies differ in what was lost and mistyped. Two texts after one template (two recipes, the weather of two days) differ in numbers and in
the same nouns again and again, under headings of their own; and one paragraph that stands again may be a refrain. Where the evidence is
weak either way, the text stays and the editor is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from ..core.lines import ENDS, Line, lines
from ..core.normalize import caseless_nfkc_letters, fold
from ..core.reading import Span
from .align import CompactText, Difference, differences

Verdict = Literal["copy", "doubt", "other"]

NUMERALS = frozenset("0123456789〇零一二两三四五六七八九十百千万亿半几")
SEVERAL, MANY = 2, 3  # differences in numbers, and in the same words, from which they are no accident
LONGEST = 32  # letters of a heading
DENSE = 0.12  # the share of letters that are others, from which a stretch was written anew


def judge(text: str, one: Span, other: Span) -> Verdict:
    """What the second of two stretches that are alike is to the first."""
    base, copy = CompactText.from_text(text, one), CompactText.from_text(text, other)
    replaced = [pair for d in differences(base.chars, copy.chars) if (pair := _replaced_letters(d, base.chars, copy.chars))]
    numbers = sum(set(was) <= NUMERALS and set(now) <= NUMERALS for was, now in replaced)
    times = Counter(replaced)
    recurring = sum(n for n in times.values() if n > 1)
    headings = _own_headings(text, one, other)
    if headings and replaced:
        is_template = numbers > 0 or recurring > 0 or len(replaced) >= MANY or any(_differ_alike(headings, pair) for pair in replaced)
        return "other" if is_template else "doubt"
    letters = max(1, min(len(base.chars), len(copy.chars)))
    is_rewritten = sum(max(len(was), len(now)) for was, now in replaced) > DENSE * letters
    is_laid_out_alike = len(lines(one.slice(text))) == len(lines(other.slice(text)))
    is_doubtful = (
        numbers >= (SEVERAL if is_laid_out_alike else MANY) or recurring >= MANY or is_rewritten or _is_paragraph(text, one, other)
    )
    return "doubt" if is_doubtful else "copy"


def _is_paragraph(text: str, one: Span, other: Span) -> bool:
    """True for one paragraph of an article that stands again: it may be a refrain, or be quoted twice."""
    longest = max(len(one), len(other))
    rest = sum(len(line.span) for line in lines(text) if line.prose and not (line.span.overlaps(one) or line.span.overlaps(other)))
    return len(lines(one.slice(text))) == len(lines(other.slice(text))) == 1 and rest > longest


def _replaced_letters(difference: Difference, base: str, copy: str) -> tuple[str, str] | None:
    """The letters on both sides of a difference, in one script and width; None where one has none, or both have the same."""
    was, now = (caseless_nfkc_letters(fold(side)) for side in (base[slice(*difference.base)], copy[slice(*difference.other)]))
    return (was, now) if was and now and was != now else None


def _own_headings(text: str, one: Span, other: Span) -> tuple[str, str] | None:
    """The letters of the headings of two stretches, where both have one and the two differ."""
    text_lines = lines(text)
    first, second = _heading(text_lines, one, Span(0, 0)), _heading(text_lines, other, one)
    if first is None or second is None or first.core in second.core or second.core in first.core:
        return None
    return first.core, second.core


def _heading(text_lines: Sequence[Line], span: Span, before: Span) -> Line | None:
    """The short line with which a stretch begins, or that stands above it and is no part of the stretch ``before``."""
    n = bisect_right(text_lines, span.start, key=lambda line: line.span.start) - 1
    for line in text_lines[max(0, n - 1) : n + 1][::-1]:
        if line.core and len(line.core) <= LONGEST and line.text[-1] not in ENDS and line.span.start >= before.end:
            return line
    return None


def _differ_alike(headings: tuple[str, str], replaced: tuple[str, str]) -> bool:
    """True where the headings differ in the same words as the texts below them."""
    return replaced[0] in headings[0] and replaced[1] in headings[1]
