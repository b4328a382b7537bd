"""What a person does with the site, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

PAGES = (
    "",
    "articles/",
    "articles/kuaishou-double-subsidy/",
    "articles/kuaishou-reopens-links/",
    "annotations/",
    "glossary/",
    "rules/",
    "report/",
    "about/",
)
PAPER = {"light": "rgb(250, 246, 238)", "dark": "rgb(22, 20, 15)"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_fits_its_window_and_is_set_on_paper(open_shared: Open, path: str, size: str, scheme: str) -> None:
    page = open_shared(path, size, scheme)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER[scheme]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off_at_320_pixels(open_shared: Open, path: str) -> None:
    page = open_shared(path, "phone")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= 320")


def test_the_home_page_leads_to_each_article_and_on_to_the_next(opened: Open) -> None:
    page = opened()
    links = page.locator(".jz-entry__title a")
    expect(links).to_have_count(4)
    title = links.first.inner_text()
    links.first.click()
    expect(page.locator("h1")).to_have_text(title)
    visited = {page.url}
    while page.locator(".jz-turn__after").count():
        page.locator(".jz-turn__after").click()
        visited.add(page.url)
    assert len(visited) == 4


def test_at_most_seven_doors_and_none_leads_nowhere(opened: Open) -> None:
    page = opened()
    doors = page.get_by_role("navigation", name="全站").get_by_role("link")
    assert doors.all_inner_texts() == ["文章", "术语", "专名", "年表", "数目", "异说", "凡例"]
    assert page.get_by_role("link", name="互见").count() == 0, "the articles of this site share no passages"
    page.locator(".jz-footer").get_by_role("link", name="关于").click()
    expect(page.locator("h1")).to_have_text("关于")


def test_a_mark_leads_to_its_note_and_back(opened: Open) -> None:
    page = opened("articles/kuaishou-double-subsidy/")
    mark = page.locator(".jz-mark a").first
    mark.click()
    note = page.locator(".jz-notes li:target")
    expect(note).to_be_in_viewport()
    note.locator(".jz-back").click()
    expect(mark).to_be_in_viewport()


def test_a_term_leads_to_what_it_means_and_that_back_to_its_paragraph(opened: Open) -> None:
    page = opened("articles/kuaishou-trust-commerce/")
    page.locator("a.term[data-term=koc]").first.click()
    page.locator(".jz-card dt a").click()
    expect(page.locator("#koc")).to_be_in_viewport()
    page.locator("#koc a", has_text="见于").click()
    page.locator("main a[href*='articles/kuaishou-trust-commerce/#']").first.click()
    expect(page.locator("article.edition :target")).to_contain_text("KOC")


def test_notes_stand_in_the_margin_only_where_there_is_one(opened: Open) -> None:
    path = "articles/kuaishou-double-subsidy/"
    expect(opened(path, "phone").locator(".jz-margin").first).to_be_hidden()
    page = opened(path, "desktop")
    note, text = page.locator(".jz-margin").first.bounding_box(), page.locator(".edition").bounding_box()
    assert note
    assert text
    assert note["x"] >= text["x"] + text["width"]
    assert note["x"] + note["width"] <= 1440


def test_the_whole_second_copy_can_be_read(opened: Open) -> None:
    page = opened("articles/kuaishou-double-subsidy/")
    page.get_by_text("校勘记").last.click()
    copy = page.locator(".jz-cuts details")
    expect(copy.locator(".jz-raw")).to_be_hidden()
    copy.locator("summary").click()
    expect(copy.locator(".jz-raw")).to_contain_text("修炼内功也同样重要。 快 手已经涌现了")


def test_the_scheme_that_was_chosen_is_kept(opened: Open) -> None:
    page = opened()
    button = page.locator(".jz-scheme")
    button.click()
    button.click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER["dark"]
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER["dark"]
    expect(button).to_have_attribute("aria-label", "配色：深色。改为随系统")
    button.click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER["light"]


def test_without_script_the_page_is_whole(opened: Open) -> None:
    page = opened("articles/kuaishou-jd-618/", "phone", "dark", script=False)
    expect(page.locator(".edition p").first).to_be_visible()
    expect(page.locator("figure")).to_have_count(5)
    expect(page.locator(".jz-scheme")).to_be_hidden()


def test_the_first_stop_of_the_keyboard_leads_past_the_head(opened: Open) -> None:
    page = opened("articles/kuaishou-jd-618/")
    page.keyboard.press("Tab")
    expect(page.locator(".jz-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#content")


def test_a_page_that_is_not_there_says_so_and_offers_a_way(opened: Open) -> None:
    page = opened("404.html")
    expect(page.locator("h1")).to_have_text("没有这一页")
    page.locator(".jz-prose a").click()
    expect(page.locator("h1")).to_have_text("文章")
