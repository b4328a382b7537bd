"""At 200 %, as people with weak eyes read: nothing is cut off, nothing lies over anything else, and no line has to be chased sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import ZOOMED

Open = Callable[..., Page]

ARTICLE = "articles/kuaishou-double-subsidy/"
PAGES = (
    *(
        "articles/",
        ARTICLE,
        f"{ARTICLE}collation/",
        f"{ARTICLE}original/",
        "annotations/",
        "glossary/",
        "names/",
        "names/kuaishou/",
        "timeline/",
    ),
    *("figures/", "disagreements/", "passages/", "rules/", "about/", "report/"),
)
# Text that stands outside of its window or of a box that hides what is too much, and lines of which one lies over another.
# What scrolls by itself may be as wide as it likes; lines of one element may share a little of their height.
LOST = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), lines = [], lost = new Set();
  const range = document.createRange(), wide = document.documentElement.clientWidth;
  const named = (node) => node.data.trim().slice(0, 30);
  const boxes = (e, kinds) => { const found = []; for (; e && e !== document.body; e = e.parentElement)
    if (kinds.includes(getComputedStyle(e).overflowX) || kinds.includes(getComputedStyle(e).overflowY)) found.push(e); return found; };
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim() || !node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    if (boxes(node.parentElement, ["auto", "scroll"]).length) continue;
    const hiding = boxes(node.parentElement, ["hidden", "clip"]).map((e) => e.getBoundingClientRect());
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 1 || r.bottom + scrollY < 0) continue;
      if (r.left < -1 || r.right > wide + 1) lost.add("outside: " + named(node));
      if (hiding.some((h) => r.left < h.left - 1 || r.right > h.right + 1 || r.top < h.top - 4 || r.bottom > h.bottom + 4))
        lost.add("cut off: " + named(node));
      lines.push({ node, left: r.left, right: r.right, top: r.top + r.height / 4, bottom: r.bottom - r.height / 4 });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((one, n) => {
    for (let m = n + 1; m < lines.length && lines[m].top < one.bottom; m++) {
      const other = lines[m];
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2) lost.add(`${named(one.node)} over ${named(other.node)}`);
    }
  });
  return [...lost];
}"""


@pytest.fixture
def zoomed(opened: Open) -> Page:
    """The home page, in a window that is zoomed."""
    return opened("", "zoomed")


def fits(box: Locator) -> None:
    place = box.bounding_box()
    assert place
    width, height = ZOOMED
    assert place["x"] >= 0
    assert place["y"] >= 0
    assert place["x"] + place["width"] <= width
    assert place["y"] + place["height"] <= height


def troubles(page: Page) -> Iterator[str]:
    """The faults in the layout of the open page, of which what is out of sight is laid out as well."""
    page.evaluate("document.querySelectorAll('.jz-entry-term').forEach(entry => entry.style.contentVisibility = 'visible')")
    yield from page.evaluate(LOST)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield "scrolls sideways"


def test_no_page_loses_anything(zoomed: Page) -> None:
    assert zoomed.evaluate("[innerWidth, innerHeight, devicePixelRatio]") == [*ZOOMED, 2]
    home, faults = zoomed.url, {"": list(troubles(zoomed))}
    for path in PAGES:
        zoomed.goto(home + path)
        faults[path] = list(troubles(zoomed))
    assert {path: messages for path, messages in faults.items() if messages} == {}


def test_the_search_dialog_fits(zoomed: Page) -> None:
    dialog = zoomed.locator(".jz-find")
    zoomed.keyboard.press("/")
    expect(dialog.locator("input")).to_be_focused()
    zoomed.keyboard.insert_text("快手")
    expect(dialog).to_have_attribute("data-done", "快手")
    fits(dialog)
    fits(dialog.locator("input"))
    fits(dialog.get_by_text("关闭"))
    assert dialog.locator(".jz-find__list").evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight > e.clientHeight")
    fits(dialog.locator("li h3 a").first)


def test_the_card_of_a_term_fits(zoomed: Page) -> None:
    zoomed.goto(zoomed.url + ARTICLE)
    marks, card = zoomed.locator(".edition a.term"), zoomed.locator(".jz-card")
    for place in ("start", "end"):
        marks.nth(2).evaluate("(e, block) => e.scrollIntoView({ block, behavior: 'instant' })", place)
        marks.nth(2).evaluate("e => e.click()")
        expect(card).to_be_visible()
        fits(card)
        zoomed.keyboard.press("Escape")
        expect(card).to_be_hidden()
