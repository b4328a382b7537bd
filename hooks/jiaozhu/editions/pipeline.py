"""The whole way of the data, on one screen.

    bytes --read--> Source --READING to ASKING--> Reading --blocks--> Edition    one source at a time: pure, cached, parallel
    all Editions --unite--> Shelf: one Edition an article, with its witnesses     known by their summaries
                            and the passages that articles share                  found by their prints
    Shelf --annotate--> Shelf with the mentions of terms and names                after the cache: `edit` knows no glossary
    Shelf --pages--> the files of the site                                        see `publish`

`edit` is a pure function of a source, its sidecar and the rulebook; `unite` of all editions and the rulebook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePath

from ..cleaning import boilerplate_frame as frame
from ..cleaning import editor_decisions as editor
from ..cleaning import fragments as torn
from ..cleaning import html_title as window
from ..cleaning import injected_phrases as injected
from ..cleaning import main_content as extraction
from ..cleaning import markup, punctuation, titles
from ..cleaning import no_article as absence
from ..cleaning import quotation_marks as quotes
from ..cleaning import shared_lines as commonplace
from ..cleaning.blocks import blocks
from ..cleaning.heading import facts
from ..collation import collate
from ..collation import merge as witnesses
from ..core.errors import Notice
from ..core.invariants import verify
from ..core.model import Edition, Shelf, Sidecar, Source
from ..core.reading import Proposal, Reading
from ..corpus import outlier_words as odd
from ..corpus.same_article import kinship
from ..corpus.shared_passages import passages
from ..facts.fingerprints import fingerprints
from ..facts.mentions import Matcher, mentions
from ..facts.sketch import letters_of, summary
from ..facts.term_usage.survey import survey
from ..facts.term_usage.usage import packed
from ..glossary.names import Register
from ..glossary.terms import Glossary
from ..rules.rulebook import Rulebook

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
)
MENDING: tuple[Step | str, ...] = (punctuation.propose,)
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
    copied = amended(reading, CLEANING, rulebook)
    single = amended(copied, (collate.propose,), rulebook)
    clean = amended(single, MENDING, rulebook)
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
    variants = tuple(replace(v, lemma=reading.place(single.origin(v.lemma))) for v in collate.collated(copied, single, source.id))
    found = blocks(reading, rulebook)
    usages, prints = packed(survey(found, rulebook)), fingerprints(found)
    words = odd.vocabulary(reading.text)
    made = Edition(source, heading, reading, found, notes, vocabulary=words, variants=variants, usages=usages, prints=prints)
    return replace(made, summary=summary(made, sidecar))


def amended(reading: Reading, steps: Iterable[Step | str], rulebook: Rulebook) -> Reading:
    """The reading after each of ``steps``: a step proposes, `Reading.amend` applies and records."""
    for step in steps:
        for propose in _proposers(step, rulebook):
            reading = reading.amend(propose(reading))
    return reading


def unite(editions: Iterable[Edition], rulebook: Rulebook) -> Shelf:
    """One edition of each article, its other copies being witnesses; with what arises where all stand together: questions, passages."""
    known = {edition.source.id: edition for edition in editions}
    groups = kinship([e.summary for e in known.values() if e.summary], lambda ident: letters_of(known[ident]))
    united = witnesses.united(known, groups, rulebook)
    for edition in united.editions:
        verify(edition.reading, rulebook.rules, {witness.id: witness.raw for witness in edition.witnesses})
    surveyed = [_surveyed(e, rulebook) if e.witnesses else e for e in united.editions]
    return Shelf(_shelved(odd.asked(surveyed, rulebook)), passages(surveyed), united.lost)


def _surveyed(edition: Edition, rulebook: Rulebook) -> Edition:
    """An edition that was supplied from its witnesses, with what is found in its new text."""
    return replace(edition, usages=packed(survey(edition.blocks, rulebook)), prints=fingerprints(edition.blocks))


def _shelved(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The editions by date, the undated last."""
    return tuple(sorted(editions, key=lambda e: (e.heading.date.value if e.heading.date else "~", e.source.id)))


def annotate(shelf: Shelf, glossary: Glossary, register: Register) -> Shelf:
    """The same shelf, each edition with the mentions of terms and names. Of a term and a name that overlap, the longer stands."""
    matcher = Matcher.of((*glossary.terms, *register.names))
    terms = frozenset(term.id for term in glossary.terms)
    return replace(shelf, editions=tuple(_annotated(e, matcher, terms) for e in shelf.editions))


def _annotated(edition: Edition, matcher: Matcher, terms: frozenset[str]) -> Edition:
    found = mentions(edition.blocks, matcher)
    of_terms, of_names = (tuple(m for m in found if (m.entry in terms) == is_term) for is_term in (True, False))
    return replace(edition, mentions=of_terms, names=of_names)


def _proposers(step: Step | str, rulebook: Rulebook) -> list[Callable[[Reading], Iterable[Proposal]]]:
    if isinstance(step, str):
        return [rule.propose for rule in rulebook.table(step)]
    return [lambda reading: step(reading, rulebook)]
