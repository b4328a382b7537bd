"""On the desk, the fifth answer alike on a line of a site comes with the same answer for all pages of the site."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jiaozhu.build.article_update import ArticleUpdate
from jiaozhu.mkdocs_plugin.desk.work import DeskWork
from worlds import HOME, publish, world

PLACES = ("渡口", "南街", "山口", "旧桥", "学堂", "河埠")
LINE = "江岸的人都说这里的船票比别处便宜三分钱"
SITES = "- id: river\n  name: 江岸\n  sources: [p*]\n"


@dataclass
class Served:
    """A site that shows no edit."""

    update: ArticleUpdate
    busy: bool = False

    def show_edit(self, paths: Iterable[Path]) -> None:
        pass


def source(place: str) -> str:
    prose = f"{place}的船工每天天不亮就起来，把船板上的露水扫干净，又给炉子添了两块炭，等第一个过河的人。"
    return f"{place}的一天\n\n{prose}\n\n{LINE}\n\n{place}的孩子们放学以后都到船上来玩，船工给他们讲从前发大水的事情。\n"


def test_the_fifth_answer_comes_with_one_for_the_site(tmp_path: Path) -> None:
    sources = {f"sources/p{n}.txt": source(place) for n, place in enumerate(PLACES)}
    project = world(tmp_path, {"docs/index.md": HOME, "sources/sites.yml": SITES, **sources})
    publication = publish(replace(project, books=False, images=False))
    work = DeskWork(Served(ArticleUpdate(project, publication)))

    def cut(n: int) -> dict[str, Any]:
        block = next(block for block in publication.inputs[f"p{n}"].article.body if block.text == LINE)
        place = {"block": block.id, "start": 0, "end": len(LINE)}
        plan: dict[str, Any] = work.plan(json.dumps({"article": f"p{n}", "action": "cut", "place": place}).encode())
        return plan

    for n in range(4):
        plan = cut(n)
        assert plan["site"] is None
        work.write(json.dumps({"plan": plan["plan"]}).encode())
    offered = cut(4)["site"]
    assert offered["place"] == "sources/sites.yml"
    assert offered["title"] == f"同一来源皆删：{LINE}"
    assert offered["preview"]["note"] == "同一来源已有 5 篇这样答；这一行在 6 篇里共有 6 处，都将删去"
    work.write(json.dumps({"plan": offered["plan"]}).encode())
    assert (project.sources / "sites.yml").read_text("utf-8") == f"{SITES}  cut:\n    - {LINE}\n"
    assert all(LINE not in edition.reading.text for edition in publish(project).index.editions)
