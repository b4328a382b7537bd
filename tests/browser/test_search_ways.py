"""Other ways to what is sought: as it sounds, apart at commas, what comes nearest, narrower; and what is seen on arrival from a result."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import faults, served
from browser.test_search import GRAVE, listed_articles, wait_for_results, with_search_open
from worlds import copied, site_of

Open = Callable[..., Page]

AUTHORS = ("陆羽", "蔡襄")
HITS = "[...CSS.highlights.get('jz-found')].map(String)"
CURRENT = "String([...CSS.highlights.get('jz-current')][0])"
IN_VIEW = "(box => box.top >= 0 && box.bottom <= innerHeight)([...CSS.highlights.get('jz-current')][0].getBoundingClientRect())"
COLOURS = """() => {
  const style = getComputedStyle(document.documentElement), probe = document.body.appendChild(document.createElement("i"));
  const seen = (name) => (probe.style.color = style.getPropertyValue(name), getComputedStyle(probe).color.match(/\\d+/g).map(Number));
  return [seen("--hit"), seen("--paper")];
}"""


def searched(page: Page, query: str) -> Page:
    page.locator(".jz-find input").fill(query)
    return wait_for_results(page, query)


def status(page: Page) -> str:
    return page.locator(".jz-find__status").inner_text()


def luminance(colour: list[int]) -> float:
    """The relative luminance of WCAG."""
    parts = [value / 255 for value in colour]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("query", ["kuaishou", "KuaiShou", "kuai shou", "kuàishǒu", "ks", "kuaish"])
def test_a_name_is_found_as_it_sounds(opened: Open, query: str) -> None:
    page = searched(with_search_open(opened("zh-tw/")), query)
    expect(page.locator(".jz-find").get_by_text("依讀音")).to_have_count(1)
    by_sound = page.locator(".jz-find section", has=page.get_by_text("專名")).first
    expect(by_sound.locator("h3 a").first).to_have_text("快手")
    expect(by_sound.locator("mark").first).to_have_text("快手")
    assert "kuaishou-reopens-links" in listed_articles(page), "and with it the articles that have the name"


def test_a_title_is_found_by_some_of_its_syllables(opened: Open) -> None:
    page = searched(with_search_open(opened()), "chongxinkaiqi")
    expect(page.locator(".jz-find li h3 a").first).to_have_text("快手重新开启联盟之路")
    expect(page.locator(".jz-find mark").first).to_have_text("重新开启")
    assert page.evaluate("jzFind.sound('kuai')") == [], "one syllable is too little, unless it is a whole name"
    assert page.evaluate("jzFind.sound('uaishou')") == [], "a syllable is not entered in its middle"


def test_who_wrote_an_article_and_what_its_editor_notes_is_found(opened: Open) -> None:
    page = searched(with_search_open(opened()), "李松月")
    expect(page.locator(".jz-find h3 span").first).to_have_text("李松月 · 2022-10")
    page.locator(".jz-find h3 a").first.click()
    page.wait_for_selector("html[data-found='1']", state="attached")
    assert page.evaluate(CURRENT) == "李松月"
    page = searched(with_search_open(page), "疑当作“抖快”")
    page.locator(".jz-find li p a").first.click()
    page.wait_for_selector("html[data-found='1']", state="attached")
    assert "#note-" in page.url
    assert page.evaluate(IN_VIEW)


@pytest.mark.parametrize("query", ["私域、GMV", "私域，GMV", "私域　GMV"])
def test_commas_and_wide_spaces_part_words(opened: Open, query: str) -> None:
    page = with_search_open(opened())
    both = listed_articles(searched(page, "私域 GMV"))
    assert both
    assert listed_articles(searched(page, query)) == both


def test_words_that_stand_together_are_also_sought_apart(opened: Open) -> None:
    page = searched(with_search_open(opened()), "散打哥、辛巴")
    assert listed_articles(page) >= {"kuaishou-double-subsidy"}
    expect(page.get_by_text("另查：散打哥 辛巴")).to_have_count(1)


def test_the_longest_stretch_of_a_sentence_is_offered(opened: Open) -> None:
    page = searched(with_search_open(opened("zh-hk/")), "据说快手已经涌现了散打哥辛巴等头部带货主播，一年的销售额相当可观")
    assert "連續 19 字相同" in status(page)
    assert listed_articles(page) == {"kuaishou-double-subsidy"}
    page.locator(".jz-find li p a").first.click()
    page.wait_for_selector("html[data-found='1']", state="attached")
    assert page.evaluate(CURRENT).endswith("已經湧現了散打哥、辛巴等頭部帶貨主播"), "it is marked whatever stands between its characters"


def test_what_has_nothing_in_common_is_not_offered(opened: Open) -> None:
    page = searched(with_search_open(opened()), "一个同这里没有关系的句子")
    assert status(page) == "没有找到“一个同这里没有关系的句子”。"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_arrival_the_words_stand_out_and_a_bar_leads_on(opened: Open, scheme: str) -> None:
    page = searched(with_search_open(opened("", "phone", scheme)), "供应链")
    page.locator(".jz-find li p a[href*='/articles/kuaishou-reopens-links/']").first.click()
    page.wait_for_selector("html[data-found='3']", state="attached")
    bar = page.locator(".jz-hits")
    expect(bar.get_by_role("status")).to_have_text("第 1 处 / 3")
    assert page.evaluate(HITS) == ["供应链"] * 3
    assert page.evaluate(IN_VIEW)
    hit, paper = sorted(map(luminance, page.evaluate(COLOURS)), reverse=True)
    assert (hit + 0.05) / (paper + 0.05) >= 3
    assert [fault["id"] for fault in faults(page) if fault["impact"] in GRAVE] == []
    bar.get_by_role("button", name="上一处").click()
    expect(bar.get_by_role("status")).to_have_text("第 3 处 / 3")
    assert page.evaluate(IN_VIEW), "at once, without a way that one has to watch"
    bar.get_by_role("button", name="下一处").click()
    expect(bar.get_by_role("status")).to_have_text("第 1 处 / 3")
    bar.get_by_role("button", name="不再标出").click()
    expect(bar).to_be_hidden()
    assert page.evaluate("CSS.highlights.size") == 0
    assert "q=" not in page.url


def test_marks_hold_through_a_change_of_script_and_of_view(opened: Open) -> None:
    page = opened(f"articles/kuaishou-reopens-links/?q={quote('供應鏈')}#content")
    page.wait_for_selector("html[data-found='3']", state="attached")
    page.locator(".jz-hits button").nth(1).click()
    page.evaluate("document.querySelector('.jz-script a:last-child').click()")
    page.wait_for_url("**/zh-hk/**")
    page.wait_for_selector("html[data-found='3']", state="attached")
    assert page.evaluate(HITS) == ["供應鏈"] * 3
    page.evaluate("document.querySelector('.jz-views a:nth-child(2)').click()")
    page.wait_for_url("**/collation/")
    page.wait_for_function(f"{HITS}.join() === '供應鏈,供應鏈,供應鏈'")
    assert page.evaluate("[...CSS.highlights.get('jz-found')].every((range) => range.startContainer.isConnected)")


@pytest.fixture(scope="module")
def library(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of twelve articles on tea, of three years and two authors."""
    files: dict[str, str] = {}
    for n in range(12):
        words = f"第{n}批茶叶从山上运到城里，茶商当天就来看货。采茶的人说，今年的雨水比往年少，叶子小了{n + 2}分，香气却更足。"
        files[f"sources/tea-{n}.txt"] = f"茶市见闻其{chr(0x4E00 + 7 * n)}\n\n{words}\n\n{words[::-1]}。\n"
        files[f"sources/tea-{n}.yml"] = f"date: {2019 + n % 3}-0{1 + n % 9}\nauthor: {AUTHORS[n % 2]}\noutlet: 茶报\n"
    root = tmp_path_factory.mktemp("library")
    site_of(copied(root, files, own=own))
    with served(root / "site") as address:
        yield address


def narrow(page: Page, name: str) -> None:
    """Choose a value by which the results are narrowed, and wait for the answer."""
    page.evaluate("document.querySelector('.jz-find').dataset.done = ''")
    page.locator(".jz-find__ways button", has_text=name).click()
    page.wait_for_function("() => document.querySelector('.jz-find').dataset.done")


def test_results_are_narrowed_by_year_and_author(browser: Browser, library: str) -> None:
    page = browser.new_page()
    page.goto(f"{library}zh-tw/")
    searched(with_search_open(page), "茶叶")
    ways = page.locator(".jz-find__ways")
    assert ways.get_attribute("open") is None, "it waits until it is asked for"
    ways.locator("summary").click()
    assert ways.locator("button").all_inner_texts() == ["2021年 4", "2020年 4", "2019年 4", "蔡襄 6", "陸羽 6"]
    narrow(page, "2020年")
    assert status(page) == "4 篇文章"
    assert ways.locator("button").all_inner_texts() == ["2021年 4", "2020年 4", "2019年 4", "蔡襄 2", "陸羽 2"]
    narrow(page, "陸羽")
    assert listed_articles(page) == {"tea-4", "tea-10"}
    assert parse_qs(urlsplit(page.url).query) == {"q": ["茶叶"], "year": ["2020"], "author": ["陆羽"]}
    other = browser.new_page()
    other.goto(page.url)
    wait_for_results(other, "茶叶")
    assert listed_articles(other) == {"tea-4", "tea-10"}
    expect(other.locator(".jz-find__ways summary")).to_have_text("篩選 · 2020年 · 陸羽")
    narrow(page, "2020年")
    assert status(page) == "6 篇文章"
    page.locator(".jz-find").get_by_text("關閉").click()
    page.wait_for_function("() => location.search === ''")
    page.close()
    other.close()


def test_hostile_addresses_narrow_nothing_and_break_nothing(browser: Browser, library: str) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{library}?q={quote('茶叶')}&year=__proto__&constructor=1&author={quote('<img src=x>')}")
    wait_for_results(page, "茶叶")
    assert status(page) == "没有找到“茶叶”。"
    assert page.locator(".jz-find img").count() == 0
    assert errors == []
    page.close()


def test_few_articles_are_not_narrowed(opened: Open) -> None:
    page = searched(with_search_open(opened()), "快手")
    expect(page.locator(".jz-find__ways")).to_be_hidden()


def test_facets_are_files_of_the_index(folder: Path) -> None:
    text = (folder / "search" / "t" / "facets.js").read_text("utf-8")
    facets = json.loads(text.removeprefix('jzFind("t/facets",').removesuffix(")\n"))
    assert [facet[0] for facet in facets] == ["year"]
