"""The desk as its script asks it: the requests of one article from the first question to the last undone answer, and those it refuses."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from jiaozhu.build.article_update import ArticleUpdate
from jiaozhu.core.errors import GlossaryError
from jiaozhu.mkdocs_plugin.desk.application import Desk
from worlds import HOME, publish, world, write

TEA = """茶农的一天

天还没有亮，以新茶为生的的人家已经起来。2019年3月5日的霜冻（frost）过去了。

所谓头春茶，是指清明之前采的茶。这些芽叶就要送到村里的作坊去。村里的作坊去。路上没有人。
"""
ONE_MARK = """茶农的一天

天还没有亮。山上的茶农已经背着竹篓出门。因为露水干透之前采下的芽叶最嫩。他们沿着石阶往上走。走到半山腰。天边才露出一点白。

领头的人姓林。今年六十一岁。在这片山上采了四十多年的茶。他说。从前一到清明。满山都是人。现在年轻人都到城里去了。剩下的多是老人。

采下来的芽叶要在中午之前送到村里的作坊。如果晚了。叶子就会发热。颜色发暗。做出来的茶也没有香气。作坊的主人把叶子摊在竹席上。一面翻。

下午三点。第一锅茶出来了。屋子里全是香味。孩子们放学回来。围在灶边。等着尝一尝今年的新茶。虽然他们还喝不出好坏。但是每个人都说甜。

晚上。林老汉坐在门口。把一天的账记在本子上。采了多少斤。卖了多少钱。请了几个人。他都写得清清楚楚。等孙子长大了。要把这些本子交给他。
"""
FRAMED = """茶农的一天

原标题：茶农的一天又开始了

天还没有亮，山上的茶农已经背着竹篓出门。

Advertisement

露水干透之前，芽叶最嫩，采下来就要送到村里的作坊去。
"""
ICE = "冰窖的夏天\n\n冰窖里的的冰够用一个夏天，看窖的人说。头春茶也存在这里。\n"
WORLD = {
    "docs/index.md": HOME,
    "docs/glossary.yml": "categories: [农事, 天气]\nterms: []\n",
    "docs/names.yml": "kinds: [人物, 地方]\nnames: []\n",
    "sources/tea.txt": TEA,
    "sources/ice.txt": ICE,
}


@dataclass
class ServedUpdate:
    """A site between two builds."""

    update: ArticleUpdate
    busy: bool = True

    def show_edit(self, paths: Iterable[Path]) -> None:
        pass


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path, TEA)


def desk_of(root: Path, text: str) -> Desk:
    """The desk of a site whose first article is that."""
    project = world(root, {**WORLD, "sources/tea.txt": text})
    return Desk(ServedUpdate(ArticleUpdate(project, publish(project))))


def answered(desk: Desk, name: str, body: object = None, /, token: str | None = None, **query: str) -> tuple[str, str, bytes]:
    """The status, the type and the content of the answer to a request; one with a body is a POST."""
    data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET" if body is None else "POST",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ORIGIN": "http://127.0.0.1",
        "HTTP_X_DESK_TOKEN": desk.token if token is None else token,
        "CONTENT_TYPE": "application/octet-stream" if isinstance(body, bytes) else "application/json",
        "CONTENT_LENGTH": str(len(data)),
        "QUERY_STRING": urlencode(query),
        "wsgi.input": io.BytesIO(data),
    }
    content = b"".join(desk.respond(f"/livedesk/{name}", environ, lambda status, headers: told.extend((status, dict(headers)))))
    status, headers = told
    assert headers["Content-Length"] == str(len(content))
    return status, headers["Content-Type"], content


def asked(desk: Desk, name: str, body: object = None, /, **query: str) -> Any:
    """What a request that is answered gets."""
    status, kind, content = answered(desk, name, body, **query)
    assert (status, kind) == ("200 OK", "application/json"), content.decode()
    return json.loads(content)


def refused(desk: Desk, name: str, body: object = None, /, **query: str) -> tuple[str, str]:
    """The code of a request that is refused, and why."""
    status, kind, content = answered(desk, name, body, **query)
    assert kind == "text/plain; charset=utf-8"
    return status.split()[0], content.decode()


def selection(desk: Desk, words: str, action: str, **values: str) -> dict[str, Any]:
    """A proposal about words of the first article, as the script makes it of what is selected."""
    made = desk.work.served.update.made("tea")
    assert made
    block = next(block for block in made.article.body if words in block.text)
    start = block.text.index(words)
    place = {"block": block.id, "start": start, "end": start + len(words)}
    return {"article": "tea", "action": action, "place": place, "values": values}


def point_of(desk: Desk, words: str) -> str:
    """The id of the point about these words."""
    (point,) = (point for point in asked(desk, "article", id="tea")["points"] if point["source"] == words)
    return str(point["id"])


def written(desk: Desk, proposal: object) -> None:
    asked(desk, "write", {"plan": asked(desk, "plan", proposal)["plan"]})


# ---------------------------------------------------------------------------------------------------------------- answers


def test_script_and_style_need_no_secret_and_nothing_else_is_given_without(desk: Desk) -> None:
    for name, kind in (("desk.js", "text/javascript"), ("desk.css", "text/css")):
        status, told, content = answered(desk, name, token="")
        assert (status, told) == ("200 OK", f"{kind}; charset=utf-8")
        assert len(content) > 1000
    assert answered(desk, "article", token="", id="tea")[0] == "403 Forbidden"
    assert f'data-token="{desk.token}"'.encode() in desk.tags


@pytest.mark.parametrize(
    ("words", "action", "fields"),
    [
        pytest.param(
            "霜冻",
            "term",
            {"form": "霜冻", "english": "frost", "category": "农事", "definition": "2019年3月5日的霜冻（frost）过去了。", "source": "编者"},
            id="a term with its English",
        ),
        pytest.param(
            "头春茶",
            "term",
            {"form": "头春茶", "english": "", "definition": "所谓头春茶，是指清明之前采的茶。"},
            id="a term with what defines it",
        ),
        pytest.param("村里", "name", {"form": "村里", "kind": "人物", "about": "这些芽叶就要送到村里的作坊去。"}, id="a name"),
        pytest.param("2019年3月5日", "date", {"value": "2019-03-05"}, id="a date"),
        pytest.param("2019年3月", "date", {"value": "2019-03"}, id="a month"),
        pytest.param("天还没有亮", "date", {"value": "天还没有亮"}, id="no date"),
        pytest.param("新茶", "author", {"value": "新茶"}, id="an author"),
        pytest.param("的的", "emend", {"put": "的", "why": "叠出的虚字。"}, id="what a question supposes"),
        pytest.param("人家", "emend", {"put": "人家", "why": ""}, id="what nobody has asked about"),
        pytest.param("的的", "note", {"note": "疑当作“的”。"}, id="a note on a question"),
        pytest.param("人家", "note", {"note": ""}, id="a note"),
    ],
)
def test_a_form_is_filled_with_what_the_article_says(words: str, action: str, fields: dict[str, str], desk: Desk) -> None:
    form = asked(desk, "form", selection(desk, words, action))
    values = {field["name"]: field["value"] for field in form["fields"]}
    assert form["words"] == words
    assert {name: values[name] for name in fields} == fields


def test_a_term_chooses_among_the_categories_that_there_are(desk: Desk) -> None:
    for action, name, options in (("term", "category", ["农事", "天气"]), ("name", "kind", ["人物", "地方"])):
        (field,) = (field for field in asked(desk, "form", selection(desk, "霜冻", action))["fields"] if field["name"] == name)
        assert (field["options"], field["needed"]) == (options, True)


@pytest.mark.parametrize(
    ("action", "values", "file", "said"),
    [
        pytest.param("cut", {}, "sources/tea.yml", "cut:", id="cut"),
        pytest.param("keep", {}, "sources/tea.yml", "keep:", id="keep"),
        pytest.param("note", {"note": " 三月的霜。 "}, "sources/tea.yml", "note: 三月的霜。", id="note"),
        pytest.param("emend", {"put": "霜降", "why": "误字。"}, "sources/tea.yml", "put: 霜降", id="emend"),
        pytest.param("author", {"value": "老茶客"}, "sources/tea.yml", "author: 老茶客", id="author"),
        pytest.param(
            "term",
            {"form": "霜冻", "english": "frost", "category": "天气", "definition": "地面结霜。", "also": "春霜，白霜 冻霜"},
            "docs/glossary.yml",
            "also: [春霜, 白霜, 冻霜]",
            id="term",
        ),
        pytest.param(
            "name",
            {"form": "霜冻", "kind": "地方", "about": "霜冻是村名。", "also": ""},
            "docs/names.yml",
            "about: 霜冻是村名。",
            id="name",
        ),
    ],
)
def test_an_answer_is_written_as_it_was_shown_and_undone(
    action: str, values: dict[str, str], file: str, said: str, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / file
    before = path.read_bytes() if path.exists() else None
    shown = asked(desk, "plan", selection(desk, "霜冻", action, **values))
    assert shown["place"] == file
    assert said in "".join(line for line in shown["diff"].splitlines() if line.startswith("+"))
    assert (path.read_bytes() if path.exists() else None) == before, "nothing is written before it is asked for"
    number = asked(desk, "write", {"plan": shown["plan"]})["number"]
    assert said in path.read_text("utf-8")
    assert asked(desk, "undo", article="tea")["number"] == number
    asked(desk, "undo", {"number": number})
    assert (path.read_bytes() if path.exists() else None) == before


def test_how_far_an_edition_is_checked_is_stated(desk: Desk, tmp_path: Path) -> None:
    written(desk, {"article": "tea", "action": "state", "values": {"name": "已校"}})
    assert "已校" in (tmp_path / "sources" / "tea.yml").read_text("utf-8")
    assert asked(desk, "article", id="tea")["state"]["name"] == "已校"


@pytest.mark.parametrize(
    ("words", "reply", "said"),
    [
        pytest.param("的的", "yes", "note: 疑当作“的”。", id="agreed, with other words supposed"),
        pytest.param("的的", "put", "put: 的", id="the other words"),
        pytest.param("村里的作坊去。", "yes", "cut:", id="agreed, with none supposed"),
        pytest.param("村里的作坊去。", "no", "keep:", id="not agreed"),
    ],
)
def test_a_question_is_answered_with_yes_or_no(words: str, reply: str, said: str, desk: Desk, tmp_path: Path) -> None:
    written(desk, {"article": "tea", "point": point_of(desk, words), "reply": reply})
    assert said in (tmp_path / "sources" / "tea.yml").read_text("utf-8")
    assert words not in [point["source"] for point in asked(desk, "article", id="tea")["points"] if point["is_doubt"]]


def test_marks_in_doubt_are_settled_one_by_one_or_together(tmp_path: Path) -> None:
    """Those of a line are one point, which has the marks and how likely each is."""
    desk = desk_of(tmp_path, ONE_MARK)
    point, *others = (point for point in asked(desk, "article", id="tea")["points"] if point["is_doubt"])
    assert {point["rule"]["id"], *(other["rule"]["id"] for other in others)} == {"restored-mark"}
    assert len({point["line"], *(other["line"] for other in others)}) == 1 + len(others) >= 3
    number = len(point["marks"])
    assert number == len(point["spans"]) == len(point["places"]) == len(point["each"]) == len(point["confidences"]) >= 3
    assert point["confidence"] == pytest.approx(sum(point["confidences"]) / number)
    assert set(point["marks"]) <= set("，、；：？！")

    def doubts() -> int:
        return sum(len(one["spans"]) for one in asked(desk, "article", id="tea")["points"] if one["is_doubt"])

    before = doubts()
    written(desk, {"article": "tea", "point": f"{point['id']}.1", "reply": "；"})
    sidecar = tmp_path / "sources" / "tea.yml"
    assert "put: '；'" in sidecar.read_text("utf-8")
    assert doubts() == before - 1
    point, *_ = (one for one in asked(desk, "article", id="tea")["points"] if one["line"] == point["line"] and one["is_doubt"])
    written(desk, {"article": "tea", "point": point["id"], "reply": "yes"})
    assert doubts() == before - number


def test_what_was_cut_is_no_doubt_and_comes_back_where_it_is_not_agreed(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, FRAMED)
    points = asked(desk, "article", id="tea")["points"]
    assert [(point["kind"], point["is_doubt"], point["source"]) for point in points] == [
        ("cut", False, "原标题：茶农的一天又开始了"),
        ("cut", False, "Advertisement"),
    ]
    assert [row["rule"]["id"] for row in asked(desk, "inbox", cuts="1")["rows"]] == ["original-title", "advertisement-mark"]
    written(desk, {"article": "tea", "point": points[1]["id"], "reply": "no"})
    assert "keep:\n  - Advertisement\n" in (tmp_path / "sources" / "tea.yml").read_text("utf-8")
    made = desk.work.served.update.made("tea")
    assert made
    assert "Advertisement" in [block.text for block in made.article.body]


# ---------------------------------------------------------------------------------------------------------------- the inbox


def test_the_inbox_has_the_same_words_once_and_the_least_likely_first(desk: Desk) -> None:
    shown = asked(desk, "inbox")
    assert (shown["doubts"], shown["cuts"], shown["matching"], shown["rest"]) == (3, 0, 3, 0)
    assert [[item["article"] for item in row["items"]] for row in shown["rows"]] == [["tea"], ["tea", "ice"]]
    assert [(rule["id"], rule["count"]) for rule in shown["rules"]] == [("doubled-particle", 2), ("echoed-ending", 1)]


@pytest.mark.parametrize(
    ("query", "matching", "rows", "rest"),
    [
        ({"words": "冰窖"}, 1, 1, 0),
        ({"words": "TEA"}, 2, 2, 0),
        ({"rule": "echoed-ending"}, 1, 1, 0),
        ({"rule": "no-longer"}, 0, 0, 0),
        ({"site": "海边"}, 0, 0, 0),
        ({"cuts": "1"}, 0, 0, 0),
        ({"most": "1"}, 3, 1, 1),
        ({"most": "-1"}, 3, 2, 0),
    ],
)
def test_the_inbox_is_narrowed(query: dict[str, str], matching: int, rows: int, rest: int, desk: Desk) -> None:
    shown = asked(desk, "inbox", **query)
    assert (shown["matching"], len(shown["rows"]), shown["rest"]) == (matching, rows, rest)
    chosen = query.get("rule")
    assert chosen is None or chosen in [rule["id"] for rule in shown["rules"]], "what is chosen can be seen"


def test_what_was_answered_leaves_the_inbox_before_the_articles_are_made_again(desk: Desk) -> None:
    (row,) = (row for row in asked(desk, "inbox")["rows"] if row["rule"]["id"] == "doubled-particle")
    shown = asked(desk, "plan-several", {"items": row["items"], "reply": "no"})
    assert (shown["count"], shown["files"], shown["shown"]) == (2, 2, 2)
    assert "sources/tea.yml" in shown["diff"]
    assert "sources/ice.yml" in shown["diff"]
    assert asked(desk, "write-several", {"items": row["items"], "reply": "no"}) == {"written": 2, "wrong": []}
    after = asked(desk, "inbox")
    assert (after["doubts"], after["settled"]) == (1, 2)


# ---------------------------------------------------------------------------------------------------------------- what comes in


def test_a_source_is_brought_in_and_its_article_comes_with_the_next_build(desk: Desk, tmp_path: Path) -> None:
    text = "盐田的冬天\n\n盐工说，冬天的盐最白。\n".encode()
    assert asked(desk, "source", text, name="salt.txt") == {"id": "salt", "file": "salt.txt"}
    assert (tmp_path / "sources" / "salt.txt").read_bytes() == text
    assert asked(desk, "arrival", id="salt") == {"article": None, "wrong": ""}
    assert asked(desk, "arrival", id="tea")["article"]


# ---------------------------------------------------------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("name", "body", "code", "why"),
    [
        pytest.param("article", None, "404", "现在没有 'salt' 这一篇", id="no such article"),
        pytest.param("nothing", None, "404", "编辑台没有 'nothing'", id="nothing of that name"),
        pytest.param("plan", None, "405", "只能用 POST", id="a plan by a link"),
        pytest.param("source", {"a": 1}, "415", "application/octet-stream", id="a source of another kind"),
        pytest.param("plan", [1], "400", "Expected `object`", id="no proposal"),
        pytest.param("write", {"plan": 1}, "400", "Expected `str`", id="no plan"),
        pytest.param("write", {"plan": "gone"}, "409", "已经过期", id="a plan that was never shown"),
        pytest.param("undo", {"number": 7}, "409", "别的窗口", id="nothing to undo"),
        pytest.param("plan", {"article": "tea", "action": "burn"}, "400", "编辑台没有 'burn' 这一项", id="no action"),
        pytest.param("form", {"article": "tea", "action": "cut"}, "400", "'cut' 不需要填写什么", id="no form"),
        pytest.param("plan", {"article": "tea", "action": "cut"}, "409", "请重新选字", id="no place"),
        pytest.param("plan", {"article": "tea", "point": "0" * 16, "reply": "no"}, "409", "已经有了定论", id="no point"),
        pytest.param("plan", {"article": "tea", "action": "state", "values": {"name": "好"}}, "400", "校订状态只有", id="no state"),
    ],
)
def test_what_the_desk_does_not_do_is_told(name: str, body: object, code: str, why: str, desk: Desk) -> None:
    got, told = refused(desk, name, body, id="salt")
    assert (got, why in told) == (code, True), told


def test_words_that_are_gone_are_asked_for_again(desk: Desk) -> None:
    proposal = selection(desk, "霜冻", "cut")
    proposal["place"]["end"] = 1000
    assert refused(desk, "plan", proposal) == ("409", "这一段刚才变了：请重新选字。\n")
    proposal["place"]["block"] = "gone"
    assert refused(desk, "plan", proposal) == ("409", "这一段刚才变了：请重新选字。\n")


def test_a_point_has_the_answers_that_it_has(desk: Desk) -> None:
    point = point_of(desk, "村里的作坊去。")
    for reply in ("put", "，", "", "maybe"):
        assert refused(desk, "plan", {"article": "tea", "point": point, "reply": reply}) == ("400", "这一处没有这个答案。\n")
    for number in ("1", "x", "-1"):
        assert refused(desk, "plan", {"article": "tea", "point": f"{point}.{number}", "reply": "no"})[0] == "400"
    assert asked(desk, "plan", {"article": "tea", "point": f"{point}.0", "reply": "no"})["diff"]


def test_a_file_that_was_changed_since_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    shown = asked(desk, "plan", selection(desk, "霜冻", "cut"))
    write(tmp_path, {"sources/tea.yml": "author: 老茶客\n"})
    code, told = refused(desk, "write", {"plan": shown["plan"]})
    assert code == "409"
    assert "老茶客" in told
    assert (tmp_path / "sources" / "tea.yml").read_text("utf-8") == "author: 老茶客\n"


def test_an_article_whose_files_are_wrong_says_what_to_mend(desk: Desk, tmp_path: Path) -> None:
    write(tmp_path, {"sources/tea.yml": "cut: [这里没有这一句话。]\n"})
    code, told = refused(desk, "article", id="tea")
    assert code == "409"
    assert "sources/tea.yml:1" in told


def test_what_the_system_or_the_files_refuse_is_told_without_the_folder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(error: Exception) -> Any:
        raise error

    monkeypatch.setattr(desk.work, "put_source", lambda *_: fail(PermissionError(13, "Permission denied", "/srv/own/sources/salt.txt")))
    code, told = refused(desk, "source", b"x", name="salt.txt")
    assert code == "500"
    assert told.startswith("salt.txt 读不了，或者写不了（Permission denied）")
    assert "/srv" not in told
    monkeypatch.setattr(desk.work, "article", lambda ident: fail(GlossaryError("docs/glossary.yml", 3, "no form", "write one")))
    assert refused(desk, "article", id="tea") == ("409", "docs/glossary.yml:3: no form\n    write one\n")
