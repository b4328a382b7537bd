"""How much is marked in the text of an article: 素读, 标注, 全部; and what is folded below it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from browser import firefox

Open = Callable[..., Page]

ARTICLE = "articles/kuaishou-jd-618/"  # with conjectured punctuation
ENOUGH = 3.0  # contrast that a line needs to be seen, after WCAG 1.4.11
# The contrast of the line under a link to the page, as a canvas mixes colours.
CONTRAST = """e => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const light = (...colours) => {
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    const linear = (v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const line = getComputedStyle(e).backgroundImage.match(/(?:rgba?|color)\\([^)]*\\)/)?.[0];
  if (!line) return 1;
  const [low, high] = [light(paper), light(paper, line)].sort((a, b) => a - b);
  return (high + .05) / (low + .05);
}"""


def choose(page: Page, word: str) -> None:
    page.locator(".jz-header .jz-set").click()
    page.get_by_role("group", name="标注").get_by_label(word, exact=True).check()
    page.keyboard.press("Escape")


def contrast(mark: Locator) -> float:
    return float(mark.evaluate(CONTRAST))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_three_degrees_of_annotation(opened: Open, scheme: str) -> None:
    page = opened(ARTICLE, scheme=scheme)
    term, name, sign = page.locator(".edition .term").first, page.locator(".edition .name").first, page.locator(".edition .jz-mark").first
    assert contrast(term) >= ENOUGH
    assert contrast(name) == 1
    expect(sign).to_be_visible()
    choose(page, "全部")
    assert contrast(name) >= ENOUGH
    assert contrast(term) >= ENOUGH
    choose(page, "素读")
    assert (contrast(term), contrast(name)) == (1, 1)
    for quiet in (sign, page.locator(".jz-guesses").first, page.locator(".jz-margin").first):
        expect(quiet).to_be_hidden()
    term.click(force=True)
    expect(page.locator(".jz-card:popover-open")).to_have_count(0)
    page.reload()
    assert contrast(term) == 1


def test_conjectures_are_black_where_one_reads_and_red_where_one_collates(opened: Open) -> None:
    page = opened(ARTICLE)
    colour = "e => getComputedStyle(e).color"
    dot = page.locator(".jz-guesses").nth(1)
    block = page.locator(".jz-guesses + [data-kind]").nth(1)
    guesses, doubtful = block.locator(".jz-guess"), block.locator(".jz-guess--doubtful")
    count = guesses.count()
    assert int(dot.inner_text()) == doubtful.count() < count
    assert {guess.evaluate("e => getComputedStyle(e).textDecorationLine") for guess in doubtful.all()} == {"underline"}
    assert block.locator(".jz-guess:not(.jz-guess--doubtful)").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    assert {guess.evaluate(colour) for guess in guesses.all()} == {block.evaluate(colour)}
    dot.click()
    page.wait_for_url(re.compile("/collation/"))
    same = page.locator(f".collation [id='{page.url.partition('#')[2]}']")
    expect(same).to_be_in_viewport()
    assert same.locator(".jz-guess").count() == count
    assert same.locator(".jz-guess").first.evaluate(colour) != same.evaluate(colour)


@pytest.mark.parametrize("script", [True, False])
def test_what_is_folded_opens_where_an_address_leads_into_it(opened: Open, script: bool) -> None:
    page = opened("articles/kuaishou-double-subsidy/", "phone", script=script)
    note = page.locator("#note-3")
    expect(note).to_be_hidden()
    page.goto(page.url + "#note-3")
    expect(note).to_be_in_viewport()
    terms = page.locator(".jz-terms dl")
    expect(terms).to_be_hidden()
    page.get_by_text("本篇术语").last.click()
    expect(terms).to_be_visible()


def test_the_next_article_is_right_behind_the_last_sentence(opened: Open) -> None:
    page = opened("articles/kuaishou-double-subsidy/", "phone")
    end, door = page.locator(".edition").bounding_box(), page.locator("a[rel=next]").first.bounding_box()
    assert end
    assert door
    assert 0 < door["y"] - end["y"] - end["height"] < 200
    assert end["height"] / door["y"] > 0.75


def test_progress_measures_the_article(opened: Open) -> None:
    page = opened("articles/kuaishou-double-subsidy/")
    if firefox.is_asked() and not page.evaluate("CSS.supports('timeline-scope: --read')"):
        firefox.skip("animations by scrolling")
    read = "() => new DOMMatrix(getComputedStyle(document.querySelector('[data-view]'), '::before').transform).a"
    go = """e => new Promise(done => {
      scrollTo({ top: e.getBoundingClientRect().bottom + scrollY - innerHeight, behavior: "instant" });
      requestAnimationFrame(() => requestAnimationFrame(done));
    })"""
    assert page.evaluate(read) < 0.05
    page.locator(".edition").evaluate(go)
    assert page.evaluate(read) > 0.99
