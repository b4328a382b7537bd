"""The units of search: each article, each term and each name is one unit, a title with passages of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from ...core.article import Article
from ...core.entries import Name, Term
from ...core.model import Block
from ...core.reading import Span

TERM, NAME = "术语", "专名"


@dataclass(frozen=True, slots=True)
class SearchPassage:
    """A block of text. ``anchor`` is the id of its element on the page, or empty.

    ``quoted`` are the stretches that are the same in every script: code and formulas.
    """

    anchor: str
    text: str
    is_heading: bool = False
    quoted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """The content of one search result. ``address`` is relative to the root of a script's pages, ``label`` is a date or a kind of entry.

    ``forms`` are the other names of an entry; ``regional_forms`` are those that stay in Traditional script on the pages of every script.
    Where ``has_title`` is false, the title is only the beginning of the text.
    """

    address: str
    title: str
    label: str
    passages: tuple[SearchPassage, ...]
    forms: tuple[str, ...] = ()
    regional_forms: tuple[str, ...] = ()
    has_title: bool = True


@dataclass(frozen=True, slots=True)
class SearchLibrary:
    """All units of a site: the articles, newest first and undated ones last, then the entries of the glossary and of the names."""

    articles: tuple[SearchUnit, ...] = ()
    entries: tuple[SearchUnit, ...] = ()


def search_library(articles: Iterable[Article], terms: Iterable[Term], names: Iterable[Name]) -> SearchLibrary:
    """The units of a site from its articles, terms and names."""
    ordered = tuple(articles)
    dated = sorted((a for a in ordered if a.date), key=lambda a: a.date.value if a.date else "", reverse=True)
    undated = (a for a in ordered if not a.date)
    return SearchLibrary(tuple(map(_article, (*dated, *undated))), (*map(_term, terms), *map(_name, names)))


def _article(article: Article) -> SearchUnit:
    date = article.date.value if article.date else ""
    return SearchUnit(
        f"articles/{quote(article.id, safe='')}/", article.title, date, tuple(_passages(article)), has_title=article.has_title
    )


def _passages(article: Article) -> Iterator[SearchPassage]:
    for block in article.body:
        if block.text:
            yield SearchPassage(block.id, block.text, block.kind == "heading", tuple(_quoted(block)))
    if article.title_in_source:
        yield SearchPassage("apparatus", article.title_in_source)


def _quoted(block: Block) -> Iterator[Span]:
    if block.kind == "code":
        yield Span(0, len(block.text))
    yield from (Span(mark.start, mark.end) for mark in block.marks if mark.kind in ("code", "formula"))


def _term(term: Term) -> SearchUnit:
    passages = (SearchPassage(term.id, term.definition), SearchPassage(term.id, term.english))
    regional_forms = tuple(dict.fromkeys(form for form in (term.tw, term.hk) if form))
    return SearchUnit(f"glossary/#{quote(term.id)}", term.form, TERM, passages, term.also, regional_forms)


def _name(name: Name) -> SearchUnit:
    return SearchUnit(f"names/{quote(name.id)}/", name.form, NAME, (SearchPassage("", name.about),), name.also)
