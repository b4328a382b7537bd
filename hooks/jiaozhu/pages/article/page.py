"""整理: the page of one article in its clean text, and the files beside it: `edition.json`, `edition.md`.

The sources that were merged into it keep their addresses, from which they lead to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import regex
from markupsafe import Markup

from ...core.article import Article
from ...core.model import Block, Datum
from ..inline import InlineElement, InlineMark, apply_marks
from ..render import File, filled, front_matter, inert, markdown, page
from .article_input import ArticleInput, remarks_in
from .edition_json import edition_json
from .json_ld import linked
from .remarks import Remark

BULLET = regex.compile(r"[-–•·●○■□◆◇※][ \t]*")


def render(data: ArticleInput) -> Iterator[File]:
    folder = f"articles/{data.article.id}"
    yield page("article/page.html.j2", f"{folder}.md", data, page=data, text=text, remarks_in=remarks_in, linked=linked)
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


def text(data: ArticleInput, block: Block) -> Markup:
    """The text of a block with its marks: the signs of remarks, the links of terms and names, and marks that are conjectures."""
    if block.kind == "figure":
        return inert(block.text)
    signs = (InlineMark(remark.at - block.span.start, sign(remark)) for remark in remarks_in(data, block))
    return apply_marks(block.text, (*_mentions(data, block), *_conjectures(data, block)), signs)


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
    first, last = (bisect_left(data.conjectures, at) for at in (block.span.start, block.span.end))
    for conjecture in data.conjectures[first:last]:
        at = conjecture - block.span.start
        yield InlineElement(at, at + 1, Markup('<span class="jz-guess" title="推定">'), Markup("</span>"))


def edition_markdown(article: Article) -> str:
    """The clean text as plain Markdown, readable by any program."""
    heading = article.edition.heading
    facts = {"title": article.title, "date": article.date, "author": heading.author, "outlet": heading.outlet, "source": heading.url}
    meta = {key: value.value if isinstance(value, Datum) else value for key, value in facts.items() if value}
    body = "\n\n".join(_markdown(block) for block in article.body)
    return f"{front_matter(**meta)}\n# {markdown(article.title)}\n\n{body}\n"


def _markdown(block: Block) -> str:
    if block.kind == "heading":
        return f"## {markdown(block.text)}"
    if block.kind == "caption":
        return f"*{markdown(block.text)}*"
    if block.kind == "figure":
        return f"> 〔{markdown(block.text)}〕"
    if block.kind == "quote":
        return "\n".join(f"> {line}" for line in markdown(block.text).splitlines())
    if block.kind == "list":
        return "\n".join(f"- {markdown(item)}" for item in items(block))
    return markdown(block.text)


def items(block: Block) -> list[str]:
    """The items of a list, without their bullets."""
    return [BULLET.sub("", line.strip(), count=1) for line in block.text.splitlines() if line.strip()]
