"""A name in mid-sentence: its card by mouse, finger and keyboard, which does not leave the article, and the way to where else it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import SIZES, faults

Open = Callable[..., Page]

ARTICLE = "articles/kuaishou-jd-618/"


@pytest.fixture
def touched(browser: Browser, site: str) -> Iterator[Page]:
    """The article on a phone that has no mouse."""
    width, height = SIZES["phone"]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True, service_workers="block")
    page = context.new_page()
    page.goto(site + ARTICLE)
    yield page
    context.close()


def name(page: Page, ident: str = "jd") -> Locator:
    return page.locator(f".edition a.name[data-name={ident}]").first


def card(page: Page) -> Locator:
    return page.locator(".jz-card")


def test_a_tap_opens_the_card_and_another_closes_it(touched: Page) -> None:
    for visible in (True, False, True):
        name(touched).tap()
        expect(card(touched)).to_be_visible(visible=visible)
    assert touched.url.endswith(ARTICLE), "the article is not left"
    expect(card(touched).locator("strong")).to_have_text("京东")
    expect(card(touched)).to_contain_text("综合电商平台")
    expect(card(touched)).to_contain_text("推出京东直播")
    expect(card(touched)).to_contain_text("本篇 14 处")
    card(touched).locator(".jz-others a").first.tap()
    expect(touched.locator("article.edition :target")).to_be_in_viewport()
    assert "kuaishou-reopens-links" in touched.url


def test_a_click_opens_it_and_its_title_leads_to_the_page_of_the_name(opened: Open) -> None:
    page = opened(ARTICLE)
    name(page).click()
    expect(card(page)).to_be_visible()
    assert page.url.endswith(ARTICLE)
    assert faults(page) == []
    card(page).locator("strong a").click()
    page.wait_for_url("**/names/jd/")


def test_the_strip_has_a_line_for_each_paragraph_and_leads_there(opened: Open) -> None:
    page = opened(ARTICLE)
    name(page).click()
    lines = card(page).locator(".jz-places i")
    expect(lines.first).to_have_class("jz-own")
    holding = page.locator(".edition > [data-kind]").filter(has_text="京东").evaluate_all("all => all.map(one => one.id)")
    assert lines.count() == len(holding) > 3
    lefts = lines.evaluate_all("all => all.map(one => parseFloat(one.style.left))")
    assert lefts == sorted(lefts)
    card(page).get_by_text("后一处").click()
    expect(page).to_have_url(re.compile(f"#{holding[1]}$"))
    expect(page.locator("article.edition :target")).to_be_in_viewport()
    expect(card(page)).to_be_hidden()
    page = opened(ARTICLE)
    name(page).click()
    box = card(page).locator(".jz-places div").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 1, box["y"] + 3)
    expect(page).to_have_url(re.compile(f"#{holding[-1]}$"))


def test_the_keyboard_opens_it_and_goes_into_it(opened: Open) -> None:
    page = opened(ARTICLE)
    name(page).focus()
    expect(card(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(card(page)).to_be_visible()
    expect(name(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(card(page).locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(name(page)).to_be_focused()


def test_a_term_says_too_where_it_stands(opened: Open) -> None:
    page = opened(ARTICLE)
    ident = page.evaluate(
        "async () => Object.entries((await (await fetch('card/mentions.json')).json()).places)"
        ".find(([id, all]) => all.length > 2 && document.querySelector(`.edition a.term[data-term='${id}']`))[0]"
    )
    page.locator(f".edition a.term[data-term='{ident}']").first.click()
    expect(card(page).locator(".jz-places i").nth(2)).to_be_attached()


def test_the_card_is_in_the_script_of_the_page(opened: Open) -> None:
    page = opened(f"zh-tw/{ARTICLE}")
    name(page).click()
    expect(card(page).locator("strong")).to_have_text("京東")
    expect(card(page)).to_contain_text("後一處")


def test_where_there_is_no_file_the_link_leads_to_the_name(touched: Page) -> None:
    touched.route("**/mentions.json", lambda route: route.fulfill(status=404))
    name(touched).tap()
    touched.wait_for_url("**/names/jd/")


def test_without_a_script_the_link_leads_to_the_name(opened: Open) -> None:
    page = opened(ARTICLE, script=False)
    name(page).click()
    page.wait_for_url("**/names/jd/")


@pytest.mark.parametrize("size", SIZES)
def test_no_card_stands_outside_the_window(opened: Open, size: str) -> None:
    page = opened(ARTICLE, size)
    width, height = SIZES[size]
    marks = page.locator(".edition a.name")
    for n in range(0, marks.count(), 7):
        marks.nth(n).evaluate("(e, up) => scrollTo(0, e.getBoundingClientRect().top + scrollY - (up ? 30 : innerHeight - 50))", n % 2)
        marks.nth(n).evaluate("e => e.click()")
        expect(card(page)).to_be_visible()
        box = card(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
