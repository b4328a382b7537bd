"""Search as a reader uses it: it finds exactly the units that contain the words, in each script, however they are typed."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from opencc import OpenCC
from playwright.sync_api import Browser, Page, expect

from browser.conftest import faults, served
from jiaozhu.outputs.search.folding import SearchFold
from jiaozhu.outputs.search.keys import strip_marks
from jiaozhu.script_conversion import table_examples
from jiaozhu.script_conversion.regions import HONG_KONG, TAIWAN, Region
from jiaozhu.script_conversion.script import Script
from worlds import ROOT, idents, loaded

Open = Callable[..., Page]

QUERIES = ("快手", "私域", "主播", "电商", "電商", "供應鏈", "KOC", "gmv", "KOC营销", "域流", "信任价值", "拨浪鼓尾", "12.5亿")
ODD = ("商", "5", "ｇｍＶ", "oc", "“私域”", "　私 ")
SENTENCE = "快手已经涌现了散打哥、辛巴等头部带货主播，动辄上亿的销售额为快手带来了大量资源"
SAMPLES = 200
FOLD = "async all => { const put = []; for (const one of all) put.push(await jzFind.fold(one)); return put; }"
MARKED = """() => {
  const [range] = CSS.highlights.get("jz-found"), box = range.getBoundingClientRect();
  return [range.toString(), box.top >= 0 && box.bottom <= innerHeight];
}"""
FIND = "async all => Promise.all(all.map(async query => (await jzFind.find(query)).found.sort()))"
SEARCH_FILES = ("search.js", "find.js", "arrival.js", "search.css", "/search/")
GRAVE = {"serious", "critical"}
to_simplified = OpenCC("t2s")


@cache
def plain(text: str) -> str:
    """A text without white space, in Simplified script, half width and lower case; computed independently of the index."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text if not c.isspace())
    return "".join(to_simplified.convert(c) for c in narrow).lower()


@pytest.fixture(scope="module")
def texts(folder: Path) -> dict[str, list[str]]:
    """The texts of each unit by the unit's address."""
    texts_by_unit: dict[str, list[str]] = {}
    for ident in idents():
        edition = loaded((folder / "articles" / ident / "edition.json").read_bytes())
        notes = yaml.safe_load((ROOT / "sources" / f"{ident}.yml").read_text("utf-8"))["notes"]
        about = [edition["title"] or "", *filter(None, edition["byline"].values()), edition["source"]["file"].rpartition("/")[2]]
        texts_by_unit[f"articles/{ident}/"] = [*about, *(block["text"] for block in edition["blocks"]), *(n["note"] for n in notes)]
    terms = yaml.safe_load((ROOT / "docs" / "glossary.yml").read_text("utf-8"))["terms"]
    for term in terms:
        words = [term["form"], *map(str, term.get("also", ())), term.get("tw", ""), term.get("hk", ""), term["english"], term["definition"]]
        texts_by_unit[f"glossary/#{term['id']}"] = [str(word) for word in (*words, *work(term))]
    for name in yaml.safe_load((ROOT / "docs" / "names.yml").read_text("utf-8"))["names"]:
        texts_by_unit[f"names/{name['id']}/"] = [str(word) for word in (name["form"], *name.get("also", ()), name["about"], *work(name))]
    return texts_by_unit


def work(entry: dict[str, Any]) -> list[str]:
    """The work that an entry of the glossary or of the names goes back to."""
    source = entry.get("source", "")
    return [source] if isinstance(source, str) and source not in ("", "编者") else []


def units_with(texts: dict[str, list[str]], query: str) -> list[str]:
    return sorted(unit for unit, all_of_it in texts.items() if any(plain(query) in plain(text) for text in all_of_it))


def with_search_open(page: Page) -> Page:
    """Open search on a page."""
    page.keyboard.press("/")
    expect(page.locator(".jz-find input")).to_be_focused()
    page.wait_for_function("() => Boolean(window.jzFind?.open)")  # the dialog is open before its scripts are there
    return page


def wait_for_results(page: Page, query: str) -> Page:
    expect(page.locator(".jz-find")).to_have_attribute("data-done", query)
    return page


def listed_articles(page: Page) -> set[str]:
    """The ids of the articles in the dialog."""
    links = page.locator(".jz-find li h3 a").evaluate_all("all => all.map(a => new URL(a).pathname)")
    return {path.split("/")[-2] for path in links if "/articles/" in path}


def articles_with(texts: dict[str, list[str]], query: str) -> set[str]:
    return {unit.split("/")[1] for unit in units_with(texts, query) if unit.startswith("articles/")}


@pytest.mark.parametrize("script", ["", "zh-tw/", "zh-hk/"])
def test_search_finds_exactly_the_units_with_the_words(opened: Open, texts: dict[str, list[str]], script: str) -> None:
    page = with_search_open(opened(script))
    queries = [*QUERIES, *ODD, SENTENCE]
    results = page.evaluate(FIND, queries)
    assert dict(zip(queries, results, strict=True)) == {query: units_with(texts, query.strip("“”")) for query in queries}


def random_queries(texts: dict[str, list[str]]) -> list[str]:
    """Random substrings of 2 to 12 characters, each with a letter or digit and without characters of the query syntax."""
    rng, queries = random.Random(7), set[str]()
    everything = [text for all_of_it in texts.values() for text in all_of_it if len(text) > 1]
    while len(queries) < SAMPLES:
        text = rng.choice(everything)
        start = rng.randrange(len(text) - 1)
        query = text[start : start + rng.randint(2, 12)]
        if any(c.isalnum() for c in query) and not any(c.isspace() or c in "“”" for c in query) and len(query) > 1:
            queries.add(query)
    return sorted(queries)


def test_each_substring_of_the_texts_is_found(opened: Open, texts: dict[str, list[str]]) -> None:
    queries = random_queries(texts)
    results = with_search_open(opened()).evaluate(FIND, queries)
    assert {query: units for query, units in zip(queries, results, strict=True) if units != units_with(texts, query)} == {}


@pytest.mark.parametrize("region", [TAIWAN, HONG_KONG])
def test_search_in_the_script_of_a_region_finds_the_same(opened: Open, texts: dict[str, list[str]], region: Region) -> None:
    table, _ = table_examples.load(ROOT / "docs" / "variants.yml")
    script = Script.for_region(region, table)
    queries = random_queries(texts)
    results = with_search_open(opened(f"{script.region.id}/")).evaluate(FIND, [script.convert(query).text for query in queries])
    assert {query: units for query, units in zip(queries, results, strict=True) if units != units_with(texts, query)} == {}


def test_the_script_folds_as_the_index_does(opened: Open, texts: dict[str, list[str]]) -> None:
    fold = SearchFold.for_table(table_examples.load(ROOT / "docs" / "variants.yml")[0])
    used = set(fold("".join(text for all_of_it in texts.values() for text in all_of_it)))
    candidates = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x10000), *range(0x20000, 0x20400))]
    characters = [c for c in candidates if fold(c) in used or not strip_marks(fold(c))]
    page = with_search_open(opened())
    assert page.evaluate(FOLD, characters) == list(map(fold, characters))


def test_typed_keys_show_the_articles_grouped_and_marked(opened: Open, texts: dict[str, list[str]]) -> None:
    page = with_search_open(opened("articles/kuaishou-jd-618/"))
    page.keyboard.type("gmv")
    assert listed_articles(wait_for_results(page, "gmv")) == articles_with(texts, "gmv")
    expect(page.locator(".jz-find mark").first).to_have_text("GMV")
    assert page.url.endswith("?q=gmv")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("電商")
    assert listed_articles(wait_for_results(page, "電商")) == articles_with(texts, "电商")
    expect(page.locator(".jz-find__status")).to_contain_text("4 篇文章")
    assert set(page.locator(".jz-find mark").all_inner_texts()) == {"电商"}


def test_half_typed_sounds_are_not_searched(opened: Open, texts: dict[str, list[str]]) -> None:
    page = with_search_open(opened("zh-tw/"))
    session = page.context.new_cdp_session(page)
    for sounds in ("g", "gong", "gong ying", "gong ying lian"):
        session.send("Input.imeSetComposition", {"text": sounds, "selectionStart": len(sounds), "selectionEnd": len(sounds)})
    page.wait_for_timeout(150)
    assert "q=" not in page.url, "nothing is asked before the word is chosen"
    session.send("Input.insertText", {"text": "供應鏈"})
    assert listed_articles(wait_for_results(page, "供應鏈")) == articles_with(texts, "供应链")
    assert set(page.locator(".jz-find mark").all_inner_texts()) == {"供應鏈"}


def test_a_pasted_sentence_is_found(opened: Open, texts: dict[str, list[str]]) -> None:
    page = with_search_open(opened())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", SENTENCE)
    page.keyboard.press("Control+v")
    assert listed_articles(wait_for_results(page, SENTENCE)) == articles_with(texts, SENTENCE) == {"kuaishou-double-subsidy"}
    other = SENTENCE.replace("，", " 。").replace("、", ",")
    page.locator(".jz-find input").fill(f"“{other}”")
    assert listed_articles(wait_for_results(page, f"“{other}”")) == {"kuaishou-double-subsidy"}
    expect(page.locator(".jz-find__status")).to_contain_text("不论标点")


def test_all_of_several_words_must_be_there_and_a_phrase_as_it_is(opened: Open, texts: dict[str, list[str]]) -> None:
    page = with_search_open(opened())
    for query, words in (
        ("私域 KOC", ("私域", "KOC")),
        ("“信任电商” 辛巴", ("信任电商", "辛巴")),
        ('"co-opetition" 京东', ("co-opetition", "京东")),
    ):
        results = page.evaluate(FIND, [query])[0]
        assert results == sorted(set.intersection(*(set(units_with(texts, word)) for word in words))), query


def test_a_term_finds_its_other_forms_and_says_so(opened: Open) -> None:
    page = with_search_open(opened())
    page.keyboard.insert_text("关键意见消费者")
    wait_for_results(page, "关键意见消费者")
    expect(page.locator(".jz-find li h3").first).to_have_text("KOC关键意见消费者 · 术语")
    beside = page.locator(".jz-find section", has_text="另查：KOC")
    expect(beside.locator("h3 a")).to_have_count(1)
    assert listed_articles(page) == {"kuaishou-trust-commerce"}
    expect(beside.locator("mark").first).to_have_text("KOC")


def test_what_a_person_expects_stands_first(opened: Open) -> None:
    page = with_search_open(opened())
    first = "async query => (await jzFind.find(query)).found[0]"
    page.evaluate("jzFind.find('x')")
    for query, expected in (
        ("快手", "names/kuaishou/"),
        ("私域", "glossary/#private-traffic"),
        ("快手重新开启联盟之路", "articles/kuaishou-reopens-links/"),
        ("联盟之路", "articles/kuaishou-reopens-links/"),
    ):
        assert page.evaluate(first, query) == expected


def test_arrows_lead_through_the_results_enter_to_one_and_escape_out(opened: Open) -> None:
    page = with_search_open(opened("about/"))
    page.keyboard.insert_text("域流")
    wait_for_results(page, "域流")
    links = page.locator(".jz-find li h3 a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".jz-find input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".jz-find")).to_be_hidden()
    expect(page).to_have_url(re.compile("about/$"))  # the address is again that of the page
    page.keyboard.press("s")
    expect(page.locator(".jz-find input")).to_have_value("域流")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")


@pytest.mark.parametrize("folder_of", ["", "zh-hk/"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_on_arrival_the_words_are_marked_and_in_view(opened: Open, size: str, folder_of: str) -> None:
    page = with_search_open(opened(folder_of, size))
    page.keyboard.insert_text("KOC营销")
    wait_for_results(page, "KOC营销").locator(".jz-find li p a").first.click()
    page.wait_for_selector("html[data-found='1']", state="attached")
    assert "/articles/kuaishou-trust-commerce/?q=" in page.url
    marked, in_view = page.evaluate(MARKED)
    assert marked in ("KOC营销", "KOC營銷")
    assert in_view


def test_an_address_with_a_query_opens_search(opened: Open) -> None:
    page = opened(f"zh-tw/?q={quote('供应链')}")
    wait_for_results(page, "供应链")
    expect(page.locator(".jz-find input")).to_have_value("供应链")
    expect(page.locator(".jz-find__status")).to_contain_text("4 篇文章")


def test_words_that_are_typed_while_the_index_comes_are_searched(opened: Open) -> None:
    page = opened("rules/")
    page.keyboard.press("/")
    dialog = page.locator(".jz-find")
    expect(dialog).to_have_attribute("data-done", "")
    page.keyboard.press("Escape")
    page.evaluate("""() => {
      const { ready } = jzFind, input = document.querySelector(".jz-find input");
      jzFind.ready = async () => {
        const index = await ready();
        if (!input.value) { input.value = "快手"; input.dispatchEvent(new InputEvent("input")); }
        return index;
      };
    }""")
    page.keyboard.press("/")
    expect(dialog).to_have_attribute("data-done", "快手")


def test_slash_and_s_are_letters_where_somebody_types(opened: Open) -> None:
    page = with_search_open(opened())
    page.keyboard.type("s/s")
    expect(page.locator(".jz-find input")).to_have_value("s/s")


def test_a_click_and_a_tap_open_it(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site)
    page.locator(".jz-search").tap()
    expect(page.locator(".jz-find input")).to_be_visible()
    page.locator(".jz-find").get_by_text("关闭").tap()
    expect(page.locator(".jz-find")).to_be_hidden()
    page.locator(".jz-search").click()
    expect(page.locator(".jz-find")).to_be_visible()
    context.close()


def test_nothing_is_fetched_before_search_is_used(browser: Browser, site: str) -> None:
    page = browser.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(site + "articles/kuaishou-jd-618/", wait_until="networkidle")
    assert [url for url in requests if any(part in url for part in SEARCH_FILES)] == []
    assert len(requests) <= 8
    page.close()


def test_without_a_script_the_box_is_a_link_to_all_articles(opened: Open) -> None:
    page = opened("zh-tw/", script=False)
    expect(page.locator(".jz-search")).to_have_text("全部文章", use_inner_text=True)
    page.locator(".jz-search").click()
    assert page.url.endswith("zh-tw/articles/")


@pytest.fixture
def elsewhere(browser: Browser, folder: Path) -> Iterator[tuple[Page, list[str]]]:
    page = browser.new_page()
    with served(folder.parent) as address:
        yield page, [f"{address}{folder.name}/zh-hk/about/", f"{(folder / 'zh-hk' / 'about' / 'index.html').as_uri()}"]
    page.close()


def test_it_works_below_a_path_and_from_a_copy_on_a_disk(elsewhere: tuple[Page, list[str]], texts: dict[str, list[str]]) -> None:
    page, addresses = elsewhere
    for address in addresses:
        page.goto(address)
        with_search_open(page)
        page.keyboard.insert_text("拨浪鼓尾")
        assert listed_articles(wait_for_results(page, "拨浪鼓尾")) == articles_with(texts, "拨浪鼓尾")
        page.locator(".jz-find li", has_text="聯盟").locator("h3 a").first.click()
        page.wait_for_selector("html[data-found]", state="attached")
        assert "/zh-hk/articles/kuaishou-reopens-links/" in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_open_dialog_fits_and_is_accessible(opened: Open, size: str, scheme: str) -> None:
    page = with_search_open(opened("", size, scheme))
    page.keyboard.insert_text("主播 快手")
    wait_for_results(page, "主播 快手")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [fault["id"] for fault in faults(page) if fault["impact"] in GRAVE] == []


def test_hostile_words_stay_words(opened: Open) -> None:
    page = with_search_open(opened())
    for query in ("<img src=x onerror=alert(1)>", "</script>快手", "__proto__", "constructor", "\u2028", "💡", "%", "“”"):
        page.locator(".jz-find input").fill(query)
        wait_for_results(page, query.strip())
        assert page.locator(".jz-find img").count() == 0
    assert json.dumps(page.evaluate("jzFind.find('constructor')"))
