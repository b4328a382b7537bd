"""整理: the page of one article in its clean text, and the files beside it: `edition.json`, `edition.md`.

The sources that were merged into it keep their addresses, from which they lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ...core.article import Article
from ...core.model import Block
from ..block_markup import BlockMarkup
from ..inline import InlineElement, InlineMark
from ..render import File, filled, page
from .article_input import ArticleInput, conjectures_in, remarks_in
from .completeness import verify_page
from .edition_json import edition_json
from .edition_markdown import edition_markdown
from .json_ld import linked
from .remarks import Remark
from .typesetting import typesetting

CONJECTURED, DOUBTFUL = Markup('<span class="jz-guess">'), Markup('<span class="jz-guess jz-guess--doubtful">')


def render(data: ArticleInput) -> Iterator[File]:
    folder = f"articles/{data.article.id}"
    clean = page(
        "article/page.html.j2",
        f"{folder}.md",
        data,
        page=data,
        element=element,
        remarks_in=remarks_in,
        conjectures_in=conjectures_in,
        linked=linked,
    )
    verify_page(data, str(clean.content))
    yield clean
    yield from plain_files(data.article)
    for witness in data.article.edition.witnesses:
        redirect = filled("article/redirect.html.j2", article=data.article.link, witness=witness)
        yield File(f"articles/{witness.id}/index.html", redirect)


def plain_files(article: Article) -> Iterator[File]:
    """The edition as data and as Markdown."""
    folder = f"articles/{article.id}"
    yield File(f"{folder}/edition.json", edition_json(article.edition))
    yield File(f"{folder}/edition.md", edition_markdown(article))


def links(data: ArticleInput) -> Iterator[tuple[str, str]]:
    yield from data.context.linked_blocks
    for entry in data.terms:
        yield from entry.cited.linked_block if entry.cited else ()


def element(data: ArticleInput, block: Block) -> Markup:
    """A block with its marks: those of the source, the signs of remarks, the links of terms and names, and marks that are conjectures."""
    signs = (InlineMark(remark.at - block.span.start, sign(remark)) for remark in remarks_in(data, block))
    elements = (*_mentions(data, block), *_conjectures(data, block), *typesetting(block))
    return BlockMarkup.from_block(block, block.text, elements, signs).element()


def sign(remark: Remark) -> Markup:
    """The mark of a remark, a link to its note."""
    n = remark.number
    return Markup(f'<sup class="jz-mark">&#8288;<a href="#note-{n}" id="mark-{n}" aria-label="校注 {n}">{remark.sign}</a></sup>')


def _mentions(data: ArticleInput, block: Block) -> Iterator[InlineElement]:
    for m in data.marked_terms.get(block.id, ()):
        opening = Markup(f'<a class="term" data-term="{m.entry}" href="../../glossary/#{m.entry}">')
        yield InlineElement(m.start, m.end, opening, Markup("</a>"), whole=True)
    for m in data.marked_names.get(block.id, ()):
        opening = Markup(f'<a class="name" data-name="{m.entry}" href="../../names/{m.entry}/">')
        yield InlineElement(m.start, m.end, opening, Markup("</a>"), whole=True)


def _conjectures(data: ArticleInput, block: Block) -> Iterator[InlineElement]:
    for conjecture in conjectures_in(data, block):
        at = conjecture.at - block.span.start
        yield InlineElement(at, at + 1, DOUBTFUL if conjecture.is_doubtful else CONJECTURED, Markup("</span>"))
