"""The way of one source to its edition, on one screen.

    bytes --sources--> Source --READING to ASKING--> Reading --blocks--> Edition

`edit` is a pure function of a source, its sidecar and the rulebook, so that editions can be kept, and made in any process. What arises
where all editions stand together is added by `corpus/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..cleaning import (
    boilerplate_frame,
    editor_decisions,
    fragments,
    html_title,
    injected_phrases,
    main_content,
    markup,
    no_article,
    outlier_words,
    punctuation,
    quotation_marks,
    shared_lines,
    titles,
)
from ..cleaning.blocks import blocks
from ..cleaning.heading import facts
from ..collation import collate
from ..core.errors import Notice
from ..core.invariants import verify
from ..core.model import Edition, Sidecar, Source
from ..core.reading import Proposal, Reading
from ..facts.fingerprints import fingerprints
from ..facts.sketch import summary
from ..facts.term_usage.survey import survey
from ..facts.term_usage.usage import packed
from ..rules.rulebook import Rulebook
from ..sources.read import has_markup

Step = Callable[[Reading, Rulebook], Iterable[Proposal]]

# From what a file holds to a text that people read, where it is a web page. Other files are such a text already.
READING: tuple[Step, ...] = (markup.propose,)
# A name is a table of hooks/rules/: its rules run one after the other, in the file's order.
CLEANING: tuple[Step | str, ...] = (
    quotation_marks.propose,  # before the table, whose rules look at what stands beside a quotation mark
    "cleaning",
    shared_lines.propose,
    main_content.propose,  # of web pages alone
    boilerplate_frame.propose,
    html_title.propose,  # of web pages alone; the frame is known by this title
)
MENDING: tuple[Step | str, ...] = (punctuation.propose,)
SHAPING: tuple[Step | str, ...] = (
    titles.propose,
    "metadata",
    injected_phrases.propose,
    "boilerplate",
)
ASKING: tuple[Step | str, ...] = (
    fragments.propose,
    "queries",
)
# The modules that carry out rules of hooks/rules/programmed.yml, by the name that such a rule gives as its `step`.
MODULES: dict[str, Step] = {
    module.__name__.rpartition(".")[2]: module.propose
    for module in (
        boilerplate_frame,
        collate,
        fragments,
        html_title,
        injected_phrases,
        main_content,
        markup,
        punctuation,
        quotation_marks,
        shared_lines,
        titles,
    )
}


def edit(source: Source, sidecar: Sidecar | None, rulebook: Rulebook) -> Edition:
    """The edition of one source. Raises InputError where the sidecar or a rule cannot be followed, and where there is no article."""
    reading = read = amended(Reading.unchanged(source.raw), READING if has_markup(source) else (), rulebook)
    if sidecar:
        reading = replace(read, held=editor_decisions.held(read, sidecar))
    if sidecar and editor_decisions.CUT in rulebook.rules:
        reading = reading.amend(editor_decisions.cuts(reading, sidecar))
    copied = amended(reading, CLEANING, rulebook)
    single = amended(copied, (collate.propose,), rulebook)
    clean = amended(single, MENDING, rulebook)
    missing = None if sidecar and (sidecar.title or sidecar.keep) else no_article.reason(clean, rulebook)
    if missing:
        todo = f"delete it; or, if it is one after all, give it a title in {source.id}.yml: `title: …`"
        raise Notice(source.path, None, f"no article in it, and left out: {missing}", todo)
    heading = facts(clean, rulebook, sidecar)  # read while the lines that say it still stand above the article
    reading = amended(amended(clean, SHAPING, rulebook), ASKING, rulebook)
    if sidecar:
        reading = editor_decisions.answered(reading, read, sidecar)
        heading = heading.settled({run.rule for run in reading.runs if not run.sure})
    verify(reading, rulebook.rules, {})
    notes = tuple(editor_decisions.notes(reading, read, sidecar)) if sidecar else ()
    variants = tuple(replace(v, lemma=reading.place(single.origin(v.lemma))) for v in collate.collated(copied, single, source.id))
    found = blocks(reading, rulebook)
    usages, prints = packed(survey(found, rulebook)), fingerprints(found)
    words = outlier_words.vocabulary(reading.text)
    made = Edition(source, heading, reading, found, notes, vocabulary=words, variants=variants, usages=usages, prints=prints)
    return replace(made, summary=summary(made, sidecar))


def amended(reading: Reading, steps: Iterable[Step | str], rulebook: Rulebook) -> Reading:
    """The reading after each of ``steps``: a step proposes, `Reading.amend` applies and records."""
    for step in steps:
        for propose in _proposers(step, rulebook):
            reading = reading.amend(propose(reading))
    return reading


def _proposers(step: Step | str, rulebook: Rulebook) -> list[Callable[[Reading], Iterable[Proposal]]]:
    if isinstance(step, str):
        return [rule.propose for rule in rulebook.table(step)]
    return [lambda reading: step(reading, rulebook)]
