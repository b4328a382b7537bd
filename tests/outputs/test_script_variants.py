"""The scripts of Taiwan and Hong Kong: texts, quotation marks, pages, and the tree of variants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import opencc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from contract import VOID, Document
from jiaozhu.core.digest import key
from jiaozhu.core.errors import VariantError
from jiaozhu.core.store import NO_STORE, Store
from jiaozhu.outputs import sitemap
from jiaozhu.outputs.script_variants.page import PageAddress, SiteAddress, converted_page, is_shared, simplified_page
from jiaozhu.outputs.script_variants.segments import segment
from jiaozhu.outputs.script_variants.variant_build import FramedPage, VariantBuild, is_read_in_scripts, is_unlisted, write
from jiaozhu.outputs.site_folder import SiteFolder
from jiaozhu.project import Project
from jiaozhu.script_conversion.characters import simplified_only
from jiaozhu.script_conversion.corner_brackets import with_corner_brackets
from jiaozhu.script_conversion.regions import HONG_KONG, REGIONS, TAIWAN, Region, chosen
from jiaozhu.script_conversion.script import Script
from jiaozhu.script_conversion.table import Table
from jiaozhu.script_conversion.table_examples import load
from jiaozhu.script_conversion.word_segmentation import BORDER, Borders
from worlds import ROOT, built, configured, copied, publish, site_of, stored
from worlds import write as written

TABLE, WRONG = load(ROOT / "docs" / "variants.yml")
SCRIPTS = {region.id: Script.for_region(region, TABLE) for region in REGIONS.values()}
ALONE = {region.id: Script.for_region(region) for region in REGIONS.values()}
PHRASES: dict[str, str | list[str]] = yaml.safe_load((Path(__file__).parent / "phrases.yml").read_text("utf-8"))
BOTH = SiteAddress("", tuple(REGIONS.values()))
regions = pytest.mark.parametrize("region", REGIONS.values(), ids=lambda region: region.id)
# Where the hard things stand close together: words of the table and their halves, marks, and characters that OpenCC chokes on.
PIECES = st.sampled_from(
    [
        "复购",
        "回",
        "复",
        "买",
        "是只",
        "只有",
        "猫",
        "几十只",
        "个中",
        "小",
        "后",
        "发",
        "面",
        "干",
        "柳岩",
        "上",
        "合作伙伴",
        "皇后",
        "發現",
        "裏",
    ]
)
TEXTS = st.lists(PIECES | st.sampled_from(["\0", "\n", "𠮷", "\U00100000", "\ufffc", "“", "”", "a", " ", "&", "<"]), max_size=30).map(
    "".join
)


def test_the_table_is_sound() -> None:
    assert WRONG == ()


@regions
def test_every_word_of_the_table_does_something(region: Region) -> None:
    """A word is dead where the rest of the table makes the same of it; a form, where OpenCC never writes the other."""
    phrases = TABLE.phrases(region)
    alone = {find for find, put in phrases.items() if ALONE[region.id].convert(find).text == put}  # OpenCC makes the same of it
    doubted = [find for find in phrases if find in alone or any(other != find and other in find for other in phrases)]
    dead = [find for find in doubted if Script.for_region(region, without(find)).convert(find).text == phrases[find]]
    examples = "\n".join(spec.before for entry in TABLE.entries if entry.is_form for spec in entry.specs)
    seen = ALONE[region.id].convert(examples + "\n".join(map(opencc.OpenCC("t2s").convert, TABLE.forms(region)))).text
    assert [*dead, *(find for find in TABLE.forms(region) if find not in seen)] == []


def without(word: str) -> Table:
    """The table without one of its words."""
    puts = ({r: {k: v for k, v in pairs.items() if k != word} for r, pairs in e.put.items()} for e in TABLE.entries)
    return Table(tuple(replace(entry, put=put) for entry, put in zip(TABLE.entries, puts, strict=True)))


@regions
@pytest.mark.parametrize("phrase", PHRASES)
def test_hard_phrase(phrase: str, region: Region) -> None:
    expected = PHRASES[phrase]
    both = expected if isinstance(expected, list) else [expected, expected]
    assert SCRIPTS[region.id].convert(phrase).text == both[list(REGIONS).index(region.id)]


def test_there_are_enough_hard_phrases() -> None:
    assert len(PHRASES) >= 60


@regions
@settings(deadline=None)
@given(text=TEXTS | st.text(max_size=60))
def test_without_a_table_a_text_is_what_opencc_makes_of_it(region: Region, text: str) -> None:
    """OpenCC's own cases for these configurations pass where they pass with OpenCC itself. NUL would end its text."""
    text = text.replace("\0", "")
    assert ALONE[region.id].convert(text).text == opencc.OpenCC(region.simplified).convert(text)


@regions
@settings(deadline=None)
@given(text=TEXTS)
def test_each_character_keeps_its_place(region: Region, text: str) -> None:
    script = SCRIPTS[region.id]
    whole = script.convert_lines(text)
    places = [whole.offset_of(n) for n in range(len(text) + 1)]
    assert places[0] == 0
    assert places[-1] == len(whole.text)
    assert all(a <= b for a, b in pairwise(places))
    for n, character in enumerate(text):
        if character in "\0\n\U00100000&<a":
            assert whole.text[whole.offset_of(n) : whole.offset_of(n + 1)] == character


@settings(deadline=None)
@given(text=TEXTS)
def test_borders_are_only_put_in(text: str) -> None:
    """And never inside of a phrase of the table."""
    text = text.replace(BORDER, "")
    marked = Borders(TABLE.phrases(TAIWAN)).mark(text)
    assert marked.replace(BORDER, "") == text
    for phrase in TABLE.phrases(TAIWAN):
        assert marked.count(phrase) == text.count(phrase)


@regions
def test_the_longest_of_all_words_wins(region: Region) -> None:
    script = SCRIPTS[region.id]
    assert script.convert("回复购买").text == "回覆購買"
    assert script.phrases_in("回复购买几十只") == {"几十只"}
    assert script.phrases_in("这个中秋") == set()


def test_a_phrase_that_changes_its_length_is_put_where_it_begins() -> None:
    table = entries("- put: {老铁们: 各位}\n  why: 试\n  specs: ['老铁们好 → 各位好']")
    converted = Script.for_region(TAIWAN, table).convert("对老铁们说说老铁们")
    assert converted.text == "對各位說說各位"
    assert [converted.offset_of(n) for n in range(10)] == [0, 1, 3, 3, 3, 4, 5, 7, 7, 7]


@settings(deadline=None)
@given(texts=st.lists(st.text("老铁们说皇后後\n\0", max_size=12), max_size=6))
def test_a_line_becomes_the_same_wherever_and_however_often_it_stands(texts: list[str]) -> None:
    table = entries("- put: {老铁们: 各位}\n  why: 试\n  specs: ['老铁们好 → 各位好']")
    script = Script.for_region(TAIWAN, table)
    for text in texts:
        whole, anew = script.convert_lines(text), Script.for_region(TAIWAN, table)
        alone = [anew.convert_lines(line) for line in text.split("\n")]
        assert whole.text == "\n".join(line.text for line in alone)
        at, put_at = 0, 0
        for line, one in zip(text.split("\n"), alone, strict=True):
            assert [whole.offset_of(at + n) - put_at for n in range(len(line) + 1)] == [one.offset_of(n) for n in range(len(line) + 1)]
            at, put_at = at + len(line) + 1, put_at + len(one.text) + 1


def test_a_traditional_line_is_not_taken_for_simplified() -> None:
    assert SCRIPTS["zh-tw"].convert_lines("皇后與里長\n里面发现了").text == "皇后與里長\n裡面發現了"
    assert SCRIPTS["zh-tw"].convert_lines("余先生說：干涉面對").text == "余先生說：干涉面對"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("余晓梅教授认为，余下的部分可以不看。", "余曉梅教授認為，餘下的部分可以不看。"),
        ("代表团有王建军、于建国、郁文静和涂志强。", "代表團有王建軍、于建國、郁文靜和涂志強。"),
        ("记者范一鸣说，范围太大。", "記者范一鳴說，範圍太大。"),
        ("岳小军表示，登上五岳很难。", "岳小軍表示，登上五嶽很難。"),
        ("姜女士买了姜茶和姜丝。", "姜女士買了薑茶和薑絲。"),
        ("老余和小范都来了。", "老余和小范都來了。"),
        ("于总监对此没有回应，于是大家都走了。", "于總監對此沒有回應，於是大家都走了。"),
        ("会议于去年召开，源于农村，归于城市。", "會議於去年召開，源於農村，歸於城市。"),
        ("其余的人都在郁金香旁边，范畴不同。", "其餘的人都在鬱金香旁邊，範疇不同。"),
        ("价值在于产品经理怎么看，对于老师来说，这属于教授的事。", "價值在於產品經理怎麼看，對於老師來說，這屬於教授的事。"),
        ("明白了如何做，也了如指掌。", "明白了如何做，也瞭如指掌。"),
    ],
)
def test_a_surname_stays_on_the_evidence_around_it(simplified: str, traditional: str) -> None:
    assert SCRIPTS["zh-tw"].convert_lines(simplified).text == traditional


def test_a_name_that_is_known_in_one_line_is_known_in_all() -> None:
    lines = "名单上有于小鱼、王建国和郁青。\n那天于小鱼没有来，只有于小鱼还是老样子。"
    assert SCRIPTS["zh-tw"].convert_lines(lines).text.count("于小魚") == 3
    assert "於小魚" in SCRIPTS["zh-tw"].convert_lines("基于小鱼的研究").text


@regions
@pytest.mark.parametrize(
    "words",
    ["私は学生です", "会計は出口でお願いします", "この国の医学は、とても進んでいる", "駅から歩いて五分", "東京の図書館に来ました"],
)
def test_japanese_stays(words: str, region: Region) -> None:
    convert = SCRIPTS[region.id].convert_lines
    assert convert(words).text == words
    assert (
        convert(f"招牌上写着：「{words}」，门口没有人。").text == convert("招牌上写着：「").text + words + convert("」，门口没有人。").text
    )


@pytest.mark.parametrize("words", ["优の良品在门口", "他学会了说さよなら就走了", "カラオケ的学生"])
def test_chinese_with_kana_is_converted(words: str) -> None:
    assert simplified_only().search(SCRIPTS["zh-tw"].convert_lines(words).text) is None


@regions
@pytest.mark.parametrize(
    "words", ["你睇吓個心仲喺度郁緊添，佢哋唔係嚟買餸", "嗰啲嘢係佢畀我嘅，郁都唔郁得", "他說過了，這裡的干涉與皇后無關"]
)
def test_a_traditional_line_stays(words: str, region: Region) -> None:
    """But for the forms that the region writes: 裡 and 裏."""
    assert SCRIPTS[region.id].convert_lines(words).text.replace("裏", "裡") == words


def test_a_traditional_line_may_have_a_simplified_character() -> None:
    assert SCRIPTS["zh-tw"].convert_lines("這個國家的人，說话不干涉皇后").text == "這個國家的人，說話不干涉皇后"


def entries(phrases: str, tmp: Path | None = None) -> Table:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = (tmp or Path(folder)) / "variants.yml"
        path.write_text("phrases:\n" + phrases, "utf-8")
        table, wrong = load(path)
    assert wrong == ()
    return table


MISTAKES = [
    ("phrases: 1\n", "docs/variants.yml:1: phrases must be a list"),
    ("words: []\n", "docs/variants.yml:1: unknown key 'words' in docs/variants.yml"),
    ("phrases:\n- put: {a: b}\n  specs: ['a → b']\n", "docs/variants.yml:2: an entry of phrases has no 'why'"),
    ("phrases:\n- why: x\n  specs: ['a → b']\n", "docs/variants.yml:2: an entry without words"),
    ("phrases:\n- put: {a: b}\n  why: x\n  specs: []\n", "docs/variants.yml:2: an entry without an example"),
    ("phrases:\n- put: {a: b}\n  why: x\n  specs: [a]\n", "docs/variants.yml:4: an example has no arrow"),
    ("phrases:\n- put: {茶: 荼}\n  why: x\n  specs: ['茶农 → 茶農']\n", "docs/variants.yml:4: '茶农' becomes '荼農' in zh-tw, not '茶農'"),
    ("phrases:\n- put: {茶: 荼}\n  why: x\n  specs: ['水 → 水']\n", "docs/variants.yml:4: no word of the entry is found in its examples"),
    (
        "phrases:\n- put: {茶: 茶}\n  why: x\n  specs: ['茶 → 茶']\n  leave: ['茶农 → 茶農']\n",
        "docs/variants.yml:5: '茶' is found in '茶农'",
    ),
    ("phrases:\n- put: {茶: 荼}\n  why: x\n  specs: ['茶 → 荼']\n- put: {茶: 荼}\n  why: x\n  specs: ['茶 → 荼']\n", "'茶' stands twice"),
    ("protect:\n- words: [头]\n  why: x\n  specs: ['头 → 头']\n", "docs/variants.yml:2: '头' has '头', which is Simplified"),
    ("forms:\n- tw: {臺灣: 台}\n  why: x\n  specs: ['台湾 → 台']\n", "docs/variants.yml:2: '臺灣' and '台' are no two forms of one word"),
    ("forms:\n- tw: {羣: 群}\n  why: x: y\n", "docs/variants.yml:3: not YAML"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_in_the_table_is_reported_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "variants.yml"
    path.write_text(text, "utf-8")
    _, wrong = load(path)
    assert wrong
    assert all(isinstance(e, VariantError) for e in wrong)
    assert message in str(wrong[0])


def test_an_entry_that_fails_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "variants.yml"
    path.write_text("phrases:\n- {put: {茶: 荼}, why: x, specs: [茶 → 茶]}\n- {put: {水: 氺}, why: x, specs: [水 → 氺]}\n", "utf-8")
    table, wrong = load(path)
    assert len(wrong) == 1
    assert Script.for_region(TAIWAN, table).convert("茶水").text == "茶氺"


MARKS = [
    ("他说“好”。", "他说「好」。"),
    ("“外‘内’外”", "「外『内』外」"),
    ("‘外“内”外’", "「外『内』外」"),
    ("“外“内”外”", "「外『内』外」"),
    ("更看重“人“ 。一个个”私域流量池“", "更看重「人」 。一个个「私域流量池」"),  # turned round
    ("“没有关上", "「没有关上"),
    ("“甲。“乙”丙", "「甲。「乙」丙"),  # the first was never closed
    ("多了”一个“真的”", "多了」一个「真的」"),
    ("“甲‘乙”丙", "「甲『乙」丙"),
    ("「他说“好”」", "「他说『好』」"),
    ("It’s “茶”, the growers’ tea", "It’s 「茶」, the growers’ tea"),
    ("他写 said “hello” to 茶", "他写 said “hello” to 茶"),
    ("“GMV”是", "「GMV」是"),
    ("“Hello,” he said.", "“Hello,” he said."),
    ('用 "直引号" 的', '用 "直引号" 的'),
]


@pytest.mark.parametrize(("before", "after"), MARKS)
def test_quotation_marks_come_in_pairs(before: str, after: str) -> None:
    assert with_corner_brackets(before) == after


@settings(deadline=None)
@given(st.text(st.sampled_from("“”‘’「」茶a ，"), max_size=40))
def test_quotation_marks_change_nothing_else(text: str) -> None:
    result = with_corner_brackets(text)
    assert len(result) == len(text)
    assert all(a == b or (a in "“”‘’" and b in "「」『』") for a, b in zip(text, result, strict=True))


def converted(body: str, file: str = "articles/a/index.html", region: Region = TAIWAN, home: SiteAddress = BOTH) -> str:
    return converted_page(segment(body), PageAddress(home, file), SCRIPTS[region.id])


PAGE = [
    ('<a class="term">私域</a>流量', '<a class="term">私域</a>流量'),
    ("<p>头<b>发</b>、<i>发</i>现</p>", "<p>頭<b>髮</b>、<i>發</i>現</p>"),  # words go through inline tags
    ("<p>头</p><p>发</p>", "<p>頭</p><p>發</p>"),  # and end with the block
    ("<li>头<li>发", "<li>頭<li>發"),
    ('<p>快<sup class="jz-mark"><a aria-label="校注 1">①</a></sup>手后<sup>后</sup>台</p>', None),
    ("<p>“甲<b>”</b>乙“丙</p><p>”丁</p>", "<p>「甲<b>」</b>乙「丙</p><p>」丁</p>"),
    ("<p>&#95;头&amp;发&#21457;&nbsp;&copy</p>", "<p>&#95;頭&amp;發發&nbsp;&copy</p>"),
    ("<p>头&#8203;发</p>", "<p>頭&#8203;發</p>"),
    ("<p>&#8220;头&#8221;</p>", "<p>「頭」</p>"),
    ("<code>头发</code><pre>头</pre><kbd>发</kbd>", "<code>头发</code><pre>头</pre><kbd>发</kbd>"),
    ("<script>var a='头<p>'</script><style>/*发*/</style>发", "<script>var a='头<p>'</script><style>/*发*/</style>發"),
    ("<!-- 头 --><!doctype html>", "<!-- 头 --><!doctype html>"),
    ('<p translate="no">头<b>发</b></p>发', '<p translate="no">头<b>发</b></p>發'),
    ('<p lang="en">头’</p><p lang="zh-Hans" title="头">头</p>', '<p lang="en">头’</p><p lang="zh-Hans" title="头">头</p>'),
    ('<p id="头" class="发" title="头发">发</p>', '<p id="头" class="发" title="頭髮">發</p>'),
    ("<img alt=头发 src=头.png>", "<img alt=頭髮 src=../../../articles/a/头.png>"),
    ('<input placeholder="头发" value="头">', '<input placeholder="頭髮" value="头">'),
    ('<meta name="description" content="头发“好”"><meta name="x" content="头">', None),
    ("<title>头发 · 校注</title>", "<title>頭髮 · 校注</title>"),
    ("<p>a<b 头发</p>", "<p>a<b 头发</p>"),
    ("<p>1 < 2 头", "<p>1 < 2 頭"),
    ("<p>头<del>老</del>发</p>", "<p>頭<del>老</del>髮</p>"),  # what was deleted is not between them
    ('<p data-marks="stay">“头“</p>', '<p data-marks="stay">“頭“</p>'),
    ("<noscript><p>头</p></noscript>发", "<noscript><p>頭</p></noscript>發"),  # readers without scripts read it
    ('<textarea title="头">头<b>发</textarea>发', '<textarea title="頭">头<b>发</textarea>發'),  # a value
    ('<svg><path d="M0"/></svg>头<b>发</b>', '<svg><path d="M0"/></svg>頭<b>髮</b>'),
]
REST = {
    PAGE[4][0]: '<p>快<sup class="jz-mark"><a aria-label="校注 1">①</a></sup>手後<sup>後</sup>台</p>',
    PAGE[17][0]: '<meta name="description" content="頭髮「好」"><meta name="x" content="头">',
}


@pytest.mark.parametrize(("body", "expected"), PAGE)
def test_the_words_of_a_page_are_converted_and_nothing_else(body: str, expected: str | None) -> None:
    assert converted(body) == (REST[body] if expected is None else expected)


LINKS = [
    ('<a href="../b/#c">', '<a href="../b/#c">'),
    ('<a href="#c">', '<a href="#c">'),
    ('<a href=".">', '<a href=".">'),
    ('<a href="../..">', '<a href="../..">'),
    ('<a href="raw.txt">', '<a href="../../../articles/a/raw.txt">'),
    ('<a href="edition.json?x=1&amp;y">', '<a href="../../../articles/a/edition.json?x=1&amp;y">'),
    ('<link href="../../assets/reader.css">', '<link href="../../../assets/reader.css">'),
    ('<script src="../../assets/reader.js"></script>', '<script src="../../../assets/reader.js"></script>'),
    ('<img srcset="a.png 1x, b.png 2x">', '<img srcset="../../../articles/a/a.png 1x, ../../../articles/a/b.png 2x">'),
    ('<a href="https://example.com/a.txt">', '<a href="https://example.com/a.txt">'),
    ('<a href="//example.com/a/">', '<a href="//example.com/a/">'),
    ('<a href="mailto:x@example.com">', '<a href="mailto:x@example.com">'),
    ('<a href="../../page.html#x">', '<a href="../../page.html#x">'),
    ('<a href="../../zh-hk/articles/">', '<a href="../../../zh-hk/articles/">'),
    ('<a hreflang="zh-Hans" href="./" aria-current="true">', '<a hreflang="zh-Hans" href="../../../articles/a/">'),
    (
        '<a hreflang="zh-Hant-TW" href="../../zh-tw/articles/a/">',
        '<a hreflang="zh-Hant-TW" href="../../../zh-tw/articles/a/" aria-current="true">',
    ),
    ('<a href="/articles/">', '<a href="/zh-tw/articles/">'),
    ('<a href="/feed.xml">', '<a href="/zh-tw/feed.xml">'),
    ('<link rel="canonical" href="../b/">', '<link rel="canonical" href="../b/">'),
    ('<a href="http://[bad">', '<a href="http://[bad">'),
]


@pytest.mark.parametrize(("tag", "expected"), LINKS)
def test_links_lead_to_the_variant_of_a_page_and_to_the_one_copy_of_the_rest(tag: str, expected: str) -> None:
    assert converted(tag) == expected


def test_a_name_that_looks_like_an_address_is_written_as_one() -> None:
    """What leads from a page with such a name is written again from the root of the site."""
    links = '<a href="raw.txt"><a hreflang="zh-Hans" href="./">'
    expected = '<a href="../../../articles/%23a%25/raw.txt"><a hreflang="zh-Hans" href="../../../articles/%23a%25/">'
    assert converted(links, "articles/#a%/index.html") == expected


def test_the_address_of_a_site_may_have_a_path() -> None:
    home = SiteAddress("https://example.org/sub/", BOTH.regions)
    links = '<a href="/sub/articles/"><a href="/sub/feed.xml"><a href="https://example.org/sub/about/"><a href="/other/">'
    expected = (
        '<a href="/sub/zh-tw/articles/"><a href="/sub/zh-tw/feed.xml"><a href="https://example.org/sub/zh-tw/about/"><a href="/other/">'
    )
    assert converted(links, "404.html", home=home) == expected
    head = '<html lang="zh-Hans"><head><link rel="canonical" href="https://example.org/sub/a/">'
    head += '<meta property="og:locale" content="zh_CN"></head>'
    page = Document(converted(head, "a/index.html", HONG_KONG, home))
    assert page.all("html")[0].attrs["lang"] == "zh-Hant-HK"
    assert page.all("link", rel="canonical")[0].attrs["href"] == "https://example.org/sub/zh-hk/a/"
    assert page.all("meta")[0].attrs["content"] == "zh_HK"
    alternates = {link.attrs["hreflang"]: link.attrs["href"] for link in page.all("link", rel="alternate")}
    assert alternates == {
        "zh-Hans": "https://example.org/sub/a/",
        "zh-Hant-TW": "https://example.org/sub/zh-tw/a/",
        "zh-Hant-HK": "https://example.org/sub/zh-hk/a/",
        "x-default": "https://example.org/sub/a/",
    }


TAGS = ["<p>", "</p>", "<b>", "</b>", "<code>", "</code>", "<sup>", "</sup>", "<br>", '<a href="x.txt" title="发">', "</a>"]
ODD = ["<script>头</script>", "<!--", "-->", '<p translate="no">', "<", ">", '"', "&lt;b&gt;", "\0", "&amp;", "&#21457;"]
BITS = st.sampled_from([*TAGS, *ODD, "头", "发", "后", " ", "“", "”", "a"])


@given(st.lists(BITS, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_a_page_is_put_together_as_it_was(page: str) -> None:
    """With nothing to convert, not one byte differs; converted, the elements are the same."""
    assert simplified_page(segment(page), PageAddress(SiteAddress("", ()), "index.html")) == page
    assert shape(converted(page, home=SiteAddress("", (TAIWAN,)))) == shape(page)


def shape(page: str) -> list[tuple[str, list[str]]]:
    return [(element.tag, sorted(element.attrs)) for element in Document(page).elements]


HEAD = '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"></head><body>'
FILES = {
    "index.html": f'{HEAD}<p id="a">头发</p><a href="b/">b</a></body></html>',
    "b/index.html": f"{HEAD}<p>皇后</p></body></html>",
    "404.html": f"{HEAD}<p>发</p></body></html>",
    "moved/index.html": f'{HEAD}<meta http-equiv="refresh" content="0; url=../b/"></body></html>',
    "assets/a.css": "/* 头 */",
    "b/raw.txt": "头发",
}


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def site_in_scripts(
    root: Path, files: Mapping[str, str], home: SiteAddress = BOTH, table: Table = TABLE, store: Store = NO_STORE, workers: int = 1
) -> dict[str, bytes]:
    """The files of a site after its pages were written in each script of ``home``; what an earlier build has written is deleted."""
    folder = SiteFolder.opened(root, NO_STORE)
    pages = [
        FramedPage(file, key(text), file.endswith(".html") and not is_unlisted(text), partial(str, text))
        for file, text in files.items()
        if is_read_in_scripts(file)
    ]
    write(VariantBuild(folder, pages, home, table, store), workers)
    folder.close()
    return tree(root)


def test_each_page_has_its_variants_and_nothing_else(tmp_path: Path) -> None:
    files = site_in_scripts(tmp_path, FILES)
    pages = sorted(file for file in FILES if file.endswith(".html"))
    variants = [f"{region}/{file}" for region in ("zh-hk", "zh-tw") for file in pages]
    assert sorted(files) == sorted([*pages, *variants, "sitemap.xml", "sitemap.xml.gz"])
    assert "頭髮" in files["zh-tw/index.html"].decode()
    for name, lang in (("", "zh-Hans"), ("zh-tw/", "zh-Hant-TW"), ("zh-hk/", "zh-Hant-HK")):
        page = Document(files[f"{name}b/index.html"].decode())
        assert page.all("html")[0].attrs["lang"] == lang
        assert len(page.all("link", rel="alternate")) == 4
        assert len(page.all("script")) == (not name)  # only an address that names no script leads to another


def test_a_source_as_it_is_and_the_report_are_the_same_in_all_scripts(tmp_path: Path) -> None:
    page = f'{HEAD}<a href="original/">发</a><a href="../../report/#a">发</a><a href="../b/">发</a></body></html>'
    shared = {"articles/头/original/index.html": FILES["b/index.html"], "report/index.html": FILES["b/index.html"]}
    files = site_in_scripts(tmp_path, {**shared, "articles/头/index.html": page})
    assert {name: files[name].decode() for name in shared} == shared
    assert not [name for name in files if name.endswith(("original/index.html", "report/index.html")) and name not in shared]
    links = [link.attrs["href"] for link in Document(files["zh-tw/articles/头/index.html"].decode()).all("a")]
    assert links == ["../../../articles/%E5%A4%B4/original/", "../../../report/#a", "../b/"]
    assert b"original" not in files["sitemap.xml"]


def test_the_pages_are_the_same_again_and_from_the_store_and_in_two_processes(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache.db", "variants")
    first = site_in_scripts(tmp_path / "a", FILES, store=store)
    assert site_in_scripts(tmp_path / "a", FILES) == first
    assert len(stored(tmp_path / "cache.db")) == 4
    assert site_in_scripts(tmp_path / "b", FILES, store=store) == first
    assert site_in_scripts(tmp_path / "c", FILES, workers=2) == first


def test_only_a_page_that_changed_is_converted_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache.db", "variants")
    site_in_scripts(tmp_path / "site", FILES, store=store)
    before = stored(tmp_path / "cache.db")
    files = site_in_scripts(tmp_path / "site", {**FILES, "b/index.html": f"{HEAD}<p>里面</p></body></html>"}, store=store)
    after = stored(tmp_path / "cache.db")
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1
    assert "裡面" in files["zh-tw/b/index.html"].decode()


def test_another_table_makes_other_pages(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache.db", "variants")
    site_in_scripts(tmp_path / "site", FILES, store=store)
    table = entries("- put: {头发: 青絲}\n  why: 试\n  specs: ['头发 → 青絲']")
    assert "青絲" in site_in_scripts(tmp_path / "site", FILES, table=table, store=store)["zh-tw/index.html"].decode()


def test_the_texts_of_cards_are_written_in_each_script_and_go_with_their_region(tmp_path: Path) -> None:
    text = "“头发”\n2020-05-27\n皇后的头发里面\n\nbdv2abcde\t“里面”\n"
    files = {**FILES, "articles/a/card/0.txt": text}
    first = site_in_scripts(tmp_path, files)
    assert first["articles/a/card/0.txt"].decode() == text
    assert first["zh-tw/articles/a/card/0.txt"].decode() == "「頭髮」\n2020-05-27\n皇后的頭髮裡面\n\nbdv2abcde\t「裡面」\n"
    assert b"card" not in first["sitemap.xml"]
    site_in_scripts(tmp_path, files, SiteAddress("", (HONG_KONG,)))
    assert not (tmp_path / "zh-tw").exists()
    site_in_scripts(tmp_path, FILES, SiteAddress("", (HONG_KONG,)))
    assert not (tmp_path / "zh-hk/articles").exists()


def test_variants_go_with_their_page_and_with_their_region(tmp_path: Path) -> None:
    site_in_scripts(tmp_path, FILES)
    files = site_in_scripts(tmp_path, {name: text for name, text in FILES.items() if name != "b/index.html"}, SiteAddress("", (HONG_KONG,)))
    assert "zh-hk/index.html" in files
    assert not (tmp_path / "zh-tw").exists()
    assert not (tmp_path / "zh-hk/b").exists()


FEED_SOURCE = """“头发”与皇后
2020-05-27

她看着皇后的照片，说：“a<b&c‘里面’没有一只猫。”

旁边的人听了，只是笑了一笑，没有接她的话。
"""


@pytest.mark.parametrize("address", ["", "https://example.org/sub/"])
def test_the_feed_is_written_in_each_script(address: str, tmp_path: Path) -> None:
    """Its markup is escaped, its links lead to pages in its script, and its entries are none of the Simplified feed."""
    folder = tmp_path / "site"
    publication = publish(
        Project(written(tmp_path, {"sources/b.txt": FEED_SOURCE}) / "sources", ROOT / "docs", cache=None, name="头", url=address), workers=1
    )
    content = next(file.content for file in publication.files if file.path == "feed.xml")
    assert isinstance(content, bytes)
    site_in_scripts(folder, {"feed.xml": content.decode()}, SiteAddress(address, BOTH.regions))
    plain, feed = (ElementTree.parse(folder / name).getroot() for name in ("feed.xml", "zh-tw/feed.xml"))
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant-TW"
    assert [element.tag for element in feed.iter()] == [element.tag for element in plain.iter()]
    assert feed.findtext("{*}title") == "頭"
    assert feed.findtext("{*}entry/{*}title") == "「頭髮」與皇后"
    content_html = "<p>她看著皇后的照片，說：「a&#60;b&#38;c『裡面』沒有一隻貓。」</p>\n<p>旁邊的人聽了，只是笑了一笑，沒有接她的話。</p>"
    assert feed.findtext("{*}entry/{*}content") == content_html
    links = [link.get("href") for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    root = f"{address}zh-tw/" if address else ""
    assert links == [f"{root}feed.xml", root or "./", f"{root}articles/b/"]
    ids, others = ([ident.text for ident in tree_root.iter("{http://www.w3.org/2005/Atom}id")] for tree_root in (feed, plain))
    assert [str(ident).replace(":zh-tw/", ":") for ident in ids] == others != ids


@pytest.mark.parametrize("address", ["", "https://example.org/sub/"])
def test_the_sitemap_has_each_page_with_its_alternates(address: str, tmp_path: Path) -> None:
    root = ElementTree.fromstring(site_in_scripts(tmp_path, FILES, SiteAddress(address, BOTH.regions))["sitemap.xml"])
    start = address or "/"
    addresses = [url.findtext("{*}loc") for url in root]
    assert addresses == [start + folder + page for page in ("b/", "") for folder in ("", "zh-tw/", "zh-hk/")]
    alternates = {link.get("hreflang"): link.get("href") for link in root[0] if link.tag.endswith("link")}
    assert alternates == {
        "zh-Hans": f"{start}b/",
        "zh-Hant-TW": f"{start}zh-tw/b/",
        "zh-Hant-HK": f"{start}zh-hk/b/",
        "x-default": f"{start}b/",
    }


def test_a_large_sitemap_is_an_index_of_several() -> None:
    home = SiteAddress("https://example.org/sub/", BOTH.regions)
    pages = [PageAddress(home, f"{n}/index.html") for n in range(5)]
    index, *parts = sitemap.files(home, pages, most=6)
    listed = [entry.findtext("{*}loc") for entry in ElementTree.fromstring(index[1])]
    assert listed == [f"https://example.org/sub/{path}" for path, _ in parts]
    assert [len(ElementTree.fromstring(text)) for _, text in parts] == [6, 6, 3]
    ((path, text),) = sitemap.files(home, pages)
    assert path == "sitemap.xml"
    assert len(ElementTree.fromstring(text)) == 15


def test_without_regions_pages_stay_as_they_are(tmp_path: Path) -> None:
    files = site_in_scripts(tmp_path, FILES, SiteAddress("", ()))
    pages = {name: text for name, text in FILES.items() if name.endswith(".html")}
    assert {name: files[name].decode() for name in pages} == pages
    assert "hreflang" not in files["sitemap.xml"].decode()


FORBIDDEN = ("影片號", "合作物件", "價效比", "資訊科技有限公司")  # what a conversion that changes words makes of an author's words
# Simplified characters stay where they are the thing itself: what is to be copied, what a source really says, the name of a script. So do
# the Chinese words of an English page, which name what the Simplified site shows.
VERBATIM = {"code", "pre", "kbd", "samp", "script", "style"}


class Texts(HTMLParser):
    """The text nodes of a page, without those that are the thing itself or in English."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append((tag, tag in VERBATIM or ("translate", "no") in attrs or ("lang", "en") in attrs))

    def handle_endtag(self, tag: str) -> None:
        depth = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), len(self._open))
        del self._open[depth:]

    def handle_data(self, data: str) -> None:
        if not any(is_verbatim for _, is_verbatim in self._open):
            self.texts.append(data)


@pytest.mark.slow
@regions
def test_no_simplified_character_is_left_on_a_page(region: Region, own: Path) -> None:
    texts = [text for path in sorted((own / "site" / region.id).rglob("*.html")) for text in Texts(path.read_text("utf-8")).texts]
    assert sum(map(len, texts)) > 10_000
    assert [text for text in texts if simplified_only().search(text)] == []


@pytest.mark.slow
@regions
def test_words_and_structure_are_those_of_the_simplified_page(region: Region, own: Path) -> None:
    for path in sorted((own / "site").rglob("*.html")):
        file = path.relative_to(own / "site")
        text = path.read_text("utf-8")
        assert [word for word in FORBIDDEN if word in text] == []
        if file.parts[0] not in REGIONS and file.name != "404.html" and not is_shared(file.as_posix()):
            page, mate = Document(text), Document.from_file(own / "site" / region.id / file)
            assert mate.ids == page.ids
            body, other = ([e.tag for e in p.elements if any(o.tag == "body" for o in e.inside)] for p in (page, mate))
            assert body == other


@pytest.mark.slow
@pytest.mark.parametrize("option", ["zh-tw", ["zh-sg"], [1], None])
def test_an_unknown_script_ends_a_build(option: object, own: Path, tmp_path: Path) -> None:
    run = built(configured(copied(tmp_path, own=own), extra={"jiaozhu": {"variants": option}}))
    assert run.code != 0
    assert f"mkdocs.yml: extra.jiaozhu.variants is {option!r}" in run.output
    assert "Traceback" not in run.output


@pytest.mark.slow
@pytest.mark.parametrize("option", [[], ["zh-hk"]])
def test_scripts_can_be_switched_off(option: list[str], own: Path, tmp_path: Path) -> None:
    project = copied(tmp_path, {"sources/tea.txt": "春茶上市\n\n今年的春茶比往年早了十天上市，茶农说这是因为冬天不冷。\n"}, own=own)
    site_folder = site_of(configured(project, extra={"jiaozhu": {"variants": option}}))
    assert [name for name in REGIONS if (site_folder / name).exists()] == option
    page = Document.from_file(site_folder / "index.html")
    alternates = [link for link in page.all("link", rel="alternate") if "hreflang" in link.attrs]
    assert len(alternates) == (len(option) + 2 if option else 0)
    assert len([a for a in page.all("a") if "hreflang" in a.attrs]) == (len(option) + 1 if option else 0)


@pytest.mark.slow
def test_a_mistake_in_the_table_ends_a_build(own: Path, tmp_path: Path) -> None:
    run = built(written(copied(tmp_path, own=own), {"docs/variants.yml": "phrases:\n- {put: {茶: 荼}, why: x, specs: [茶 → 茶]}\n"}))
    assert run.code != 0
    assert "docs/variants.yml:2: '茶' becomes '荼' in zh-tw, not '茶'" in run.output
    assert "Traceback" not in run.output


def test_regions_are_chosen_in_the_order_of_the_switch() -> None:
    assert chosen(["zh-hk", "zh-tw", "zh-hk"]) == (TAIWAN, HONG_KONG)
    with pytest.raises(KeyError):
        chosen(["zh-sg"])


def test_characters_of_both_scripts_are_not_simplified_only() -> None:
    assert re.findall(simplified_only(), "后里只面台发头说，干a發") == ["发", "头", "说"]
