"""The main ways of a reader in WebKit: cards, search, views, scripts, contents, own marks, and a page without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from browser.conftest import SIZES
from browser.test_annotations import PAINTED
from browser.test_quotations import SELECT
from browser.test_search_ways import HITS
from browser.webkit import DOWN, ESCAPE, Window, window

ARTICLE = "articles/kuaishou-double-subsidy/"
TERMS = "articles/kuaishou-trust-commerce/"
VIEW = "document.querySelector('.jz-sheet').dataset.view"
OPEN = ".jz-card:popover-open"


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Window]]:
    """One window for a desk and one for a telephone, which all tests share."""
    with (
        window(tmp_path_factory.mktemp("desktop"), *SIZES["desktop"]) as desktop,
        window(tmp_path_factory.mktemp("phone"), *SIZES["phone"]) as phone,
    ):
        yield {"desktop": desktop, "phone": phone}


@pytest.fixture
def opened(windows: dict[str, Window], site: str) -> Iterator[Callable[..., Window]]:
    """A function that opens a page as for the first time. After the test, no script of a loaded page may have failed."""
    used = []

    def open_page(path: str = "", size: str = "desktop") -> Window:
        there = windows[size]
        there.open(site)
        there.run("localStorage.clear(); sessionStorage.clear()")
        there.open(site + path)
        used.append(there)
        return there

    yield open_page
    assert [there.run("return window.complaints ?? []") for there in used] == [[]] * len(used)


def test_the_pointer_on_a_term_opens_its_card_and_escape_closes_it(opened: Callable[..., Window]) -> None:
    there = opened(TERMS)
    term = there.one(".edition a.term")
    assert not there.run(f"return document.querySelector('{OPEN}')")
    there.point(term)
    card = there.shown(OPEN)
    foot = there.run("return document.querySelector(`#term-${arguments[0]} .jz-definition`).textContent", term.get_attribute("data-term"))
    assert there.run("return arguments[0].querySelector('.jz-definition').textContent", card) == foot
    there.press(ESCAPE)
    there.until(f"!document.querySelector('{OPEN}')")


def test_a_finger_on_a_term_opens_its_card_within_the_window(opened: Callable[..., Window]) -> None:
    there = opened(TERMS, "phone")
    assert there.run("return innerWidth") == SIZES["phone"][0]
    there.tap(there.one(".edition a.term"))
    box = there.run("const { left, right } = arguments[0].getBoundingClientRect(); return [left, right]", there.shown(OPEN))
    assert box[0] >= 0
    assert box[1] <= SIZES["phone"][0]
    assert there.driver.current_url.endswith(TERMS)


@pytest.mark.parametrize(("twin", "found"), [("", "供应链"), ("zh-tw/", "供應鏈")])
def test_what_is_searched_is_found_and_marked_where_it_leads(opened: Callable[..., Window], twin: str, found: str) -> None:
    there = opened(twin)
    there.press("/")
    there.until("document.activeElement.matches('.jz-find input')")
    there.press(found)
    there.until("document.querySelector('.jz-find').dataset.done === arguments[0]", found)
    assert "4 篇" in there.one(".jz-find__status").text
    assert set(there.run("return [...document.querySelectorAll('.jz-find mark')].map(({ textContent }) => textContent)")) == {found}
    there.press(DOWN)
    there.until("document.activeElement.matches('.jz-find h3 a')")
    there.one(".jz-find p a[href*='/articles/kuaishou-reopens-links/']").click()
    there.until("document.documentElement.dataset.found === '3'")
    assert there.run(f"return ({HITS})") == [found] * 3
    assert f"/{twin}articles/" in there.driver.current_url


def test_the_views_change_in_place_and_back_leads_through_them(opened: Callable[..., Window]) -> None:
    there = opened(ARTICLE)
    there.run("window.same = true")
    for name in ("collation", "original", "clean"):
        there.press("v")
        there.until(f"{VIEW} === arguments[0]", name)
    there.driver.back()
    there.until(f"{VIEW} === 'original'")
    assert there.driver.current_url.endswith(f"{ARTICLE}original/")
    assert there.run("return window.same"), "the page was loaded again"


def test_the_script_is_changed_in_its_place_and_remembered(opened: Callable[..., Window], site: str) -> None:
    there = opened(ARTICLE)
    block = there.run("const all = document.querySelectorAll('.edition [data-kind]'); return all[Math.floor(all.length / 2)].id")
    there.run("document.getElementById(arguments[0]).scrollIntoView({ block: 'start', behavior: 'instant' })", block)
    top = there.run("return document.getElementById(arguments[0]).getBoundingClientRect().top", block)
    there.run("document.querySelector(`.jz-script a[hreflang='zh-Hant-TW']`).click()")
    there.until("document.documentElement.lang === 'zh-Hant-TW' && document.readyState === 'complete'")
    there.until("Math.abs(document.getElementById(arguments[0]).getBoundingClientRect().top - arguments[1]) < 40", block, top)
    there.open(site)
    there.until(lambda: there.driver.current_url == f"{site}zh-tw/")


def test_contents_open_from_the_bar_and_lead_to_a_section(opened: Callable[..., Window]) -> None:
    there = opened(ARTICLE, "phone")
    there.run("document.querySelectorAll('.edition h2[id]')[1].scrollIntoView({ block: 'start', behavior: 'instant' })")
    there.until("document.querySelector('.jz-bar__contents b').textContent.startsWith('02')")  # it has seen that
    there.run("scrollBy({ top: -300, behavior: 'instant' })")
    there.shown(".jz-bar")
    there.tap(there.one(".jz-bar__contents"))
    last = there.run("return [...document.querySelectorAll('.edition h2[id]')].at(-1).id")
    there.tap(there.shown(f".jz-contents a[href='#{last}']"))
    there.until("!document.querySelector('.jz-contents').matches(':popover-open')")
    there.until(f"(({{ top }}) => top >= 0 && top < innerHeight)(document.getElementById('{last}').getBoundingClientRect())")


def test_own_marks_are_painted_and_stay(opened: Callable[..., Window], site: str) -> None:
    there = opened(ARTICLE)
    there.run(f"({SELECT})(arguments[0])", ["传播上", "成为"])
    words = there.run("return getSelection().toString()")
    there.shown("[role=toolbar] [data-ink='2']").click()
    there.until("document.documentElement.dataset.marked === '1'")
    assert there.run(f"return ({PAINTED})()") == {"jz-ink-2": words}
    there.open(f"{site}zh-tw/{ARTICLE}collation/")
    there.until("document.documentElement.dataset.marked === '1'")
    assert there.run(f"return ({PAINTED})()")["jz-ink-2"].endswith("成為")


def test_without_a_script_an_article_is_whole_and_its_views_are_links(site: str, tmp_path: Path) -> None:
    with window(tmp_path, *SIZES["phone"], script=False) as there:
        there.open(site + ARTICLE)
        assert "成为" in there.one(".edition").text
        there.one("nav.jz-views a[href*='collation']").click()
        there.until(lambda: there.driver.current_url.endswith("collation/"))
        assert there.one("article.collation del").is_displayed()
