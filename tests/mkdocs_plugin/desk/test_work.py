"""What the desk does without a browser: an answer that cannot be undone any more does not stand in the way of those before it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jiaozhu.build.article_update import ArticleUpdate
from jiaozhu.mkdocs_plugin.desk.work import DeskWork
from jiaozhu.mkdocs_plugin.request_guard import RefusedRequest
from worlds import HOME, publish, world, write

TEXT = "茶农的一天\n\n天还没有亮，以新茶为生的的人家已经起来。\n\n这些芽叶就要送到村里的作坊去。村里的作坊去。路上没有人。\n"


@dataclass
class ServedUpdate:
    """A site between two builds."""

    update: ArticleUpdate
    busy: bool = False

    def show_edit(self, paths: Iterable[Path]) -> None:
        pass


@pytest.fixture
def work(tmp_path: Path) -> DeskWork:
    project = world(tmp_path, {"docs/index.md": HOME, "sources/tea.txt": TEXT})
    return DeskWork(ServedUpdate(ArticleUpdate(project, publish(project))))


def answered(work: DeskWork, point: dict[str, Any]) -> None:
    """Answer a point with 否, as its card does."""
    plan = work.plan(json.dumps({"article": "tea", "point": point["id"], "reply": "no"}).encode())
    work.write(json.dumps({"plan": plan["plan"]}).encode())


def undone(work: DeskWork) -> str:
    """Undo the last answer; what the card says of it."""
    shown = work.last("tea")
    work.undo(json.dumps({"number": shown["number"]}).encode())
    return str(shown["preview"]["note"])


def test_an_answer_whose_lines_were_rewritten_goes_from_the_list(work: DeskWork, tmp_path: Path) -> None:
    first, *_ = work.article("tea")["points"]
    answered(work, first)
    write(tmp_path, {"sources/tea.yml": "title: 另写的\n"})
    assert "不能自动撤销" in undone(work)
    assert (tmp_path / "sources/tea.yml").read_text("utf-8") == "title: 另写的\n"
    with pytest.raises(RefusedRequest, match="没有可以撤销的"):
        work.last("tea")


def test_several_points_are_answered_one_by_one(work: DeskWork, tmp_path: Path) -> None:
    points = [{"article": "tea", "point": point["id"]} for point in work.article("tea")["points"] if point["is_doubt"]]
    asked_for = json.dumps({"items": [*points, {"article": "salt", "point": "none"}], "reply": "no"}).encode()
    done = work.write_several(asked_for)
    assert done["written"] == len(points) >= 2
    assert [wrong["article"] for wrong in done["wrong"]] == ["salt"]
    assert not [point for point in work.article("tea")["points"] if point["is_doubt"]]
    for _ in points:
        undone(work)
    assert not (tmp_path / "sources/tea.yml").exists()
