"""The bar of an article's page, as a finger moves it: there when one scrolls up, with contents, views and scripts that hold the place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from browser.conftest import SIZES

ARTICLE = "articles/kuaishou-double-subsidy/"
STEPS = 12  # moves of a finger in one stroke
# The first block that begins in the window: its id and where.
FIRST = """() => [...document.querySelectorAll("[data-view] article > [data-kind], .jz-original [id^='b']")]
  .map(block => [block.id, block.getBoundingClientRect().top]).find(([, top]) => top > 0)"""

SECTION = "[...document.querySelectorAll('article h2')].findLast(h => h.getBoundingClientRect().top < innerHeight / 3).textContent"


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """The page of an article on a phone that has no mouse."""
    width, height = SIZES["phone"]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True, service_workers="block")
    page = context.new_page()
    page.goto(site + ARTICLE)
    yield page
    context.close()


def swipe(page: Page, finger: CDPSession, by: int) -> None:
    """A stroke of the finger, ``by`` pixels down (negative: up, which scrolls on). It rests before it is lifted, so that nothing flies."""
    start = 720 if by < 0 else 140
    for step in range(STEPS + 1):
        kind = "touchMove" if step else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 195, "y": start + by * step / STEPS}]})
        page.wait_for_timeout(8)
    page.wait_for_timeout(60)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(100)


def scrolled_back(page: Page) -> None:
    """Some screens down, and a bit up again."""
    finger = page.context.new_cdp_session(page)
    bar = page.locator(".jz-bar")
    expect(bar).to_be_hidden()
    for _ in range(4):
        swipe(page, finger, -560)
    expect(bar).to_be_hidden()
    swipe(page, finger, 90)
    expect(bar).to_be_visible()


# How many pixels, up and down through the middle of each door of the head and the foot, belong to it.
REACH = """() => [...document.querySelectorAll(".jz-header :is(a, button), .jz-footer a")].map(door => {
  door.scrollIntoView({ block: "center" });
  const { left, width, top, height } = door.getBoundingClientRect(), middle = top + height / 2;
  const own = y => document.elementFromPoint(left + width / 2, y) === door || door.contains(document.elementFromPoint(left + width / 2, y));
  let up = 0, down = 0;
  while (up < 60 && own(middle - up - 1)) up++;
  while (down < 60 && own(middle + down)) down++;
  return [door.textContent.trim(), up + down];
})"""


def test_a_finger_meets_each_door_of_the_head_and_the_foot(phone: Page) -> None:
    expect(phone.locator(".jz-scheme")).to_be_visible()
    assert [door for door in phone.evaluate(REACH) if door[1] < 39] == []  # 40, or a pixel less where it begins between two pixels


def test_views_and_scripts_hold_the_place_under_a_finger(phone: Page) -> None:
    scrolled_back(phone)
    bar, root = phone.locator(".jz-bar"), phone.url.partition("/articles")[0]
    block, before = phone.evaluate(FIRST)
    assert phone.evaluate("scrollY") > 1000
    for word, way in (("校勘", "collation/"), ("原貌", "original/"), ("整理", "")):
        bar.get_by_role("link", name=word).tap()
        phone.wait_for_url(f"**/{ARTICLE}{way}")
        now, top = phone.evaluate(FIRST)
        assert (now, abs(top - before) < 200) == (block, True), word
        expect(bar).to_be_visible()
    for name, way in (("臺灣正體", "zh-tw/"), ("简体", "")):
        bar.get_by_role("link", name=name).tap()
        phone.wait_for_url(f"{root}/{way}{ARTICLE}**")
        phone.wait_for_function("() => document.readyState === 'complete'")
        expect(bar).to_be_visible()
        now, top = phone.evaluate(FIRST)
        assert (now, abs(top - before) < 100) == (block, True), name
        expect(phone.locator(".jz-card:popover-open")).to_have_count(0)


def test_contents_say_where_one_is_and_lead_elsewhere(phone: Page) -> None:
    scrolled_back(phone)
    contents = phone.get_by_role("navigation", name="本篇目录")
    phone.locator(".jz-bar").get_by_role("button", name="目录").tap()
    here = phone.evaluate(SECTION)
    expect(contents.locator("[aria-current]")).to_have_text(here)
    last = contents.get_by_role("link", name="03")
    last.tap()
    expect(contents).to_be_hidden()
    expect(phone.locator("h2", has_text="03")).to_be_in_viewport()
    expect(phone.locator(".jz-contents [aria-current]")).to_have_text(phone.locator("h2", has_text="03").inner_text())


def test_a_long_list_of_contents_scrolls_by_itself(phone: Page) -> None:
    phone.evaluate("""() => { const list = document.querySelector(".jz-contents ol"), own = list.children[1];
      for (let n = 0; n < 200; n++) own.after(own.cloneNode(true)); }""")
    phone.locator(".jz-views").get_by_role("button", name="目录").tap()
    place = phone.evaluate("scrollY")
    box = phone.locator(".jz-contents").bounding_box()
    assert box
    assert box["y"] > 0
    assert box["y"] + box["height"] <= SIZES["phone"][1]
    finger = phone.context.new_cdp_session(phone)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 195, "y": 700}]})
    for y in range(690, 400, -20):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": 195, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.wait_for_function("() => document.querySelector('.jz-contents ol').scrollTop > 100")
    assert phone.evaluate("scrollY") == place


def test_contents_open_on_a_phone_without_a_script(browser: Browser, site: str) -> None:
    width, height = SIZES["phone"]
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site + ARTICLE)
    expect(page.locator(".jz-bar")).to_be_hidden()
    page.locator(".jz-views").get_by_role("button", name="目录").click()
    page.get_by_role("navigation", name="本篇目录").get_by_role("link", name="03").click()
    expect(page.locator("h2", has_text="03")).to_be_in_viewport()
    context.close()


def test_the_way_past_the_head_stays_in_the_view_that_one_chose(phone: Page) -> None:
    phone.locator(".jz-sheet .jz-views a", has_text="校勘").click()
    phone.wait_for_url("**/collation/")
    phone.locator(".jz-skip").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/collation/#content")
