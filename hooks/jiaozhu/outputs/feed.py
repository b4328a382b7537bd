"""`feed.xml`: the articles as an Atom feed (RFC 4287), the newest first. It does not depend on the time of the build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from markupsafe import Markup

from ..core.article import Article
from ..core.model import Block
from ..corpus.index import Index
from ..pages.article.edition_markdown import figure_words
from ..pages.block_markup import BlockMarkup
from ..pages.render import File
from .xml_text import legal

ATOM = "http://www.w3.org/2005/Atom"
PATH = "feed.xml"
FULL_TEXTS = 100  # the number of newest articles with their full text; older ones have an excerpt
UNDATED = "1970-01-01T00:00:00+08:00"  # an entry must have a time of change, which is not known of every article
NOWHERE = "jiaozhu.invalid"  # the host in ids if the site has no address


@dataclass(frozen=True, slots=True)
class FeedInput:
    """The articles of the feed, the newest first, and the name and address of the site; without an address links are relative."""

    articles: tuple[Article, ...]
    name: str
    address: str


def inputs(index: Index) -> Iterator[FeedInput]:
    newest = sorted(index.articles, key=lambda article: (updated(article), article.id), reverse=True)
    yield FeedInput(tuple(newest), index.site.name, index.site.address)


def render(data: FeedInput) -> Iterator[File]:
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-Hans"})
    _add(feed, "id", _id("", data.address))
    _add(feed, "title", data.name)
    _add(feed, "updated", max(map(updated, data.articles), default=UNDATED))
    _add(_sub(feed, "author"), "name", data.name)
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=urljoin(data.address, PATH))
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=data.address or "./")
    for n, article in enumerate(data.articles):
        _entry(feed, article, data.address, full=n < FULL_TEXTS)
    ET.indent(feed, "")
    yield File(PATH, ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def updated(article: Article) -> str:
    """The beginning of the day, month or year that an article is dated to, in China's time zone."""
    parts = [int(part) for part in article.date.value.split("-")] if article.date else []
    try:
        return f"{date(*[*parts, 1, 1][:3]).isoformat()}T00:00:00+08:00" if parts else UNDATED
    except ValueError:
        return UNDATED


def _entry(feed: ET.Element, article: Article, url: str, full: bool) -> None:
    entry, path = _sub(feed, "entry"), f"articles/{quote(article.id, safe='')}/"
    _add(entry, "id", _id(path, url))
    _add(entry, "title", article.title)
    _add(entry, "updated", updated(article))
    author = article.edition.heading.author or article.edition.heading.outlet
    if author:
        _add(_sub(entry, "author"), "name", author.value)
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=urljoin(url, path))
    if full:
        _add(entry, "content", "\n".join(map(_html, article.body)), type="html")
    else:
        _add(entry, "summary", article.excerpt)


def _html(block: Block) -> Markup:
    """A block as HTML, with the marks that its source has and no others."""
    if block.kind == "figure":
        return Markup("<p>{}</p>").format(figure_words(block))
    return BlockMarkup.from_block(replace(block, id=""), block.text).element()


def _id(path: str, url: str) -> str:
    """A permanent id: a tag URI (RFC 4151) of the site's host, or of a placeholder."""
    return f"tag:{urlsplit(url).hostname or NOWHERE},2020-01-01:{path or PATH}"


def _sub(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, name)


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = legal(text)
