"""The units of search: each article, each term and each name is one unit, a title with passages of text.

The passages of an article are its blocks, who wrote and who published it, the editor's notes, and the names of its sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from ...core.article import Article
from ...core.entries import EDITORS, Citation, Name, Term
from ...core.model import Block
from ...core.reading import Span
from ...corpus.catalogue import ArticleGroup, Catalogue
from ...pages.article.remarks import Remark

TERM, NAME = "术语", "专名"
HEAD = "content"  # the id of the element in which the head of a page stands
SEVERAL = 2  # articles from which a subject, an author or an outlet can narrow results
PassageKind = Literal["text", "heading", "byline", "source"]


@dataclass(frozen=True, slots=True)
class SearchPassage:
    """A block of text. ``anchor`` is the id of its element on the page, or empty.

    A byline is an author or an outlet; a source is the name of a file, or that of a work which defines a term.
    ``quoted`` are the stretches that are the same in every script: code, formulas and the names of files.
    """

    anchor: str
    text: str
    kind: PassageKind = "text"
    quoted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """The content of one search result. ``address`` is relative to the root of a script's pages, ``label`` is a date or a kind of entry.

    ``forms`` are the other names of an entry; ``regional_forms`` are those that stay in Traditional script on the pages of every script.
    Where ``has_title`` is false, the title is only the beginning of the text. ``pinyin`` is that of the title, where a person has given it.
    """

    address: str
    title: str
    label: str
    passages: tuple[SearchPassage, ...]
    forms: tuple[str, ...] = ()
    regional_forms: tuple[str, ...] = ()
    has_title: bool = True
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet: its key, which stands in addresses, its name, and the numbers of the articles that have it, ascending."""

    key: str
    name: str
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SearchFacet:
    """What results can be narrowed by: a year, an author. ``id`` is its parameter in addresses, ``word`` what it is called."""

    id: str
    word: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchLibrary:
    """All units of a site: the articles, newest first and undated ones last, then the entries of the glossary and of the names."""

    articles: tuple[SearchUnit, ...] = ()
    entries: tuple[SearchUnit, ...] = ()
    facets: tuple[SearchFacet, ...] = ()


def search_library(
    articles: Iterable[Article],
    terms: Iterable[Term],
    names: Iterable[Name],
    catalogue: Catalogue | None = None,
    remarks: Mapping[str, Sequence[Remark]] | None = None,
) -> SearchLibrary:
    """The units of a site from its articles, terms and names. ``remarks`` are those on each article by its id."""
    all_articles = tuple(articles)
    dated = sorted((a for a in all_articles if a.date), key=lambda a: a.date.value if a.date else "", reverse=True)
    ordered = (*dated, *(a for a in all_articles if not a.date))
    units = tuple(_article(article, (remarks or {}).get(article.id, ())) for article in ordered)
    facets = _facets(catalogue or Catalogue(), {article.id: n for n, article in enumerate(ordered)})
    return SearchLibrary(units, (*map(_term, terms), *map(_name, names)), tuple(facets))


def _facets(catalogue: Catalogue, numbers: Mapping[str, int]) -> Iterator[SearchFacet]:
    ways = (
        ("subject", "主题", catalogue.subjects),
        ("year", "年份", catalogue.years),
        ("author", "作者", catalogue.authors),
        ("outlet", "媒体", catalogue.outlets),
    )
    for ident, word, groups in ways:
        values = tuple(_facet_value(group, numbers) for group in groups if len(group.articles) >= SEVERAL or ident == "year")
        if values:
            yield SearchFacet(ident, word, values)


def _facet_value(group: ArticleGroup, numbers: Mapping[str, int]) -> FacetValue:
    return FacetValue(group.key, group.name, tuple(sorted(numbers[ident] for ident in group.articles)))


def _article(article: Article, remarks: Sequence[Remark]) -> SearchUnit:
    date = article.date.value if article.date else ""
    passages = (*_passages(article), *(SearchPassage(f"note-{r.number}", r.note) for r in remarks if r.note), *_sources(article))
    return SearchUnit(f"articles/{quote(article.id, safe='')}/", article.title, date, passages, has_title=article.has_title)


def _passages(article: Article) -> Iterator[SearchPassage]:
    for block in article.body:
        if block.text:
            yield SearchPassage(block.id, block.text, "heading" if block.kind == "heading" else "text", tuple(_quoted(block)))
    if article.title_in_source:
        yield SearchPassage("apparatus", article.title_in_source)
    for name in article.names:
        yield SearchPassage(HEAD, name.value, "byline")


def _sources(article: Article) -> Iterator[SearchPassage]:
    """The names of the files of an article."""
    for source in (article.edition.source, *article.edition.witnesses):
        name = source.path.rpartition("/")[2]
        yield SearchPassage(HEAD, name, "source", (Span(0, len(name)),))


def _quoted(block: Block) -> Iterator[Span]:
    if block.kind == "code":
        yield Span(0, len(block.text))
    yield from (Span(mark.start, mark.end) for mark in block.marks if mark.kind in ("code", "formula"))


def _term(term: Term) -> SearchUnit:
    passages = (SearchPassage(term.id, term.definition), SearchPassage(term.id, term.english), *_work(term, term.id))
    regional_forms = tuple(dict.fromkeys(form for form in (term.tw, term.hk) if form))
    return SearchUnit(f"glossary/#{quote(term.id)}", term.form, TERM, passages, term.also, regional_forms, pinyin=term.pinyin)


def _name(name: Name) -> SearchUnit:
    passages = (SearchPassage("", name.about), *_work(name, ""))
    return SearchUnit(f"names/{quote(name.id)}/", name.form, NAME, passages, name.also, pinyin=name.pinyin)


def _work(entry: Term | Name, anchor: str) -> Iterator[SearchPassage]:
    """The work that an entry goes back to, where it is neither an article nor the editors' own."""
    if entry.source and not isinstance(entry.source, Citation) and entry.source != EDITORS:
        yield SearchPassage(anchor, entry.source, "source")
