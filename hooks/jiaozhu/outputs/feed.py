"""`feed.xml`: the articles as an Atom feed (RFC 4287), the newest first; older ones in archives of it (RFC 5005).

It does not depend on the time of the build. An archive holds articles counted from the oldest, so that it stays as it is when newer ones
are added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urlsplit
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
HISTORY = "http://purl.org/syndication/history/1.0"
FULL_TEXTS = 50  # the number of newest articles with their full text; older ones have an excerpt
RECENT = 400  # the number of newest articles, at least, that are in no archive
ARCHIVED = 200  # articles of one archive
UNDATED = "1970-01-01T00:00:00+08:00"  # an entry must have a time of change, which is not known of every article
NOWHERE = "jiaozhu.invalid"  # the host in ids if the site has no address


@dataclass(frozen=True, slots=True)
class FeedInput:
    """The articles of the feed or of an archive, the newest first, and the name and address of the site.

    Without an address links are relative. ``number`` is that of an archive, from 1, and 0 for the feed, and ``archives`` is how many there
    are; ``updated`` is the time of the newest article.
    """

    articles: tuple[Article, ...]
    name: str
    address: str
    updated: str
    number: int = 0
    archives: int = 0

    @property
    def path(self) -> str:
        return _path(self.number)

    @property
    def root(self) -> str:
        """The root of the site, from which its addresses begin."""
        return self.address or "../" * self.path.count("/")


def inputs(index: Index) -> Iterator[FeedInput]:
    newest = sorted(index.articles, key=lambda article: (updated(article), article.id), reverse=True)
    last = max(map(updated, newest), default=UNDATED)
    archives = max(0, len(newest) - RECENT) // ARCHIVED
    recent = len(newest) - archives * ARCHIVED
    yield FeedInput(tuple(newest[:recent]), index.site.name, index.site.address, last, 0, archives)
    for number in range(1, archives + 1):
        end = len(newest) - (number - 1) * ARCHIVED
        some = tuple(newest[end - ARCHIVED : end])
        yield FeedInput(some, index.site.name, index.site.address, updated(some[0]), number, archives)


def render(data: FeedInput) -> Iterator[File]:
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-Hans"})
    _add(feed, "id", _id("", data.address))
    _add(feed, "title", data.name)
    _add(feed, "updated", data.updated)
    _add(_sub(feed, "author"), "name", data.name)
    _link(feed, data, "self", data.number)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=data.root or "./")
    if data.number:
        ET.SubElement(feed, "archive", {"xmlns": HISTORY})
        _link(feed, data, "current", 0)
    if data.number != 1 and data.archives:
        _link(feed, data, "prev-archive", (data.number or data.archives + 1) - 1)
    if 0 < data.number < data.archives:
        _link(feed, data, "next-archive", data.number + 1)
    for n, article in enumerate(data.articles):
        _entry(feed, article, data, full=not data.number and n < FULL_TEXTS)
    ET.indent(feed, "")
    yield File(data.path, ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _path(number: int) -> str:
    return f"feed/{number}/{PATH}" if number else PATH


def _link(feed: ET.Element, data: FeedInput, rel: str, number: int) -> None:
    ET.SubElement(feed, "link", rel=rel, type="application/atom+xml", href=data.root + _path(number))


def updated(article: Article) -> str:
    """The beginning of the day, month or year that an article is dated to, in China's time zone."""
    parts = [int(part) for part in article.date.value.split("-")] if article.date else []
    try:
        return f"{date(*[*parts, 1, 1][:3]).isoformat()}T00:00:00+08:00" if parts else UNDATED
    except ValueError:
        return UNDATED


def _entry(feed: ET.Element, article: Article, data: FeedInput, full: bool) -> None:
    entry, path = _sub(feed, "entry"), f"articles/{quote(article.id, safe='')}/"
    _add(entry, "id", _id(path, data.address))
    _add(entry, "title", article.title)
    _add(entry, "updated", updated(article))
    author = article.edition.heading.author or article.edition.heading.outlet
    if author:
        _add(_sub(entry, "author"), "name", author.value)
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=data.root + path)
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
