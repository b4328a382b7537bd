"""编辑台 of a library: every doubt stands under its rule, the gravest first, and every article has a page; a handful stands on one page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jiaozhu.build.publication import Publication
from jiaozhu.corpus import catalogue
from jiaozhu.pages.report import library
from worlds import published

DOUBTFUL = "山里的雾很重，茶农说今年的春茶比去年早了，一担茶要走两天的的路，才能到镇上的的集市。"
PLAIN = "货车开到村口以后，茶叶当天晚上就能上火车，第三天早上已经摆在城里的货架上了。"
FILES = {
    "docs/index.md": "# 校注\n",
    "sources/plain.txt": f"货车\n\n{PLAIN}\n",
    "sources/one.txt": f"春茶\n\n{DOUBTFUL}\n",
    "sources/two.txt": "渡口\n\n摆渡的何师傅在江上撑了四十年的的船，最后一班船只坐了三个人，谁也没有说话。\n",
}


def made(root: Path, few: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Publication, dict[str, str]]:
    monkeypatch.setattr(catalogue, "FEW", few)
    publication = published(root, FILES)
    return publication, {file.path: str(file.content) for file in publication.files if file.page and "report" in file.path}


def test_a_handful_of_articles_stands_on_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(made(tmp_path, 3, monkeypatch)[1]) == {"report/index.md"}


def test_each_doubt_stands_under_its_rule_and_each_article_has_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = made(tmp_path, 2, monkeypatch)[1]
    rules = [path for path in pages if path.startswith("report/rules/")]
    articles = {f"articles/{ident}/report.md" for ident in ("plain", "one", "two")}
    assert {*rules, *articles} == set(pages) - {"report/index.md", "report/articles.md"}
    assert len(rules) == 1
    assert pages[rules[0]].count('class="jz-odds"') == 3
    assert re.findall(r'href="\.\./\.\./\.\./articles/(\w+)/report/"', pages[rules[0]]) in (["one", "one", "two"], ["two", "one", "one"])
    first = pages["report/index.md"]
    assert f'href="{rules[0].removeprefix("report/").removesuffix(".md")}/"' in first
    assert re.findall(r'href="\.\./articles/(\w+)/report/"', first) == ["one", "two"]
    assert re.findall(r'href="\.\./\.\./articles/(\w+)/report/"', pages["report/articles.md"]) == ["one", "two", "plain"]
    assert "的的" in pages["articles/one/report.md"]


def test_the_doubts_of_one_rule_are_divided_into_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "ON_PAGE", 2)
    pages = made(tmp_path, 2, monkeypatch)[1]
    rules = sorted(path for path in pages if path.startswith("report/rules/"))
    assert [pages[path].count('class="jz-odds"') for path in rules] == [2, 1]
