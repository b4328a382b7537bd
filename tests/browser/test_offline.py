"""Offline reading: visited pages are available, others are reported as missing, and a copy on a disk works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import served

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
