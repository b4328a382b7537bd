"""The stages that fill the index: what is read, what is made of each article, and what arises where all articles stand together.

Each takes the project and the index so far, and gives the index with more in it. What is wrong is left out and becomes an error of the
index; nothing is raised for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..collation.apparatus import apparatus
from ..core.entries import Citation, Name, Term
from ..core.errors import InputError, Notice
from ..core.memo import memo_key, memoized, memoized_each, remaining_failures
from ..core.model import Edition
from ..core.serialization import record_digest
from ..core.store import NO_STORE, Store
from ..corpus import catalogue as catalogues
from ..corpus import disagreements
from ..corpus.articles import article, in_order
from ..corpus.disagreement_candidates import disagreement_candidates
from ..corpus.events import build_chronicle
from ..corpus.front_page import read_front_page
from ..corpus.index import Index, SiteInfo, usages_of
from ..corpus.merge_duplicates import merge_duplicates
from ..corpus.related import related_articles
from ..corpus.source_sites.sites import source_sites
from ..corpus.subjects import stated_subjects
from ..corpus.subjects import subjects as library_subjects
from ..corpus.term_candidates import TermCandidate, term_candidates
from ..editions import rule_examples
from ..editions.last_good import LastGood
from ..editions.load import load_editions
from ..editions.pipeline import MODULES
from ..facts.dates import almanac
from ..facts.quantities import units
from ..facts.quantities.quantities import quantities
from ..glossary import names, terms, unused
from ..glossary.annotate import annotate
from ..outputs.share_images.image_build import IMAGE
from ..pictures.publication import with_pictures
from ..project import Project
from ..review.items import Review, review, review_job
from ..rules import load as rule_files
from ..rules.rulebook import Rulebook
from ..script_conversion import table_examples
from ..sites import stated_sites
from ..sources.discover import SITES, SourceFile, discover
from ..sources.read import readable_text

FEW = 500  # articles up to which each gets a book and a picture unasked


def opened(project: Project) -> Index:
    """The index of a project with its rules, its table of script conversion and its source files."""
    rulebook, rule_errors = load_rules(project.rules, _store(project, "sound rules"))
    table, table_errors = table_examples.load(
        project.docs / "variants.yml", shipped=project.variants, store=_store(project, "sound tables")
    )
    folder = discover(project.sources)
    return Index(rulebook, table, files=folder.items, errors=(*rule_errors, *table_errors, *folder.wrong))


def load_rules(folder: Path, store: Store = NO_STORE) -> tuple[Rulebook, tuple[InputError, ...]]:
    """The rulebook without the rules that are wrong or fail their own examples, and what is wrong with them.

    ``store`` remembers rulebooks of which no rule fails; their examples are not tried again.
    """
    rulebook, errors = rule_files.load(folder)
    name = memo_key(rule_examples.failures, rulebook.digest)
    failing = dict(remaining_failures(store, name, lambda: rule_examples.failures(rulebook, MODULES)))
    return rulebook.without(failing), (*errors, *failing.values())


def editions(project: Project, index: Index) -> Index:
    """An edition of each source."""
    stated, wrong = stated_sites.load(project.sources / SITES, {file.path.stem for file in index.files})
    last_good = LastGood(_store(project, "last good sidecars"), project.keeps_editions)
    loaded = load_editions(index.files, index.rulebook, _store(project, "editions"), project.article_workers, stated, last_good)
    sound = tuple(result for result in loaded.results if isinstance(result, Edition))
    errors = (result for result in loaded.results if isinstance(result, InputError))
    known = replace(index, editions=sound, shared_lines=loaded.shared_lines, sites=loaded.sites, faults=loaded.faults)
    return known.with_errors(*wrong, *loaded.faults.values(), *errors)


def duplicates(project: Project, index: Index) -> Index:
    """One edition of each article: copies are merged, and shared passages and outlier words are found."""
    return replace(index, corpus=merge_duplicates(index.editions, index.rulebook, _store(project, "shared passages")))


def pictures(project: Project, index: Index) -> Index:
    """The pictures of the figures, where their bytes are at hand."""
    files, store = index.source_files, picture_store(project)
    shown = tuple(_with_pictures(edition, files, store) for edition in index.corpus.editions)
    return replace(index, corpus=replace(index.corpus, editions=shown))


def _with_pictures(edition: Edition, files: Mapping[str, SourceFile], store: Store) -> Edition:
    file = files.get(edition.source.id)
    return with_pictures(edition, file.path, store) if file else edition


def mentions(project: Project, index: Index) -> Index:
    """The glossary and the register, without entries that are wrong; and the mentions of both in all editions."""
    common = index.rulebook.words.get("function-characters", frozenset())
    glossary, term_errors = terms.load(project.docs / "glossary.yml", common)
    register, name_errors = names.load(project.docs / "names.yml", glossary, common)
    entries: tuple[Term | Name, ...] = (*glossary.terms, *register.names)
    cited = {entry.source.article for entry in entries if isinstance(entry.source, Citation)}
    sources = (source for edition in index.corpus.editions for source in (edition.source, *edition.witnesses))
    texts = {source.id: readable_text(source) for source in sources if source.id in cited}
    stems = {file.path.stem for file in index.files}
    glossary, uncited_terms = terms.attested(glossary, texts, stems)
    register, uncited_names = names.attested(register, texts, stems)
    corpus = annotate(index.corpus, glossary, register, _store(project, "mentions"))
    errors = (*term_errors, *uncited_terms, *name_errors, *uncited_names, *unused.notices(glossary, register, corpus.editions))
    return replace(index, glossary=glossary, register=register, corpus=corpus).with_errors(*errors)


def events(project: Project, index: Index) -> Index:
    """The dates in all texts and the events that they make; and with these the articles in the order of time."""
    calendar, errors = almanac.load(project.rules)
    articles = tuple(article(edition) for edition in index.corpus.editions)
    common = index.rulebook.words.get("function-characters", frozenset())
    dated = build_chronicle(((a.title, a.edition) for a in articles), calendar, common, _store(project, "dates"), project.article_workers)
    ordered = in_order(articles, dated.datings)
    return replace(index, chronicle=dated, articles=ordered, usages=usages_of(ordered)).with_errors(*errors)


def apparatuses(project: Project, index: Index) -> Index:
    """The apparatus of each article."""
    occurrences = index.sites.occurrences()
    return replace(index, apparatuses={a.id: apparatus(a.edition, index.rulebook, occurrences.get(a.id)) for a in index.articles})


def reviews(project: Project, index: Index) -> Index:
    """What the editor is asked about each article."""
    jobs = [review_job(a.edition.reading, index.rulebook, index.apparatuses[a.id].cuts) for a in index.articles]
    names = [memo_key(review, record_digest(job)) for job in jobs]
    made = memoized_each(_store(project, "reviews"), names, Review, review, jobs, project.article_workers)
    return replace(index, reviews={a.id: one for a, one in zip(index.articles, made, strict=True)})


def amounts(project: Project, index: Index) -> Index:
    """The quantities in all texts."""
    measures, errors = units.load(project.rules)
    titled = ((a.title, a.edition) for a in index.articles)
    counted = quantities(titled, index.chronicle.datings, measures, _store(project, "quantities"), project.article_workers)
    return replace(index, quantities=counted).with_errors(*errors)


def disputes(project: Project, index: Index) -> Index:
    """The disagreements that the editor has confirmed, in their places; and pairs of sentences that may be more of them."""
    entries, errors = disagreements.load(project.docs / "disagreements.yml")
    confirmed, unplaced = disagreements.locate_disagreements(entries, index.corpus.editions)
    pairs = disagreement_candidates(index.corpus.editions, index.quantities, index.chronicle.datings, confirmed, index.register.owners)
    return replace(index, disagreements=confirmed, disagreement_candidates=pairs).with_errors(*errors, *unplaced)


def subjects(project: Project, index: Index) -> Index:
    """The subjects of a library, learned from its words, as the editor wants them."""
    stated, errors = stated_subjects.load(project.docs / "subjects.yml")
    entries: tuple[Term | Name, ...] = (*index.glossary.terms, *index.register.names)
    learned, unused_entries = library_subjects.subjects(index.articles, entries, stated, _store(project, "words of articles"))
    return replace(index, subjects=learned).with_errors(*errors, *unused_entries)


def catalogue(project: Project, index: Index) -> Index:
    """The articles by subject, year, author, outlet, series, and the site from which they were taken."""
    sites = source_sites(index.sites, catalogues.newest_first(index.articles))
    return replace(index, source_sites=sites, catalogue=catalogues.catalogue(index.articles, sites, index.subjects))


def related(project: Project, index: Index) -> Index:
    """The articles that are related to each, by the rare terms and names that both mention."""
    entries: tuple[Term | Name, ...] = (*index.glossary.terms, *index.register.names)
    forms = {entry.id: entry.form for entry in entries}
    mentioned: dict[str, dict[str, str]] = {}
    for a in index.articles:
        counts = Counter(mention.entry for mention in (*a.edition.mentions, *a.edition.names))
        mentioned[a.id] = {entry: forms[entry] for entry, _ in counts.most_common()}
    return replace(index, related=related_articles(mentioned))


def unlisted_terms(project: Project, index: Index) -> Index:
    """Words that the glossary may lack."""
    editions, known = index.corpus.editions, sorted(known_forms(index))
    name = memo_key(term_candidates, *map(record_digest, editions), record_digest(known))
    candidates = memoized(_store(project, "term candidates"), name, tuple[TermCandidate, ...], partial(term_candidates, editions, known))
    return replace(index, term_candidates=candidates)


def front_page(project: Project, index: Index) -> Index:
    """The words of the home page."""
    page, errors = read_front_page(project.docs / "index.md", index.articles)
    return replace(index, front_page=page).with_errors(*errors)


def lost_notes(project: Project, index: Index) -> Index:
    """Notices of notes that have no place in the edition into which their source was merged."""
    return index.with_errors(*_lost_notes(index))


def site(project: Project, index: Index) -> Index:
    """What all pages share; whether there are books and pictures depends on the number of articles, if nobody says so."""
    few = len(index.articles) <= FEW
    books = few if project.books is None else project.books
    images = few if project.images is None else project.images
    info = SiteInfo(
        name=project.name,
        description=project.description,
        address=f"{project.url.rstrip('/')}/" if project.url else "",
        marks=project.marks,
        books=books,
        image=IMAGE if images else "",
        draws=project.images is not False,
    )
    return replace(index, site=info)


def known_forms(index: Index) -> frozenset[str]:
    """The forms that the glossary and the register have."""
    entries: tuple[Term | Name, ...] = (*index.glossary.terms, *index.register.names)
    return frozenset(form for entry in entries for form in entry.forms)


def picture_store(project: Project) -> Store:
    """Where the pictures of articles are kept between builds."""
    return _store(project, "article pictures")


def _store(project: Project, stage: str) -> Store:
    return Store(project.cache, stage)


def _lost_notes(index: Index) -> Iterator[Notice]:
    bases = {witness.id: edition.source.id for edition in index.corpus.editions for witness in edition.witnesses}
    for ident, note in index.corpus.lost:
        what = f"a note has no place: the article follows {bases[ident]!r}, which does not have the words {note.words!r} once"
        yield Notice(f"sources/{ident}.yml", None, what, f"write the note into {bases[ident]}.yml, on words that stand there")
