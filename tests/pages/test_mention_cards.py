"""The cards of names in an article: what is said of a name, where it stands in this article, and in which others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jiaozhu.core.entries import Name
from jiaozhu.outputs.script_variants.page import convert_plain_text
from jiaozhu.pages.cards import mentions
from jiaozhu.script_conversion.regions import TAIWAN
from jiaozhu.script_conversion.script import Script
from worlds import published

REGISTER = """\
kinds: [人物, 地方]
names:
  - id: he
    form: 何师傅
    also: [老何, 何伯, 何叔, 摆渡人]
    kind: 人物
    about: 江上的摆渡人，在老渡口撑了四十年的船。
    relations: [{belongs-to: ferry}]
  - {id: ferry, form: 老渡口, kind: 地方, about: 江边的一处渡口，据说立于清朝末年，今年停渡。}
  - {id: nobody, form: 张三丰, kind: 人物, about: 没有一篇文章写到他，所以没有卡片。}
"""
GLOSSARY = """\
categories: [水]
terms:
  - {id: boat, form: 渡船, english: ferry, category: 水, definition: 渡人过江的船, source: 编者}
"""
HOSTILE = '</script>"\\<img src=x onerror=alert(1)>'
WORLD = {
    "docs/index.md": "# 校注\n",
    "docs/names.yml": REGISTER,
    "docs/glossary.yml": GLOSSARY,
    "sources/a.txt": (
        "江上\n\n何师傅在老渡口撑了四十年的渡船，老渡口的人都认得他。\n\n"
        "有人说江上的风一年比一年小了，没有人说得清。\n\n老何说，渡船要停了。\n"
    ),
    "sources/b.txt": f"“渡口”{HOSTILE}\n\n老渡口今年停渡，没有人来送。\n\n后来的人只在地图上见过老渡口三个字，谁也说不清它从前的样子。\n",
    "sources/c.txt": "山上\n\n山上的茶树今年发芽早，采茶的人清早就背着竹篓上山去了，傍晚才回来。\n",
}


def cards(tmp_path: Path) -> dict[str, Any]:
    files = {f.path: str(f.content) for f in published(tmp_path, WORLD).files if f.path.endswith("mentions.json")}
    return {path.split("/")[1]: json.loads(text) for path, text in files.items()}


def test_a_card_says_what_a_name_is_and_where_it_stands(tmp_path: Path) -> None:
    made = cards(tmp_path)
    assert set(made) == {"a", "b"}, "an article that mentions nothing needs no file"
    he, ferry = made["a"]["names"]["he"], made["a"]["names"]["ferry"]
    assert he == {
        "form": "何师傅",
        "kind": "人物 · 又作 老何、何伯、何叔等",
        "about": "江上的摆渡人，在老渡口撑了四十年的船。",
        "own": "本篇 2 处",
        "relations": [["属于", [["老渡口", "../../names/ferry/"]], ""]],
    }
    [[title, href, times]] = ferry["others"]
    assert (title, times, ferry["all"]) == (f"“渡口”{HOSTILE}", "2 处", "共 2 篇，4 处")
    assert href == f"../b/#{made['b']['places']['ferry'][0]}"
    places = made["a"]["places"]
    assert [len(places[ident]) for ident in ("he", "ferry", "boat")] == [2, 1, 2], "each paragraph once, of terms too"
    assert places["he"] == places["boat"]


def test_of_many_relations_the_first_are_shown_and_the_rest_counted() -> None:
    names = [Name(f"n{n}", f"茶{n}", "地方", "", n) for n in range(5)]
    assert mentions._relation("旗下", names) == ["旗下", [["茶0", "../../names/n0/"], ["茶1", "../../names/n1/"]], "等 5 个"]


def test_the_file_stays_json_in_another_script(tmp_path: Path) -> None:
    text = next(str(f.content) for f in published(tmp_path, WORLD).files if f.path == "articles/a/card/mentions.json")
    converted = json.loads(convert_plain_text(text, Script.for_region(TAIWAN)))
    assert converted["names"]["he"]["form"] == "何師傅"
    assert converted["names"]["ferry"]["others"][0][0] == f"「渡口」{HOSTILE}"
    assert converted["places"] == json.loads(text)["places"]
