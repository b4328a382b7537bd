"""The editions of a folder: which of them are made again when other sources of the folder change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jiaozhu.core.model import Edition
from jiaozhu.core.store import Store
from jiaozhu.core.work.cluster import Workers
from jiaozhu.editions import load
from jiaozhu.editions.load import EditionOrError, load_editions
from jiaozhu.editions.site_membership import SourceText
from jiaozhu.rules.rulebook import Rulebook
from jiaozhu.sources.discover import discover
from worlds import rulebook, write

Run = Callable[[dict[str, str]], tuple[list[str], dict[str, str]]]  # sources to the ids that were edited, and to all texts

SITE_LINE = "本站文章均来自读者投稿，如有疑问请写信到编辑部"
ARTICLES = {
    "tea": "今年的春茶比往年早了十天上市。茶农陈老伯说，这是因为冬天不冷，雨水也来得正是时候。他家的三十亩茶园已经卖到了一百二十元一斤。",
    "ferry": "老渡口要关了。摆渡的何师傅在这条江上撑了四十年船，最后一班船只坐了三个人，其中一个还是专程赶来拍照的学生。",
    "bridge": "新桥通车以后，过江只要两分钟，再也没有人愿意在岸边等船。何师傅把缆绳一圈一圈盘好，说这条绳子比他的儿子还大两岁。",
    "market": "镇上的茶市天不亮就开了。从省城赶来的茶商提着灯笼挨家看货，看中了就蹲在路边还价，到了中午街上又只剩下扫街的人。",
}


def files(*with_site_line: str, of: tuple[str, ...] = tuple(ARTICLES)) -> dict[str, str]:
    return {f"{name}.txt": f"{ARTICLES[name]}\n\n{SITE_LINE if name in with_site_line else ''}\n" for name in of}


@pytest.fixture
def load_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Write sources and load their editions; those that are in the cache are not edited."""
    edited: list[str] = []
    make = load.make_edition

    def counted(text: SourceText, book: Rulebook) -> EditionOrError:
        edited.append(text.source.id)
        return make(text, book)

    def run(sources: dict[str, str]) -> tuple[list[str], dict[str, str]]:
        edited.clear()
        items = discover(write(tmp_path / "sources", sources)).items
        editions = load_editions(items, rulebook(), Store(tmp_path / "cache.db", "editions"), Workers(1)).results
        return sorted(edited), {e.source.id: e.reading.text for e in editions if isinstance(e, Edition)}

    monkeypatch.setattr(load, "make_edition", counted)
    return run


def test_a_line_that_others_come_to_share_concerns_only_them(load_all: Run) -> None:
    edited, texts = load_all(files("tea", "ferry"))
    assert edited == sorted(ARTICLES)
    assert [ident for ident, text in texts.items() if SITE_LINE in text] == ["ferry", "tea"]
    edited, texts = load_all(files("tea", "ferry", "bridge"))
    assert edited == ["bridge", "ferry", "tea"]
    assert [ident for ident, text in texts.items() if SITE_LINE in text] == []


def test_a_line_that_is_shared_already_edits_nothing_again(load_all: Run) -> None:
    load_all(files("tea", "ferry", "bridge", of=("tea", "ferry", "bridge")))
    assert load_all(files("tea", "ferry", "bridge", "market"))[0] == ["market"]
