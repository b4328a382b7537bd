"""The pages of a site: its articles for readers, its template for the editor, and the count that is the reason of a cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from invented_sites import PAGES, body, title, trade, unlike
from jiaozhu.build.publication import Publication
from jiaozhu.sites.occurrences import in_words
from worlds import published

ODD = ["船到桥头", *(line + "！" for line in unlike(body(0), 0)[::-1]), "只此一行"]


def site(root: Path, files: dict[str, str] | None = None, pages: int = PAGES) -> Publication:
    texts = {f"sources/trade-{n}.txt": "\n".join(unlike(trade(n), n)) + "\n" for n in range(pages)}
    return published(root, {**texts, **(files or {})})


def contents(publication: Publication) -> dict[str, str]:
    return {file.path: str(file.content) for file in publication.files if isinstance(file.content, str)}


def test_a_site_has_a_page_for_readers_and_one_for_the_editor(tmp_path: Path) -> None:
    made = contents(site(tmp_path))
    readers, desk = made["sites/手艺网.md"], made["report/sites/手艺网.md"]
    assert all(title(n) in readers for n in range(PAGES))
    assert "微信扫一扫" in readers, "what was cut, folded"
    assert "sources/sites.yml" not in readers
    assert "- id: shou-yi-wang" in desk
    assert "微信扫一扫" in desk
    assert "keep:" in desk
    assert "手艺网" in made["sites/index.md"]
    assert 'href="../../sites/%E6%89%8B%E8%89%BA%E7%BD%91/"' in made["articles/trade-1.md"]
    assert "sites/" in made["report/index.md"]


def test_a_cut_says_on_how_many_pages_its_lines_stand(tmp_path: Path) -> None:
    made = contents(site(tmp_path))
    assert f"见于同一来源的 {PAGES} 页" in made["articles/trade-1.md"]
    assert f"见于同一来源的 {PAGES} 页" in made["articles/trade-1/collation.md"]


def test_a_page_that_does_not_fit_is_asked_about(tmp_path: Path) -> None:
    sites = "- id: craft\n  name: 手艺网\n  sources: ['*']\n"
    desk = contents(site(tmp_path, {"sources/odd.txt": "\n".join(ODD) + "\n", "sources/sites.yml": sites}))["report/sites/craft.md"]
    assert re.findall(r"不合的页 (\d+)", desk) == ["1"]
    assert re.search(r"others:\s+- odd", desk)
    apart = sites + "  others: [odd]\n"
    desk = contents(site(tmp_path, {"sources/odd.txt": "\n".join(ODD) + "\n", "sources/sites.yml": apart}))["report/sites/craft.md"]
    assert "不合的页" not in desk


def test_a_collection_without_sites_has_no_page_of_them(tmp_path: Path) -> None:
    made = contents(site(tmp_path, pages=2))
    assert [path for path in made if path.startswith(("sites/", "report/sites/"))] == []
    assert "来源</h2>" not in made["report/index.md"]


@pytest.mark.parametrize(("count", "words"), [(7, " 7"), (99, " 99"), (100, "至少 100"), (986, "至少 900"), (1999, "至少 1,000")])
def test_large_counts_change_seldom(count: int, words: str) -> None:
    assert in_words(count) == words
