"""The review list of an editor: each doubt of an edition, with the lines for its sidecar that settle it one way or the other.

It follows from the reading, the rules and the cuts alone, and is kept between builds, for each offer is tried before it is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from ..cleaning.editor_decisions import CUT
from ..cleaning.markup import unmarked
from ..collation.apparatus import Cut, line_of
from ..core.quotations import find_words
from ..core.reading import Reading, Span
from ..rules.rulebook import LIKELY, Rulebook
from .sidecar_offers import ENOUGH, Quotable, offer_confirm, offer_cut, offer_keep, offer_note

LONGEST_CUT = 240  # characters of a cut that can be had back by quoting it


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One doubt: the id of its rule, the words of the source and of the text, their line, and the lines to copy into the sidecar.

    ``yes`` confirms the program, ``no`` overrules it; empty where there is nothing to copy.
    """

    rule: str
    confidence: float
    why: str
    source: str
    text: str
    line: int
    times: int
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Review:
    """The doubts of an edition, and for each of its cuts the lines that have the words back."""

    items: tuple[ReviewItem, ...] = ()
    restoring: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewJob:
    """What a review follows from. ``confidence`` is that of the rules of conjectures; ``cuts`` has the span of each cut, and None where
    the words cannot be had back by quoting them.
    """

    reading: Reading
    confidence: Mapping[str, float]
    cuts: tuple[Span | None, ...] = ()


def review_job(reading: Reading, rulebook: Rulebook, cuts: Sequence[Cut]) -> ReviewJob:
    """The job of an edition. What the editor has cut herself is had back by taking her own lines away, and long stretches cannot well be
    quoted.
    """
    names = sorted({run.rule for run in reading.runs if run.rule and not run.sure})
    spans = tuple(cut.span if cut.rule.id != CUT and len(cut.words) <= LONGEST_CUT else None for cut in cuts)
    return ReviewJob(reading, {name: min(rulebook.rules[name].confidence, LIKELY) for name in names}, spans)


def review(job: ReviewJob) -> Review:
    """The doubts of an edition, the least certain first, and the lines that have its cuts back."""
    reading = job.reading
    if not (reading.queries or job.confidence or any(job.cuts)):
        return Review((), ("",) * len(job.cuts))
    source = unmarked(reading)
    items = [*_queries(reading, source), *_conjectures(reading, source, job.confidence)]
    restoring = tuple(offer_keep(Quotable(source, (span,))) if span else "" for span in job.cuts)
    return Review(tuple(sorted(items, key=lambda item: (item.confidence, item.line))), restoring)


def _queries(reading: Reading, source: Reading) -> Iterator[ReviewItem]:
    for query in reading.queries:
        now = reading.place(query.span).slice(reading.text)
        if not now:  # cut since by another rule
            continue
        quotable = Quotable(source, (query.span,))
        note = f"疑当作“{query.put}”。" if query.put else "疑有讹误。"
        yield ReviewItem(
            rule=query.rule,
            confidence=query.confidence,
            why=query.why,
            source=source.place(query.span).slice(source.text).strip(),
            text=now.strip(),
            line=line_of(reading.raw, query.start),
            times=1,
            yes=offer_cut(quotable) if query.put == "" else offer_note(quotable, reading, note),
            no=offer_keep(quotable),
        )


def _conjectures(reading: Reading, source: Reading, confidence: Mapping[str, float]) -> Iterator[ReviewItem]:
    """Conjectures of one rule in one line of the source make one item."""
    unsure = [run for run in reading.runs if not run.sure]
    for (name, line), group in groupby(unsure, key=lambda run: (run.rule or "", line_of(reading.raw, run.start))):
        runs = tuple(group)
        targets = tuple(Span(run.start, run.end) for run in runs)
        quotable = Quotable(source, targets)
        place = _in_context(source.text, source.place(Span(targets[0].start, max(target.end for target in targets))))
        quote, words = source.origin(place), place.slice(source.text)
        yield ReviewItem(
            rule=name,
            confidence=fmean(confidence[name] if run.confidence is None else run.confidence for run in runs),
            why="",
            source=words.strip(),
            text=reading.place(quote).slice(reading.text).strip(),
            line=line,
            times=len(targets),
            yes=offer_confirm(quotable),
            no=offer_keep(quotable),
        )


def _in_context(text: str, span: Span) -> Span:
    """The smallest stretch around ``span`` whose words stand in ``text`` once, by which it is known; or ``span``."""
    for more in range(ENOUGH):
        start, end = max(0, span.start - more), min(len(text), span.end + more)
        if len(find_words(text, text[start:end])) == 1:
            return Span(start, end)
    return span
