"""校勘 and 原貌 of sources of every kind: with what was cut left out the one reads like the text; the other is the source."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from jiaozhu.build.publication import Publication
from worlds import loaded, published

FIRST = "山里的雾很重，茶农说今年的春茶比去年早了十天，一担茶要走两天才能到镇上的集市。"
SECOND = "货车开到村口以后，茶叶当天晚上就能上火车，第三天早上已经摆在城里的货架上了。"
SOURCES = {
    "text": f"春茶记\n\n{FIRST.replace('，', ' , ')}\n\n\n{SECOND}\n发表评论\n",
    "one-line": f"春茶记\r\n2020-05-27\r\n{FIRST}{SECOND}\r\n",
    "markup": f"春茶记\n\n<b>{FIRST}</b>&amp;<script>alert(1)</script>\n\n--8<-- {{{{ x }}}} {SECOND}\n",
}
NAV = "<li><a href=/>频道</a></li>" * 3
PAGE = f"<title>春茶上市早了十天_茶网</title>\n<nav><ul>\n{NAV}\n</ul></nav>\n<h1>春茶上市早了十天</h1>\n<p>{FIRST}</p>\n<p>{SECOND}</p>\n"
FILES = {**{f"{name}.txt": text for name, text in SOURCES.items()}, "page.html": PAGE}


def made(name: str, tmp_path: Path) -> Publication:
    said = published(tmp_path, {f"sources/{name}": FILES[name], "docs/index.md": "# 校注\n"})
    assert said.wrong == ()
    return said


def content(said: Publication, path: str) -> str:
    found = next(file.content for file in said.files if file.path == path)
    return found if isinstance(found, str) else found.decode()


def bare(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@pytest.mark.parametrize("name", FILES)
def test_the_source_stands_line_by_line(name: str, tmp_path: Path) -> None:
    shown = content(made(name, tmp_path), f"articles/{Path(name).stem}/original.md")
    rows = re.findall(r'<div translate="no" lang="zh-Hans" id="line-(\d+)">(.*?)</div>', shown, re.DOTALL)
    raw = FILES[name].splitlines()
    assert [(int(number), bare(text)) for number, text in rows] == [(n, line) for n, line in enumerate(raw, 1) if line.strip()]


@pytest.mark.parametrize("name", FILES)
def test_without_what_was_cut_the_changes_read_like_the_text(name: str, tmp_path: Path) -> None:
    said = made(name, tmp_path)
    folder = f"articles/{Path(name).stem}"
    shown = content(said, f"{folder}/collation.md")
    edition = loaded(content(said, f"{folder}/edition.json").encode())
    for block in edition["blocks"]:
        if block["kind"] != "title":
            found = re.search(rf'<(p|h2) id="{block["id"]}"[^>]*>(.*?)</\1>', shown, re.DOTALL)
            assert found
            assert bare(re.sub(r"<(del|sup)\b.*?</\1>", "", found[2], flags=re.DOTALL)) == block["text"]


def test_all_of_a_page_that_is_no_text_is_shaded(tmp_path: Path) -> None:
    shown = content(made("page.html", tmp_path), "articles/page/original.md")
    kept = [bare(re.sub(r"<del>.*?</del>", "", row)) for row in re.findall(r'id="line-\d+">(.*?)</div>', shown, re.DOTALL)]
    assert [row for row in kept if row.strip()] == ["春茶上市早了十天", FIRST, SECOND]


def test_no_page_holds_a_zero(tmp_path: Path) -> None:
    """The raw bytes do, which are the source's; 原貌 and all others show a box in its place."""
    text = "老渡口的一天\n\n清早的风吹过渡口，\0船工解开缆绳，等第一个客人从坡上走下来。\n"
    files = published(tmp_path, {"sources/ferry.txt": text.encode()}).files
    holding = [file.path for file in files if ("\0" in file.content if isinstance(file.content, str) else b"\0" in file.content)]
    assert holding == ["articles/ferry/raw.txt"]
    shown = {file.path: file.content for file in files}
    for path in ("articles/ferry.md", "articles/ferry/original.md", "articles/ferry/edition.md"):
        assert "，□" in str(shown[path]), path
    assert '[17,"00"]' in str(shown["articles/ferry/edition.json"]).replace(" ", "")
