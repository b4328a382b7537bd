"""Quotations: the author's words alone, with their source, in three forms, from each view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from worlds import edition

OPEN = Callable[..., Page]
IDENT = "kuaishou-double-subsidy"
ARTICLE = f"articles/{IDENT}/"
# Selects from the first place of some words up to the next place of others, as a pointer does.
SELECT = """([first, last]) => {
  const nodes = [], walker = document.createTreeWalker(document.querySelector("[data-view] article"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) nodes.push(node);
  const range = document.createRange(), at = nodes.findIndex(({ data }) => data.includes(first));
  const end = nodes.slice(at).find(({ data }) => data.includes(last));
  range.setStart(nodes[at], nodes[at].data.indexOf(first));
  range.setEnd(end, end.data.indexOf(last) + last.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
# Selects a block and the next one, with all that stands in and between them.
SELECT_TWO = """(id) => {
  const block = document.getElementById(id), range = document.createRange();
  range.setStart(block, 0);
  range.setEndAfter(document.querySelector(`#${id} ~ [data-kind]`));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def quoted(page: Page, first: str, last: str, way: str) -> str:
    """What one of the ways to quote puts on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("document.activeElement.blur()")
    page.evaluate(SELECT, [first, last])
    menu = page.locator(".jz-quoting")
    menu.wait_for()
    if way != "copy":
        menu.get_by_role("button", name="引用").click()
    menu.locator(f"[data-do={way}]").click()
    page.locator(".jz-status:not(:empty)").wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("view", ["", "collation/"])
def test_words_are_the_authors_alone_over_several_paragraphs(opened: OPEN, view: str) -> None:
    """Without the signs of notes, what stands beside, ¶, or what was cut; of blocks of each kind."""
    page = opened(ARTICLE + view)
    blocks = [block for block in edition(IDENT).blocks if block.kind != "title" and block.has_own_text]
    n = next(n for n, block in enumerate(blocks) if "一大波张小雨的粉丝流量" in block.text)
    page.locator(f"#{blocks[n].id}").hover()
    page.locator(".jz-here").wait_for()
    page.evaluate(SELECT_TWO, blocks[n].id)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("toolbar", name="选中的文字").get_by_role("button", name="复制").click()
    page.locator(".jz-status:not(:empty)").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{blocks[n].text}\n{blocks[n + 1].text}"


def test_the_browsers_own_copying_takes_the_same_words(opened: OPEN) -> None:
    page = opened(ARTICLE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(SELECT, ["今晚势必会迎来一大波", "最终效果小编很是期待"])
    page.get_by_role("toolbar", name="选中的文字").wait_for()
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "今晚势必会迎来一大波张小雨的粉丝流量，最终效果小编很是期待"


@pytest.mark.parametrize(("twin", "marks"), [("", "“‘’”"), ("zh-tw/", "「『』」")])
def test_a_quotation_has_its_source_and_leads_back(opened: OPEN, twin: str, marks: str) -> None:
    page = opened(twin + ARTICLE)
    first, last = ("官方内容合作平台", "多月的时间") if not twin else ("官方內容合作平台", "多月的時間")
    copied = quoted(page, first, last, "plain")
    quote, source = copied.split("\n")
    block = page.evaluate("(words) => [...document.querySelectorAll('.edition p')].find((p) => p.textContent.includes(words)).id", first)
    assert quote[0] + quote[-1] == marks[0] + marks[3]
    assert f"{first}{marks[2]}，" in quote
    title = page.locator("h1").inner_text().replace("\n", "")
    assert source == f"面朝，《{title}》，2020-07-17。{page.url}#{block}"
    page.goto(source.partition("。")[2])
    assert page.locator(":target").get_attribute("id") == block


def test_forms_of_a_quotation(opened: OPEN) -> None:
    page = opened(ARTICLE)
    title = page.locator("h1").inner_text().replace("\n", "")
    words, block = "6月14日，快手一哥辛巴复出", page.locator(".edition p").first.get_attribute("id")
    assert quoted(page, "6月14日", "复出", "gbt") == f"“{words}”\n面朝. {title}[EB/OL]. (2020-07-17)[{date.today()}]. {page.url}#{block}."
    assert quoted(page, "6月14日", "复出", "markdown") == f"> {words}\n>\n> —— [《{title}》]({page.url}#{block})，面朝，2020-07-17"
    assert unquote(quoted(page, "6月14日", "复出", "address")) == f"{page.url}#{block}:~:text={words}"
    original = f"{page.url}original/"
    page.get_by_role("navigation", name="视图").get_by_role("link", name="原貌").click()
    page.wait_for_url(original)
    line = quoted(page, "快 手已经", "散打哥", "plain")
    assert line.startswith("“快 手已经涌现了散打哥”\n")
    assert f"{original}#line-" in line


@pytest.mark.parametrize(
    ("text", "marks", "quoted_text"),
    [
        ("他说：“这叫‘私域’。”", "“‘’”", "“他说：‘这叫“私域”。’”"),
        ("他說：「這叫『私域』。」", "「『』」", "「他說：『這叫「私域」。』」"),
        ("it’s “so”", "“‘’”", "“it’s ‘so’”"),
        ("前半句”，后", "“‘’”", "“前半句’，后”"),
    ],
)
def test_marks_inside_of_a_quotation_are_of_the_other_kind(opened: OPEN, text: str, marks: str, quoted_text: str) -> None:
    page = opened(ARTICLE)
    page.evaluate("jz.tool('words.js', 'annotations.js')")
    assert page.evaluate("([text, marks]) => jzQuotations.enclosed([text], marks)", [text, marks]) == quoted_text
    assert page.evaluate("(marks) => jzQuotations.enclosed(['一', '二'], marks)", marks) == f"{marks[0]}一\n{marks[0]}二{marks[3]}"


def test_words_of_a_hostile_source_are_no_markdown(opened: OPEN) -> None:
    page = opened(ARTICLE)
    page.evaluate("jz.tool('words.js', 'annotations.js')")
    source = {"title": "a](x)", "author": "", "outlet": "", "date": "", "address": "http://x/#b"}
    made = page.evaluate("(source) => jzQuotations.markdown(['# a', '1. <b>', '- [c](d)'], source)", source)
    assert made == "> \\# a\n>\n> 1\\. \\<b\\>\n>\n> \\- \\[c\\](d)\n>\n> —— [《a\\](x)》](http://x/#b)"
