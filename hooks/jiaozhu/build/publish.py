"""One edition of the site: from the folders of a project to the files of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from ..core.errors import InputError, Notice, PageError, read_text
from ..core.model import Citation, Corpus, Edition, Name, Term
from ..corpus import disagreements as zhu_disagreements
from ..corpus.disagreement_candidates import disagreement_candidates
from ..corpus.disagreements import Disagreement, Disputed, by_block
from ..corpus.event_groups import Event
from ..corpus.events import chronicle
from ..corpus.merge_duplicates import merge_duplicates
from ..corpus.order import in_order
from ..corpus.term_candidates import Candidate, candidates
from ..editions import rule_examples
from ..editions.load import EditionCache, load_editions
from ..editions.pipeline import MODULES
from ..facts.dates import almanac
from ..facts.quantities import units as measures
from ..facts.quantities.quantities import quantities
from ..glossary import names as zhu_names
from ..glossary import unused
from ..glossary.annotate import annotate
from ..glossary.names import Register
from ..glossary.terms import Glossary, attested, load
from ..outputs import feed
from ..outputs.epub.chapter import Manuscripts, manuscripts
from ..outputs.search.units import SearchLibrary, search_library
from ..outputs.share_images.image_build import IMAGE, pictures
from ..outputs.share_images.picture import Picture
from ..pages.article import page as article
from ..pages.article.collation import collation
from ..pages.article.glossary_entries import Marks
from ..pages.article.original import original
from ..pages.article.page import View, view
from ..pages.article.surroundings import article_contexts, redirect
from ..pages.articles import page as articles
from ..pages.cards import page as cards
from ..pages.disagreements import page as disagreements
from ..pages.figures import page as figures
from ..pages.glossary import page as glossary
from ..pages.home import page as home
from ..pages.names import page as names
from ..pages.passages import page as passages
from ..pages.render import File, SiteInfo, markdown
from ..pages.report import page as report
from ..pages.rules import page as rules
from ..pages.term_usages import Terms, index, usages
from ..pages.timeline import page as timeline
from ..rules import load as rulefile
from ..rules.rulebook import Rulebook
from ..script_conversion import table_examples
from ..script_conversion.table import Table
from ..sources.discover import SourceFile, discover
from ..sources.read import readable_text

FEW = 500  # articles up to which each gets a book and a picture unasked
RULES = Path(__file__).parents[2] / "rules"


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of a site, its name, and its address if it has one. ``cache`` is None where nothing is to be kept between builds.

    ``books`` and ``images`` say whether there is an EPUB, and a picture for shared links, of each article; None leaves it to their number.
    """

    sources: Path
    docs: Path
    rules: Path = RULES
    cache: Path | None = None
    name: str = "校注"
    url: str = ""
    description: str = ""
    books: bool | None = None
    images: bool | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """The files of the site, the ids of its articles, everything that is wrong, and what was passed over.

    ``merged`` are the ids of the sources that are witnesses in another's edition: their addresses lead to it.
    ``variants`` is the table by which its pages will be converted to the other scripts, ``library`` what will be found in them;
    ``books`` and ``pictures`` are what is still to be bound and drawn, when the pages have been written.
    """

    files: tuple[File, ...]
    ids: tuple[str, ...]
    merged: tuple[str, ...]
    wrong: tuple[InputError, ...]
    notices: tuple[InputError, ...]
    variants: Table
    library: SearchLibrary
    books: Manuscripts
    pictures: tuple[Picture, ...]


def publish(project: Project, workers: int = 0, marks: Marks = "first") -> Publication:
    """All files of the site. What is wrong is left out of them, and told; nothing is raised for it.

    ``marks`` says which mentions of terms are marked in the texts: all, or of each term the first in each section.
    """
    rulebook, bad_rules = load_rules(project.rules)
    table, bad_variants = table_examples.load(project.docs / "variants.yml")
    found = discover(project.sources)
    made = load_editions(found.items, rulebook, EditionCache(project.cache) if project.cache else None, workers)
    bad_sources = (e for e in made if isinstance(e, InputError))
    shelf, book, register, bad_entries = annotated(project, (e for e in made if isinstance(e, Edition)), found.items, rulebook)
    views = tuple(view(edition, rulebook, marks) for edition in shelf.editions)
    calendar, bad_dates = almanac.load(project.rules)
    dated = chronicle(((v.title, v.edition) for v in views), calendar, rulebook.words.get("function-characters", frozenset()))
    views = in_order(views, dated.datings)
    terms = index(book, ((v.title, v.edition) for v in views))
    units, bad_units = measures.load(project.rules)
    counted = quantities(((v.title, v.edition) for v in views), dated.datings, units)
    matters, bad_matters = disagreed(project, shelf)
    doubts = disagreement_candidates(shelf.editions, counted, dated.datings, matters, register.owners)
    named = usages(((v.title, v.edition) for v in views), lambda edition: edition.names)
    front, bad_pages = _home(project, views, home.doors(dated.events, terms, register.names, named))
    bad = (
        *bad_rules,
        *bad_variants,
        *found.wrong,
        *bad_sources,
        *bad_entries,
        *bad_dates,
        *bad_units,
        *bad_matters,
        *bad_pages,
        *_lost(shelf),
    )
    said = {str(e): e for e in bad}.values()  # each message once
    wrong = tuple(e for e in said if not isinstance(e, Notice))
    notices = tuple(e for e in said if isinstance(e, Notice))
    site = _site(project, len(views))
    files = (
        *front,
        *articles.files(views, site.books),
        *_articles(views, terms, shelf, register, found.items, rulebook, site, dated.events, by_block(matters)),
        *passages.files(views, shelf.passages, passages.anchors(shelf.passages)),
        *feed.files(views, project.name, project.url),
        *glossary.files(terms),
        *names.files(register, named, views),
        *timeline.files(dated, register),
        *figures.files(counted, figures.links(book, register)),
        *disagreements.files(matters, views),
        *rules.files(views, rulebook),
        *report.files(views, wrong, notices, rulebook, terms, candidates(shelf.editions, known(book, register)), doubts),
    )
    files = (*files, *cards.files(views, cards.targets(files)))
    books = manuscripts(views, terms, site.address) if site.books else Manuscripts()
    shown = pictures(views, project.name, project.description, each=bool(site.image)) if project.images is not False else ()
    found_in = search_library(views, book.terms, register.names)
    return Publication(files, ids(shelf), merged(shelf), wrong, notices, table, found_in, books, shown)


def _site(project: Project, articles: int) -> SiteInfo:
    """The site of so many articles."""
    few = articles <= FEW
    books = few if project.books is None else project.books
    images = few if project.images is None else project.images
    return SiteInfo(f"{project.url.rstrip('/')}/" if project.url else "", books, IMAGE if images else "")


def load_rules(folder: Path) -> tuple[Rulebook, tuple[InputError, ...]]:
    """The rulebook without the rules that are wrong or fail their own examples, and what is wrong with them."""
    rulebook, wrong = rulefile.load(folder)
    failing = dict(rule_examples.failures(rulebook, MODULES))
    return rulebook.without(failing), (*wrong, *failing.values())


def annotated(
    project: Project, editions: Iterable[Edition], items: Iterable[SourceFile], rulebook: Rulebook
) -> tuple[Corpus, Glossary, Register, tuple[InputError, ...]]:
    """The shelf of the editions with the mentions of terms and names; the glossary and the register without what is wrong in them;
    and what that is.
    """
    shelf = merge_duplicates(editions, rulebook)
    common = rulebook.words.get("function-characters", frozenset())
    book, bad_terms = load(project.docs / "glossary.yml", common)
    register, bad_names = zhu_names.load(project.docs / "names.yml", book, common)
    entries: tuple[Term | Name, ...] = (*book.terms, *register.names)
    cited = {entry.source.article for entry in entries if isinstance(entry.source, Citation)}
    sources = (source for edition in shelf.editions for source in (edition.source, *edition.witnesses))
    texts = {source.id: readable_text(source) for source in sources if source.id in cited}
    stems = {item.path.stem for item in items}
    book, odd_terms = attested(book, texts, stems)
    register, odd_names = zhu_names.attested(register, texts, stems)
    shelf = annotate(shelf, book, register)
    said = (*bad_terms, *odd_terms, *bad_names, *odd_names, *unused.notices(book, register, shelf.editions))
    return shelf, book, register, said


def disagreed(project: Project, shelf: Corpus) -> tuple[tuple[Disagreement, ...], tuple[InputError, ...]]:
    """The disagreements that the editor has confirmed, in their places, and what is wrong with the others."""
    written, wrong = zhu_disagreements.load(project.docs / "disagreements.yml")
    found, said = zhu_disagreements.settled(written, shelf.editions)
    return found, (*wrong, *said)


def export(project: Project) -> Iterator[File]:
    """A tree of plain Markdown for other generators: an index, and of each article its clean text, data and source."""
    rulebook, items, shelf, book, register = _sound(project, None)
    views = tuple(view(edition, rulebook) for edition in shelf.editions)
    terms = index(book, ((v.title, v.edition) for v in views))
    links = "\n".join(f"- [{markdown(v.title)}](articles/{quote(v.id)}/index.md)" for v in views)
    yield File("index.md", f"# 文章\n\n{links}\n")
    for file in _articles(views, terms, shelf, register, items, rulebook, SiteInfo()):
        if not file.page and not file.path.endswith(".html"):
            yield File(file.path.replace("/edition.md", "/index.md"), file.content)


def proposals(project: Project) -> tuple[Candidate, ...]:
    """What the glossary of a project lacks. Raises the first InputError that stands in the way of an edition or of the glossary."""
    _, _, shelf, book, register = _sound(project, EditionCache(project.cache) if project.cache else None)
    return candidates(shelf.editions, known(book, register))


def _sound(project: Project, cache: EditionCache | None) -> tuple[Rulebook, tuple[SourceFile, ...], Corpus, Glossary, Register]:
    """What a project holds, where nothing is wrong with it. Raises the first InputError that is no notice."""
    rulebook, bad_rules = load_rules(project.rules)
    found = discover(project.sources)
    made = load_editions(found.items, rulebook, cache)
    shelf, book, register, bad_entries = annotated(project, (e for e in made if isinstance(e, Edition)), found.items, rulebook)
    for said in (*bad_rules, *found.wrong, *(e for e in made if isinstance(e, InputError)), *bad_entries):
        if not isinstance(said, Notice):
            raise said
    return rulebook, found.items, shelf, book, register


def known(book: Glossary, register: Register) -> frozenset[str]:
    """The forms that the glossary and the register have."""
    entries: tuple[Term | Name, ...] = (*book.terms, *register.names)
    return frozenset(form for entry in entries for form in entry.forms)


def ids(shelf: Corpus) -> tuple[str, ...]:
    return tuple(edition.source.id for edition in shelf.editions)


def merged(shelf: Corpus) -> tuple[str, ...]:
    return tuple(witness.id for edition in shelf.editions for witness in edition.witnesses)


def _articles(
    views: tuple[View, ...],
    terms: Terms,
    shelf: Corpus,
    register: Register,
    items: Iterable[SourceFile],
    rulebook: Rulebook,
    site: SiteInfo,
    events: Iterable[Event] = (),
    disputed: Mapping[str, Disputed] = MappingProxyType({}),
) -> Iterator[File]:
    paths = {item.path.stem: item.path for item in items}
    entries: tuple[Term | Name, ...] = (*terms.glossary.terms, *register.names)
    called = {entry.id: entry.form for entry in entries}
    near = article_contexts(views, called, shelf.passages, passages.anchors(shelf.passages), site, events)
    for shown, nearby in zip(views, near, strict=True):
        nearby = replace(nearby, disputed=disputed.get(shown.id, {}))
        yield from article.files(shown, nearby, terms, paths[shown.id].read_bytes())
        yield collation(shown, nearby, rulebook)
        yield original(shown, rulebook)
        for witness in shown.edition.witnesses:
            yield from redirect(shown, witness, paths[witness.id].read_bytes())


def _lost(shelf: Corpus) -> Iterator[Notice]:
    """What to say of notes that have no place in the edition of several witnesses."""
    bases = {witness.id: edition.source.id for edition in shelf.editions for witness in edition.witnesses}
    for ident, note in shelf.lost:
        what = f"a note has no place: the article follows {bases[ident]!r}, which does not have the words {note.words!r} once"
        yield Notice(f"sources/{ident}.yml", None, what, f"write the note into {bases[ident]}.yml, on words that stand there")


def _home(project: Project, views: tuple[View, ...], doors: home.Doors) -> tuple[tuple[File, ...], tuple[InputError, ...]]:
    path = project.docs / "index.md"
    if not path.is_file():
        return (), (PageError(home.PLACE, None, "no such page", "write the words of the home page into it"),)
    try:
        return home.files(views, doors, read_text(path, home.PLACE, PageError))
    except PageError as e:
        return (), (e,)
