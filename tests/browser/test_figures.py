"""The table of figures: sorted by its heads, readable on a phone, and a plain table without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import SIZES

Open = Callable[..., Page]


def head(page: Page, words: str) -> Locator:
    return page.locator(".jz-table thead th").filter(has_text=words)


def column(page: Page, n: int) -> list[str]:
    return page.locator(f".jz-table tbody tr > :nth-child({n})").all_inner_texts()


def test_a_head_sorts_up_and_then_down(opened: Open) -> None:
    page = opened("figures/")
    before = column(page, 3)
    head(page, "数目").locator("button").click()
    expect(head(page, "数目")).to_have_attribute("aria-sort", "ascending")
    assert page.locator(".jz-table [aria-sort]").count() == 1
    money = [words for words, kind in zip(column(page, 1), column(page, 2), strict=True) if kind == "金额"]
    assert money == ["500元以上", "21亿元", "1912亿元"]
    head(page, "数目").locator("button").click()
    expect(head(page, "数目")).to_have_attribute("aria-sort", "descending")
    assert [words for words, kind in zip(column(page, 1), column(page, 2), strict=True) if kind == "金额"] == money[::-1]
    head(page, "原句").locator("button").click()
    assert column(page, 3) == before


def test_what_has_no_time_stays_last(opened: Open) -> None:
    page = opened("figures/")
    for _ in range(2):
        head(page, "时间").locator("button").press("Enter")
        times = [bool(words.strip()) for words in column(page, 5)]
        assert times == sorted(times, reverse=True)
        assert any(times)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ["figures/", "disagreements/", "zh-tw/figures/"])
def test_nothing_is_wider_than_a_phone(open_shared: Open, path: str, script: bool) -> None:
    page = open_shared(path, "phone", script=script)
    assert page.locator(".jz-sheet").is_visible()
    widest = page.evaluate("Math.max(...[...document.querySelectorAll('.jz-sheet *')].map((e) => e.getBoundingClientRect().right))")
    assert widest <= SIZES["phone"][0]


def test_without_a_script_its_heads_cannot_be_pressed(opened: Open) -> None:
    page = opened("figures/", script=False)
    assert page.locator(".jz-table button").count() == page.locator(".jz-table button:disabled").count() > 0
    expect(head(page, "数目")).to_be_visible()
    assert page.locator(".jz-table tbody tr").count() > 20
