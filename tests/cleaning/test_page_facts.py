"""The facts of web pages: what each kind of testimony says, what it is worth, who is no author, and what is doubted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.cleaning.page_facts.days import address_day, epoch_day, first_day, full_days, yearless_day
from jiaozhu.cleaning.page_facts.names import NameWords
from jiaozhu.cleaning.titles.page_titles import page_titles
from jiaozhu.core.decisions import Quote, Sidecar
from jiaozhu.core.model import Heading, Source
from jiaozhu.editions.pipeline import edit
from worlds import rulebook

TITLE = "渡口老船长的三十一年"
BODY = (
    "<p>渡口的老船长姓温，今年六十一岁，他在这条江上开了三十一年船，闭着眼睛也能靠岸，可是他仍旧每天把船擦得干干净净。</p>"
    "<p>去年秋天开始，镇上的渡船改成了整夜都开，每半个钟头一班，后半夜船上常常只有两三个人，灯却要一直亮着。</p>"
    "<p>后来大家想了一个办法，把两条船并成一条大的船，省下了三分之一的油，船票也没有涨价，乘客们都说好。</p>"
)


def heading(raw: str) -> Heading:
    return edit(Source("tea", "sources/tea.html", raw, "", "utf-8", ""), None, rulebook()).heading


def facts(raw: str) -> dict[str, str]:
    """The facts of a page but its title. A doubtful one ends in a question mark."""
    data = {name: getattr(heading(raw), name) for name in ("date", "author", "outlet", "url")}
    return {name: datum.value + ("" if datum.sure else "?") for name, datum in data.items() if datum}


def page(between: str = "", head: str = "", behind: str = "", body: str = BODY) -> str:
    """A page with something between its title and its body, in its head, or behind its body."""
    return f"<meta charset=utf-8><title>{TITLE}_江城网</title>{head}<h1>{TITLE}</h1>{between}<div class=content>{body}</div>{behind}"


def script(data: object) -> str:
    return f"<script>window.DATA = {json.dumps(data, ensure_ascii=False)};</script>"


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", {}),
        ("<META Property='article:published_time' Content='2020-05-27T18:30:00+08:00'>", {"date": "2020-05-27"}),
        ("<meta name=pubdate content='2020年5月7日'><time datetime=2021-01-01></time>", {"date": "2020-05-07"}),
        ("<meta name=pubdate content='2020-02-31'>", {}),
        ("<meta name=PubDate content='20200507'>", {"date": "2020-05-07"}),
        ("<meta itemprop=datePublished content='2021-07-08T22:10:11.000Z'>", {"date": "2021-07-09"}),
        ("<time datetime='2020-05-27T08:00'>上周</time><time datetime=2020-05-27></time>", {"date": "2020-05-27"}),
        ("<time datetime=2020-05-27></time><time datetime=2020-05-28></time>", {}),
        ("<meta name=author content='李&#22235;'><meta property=og:site_name content=' 县  报 '>", {"author": "李四?", "outlet": "县 报?"}),
        ("<meta name=author content=admin><meta property=article:author content='https://a.example/u/1'>", {}),
        ("<meta name=author content='{{author}}'><meta name=source content=20200527>", {}),
        ("<meta name=author content=网易><meta name=mediaid content=江城晚报>", {"outlet": "江城晚报"}),
        ("<meta name=author content=县报><meta name=source content=县报>", {"outlet": "县报"}),
        (f"<meta name=author content={'长' * 99}>", {}),
        ("<!-- <meta name=author content=李四> --><script><meta name=author content=李四></script>", {}),
        (
            LD.format('{"@type":"NewsArticle","datePublished":"2022-01-15","author":[{"@type":"Person","name":"陈雅玲"}]}'),
            {"date": "2022-01-15", "author": "陈雅玲"},
        ),
        (LD.format('{"@type":"WebSite","datePublished":"2022-01-15","author":"陈雅玲"}'), {}),
        (LD.format('{"@type":"NewsArticle","datePublished":"2022-01-15"'), {}),
        (
            "<link rel=canonical href='https://a.example/2021-03-04/1.html'>",
            {"date": "2021-03-04", "url": "https://a.example/2021-03-04/1.html"},
        ),
        ("<link rel=canonical href='javascript:alert(1)//a/2021-03-04/'><link rel=canonical href='https://a.example/'>", {}),
    ],
)
def test_what_a_page_declares(head: str, expected: dict[str, str]) -> None:
    assert facts(f"<head>{head}</head>{BODY}") == expected


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        # A name is not glued to the link beside it, and a counter or a button is none.
        ("<div>2019-09-08 00:20:15　来源: <a>江城晚报</a> <a>举报</a></div>", {"date": "2019-09-08", "outlet": "江城晚报"}),
        ("<p><span>2019-05-17</span><span> · </span><span>苏皖城市报</span></p>", {"date": "2019-05-17", "outlet": "苏皖城市报"}),
        (
            "<p><span>原创</span><span>江城日报</span><span>2019-09-09 16:01:46</span><span>阅读 1.2万</span></p>",
            {"date": "2019-09-09", "outlet": "江城日报"},
        ),
        ("<p>2019-09-09 16:01 | 茶 | 船 | 江</p>", {"date": "2019-09-09"}),
        # A date is read where it is cut.
        ("<p><span>2021</span><span><em>03</em>/<em>09</em></span> <i>08:12:44</i></p>", {"date": "2021-03-09"}),
        ("<p><span>2020年</span><span>7月</span><span>3日</span></p>", {"date": "2020-07-03"}),
        (
            "<table><tr><td>发布日期：</td><td>2020年01月20日</td><td>成文日期：</td><td>2020年01月15日</td></tr></table>",
            {"date": "2020-01-20"},
        ),
        ("<p>更新时间：2022-03-04 | 发布时间：2019-01-09</p>", {"date": "2019-01-09"}),
        ("<p>发布时间：18-03-08 23:16</p>", {"date": "2018-03-08"}),
        ("<b class=time>已于 2022-06-13 修改</b>" + LD.format('{"pubDate":"2022-06-11T20:45:13"}'), {"date": "2022-06-11?"}),
        ("<p class=publish><i>Jul</i> <i>21</i> <i>Sun</i> <i>2013</i> <i>22:40</i></p>", {"date": "2013-07-21"}),
        ("<p>2009年9月10日　记录：苏玟</p>", {"date": "2009-09-10", "author": "苏玟"}),
        # Roles are no part of a name, and staff are no authors.
        ("<p>澎湃新闻记者 刘江 实习生 周舟</p><p>2022-08-15</p>", {"date": "2022-08-15", "author": "刘江 周舟"}),
        ("<p>2022-08-15</p><p>記者林大山／台北報導</p>", {"date": "2022-08-15", "author": "林大山"}),
        ("<p>石佳/江城青年报</p><p>2022-08-15</p>", {"date": "2022-08-15", "author": "石佳", "outlet": "江城青年报"}),
        ("<p>2022-08-15 作者：<a>何渡生</a>、<a>白小帆</a> 责编：刘佳</p>", {"date": "2022-08-15", "author": "何渡生 白小帆"}),
        ("<p>2022-08-15 编辑：钱文</p><meta name=author content=钱文>", {"date": "2022-08-15"}),
        ("<p>2022-08-15 来源：网络</p>", {"date": "2022-08-15"}),
        ("<p>江城科技 韩大鹏 孟雨</p>", {"author": "韩大鹏 孟雨", "outlet": "江城科技"}),
        ("<p>国内 文化 关注</p><p>2022-08-15 关注</p>", {"date": "2022-08-15"}),
        ("<p>王建国　李秀兰</p><p>2022-08-15</p>", {"date": "2022-08-15", "author": "王建国 李秀兰"}),
        ("<p>江城日报</p><p>2022-08-15</p>", {"date": "2022-08-15", "outlet": "江城日报"}),
        ("<p>2022-08-15 作者：邮政研究会 来源：文学院</p>", {"date": "2022-08-15", "author": "邮政研究会", "outlet": "文学院"}),
        # Class and id say what a name is; those of a part of it do not.
        ("<p><b class=article-source>江城商报</b><b class=author-name>何江帆</b></p>", {"author": "何江帆", "outlet": "江城商报"}),
        ("<p><b class=author-bio>船上的人</b><b class=origin-default>江城商报</b><b class=source-popwin>已授权</b></p>", {}),
        ("<p class=author>摆渡人阿川</p>", {"author": "摆渡人阿川"}),
        ("<p class=author-name>摆渡人阿川<i>LV.4</i></p>", {"author": "摆渡人阿川"}),
        ("<p class=index-module_authorName_7y5nA>江边生活</p><i class=accountAuthentication>江边生活官方账号</i>", {"author": "江边生活"}),
    ],
)
def test_what_stands_below_the_title(between: str, expected: dict[str, str]) -> None:
    assert facts(page(between)) == expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("<p>江城晚报记者 张楠</p>", {"author": "张楠"}),
        ("<p>采写：南都见习记者 林子沛</p>", {"author": "林子沛"}),
        ("<p>（作者：苏渡　单位：江城航运公司）</p><p>责任编辑：王敏</p>", {"author": "苏渡"}),
        ("<p>【作者】 罗小山；杜小河</p><p>【来源】 江城日报</p>", {"author": "罗小山 杜小河", "outlet": "江城日报"}),
        ("<p>本文来自微信公众号“深几度”（ID：x），作者：吴俊宇，经授权发布。</p>", {"author": "吴俊宇", "outlet": "深几度"}),
        ("<p><span>by Taboola</span></p><p>推广</p>", {}),
        ("<p>图片来源：视觉江城</p><p>编辑：周浪</p>", {}),
        ("<div class=comment><b class=nickname>路过的人</b><i class=time>2020-01-01</i></div>" * 3, {}),
    ],
)
def test_what_stands_behind_the_article(behind: str, expected: dict[str, str]) -> None:
    assert facts(page(behind=behind)) == expected


def test_the_reporter_in_the_first_words() -> None:
    assert facts(page(body=BODY.replace("<p>", "<p>江城晚报讯（记者 陆一夫）", 1))) == {"author": "陆一夫"}
    assert facts(page(body=BODY.replace("<p>", "<p>（记者手记）", 1))) == {}


def test_a_date_without_a_year_takes_it_from_the_page() -> None:
    line = "<p>发布时间：10-08 12:00</p>"
    assert facts(page(line)) == {}
    assert facts(page(line, "<meta itemprop=dateUpdate content='2019-10-08 12:00:57'>"))["date"] == "2019-10-08"
    assert facts(page(line, "<meta property=og:url content='https://a.example/2021/1008/1.html'>"))["date"] == "2021-10-08"
    assert facts(page(line, "<script>a='2019-10-08'</script>"))["date"] == "2019-10-08"
    assert facts(page(line, "<script>a='2019-10-08';b='2020-10-08'</script>")) == {}


def test_what_only_scripts_hold() -> None:
    wechat = '<script>var nickname = htmlDecode("江城航运"); var ct = "1650265200"; var svr_time = "1650900000";</script>'
    assert facts(f"<title></title><h1>{TITLE}</h1>{BODY}{wechat}") == {"date": "2022-04-18", "outlet": "江城航运"}
    own = {"title": TITLE, "source": "江城晚报", "author": "温小渡", "time": "2021-02-03 16:20:01"}
    other = {"title": "江上大桥通车", "source": "江城日报", "author": "王大桥", "time": "2021-02-09 16:20:01"}
    assert facts(page(behind=script([other, own, other]))) == {"date": "2021-02-03", "author": "温小渡", "outlet": "江城晚报"}
    assert facts(page(behind=script([other, {"publishTime": "2021-02-03"}, {"publishTime": "2021-02-04"}]))) == {}


def test_good_testimonies_that_disagree_are_doubted() -> None:
    labelled = "<p>发布时间：2020-05-29</p>"
    assert facts(page(labelled, "<meta name=pubdate content=2020-05-29>"))["date"] == "2020-05-29"
    assert facts(page("<p class=source>江城日报</p>", "<meta name=source content=江城晚报>"))["outlet"].endswith("?")
    both = "<meta name=pubdate content=2020-05-27>" + LD.format('{"@type":"NewsArticle","datePublished":"2020-05-27"}')
    assert facts(page(labelled, both))["date"].endswith("?")
    declared = "<meta name=pubdate content=2015-12-20><meta property=article:published_time content=2015-12-20>"
    assert facts(page("<p>2016-11-20</p>", declared)) == {"date": "2015-12-20?"}  # what readers see is not what machines are told
    assert facts(page("<p>2015-12-20</p>", declared)) == {"date": "2015-12-20"}


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        # The heading of the site is no title, whatever its level, and the names in the window are none of it.
        (f"<title>{TITLE}-中新网</title><h1><a>中国新闻网</a></h1><h2>{TITLE}</h2><p>2019年11月05日 16:32</p>{BODY}", TITLE),
        (f"<title>{TITLE}_江城新闻</title><h1>新闻中心</h1><div class=tt>{TITLE}</div>{BODY}", TITLE),
        (f"<title>江城网 - {TITLE}</title><h1>江城网</h1><table><tr><td>{TITLE}</td></tr></table>{BODY}", TITLE),
        (f"<title>{TITLE}|渡船|船长_江城新闻</title><meta property=og:title content={TITLE}>{BODY}", TITLE),
        (f"<title>新闻动态--江城学会官网</title><h5>首页 - 新闻动态</h5><h5>{TITLE}</h5><p>发布时间：2019-05-18</p>{BODY}", TITLE),
        (f"<title>{TITLE}__政务要闻_江城市政府</title><p>渡口老船长<br>的三十一年</p>{BODY}", TITLE),
        (f"<title>{TITLE}</title><meta property=og:title content=渡口老船长><h1>{TITLE}</h1>{BODY}", TITLE),
        (f"<title>{TITLE} - 江上 - 渡口之家 -  Powered by Discuz!</title><h1>{TITLE}</h1>{BODY}<p>Powered by Discuz! X3</p>", TITLE),
        (f"<title>江边的抽屉: {TITLE}</title><h1><a href=/>江边的抽屉</a></h1><h3>{TITLE}</h3>{BODY}", TITLE),
        (f"<title>{TITLE}</title><h1><a href=/>{TITLE}</a></h1>{BODY}", TITLE),
        # But a heading that the window does not know is the title of the article, if there is no other.
        (f"<title>图书馆的一天</title><h1>图书馆员的一天流水账</h1>{BODY}", "图书馆员的一天流水账"),
        (f"<title>风筝 - 江城少年宫网</title><h1>风筝</h1>{BODY}", "风筝"),
    ],
)
def test_the_title_of_a_page(raw: str, title: str) -> None:
    datum = heading(raw).title
    assert datum is not None
    assert datum.value == title


def test_days() -> None:
    assert list(full_days("2019-9-7 到 2020年12月31日，2020/13/01，二○一九年十月二十一日")) == ["2019-09-07", "2020-12-31", "2019-10-21"]
    assert list(full_days("Aug 14, 2012, 3rd of May 2013, Mayor 4, 2014, june 31, 2015")) == ["2012-08-14", "2013-05-03"]
    assert [first_day(text) for text in ("20120624 10:00", "2021-07-08T17:00:00Z", "12:30", "13800138000")] == [
        "2012-06-24",
        "2021-07-09",
        "",
        "",
    ]
    assert [epoch_day(digits) for digits in ("1581517074", "1581517074000", "0000000001", "15815")] == ["2020-02-12", "2020-02-12", "", ""]
    assert [address_day(f"https://a.example/{path}") for path in ("2019-11-25/doc.shtml", "201206/t20120624_1.html", "item/20191325")] == [
        "2019-11-25",
        "2012-06-24",
        "",
    ]
    assert yearless_day("10-0812:00") is None
    assert yearless_day("2019-10-08") is None


@pytest.mark.parametrize(
    ("name", "kind", "persons"),
    [
        ("文化", "other", "文化"),
        ("陆一夫", "person", "陆一夫"),
        ("欧阳小山、李四", "person", "欧阳小山 李四"),
        ("贾　丽", "person", "贾丽"),
        ("本报记者 张三 通讯员 王五", "person", "张三 王五"),
        ("加·泰戈尔", "person", "加·泰戈尔"),
        ("Demi Xia", "person", "Demi Xia"),
        ("江城日报", "institution", ""),
        ("周末画报", "institution", ""),
        ("网易", "platform", ""),
        ("摆渡人阿川", "other", ""),
        ("阅读 1.2万", "none", ""),
        ("admin", "none", ""),
        ("2020", "none", ""),
        ("他说：好。", "none", ""),
    ],
)
def test_what_a_name_is(name: str, kind: str, persons: str) -> None:
    names = NameWords.from_words(rulebook().words)
    assert (names.kind(name), names.persons(name)) == (kind, persons)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "<h1>",
                "</h1>",
                "<p class=author>",
                "</p>",
                "<meta name=author content=",
                "'",
                '"',
                ">",
                "来源：",
                "2020-",
                "1-1",
                TITLE,
                "{",
                "：",
                "<time datetime=",
                "<script>",
                "var ct=",
                "</script>",
            ]
        ),
        max_size=30,
    )
)
def test_any_page_is_read(pieces: list[str]) -> None:
    raw = f"<title>{TITLE}</title>{''.join(pieces)}</script>{BODY}"
    page_titles(raw)
    assert all(datum.value.strip() for datum in heading(raw).data)


def test_time_grows_with_the_page_and_not_faster() -> None:
    """Pages of many elements that all may be the title, a name or an object of a script."""
    many = "".join(f"<p class=author id=a{n}>{TITLE}</p><h2>{TITLE}</h2>" for n in range(3_000))
    scripts = "<script>" + "{title:'" + TITLE + "',source:'" + "x" * 50 + "'},{" * 20_000 + "</script>"
    assert heading(page(behind=many)).title is not None
    assert heading(page(behind=scripts)).title is not None


def test_a_line_that_the_editor_keeps_is_no_byline() -> None:
    tea = Source("tea", "sources/tea.html", page("<p class=author>作者：温小渡</p><p>2020-01-01</p>"), "", "utf-8", "")
    kept = Sidecar("sources/tea.yml", keep=(Quote("作者：温小渡", 1),))
    headings = [edit(tea, sidecar, rulebook()).heading for sidecar in (None, kept)]
    assert [(h.author.value if h.author else "", h.date.value if h.date else "") for h in headings] == [
        ("温小渡", "2020-01-01"),
        ("", "2020-01-01"),
    ]


def test_a_doubt_of_the_page_stays_until_its_editor_states_the_fact() -> None:
    raw = page("<p class=source>江城日报</p>", "<meta name=source content=江城晚报>")
    tea = Source("tea", "sources/tea.html", raw, "", "utf-8", "")
    noted, stated = Sidecar("sources/tea.yml", title=TITLE), Sidecar("sources/tea.yml", outlet="江城晚报")
    outlets = [edit(tea, sidecar, rulebook()).heading.outlet for sidecar in (noted, stated)]
    assert [(datum.value, datum.sure) for datum in outlets if datum] == [("江城晚报", False), ("江城晚报", True)]


@pytest.mark.parametrize(
    ("window", "title", "expected"),
    [
        ("渡船的⻢力", "渡船的⻢力", "渡船的马力"),
        ("１９８４年的渡船_县报网", "１９８４年的渡船", "1984年的渡船"),
        ("Café里的一下午 - 县报网", "Cafe\u0301里的一下午", "Café里的一下午"),
        ("船", "船", "船"),
    ],
)
def test_the_title_stands_once_whatever_its_characters(window: str, title: str, expected: str) -> None:
    raw = f"<title>{window}</title><body><article><h1>{title}</h1>{BODY}</article></body>"
    edition = edit(Source("tea", "sources/tea.html", raw, "", "utf-8", ""), None, rulebook())
    assert edition.heading.title is not None
    assert edition.heading.title.value == expected
    assert [block.text for block in edition.blocks if expected in block.text and len(block.text) < 20] == [expected]


def test_a_button_is_no_author() -> None:
    line = "<p><span>2018-05-20 09:12</span><a>分享到微信</a></p>"
    raw = f"<title>{TITLE}</title><body><article><h1>{TITLE}</h1>{line}{BODY}</article></body>"
    assert heading(raw).author is None
