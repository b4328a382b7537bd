"""The editor's desk under `mkdocs serve`, in one served site: what an editor does there, what is in her files then, and who is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import faults
from servers import Server, serving
from worlds import configured, copied, write

TORN = """\
茶农的一天

天还没有亮，山上的茶农已经背着竹篓出门，以新茶为生的的人家都是这样。 节”进行采摘。
中午以前，这些芽叶就要送到村里的作坊去。村里的作坊去。在此次采茶的此次比赛中，他得了第一。
山里的路
从村口到作坊要走三里山路，雨后路滑，挑着担子的人一步也不敢走快，太阳下山才到家。
发表评论
"""
MESSY = """\
渡口的秋天

渡口的秋天

过了霜降，来坐船的的人就少了，老何把船拴在柳树下面，一天只摆两个来回。
这些货要送到对岸的集市去。对岸的集市去。在此次运货的此次路上，他丢了一顶草帽。
点击查看更多精彩内容，记得关注我们的公众号
河水退下去以后，沙洲露了出来，孩子们在上面拾贝壳，直到天黑才肯回家吃饭。
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


def chosen(page: Page, words: str, action: str) -> None:
    """Select words of the article as a mouse does, and choose what they are."""
    page.evaluate(
        """(words) => {
          const blocks = [...document.querySelectorAll(".edition > [data-kind]")];
          const walker = document.createTreeWalker(blocks.find((block) => block.textContent.includes(words)), NodeFilter.SHOW_TEXT);
          let node;
          do node = walker.nextNode(); while (!node.data.includes(words));
          const range = document.createRange(), at = node.data.indexOf(words);
          range.setStart(node, at);
          range.setEnd(node, at + words.length);
          node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        words,
    )
    page.get_by_role("toolbar", name="选中的文字").get_by_role("button", name=action, exact=False).first.click()


def written(page: Page, place: str, **values: str) -> str:
    """Fill the form of the card, if it has one, look at what is to be written, and write it."""
    for label, value in values.items():
        card(page).get_by_label(label, exact=False).fill(value)
    if values:
        card(page).get_by_role("button", name="看改后").click()
    card(page).get_by_role("button", name="写入").wait_for()
    words: str = card(page).inner_text()
    assert place in words
    page.keyboard.press("Enter")
    expect(card(page)).to_be_hidden()
    return words


def test_words_are_what_the_editor_says(window: Page, desk: Server) -> None:
    """Each kind of answer by hand, and the lines that it writes."""
    page = opened(window, desk, "notes")
    chosen(page, "三里山路", "注")
    assert "三里" in written(page, "sources/notes.yml", 注文="一里合五百米。")
    expect(page.locator(".jz-notes")).to_contain_text("一里合五百米。")
    chosen(page, "雨后路滑，", "删")
    written(page, "sources/notes.yml")
    expect(page.locator(".edition > p", has_text="三里山路")).not_to_contain_text("雨后路滑")
    page.locator(".desk-caret").first.click()
    page.keyboard.press("x")  # and has it back
    written(page, "sources/notes.yml")
    expect(page.locator(".edition > p", has_text="三里山路")).to_contain_text("雨后路滑")
    chosen(page, "茶农", "作者")
    written(page, "sources/notes.yml", 本篇的作者="何小满")
    expect(page.locator(".jz-meta")).to_contain_text("何小满")
    chosen(page, "竹篓", "术语")
    values = {"英文": "bamboo basket", "释义": "竹编的篓子，背在身后装采下的茶叶。"}
    assert "竹篓在" in written(page, "docs/glossary.yml", **values)
    expect(page.locator(".edition a.term", has_text="竹篓").first).to_be_visible()
    chosen(page, "作坊", "专名")
    written(page, "docs/names.yml", 一句话说明="村里炒茶的作坊。")
    expect(page.locator(".edition a.name", has_text="作坊").first).to_be_visible()
    chosen(page, "担子", "改")
    written(page, "sources/notes.yml", 改作="扁担", 理由="下文说的是扁担。")
    expect(page.locator(".edition > p", has_text="三里山路")).to_contain_text("挑着扁担")
    chosen(page, "notesnotesnotes是这一天里摘到的第1篓茶叶。", "小标题")
    written(page, "sources/notes.yml")
    expect(page.locator(".edition > h2", has_text="notesnotes")).to_be_visible()
    page.keyboard.press("c")
    written(page, "sources/notes.yml")
    expect(page.get_by_role("button", name="已校")).to_be_visible()
    text = sidecar(desk, "notes")
    assert text.startswith("# notes\napart: [")
    assert {"notes:", "emend:", "headings:", "author: 何小满"} <= set(text.splitlines())
    assert "cut:" not in text  # it was undone


def test_a_messy_text_is_brought_in_and_made_right_by_keys_alone(window: Page, desk: Server) -> None:
    page = window
    page.goto(f"{desk.address}/report/")
    page.get_by_role("listitem").first.wait_for()
    page.keyboard.press("i")
    page.keyboard.insert_text(MESSY)
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="去校这一篇").wait_for(timeout=60_000)
    assert (desk.project / "sources" / "渡口的秋天.txt").read_text("utf-8") == MESSY
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    page.get_by_role("toolbar", name="编辑台").wait_for()
    while left := doubts(page):
        page.keyboard.press("n")
        card(page).get_by_role("button", name="是").wait_for()
        answer(page, "y")
        assert doubts(page) < left
    page.keyboard.press("Escape")
    for key in ("j", "j", "Enter"):  # a paragraph as a whole
        page.keyboard.press(key)
    page.get_by_role("toolbar", name="选中的文字").wait_for()
    page.keyboard.press("2")
    written(page, "sources/渡口的秋天.yml")
    assert "cut:" in sidecar(desk, "渡口的秋天")


def test_several_are_answered_at_once(window: Page, desk: Server) -> None:
    page = window
    page.goto(f"{desk.address}/report/")
    rows = page.locator(".desk-row")
    rows.first.wait_for()
    page.get_by_label("只看含有这些字的").fill("的的")
    expect(rows).to_have_count(1)
    times = int(re.findall(r"(\d+) 处", rows.inner_text())[0])
    assert times >= 3
    rows.focus()
    page.keyboard.press("x")
    card(page).get_by_role("button", name="写入").wait_for()
    assert "sources/stale.yml" in card(page).inner_text() or "其余" in card(page).inner_text()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(0)
    assert "keep:" in sidecar(desk, "stale")
    page.keyboard.press("u")  # the last of them alone
    card(page).get_by_role("button", name="写入").wait_for()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)


def test_two_windows_and_a_file_edited_by_hand(window: Page, browser: Browser, desk: Server) -> None:
    """What was shown is written into the file that was read, and into no other."""
    page = opened(window, desk, "stale")
    page.keyboard.press("n")
    page.keyboard.press("y")
    card(page).get_by_role("button", name="写入").wait_for()
    with (desk.project / "sources" / "stale.yml").open("a", encoding="utf-8") as file:
        file.write("outlet: 手写的报\n")
    page.keyboard.press("Enter")
    expect(card(page)).to_contain_text("changed meanwhile")
    assert sidecar(desk, "stale").endswith("outlet: 手写的报\n")
    expect(page.locator(".jz-meta")).to_contain_text("手写的报")
    page.keyboard.press("Escape")
    other = browser.new_page()
    opened(other, desk, "stale")
    other.keyboard.press("n")
    other.keyboard.press("Escape")
    count = doubts(other)
    page.keyboard.press("n")
    answer(page, "y")
    expect(other.locator(".desk-count")).to_contain_text(f"还有 {count - 1} 处")  # it shows without being loaded again
    other.close()


def test_a_folder_that_cannot_be_written(window: Page, desk: Server) -> None:
    page = opened(window, desk, "readonly")
    before = sidecar(desk, "readonly")
    page.keyboard.press("n")
    page.keyboard.press("x")
    card(page).get_by_role("button", name="写入").wait_for()
    with unwritable(desk.project / "sources"):
        page.keyboard.press("Enter")
        expect(card(page)).to_contain_text("什么也没有写")
    assert sidecar(desk, "readonly") == before


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """A folder in which nobody can make files, not even root: a file stands in its place."""
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.write_text("", "utf-8")
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


def test_a_telephone_has_a_sheet(browser: Browser, desk: Server) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    opened(page, desk, "phone")
    page.get_by_role("button", name="下一处").tap()
    expect(card(page)).to_be_visible()
    box = card(page).bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    assert box["height"] <= 0.55 * 844
    card(page).get_by_role("button", name="否").tap()
    card(page).get_by_role("button", name="写入").tap()
    expect(card(page).get_by_role("button", name="是")).to_be_visible()
    assert "keep:" in sidecar(desk, "phone")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert faults(page) == []
    page.goto(f"{desk.address}/report/")
    page.locator(".desk-row").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert faults(page) == []
    page.close()


def test_an_answer_outlives_a_restart(window: Page, desk: Server) -> None:
    """The page of before goes on: it learns the secret of the server that was started again."""
    page = opened(window, desk, "torn")
    before = sidecar(desk, "torn")
    page.keyboard.press("n")
    answer(page, "x")
    assert sidecar(desk, "torn") != before
    module = "hooks/jiaozhu/pages/articles/page.py"
    write(desk.project, {module: (desk.project / module).read_text("utf-8") + "\n# changed\n"})
    desk.logs("starting again")
    desk.shows("articles/torn/", "茶农的一天")
    page.keyboard.press("u")
    written(page, "sources/torn.yml")
    assert sidecar(desk, "torn") == before


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
    files = sorted((desk.project / "sources").iterdir())
    raw = {**own, "Content-Type": "application/octet-stream"}
    assert ask(desk, "source?name=..%2Ftorn.txt", data="茶", **raw) == 400
    assert ask(desk, "source?name=torn.txt", data="茶" * 17_000_000, **raw) == 413  # 51 MB
    assert sorted((desk.project / "sources").iterdir()) == files
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
