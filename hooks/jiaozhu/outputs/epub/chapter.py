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
from ...pages.article.page import Remark, View, here
from ...pages.inline import InlineElement, InlineMark, apply_marks
from ...pages.render import environment
from ...pages.term_usages import Terms
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
class EpubContent:
    """What is to be bound: the chapters, and what books say of each term, by its id."""

    chapters: tuple[Chapter, ...] = ()
    definitions: Mapping[str, TermDefinition] = field(default_factory=dict)


def epub_content(views: Iterable[View], terms: Terms, url: str) -> EpubContent:
    """What is to be bound of a site. ``url`` is its address, or empty."""
    return EpubContent(tuple(chapter(view, url) for view in views), {term.id: _definition(term, terms) for term in terms.glossary.terms})


def chapter(view: View, url: str) -> Chapter:
    """The chapter of an article. ``url`` is the address of the site, or empty."""
    heading, source = view.edition.heading, view.edition.source
    page = f"{url}articles/{quote(view.id, safe='')}/" if url else ""
    return Chapter(
        id=view.id,
        title=view.title,
        names=tuple(datum.value for datum in view.names),
        date=view.date.value if view.date else "",
        updated=f"{updated(view)[:10]}T00:00:00Z",
        file=source.path,
        digest=source.digest,
        origin=heading.url.value if heading.url else "",
        excerpt=view.summary,
        length=view.length,
        headings=tuple((block.id, block.text) for block in view.headings),
        terms=tuple(dict.fromkeys(mention.entry for mention in view.edition.mentions)),
        xhtml=render_template("chapter.xhtml.j2", v=view, page=page, text=text, lines=lines),
    )


def _definition(term: Term, terms: Terms) -> TermDefinition:
    cited = terms.cited.get(term.id)
    if cited is not None:
        source = f"“{cited.words}”" + (f"（《{cited.title}》）" if cited.title else "")
    else:
        source = "编者释义" if term.source == "编者" else str(term.source)
    return TermDefinition(term.id, term.form, term.english, term.definition, source)


def text(view: View, block: Block) -> Markup:
    """The text of a block with the links of its terms and the signs of remarks."""
    signs = (InlineMark(remark.at - block.span.start, _sign(remark)) for remark in here(view, block))
    return apply_marks(legal(block.text), _linked(view, block), signs)


def lines(view: View, block: Block) -> list[Markup]:
    """The same, line by line."""
    return [Markup(line.strip()) for line in text(view, block).splitlines() if line.strip()]


def _sign(remark: Remark) -> Markup:
    n = remark.number
    opening = f'<sup><a epub:type="noteref" role="doc-noteref" id="mark-{n}" href="#note-{n}"'
    return Markup(f"{opening}>{remark.sign}</a></sup>")


def _linked(view: View, block: Block) -> Iterator[InlineElement]:
    for m in view.marked.get(block.id, ()):
        opening = Markup(f'<a class="term" href="{TERMS}#term-{m.entry}">')
        yield InlineElement(m.start, m.end, opening, Markup("</a>"), whole=True)


def render_template(template: str, **values: Any) -> str:
    """What a template of this folder says, as XML."""
    return _environment().get_template(template).render(**values)


def _filled(value: object) -> Markup:
    return value if isinstance(value, Markup) else escape(legal(str(value)))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = environment(Path(__file__).parent, _filled)
    made.filters["stem"] = lambda name: name.partition(".")[0]
    return made
