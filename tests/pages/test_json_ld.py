"""The linked data of an article: what it says, that nothing in it comes alive, and what becomes of it in another script."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract import Document
from jiaozhu.outputs.script_variants.page import PageAddress, SiteAddress, converted_page, simplified_page
from jiaozhu.outputs.script_variants.segments import segment
from jiaozhu.pages.article.json_ld import dumped
from jiaozhu.script_conversion.regions import HONG_KONG, TAIWAN
from jiaozhu.script_conversion.script import Script
from worlds import publish, world

BODY = "“春茶”比往年早了十天上市，茶农说 </script><script>alert(1)</script> 发了财，头发也白了，雨水来得正是时候。"
TITLE = '发财 "a" <!-- \\ {{ x }} 的茶'
COPY = BODY * 3 + "茶园在半山腰上，头一批鲜叶已经卖完了。"
FILES = {
    "docs/index.md": "# 校注\n",
    "sources/tea 茶.txt": f"原题\n\n{COPY}\n",
    "sources/tea 茶.yml": f"title: '{TITLE}'\ndate: 2020-05\nauthor: 茶农后人\noutlet: 茶报\nurl: https://a.example/?b=1&c=2\n",
    "sources/other.txt": "渡口\n\n摆渡的何师傅在江上撑了四十年船，最后一班船只坐了三个人，其中一个还是专程赶来拍照的学生。\n",
    "sources/witness.txt": f"原题\n\n{COPY.replace('雨水', '雨')}\n",
}


def pages(root: Path, url: str) -> dict[str, str]:
    made = publish(replace(world(root, FILES), url=url), workers=1)
    assert made.wrong == ()
    return {file.path: str(file.content) for file in made.files if file.page}


def data(page: str) -> dict[str, Any]:
    found = Document(page).all("script", type="application/ld+json")
    assert len(found) == 1
    said = json.loads(found[0].text)
    assert isinstance(said, dict)
    return said


def test_it_says_what_is_known(tmp_path: Path) -> None:
    site = "https://tea.example/b/"
    made = pages(tmp_path, site)
    said, other = data(made["articles/tea 茶.md"]), data(made["articles/other.md"])
    assert (said["@context"], said["@type"], said["inLanguage"]) == ("https://schema.org", "Article", "zh-Hans")
    assert (said["headline"], said["datePublished"], said["author"]["name"]) == (TITLE, "2020-05", "茶农后人")
    assert said["url"] == f"{site}articles/tea%20%E8%8C%B6/"
    first, second = said["isBasedOn"]
    assert first["url"] == "https://a.example/?b=1&c=2"
    assert second["url"] == f"{site}articles/witness/raw.txt"
    assert re.fullmatch("[0-9a-f]{64}", first["identifier"]["value"])
    assert not {"datePublished", "author"} & set(other)
    assert "publisher" not in other["isBasedOn"]
    assert other["isBasedOn"]["url"] == f"{site}articles/other/raw.txt"
    assert other["wordCount"] == 41


def test_without_an_address_it_tells_none(tmp_path: Path) -> None:
    said = data(pages(tmp_path, "")["articles/other.md"])
    assert not {"url", "image"} & set(said)
    assert "url" not in said["isBasedOn"]
    assert len(said["isBasedOn"]["identifier"]["value"]) == 64


@pytest.mark.parametrize("region", [TAIWAN, HONG_KONG], ids=lambda region: region.id)
def test_a_twin_says_it_in_its_script(region: Any, tmp_path: Path) -> None:
    """Its own language and addresses; the source is one for all, and is not converted."""
    site = "https://tea.example/b/"
    page, place = (
        pages(tmp_path, site)["articles/tea 茶.md"],
        PageAddress(SiteAddress(site, (TAIWAN, HONG_KONG)), "articles/tea 茶/index.html"),
    )
    first, said = data(page), data(converted_page(segment(page), place, Script.for_region(region)))
    assert data(simplified_page(segment(page), place)) == first
    assert said["headline"] == TITLE.replace("发财", "發財")
    assert (said["inLanguage"], said["url"]) == (region.lang, f"{site}{region.id}/articles/tea%20%E8%8C%B6/")
    assert said["author"]["name"] == "茶農後人"
    assert said["description"].startswith("「春茶」比往年早了十天上市，茶農")
    assert "</script><script>alert(1)</script> 發了財，頭髮" in said["description"]
    assert said["isBasedOn"][0]["publisher"]["name"] == "茶報"
    for one, other in zip(said["isBasedOn"], first["isBasedOn"], strict=True):
        assert (one["url"], one["identifier"]) == (other["url"], other["identifier"])
    assert said["image"] == f"{said['url']}share.png"


@given(st.dictionaries(st.text(max_size=8), st.text() | st.integers() | st.lists(st.text(max_size=9), max_size=3), max_size=4))
def test_any_text_comes_back_and_none_comes_alive(record: dict[str, object]) -> None:
    written = dumped({"x": record})
    assert json.loads(written) == {"x": record}
    assert not set(dumped(["".join(map(str, record.values()))])) & set("<>&'`*_{}#|~^$=@\u2028\u2029")
