"""Pinyin above the words of an article, as a learner chooses it: it is seen, and the text stays what it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import faults
from browser.test_search import GRAVE

Open = Callable[..., Page]

ARTICLE = "articles/kuaishou-double-subsidy/"
TEXTS = "[...document.querySelectorAll('[data-view] article > [id][data-kind]')].map((block) => block.textContent.replace('¶', ''))"
NODES = "document.querySelectorAll('[data-view] article *').length"
READINGS = """[...document.querySelectorAll("ruby.jz-sound")].map((ruby) => [ruby.textContent, ruby.querySelector("rt").dataset.reading])"""
COPIED = """() => {
  const block = document.querySelectorAll("[data-view] article > p")[2];
  getSelection().selectAllChildren(block);
  const words = getSelection().toString();
  getSelection().removeAllRanges();
  return [words, block.textContent];
}"""


def choose(page: Page, value: str) -> None:
    """Choose how much has pinyin, as a reader does."""
    page.keyboard.press("?")
    page.locator(f".jz-help input[name=pinyin][value='{value}']").check()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("script", ["", "zh-tw/", "zh-hk/"])
def test_readings_stand_above_words_and_the_text_stays(opened: Open, script: str) -> None:
    page = opened(f"{script}{ARTICLE}")
    texts, nodes = page.evaluate(TEXTS), page.evaluate(NODES)
    choose(page, "all")
    page.wait_for_selector("ruby.jz-sound")
    readings = page.evaluate(READINGS)
    assert ["快手", "kuàishǒu"] in readings
    assert len({reading for _, reading in readings}) > 200
    assert page.evaluate(TEXTS) == texts
    words, block = page.evaluate(COPIED)
    assert words == block, "what is selected and copied has no pinyin"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    choose(page, "")
    expect(page.locator(".jz-sound")).to_have_count(0)
    assert page.evaluate(NODES) == nodes


def test_hard_words_alone_have_readings_and_the_choice_is_remembered(opened: Open) -> None:
    page = opened(ARTICLE)
    choose(page, "rare")
    page.wait_for_selector("ruby.jz-sound")
    read = [word for word, _ in page.evaluate(READINGS)]
    words = set(read)
    assert 1 < read.count("快手") <= 1 + page.locator(".edition > [data-kind=heading]").count(), "once in a section"
    assert "带货" in words
    assert "我们" not in words
    page.reload()
    page.wait_for_selector("ruby.jz-sound")
    assert {word for word, _ in page.evaluate(READINGS)} == words


def test_it_is_fetched_when_it_is_chosen(opened: Open) -> None:
    page = opened(ARTICLE)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.wait_for_load_state("networkidle")
    assert not [url for url in requests if "pinyin" in url]
    choose(page, "all")
    page.wait_for_selector("ruby.jz-sound")
    # A browser asks for the icon of a window, and for what tools show, when it likes.
    names = {url.rpartition("/")[2] for url in requests} - {"seal.svg", "panels.js"}
    assert names == {"pinyin.js", "pinyin.css"}


def test_it_follows_a_change_of_view_and_leaves_the_place(opened: Open) -> None:
    page = opened(ARTICLE)
    choose(page, "all")
    page.wait_for_selector("ruby.jz-sound")
    page.evaluate("scrollTo(0, 2500)")
    before = page.evaluate("jz.nearest('[data-view] article > [id][data-kind]')")
    choose(page, "")
    expect(page.locator(".jz-sound")).to_have_count(0)
    after = page.locator(f"#{before['id']}").evaluate("block => block.getBoundingClientRect().top")
    assert abs(after - before["top"]) < 4
    choose(page, "rare")
    page.wait_for_selector("ruby.jz-sound")
    page.evaluate("document.querySelector('.jz-sheet .jz-views a:nth-child(2)').click()")
    page.wait_for_url("**/collation/")
    expect(page.locator(".jz-sound")).to_have_count(0)
    page.evaluate("document.querySelector('.jz-sheet .jz-views a:nth-child(1)').click()")
    page.wait_for_selector("ruby.jz-sound")


def test_words_that_were_searched_stay_marked(opened: Open) -> None:
    page = opened(f"{ARTICLE}?q=供应链#content")
    page.wait_for_selector("html[data-found]", state="attached")
    count = page.evaluate("CSS.highlights.get('jz-found').size")
    choose(page, "all")
    page.wait_for_selector("ruby.jz-sound")
    assert page.evaluate("[...CSS.highlights.get('jz-found')].map(String)") == ["供应链"] * count
    assert page.evaluate("[...CSS.highlights.get('jz-found')].every((range) => range.startContainer.isConnected)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(opened: Open, scheme: str) -> None:
    page = opened(ARTICLE, "phone", scheme)
    choose(page, "all")
    page.wait_for_selector("ruby.jz-sound")
    assert [fault["id"] for fault in faults(page) if fault["impact"] in GRAVE] == []
