"""The review list of an editor: each doubt of an edition, with the lines for its sidecar that settle it one way or the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..cleaning.markup import unmarked
from ..collation.apparatus import line_of
from ..core.model import Edition
from ..core.quotations import find_words
from ..core.reading import Query, Reading, Run, Span
from ..rules.rulebook import Rule, Rulebook

ENOUGH = 40  # characters on each side that a quote may grow by until it is the only one of its kind in the source


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


def quotable(text: str, span: Span) -> Span:
    """The smallest stretch around ``span`` whose words stand in ``text`` once, so that a sidecar can quote it; or ``span``."""
    for more in range(ENOUGH):
        start, end = max(0, span.start - more), min(len(text), span.end + more)
        if len(find_words(text, text[start:end])) == 1:
            return Span(start, end)
    return span


def sidecar_lines(key: str, words: str) -> str:
    """Lines of a sidecar that quote ``words`` under ``key``."""
    quoted = " ".join(words.split()).replace("'", "''")
    return f"{key}:\n  - '{quoted}'"


def _queries(edition: Edition, source: Reading, rulebook: Rulebook) -> Iterator[ReviewItem]:
    raw = edition.reading.raw
    for query in edition.reading.queries:
        now = edition.reading.place(query.span).slice(edition.reading.text)
        if not now:  # cut since by another rule
            continue
        place = source.place(query.span)
        words, quote = place.slice(source.text), quotable(source.text, place).slice(source.text)
        yes = sidecar_lines("cut", words) if query.put == "" else _note(quote, query)
        yield ReviewItem(
            rule=rulebook.rules[query.rule],
            confidence=query.confidence,
            why=query.why,
            source=words.strip(),
            text=now.strip(),
            line=line_of(raw, query.start),
            times=1,
            yes=yes,
            no=sidecar_lines("keep", quote),
        )


def _note(quote: str, query: Query) -> str:
    note = f"疑当作“{query.put}”。" if query.put else "疑有讹误。"
    words = " ".join(quote.split()).replace("'", "''")
    return f"notes:\n  - quote: '{words}'\n    note: {note}"


def _conjectures(edition: Edition, source: Reading, rulebook: Rulebook) -> Iterator[ReviewItem]:
    """Conjectures of one rule in one line of the source make one item."""
    raw = edition.reading.raw
    unsure = [run for run in edition.reading.runs if not run.sure]
    for (name, line), group in groupby(unsure, key=lambda run: (run.rule or "", line_of(raw, run.start))):
        runs: list[Run] = list(group)
        start, end = runs[0].start, max(run.end for run in runs)
        place = quotable(source.text, source.place(Span(start, end)))
        quote, words = source.origin(place), place.slice(source.text)
        yield ReviewItem(
            rule=rulebook.rules[name],
            confidence=rulebook.rules[name].confidence,
            why="",
            source=words.strip(),
            text=edition.reading.place(quote).slice(edition.reading.text).strip(),
            line=line,
            times=len(runs),
            yes=sidecar_lines("confirm", words),
            no=sidecar_lines("keep", words),
        )
