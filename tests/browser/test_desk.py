"""The editor's desk under `mkdocs serve`, in one served site: what an editor does there, what is in her files then, and who is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from servers import Server, serving
from worlds import configured, copied

TORN = """\
茶农的一天

天还没有亮，山上的茶农已经背着竹篓出门，以新茶为生的的人家都是这样。 节”进行采摘。
中午以前，这些芽叶就要送到村里的作坊去。村里的作坊去。在此次采茶的此次比赛中，他得了第一。
山里的路
从村口到作坊要走三里山路，雨后路滑，挑着担子的人一步也不敢走快，太阳下山才到家。
发表评论
"""
CALM = "盐价记\n\n山下的盐价涨了两成，挑夫们都说路不好走，雪下得太早，到了正月路才通。\n"
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("desk")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    names = ("torn", "notes", "stale", "phone", "readonly")
    files = {f"sources/{name}.txt": f"{TORN}\n{name * 3}是这一天里摘到的第{n}篓茶叶。\n" for n, name in enumerate(names)}
    files |= {f"sources/{name}.yml": f"# {name}\napart: [{', '.join(other for other in names if other != name)}]\n" for name in names}
    project = configured(copied(tmp_path_factory.mktemp("desk"), {**files, "sources/calm.txt": CALM}), extra={"jiaozhu": {"books": False}})
    with serving(project) as server:
        server.shows("articles/torn/", "茶农的一天")
        yield server


@pytest.fixture
def window(browser: Browser, desk: Server) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(desk.address) else complaints.append(request.url))
    yield page
    page.close()
    assert not complaints


def sidecar(desk: Server, name: str) -> str:
    return (desk.project / "sources" / f"{name}.yml").read_text("utf-8")


def opened(window: Page, desk: Server, name: str) -> Page:
    """The article with the desk on."""
    window.goto(f"{desk.address}/articles/{name}/")
    window.keyboard.press("e")
    window.get_by_role("toolbar", name="编辑台").wait_for()
    return window


def card(page: Page) -> Any:
    return page.get_by_role("dialog", name="编辑台")


def doubts(page: Page) -> int:
    """How many are left."""
    words = re.search(r"还有 (\d+) 处", page.locator(".desk-count").inner_text())
    return int(words[1]) if words else 0


def answer(page: Page, key: str) -> str:
    """Answer the point of the card with a key; the words of the card that says what is to be written."""
    left = doubts(page)
    page.keyboard.press(key)
    card(page).get_by_role("button", name="写入").wait_for()
    words: str = card(page).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".desk-count")).not_to_contain_text(f"还有 {left} 处")
    return words


def test_doubts_are_answered_by_keys_and_undone(window: Page, desk: Server) -> None:
    before = sidecar(desk, "torn")
    page = opened(window, desk, "torn")
    count = doubts(page)
    assert count >= 4
    page.keyboard.press("n")
    expect(card(page)).to_contain_text(f"1 / {count}")
    shown = answer(page, "x")
    assert "sources/torn.yml" in shown
    assert "keep:" in shown
    first = sidecar(desk, "torn")
    assert first.startswith(before)
    assert "keep:" in first
    expect(card(page)).to_contain_text(f"1 / {count - 1}")  # it goes on by itself
    answer(page, "y")
    assert sidecar(desk, "torn") != first
    for left in (first, before):
        page.keyboard.press("u")
        card(page).get_by_role("button", name="写入").wait_for()
        page.keyboard.press("Enter")
        expect(card(page)).to_be_hidden()
        assert sidecar(desk, "torn") == left
    expect(page.locator(".desk-count")).to_contain_text(f"还有 {count} 处")


def ask(desk: Server, path: str, **headers: str) -> int:
    """The status of the answer to a request that no page of the desk has sent."""
    data = headers.pop("data", None)
    request = Request(f"{desk.address}/livedesk/{path}", data.encode() if data is not None else None, headers)
    try:
        with urlopen(request, timeout=20) as response:
            status: int = response.status
    except HTTPError as error:
        status = error.code
    return status


def test_nobody_else_is_answered(desk: Server) -> None:
    with urlopen(f"{desk.address}/articles/torn/") as response:
        (token,) = re.findall(r'data-token="([^"]+)"', response.read().decode())
    plan = json.dumps({"article": "torn", "action": "cut"})
    own = {"Origin": desk.address, "X-Desk-Token": token, "Content-Type": "application/json"}
    assert ask(desk, "article?id=torn", **own) == 200
    assert ask(desk, "article?id=torn") == 403
    assert ask(desk, "plan", data=plan, **own) == 409  # it is understood, but there is no such place
    assert ask(desk, "plan", data=plan, **{**own, "Origin": "https://evil.example"}) == 403
    assert ask(desk, "plan", data=plan, **{**own, "Host": "evil.example"}) == 421
    assert ask(desk, "plan", data=plan, **{**own, "Content-Type": "text/plain"}) == 415
    assert ask(desk, "plan", data=" " * 2_000_000, **own) == 413
    assert ask(desk, "../sources/torn.txt", **own) == 404
    with pytest.raises(HTTPError, match="421"):
        urlopen(Request(f"{desk.address}/", headers={"Host": "evil.example"}))


def test_a_published_site_has_nothing_of_it(own: Path) -> None:
    """No file of it, no word that only it has, and no line of its code."""
    folder = own / "hooks" / "jiaozhu" / "mkdocs_plugin" / "desk" / "assets"
    lines = {line.strip() for path in folder.iterdir() for line in path.read_text("utf-8").splitlines() if len(line.strip()) > 40}
    assert len(lines) > 100
    words = ("livedesk", "jzDesk", "desk-card", "desk-switch", "data-token")
    for path in (own / "site").rglob("*"):
        if path.is_file() and path.suffix in (".html", ".js", ".css", ".json"):
            content = path.read_text("utf-8")
            assert not [word for word in words if word in content], path
            assert not lines & set(map(str.strip, content.splitlines())), path
