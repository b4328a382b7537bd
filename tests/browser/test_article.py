"""The page of an article as a person uses it: three views, places to point at, words to quote, keys, and how it is set."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from worlds import edition, idents

OPEN = Callable[..., Page]
ARTICLE = "articles/kuaishou-double-subsidy/"
VIEWS = ("", "collation/", "original/")
TOP = "id => document.getElementById(id).getBoundingClientRect().top"
AT = "document.activeElement.id"


def view(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.jz-sheet').dataset.view"))


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_views_change_in_place_and_hold_the_paragraph(opened: OPEN, size: str) -> None:
    page = opened(ARTICLE, size)
    for _ in range(9):
        page.keyboard.press("j")
    block = page.evaluate(AT)
    page.wait_for_function(f"() => Math.abs(({TOP})('{block}') - 80) < 2")
    page.evaluate("scrollBy({ top: 70, behavior: 'instant' })")  # nothing else begins as near to the top of the window, whatever the fonts
    page.evaluate("window.same = true")
    for name, way in (("collation", "collation/"), ("original", "original/"), ("clean", "")):
        before = page.evaluate(TOP, block)
        page.get_by_role("navigation", name="视图").locator("a").nth(("clean", "collation", "original").index(name)).dispatch_event("click")
        page.wait_for_function(f"() => document.querySelector('.jz-sheet').dataset.view === '{name}'")
        assert page.url.endswith(ARTICLE + way)
        assert abs(page.evaluate(TOP, block) - before) < 40
        assert page.locator(".jz-sheet .jz-views [aria-current]").evaluate("a => a === document.activeElement")
    assert page.evaluate("window.same"), "the page was loaded again"
    nav = page.get_by_role("navigation", name="全站").get_by_role("link", name="术语")
    assert nav.evaluate("a => a.href") == f"{page.url.partition('articles/')[0]}glossary/"


def test_back_and_forth_lead_through_the_views(opened: OPEN) -> None:
    page = opened(ARTICLE)
    for name in ("collation", "original", "clean"):
        page.keyboard.press("v")
        page.wait_for_function(f"() => document.querySelector('.jz-sheet').dataset.view === '{name}'")
    for name, step in (("original", page.go_back), ("collation", page.go_back), ("original", page.go_forward)):
        step()
        page.wait_for_function(f"() => document.querySelector('.jz-sheet').dataset.view === '{name}'")
    assert "原貌" in page.title()


def test_the_source_as_it_is_leads_back_to_the_script_of_the_reader(opened: OPEN) -> None:
    """There is one page of it for all scripts."""
    page = opened(f"zh-tw/{ARTICLE}collation/")
    page.keyboard.press("v")
    page.wait_for_url(lambda url: url.partition("#")[0].endswith(f"/{ARTICLE}original/") and "zh-tw" not in url)
    assert page.get_by_role("navigation", name="字形").count() == 0
    page.get_by_role("navigation", name="视图").get_by_role("link", name="整理").click()
    page.wait_for_url(f"**/zh-tw/{ARTICLE}*")


@pytest.mark.parametrize("ident", idents())
def test_the_views_without_a_script(open_shared: OPEN, ident: str) -> None:
    """Each view has an address. The original view has the text of the source, and the collation view without its cuts the clean text."""
    page = open_shared(f"articles/{ident}/", script=False)
    for name, way in zip(("校勘", "原貌", "整理"), ("collation/", "original/", ""), strict=True):
        page.get_by_role("navigation", name="视图").get_by_role("link", name=name).click()
        assert urlsplit(page.url).path.endswith(f"{ident}/{way}")
        assert page.locator(".jz-sheet .jz-views [aria-current]").inner_text().startswith(name)
    own = edition(ident)
    page = open_shared(f"articles/{ident}/original/", script=False)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    lines = page.locator(".jz-line-row > div:first-of-type").evaluate_all("all => all.map(e => e.textContent)")
    assert lines == [line for line in own.source.raw.splitlines() if line.strip()]
    page = open_shared(f"articles/{ident}/collation/", script=False)
    texts = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.collation > [data-kind][id]')].map(block => {
          const copy = block.cloneNode(true);
          for (const other of copy.querySelectorAll('del, sup')) other.remove();
          return [block.id, copy.textContent];
        }))"""
    )
    blocks = {block.id: block.text for block in own.blocks if block.kind not in ("title", "list")}
    assert {ident: texts[ident] for ident in blocks} == blocks


def test_each_mark_of_a_change_leads_to_its_rule(opened: OPEN) -> None:
    page = opened(f"{ARTICLE}collation/")
    ways = page.locator(".jz-form").evaluate_all("all => all.map(a => document.querySelector(a.getAttribute('href')) !== null)")
    assert len(ways) > 100
    assert all(ways)
    first = page.locator(".jz-form").first
    assert not first.locator("del").is_visible()
    for _ in range(1 + page.locator(".jz-cut").count()):
        page.keyboard.press("n")
        if "jz-form" in page.evaluate("document.activeElement.className"):
            break
    first.locator("del").wait_for(state="visible")
    assert page.locator(".collation p ins", has_text="快").count() == 1


def test_notes_open_in_place(opened: OPEN) -> None:
    """On a narrow screen, where there is no margin; a change of form anywhere."""
    page = opened(ARTICLE, "phone")
    page.locator(".jz-mark a").first.focus()
    card = page.get_by_role("dialog", name="校注 1")
    card.wait_for()
    note = "".join((page.locator("#note-1").text_content() or "").split())
    assert note.startswith(f"①{''.join(card.inner_text().split())}"[:12])
    page.mouse.move(5, 400)
    page.mouse.move(8, 400)
    page.wait_for_timeout(400)
    assert card.is_visible(), "a pointer that moves elsewhere closes no card that the keys have opened"
    page.keyboard.press("Escape")
    page.goto(page.url + "collation/")
    page.locator(".jz-form").first.hover()
    page.get_by_role("dialog").get_by_text(", → ，").wait_for()


def test_paragraphs_can_be_pointed_at(opened: OPEN) -> None:
    page = opened(ARTICLE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = page.locator(".edition p").nth(2)
    block.hover()
    width = page.evaluate("document.documentElement.scrollWidth")
    page.locator(".jz-here").click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    ident = block.get_attribute("id")
    assert copied(page) == page.url
    assert page.url.endswith(f"{ARTICLE}#{ident}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("j")
    page.keyboard.press("y")
    page.wait_for_function(f"async () => !(await navigator.clipboard.readText()).endsWith('{ident}')")


def test_the_whole_page_is_usable_by_keys(opened: OPEN) -> None:
    page = opened(ARTICLE)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="阅读设置与键盘")
    dialog.wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.keyboard.press("j")
    first = page.evaluate(AT)
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate(AT) == first
    way = page.locator("a[rel=next], a[rel=prev]").first
    to = way.evaluate("a => a.href")
    page.keyboard.press("ArrowRight" if way.get_attribute("rel") == "next" else "ArrowLeft")
    page.wait_for_url(to)


def test_a_mark_in_the_first_line_of_a_paragraph_is_the_next_one(opened: OPEN) -> None:
    page = opened(f"{ARTICLE}collation/")
    page.keyboard.press("j")
    first = page.evaluate("""() => [...document.activeElement.querySelectorAll(".jz-form, .jz-mark a, ins")][0]
      .compareDocumentPosition(window.marked = document.activeElement)""")
    assert first & 8, "the paragraph that the keys are at holds marks"
    page.keyboard.press("n")
    assert page.evaluate("marked.contains(document.activeElement) && document.activeElement.matches('.jz-form, .jz-mark a, ins')")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement === marked")


def test_size_and_measure_are_remembered(opened: OPEN) -> None:
    page = opened(ARTICLE)
    size = "getComputedStyle(document.querySelector('.edition p')).fontSize"
    before, width = page.evaluate(size), page.locator(".edition").bounding_box()
    page.get_by_role("button", name="阅读设置与键盘").click()
    page.get_by_label("特大").check()
    page.get_by_label("窄").check()
    page.keyboard.press("Escape")
    assert float(page.evaluate(size)[:-2]) > float(before[:-2])
    page.reload()
    assert float(page.evaluate(size)[:-2]) > float(before[:-2])
    now = page.locator(".edition").bounding_box()
    assert now is not None
    assert width is not None
    assert now["width"] != width["width"]


def test_a_reader_who_comes_back_is_offered_her_place(opened: OPEN) -> None:
    page = opened(ARTICLE)
    again = page.locator(".jz-again")
    assert not again.is_visible()
    page.evaluate("scrollTo({ top: 1500, behavior: 'instant' })")
    page.goto(page.url + "../")
    page.goto(page.url + "kuaishou-double-subsidy/")
    again.click()
    page.wait_for_function("() => scrollY > 900")


def test_nothing_moves_while_a_page_is_read(opened: OPEN) -> None:
    page = opened(ARTICLE)
    shift = page.evaluate(
        """async () => {
          let sum = 0;
          const seen = new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; });
          seen.observe({ type: 'layout-shift', buffered: true });
          for (let y = 0; y < document.body.scrollHeight; y += 1500) {
            scrollTo({ top: y, behavior: 'instant' });
            await new Promise(done => setTimeout(done, 50));
          }
          return sum;
        }"""
    )
    assert shift == 0


@pytest.mark.parametrize(("script", "title"), [("", "阅读设置与键盘"), ("zh-tw/", "閱讀設定與鍵盤")])
def test_what_tools_show_is_in_a_file_of_each_script(opened: OPEN, script: str, title: str) -> None:
    page = opened(script + ARTICLE)
    assert page.locator("template, .jz-help").count() == 0
    page.keyboard.press("?")
    page.get_by_role("dialog", name=title).wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    own = page.locator(".jz-own-list a")
    own.wait_for()
    assert urlsplit(own.evaluate("a => a.href")).path.endswith(f"/{script}annotations/")


def test_a_file_of_the_tools_that_does_not_come_is_told_and_asked_for_again(browser: Browser, site: str) -> None:
    page = browser.new_page(service_workers="block")
    page.route("**/panels.js", lambda route: route.abort())
    page.goto(site + ARTICLE)
    page.keyboard.press("?")
    expect(page.locator(".jz-status")).to_have_text("没有取到，请再试一次。")
    page.unroute("**/panels.js")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="阅读设置与键盘").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.keyboard.press("j")
    page.keyboard.press("m")
    expect(page.locator(".jz-quoting")).to_be_visible()
    page.close()


@pytest.mark.parametrize("section", ["terms", "apparatus"])
def test_an_address_leads_to_the_heading_of_what_is_folded(opened: OPEN, section: str) -> None:
    page = opened(f"{ARTICLE}#{section}")
    heading = page.locator(f".jz-section:has(#{section}) h2")
    page.wait_for_function("scrollY > innerHeight")
    assert 0 <= heading.evaluate("h2 => h2.getBoundingClientRect().top") < 120
