"""Readers' highlights and notes: made by mouse, touch and keys, shown in each view and script, kept, listed, exported, imported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import faults
from browser.test_quotations import SELECT

OPEN = Callable[..., Page]
ARTICLE = "articles/kuaishou-double-subsidy/"
OWN = "annotations/"
FIRST, LAST = "传播上", "成为"
# What is painted in each kind of highlight.
PAINTED = """() => Object.fromEntries([...CSS.highlights].filter(([, some]) => some.size).map(([kind, some]) =>
  [kind, [...some].map(String).join("")]))"""
TEXT = "document.querySelector('.edition').textContent.replace('¶', '')"


def marked(page: Page, times: int) -> None:
    page.wait_for_function("(times) => document.documentElement.dataset.marked === String(times)", arg=times)


def mark(page: Page, first: str = FIRST, last: str = LAST, ink: int = 1) -> str:
    """Highlight words, which are returned as they are selected."""
    page.evaluate(SELECT, [first, last])
    words = page.evaluate("getSelection().toString()")
    page.get_by_role("toolbar", name="选中的文字").locator(f"[data-ink='{ink}']").click()
    return str(words)


def note(page: Page, text: str) -> None:
    """A note on some other words."""
    page.evaluate(SELECT, ["6月14日", "复出"])
    page.get_by_role("toolbar", name="选中的文字").get_by_role("button", name="批注").click()
    page.get_by_role("textbox", name="批注").fill(text)
    page.keyboard.press("Escape")
    page.wait_for_function("() => CSS.highlights.get('jz-noted').size > 0")


def kept(page: Page) -> list[dict[str, Any]]:
    everything = page.evaluate("jzStore.all()")
    assert isinstance(everything, list)
    return everything


def test_highlights_and_notes_stay_and_show_in_each_view_and_script(opened: OPEN) -> None:
    page = opened(ARTICLE)
    assert page.evaluate("document.querySelectorAll('script[src*=annotations]').length") == 0
    words = mark(page, ink=2)
    marked(page, 1)
    assert page.evaluate(PAINTED) == {"jz-ink-2": words}
    note(page, "第几次了？\n<b>待查</b>")
    marked(page, 2)
    aside = page.locator(".jz-own-note")
    expect(aside).to_have_text("第几次了？\n<b>待查</b>")
    assert aside.locator("b").count() == 0
    painted = page.evaluate(PAINTED)
    assert (painted["jz-ink-2"], painted["jz-noted"]) == (f"6月14日，快手一哥辛巴复出{words}", "6月14日，快手一哥辛巴复出")
    for path in (ARTICLE, f"{ARTICLE}collation/"):
        page.goto(f"{page.url.partition('articles/')[0]}{path}")
        marked(page, 2)
        assert page.evaluate("document.querySelector('.jz-own-note').nextElementSibling.matches('aside, [data-kind]')")
    page.keyboard.press("v")
    marked(page, 0)  # 原貌 is another text
    page.goto(f"{page.url.partition('articles/')[0]}zh-tw/{ARTICLE}")
    marked(page, 2)
    assert page.evaluate(PAINTED)["jz-ink-2"].endswith("成為")
    assert "快手一哥辛巴復出" in page.evaluate(PAINTED)["jz-ink-2"]
    assert {one["script"] for one in kept(page)} == {"zh-Hans"}


def test_a_mark_opens_at_a_click_and_can_be_changed_and_taken_back(opened: OPEN) -> None:
    page = opened(ARTICLE)
    dragged = page.locator(".edition p").first.bounding_box()
    assert dragged is not None
    page.mouse.move(dragged["x"] + 1, dragged["y"] + 15)
    page.mouse.down()
    page.mouse.move(dragged["x"] + 240, dragged["y"] + 18, steps=5)
    page.mouse.up()
    page.get_by_role("toolbar", name="选中的文字").get_by_role("button", name="划线：藤黄").click()
    marked(page, 1)
    assert str(page.evaluate(PAINTED)["jz-ink-1"]).startswith("6月14日，快手")
    box = page.evaluate(
        "(() => { const r = [...CSS.highlights.get('jz-ink-1')][0].getBoundingClientRect(); return [r.x + 5, r.y + 5]; })()"
    )
    page.mouse.click(*box)
    card = page.get_by_role("dialog", name="批注")
    card.get_by_role("radio", name="花青").check(force=True)
    card.get_by_role("textbox").fill("记下")
    card.get_by_role("button", name="好").click()
    page.wait_for_function("() => CSS.highlights.get('jz-noted').size > 0 && CSS.highlights.get('jz-ink-3').size > 0")
    page.locator(".jz-own-note button").click()
    card.get_by_role("button", name="删去").click()
    marked(page, 0)
    assert kept(page) == []
    page.get_by_role("status").get_by_role("button", name="恢复").click()
    marked(page, 1)
    assert [one["note"] for one in kept(page)] == ["记下"]


def test_a_note_is_kept_when_the_page_is_left_while_it_is_written(opened: OPEN) -> None:
    page = opened(ARTICLE)
    page.evaluate(SELECT, [FIRST, LAST])
    page.get_by_role("toolbar", name="选中的文字").get_by_role("button", name="批注").click()
    page.get_by_role("textbox", name="批注").fill("还没有写完")
    page.goto(f"{page.url}../../")
    page.goto(f"{page.url}{OWN}")
    expect(page.get_by_role("textbox", name="批注").first).to_have_value("还没有写完")


def test_marks_are_made_by_keys(opened: OPEN) -> None:
    page = opened(ARTICLE)
    page.keyboard.press("j")
    page.keyboard.press("j")
    block = page.evaluate("document.activeElement.id")
    page.keyboard.press("m")
    toolbar = page.get_by_role("toolbar", name="选中的文字")
    expect(toolbar.get_by_role("button").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    marked(page, 1)
    assert [(one["block"], one["ink"], one["from"]) for one in kept(page)] == [(block, 2, 0)]
    page.keyboard.press("a")
    listed = page.get_by_role("dialog", name="本篇的批注")
    listed.locator("blockquote button").click()
    expect(page.get_by_role("dialog", name="批注", exact=True)).to_be_visible()
    page.keyboard.press("Escape")


def test_marks_are_made_by_touch(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, service_workers="block")
    page = context.new_page()
    page.goto(site + ARTICLE)
    page.evaluate(SELECT, [FIRST, LAST])
    menu = page.get_by_role("toolbar", name="选中的文字")
    menu.wait_for()
    box = menu.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    for button in menu.get_by_role("button").all():
        size = button.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 40
    menu.get_by_role("button", name="批注").tap()
    page.get_by_role("textbox", name="批注").fill("手机上写的")
    page.touchscreen.tap(385, 600)
    marked(page, 1)
    page.wait_for_function("() => CSS.highlights.get('jz-noted').size > 0")
    assert [one["note"] for one in kept(page)] == ["手机上写的"]
    context.close()


def test_without_highlights_of_the_browser_marks_are_elements(browser: Browser, site: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.add_init_script("delete window.Highlight")
    page.goto(site + ARTICLE)
    before = page.evaluate(TEXT)
    words = mark(page, "今晚势必会迎来", "最终效果")
    marked(page, 1)
    assert "".join(page.locator("mark.jz-ink-1").all_inner_texts()) == words.replace("①", "").replace("\u2060", "")
    assert page.evaluate(TEXT) == before
    page.evaluate("jzStore.all().then(([one]) => jzStore.remove(one.id))")
    marked(page, 0)
    assert page.locator("mark.jz-own").count() == 0
    context.close()


def test_what_has_lost_its_place_is_listed_and_nothing_is_placed_wrongly(opened: OPEN) -> None:
    page = opened(ARTICLE)
    mark(page)
    marked(page, 1)
    page.evaluate(
        """async () => {
          const [one] = await jzStore.all();
          const moved = { ...one, id: "moved", block: "bgone", from: 99 };
          await jzStore.put(moved, { ...moved, id: "gone", exact: "从来没有过的一句话" });
        }"""
    )
    marked(page, 2)
    page.keyboard.press("a")
    listed = page.get_by_role("dialog", name="本篇的批注")
    expect(listed).to_contain_text("有 1 条在这一版里找不到原来的字句")
    expect(listed.locator("ol").last).to_contain_text("从来没有过的一句话")
    page.goto(f"{page.url.partition('articles/')[0]}{OWN}")
    expect(page.locator(".jz-own__lost blockquote")).to_have_text(["从来没有过的一句话"])


@pytest.fixture
def own_page(opened: OPEN) -> Page:
    """我的批注, with a mark and a note."""
    page = opened(ARTICLE)
    mark(page)
    marked(page, 1)
    note(page, "第几次了？\n\n- 一\n> 二 -- 三")
    marked(page, 2)
    page.goto(f"{page.url.partition('articles/')[0]}{OWN}")
    expect(page.locator(".jz-own__list li")).to_have_count(2)
    return page


def test_own_marks_are_searched_and_lead_to_their_places(own_page: Page) -> None:
    page = own_page
    assert faults(page) == []
    search = page.get_by_role("searchbox", name="在批注里查找")
    search.fill("几次")
    expect(page.locator(".jz-own__list blockquote")).to_have_text(["6月14日，快手一哥辛巴复出"])
    search.fill("没有的词")
    expect(page.locator(".jz-own__list")).to_have_text("没有找到。")
    search.fill("")
    page.get_by_role("checkbox", name="藤黄").uncheck(force=True)
    expect(page.locator(".jz-own__list li")).to_have_count(0)
    page.get_by_role("checkbox", name="藤黄").check(force=True)
    page.locator(".jz-own__list blockquote a").last.click()
    page.wait_for_url(f"**/{ARTICLE}#own-*")
    expect(page.get_by_role("dialog", name="批注", exact=True)).to_be_visible()


def test_in_lists_notes_are_changed_and_marks_taken_away_with_a_way_back(own_page: Page) -> None:
    page = own_page
    line = page.locator(".jz-own__list li").first
    line.get_by_role("textbox").fill("")
    line.get_by_role("textbox").press_sequentially("changed")
    line.get_by_role("button", name="删去").click()  # right from the field
    line.get_by_role("button", name="恢复").click()
    page.wait_for_function("async () => (await jzStore.all()).length === 2")
    assert "changed" in [one["note"] for one in kept(page)]
    line.get_by_role("button", name="删去").click()
    page.wait_for_function("async () => (await jzStore.all()).length === 1")
    page.reload()
    expect(page.locator(".jz-own__list li")).to_have_count(1)
    page.goto(f"{page.url.partition('annotations/')[0]}{ARTICLE}")
    page.keyboard.press("a")
    listed = page.get_by_role("dialog", name="本篇的批注")
    listed.get_by_role("button", name="删去").click()
    listed.get_by_role("button", name="恢复").click()
    marked(page, 1)


@pytest.mark.parametrize("kind", ["JSON", "Markdown"])
def test_own_marks_are_exported_and_imported(own_page: Page, tmp_path: Path, kind: str) -> None:
    page = own_page
    before = kept(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=f"导出 {kind}").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    if kind == "JSON":
        assert len(json.loads(path.read_text("utf-8"))["annotations"]) == 2
    else:
        assert "> 6月14日，快手一哥辛巴复出\n\n第几次了？\n\n- 一\n> 二 -- 三\n" in path.read_text("utf-8")
    page.evaluate("async () => { for (const { id } of await jzStore.all()) await jzStore.remove(id); }")
    expect(page.locator(".jz-own__list li")).to_have_count(0)
    chosen = page.get_by_label("导入从这里导出的文件")
    chosen.set_input_files(path)
    expect(page.locator(".jz-own__list li")).to_have_count(2)
    assert sorted(kept(page), key=str) == sorted(before, key=str)
    chosen.set_input_files(path)
    expect(page.get_by_role("status")).to_have_text("新导入 0 条。")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"format":"jiaozhu-annotations","annotations":[{"id":"x"},null]}',
        "# 别的 Markdown\n\n> 引文\n",
        '<!-- jiaozhu-annotations {"id":1} -->',
    ],
)
def test_a_file_of_something_else_is_refused(own_page: Page, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content, "utf-8")
    own_page.get_by_label("导入从这里导出的文件").set_input_files(tmp_path / "a.json")
    expect(own_page.get_by_role("status")).to_contain_text("没有批注")
    assert len(kept(own_page)) == 2


def test_what_was_read_last_is_offered(opened: OPEN) -> None:
    page = opened("")
    expect(page.locator(".jz-last")).to_be_hidden()
    home = page.url
    page.goto(home + ARTICLE)
    page.evaluate("scrollTo({ top: 1500, behavior: 'instant' })")
    title = page.locator("h1").inner_text().replace("\n", "")
    for path in ("", OWN):
        page.goto(home + path)
        link = page.get_by_role("link", name=title, exact=True).first
        assert ARTICLE in str(link.get_attribute("href"))
    page.goto(home)
    page.locator(".jz-last a").click()
    page.wait_for_url(f"**/{ARTICLE}#b*")


def test_all_is_accessible(opened: OPEN) -> None:
    page = opened(ARTICLE)
    mark(page)
    note(page, "第几次了？")
    marked(page, 2)
    page.evaluate(SELECT, [FIRST, LAST])
    page.get_by_role("toolbar", name="选中的文字").get_by_role("button", name="引用").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    page.keyboard.press("a")
    page.get_by_role("dialog", name="本篇的批注").wait_for()
    assert faults(page) == []


def test_the_same_words_in_another_ink_are_one_mark(opened: OPEN) -> None:
    page = opened(ARTICLE)
    mark(page, ink=1)
    marked(page, 1)
    mark(page, ink=4)
    page.wait_for_function("() => CSS.highlights.get('jz-ink-4').size > 0")
    assert [one["ink"] for one in kept(page)] == [4]
