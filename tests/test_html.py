"""Web pages: the article of a page to the letter, what the page says of it, and pages that hold none or wish harm."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jiaozhu.read import html
from jiaozhu.read.encoding import Undecodable
from jiaozhu.read.html import Extracted, Hints, NoArticle, Stretch, read

PAGES = Path(__file__).parent / "pages"
PATIENCE = 20.0  # seconds that the worst page may take, on a slow machine
ONE = "快手与京东零售签署战略合作协议，双方将在供应链、品牌营销和数据能力等方面展开深入合作。"
TWO = "消费者在快手小店里可以直接购买京东自营的商品，下单、配送和售后都由京东承担，不必跳转。"
THREE = "不过，合作能走多远，仍要看双方怎样分配佣金，又怎样约束各自的主播。"


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def article(*inside: str, head: str = '<meta charset="utf-8">') -> bytes:
    """A page whose article is three paragraphs of prose, with more between the first and the second."""
    return page(f"<div class='content'><p>{ONE}</p>{''.join(inside)}<p>{TWO}</p><p>{THREE}</p></div>", head)


def between(*inside: str) -> list[str]:
    """The lines that a page's article has between its first and its second paragraph."""
    found = read(article(*inside), None).text.splitlines()
    assert found[0] == ONE
    assert found[-2:] == [TWO, THREE]
    return found[1:-2]


def saved(name: str) -> Extracted:
    return read((PAGES / name).read_bytes(), None)


NEWS = """\
快手牵手京东，开放货架
5月27日，快手与京东零售签署战略合作协议，双方将在供应链、品牌营销和数据能力上深入合作（详情）。
[图片]
▲签约现场
消费者在快手小店里可以直接购买京东自营的商品，下单、配送和售后都由京东承担，不必跳转。
为什么是京东
京东缺少的是流量\u00a0&\u00a0内容，快手缺少的是货架……两家公司各取所需，这一点分析师并不意外。
• 供应链
• 品牌营销
平台 | 日活
快手 | 3亿
[图片]
不过，合作能走多远，仍要看双方怎样分配佣金，又怎样约束各自的主播。
3. 先看佣金
4. 再看主播
多位商家表示，他们已经收到了开通通知。
"""
BREAKS = """\
山村里的直播间
村口的老槐树下面，架着三部手机，一个补光灯，还有一桶刚打上来的山泉水。
王二每天早上六点开播，讲他怎么养蜂，怎么取蜜，怎么把蜜卖到山外面去。
一开始没有人看。
后来，看的人慢慢多了起来，最多的一天有三万人同时在线，蜂蜜一个上午就卖完了。
[图片]
他说：“我只会说真话。”
"""


def test_news() -> None:
    """Navigation, scripts, styles, hidden text, links, comments, related articles and the foot of the page are not the article."""
    got = saved("news.html")
    assert got.text == NEWS
    assert got.hints == Hints("快手牵手京东，开放货架", "2020-05-27", "李松月", "县城商报")
    assert got.html_raw == (PAGES / "news.html").read_text("utf-8")
    assert (got.encoding, got.evidence, got.basis) == ("utf-8", "the page says utf-8", "both")


def test_breaks_in_a_layout_of_tables() -> None:
    got = saved("breaks.html")
    assert got.text == BREAKS
    assert got.hints == Hints("山村里的直播间", "2009-03-04", "王二", None)


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<h2>一、为什么合作</h2>", ["一、为什么合作"]),
        ("<p>a &lt;b&gt; &quot;c&quot; &#x5feb;&#25163;&mdash;</p>", ['a <b> "c" 快手—']),
        ("<ul><li>供应链</li><li>品牌</li></ul>", ["• 供应链", "• 品牌"]),
        ("<ol><li>第一步</li><li><p>第二步</p></li></ol>", ["1. 第一步", "2. 第二步"]),
        ("<ol><li>1、第一步</li><li>2、第二步</li></ol>", ["1、第一步", "2、第二步"]),
        ("<ul><li><p>供应链</p><p>品牌</p></li></ul>", ["供应链", "品牌"]),
        ("<table><tr><td>平台</td><td>日活</td></tr><tr><td>快手</td><td>3亿</td></tr></table>", ["平台 | 日活", "快手 | 3亿"]),
        ("<blockquote>引用的一句话。<br>又一句。</blockquote>", ["引用的一句话。", "又一句。"]),
        ("<pre>第一行\n  第二行</pre>", ["第一行", "第二行"]),
        ("<p>跨\n行的中文\nand English\nwords</p>", ["跨行的中文 and English words"]),
        ("<p>漢<ruby>字<rp>(</rp><rt>zì</rt><rp>)</rp></ruby>有音。</p>", ["漢字有音。"]),
        ("<p>快手<wbr>京东，<span>连</span><em>在</em><a href='javascript:x'>一起</a>。</p>", ["快手京东，连在一起。"]),
        ("<p>前文<svg><text>图形里的字</text></svg><noscript>请打开脚本</noscript>后文。</p>", ["前文后文。"]),
        ("<p>上一行。<span style='display:block'>另起一行。</span></p>", ["上一行。", "另起一行。"]),
    ],
)
def test_blocks(inside: str, lines: list[str]) -> None:
    assert between(inside) == lines


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<p><img src='a.jpg'></p>", ["[图片]"]),
        ("<figure><img src='a.jpg'><figcaption>签约现场</figcaption></figure>", ["[图片]", "签约现场"]),
        ("<figure><figcaption>签约现场</figcaption><img src='a.jpg'></figure>", ["[图片]", "签约现场"]),
        ("<figure><img src=a><img src=b><figcaption>两张</figcaption></figure>", ["[图片]", "[图片]", "两张"]),
        ("<p><img src='a.jpg'><br>图：视觉中国</p>", ["[图片]", "图：视觉中国"]),
        ("<p>文字在前。<img src='a.jpg'></p>", ["文字在前。", "[图片]"]),
        ("<p>文字<img src='a.jpg'>之间。</p>", ["文字之间。"]),
        ("<p>表情<img class='emoji' src='a.png'></p>", ["表情"]),
        ("<p>图标<img width='16' height='16' src='a.png'></p>", ["图标"]),
        ("<p>像素<img style='width: 1px; height: 1px' src='a.gif'></p>", ["像素"]),
    ],
)
def test_images(inside: str, lines: list[str]) -> None:
    """A lost image is a line of its own, a caption another behind it; icons, and images inside a line, are none."""
    assert between(inside) == lines


@pytest.mark.parametrize(
    "inside",
    [
        f"<script>var a = '<p>{ONE}</p>';</script>",
        f"<script type='text/template'><p>{ONE}脚本里的。</p></script>",
        f"<style>p::after {{ content: '{ONE}' }}</style>",
        f"<template><p>{ONE}模板里的。</p></template>",
        f"<!-- <p>{ONE}注释里的。</p> -->",
        f"<p hidden>{ONE}藏起来的。</p>",
        f"<div style='color: red; display : NONE !important'><p>{ONE}藏起来的。</p></div>",
        f"<p style='visibility:hidden'>{ONE}藏起来的。</p>",
        "<textarea>写在框里的。</textarea><select><option>一</option></select><button>点我</button>",
        "<iframe src='//ads.example'>不支持框架</iframe>",
    ],
)
def test_what_a_reader_does_not_see(inside: str) -> None:
    assert between(inside) == []


def test_a_veil_over_the_whole_article_is_lifted() -> None:
    """Some sites show their article by a script only."""
    body = f"<div id='js_content' style='visibility: hidden; opacity: 0'><section><p>{ONE}</p></section><section>{TWO}</section></div>"
    assert read(page(body), None).text == f"{ONE}\n{TWO}\n"


@pytest.mark.parametrize("name", ["gb2312", "GBK", "gb18030", "big5"])
def test_the_encoding_that_the_page_names(name: str) -> None:
    html_raw = article(head=f"<meta http-equiv='Content-Type' content='text/html; charset={name}'>").decode()
    if name == "big5":
        html_raw = html_raw.translate(str.maketrans("与东战双将应链销数据开议", "與東戰雙將應鏈銷數據開議"))
        html_raw = html_raw.encode("big5", "ignore").decode("big5")
    got = read(html_raw.encode(name), None)
    assert got.html_raw == html_raw
    assert got.encoding == ("big5" if name == "big5" else "gb18030")
    assert got.evidence == f"the page says {name.lower()}"


def test_no_encoding_named() -> None:
    data = article(*(f"<p>{ONE}</p>" for _ in range(3)), head="")
    got = read(data.decode().encode("gb18030"), None)
    assert (got.encoding, got.html_raw) == ("gb18030", data.decode())
    assert "common characters" in got.evidence


def test_bytes_speak_against_the_page() -> None:
    data = article(head="<meta charset=gb2312>")
    assert (read(data, None).encoding, read(data, None).evidence) == ("utf-8", "valid UTF-8, though the page says gb2312")
    data = article(*(f"<p>{ONE}</p>" for _ in range(3)), head="<meta charset=utf-8>")
    assert read(data.decode().encode("gb18030"), None).encoding == "gb18030"
    data = article(*(f"<p>{ONE}</p>" for _ in range(3)), head="<meta charset=iso-8859-1>")
    assert read(data.decode().encode("gb18030"), None).encoding == "gb18030"


def test_byte_order_mark_and_editor() -> None:
    data = article(head="<meta charset=gb2312>").decode()
    got = read(b"\xef\xbb\xbf" + data.encode(), None)
    assert (got.html_raw, got.encoding, got.evidence) == ("\ufeff" + data, "utf-8", "byte-order mark")
    got = read(b"\xff\xfe" + data.encode("utf-16-le"), None)
    assert (got.html_raw, got.encoding, got.text) == ("\ufeff" + data, "utf-16-le", f"{ONE}\n{TWO}\n{THREE}\n")
    assert read(data.encode("gb18030"), "gbk").evidence == "named in the sidecar"
    with pytest.raises(Undecodable, match="not valid utf-8"):
        read(data.encode("gb18030"), "utf-8")


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "站"},
{"@type": ["NewsArticle"], "headline": "快手牵手 京东", "datePublished": "2020-05-27T18:30:00+08:00",
"author": [{"@type": "Person", "name": "李松月"}, {"name": "别人"}],
"publisher": {"@type": "Organization", "name": "县城商报"}}]}</script>"""


@pytest.mark.parametrize(
    ("head", "hints"),
    [
        ("", Hints()),
        ("<title>快手牵手京东_县城商报</title>", Hints()),
        (JSON_LD, Hints("快手牵手 京东", "2020-05-27", "李松月", "县城商报")),
        (JSON_LD.replace("2020-05-27", "2020-02-31"), Hints("快手牵手 京东", None, "李松月", "县城商报")),
        ("<script type='application/ld+json'>{broken</script>", Hints()),
        ("<script type='application/ld+json'>" + "[" * 100_000 + "</script>", Hints()),
        ("<meta property='og:title' content='快手&amp;京东'>", Hints("快手&京东")),
        ("<meta name='PubDate' content='2020年5月7日'><meta name='source' content='县报'>", Hints(None, "2020-05-07", None, "县报")),
        ("<meta name='author' content='admin'><meta property='article:author' content='https://a.example/u/1'>", Hints()),
        ("<meta name='author' content='县报'><meta property='og:site_name' content='县报'>", Hints(outlet="县报")),
        (f"<meta property='og:title' content='{'长' * 300}'>", Hints()),
    ],
)
def test_what_the_page_says_of_itself(head: str, hints: Hints) -> None:
    assert read(article(head=f"<meta charset=utf-8>{head}"), None).hints == hints


def test_a_title_above_the_article_is_part_of_it() -> None:
    body = f"<h1>快手牵手京东</h1><div>2020年5月27日 来源：县报 作者：李松月</div><div><p>{ONE}</p><p>{TWO}</p></div>"
    got = read(page(body, "<meta charset=utf-8><title>快手牵手京东 - 县报网</title>"), None)
    assert got.text == f"快手牵手京东\n2020年5月27日 来源：县报 作者：李松月\n{ONE}\n{TWO}\n"
    assert got.hints == Hints("快手牵手京东", "2020-05-27", "李松月", "县报")


def chosen_by(monkeypatch: pytest.MonkeyPatch, ours: tuple[str, ...], theirs: tuple[str, ...], *body: str) -> Extracted:
    """A page of ``body``, of which each extractor takes the paragraphs that hold one of its words."""

    def choosing(words: tuple[str, ...]) -> object:
        return lambda copy: "".join(part for part in copy.split("<p>") if any(word in part for word in words))

    monkeypatch.setattr(html, "_readability", choosing(ours))
    monkeypatch.setattr(html, "_trafilatura", choosing(theirs))
    return read(page(f"<div>{''.join(f'<p>{words}</p>' for words in body)}</div>"), None)


def test_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    got = chosen_by(monkeypatch, ("快手",), ("快手",), ONE, TWO, "别的")
    assert got.text == f"{ONE}\n{TWO}\n"
    assert got.disagreement == html.Disagreement(0.0, ())
    assert got.basis == "both"


def test_disagreement_is_told_and_what_is_inside_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    got = chosen_by(monkeypatch, ("快手", "插话"), ("快手", "链接"), ONE, "插话一句", "<a href=x>链接一条</a>", TWO)
    assert got.text == f"{ONE}\n插话一句\n{TWO}\n"
    assert got.disagreement.stretches == (Stretch("readability", "插话一句", True), Stretch("trafilatura", "链接一条", False))
    letters = [sum(map(str.isalnum, words)) for words in (ONE, TWO, "插话一句链接一条")]
    assert got.disagreement.share == round(letters[2] / sum(letters), 4)


def test_one_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    got = chosen_by(monkeypatch, (), ("快手",), ONE, TWO)
    assert (got.text, got.basis) == (f"{ONE}\n{TWO}\n", "trafilatura")
    assert got.disagreement == html.Disagreement(1.0, (Stretch("trafilatura", f"{ONE}\n{TWO}", True),))


def test_little_in_common(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one with more prose is right."""
    got = chosen_by(monkeypatch, ("快手", "不过"), ("不过",), ONE, TWO, THREE)
    assert (got.text, got.basis) == (f"{ONE}\n{TWO}\n{THREE}\n", "readability")


def test_an_extractor_that_fails_has_no_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(copy: str) -> str:
        raise RecursionError

    monkeypatch.setattr(html, "_trafilatura", fail)
    got = read(article(), None)
    assert (got.text, got.basis) == (f"{ONE}\n{TWO}\n{THREE}\n", "readability")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "an empty page"),
        (b"<!DOCTYPE html><!-- -->", "an empty page"),
        (page(""), "no letters of prose"),
        (page("<img src=a.jpg>"), "no letters of prose"),
        (page("<h1>404</h1><p>您访问的页面不存在，请返回首页。</p>"), "letters of prose"),
        (
            page(
                f"<p>{TWO}</p><p>请检查网址是否正确，或者返回首页，重新选择您要浏览的内容，给您带来不便深表歉意。</p>",
                "<title>404 Not Found</title>",
            ),
            "404",
        ),
        ((PAGES / "forum.html").read_bytes(), "letters of prose"),
        ((PAGES / "shop.html").read_bytes(), "no article"),
        (
            page("<ul>" + "".join(f"<li><a href=/{n}>第{n}条新闻的标题有这么长，看起来像一句话。</a></li>" for n in range(40)) + "</ul>"),
            "prose",
        ),
        (page("".join(f"<div><h2>{n}</h2><p>{ONE}</p><a href=/{n}>阅读全文</a></div>" for n in range(5))), "5 lines are prices, or like"),
        (page("<div>" * 10_000 + ONE + "</div>" * 10_000), "nested too deep"),
        (page(f"<p>{ONE}</p>" * 20_000), "no article has as many"),
        (page("<b></b>" * 40_000 + ONE * 3), "no article has as many"),
        (b"<p>" + b"x" * 17_000_000, "no article is as large"),
    ],
)
def test_no_article(data: bytes, what: str) -> None:
    with pytest.raises(NoArticle) as error:
        read(data, None)
    assert what in error.value.what
    assert error.value.offset is None


def test_no_text() -> None:
    with pytest.raises(Undecodable, match="zero byte"):
        read(b"<html>\0<p>", None)


@pytest.mark.parametrize(
    "data",
    [
        article("<div>" * 1_500 + "<p>很深的地方。</p>" + "</div>" * 1_500),
        article(f"<p>{ONE}" * 1_500),
        page(f"<div><p>{ONE}</p>" * 1_000),
        page(f"<table><tr><td>{ONE}" * 500),
        page(f"<p>{ONE}" + "<a>文" * 9_000),
        page(f"<p>{ONE}</p>" + "<script>x</script>文" * 200_000),
        page(f"<p>{ONE}</p>" + "<i hidden>x</i>文" * 200_000),
        page(f"<p>{ONE}{TWO}</p><div " + " ".join(f"a{n}=b" for n in range(200_000)) + ">"),
        page(f"<p>{ONE}{TWO}</p>" + "<a " * 1_000_000),
        page(f"<p>{ONE}{TWO}</p>" + "<!--" * 1_000_000),
        page("<div style='visibility:hidden'>文" * 1_500 + ONE * 10_000),
        page(f"<p>{ONE}{TWO}</p><p>" + " \n" * 2_000_000 + "。"),
        page(f"<p>{ONE}{TWO}</p><p>" + ", " * 2_000_000),
        page(f"<p>{ONE}{TWO}</p><p>" + "<" * 2_000_000),
        page(f"<p>{ONE}{TWO}</p><p>" + "&" * 2_000_000),
    ],
    ids=range(15),
)
def test_hostile_pages_end_in_time(data: bytes) -> None:
    began = time.monotonic()
    with contextlib.suppress(NoArticle):
        assert ONE[:20] in read(data, None).text
    assert time.monotonic() - began < PATIENCE


@pytest.mark.parametrize("cut", range(0, 3600, 150))
def test_half_a_page_is_read_or_refused(cut: int) -> None:
    data = (PAGES / "news.html").read_bytes()
    try:
        found = read(data[:cut].decode("utf-8", "ignore").encode(), None).text.splitlines()
    except Undecodable:
        return
    known = [*NEWS.splitlines(), "2020-05-27 18:30 来源：县城商报 阅读 12345"]
    assert [line for line in found if not any(line in k or k.startswith(line[:9]) for k in known)] == []


def test_text_only() -> None:
    """What looks like markup in the text is letters; labels, controls and addresses are not in it."""
    inside = "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; \u2801\u2802盲文 <a href='https://a.example/'>链接</a>\x01&#1;完。</p>"
    assert between(inside) == ["<script>alert(1)</script> &lt; \u2801\u2802盲文 链接完。"]


@pytest.mark.parametrize(
    "inside",
    [
        "<p 1a='x' {b}='y' a:b='z' class='&#1;c&#12;' title='" + "长" * 300 + "'>一句话。</p>",
        "<a:b><{c}><o:p>一句话。</o:p></{c}></a:b>",
        "<p>一句&#1;&#12;&#xD800;&#xFFFF;&#0;话。</p>",
        "<p>一句话。<img width='99999999999' style='width:0.5px'></p><ol start='-1'></ol><ol start='9999999999999'></ol>",
        "<li>一句话。</li></ol></td></tr></figure>",
    ],
)
def test_odd_markup(inside: str) -> None:
    assert any("一句" in line for line in read(article(inside), None).text.splitlines())


def test_the_same_in_any_process() -> None:
    program = (
        "import sys; from jiaozhu.read.html import read; sys.stdout.buffer.write(repr(read(open(sys.argv[1], 'rb').read(), None)).encode())"
    )
    hooks = str(Path(html.__file__).parent.parent.parent)
    outputs = set()
    for seed in ("0", "1", "42"):
        environment = {**os.environ, "PYTHONPATH": hooks, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", program, str(PAGES / "news.html")]
        outputs.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert outputs == {repr(saved("news.html")).encode()}
