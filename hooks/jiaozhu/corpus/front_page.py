"""The words of the home page, `docs/index.md`, and the specimen that its head asks for: words of a source before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.article import Article, ArticleLink
from ..core.errors import InputError, Notice, PageError, read_text
from ..core.quotations import find_words
from ..yaml_files.nodes import Node, parse_yaml
from ..yaml_files.records import Field, Record
from ..yaml_files.shapes import Text, with_node

PLACE = "docs/index.md"
SPECIMEN = Record(
    (
        Field("source", Text().map(with_node), "The id of a source.", is_needed=True),
        Field("quote", Text().map(with_node), "Words that stand in it once.", is_needed=True),
    )
)
HEAD = Record((Field("specimen", SPECIMEN, "Words of a source that the page shows as they came and as they read now."),))


@dataclass(frozen=True, slots=True)
class Specimen:
    """Some words of a source as they came, and as they read now."""

    article: ArticleLink
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the editor has written for the home page: its Markdown, and a specimen if there is one."""

    markdown: str
    specimen: Specimen | None = None


def read_front_page(path: Path, articles: Sequence[Article]) -> tuple[FrontPage | None, tuple[InputError, ...]]:
    """The front page in the file ``path``, None where it cannot be shown; and what is wrong with it."""
    if not path.is_file():
        return None, (PageError(PLACE, None, "no such page", "write the words of the home page into it"),)
    try:
        return _front_page(read_text(path, PLACE, PageError), articles)
    except PageError as e:
        return None, (e,)


def _front_page(text: str, articles: Sequence[Article]) -> tuple[FrontPage, tuple[InputError, ...]]:
    head, markdown = _split(text)
    options = _specimen_options(head)
    if not options:
        return FrontPage(markdown), ()
    (ident, source), (quote, node) = options["source"], options["quote"]
    article = next((a for a in articles if a.id == ident), None)
    if article is None:
        return FrontPage(markdown), (_missing_source(source, articles),)
    return FrontPage(markdown, _specimen(quote, node, article)), ()


def _split(text: str) -> tuple[str, str]:
    """The YAML head of a page, and the rest."""
    if not text.startswith("---\n") or "\n---\n" not in text:
        return "", text
    head, _, markdown = text[4:].partition("\n---\n")
    return head, markdown


def _specimen_options(head: str) -> Mapping[str, tuple[str, Node]] | None:
    """The source and the quote of the specimen that the head of the page asks for, each with its node."""
    root = parse_yaml("\n" + head, PLACE, PageError) if head else None
    return HEAD.read(root, "the head of the page")["specimen"] if root else None


def _missing_source(source: Node, articles: Sequence[Article]) -> Notice:
    base = next((a.id for a in articles if source.value in {witness.id for witness in a.edition.witnesses}), None)
    if base:
        what = f"the specimen goes without its source: {source.value!r} is a witness of {base!r}"
        return Notice(PLACE, source.line, what, f"name {base}")
    what = f"the specimen goes without its source: none is called {source.value!r}"
    return Notice(PLACE, source.line, what, "name one of the files in sources/, without its ending")


def _specimen(quote: str, node: Node, article: Article) -> Specimen:
    """The quoted words of the article's source, and what they have become. Raises PageError where they do not stand there once."""
    reading = article.edition.reading
    places = find_words(reading.raw, quote)
    if len(places) != 1:
        node.fail(f"the quote is in the source {len(places)} times", "quote words that stand there once, as they stand there")
    return Specimen(article.link, places[0].slice(reading.raw), reading.place(places[0]).slice(reading.text))
