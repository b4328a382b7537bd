"""The card of a link to another article: by mouse, finger and keyboard, in each script, and never in the way; and the timeline by names."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from browser.conftest import SIZES, WAITED, WATCH, faults

Open = Callable[..., Page]

ARTICLE = "articles/kuaishou-jd-618/"
OTHER = "articles/kuaishou-reopens-links/"
LIMIT = 3 * 1024
EXCERPT = 120
AT_POINT = """e => { e.scrollIntoView({block: "center", behavior: "instant"});
  const r = e.getClientRects()[0]; return e.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)); }"""
GRAVE = {"serious", "critical"}


@pytest.fixture
def touched(browser: Browser, site: str) -> Iterator[Page]:
    """The timeline on a phone that has no mouse."""
    width, height = SIZES["phone"]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        is_mobile=True,
        service_workers="block",  # so that answers can be faked
    )
    page = context.new_page()
    page.goto(f"{site}timeline/")
    yield page
    context.close()


def card(page: Page) -> Locator:
    return page.locator(".jz-card")


def links(page: Page, path: str = OTHER) -> Locator:
    return page.locator(f".jz-event a[href*='{path}#']")


def card_requests(page: Page) -> list[str]:
    """The addresses of card files that the page requests from now on; the list grows."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url) if "/card/" in request.url else None)
    return requests


def target(page: Page, link: Locator) -> str:
    """The text of the paragraph that a link leads to, from its page."""
    script = """async a => { const text = (await (await fetch(a.href)).text()).replace("<style", "<i");
      const id = decodeURIComponent(a.hash.slice(1)), p = new DOMParser().parseFromString(text, "text/html").getElementById(id);
      for (const mark of p.querySelectorAll(".jz-mark")) mark.remove();
      return p.textContent; }"""
    return str(link.evaluate(script))


def test_hovering_shows_the_paragraph_after_a_moment_and_asks_for_nothing_before(opened: Open) -> None:
    page = opened("timeline/")
    requests = card_requests(page)
    link = links(page).first
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(100)
    assert requests == []
    page.evaluate(WATCH)
    link.hover()
    expect(card(page)).to_be_visible()
    assert page.evaluate(WAITED) > 100, "it must not open on the way to somewhere else"
    assert 1 <= len(requests) <= 2
    expect(card(page).locator("strong")).to_have_text("快手重新开启联盟之路")
    expect(card(page).locator("small")).to_have_text("2022-10")
    text = card(page).locator("p").inner_text()
    assert len(text) <= EXCERPT
    assert target(page, link).startswith(text.removesuffix("……"))
    page.mouse.move(5, 5)
    expect(card(page)).to_be_hidden()


def test_two_links_to_two_paragraphs_of_one_page_show_two_texts(opened: Open) -> None:
    page = opened("timeline/")
    texts: dict[str, str] = {}
    for link in links(page).all()[:5]:
        link.hover()
        expect(card(page)).to_be_visible()
        text = card(page).locator("p").inner_text()
        assert target(page, link).startswith(text.removesuffix("……"))
        texts[link.get_attribute("href") or ""] = text
        page.mouse.move(5, 5)
        expect(card(page)).to_be_hidden()
    assert len(texts) >= 4, "some entries are of one paragraph"
    assert len(set(texts.values())) == len(texts)


def test_a_click_of_the_mouse_follows_the_link(opened: Open) -> None:
    page = opened("timeline/")
    links(page).first.hover()
    expect(card(page)).to_be_visible()
    links(page).first.click()
    expect(page.locator("article.edition :target")).to_be_in_viewport()
    page.go_back()
    expect(card(page)).to_be_hidden()


def test_a_tap_shows_and_its_link_follows(touched: Page) -> None:
    links(touched).first.tap()
    expect(card(touched)).to_be_visible()
    assert touched.url.endswith("timeline/")
    more = card(touched).get_by_text("读全文")
    expect(more).to_be_focused()
    touched.touchscreen.tap(3, 140)
    expect(card(touched)).to_be_hidden()
    links(touched).first.tap()
    more.tap()
    expect(touched.locator("article.edition :target")).to_be_in_viewport()


def test_a_second_tap_follows(touched: Page) -> None:
    links(touched).first.tap()
    expect(card(touched)).to_be_visible()
    box = links(touched).first.bounding_box()
    assert box
    touched.touchscreen.tap(box["x"] + 20, box["y"] + 8)
    expect(touched.locator("article.edition :target")).to_be_in_viewport()


def test_where_there_is_no_file_a_tap_follows_at_once(touched: Page) -> None:
    touched.route("**/card/*", lambda route: route.fulfill(status=404))
    links(touched).first.tap()
    touched.wait_for_url(f"**/{OTHER}#*")


def test_the_keyboard_shows_it_on_the_way_and_enter_follows(opened: Open) -> None:
    page = opened("timeline/")
    first, second = links(page).nth(0), links(page).nth(1)
    first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(first).to_be_focused()
    expect(card(page)).to_be_visible()
    assert card(page).locator("a").count() == 0, "a card is no stop on the way"
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(second).to_be_focused()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("article.edition :target")).to_be_in_viewport()


@pytest.mark.parametrize("size", SIZES)
def test_no_card_stands_outside_the_window_and_nothing_moves(opened: Open, size: str) -> None:
    page = opened(ARTICLE, size)
    width, height = SIZES[size]
    page.evaluate("for (const e of document.querySelectorAll('.jz-section')) e.open = true")
    marks = page.locator(".jz-related a[href^='..'], .jz-turn a, .jz-terms a[href^='../k']:not([href*='jd-618'])")
    long = page.evaluate("document.documentElement.scrollHeight")
    for n in range(0, marks.count(), 5):
        marks.nth(n).evaluate("(e, up) => e.scrollIntoView({block: up ? 'start' : 'end', behavior: 'instant'})", n % 2)
        marks.nth(n).hover()
        expect(card(page)).to_be_visible()
        box = card(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        assert page.evaluate("document.documentElement.scrollHeight") == long
        page.keyboard.press("Escape")
        page.mouse.move(1, 1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


PLACES = {
    ARTICLE: [".jz-related:not(.jz-also) a", ".jz-also a[href^='..']", ".jz-turn a"],
    OTHER: [".jz-terms .jz-lemma a, .jz-terms .jz-term__facts a[href^='../kuaishou']"],
    "names/jd/": [".jz-mentions li a", ".jz-mentions__article a"],
    "glossary/": [".jz-mentions li a"],
}


@pytest.mark.parametrize("path", PLACES)
def test_wherever_a_link_leads_to_an_article_it_has_a_card(opened: Open, path: str) -> None:
    page = opened(path)
    page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
    for place in PLACES[path]:
        page.locator(place).first.hover()
        expect(card(page)).to_be_visible()
        assert len(card(page).locator("p").inner_text()) > 10
        page.mouse.move(1, 1)
        expect(card(page)).to_be_hidden()


def test_the_card_is_in_the_script_of_the_page(opened: Open) -> None:
    page = opened("zh-tw/timeline/")
    requests = card_requests(page)
    links(page).first.hover()
    expect(card(page).locator("strong")).to_have_text("快手重新開啟聯盟之路")
    expect(card(page).locator("p")).to_contain_text("快手商店")
    expect(card(page).locator("p")).to_contain_text("排他關係")
    assert all("/zh-tw/" in url for url in requests)
    assert page.locator("script[data-words]").get_attribute("data-words") == "讀全文|前一處|後一處"


def test_hostile_words_are_text(opened: Open) -> None:
    """Whatever stands in a file, nothing of it becomes HTML."""
    page = opened("timeline/")

    def answer(route: Route) -> None:
        ident = links(page).first.evaluate("a => a.hash.slice(1)")
        route.fulfill(body=f"<b>题</b>\n<i>\n始\n\n{ident}\t<img src=x onerror=alert(1)>&amp;文", content_type="text/plain")

    page.route("**/card/*", answer)
    links(page).first.hover()
    expect(card(page).locator("p")).to_have_text("<img src=x onerror=alert(1)>&amp;文")
    assert card(page).locator("b, i, img").count() == 0


def test_each_file_of_the_site_is_small_and_each_link_to_a_paragraph_has_its_text(opened: Open) -> None:
    fetch = functools.cache(lambda url: urlopen(url).read())
    for folder in ("", "zh-hk/"):
        page = opened(f"{folder}timeline/", script=False)
        for href in set(page.locator(".jz-event a").evaluate_all("links => links.map(a => a.href)")):
            base, _, ident = href.partition("#")
            ends = fetch(f"{base}card/0.txt").decode().split("\n")[3].split()
            data = fetch(f"{base}card/{sum(end <= ident for end in ends)}.txt")
            assert len(data) <= LIMIT
            assert f"\n{ident}\t" in "\n" + data.decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_grave_stands_in_the_way_of_anybody(opened: Open, scheme: str) -> None:
    page = opened("timeline/", scheme=scheme)
    page.locator(".jz-filter button").nth(1).click()
    links(page).locator("visible=true").first.hover()
    expect(card(page)).to_be_visible()
    grave_faults = [v for v in faults(page) if v["impact"] in GRAVE]
    assert [(v["id"], v["nodes"][0]["html"]) for v in grave_faults] == []


def test_the_scheme_can_be_changed_where_cards_are(opened: Open) -> None:
    """The scripts of a page share nothing."""
    page = opened(ARTICLE)
    page.locator(".jz-scheme").click()
    expect(page.locator(".jz-scheme")).to_have_attribute("aria-label", "配色：浅色。改为深色")


def visible_events(page: Page) -> int:
    return page.locator(".jz-event:visible").count()


def test_the_timeline_is_filtered_by_names_that_must_all_match(opened: Open) -> None:
    page = opened("timeline/")
    total = visible_events(page)
    jd, kuaishou = page.locator(".jz-filter [value=jd]"), page.locator(".jz-filter [value=kuaishou]")
    jd_count = int(jd.locator("span").inner_text())
    jd.click()
    expect(jd).to_have_attribute("aria-pressed", "true")
    assert visible_events(page) == jd_count < total
    assert page.url.endswith("timeline/?name=jd")
    expect(page.get_by_role("status")).to_have_text(f"共 {jd_count} 条")
    expect(page.locator(".jz-event:visible").filter(has_text="篇同记")).to_have_count(1)
    assert (
        page.locator(".jz-timeline section:visible").count() == page.locator(".jz-timeline section:visible:has(.jz-event:visible)").count()
    )
    both = int(kuaishou.locator("span").inner_text())
    kuaishou.click()
    assert visible_events(page) == both <= jd_count
    page.reload()
    assert visible_events(page) == both
    expect(kuaishou).to_have_attribute("aria-pressed", "true")
    jd.click()
    kuaishou.click()
    assert visible_events(page) == total
    expect(page.get_by_role("status")).to_have_text("")


def test_a_name_that_nobody_knows_hides_nothing(opened: Open) -> None:
    page = opened("timeline/?name=%22%5D%2C*&name=nobody")
    assert visible_events(page) == page.locator(".jz-event").count()


def test_without_a_script_the_list_is_whole_and_has_no_chips(opened: Open) -> None:
    page = opened("timeline/?name=jd", script=False)
    expect(page.locator(".jz-filter")).to_be_hidden()
    assert visible_events(page) == page.locator(".jz-event").count()


def test_links_lead_on_without_a_script(opened: Open) -> None:
    page = opened("timeline/", script=False)
    links(page).first.click()
    expect(page.locator("article.edition :target")).to_be_in_viewport()


@pytest.mark.parametrize("size", SIZES)
def test_names_can_be_touched(opened: Open, size: str) -> None:
    page = opened(ARTICLE, size)
    for name in page.locator(".edition a.name").all()[:8]:
        box = name.bounding_box()
        assert box
        assert box["height"] >= 20
        assert name.evaluate(AT_POINT), "nothing lies over it"
