"""`feed.xml`: the articles as an Atom feed (RFC 4287), the newest first. It does not depend on the time of the build."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from markupsafe import Markup

from ..core.model import Block
from ..core.xml_text import legal
from ..pages.article.page import View, items
from ..pages.render import File

ATOM = "http://www.w3.org/2005/Atom"
PATH = "feed.xml"
FULL_TEXTS = 100  # the number of newest articles with their full text; older ones have an excerpt
UNDATED = "1970-01-01T00:00:00+08:00"  # an entry must have a time of change, which is not known of every article
NOWHERE = "jiaozhu.invalid"  # the host in ids if the site has no address
TAGS = {"heading": "h2", "paragraph": "p", "caption": "p", "quote": "blockquote", "figure": "p"}


def files(views: Sequence[View], name: str, url: str) -> tuple[File, ...]:
    """The feed of the site with this ``name`` and address; without an address (``""``) its links are relative."""
    url = url and f"{url.rstrip('/')}/"
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-Hans"})
    newest = sorted(views, key=lambda view: (updated(view), view.id), reverse=True)
    _add(feed, "id", _id("", url))
    _add(feed, "title", name)
    _add(feed, "updated", max(map(updated, views), default=UNDATED))
    _add(_sub(feed, "author"), "name", name)
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=urljoin(url, PATH))
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=url or "./")
    for n, view in enumerate(newest):
        _entry(feed, view, url, full=n < FULL_TEXTS)
    ET.indent(feed, "")
    return (File(PATH, ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"),)


def updated(view: View) -> str:
    """The beginning of the day, month or year that an article is dated to, in China's time zone."""
    parts = [int(part) for part in view.date.value.split("-")] if view.date else []
    try:
        return f"{date(*[*parts, 1, 1][:3]).isoformat()}T00:00:00+08:00" if parts else UNDATED
    except ValueError:
        return UNDATED


def _entry(feed: ET.Element, view: View, url: str, full: bool) -> None:
    entry, path = _sub(feed, "entry"), f"articles/{quote(view.id, safe='')}/"
    _add(entry, "id", _id(path, url))
    _add(entry, "title", view.title)
    _add(entry, "updated", updated(view))
    author = view.edition.heading.author or view.edition.heading.outlet
    if author:
        _add(_sub(entry, "author"), "name", author.value)
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=urljoin(url, path))
    if full:
        _add(entry, "content", "\n".join(map(_html, view.body)), type="html")
    else:
        _add(entry, "summary", view.excerpt)


def _html(block: Block) -> Markup:
    """A block as HTML without notes, links and other marks."""
    if block.kind == "list":
        return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(item) for item in items(block)))
    tag = Markup(TAGS[block.kind])
    return Markup("<{0}>{1}</{0}>").format(tag, Markup("<br>").join(block.text.splitlines()))


def _id(path: str, url: str) -> str:
    """A permanent id: a tag URI (RFC 4151) of the site's host, or of a placeholder."""
    return f"tag:{urlsplit(url).hostname or NOWHERE},2020-01-01:{path or PATH}"


def _sub(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, name)


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = legal(text)
