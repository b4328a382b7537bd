"""What an editor should look at: each doubt of an edition, with the lines for its sidecar that settle it one way or the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..cleaning.markup import unmarked
from ..core.model import Edition
from ..core.quotations import find_words
from ..core.reading import Query, Reading, Run, Span
from ..rules.rulebook import Rule, Rulebook
from .apparatus import line_of

ENOUGH = 40  # characters on each side that a quote may grow by until it is the only one of its kind in the source


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One doubt: what the source has and what the text has there, where, and what to copy into the sidecar.

    ``yes`` says that the program is right, ``no`` that it is not; empty where there is nothing to copy.
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
    """The doubts of an edition, the gravest first."""
    if not edition.reading.queries and all(run.sure for run in edition.reading.runs):
        return ()
    read = unmarked(edition.reading)
    found = [*_queries(edition, read, rulebook), *_conjectures(edition, read, rulebook)]
    return tuple(sorted(found, key=lambda matter: (matter.confidence, matter.line)))


def quotable(text: str, span: Span) -> Span:
    """The least stretch around ``span`` that can be quoted in a sidecar: its words stand in ``text`` once. It may be no such stretch."""
    for more in range(ENOUGH):
        start, end = max(0, span.start - more), min(len(text), span.end + more)
        if len(find_words(text, text[start:end])) == 1:
            return Span(start, end)
    return span


def entry(key: str, words: str) -> str:
    """Lines of a sidecar that quote ``words`` under ``key``."""
    quoted = " ".join(words.split()).replace("'", "''")
    return f"{key}:\n  - '{quoted}'"


def _queries(edition: Edition, read: Reading, rulebook: Rulebook) -> Iterator[ReviewItem]:
    raw = edition.reading.raw
    for query in edition.reading.queries:
        now = edition.reading.place(query.span).slice(edition.reading.text)
        if not now:  # cut since by another rule
            continue
        place = read.place(query.span)
        words, quote = place.slice(read.text), quotable(read.text, place).slice(read.text)
        yes = entry("cut", words) if query.put == "" else _note(quote, query)
        yield ReviewItem(
            rule=rulebook.rules[query.rule],
            confidence=query.confidence,
            why=query.why,
            source=words.strip(),
            text=now.strip(),
            line=line_of(raw, query.start),
            times=1,
            yes=yes,
            no=entry("keep", quote),
        )


def _note(quote: str, query: Query) -> str:
    said = f"疑当作“{query.put}”。" if query.put else "疑有讹误。"
    words = " ".join(quote.split()).replace("'", "''")
    return f"notes:\n  - quote: '{words}'\n    note: {said}"


def _conjectures(edition: Edition, read: Reading, rulebook: Rulebook) -> Iterator[ReviewItem]:
    """Conjectures of one rule in one line of the source are one matter."""
    raw = edition.reading.raw
    unsure = [run for run in edition.reading.runs if not run.sure]
    for (name, line), group in groupby(unsure, key=lambda run: (run.rule or "", line_of(raw, run.start))):
        runs: list[Run] = list(group)
        start, end = runs[0].start, max(run.end for run in runs)
        place = quotable(read.text, read.place(Span(start, end)))
        quote, words = read.origin(place), place.slice(read.text)
        yield ReviewItem(
            rule=rulebook.rules[name],
            confidence=rulebook.rules[name].confidence,
            why="",
            source=words.strip(),
            text=edition.reading.place(quote).slice(edition.reading.text).strip(),
            line=line,
            times=len(runs),
            yes=entry("confirm", words),
            no=entry("keep", words),
        )
