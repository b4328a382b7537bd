"""A term in mid-sentence: understood by mouse, finger and keyboard, without a script, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import SIZES, WAITED, WATCH, faults

Open = Callable[..., Page]

ARTICLE = "articles/kuaishou-trust-commerce/"


@pytest.fixture
def touched(browser: Browser, site: str) -> Iterator[Page]:
    """The article on a phone that has no mouse."""
    width, height = SIZES["phone"]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site + ARTICLE)
    yield page
    context.close()


def term(page: Page) -> Locator:
    return page.locator(".edition a.term").first


def card(page: Page) -> Locator:
    return page.locator(".jz-card")


def test_hovering_opens_the_card_after_a_moment_and_it_stays_under_the_pointer(opened: Open) -> None:
    page = opened(ARTICLE)
    expect(card(page)).to_be_hidden()
    page.evaluate(WATCH)
    term(page).hover()
    expect(card(page)).to_be_visible()
    assert page.evaluate(WAITED) > 60, "it must not open on the way to somewhere else"
    box = card(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    page.wait_for_timeout(600)
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(card(page)).to_be_hidden()


def test_the_card_says_what_the_foot_of_the_page_says(opened: Open) -> None:
    page = opened(ARTICLE)
    ident = term(page).get_attribute("data-term")
    term(page).click()
    expect(card(page)).to_be_visible()
    definition = page.locator(f"#term-{ident} .jz-definition").text_content() or ""
    expect(card(page).locator(".jz-definition")).to_have_text(definition)
    assert page.url.endswith(ARTICLE), "the address must not change"
    assert card(page).locator("a[href*='glossary/#']").count() >= 1
    doubled = page.evaluate("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))")
    assert doubled == 0


def test_a_tap_opens_and_a_tap_outside_closes(touched: Page) -> None:
    term(touched).tap()
    expect(card(touched)).to_be_visible()
    assert touched.url.endswith(ARTICLE)
    touched.touchscreen.tap(195, 20)
    expect(card(touched)).to_be_hidden()


def test_a_second_tap_on_the_term_closes(touched: Page) -> None:
    for visible in (True, False, True):
        term(touched).tap()
        expect(card(touched)).to_be_visible(visible=visible)


def test_a_tap_on_another_term_opens_that_one(touched: Page) -> None:
    marks = touched.locator(".edition a.term")
    first, second = marks.nth(0), marks.nth(1)
    first.tap()
    expect(card(touched)).to_be_visible()
    second.evaluate("e => e.click()")
    expect(card(touched)).to_be_visible()
    expect(card(touched)).to_have_attribute("data-shown", second.get_attribute("data-term") or "")


def test_the_keyboard_opens_goes_in_and_comes_back(opened: Open) -> None:
    page = opened(ARTICLE)
    term(page).focus()
    expect(card(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(card(page)).to_be_visible()
    expect(term(page)).to_be_focused()
    expect(term(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(card(page).locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(term(page)).to_be_focused()
    assert page.url.endswith(ARTICLE)


def test_the_keyboard_goes_on_behind_the_card(opened: Open) -> None:
    page = opened(ARTICLE)
    term(page).focus()
    page.keyboard.press("Enter")
    for _ in range(card(page).locator("a").count()):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(card(page)).to_be_hidden()
    assert page.evaluate("document.activeElement.compareDocumentPosition(document.querySelector('.edition a.term')) & 2"), "behind the term"


@pytest.mark.parametrize("size", SIZES)
def test_no_card_stands_outside_the_window(opened: Open, size: str) -> None:
    page = opened(ARTICLE, size)
    width, height = SIZES[size]
    marks = page.locator(".edition a.term")
    for n in range(0, marks.count(), 5):
        marks.nth(n).evaluate("(e, up) => scrollTo(0, e.getBoundingClientRect().top + scrollY - (up ? 30 : innerHeight - 50))", n % 2)
        marks.nth(n).evaluate("e => e.click()")
        box = card(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_the_link_leads_to_the_glossary(opened: Open) -> None:
    page = opened(ARTICLE, script=False)
    ident = term(page).get_attribute("data-term")
    term(page).click()
    assert page.url.endswith(f"glossary/#{ident}")
    expect(page.locator(f"[id='{ident}']")).to_be_in_viewport()


def test_on_paper_the_definitions_stand_at_the_foot(opened: Open) -> None:
    page = opened(ARTICLE)
    definition = page.locator(".jz-terms .jz-definition").first
    expect(definition).to_be_hidden()
    page.emulate_media(media="print")
    expect(definition).to_be_visible()
    expect(card(page)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_in_an_open_card_stands_in_the_way_of_anybody(open_shared: Open, scheme: str) -> None:
    page = open_shared(ARTICLE, scheme=scheme)
    term(page).click()
    expect(card(page)).to_be_visible()
    assert [(v["id"], v["nodes"][0]["html"]) for v in faults(page)] == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_long_way_in_the_glossary_is_no_scrolling(opened: Open, size: str) -> None:
    page = opened("glossary/", size)
    link = page.locator(".jz-index a").last
    goal = page.locator(link.get_attribute("href") or "")
    assert goal.evaluate("entry => entry.getBoundingClientRect().top > 4 * innerHeight")
    link.click()
    page.wait_for_function("() => location.hash")
    assert 0 <= goal.evaluate("entry => entry.getBoundingClientRect().top") < 100
    page.goto("about:blank")
    page.go_back()
    goal.wait_for()
    assert page.evaluate("scrollY") > 0
