"""A build: the stages of `stages.py`, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

from ..core.block_parts import PICTURES
from ..core.errors import ExecutorError, Notice, VariantError
from ..core.store import Store
from ..core.work.cluster import executor_of
from ..core.work.processes import rare_collections, shared_processes
from ..corpus.articles import article
from ..corpus.index import Index
from ..corpus.term_candidates import TermCandidate, term_candidates
from ..outputs.epub.chapter import EpubContent, chapter
from ..outputs.epub.definitions import name_definitions, term_definitions
from ..outputs.search.units import search_library
from ..outputs.share_images.image_build import share_pictures
from ..pages.article import source_files
from ..pages.article.article_input import ArticleInput, article_inputs
from ..pages.article.page import plain_files
from ..pages.citations import citations
from ..pages.names.name import relations
from ..pages.render import File, markdown
from ..pictures.fetch import FetchResult, fetch_missing
from ..pictures.public_hosts import Network
from ..pictures.publication import published_bytes, published_pictures
from ..project import Project
from .index_stages import known_forms, opened
from .page_files import Inputs, page_files
from .publication import Publication, SiteOutput
from .stage_times import StageTimes
from .stages import CARDS, DERIVED, EDITIONS, INDEX, PAGES


@rare_collections()
@shared_processes()
def publish(project: Project, times: StageTimes | None = None) -> Publication:
    """All files of the site, but for those that are made of written pages. What is wrong is left out, and an error of the index."""
    times = times or StageTimes()
    with times.measure("rules and files"):
        project, unreachable = _with_reachable_cluster(project)
        index = opened(project).with_errors(*unreachable)
    for stage in (*EDITIONS, *INDEX):
        with times.measure(stage.name):
            index = stage.update(project, index)
    with times.measure("inputs of pages"):
        inputs = _inputs(index)
        index = replace(index, linked_blocks=linked_blocks(inputs))
    with times.measure("pages"):
        files = tuple(page_files((*inputs, (CARDS, tuple(CARDS.inputs(index)))), Store(project.cache, "pages"), project.workers))
    shown = share_pictures(index.articles, index.site.name, index.site.description, bool(index.site.image)) if index.site.draws else ()
    articles = {data.article.id: data for data in next(some for page, some in inputs if page.inputs is article_inputs)}
    with times.measure("library of search"):
        remarks = {ident: data.remarks for ident, data in articles.items()}
        library = search_library(index.articles, index.glossary.terms, index.register.names, index.catalogue, remarks)
    return Publication(index, articles, files, library, _books(index, articles.values()), shown)


@rare_collections()
@shared_processes()
def derive(project: Project, publication: Publication, output: SiteOutput, times: StageTimes | None = None) -> None:
    """Write all files of a publication and what is made of them."""
    times = times or StageTimes()
    for stage in DERIVED:
        with times.measure(stage.name):
            stage.write(project, publication, output)


def linked_blocks(inputs: Inputs) -> dict[str, frozenset[str]]:
    """The blocks of each article to which some page leads, by their ids."""
    blocks: dict[str, set[str]] = {}
    for page, some in inputs:
        for data in some:
            for ident, block in page.links(data):
                blocks.setdefault(ident, set()).add(block)
    return {ident: frozenset(ids) for ident, ids in blocks.items()}


def export(project: Project) -> Iterator[File]:
    """A tree of plain Markdown for other generators: an index, and of each article its clean text, data and source.

    Raises the first InputError that stands in the way.
    """
    index = _sound(replace(project, cache=None))
    articles = tuple(article(edition) for edition in index.corpus.editions)
    links = "\n".join(f"- [{markdown(a.title)}](articles/{quote(a.id)}/index.md)" for a in articles)
    yield File("index.md", f"# 文章\n\n{links}\n")
    for a in articles:
        for file in plain_files(a):
            yield File(file.path.replace("/edition.md", "/index.md"), file.content)
        source = index.source_files[a.id].path
        for reference, picture in published_pictures(a.edition):
            content = published_bytes(reference, picture, a.edition, source, Store())
            yield File(f"articles/{a.id}/{PICTURES}/{picture.file}", content)
    for copy in source_files.inputs(replace(index, articles=articles)):
        yield from source_files.render(copy)


def unlisted_terms(project: Project) -> tuple[TermCandidate, ...]:
    """What the glossary of a project lacks. Raises the first InputError that stands in the way of an edition or of the glossary."""
    index = _sound(project)
    return term_candidates(index.corpus.editions, known_forms(index))


def missing_pictures(project: Project, network: Network, today: date) -> Iterator[FetchResult]:
    """Fetch the pictures that the articles of a project lack. Raises the first InputError that stands in the way of an edition."""
    index = _sound(project)
    files = index.source_files
    for edition in index.corpus.editions:
        yield from fetch_missing(edition, files[edition.source.id].path, network, today)


def _sound(project: Project) -> Index:
    """The index of a project with its editions and their mentions. Raises the first InputError that is no notice."""
    index = opened(project)
    for stage in EDITIONS:
        index = stage.update(project, index)
    for error in index.errors:
        if not isinstance(error, Notice | VariantError):  # no script is converted here
            raise error
    return index


def _with_reachable_cluster(project: Project) -> tuple[Project, tuple[ExecutorError, ...]]:
    """The project; where its cluster cannot be used, without it, and why."""
    try:
        if project.cluster:
            executor_of(project.cluster)
    except ExecutorError as e:
        return replace(project, cluster=""), (e,)
    return project, ()


def _inputs(index: Index) -> Inputs:
    """The inputs of all pages. Pages that are made from the same inputs share them."""
    shared: dict[Callable[[Index], Iterable[Any]], tuple[Any, ...]] = {}
    for page in PAGES:
        if page.inputs not in shared:
            shared[page.inputs] = tuple(page.inputs(index))
    return [(page, shared[page.inputs]) for page in PAGES]


def _books(index: Index, chapters: Iterable[ArticleInput]) -> EpubContent:
    """What is to be bound, if there are books."""
    if not index.site.books:
        return EpubContent()
    site = index.site.address
    terms = term_definitions(index.glossary.terms, citations(index.glossary.terms, index.articles))
    names = name_definitions(index.register.names, relations(index.register), site)
    return EpubContent(tuple(chapter(page, site) for page in chapters), terms, names)
