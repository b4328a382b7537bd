"""The feed: it meets RFC 4287 with and without an address of the site, and escapes the texts of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jiaozhu.core.article import Article
from jiaozhu.core.model import Datum
from jiaozhu.corpus.index import Index
from jiaozhu.outputs import feed as feed_module
from jiaozhu.outputs.feed import NOWHERE, UNDATED
from worlds import edition, idents, publish, rulebook, world

A = "{http://www.w3.org/2005/Atom}"
FILES = {
    "docs/index.md": "# 校注\n",
    "sources/old.txt": "旧茶路\n2018-03\n\n山里的雾很重，茶农说 a < b & c，信上写着<b>春茶</b>，一担要走两天。\n",
    "sources/new.txt": "新茶路\n2020-05-27\n\n货车开到村口，茶叶当天晚上就能上火车，第三天已经摆在货架上。\n",
    "sources/undated 无.txt": "渡口\n\n摆渡的何师傅在江上撑了四十年船，最后一班船只坐了三个人。\n",
}


def feed(root: Path, url: str = "") -> ET.Element:
    publication = publish(replace(world(root, FILES), name="茶 & 路", url=url), workers=1)
    assert publication.wrong == ()
    content = next(file.content for file in publication.files if file.path == "feed.xml")
    assert isinstance(content, bytes)
    return ET.fromstring(content)


def child_text(element: ET.Element, name: str) -> str:
    """The text of the only child of this name."""
    children = element.findall(A + name)
    assert len(children) == 1, f"{len(children)} of {name}"
    return children[0].text or ""


@pytest.mark.parametrize("url", ["", "https://tea.example/books/"])
def test_the_feed_has_all_required_elements(tmp_path: Path, url: str) -> None:
    root = feed(tmp_path, url)
    entries = root.findall(A + "entry")
    assert (child_text(root, "title"), root.findtext(f"{A}author/{A}name")) == ("茶 & 路", "茶 & 路")
    assert [child_text(entry, "title") for entry in entries] == ["新茶路", "旧茶路", "渡口"]
    dates = ["2020-05-27T00:00:00+08:00", "2018-03-01T00:00:00+08:00", UNDATED]
    assert [child_text(entry, "updated") for entry in entries] == dates
    assert child_text(root, "updated") == dates[0]
    ids = [child_text(element, "id") for element in (root, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(ident.startswith(f"tag:{'tea.example' if url else NOWHERE},") for ident in ids)


def test_links_are_absolute_where_the_site_has_an_address(tmp_path: Path) -> None:
    paths = ["articles/new/", "articles/old/", "articles/undated%20%E6%97%A0/"]
    for n, url in enumerate(("", "https://tea.example/books", "https://tea.example/books/")):
        links = [link.attrib["href"] for link in feed(tmp_path / str(n), url).findall(f"{A}entry/{A}link")]
        assert links == [f"{url}/{path}".replace("//art", "/art") if url else path for path in paths]


def test_the_feed_has_full_texts_without_active_markup(tmp_path: Path) -> None:
    old = feed(tmp_path).findall(A + "entry")[1]
    content = old.find(A + "content")
    assert content is not None
    assert content.attrib["type"] == "html"
    text = content.text or ""
    assert text.startswith("<p>山里的雾很重")
    assert "a &#60; b &#38; c" in text
    assert "&#60;b&#62;春茶&#60;/b&#62;" in text


def test_older_articles_stand_in_archives_that_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "FULL_TEXTS", 3)
    monkeypatch.setattr(feed_module, "RECENT", 3)
    monkeypatch.setattr(feed_module, "ARCHIVED", 2)
    all_articles = [model(n) for n in range(8)]
    feeds = archived(all_articles)
    entries = {path: [e.findtext(A + "title") for e in feed.findall(A + "entry")] for path, feed in feeds.items()}
    assert entries == {
        "feed.xml": ["第7篇", "第6篇", "第5篇", "第4篇"],
        "feed/1/feed.xml": ["第1篇", "第0篇"],
        "feed/2/feed.xml": ["第3篇", "第2篇"],
    }
    assert rels(feeds["feed.xml"]) == {"self": "feed.xml", "alternate": "./", "prev-archive": "feed/2/feed.xml"}
    assert rels(feeds["feed/2/feed.xml"]) == {
        "self": "../../feed/2/feed.xml",
        "alternate": "../../",
        "current": "../../feed.xml",
        "prev-archive": "../../feed/1/feed.xml",
    }
    assert "prev-archive" not in rels(feeds["feed/1/feed.xml"])
    assert [path for path, feed in feeds.items() if feed.find("{http://purl.org/syndication/history/1.0}archive") is not None] == [
        "feed/1/feed.xml",
        "feed/2/feed.xml",
    ]
    contents = [len(feed.findall(f".//{A}content")) for feed in feeds.values()]
    assert contents == [3, 0, 0]
    later = archived([*all_articles, model(8)])
    assert ET.tostring(later["feed/1/feed.xml"]) == ET.tostring(feeds["feed/1/feed.xml"])


def model(n: int) -> Article:
    own = edition(idents()[0])
    heading = replace(own.heading, date=Datum(f"2020-05-{n + 1:02}"))
    return Article(replace(own, source=replace(own.source, id=f"a{n}"), heading=heading), f"第{n}篇", 9)


def archived(articles: Sequence[Article]) -> dict[str, ET.Element]:
    index = Index(rulebook(), articles=tuple(articles))
    files = [file for data in feed_module.inputs(index) for file in feed_module.render(data)]
    return {file.path: ET.fromstring(file.content) for file in files}


def rels(feed: ET.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(A + "link")}
