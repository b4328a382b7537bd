"""The XHTML chapter of an article. The same bytes stand in the article's own book and in the book of the whole collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape

from ...core.entries import Term
from ...core.model import Block
from ...pages.article.article_input import ArticleInput, remarks_in
from ...pages.article.remarks import Remark
from ...pages.block_markup import BlockMarkup
from ...pages.citations import CitedWords
from ...pages.inline import InlineElement, InlineMark
from ...pages.render import environment
from ..feed import updated
from ..xml_text import legal

TERMS = "terms.xhtml"


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """An entry of the glossary in a book. ``source`` names whoever gave the definition."""

    id: str
    form: str
    english: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article as a chapter. ``xhtml`` is its page, ``headings`` are its sections as anchor and title, ``terms`` the ids of the terms
    that it mentions, in order of first mention, ``pictures`` the files that it shows. The other fields are the metadata of its book;
    ``date`` and ``origin`` may be empty.
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
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EpubContent:
    """The content of the books of a site: the chapters, and the definition of each term by its id."""

    chapters: tuple[Chapter, ...] = ()
    definitions: Mapping[str, TermDefinition] = field(default_factory=dict)


def epub_content(pages: Iterable[ArticleInput], terms: Iterable[Term], cited: Mapping[str, CitedWords], url: str) -> EpubContent:
    """The content of the books of a site. ``cited`` are the words that define terms, by id; ``url`` is the site's address, or empty."""
    return EpubContent(tuple(chapter(page, url) for page in pages), {term.id: _definition(term, cited.get(term.id)) for term in terms})


def chapter(page: ArticleInput, url: str) -> Chapter:
    """The chapter of an article. ``url`` is the address of the site, or empty."""
    article = page.article
    heading, source = article.edition.heading, article.edition.source
    address = f"{url}articles/{quote(article.id, safe='')}/" if url else ""
    shown = (block.picture.published.file for block in article.body if block.picture and block.picture.published)
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
        xhtml=render_template("chapter.xhtml.j2", page=page, article=article, address=address, element=element),
        pictures=tuple(dict.fromkeys(shown)),
    )


def _definition(term: Term, cited: CitedWords | None) -> TermDefinition:
    if cited is not None:
        source = f"“{cited.words}”" + (f"（《{cited.title}》）" if cited.title else "")
    else:
        source = "编者释义" if term.source == "编者" else str(term.source)
    return TermDefinition(term.id, term.form, term.english, term.definition, source)


def element(page: ArticleInput, block: Block) -> Markup:
    """A block with links to the definitions of its terms and references to its notes."""
    references = (InlineMark(remark.at - block.span.start, _note_reference(remark)) for remark in remarks_in(page, block))
    return BlockMarkup.from_block(block, legal(block.text), _term_links(page, block), references).element()


def _note_reference(remark: Remark) -> Markup:
    n = remark.number
    opening = f'<sup><a epub:type="noteref" role="doc-noteref" id="mark-{n}" href="#note-{n}"'
    return Markup(f"{opening}>{remark.sign}</a></sup>")


def _term_links(page: ArticleInput, block: Block) -> Iterator[InlineElement]:
    for mention in page.marked_terms.get(block.id, ()):
        opening = Markup(f'<a class="term" href="{TERMS}#term-{mention.entry}">')
        yield InlineElement(mention.start, mention.end, opening, Markup("</a>"), whole=True)


def render_template(template: str, **values: Any) -> str:
    """Render a template of this folder as XML."""
    return _environment().get_template(template).render(**values)


def _escape_xml(value: object) -> Markup:
    """A value as XML text; a character that XML does not allow becomes U+FFFD."""
    return value if isinstance(value, Markup) else escape(legal(str(value)))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    templates = environment(Path(__file__).parent, _escape_xml)
    templates.filters["stem"] = lambda name: name.partition(".")[0]
    return templates
