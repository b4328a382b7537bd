"""The XHTML chapter of an article. The same bytes stand in the article's own book and in the book of the whole collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape

from ...core.article import Article
from ...core.entries import Mention
from ...core.model import Block
from ...corpus.index import by_entry
from ...pages.article.article_input import ArticleInput, remarks_in
from ...pages.article.remarks import Remark
from ...pages.block_markup import BlockMarkup
from ...pages.inline import InlineElement, InlineMark
from ...pages.render import environment
from ..feed import updated
from ..xml_text import legal
from .definitions import NAMES, TERMS, Definition


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article as a chapter. ``xhtml`` is its page, ``headings`` are its sections as anchor and title, ``places`` the blocks that mention
    each of its terms and names, by the id of the entry, ``pictures`` the files that it shows. The other fields are the metadata of its
    book; ``names`` are those of its authors, ``date`` and ``origin`` may be empty.
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
    places: Mapping[str, tuple[str, ...]]
    xhtml: str
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EpubContent:
    """The content of the books of a site: the chapters, and what there is to say of each term and name, by its id."""

    chapters: tuple[Chapter, ...] = ()
    terms: Mapping[str, Definition] = field(default_factory=dict)
    names: Mapping[str, Definition] = field(default_factory=dict)


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
        places=_places(article),
        xhtml=render_template("chapter.xhtml.j2", page=page, article=article, address=address, element=element),
        pictures=tuple(dict.fromkeys(shown)),
    )


def _places(article: Article) -> dict[str, tuple[str, ...]]:
    """The blocks that mention each term and name, by its id."""
    mentions = by_entry((*article.edition.mentions, *article.edition.names))
    return {ident: tuple(dict.fromkeys(mention.block for mention in some)) for ident, some in mentions.items()}


def element(page: ArticleInput, block: Block) -> Markup:
    """A block with links to the entries of its terms and names, and references to its notes."""
    references = (InlineMark(remark.at - block.span.start, _note_reference(remark)) for remark in remarks_in(page, block))
    links = (*_links(page.marked_terms, block, "term", TERMS), *_links(page.marked_names, block, "name", NAMES))
    return BlockMarkup.from_block(block, legal(block.text), links, references).element()


def _note_reference(remark: Remark) -> Markup:
    n = remark.number
    opening = f'<sup><a epub:type="noteref" role="doc-noteref" id="mark-{n}" href="#note-{n}"'
    return Markup(f"{opening}>{remark.sign}</a></sup>")


def _links(marked: Mapping[str, tuple[Mention, ...]], block: Block, kind: str, file: str) -> Iterator[InlineElement]:
    """Links of one kind to the entries of the mentions in a block; an e-reader shows the entry in place of following them."""
    for mention in marked.get(block.id, ()):
        opening = Markup(f'<a class="{kind}" epub:type="noteref" role="doc-noteref" href="{file}#{kind}-{mention.entry}">')
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
