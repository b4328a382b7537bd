"""The review list of an editor: each doubt of an edition, with the lines for its sidecar that settle it one way or the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..cleaning.editor_decisions import CUT
from ..cleaning.markup import unmarked
from ..collation.apparatus import Cut, line_of
from ..core.model import Edition
from ..core.quotations import find_words
from ..core.reading import Reading, Span
from ..rules.rulebook import Rule, Rulebook
from .sidecar_offers import ENOUGH, Quotable, offer_confirm, offer_cut, offer_keep, offer_note

LIKELY = 0.9  # that a rule is right which is sure elsewhere
LONGEST_CUT = 240  # characters of a cut that can be had back by quoting it


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One doubt: the words of the source and of the text, their line, and the lines to copy into the sidecar.

    ``yes`` confirms the program, ``no`` overrules it; empty where there is nothing to copy.
    """

    rule: Rule
    confidence: float
    why: str
    source: str
    text: str
    line: int
    times: int
    yes: str
    no: str


def review_items(edition: Edition, rulebook: Rulebook) -> tuple[ReviewItem, ...]:
    """The doubts of an edition, the least certain first."""
    if not edition.reading.queries and all(run.sure for run in edition.reading.runs):
        return ()
    source = unmarked(edition.reading)
    items = [*_queries(edition, source, rulebook), *_conjectures(edition, source, rulebook)]
    return tuple(sorted(items, key=lambda item: (item.confidence, item.line)))


def _queries(edition: Edition, source: Reading, rulebook: Rulebook) -> Iterator[ReviewItem]:
    raw = edition.reading.raw
    for query in edition.reading.queries:
        now = edition.reading.place(query.span).slice(edition.reading.text)
        if not now:  # cut since by another rule
            continue
        quotable = Quotable(source, (query.span,))
        note = f"疑当作“{query.put}”。" if query.put else "疑有讹误。"
        yield ReviewItem(
            rule=rulebook.rules[query.rule],
            confidence=query.confidence,
            why=query.why,
            source=source.place(query.span).slice(source.text).strip(),
            text=now.strip(),
            line=line_of(raw, query.start),
            times=1,
            yes=offer_cut(quotable) if query.put == "" else offer_note(quotable, edition.reading, note),
            no=offer_keep(quotable),
        )


def _conjectures(edition: Edition, source: Reading, rulebook: Rulebook) -> Iterator[ReviewItem]:
    """Conjectures of one rule in one line of the source make one item."""
    raw = edition.reading.raw
    unsure = [run for run in edition.reading.runs if not run.sure]
    for (name, line), group in groupby(unsure, key=lambda run: (run.rule or "", line_of(raw, run.start))):
        targets = tuple(Span(run.start, run.end) for run in group)
        quotable = Quotable(source, targets)
        place = _in_context(source.text, source.place(Span(targets[0].start, max(target.end for target in targets))))
        quote, words = source.origin(place), place.slice(source.text)
        yield ReviewItem(
            rule=rulebook.rules[name],
            confidence=min(rulebook.rules[name].confidence, LIKELY),
            why="",
            source=words.strip(),
            text=edition.reading.place(quote).slice(edition.reading.text).strip(),
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


def restoring_lines(edition: Edition, cuts: Sequence[Cut]) -> tuple[str, ...]:
    """For each of the cuts of an edition, the lines of its sidecar that have the words back; empty where there are none.

    What the editor has cut herself is had back by taking her own lines away, and long stretches cannot well be quoted.
    """
    if not cuts:
        return ()
    source = unmarked(edition.reading)
    return tuple(offer_keep(Quotable(source, (cut.span,))) if cut.rule.id != CUT and len(cut.words) <= LONGEST_CUT else "" for cut in cuts)
