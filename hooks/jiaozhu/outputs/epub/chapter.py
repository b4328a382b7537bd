"""An article as a chapter: the XHTML that stands alike in the article's own book and in that of the whole collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape

from ...core.model import Block, Term
from ...core.xml_text import legal
from ...pages.article.article_input import ArticleInput, remarks_in
from ...pages.article.remarks import Remark
from ...pages.citations import CitedWords
from ...pages.inline import InlineElement, InlineMark, apply_marks
from ...pages.render import environment
from ..feed import updated

TERMS = "terms.xhtml"


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """A term as a book explains it; ``source`` says who defines it so."""

    id: str
    form: str
    english: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article that is ready to be bound. ``xhtml`` is its text, ``headings`` are its sections by their anchors, ``terms`` the ids of
    the terms that it mentions, in order; all else is what the book's own record says. ``date`` and ``origin`` may be empty.
    """

    id: str
    title: str
    names: tuple[str, ...]
    date: str
    updated: str
    file: str
    digest: str
    origin: str
    excerpt: str
    length: int
    headings: tuple[tuple[str, str], ...]
    terms: tuple[str, ...]
    xhtml: str


@dataclass(frozen=True, slots=True)
class Manuscripts:
    """What is to be bound: the chapters, and what books say of each term, by its id."""

    chapters: tuple[Chapter, ...] = ()
    definitions: Mapping[str, TermDefinition] = field(default_factory=dict)


def manuscripts(pages: Iterable[ArticleInput], terms: Iterable[Term], cited: Mapping[str, CitedWords], url: str) -> Manuscripts:
    """What is to be bound of a site. ``cited`` are the words that define terms, by id; ``url`` is the site's address, or empty."""
    return Manuscripts(tuple(chapter(page, url) for page in pages), {term.id: _definition(term, cited.get(term.id)) for term in terms})


def chapter(page: ArticleInput, url: str) -> Chapter:
    """The chapter of an article. ``url`` is the address of the site, or empty."""
    article = page.article
    heading, source = article.edition.heading, article.edition.source
    address = f"{url}articles/{quote(article.id, safe='')}/" if url else ""
    return Chapter(
        id=article.id,
        title=article.title,
        names=tuple(datum.value for datum in article.names),
        date=article.date.value if article.date else "",
        updated=f"{updated(article)[:10]}T00:00:00Z",
        file=source.path,
        digest=source.digest,
        origin=heading.url.value if heading.url else "",
        excerpt=article.summary,
        length=article.length,
        headings=tuple((block.id, block.text) for block in article.headings),
        terms=tuple(dict.fromkeys(mention.entry for mention in article.edition.mentions)),
        xhtml=written("chapter.xhtml.j2", page=page, article=article, address=address, text=text, lines=lines),
    )


def _definition(term: Term, cited: CitedWords | None) -> TermDefinition:
    if cited is not None:
        source = f"“{cited.words}”" + (f"（《{cited.title}》）" if cited.title else "")
    else:
        source = "编者释义" if term.source == "编者" else str(term.source)
    return TermDefinition(term.id, term.form, term.english, term.definition, source)


def text(page: ArticleInput, block: Block) -> Markup:
    """The text of a block with the links of its terms and the signs of remarks."""
    signs = (InlineMark(remark.at - block.span.start, _sign(remark)) for remark in remarks_in(page, block))
    return apply_marks(legal(block.text), _linked(page, block), signs)


def lines(page: ArticleInput, block: Block) -> list[Markup]:
    """The same, line by line."""
    return [Markup(line.strip()) for line in text(page, block).splitlines() if line.strip()]


def _sign(remark: Remark) -> Markup:
    n = remark.number
    opening = f'<sup><a epub:type="noteref" role="doc-noteref" id="mark-{n}" href="#note-{n}"'
    return Markup(f"{opening}>{remark.sign}</a></sup>")


def _linked(page: ArticleInput, block: Block) -> Iterator[InlineElement]:
    for m in page.marked_terms.get(block.id, ()):
        opening = Markup(f'<a class="term" href="{TERMS}#term-{m.entry}">')
        yield InlineElement(m.start, m.end, opening, Markup("</a>"), whole=True)


def written(template: str, **values: Any) -> str:
    """What a template of this folder says, as XML."""
    return _environment().get_template(template).render(**values)


def _filled(value: object) -> Markup:
    return value if isinstance(value, Markup) else escape(legal(str(value)))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = environment(Path(__file__).parent, _filled)
    made.filters["stem"] = lambda name: name.partition(".")[0]
    return made
