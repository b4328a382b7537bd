"""The whole way of the data, on one screen.

    bytes --read--> Source --READING to ASKING--> Reading --blocks--> Edition    one source at a time: pure, cached, parallel
    all Editions --shelve--> Shelf --pages--> the files of the site              see `publish`

`edit` is a pure function of a source, its sidecar and the rulebook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePath

from .audit import verify
from .errors import Notice
from .jiao import absence, collate, commonplace, editor, extraction, frame, injected, markup, odd, punctuation, quotes, titles, torn, window
from .jiao.blocks import blocks
from .jiao.facts import facts
from .model import Edition, Shelf, Sidecar, Source
from .rulebook import Rulebook
from .text import Proposal, Reading

Step = Callable[[Reading, Rulebook], Iterable[Proposal]]

# From what a file holds to a text that people read, by the file's suffix. What is not named here is such a text already.
READING: dict[str, tuple[Step, ...]] = {".html": (markup.propose,), ".htm": (markup.propose,)}
# A name is a table of hooks/rules/: its rules run one after the other, in the file's order.
CLEANING: tuple[Step | str, ...] = (
    quotes.propose,  # before the table, whose rules look at what stands beside a quotation mark
    "cleaning",
    commonplace.propose,
    extraction.propose,  # of web pages alone
    frame.propose,
    window.propose,  # of web pages alone; the frame is known by this title
    collate.propose,
    punctuation.propose,
)
SHAPING: tuple[Step | str, ...] = (
    titles.propose,
    "metadata",
    injected.propose,
    "boilerplate",
)
ASKING: tuple[Step | str, ...] = (
    torn.propose,
    "queries",
)
# The modules that carry out rules of hooks/rules/programmed.yml, by the name that such a rule gives as its `step`.
PROGRAMMED = (collate, commonplace, extraction, frame, injected, markup, punctuation, quotes, titles, torn, window)
MODULES: dict[str, Step] = {module.__name__.rpartition(".")[2]: module.propose for module in PROGRAMMED}


def edit(source: Source, sidecar: Sidecar | None, rulebook: Rulebook) -> Edition:
    """The edition of one source. Raises InputError where the sidecar or a rule cannot be followed, and where there is no article."""
    reading = read = amended(Reading.of(source.raw), READING.get(PurePath(source.path).suffix, ()), rulebook)
    if sidecar:
        reading = replace(read, held=editor.held(read, sidecar))
    if sidecar and editor.CUT in rulebook.rules:
        reading = reading.amend(editor.cuts(reading, sidecar))
    clean = amended(reading, CLEANING, rulebook)
    missing = None if sidecar and (sidecar.title or sidecar.keep) else absence.reason(clean, rulebook)
    if missing:
        todo = f"delete it; or, if it is one after all, give it a title in {source.id}.yml: `title: …`"
        raise Notice(source.path, None, f"no article in it, and left out: {missing}", todo)
    heading = facts(clean, rulebook, sidecar)  # read while the lines that say it still stand above the article
    reading = amended(amended(clean, SHAPING, rulebook), ASKING, rulebook)
    if sidecar:
        reading = editor.answered(reading, read, sidecar)
        heading = heading.settled({run.rule for run in reading.runs if not run.sure})
    verify(reading, rulebook.rules, {})
    notes = tuple(editor.notes(reading, read, sidecar)) if sidecar else ()
    return Edition(source, heading, reading, blocks(reading, rulebook), notes, vocabulary=odd.vocabulary(reading.text))


def amended(reading: Reading, steps: Iterable[Step | str], rulebook: Rulebook) -> Reading:
    """The reading after each of ``steps``: a step proposes, `Reading.amend` applies and records."""
    for step in steps:
        for propose in _proposers(step, rulebook):
            reading = reading.amend(propose(reading))
    return reading


def shelve(editions: Iterable[Edition], rulebook: Rulebook) -> Shelf:
    """The editions by date, the undated last, with the questions that arise where they stand together."""
    asked = odd.asked(tuple(editions), rulebook)
    return Shelf(tuple(sorted(asked, key=lambda e: (e.heading.date.value if e.heading.date else "~", e.source.id))))


def _proposers(step: Step | str, rulebook: Rulebook) -> list[Callable[[Reading], Iterable[Proposal]]]:
    if isinstance(step, str):
        return [rule.propose for rule in rulebook.table(step)]
    return [lambda reading: step(reading, rulebook)]
