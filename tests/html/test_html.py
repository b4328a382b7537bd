"""Web pages: which parts of a page are text, where each character stands, how the extractors vote, and hostile pages.

Whole pages, and what comes out of them, are cases: see `cases/html*.yml`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from contract import broken
from jiaozhu.cleaning import main_content
from jiaozhu.cleaning.blocks import blocks
from jiaozhu.cleaning.markup import changes
from jiaozhu.cleaning.page_facts.page_facts import page_facts
from jiaozhu.cleaning.titles.page_titles import page_titles
from jiaozhu.core.decisions import Quote, Sidecar
from jiaozhu.core.invariants import verify
from jiaozhu.core.lines import lines
from jiaozhu.core.model import Edition, Source
from jiaozhu.core.normalize import caseless_letters
from jiaozhu.core.reading import Reading, Span
from jiaozhu.core.store import Store
from jiaozhu.core.work.cluster import Workers
from jiaozhu.editions.load import load_editions
from jiaozhu.editions.pipeline import MODULES, edit
from jiaozhu.html import tokens as html_tokens
from jiaozhu.html.character_references import resolve_references
from jiaozhu.html.plain_text import fragment_text, page_text
from jiaozhu.html.structure import enclosing_landmarks, read_structure
from jiaozhu.html.tokens import attribute_values, attributes, tokens
from jiaozhu.review.items import review, review_job
from jiaozhu.sources.discover import discover
from jiaozhu.sources.encoding import NoText, Undecodable
from jiaozhu.sources.html import read
from jiaozhu.sources.read import MARKUP_SUFFIXES
from worlds import ROOT, copied, rulebook, site_of, world

PATIENCE = 30.0  # seconds of computing that the worst page may take, on a slow machine
ONE = "天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩。"
TWO = "中午以前，这些芽叶就要送到村里的作坊去，在铁锅里炒干，否则会变红发酸。"
THREE = "炒茶的人不戴手套，他们说隔着一层布，就不知道锅里的叶子是干了还是焦了。"


def source(raw: str, ident: str = "tea") -> Source:
    return Source(ident, f"sources/{ident}.html", raw, "", "utf-8", "")


def text(raw: str) -> str:
    """The text of a page, as the first step gives it."""
    return Reading.unchanged(raw).amend(changes(raw)).text


def tokenized(raw: str, scripting: bool = True) -> list[tuple[str, str]]:
    return [(token.kind, raw[token.start : token.end]) for token in tokens(raw, scripting=scripting)]


# --------------------------------------------------------------------------------------------------------------- tokens


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<p class=\"a>b\" x='<i>'>文", [("start_tag", "<p class=\"a>b\" x='<i>'>"), ("text", "文")]),
        ("<a href=x>文</A >", [("start_tag", "<a href=x>"), ("text", "文"), ("end_tag", "</A >")]),
        ("<a x=/>", [("start_tag", "<a x=/>")]),
        ('<a ="b">c', [("start_tag", '<a ="b">'), ("text", "c")]),
        ("1 < 2 > 0 <3", [("text", "1 < 2 > 0 <3")]),
        ("<!-- a <!-- b --> c -->", [("other", "<!-- a <!-- b -->"), ("text", " c -->")]),
        (
            "<!-->a<!--->b<!-- --!>c",
            [("other", "<!-->"), ("text", "a"), ("other", "<!--->"), ("text", "b"), ("other", "<!-- --!>"), ("text", "c")],
        ),
        ("a<!-- b", [("text", "a"), ("other", "<!-- b")]),
        (
            "<!DOCTYPE html>a<?php b ?>c<![CDATA[d]]>",
            [("other", "<!DOCTYPE html>"), ("text", "a"), ("other", "<?php b ?>"), ("text", "c"), ("other", "<![CDATA[d]]>")],
        ),
        ("a</>b</1>c", [("text", "a"), ("other", "</>"), ("text", "b"), ("other", "</1>"), ("text", "c")]),
        ('a<b c="', [("text", "a"), ("other", '<b c="')]),
        ('a<b c=">', [("text", "a"), ("other", '<b c=">')]),
        ("a<", [("text", "a<")]),
        (
            "<script>a<b></scripty></script >c",
            [("start_tag", "<script>"), ("raw_text", "a<b></scripty>"), ("end_tag", "</script >"), ("text", "c")],
        ),
        (
            "<script><!-- <script> </script> --></script>c",
            [("start_tag", "<script>"), ("raw_text", "<!-- <script> </script> -->"), ("end_tag", "</script>"), ("text", "c")],
        ),
        ("<script><!-- a </script>b", [("start_tag", "<script>"), ("raw_text", "<!-- a "), ("end_tag", "</script>"), ("text", "b")]),
        ("<style>a</style", [("start_tag", "<style>"), ("raw_text", "a</style")]),
        ("<title>a<b>c</TITLE>d", [("start_tag", "<title>"), ("text", "a<b>c"), ("end_tag", "</TITLE>"), ("text", "d")]),
        ("<title>a<b>c", [("start_tag", "<title>"), ("text", "a"), ("start_tag", "<b>"), ("text", "c")]),
    ],
)
def test_tokens(raw: str, expected: list[tuple[str, str]]) -> None:
    assert tokenized(raw) == expected


def test_noscript_is_raw_text_only_with_scripting() -> None:
    raw = "<noscript>a<b></noscript>"
    assert tokenized(raw) == [("start_tag", "<noscript>"), ("raw_text", "a<b>"), ("end_tag", "</noscript>")]
    assert [kind for kind, _ in tokenized(raw, scripting=False)] == ["start_tag", "text", "start_tag", "end_tag"]


def test_attributes() -> None:
    raw = "茶<META Name='李 &amp; 四' x NAME=y data-z=\"q>\" z=a/b/>"
    tag = list(tokens(raw))[1]
    assert attribute_values(raw, tag) == {"name": "李 & 四", "x": "", "data-z": "q>", "z": "a/b/"}
    assert [attribute.name for attribute in attributes(raw, tag)] == ["name", "x", "name", "data-z", "z"]
    written = [raw[attribute.start : attribute.end] for attribute in attributes(raw, tag)]
    assert written == ["Name='李 &amp; 四'", "x", "NAME=y", 'data-z="q>"', "z=a/b/"]
    assert all(raw[attribute.value_start : attribute.value_end] == attribute.value for attribute in attributes(raw, tag))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&amp;lt;", "&lt;"),
        ("&ampx &AMP;", "&x &"),
        ("&notit;", "¬it;"),
        ("&#x4E2D;&#20013;&#X4e2d", "中中中"),
        ("&#0;&#xD800;&#x110000;&#" + "9" * 9999 + ";", "\ufffd" * 4),
        ("&#" + "0" * 9999 + "65;", "A"),
        ("&#x80;", "€"),
        ("R&D &nosuch; &; &#; &#x;", "R&D &nosuch; &; &#; &#x;"),
    ],
)
def test_references(written: str, meant: str) -> None:
    assert resolve_references(written) == meant
    assert text(f"<b>{written}</b>") == meant


# ----------------------------------------------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<p>一</p><p>二</p>", "一\n二"),
        ("一<br>二<BR/>三<hr>四", "一\n二\n三\n四"),
        ("一<b>二</b><i><u>三</u></i>", "一二三"),
        ("一<b> a </b> b", "一 a b"),
        ("中\n文\nand\nwords\n中", "中文 and words 中"),
        ("，\r\n <b>\n“", "，“"),
        ("中&#10;文&Tab;a", "中文 a"),
        ("a&nbsp;b", "a\u00a0b"),
        ("  一  ", "一"),
        ("<pre>一\n  二&lt;</pre> 三", "一\n  二<\n三"),
        ("<ul><li>一<li>二</ul>", "一\n二"),
        ("<table><tr><td>一<td>二<tr><td>三</table>", "一\n二\n三"),
        ("<title>一</title>二<title>三</title>", "一\n二"),
        ("一<script>二</script><style>三</style><noscript>四</noscript><iframe>五</iframe>", "一"),
        ("一<button>二<p>三</p></button><select><option>四</select><textarea><p>五</textarea><template>六</template>七", "一七"),
        ("一<p hidden>二<p>三", "一\n三"),
        ("一<div style='color: red; DISPLAY : none'>二<div>三</div>四</div>五", "一五"),
        ("一<p hidden=until-found>二</p>", "一\n二"),
        ("<body style='display:none'>一<p title='hidden'>二</p><p aria-hidden=true>三", "一\n二\n三"),
        ("漢<ruby>字<rp>(</rp><rt>zì</rt><rp>)</rp></ruby>有音", "漢字有音"),
        ("<svg/>一<svg><title>二</title><text>三</text></svg>四", "一四"),
        ("<svg><text>一<p>二</p>三", "二\n三"),
        ("<svg><foreignObject><p>一</p></foreignObject></svg>二", "二"),
        ("一</p>二</b></div>三", "一\n二\n三"),
        ("<b><div hidden>一</b></div>二", "二"),
    ],
)
def test_text(raw: str, expected: str) -> None:
    assert text(raw) == expected


def test_words_of_a_fragment() -> None:
    assert fragment_text("</b> <button>收藏</button>&amp;<script>x()</script>分享\n</p") == "收藏 & 分享"


NAMES = ("p", "b", "div", "li", "td", "br", "script", "style", "svg", "pre", "select", "button", "a", "h1", "blockquote", "P", "x-y")
PARTS = (
    *(f"<{name}>" for name in NAMES),
    *(f"</{name}>" for name in NAMES),
    *('<p class="a>b">', "<p hidden>", "<div style='display:none'>", "<a href=", '"', "'", "=", "/>", ">", "<", "</", "<!", "<!--", "-->"),
    *("--!>", "<?", "<!DOCTYPE html>", "&amp;", "&nbsp;", "&#x4e2d;", "&#10;", "&", ";", "&lt", "&#", " ", "\n", "\r\n", "\t", "\f"),
    *("茶", "茶农出门。", "，", "a", "tea ", "1", "😀", "\u2028", "\ufeff", "\x00"),
)
IN_TAGS = (
    "<a",
    "</A",
    "<x-y",
    *"<>/='\"`! \n1xÉ",
    "x=y",
    'x="<>"',
    "x='y'",
    " x",
    "<script>",
    "</script>",
    "<title>",
    "<noscript>",
    "<!--",
    "-->",
)
PAGES = st.lists(st.sampled_from(PARTS), max_size=24).map("".join)
STEP = MODULES["markup"]


@settings(max_examples=500, deadline=None)
@given(PAGES)
@example("<script>")
@example("<p")
def test_tokens_and_pieces_are_the_whole_page(raw: str) -> None:
    for parts in (list(tokens(raw)), read_structure(raw).pieces):
        borders = [0, *(edge for part in parts for edge in (part.start, part.end)), len(raw)]
        assert all(a == b for a, b in zip(borders[::2], borders[1::2], strict=True))


@settings(max_examples=500, deadline=None)
@given(PAGES | st.lists(st.sampled_from((*IN_TAGS, "茶")), max_size=12).map("".join), st.booleans())
@example('<a x"=" y>"', True)
@example("<a x= 'y'/ z=/>", True)
def test_the_shortcut_for_common_tags_changes_nothing(raw: str, scripting: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_tokens, "COMMON_TAG", re.compile(r"(?!)"))
        expected = list(tokens(raw, scripting=scripting))
    assert list(tokens(raw, scripting=scripting)) == expected


@settings(max_examples=500, deadline=None)
@given(PAGES)
def test_runs_tile_the_page(raw: str) -> None:
    reading = Reading.unchanged(raw).amend(STEP(Reading.unchanged(raw), rulebook()))
    verify(reading, rulebook().rules, {})
    assert "".join(raw[run.start : run.end] for run in reading.runs) == raw
    assert all(
        run.put is not None or raw[run.start : run.end] == reading.text[at : at + run.end - run.start] for at, run in reading.placed()
    )


@settings(max_examples=500, deadline=None)
@given(PAGES.filter(lambda raw: "&lt" not in raw))
def test_no_tag_is_left(raw: str) -> None:
    left = [token for token in tokens(text(raw)) if token.kind != "text"]
    assert not left or any(kind == "text" and "<" in words for kind, words in tokenized(raw))


@settings(max_examples=500, deadline=None)
@example("茶<p>&#1&amp;")
@given(PAGES)
def test_plain_text_has_the_lines_of_the_reading(raw: str) -> None:
    assert [line.core for line in lines(page_text(raw))] == [line.core for line in lines(text(raw))]


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_any_page_becomes_an_edition(raw: str) -> None:
    edition = edit(source(raw), None, rulebook())
    verify(edition.reading, rulebook().rules, {})
    for block in edition.blocks:
        assert block.kind == "figure" or block.span.slice(edition.reading.text) == block.text


@settings(max_examples=300, deadline=None)
@given(PAGES, st.data())
def test_landmarks_around(raw: str, data: st.DataObject) -> None:
    """One pass over the landmarks gives what a look at each of them for each span gives."""
    edges = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b]
    marks = read_structure(raw).landmarks
    slow = [tuple(m for m in marks if m.span.start <= span.start and span.end <= m.span.end)[-8:] for span in spans]
    assert [set(enclosing) for enclosing in enclosing_landmarks(marks, spans)] == [set(enclosing) for enclosing in slow]


def test_a_text_is_no_page() -> None:
    """Markup in a .txt is text, and the article is about it."""
    raw = f"茶农的一天\n\n<h2>{ONE}</h2>\n<p>{TWO}&amp;</p>\n"
    edition = edit(Source("tea", "sources/tea.txt", raw, "", "utf-8", ""), None, rulebook())
    assert edition.reading.text.split() == raw.split()
    assert set(MARKUP_SUFFIXES) == {".html", ".htm", ".xhtml", ".mhtml", ".mht"}


# ------------------------------------------------------------------------------------------------------------ encodings


def saved(charset: str, words: str = "茶农归来。") -> str:
    return f"<html><head><!-- charset=big5 --><meta http-equiv='Content-Type' content='text/html; charset={charset}'></head><p>{words}</p>"


@pytest.mark.parametrize(("charset", "encoding"), [("gb2312", "gb18030"), ("GBK", "gb18030"), ("gb18030", "gb18030"), ("euc-kr", "euc-kr")])
def test_encoding_that_the_page_names(charset: str, encoding: str) -> None:
    raw = saved(charset, "차 농부" if charset == "euc-kr" else "茶镕归来")
    decoded = read(raw.encode(encoding), None)
    assert (decoded.raw, decoded.encoding, decoded.evidence) == (raw, encoding, f"the page says {charset.lower()}")


def test_big5_page() -> None:
    raw = saved("Big5", "茶農歸來")
    assert (read(raw.encode("big5"), None).raw, read(raw.encode("big5"), None).encoding) == (raw, "big5")


@pytest.mark.parametrize("charset", ["gb2312", "iso-8859-1", "utf-16", "hex", "klingon"])
def test_bytes_speak_against_the_page(charset: str) -> None:
    decoded = read(saved(charset).encode(), None)
    assert (decoded.raw, decoded.encoding) == (saved(charset), "utf-8")


def test_byte_order_mark_and_editor_come_first() -> None:
    raw = "\ufeff" + saved("gb2312")
    assert (read(raw.encode("utf-16-le"), None).raw, read(raw.encode("utf-16-le"), None).encoding) == (raw, "utf-16-le")
    assert read(saved("big5").encode("gb18030"), "gbk").evidence == "named in the sidecar"
    with pytest.raises(Undecodable, match="not valid utf-8"):
        read(saved("gb2312").encode("gb18030"), "utf-8")


def test_a_wrong_name_is_left_to_the_evidence() -> None:
    raw = saved("utf-8", ONE + TWO)
    assert read(raw.encode("gb18030"), None).encoding == "gb18030"


@pytest.mark.parametrize("raw", ["<p></p>", "<script>茶</script>", "<p>&nbsp;—</p>", "<p hidden>茶</p>"])
def test_nothing_to_read(raw: str) -> None:
    with pytest.raises(NoText):
        read(raw.encode(), None)


def test_what_is_binary() -> None:
    with pytest.raises(Undecodable, match="a PDF"):
        read(b"%PDF-1.4 <html><p>a", None)
    with pytest.raises(Undecodable, match="control character"):
        read("<meta charset=gbk><p>茶\x01\x02\x03\x04\x05".encode("gbk"), None)


@pytest.mark.parametrize("stray", [b"\xff", b"\x80", b"\0"])
@pytest.mark.parametrize("declared", ["utf-8", "gbk", "iso-8859-1"])
def test_a_stray_byte_costs_one_character(declared: str, stray: bytes) -> None:
    data = saved(declared, ONE + TWO).encode("gb18030").replace("，".encode("gb18030"), "，".encode("gb18030") + stray, 1)
    decoded = read(data, None)
    assert (decoded.encoding, len(decoded.malformed), decoded.malformed[0].octets) == ("gb18030", 1, stray)
    assert decoded.raw == saved(declared, ONE + TWO).replace("，", "，\ufffd", 1)


def test_a_short_page_with_a_stray_byte_is_read_as_it_declares() -> None:
    assert read("<meta charset=gbk><p>茶歌".encode("gbk") + b"\xff", None).raw == "<meta charset=gbk><p>茶歌\ufffd"


@pytest.mark.parametrize(
    ("encoding", "others"), [("gb18030", ("utf-8", "gbk")), ("gb18030", ("big5", "gb2312")), ("big5", ("gb2312", "big5"))]
)
def test_of_two_declarations_the_one_holds_that_makes_sense(encoding: str, others: tuple[str, str]) -> None:
    metas = "".join(f"<meta charset={name}>" for name in others)
    words = OpenCC("s2tw").convert(ONE + TWO) if encoding == "big5" else ONE + TWO
    assert read(f"{metas}<p>{words}".encode(encoding), None).raw == f"{metas}<p>{words}"


# ------------------------------------------------------------------------------------------------------ the article of a page


def reading(raw: str) -> Reading:
    return Reading.unchanged(raw).amend(changes(raw))


HEAD = "<html><head><title>采茶</title></head><body><ul><li><a href=/>首页</a></li></ul>"
ARTICLE = f"{HEAD}<div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div></body></html>"


PROGRAM = """
import json, socket, sys
def away(*_): raise AssertionError("asks another host")
socket.socket.connect = socket.getaddrinfo = away
from jiaozhu.editions.pipeline import edit
from jiaozhu.core.model import Source
from jiaozhu.project import RULES
from jiaozhu.build.index_stages import load_rules
book = load_rules(RULES)[0]
edition = edit(Source("tea", "sources/tea.html", sys.argv[1], "", "utf-8", ""), None, book)
print(json.dumps([[r.start, r.end, r.put, r.rule] for r in edition.reading.runs]))
"""


def test_the_same_in_any_process_without_a_network() -> None:
    raw = ARTICLE.replace("<div>", '<img src="http://a.example/x.png"><link rel=stylesheet href="http://a.example/"><div>')
    outputs = set()
    for seed in ("0", "42"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", PROGRAM, raw], env=environment, capture_output=True, text=True, check=True)
        assert run.stderr == ""
        outputs.add(run.stdout)
    runs = json.loads(outputs.pop())
    assert not outputs
    assert [raw[a:b] for a, b, put, rule in runs if rule == "page-links"] == ["首页"]


def test_worker_processes_judge_alike(tmp_path_factory: pytest.TempPathFactory) -> None:
    files = {f"sources/tea-{n}.html": ARTICLE.replace("采茶", f"采茶{n}") for n in range(3)}
    items = discover(world(tmp_path_factory.mktemp("pages"), files).sources).items
    alone, together = load_editions(items, rulebook(), Store(), Workers(1)), load_editions(items, rulebook(), Store(), Workers(2))
    assert alone == together
    assert len(alone.results) == 3


def test_lines_that_pages_share(tmp_path_factory: pytest.TempPathFactory) -> None:
    """They are compared as people read them, whatever the tags around them."""
    bodies = ((ONE, TWO), (TWO, THREE), (THREE, ONE))
    shared = "新茶上市，第一时间免费试喝，快来报名。"
    files = {
        f"sources/tea-{n}.html": f"<meta charset=utf-8><p>第{n}日：{a}</p><p>第{n}夜：{b}</p><p id=x{n}>{shared[:9]}<b>{shared[9:]}</b></p>"
        for n, (a, b) in enumerate(bodies)
    }
    editions = load_editions(discover(world(tmp_path_factory.mktemp("shared"), files).sources).items, rulebook(), Store(), Workers(1))
    for edition in editions.results:
        assert isinstance(edition, Edition)
        assert [block.text[:2] for block in edition.blocks] == ["第" + edition.source.id[-1]] * 2
        assert any(run.rule in ("shared-line", "page-words", "outside-main-content") for run in edition.reading.runs)


# ------------------------------------------------------------------------------------------------------ facts and blocks


def kinds(raw: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(reading(raw), rulebook())]


def test_marked_lines() -> None:
    items = "<ol><li>铁锅<li>竹篓</ol>"
    marked = f"<h4>一芽一叶，</h4><h5>明前。</h5>{items}<blockquote><p>贵如金</p></blockquote><figcaption>归来</figcaption>"
    raw = f"<h1>采茶</h1><p>{ONE}</p>{marked}"
    expected = [("heading", "一芽一叶，"), ("heading", "明前。"), ("list", "铁锅\n竹篓"), ("quote", "贵如金"), ("caption", "归来")]
    assert kinds(raw) == [("title", "采茶"), ("paragraph", ONE), *expected]


def test_marked_for_its_looks() -> None:
    """A heading that is a paragraph, and a list that holds the whole article, are none."""
    assert [kind for kind, _ in kinds(f"<h2>{ONE}</h2><h3>{TWO}</h3>")] == ["paragraph"] * 2
    assert [kind for kind, _ in kinds(f"<ul><li><p>{ONE}</p><p>{TWO}</p></ul>")] == ["paragraph"] * 2
    assert [kind for kind, _ in kinds(f"<blockquote>{ONE}</blockquote><p>{TWO}</p><p>{THREE}</p>")] == ["quote", "paragraph", "paragraph"]


def test_what_settles_a_doubt_is_quoted_as_people_read_it() -> None:
    page_source = source(
        f"<h1>采茶的一天</h1><p>{ONE}</p><p>{TWO}他们奠定了<b>茶园</b>的基础。 <i>节</i>&rdquo;进行<b>热身</b>，销量很好。</p>"
    )
    (matter,) = review(review_job(edit(page_source, None, rulebook()).reading, rulebook(), ())).items
    words = yaml.safe_load(matter.no)["keep"][0]
    assert "<" not in words
    kept = edit(page_source, Sidecar("sources/tea.yml", keep=(Quote(words, 1),)), rulebook())
    assert kept.reading.queries == ()


def test_the_title_of_the_window() -> None:
    own = edit(source(f"<title>采茶的一天 - 老论坛</title><h1>采茶的一天</h1><p>{ONE}</p>"), None, rulebook())
    other = edit(source(f"<title>采茶的一天 - 老论坛</title><p>{ONE}</p>"), None, rulebook())
    assert own.heading.title is not None
    assert other.heading.title is not None
    assert (own.heading.title.value, other.heading.title.value) == ("采茶的一天", "采茶的一天")
    assert [caseless_letters(block.text) for block in own.blocks] == [caseless_letters("采茶的一天"), caseless_letters(ONE)]


# -------------------------------------------------------------------------------------------------------------- hostile


def monsters() -> Iterator[tuple[str, str]]:
    """Pages of a quarter of a million characters that are made to take time. Each has an article before, and a sentence behind."""
    yield "<", "<" * 250_000
    yield "</", "</" * 125_000
    yield "&", "&" * 250_000
    yield "&#", "&#" + "9" * 250_000
    yield "comments", "<!--" * 62_500
    yield "comments-closed", "<!-->" * 50_000
    yield "tags", "<a " * 83_333
    yield "attributes", "<a " + "x=y " * 62_500
    yield "equals", "<a " + "x = " * 62_500
    yield "quotes", "<a x='\"" * 35_000
    yield "scripts", "<script>" * 31_250
    yield "scripts-in-comments", "<script><!--" * 20_000
    yield "titles", "<title>" * 35_000
    yield "deep", "<div>茶" * 5_000
    yield "misnested", "<i>" * 15_000 + "</b>" * 15_000 + "</i>" * 15_000
    yield "lists", "<blockquote><li>茶" * 5_000
    yield "hidden", "<i hidden>x</i>茶" * 3_750
    yield "headings", "<h1>" + "<p>茶叶今年的春茶" * 12_000
    yield "spaces", " \n" * 125_000


@pytest.mark.slow
@pytest.mark.parametrize(("name", "mess"), list(monsters()), ids=[name for name, _ in monsters()])
def test_hostile_pages_end_in_time(name: str, mess: str) -> None:
    began = time.process_time()
    raw = f"<title>采茶</title><p>{ONE}</p>{mess}<p>{TWO}</p>"
    page = reading(raw)
    kinds(raw)
    page_facts(page, page_titles(raw).declared, {}, rulebook())
    list(main_content.propose(page, rulebook()))
    assert time.process_time() - began < PATIENCE
    assert ONE in page.text
    assert page.raw == raw


MESSES = {"ampersands": "&" * 2_000_000, "attributes": "<a " + "x=y " * 1_000_000, "comments": "<!--" * 1_000_000}


@pytest.mark.slow
@pytest.mark.parametrize("mess", MESSES.values(), ids=MESSES)
def test_the_largest_pages_are_read(mess: str) -> None:
    """No pattern takes in so much at once that memory ends."""
    assert page_text(f"<p>{ONE}</p>{mess}").startswith(f"\n{ONE}")
    assert text(f"<p>{ONE}</p>{mess}").startswith(ONE)


@pytest.mark.slow
def test_site_of_pages_keeps_its_promises(own: Path, tmp_path: Path) -> None:
    hostile = f"<p>{ONE}<a href='javascript:alert(1)' onclick=alert(1)>&lt;script&gt;</a></p><svg/onload=alert(1)><p>{TWO}</p><script>"
    files = {"sources/page.html": ARTICLE, "sources/hostile.htm": hostile, "sources/text.txt": f"采茶\n\n{ONE}\n"}
    site = site_of(copied(tmp_path / "project", files, own=own))
    assert broken(site, {name.split("/")[1].split(".")[0]: raw.encode() for name, raw in files.items()}) == []
    assert "alert" not in (site / "articles" / "hostile" / "index.html").read_text("utf-8")


def test_the_end_of_a_page_breaks_anything_off() -> None:
    """Half a page is read as far as it goes."""
    whole = f"<title>采茶</title><p class='a'>{ONE}</p><!-- x --><ul><li>{TWO}</li></ul><script>y</script>&hellip;"
    for end in range(len(whole)):
        raw = whole[:end]
        edition = edit(source(raw), None, rulebook())
        verify(edition.reading, rulebook().rules, {})
        assert all(block.text.rstrip("<") in f"采茶\n{ONE}\n{TWO}\n…&hellip;" for block in edition.blocks if block.kind != "figure")
