"""Offline reading: visited pages are available, others are reported as missing, and a copy on a disk works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import served
from browser.test_quotations import SELECT

READ, UNREAD = "articles/kuaishou-double-subsidy/", "articles/kuaishou-jd-618/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(service_workers="allow")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("script", ["", "zh-tw/"])
def test_what_was_read_can_be_read_again_without_a_network(page: Page, folder: Path, script: str) -> None:
    with served(folder) as site:
        page.goto(site + script)
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.goto(site + script + READ)
        expected = [f"{site}{script}{path}" for path in (READ, "glossary/", "offline.html")]
        page.wait_for_function("async (all) => (await Promise.all(all.map((one) => caches.match(one)))).every(Boolean)", arg=expected)
        title = page.title()
    page.goto(site + script + "glossary/")
    assert page.locator("#koc").count() == 1
    page.goto(f"{site}{script}{READ}?from=elsewhere")
    assert page.title() == title
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 238)"
    page.goto(site + script + UNREAD)
    assert page.url == f"{site}{script}offline.html"
    page.get_by_role("link", name="術語" if script else "术语").last.click()
    assert page.url == f"{site}{script}glossary/"


def test_a_copy_on_a_disk_works(page: Page, folder: Path) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((folder / "index.html").as_uri())
    page.locator(".jz-entry__title a").first.click()
    assert page.url.endswith("/index.html")
    page.locator(".jz-views a").nth(1).click()
    page.wait_for_url("**/collation/index.html")
    page.locator(".jz-script a").nth(1).click()
    page.wait_for_url("**/zh-tw/**/collation/index.html*")
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    page.keyboard.press("v")
    page.wait_for_url("**/original/index.html*")
    assert not complaints


def test_on_a_disk_terms_have_cards_links_lead_on_and_the_timeline_is_filtered(browser: Browser, folder: Path) -> None:
    """What would need another file is left out."""
    context = browser.new_context(has_touch=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto((folder / "timeline" / "index.html").as_uri())
    whole = page.locator(".jz-event:visible").count()
    page.locator(".jz-filter [value=jd]").click()
    assert 0 < page.locator(".jz-event:visible").count() < whole
    complaints.clear()  # an address on a disk cannot say what was chosen
    page.locator(".jz-event:visible a").first.tap()
    page.wait_for_url("**/articles/**/index.html#b*")
    page.locator(".edition a.term").first.tap()
    page.locator(".jz-card").wait_for()
    assert not complaints
    context.close()


ALL_KEPT = "async (all) => (await Promise.all(all.map((one) => caches.match(one)))).every(Boolean)"


def test_an_article_is_kept_whole_with_the_readers_marks_on_it(page: Page, folder: Path) -> None:
    """Its views, the cards of its links, and 我的批注, though the first visit is one without a worker."""
    with served(folder) as site:
        page.goto(site + READ)
        page.evaluate(SELECT, ["传播上", "成为"])
        page.locator(".jz-quoting [data-ink='2']").click()
        page.wait_for_function("() => document.documentElement.dataset.marked === '1'")
        views = [f"{site}{READ}{view}" for view in ("", "collation/", "original/", "card/mentions.json")]
        page.wait_for_function(ALL_KEPT, arg=views)
        links = page.locator("#content a[href*='../kuaishou-']").evaluate_all("all => all.map((a) => a.href.split('#')[0])")
        cards = [
            f"{link}card/0.txt" for link in set(links) if link.startswith(f"{site}articles/") and link.count("/") == views[0].count("/")
        ]
        assert cards
        page.wait_for_function(ALL_KEPT, arg=cards)
        page.reload()
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.wait_for_function(ALL_KEPT, arg=[f"{site}annotations/"])
    page.goto(site + READ)
    page.wait_for_function("() => document.documentElement.dataset.marked === '1'")
    for view in ("collation", "original", "clean"):
        page.keyboard.press("v")
        page.wait_for_function("(view) => document.querySelector('.jz-sheet').dataset.view === view", arg=view)
    page.goto(f"{site}annotations/")
    expect(page.locator(".jz-own__list blockquote")).to_have_text("传播上，并不缺少话题，2020年初快手成为")
    page.wait_for_function("() => document.querySelector('.jz-own').dataset.checked === '1'")
    expect(page.locator(".jz-own__lost")).to_be_hidden()


def test_search_says_what_it_can_find_without_a_network(page: Page, folder: Path) -> None:
    with served(folder) as site:
        page.goto(site)
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.goto(site + READ)
        page.keyboard.press("/")
        page.keyboard.type("拼多多")
        page.locator(".jz-find li").first.wait_for()
        notice = page.get_by_text("没有网络：查的是留存在这个浏览器里的")
        expect(notice).to_be_hidden()
        page.wait_for_function(ALL_KEPT, arg=[f"{site}search/index.js", f"{site}search/t/0.js", f"{site}search/t/3.js"])
    page.goto(site + READ)
    page.keyboard.press("/")
    page.keyboard.type("拼多多")
    expect(notice).to_be_visible()
    labels = page.locator(".jz-find li:has(h3 a[href*='articles/'])")
    expect(labels.filter(has=page.locator(f"h3 a[href*='{READ}']")).locator("h3 span").first).not_to_contain_text("未留存")
    expect(labels.filter(has=page.locator(f"h3 a[href*='{UNREAD}']")).locator("h3 span").first).to_contain_text("未留存")
