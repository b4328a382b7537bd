"""The editor's desk under `mkdocs serve`, in one served site: what an editor does there, and what is in her files then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from browser.conftest import faults
from servers import Server, serving, without_leave
from worlds import configured, copied, edition, tree, write

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
MANY = "{0}号盐井\n\n{0}井的轱辘响了一夜，以卖盐为生的的人家都没有睡。\n\n第二天一早，挑夫把{0}井的盐担下山去，一路上歇了七次。\n"
FERRY_LINE = "江岸的人都说这里的船票比别处便宜三分钱"
FERRY = f"""\
{{0}}的一天

{{0}}的船工每天天不亮就起来，把船板上的露水扫干净，又给炉子添了两块炭，等第一个过河的人。

{FERRY_LINE}

{{0}}的孩子们放学以后都到船上来玩，船工给他们讲从前发大水的事情。
"""
GLOSSARY = """\
categories: [经营]
terms:
  - id: tea-tax
    form: 茶税
    english: tea tax
    category: 经营
    definition: 卖茶要交的税。
    source: 编者
"""
NAMES = """\
kinds: [地方]
names:
  - id: tea-road
    form: 茶马道
    kind: 地方
    about: 从前运茶的路。
    source: 编者
"""
SITES = "- id: river\n  name: 江岸\n  sources: [ferry-*]\n"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    names = ("torn", "notes", "stale", "phone", "readonly")
    files = {f"sources/{name}.txt": f"{TORN}\n{name * 3}是这一天里摘到的第{n}篓茶叶。\n" for n, name in enumerate(names)}
    files |= {f"sources/{name}.yml": f"# {name}\napart: [{', '.join(other for other in names if other != name)}]\n" for name in names}
    files |= {f"sources/many-{n}.txt": MANY.format(well) for n, well in enumerate("甲乙丙丁戊")}
    files |= {f"sources/ferry-{n}.txt": FERRY.format(place) for n, place in enumerate(("渡口", "南街", "山口", "旧桥", "学堂", "河埠"))}
    files |= {f"sources/ferry-{n}.yml": f"cut:\n  - {FERRY_LINE}\n" for n in range(1, 5)}
    files |= {
        "docs/glossary.yml": GLOSSARY,
        "docs/names.yml": NAMES,
        "sources/sites.yml": SITES,
        "sources/calm.txt": CALM,
        "sources/marks.txt": edition("kuaishou-jd-618").source.raw,
    }
    project = configured(copied(tmp_path_factory.mktemp("desk"), files, own=own), extra={"jiaozhu": {"books": False}})
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


def select(page: Page, words: str) -> None:
    """Select words of the article as a mouse does."""
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


def chosen(page: Page, words: str, action: str) -> None:
    """Select words, and choose what they are."""
    select(page, words)
    page.get_by_role("toolbar", name="选中的文字").locator("button", has_text=re.compile(f"^{action}")).click()


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
    card(page).get_by_role("button", name="写入").wait_for(state="hidden")
    return words


def shown_lines(page: Page) -> list[str]:
    """The lines of the file that the card says would go and come."""
    card(page).get_by_role("button", name="写入").wait_for()
    lines: list[str] = card(page).locator(".desk-diff > *").all_text_contents()
    return lines


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = list(unified_diff(before.decode().splitlines(), after.decode().splitlines(), lineterm=""))[2:]
    return [line for line in lines if not line.startswith("@@")]


# What an editor does with words that she has selected: the words, what they are, what she fills in, the file, and a line of it.
BY_HAND: tuple[tuple[str, str, dict[str, str], str, str], ...] = (
    ("三里山路", "注", {"注文": "一里合五百米。"}, "sources/notes.yml", "+    note: 一里合五百米。"),
    ("雨后路滑，", "删", {}, "sources/notes.yml", "+cut:"),
    ("中午以前，", "留", {}, "sources/notes.yml", "+keep:"),
    ("担子", "改", {"改作": "扁担", "理由": "下文说的是扁担。"}, "sources/notes.yml", "+    put: 扁担"),
    ("竹篓", "标题", {"本篇的标题": "竹篓记"}, "sources/notes.yml", "+title: 竹篓记"),
    ("茶农", "作者", {"本篇的作者": "何小满"}, "sources/notes.yml", "+author: 何小满"),
    ("村里", "日期", {"本篇的日期": "2020-05"}, "sources/notes.yml", "+date: 2020-05"),
    ("作坊", "媒体", {"本篇的媒体": "山里报"}, "sources/notes.yml", "+outlet: 山里报"),
    ("notesnotesnotes是这一天里摘到的第1篓茶叶。", "小标题", {}, "sources/notes.yml", "+headings:"),
    ("竹篓", "术语", {"英文": "bamboo basket", "释义": "竹编的篓子，背着装茶叶。"}, "docs/glossary.yml", "+    form: 竹篓"),
    ("作坊", "专名", {"一句话说明": "村里炒茶的作坊。"}, "docs/names.yml", "+    form: 作坊"),
)


def test_each_kind_of_answer_is_one_change_of_one_file_and_is_undone_after_a_restart(window: Page, desk: Server) -> None:
    """The card shows the lines that are written then, and undoing gives the bytes of before. The page outlives the restart.

    It learns the secret of the server that was started again.
    """
    page = opened(window, desk, "notes")
    states: list[tuple[str, bytes]] = []  # the file of each answer, and what stood in it before

    def write_it(place: str, line: str, goes_on: bool = False) -> None:
        before = (desk.project / place).read_bytes() if (desk.project / place).exists() else b""
        lines = shown_lines(page)
        assert any(shown.startswith(line) for shown in lines)
        page.keyboard.press("Enter")
        card(page).get_by_role("button", name="写入").wait_for(state="hidden")
        assert changed_lines(before, (desk.project / place).read_bytes()) == lines
        states.append((place, before))
        if goes_on:  # to the next doubt
            card(page).get_by_role("button", name="否").wait_for()
        page.keyboard.press("Escape")

    for words, action, values, place, line in BY_HAND:
        chosen(page, words, action)
        for label, value in values.items():
            card(page).get_by_label(label, exact=False).fill(value)
        if values:
            card(page).get_by_role("button", name="看改后").click()
        write_it(place, line)
    expect(page.locator(".jz-notes")).to_contain_text("一里合五百米。")
    expect(page.locator(".edition > p", has_text="三里山路")).to_contain_text("挑着扁担")
    expect(page.locator(".jz-meta")).to_contain_text("何小满")
    expect(page.locator(".edition > h2", has_text="notesnotes")).to_be_visible()
    expect(page.locator(".edition a.name", has_text="作坊").first).to_be_visible()
    for key, line in (("y", "+  - quote: 的的"), ("x", "+  - 节”进行采摘。")):
        page.keyboard.press("n")
        page.keyboard.press(key)
        write_it("sources/notes.yml", line, goes_on=True)
    page.locator(".desk-caret").first.click()
    page.keyboard.press("x")  # and has it back
    write_it("sources/notes.yml", "-cut:")
    page.keyboard.press("c")
    write_it("sources/notes.yml", "+state: {is: 已校")
    expect(page.locator(".desk-count")).to_contain_text("已校")
    assert sidecar(desk, "notes").startswith("# notes\napart: [")
    restart(desk)
    for place, before in reversed(states):
        page.keyboard.press("u")
        written(page, place)
        assert (desk.project / place).read_bytes() == before


def restart(desk: Server) -> None:
    """Change the program, and wait until the server has started again."""
    module = "hooks/jiaozhu/pages/articles/page.py"
    write(desk.project, {module: (desk.project / module).read_text("utf-8") + "\n# changed\n"})
    desk.logs("starting again")
    desk.shows("articles/torn/", "茶农的一天")


def test_one_mark_of_several_is_settled(window: Page, desk: Server) -> None:
    page = opened(window, desk, "marks")
    page.keyboard.press("n")
    expect(card(page)).to_contain_text("标点复原")
    for _ in range(10):
        if card(page).get_by_role("button", name="逐个").count():
            break
        page.keyboard.press("n")
    page.keyboard.press("o")
    expect(card(page).get_by_role("group", name="这里是哪个标点")).to_be_visible()
    page.keyboard.press("\\")  # the key of 、
    lines = shown_lines(page)
    assert "+confirm:" in lines
    assert lines[-1] == "+    put: '、'"
    page.keyboard.press("Enter")
    card(page).get_by_role("button", name="写入").wait_for(state="hidden")
    assert sidecar(desk, "marks").splitlines() == [line[1:] for line in lines]


def test_words_in_question_are_answered_by_hand_from_their_card(window: Page, desk: Server) -> None:
    page = opened(window, desk, "torn")
    before = sidecar(desk, "torn")
    page.keyboard.press("n")
    expect(card(page)).to_contain_text("叠出的虚字")
    left = doubts(page)
    page.keyboard.press("4")
    card(page).get_by_label("改作").wait_for()
    page.keyboard.press("Escape")  # back to the card of the doubt
    expect(card(page)).to_contain_text("叠出的虚字")
    page.keyboard.press("4")
    expect(card(page).get_by_label("改作")).to_have_value("的")  # what the question supposes
    written(page, "sources/torn.yml", 理由="衍一字。")
    expect(page.locator(".desk-count")).to_contain_text(f"还有 {left - 1} 处")
    expect(page.locator(".edition > p").first).not_to_contain_text("的的")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    written(page, "sources/torn.yml")
    assert sidecar(desk, "torn") == before


def test_selected_words_stay_selected_where_the_page_is_made_anew(window: Page, desk: Server) -> None:
    """Another window, or the background, makes the page again while an editor is about to say what her words are."""
    page = opened(window, desk, "phone")
    select(page, "三里山路")
    page.get_by_role("toolbar", name="选中的文字").wait_for()
    write(desk.project, {"sources/phone.yml": sidecar(desk, "phone") + "outlet: 山里报\n"})
    expect(page.locator(".jz-meta")).to_contain_text("山里报")
    page.keyboard.press("2")
    assert "+  - 三里山路" in shown_lines(page)
    page.keyboard.press("Escape")


def test_one_answer_is_given_for_all_pages_of_a_site(window: Page, desk: Server) -> None:
    page = opened(window, desk, "ferry-5")
    chosen(page, FERRY_LINE, "删")
    assert f"+  - {FERRY_LINE}" in shown_lines(page)
    page.keyboard.press("s")
    expect(card(page)).to_contain_text(f"同一来源皆删：{FERRY_LINE}")
    expect(card(page)).to_contain_text("这一行在 2 篇里共有 2 处，都将删去")
    assert f"+    - {FERRY_LINE}" in shown_lines(page)
    page.keyboard.press("Enter")
    card(page).get_by_role("button", name="写入").wait_for(state="hidden")
    expect(page.locator(".edition > p", has_text=FERRY_LINE)).to_have_count(0)
    assert not (desk.project / "sources" / "ferry-5.yml").exists()
    assert (desk.project / "sources" / "sites.yml").read_text("utf-8") == f"{SITES}  cut:\n    - {FERRY_LINE}\n"
    page.goto(f"{desk.address}/articles/ferry-0/")  # the other page, of which nobody has said anything
    expect(page.locator(".edition > p", has_text="大水")).to_be_visible()
    expect(page.locator(".edition > p", has_text=FERRY_LINE)).to_have_count(0, timeout=30_000)


def test_files_are_chosen_and_dropped(window: Page, desk: Server) -> None:
    page = window
    page.goto(f"{desk.address}/report/")
    page.locator(".desk-row").first.wait_for()
    text = "渡船记\n\n河上的渡船一天只走两趟，早上一趟，晚上一趟，误了就要等到明天。\n"
    article: FilePayload = {"name": "渡船 记.txt", "mimeType": "text/plain", "buffer": text.encode("gb18030")}
    program: FilePayload = {"name": "渡船.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    page.locator("#desk-files").set_input_files([article, program])
    page.get_by_role("link", name="去校这一篇").wait_for(timeout=60_000)
    assert (desk.project / "sources" / "渡船-记.txt").read_bytes() == text.encode("gb18030")
    expect(page.locator(".desk-arrived")).to_contain_text("渡船.exe：不是文章的文件")
    page.evaluate(
        """() => {
          const dataTransfer = new DataTransfer();
          const page = "<!DOCTYPE html><title>石桥</title><h1>石桥</h1><p>桥上的石头是从后山抬来的，抬了整整两年才够。</p>";
          dataTransfer.items.add(new File([page], "石桥.html"));
          for (const kind of ["dragover", "drop"]) {
            document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }"""
    )
    expect(page.locator(".desk-arrived p").first).to_contain_text("sources/石桥.html")
    expect(page.locator(".desk-arrived p").first).to_contain_text("去校这一篇", timeout=60_000)


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
    for key in ("j", "j", "Enter", "Enter"):  # the second paragraph as a whole, and then its first sentence
        page.keyboard.press(key)
    page.get_by_role("toolbar", name="选中的文字").wait_for()
    page.keyboard.press("2")
    written(page, "sources/渡口的秋天.yml")
    assert "  - 这些货要送到对岸的集市去。\n" in sidecar(desk, "渡口的秋天")


def test_several_are_answered_at_once(window: Page, desk: Server) -> None:
    page = window
    page.goto(f"{desk.address}/report/")
    rows = page.locator(".desk-row")
    rows.first.wait_for()
    page.get_by_label("只看含有这些字的").fill("号盐井")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("5 处")
    rows.focus()
    page.keyboard.press("x")
    card(page).get_by_role("button", name="写入").wait_for()
    expect(card(page)).to_contain_text("5 处，5 篇")
    names = [line for line in card(page).locator(".desk-diff > *").all_text_contents() if "sources/" in line]
    assert names == [f" sources/many-{n}.yml" for n in range(3)]
    expect(card(page)).to_contain_text("其余 2 处照此写")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(0)
    assert {sidecar(desk, f"many-{n}") for n in range(5)} == {"keep:\n  - 的的\n"}
    page.keyboard.press("u")  # the last of them alone
    card(page).get_by_role("button", name="写入").wait_for()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    assert [(desk.project / "sources" / f"many-{n}.yml").exists() for n in range(5)] == [True] * 4 + [False]


def test_two_windows_and_a_file_edited_by_hand(window: Page, browser: Browser, desk: Server) -> None:
    """What was shown is written into the file that was read, and into no other."""
    page = opened(window, desk, "stale")
    page.keyboard.press("n")
    page.keyboard.press("y")
    card(page).get_by_role("button", name="写入").wait_for()
    with (desk.project / "sources" / "stale.yml").open("a", encoding="utf-8") as file:
        file.write("outlet: 手写的报\n")
    page.keyboard.press("Enter")
    expect(card(page)).to_contain_text("刚才被人改过，什么也没有写")
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
    sound = sidecar(desk, "stale")
    write(desk.project, {"sources/stale.yml": f"{sound}keep: [一\n"})
    expect(page.locator(".desk-count")).to_contain_text("它的文件有误")
    expect(page.locator(".jz-sheet")).to_contain_text("校订文件有误，没有照它改")
    write(desk.project, {"sources/stale.yml": sound})
    expect(page.locator(".desk-count")).to_contain_text(f"还有 {count - 1} 处")


def test_a_folder_that_cannot_be_written(window: Page, desk: Server) -> None:
    """The system itself refuses. When it is given leave, the same answer is written."""
    if without_leave() is None:
        pytest.skip("root can write everywhere, and there is no setpriv")
    page = opened(window, desk, "readonly")
    before = tree(desk.project / "sources")
    page.keyboard.press("n")
    page.keyboard.press("x")
    card(page).get_by_role("button", name="写入").wait_for()
    sources = desk.project / "sources"
    sources.chmod(0o555)
    try:
        page.keyboard.press("Enter")
        expect(card(page)).to_contain_text("sources/readonly.yml: 写不进去（Permission denied），什么也没有写")
        expect(card(page)).to_contain_text("这个文件夹或文件是只读的：给它写的权限，再答一次")
        assert tree(sources) == before
    finally:
        sources.chmod(0o755)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("x")
    written(page, "sources/readonly.yml")
    assert "keep:" in sidecar(desk, "readonly")


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
