"""The pipeline from one source to its edition, on one screen.

    bytes --sources--> Source --READING to ASKING--> Reading --blocks--> Edition

`edit` is a pure function of a source, its sidecar and the rulebook, so that editions can be cached, and made in any process. Relations
between editions are added by `corpus/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..cleaning import (
    boilerplate_frame,
    editor_decisions,
    fragments,
    heading_breaks,
    injected_phrases,
    main_content,
    markup,
    no_article,
    outlier_words,
    punctuation,
    quotation_marks,
    shared_lines,
    wrapped_lines,
)
from ..cleaning.blocks import blocks
from ..cleaning.characters import asked_once, canonical_forms, misread_text, small_full_stop, stray_spaces
from ..cleaning.datelines import metadata_lines
from ..cleaning.heading import read_heading
from ..cleaning.layout.verbatim import verbatim_spans
from ..cleaning.page_facts.page_facts import PAGE_FACTS
from ..cleaning.titles import html_title, title_lines
from ..cleaning.titles.title_choice import find_title
from ..collation import collate
from ..core.decisions import Sidecar
from ..core.errors import Notice
from ..core.invariants import verify, verify_blocks
from ..core.model import Edition, Source
from ..core.reading import Proposal, Reading
from ..facts.passage_fingerprints import fingerprints
from ..facts.same_article_sketch import sketch_of
from ..facts.term_usage.survey import survey
from ..facts.term_usage.usage import packed
from ..markdown_sources import markdown_marks
from ..rules.rulebook import Rulebook
from ..sites import furniture
from ..sites.stated_lines import read_stated
from ..sites.stated_sites import StatedSite
from ..sources.read import has_markdown, has_markup

Step = Callable[[Reading, Rulebook], Iterable[Proposal]]

# The steps from what a file holds to the text that people read, where it is a web page. Other files hold such a text already.
READING: tuple[Step, ...] = (markup.propose,)
READING_MARKDOWN: tuple[Step, ...] = (markdown_marks.propose,)
# A string names a table of hooks/rules/, whose rules run one after the other, in the file's order.
CLEANING: tuple[Step | str, ...] = (
    furniture.propose,  # first, because it knows the lines of the source by their places
    "characters",  # before the others, because they look at characters
    canonical_forms.propose,
    small_full_stop.propose,
    wrapped_lines.propose,  # before the others, because they look at lines
    quotation_marks.propose,  # before the table, because its rules look at what stands beside a quotation mark
    "cleaning",
    stray_spaces.propose,
    main_content.propose,  # only of web pages
    boilerplate_frame.propose,
    html_title.propose,  # only of web pages; behind the others, because the frame is recognized by this title
    shared_lines.propose,  # last, because it judges by what the article has above and below
)
MENDING: tuple[Step | str, ...] = (punctuation.propose,)
SHAPING: tuple[Step | str, ...] = (
    title_lines.propose,
    metadata_lines.propose,
    "metadata",
    injected_phrases.propose,
    heading_breaks.propose,
    "boilerplate",
)
ASKING: tuple[Step | str, ...] = (
    fragments.propose,
    "queries",
    misread_text.propose,
)
# The modules that carry out rules of hooks/rules/programmed.yml, by the name that the `step` of such a rule gives.
MODULES: dict[str, Step] = {
    module.__name__.rpartition(".")[2]: module.propose
    for module in (
        boilerplate_frame,
        canonical_forms,
        collate,
        fragments,
        furniture,
        heading_breaks,
        html_title,
        injected_phrases,
        main_content,
        markdown_marks,
        markup,
        misread_text,
        metadata_lines,
        punctuation,
        quotation_marks,
        shared_lines,
        small_full_stop,
        stray_spaces,
        title_lines,
        wrapped_lines,
    )
}


def edit(source: Source, sidecar: Sidecar | None, rulebook: Rulebook, site: StatedSite | None = None) -> Edition:
    """The edition of one source, whose ``site`` the editor may have described.

    Raises InputError where the sidecar or a rule cannot be followed, and where there is no article.
    """
    rulebook = replace(rulebook, edited_title=(sidecar.title or "") if sidecar else "")
    reading = unmarked = unmarked_reading(source, sidecar, rulebook)
    if sidecar:
        sidecar = editor_decisions.with_known_rules(sidecar, rulebook.rules)
        reading = replace(unmarked, held=editor_decisions.kept_spans(unmarked, sidecar))
        reading = reading.amend(editor_decisions.propose_cuts(reading, sidecar))
    if site:
        stated = read_stated(unmarked, site)
        reading = replace(reading, held=tuple(sorted((*reading.held, *stated.kept))))
        rulebook = replace(rulebook, stated_parts=stated.parts)
    reading = replace(reading, verbatim=verbatim_spans(reading))
    with_copies = apply_steps(reading, CLEANING, rulebook)
    collated = apply_steps(with_copies, (collate.propose,), rulebook)
    clean = apply_steps(collated, MENDING, rulebook)
    reason = None if sidecar and (sidecar.title or sidecar.keep) else no_article.exclusion_reason(clean, rulebook)
    if reason:
        todo = f"delete it; or, if it is one after all, give it a title in {source.id}.yml: `title: …`"
        raise Notice(source.path, None, f"no article in it, and left out: {reason}", todo)
    heading = read_heading(clean, rulebook, sidecar)  # before the lines of metadata above the article are cut
    title = find_title(clean, rulebook)
    rulebook = replace(rulebook, title_place=clean.origin(title.span) if title else None)
    reading = asked_once(apply_steps(apply_steps(clean, SHAPING, rulebook), ASKING, rulebook))
    if sidecar:
        reading = editor_decisions.emended(editor_decisions.settle_doubts(reading, unmarked, sidecar), unmarked, sidecar)
        heading = heading.settled({run.rule for run in reading.runs if not run.sure} | {PAGE_FACTS})
    verify(reading, rulebook.rules, {})
    notes = editor_decisions.all_notes(reading, unmarked, sidecar) if sidecar else ()
    headings = editor_decisions.heading_origins(reading, unmarked, sidecar) if sidecar else ()
    copy_variants = collate.copy_variants(with_copies, collated, source.id)
    variants = tuple(replace(variant, lemma=reading.place(collated.origin(variant.lemma))) for variant in copy_variants)
    text_blocks = blocks(reading, rulebook, heading.url.value if heading.url else "", headings)
    verify_blocks(reading, text_blocks)
    usages, prints = packed(survey(text_blocks, rulebook)), fingerprints(text_blocks)
    words = outlier_words.vocabulary(reading.text)
    edition = Edition(source, heading, reading, text_blocks, notes, vocabulary=words, variants=variants, usages=usages, prints=prints)
    return replace(edition, summary=sketch_of(edition, sidecar), given_state=sidecar.state if sidecar else None, given_headings=headings)


def unmarked_reading(source: Source, sidecar: Sidecar | None, rulebook: Rulebook) -> Reading:
    """The source as people read it, and as editors quote it: with nothing but its markup taken off."""
    return apply_steps(Reading.unchanged(source.raw), _reading_steps(source, sidecar), rulebook)


def apply_steps(reading: Reading, steps: Iterable[Step | str], rulebook: Rulebook) -> Reading:
    """The reading after each of the ``steps``: a step proposes, and `Reading.amend` applies and records."""
    for step in steps:
        for propose in _proposers(step, rulebook):
            reading = reading.amend(propose(reading))
    return reading


def _reading_steps(source: Source, sidecar: Sidecar | None) -> tuple[Step, ...]:
    """The steps that read the markup of a source, if it has any; of a text the editor may say whether it is Markdown."""
    if has_markup(source):
        return READING
    stated = sidecar.format if sidecar else None
    return READING_MARKDOWN if stated == "markdown" or (stated is None and has_markdown(source)) else ()


def _proposers(step: Step | str, rulebook: Rulebook) -> list[Callable[[Reading], Iterable[Proposal]]]:
    if isinstance(step, str):
        return [rule.propose for rule in rulebook.table(step)]
    return [lambda reading: step(reading, rulebook)]
