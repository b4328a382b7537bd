"""The switch between scripts: it keeps the reader's place and her choice, and never leads in a circle."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

ARTICLE = "articles/kuaishou-reopens-links/"
NEAR = 40  # pixels within which a paragraph has stayed
sizes = pytest.mark.parametrize("size", ["phone", "desktop"])
SHOWN = "() => [...document.querySelectorAll('.edition p')].find(p => p.getBoundingClientRect().bottom > 60).id"
TOP = "id => document.getElementById(id).getBoundingClientRect().top"


def switched(page: Page, lang: str) -> None:
    """Click on the link to a script, and wait for its page."""
    with page.expect_navigation(wait_until="load"):
        page.locator(f".jz-script a[hreflang='{lang}']").click()
    assert lang_of(page) == lang


def lang_of(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))


def scrolled(page: Page, share: float) -> tuple[str, float]:
    """Scroll down through a share of the text; returns the paragraph there and where it stands."""
    text = "document.querySelector('.edition').getBoundingClientRect()"
    page.evaluate(f"share => scrollTo({{top: scrollY + {text}.top + share * {text}.height, behavior: 'instant'}})", share)
    ident = page.evaluate(SHOWN)
    return ident, page.evaluate(TOP, ident)


@sizes
@pytest.mark.parametrize("share", [0.2, 0.7])
def test_the_switch_keeps_the_paragraph(opened: Open, size: str, share: float) -> None:
    """The header stands at the top of the page alone, so the link is followed by a script, as by a reader who has gone there."""
    page = opened(ARTICLE, size)
    ident, top = scrolled(page, share)
    for lang in ("zh-Hant-TW", "zh-Hant-HK", "zh-Hans"):
        with page.expect_navigation(wait_until="load"):
            page.evaluate("lang => document.querySelector(`.jz-script a[hreflang='${lang}']`).click()", lang)
        assert lang_of(page) == lang
        page.wait_for_timeout(200)
        assert abs(page.evaluate(TOP, ident) - top) <= NEAR
        assert page.evaluate("getComputedStyle(document.querySelector('.edition :target')).boxShadow") == "none"


@sizes
def test_the_choice_is_remembered_where_the_address_names_no_script(opened: Open, size: str) -> None:
    page = opened("", size)
    start = page.url
    switched(page, "zh-Hant-HK")
    page.goto(start + ARTICLE)
    expect(page).to_have_url(f"{start}zh-hk/{ARTICLE}")
    page.goto(f"{start}articles/?a=1#content")
    expect(page).to_have_url(f"{start}zh-hk/articles/?a=1#content")
    page.goto(f"{start}zh-tw/{ARTICLE}")  # an address with a script wins, and changes nothing
    assert lang_of(page) == "zh-Hant-TW"
    page.goto(start)
    expect(page).to_have_url(f"{start}zh-hk/")
    switched(page, "zh-Hans")
    assert page.url == start
    page.goto(start + ARTICLE)
    assert page.url == start + ARTICLE


@sizes
def test_no_other_script_is_painted_on_the_way(opened: Open, size: str) -> None:
    """A page that leads on shows nothing, and is left for good: going back leads to where the reader was before."""
    page = opened("zh-tw/about/", size)
    start = page.url.removesuffix("zh-tw/about/")
    switched(page, "zh-Hant-HK")
    page.add_init_script(
        """const watch = () => document.body && getComputedStyle(document.documentElement).display !== "none"
             && sessionStorage.setItem("painted", (sessionStorage.painted || "") + document.documentElement.lang + " ");
           new MutationObserver(watch).observe(document, {childList: true, subtree: true});"""
    )
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    page.evaluate("delete sessionStorage.painted")
    page.goto(start + ARTICLE)
    expect(page).to_have_url(f"{start}zh-hk/{ARTICLE}")
    page.wait_for_timeout(300)
    assert set(page.evaluate("sessionStorage.painted").split()) == {"zh-Hant-HK"}
    assert loads[-1] == f"{start}zh-hk/{ARTICLE}"
    assert len(loads) <= 2
    page.go_back()
    expect(page).to_have_url(f"{start}zh-hk/about/")


@sizes
def test_without_a_script_the_links_lead_to_the_same_page(opened: Open, size: str) -> None:
    page = opened(ARTICLE, size, script=False)
    start = page.url.removesuffix(ARTICLE)
    for folder, lang in (("zh-tw/", "zh-Hant-TW"), ("zh-hk/", "zh-Hant-HK"), ("", "zh-Hans")):
        page.locator(f".jz-script a[hreflang='{lang}']").click()
        expect(page).to_have_url(start + folder + ARTICLE)
        current = page.locator(".jz-script a[aria-current]")
        expect(current).to_have_count(1)
        expect(current).to_have_attribute("hreflang", lang)


@sizes
@pytest.mark.parametrize("twin", ["", "zh-tw/", "zh-hk/"])
def test_the_switch_fits_and_says_its_names(open_shared: Open, size: str, twin: str) -> None:
    page = open_shared(twin + ARTICLE, size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    links = page.locator("nav.jz-script a")
    names = ["简体", "臺灣正體", "香港繁體"]
    assert [link.get_attribute("aria-label") for link in links.all()] == names
    assert links.all_inner_texts() == (["简", "臺", "港"] if size == "phone" else names)
    for link in links.all():
        box = link.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        assert box["x"] + box["width"] <= page.viewport_size["width"]  # type: ignore[index]
    rows = 2 if size == "phone" else 1  # on a phone the navigation has a row of its own, and all of it can be seen
    assert page.evaluate("document.querySelector('.jz-header').offsetHeight") < 50 * rows + 20
    for link in page.locator(".jz-nav a").all():
        box = link.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]  # type: ignore[index]


def test_each_script_has_its_fonts_and_its_own_words_on_buttons(opened: Open) -> None:
    for folder, font, words in (("", "SC", "配色：随系统"), ("zh-tw/", "TC", "配色：隨系統"), ("zh-hk/", "HK", "配色：隨系統")):
        page = opened(folder + ARTICLE)
        assert f"CJK {font}" in page.evaluate("getComputedStyle(document.body).fontFamily")
        label = page.locator(".jz-scheme").get_attribute("aria-label")
        assert label
        assert label.startswith(words)


def test_a_forbidden_storage_leaves_working_links(opened: Open) -> None:
    page = opened(ARTICLE)
    page.add_init_script("for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {get() { throw 1; }})")
    page.reload()
    ident, _ = scrolled(page, 0.3)
    with page.expect_navigation(wait_until="load"):
        page.evaluate("document.querySelector(`.jz-script a[hreflang='zh-Hant-TW']`).click()")
    assert lang_of(page) == "zh-Hant-TW"
    assert page.url.split("#")[1]
    expect(page.locator(f"#{ident}")).to_be_in_viewport()
