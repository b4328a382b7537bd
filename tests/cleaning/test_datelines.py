"""Lines of metadata: the grammar of their parts, which lines of a text they are, and what they state."""

from __future__ import annotations

from datetime import date

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozhu.cleaning.datelines import metadata_lines
from jiaozhu.cleaning.datelines.calendar import iso_date, numeral
from jiaozhu.cleaning.datelines.grammar import Parse, grammar
from jiaozhu.core.reading import Reading
from worlds import rulebook

PROSE = "天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩。"
MORE = "中午以前，这些芽叶就要送到村里的作坊去，在铁锅里炒干，否则会变红发酸。"


def parse(line: str) -> Parse | None:
    return grammar(rulebook()).parse(line)


def facts(line: str, above: str = "采茶人的一天", below: str = f"{PROSE}\n\n{MORE}") -> dict[str, str]:
    """What is stated by a line, or several, between a title and the text."""
    reading = Reading.unchanged(f"{above}\n\n{line}\n\n{below}\n")
    return {name: datum.value for name, datum in metadata_lines.stated_facts(reading, rulebook()).items()}


def cut_lines(text: str) -> list[str]:
    """The lines that leave a text as metadata."""
    return [text[change.start : change.end] for change in metadata_lines.propose(Reading.unchanged(text), rulebook())]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        # Chinese numerals, and years of the Republic
        ("二〇二二年五月廿三日", "2022-05-23"),
        ("二零零八年十二月三十一日", "2008-12-31"),
        ("发文时间：二〇二二年十月一日", "2022-10-01"),
        ("民国三十八年十月一日", "1949-10-01"),
        ("民國110年3月5日", "2021-03-05"),
        ("中華民國一百一十二年元月一日", "2023-01-01"),
        # with its day of the week, and the weather
        ("2021年6月6日（星期日）", "2021-06-06"),
        ("2019-03-12 周二 09:15", "2019-03-12"),
        ("星期四，2020年7月2日 晴", "2020-07-02"),
        # in English, and with the year last
        ("Sep 3, 2019", "2019-09-03"),
        ("Tuesday, March 8, 2022 at 5:30 PM", "2022-03-08"),
        ("12 December 2020", "2020-12-12"),
        ("03/25/2017", "2017-03-25"),
        ("25.12.2019", "2019-12-25"),
        ("Posted on June 1st, 2016", "2016-06-01"),
        ("Posted by admin on March 5, 2015", "2015-03-05"),
        ("Last updated on 5 May 2018", "2018-05-05"),
        # a moment, as programs write it
        ("2020-12-01T08:30:00Z", "2020-12-01"),
        ("2020-12-01T08:30:00.000+0800", "2020-12-01"),
        ("2020-12-01 08:30:00 +08:00", "2020-12-01"),
        # with the place from which it was posted
        ("2022-07-19 14:20 发布于北京", "2022-07-19"),
        ("发布于：2022-07-19 IP属地：广东", "2022-07-19"),
        ("編輯於 2022-07-19 14:20 ・ IP 屬地 美國", "2022-07-19"),
        # when it was revised, where nothing else is known; when it was published, where both are
        ("更新时间：2019年8月7日 10点30分", "2019-08-07"),
        ("最后编辑于 2019.08.07", "2019-08-07"),
        ("更新：2019-09-01　发布：2019-08-07", "2019-08-07"),
        # glued to others, and with digits of full width
        ("发布日期：2022-10-01作者：李四浏览次数：35", "2022-10-01"),
        ("发布时间：22-10-0108:15", "2022-10-01"),
        ("日期：2022-10-01 08:00  点击：[35]【字体：大 中 小】", "2022-10-01"),
        ("２０２２年１０月１日　阅读（123）　评论（4）", "2022-10-01"),
        ("日期：2022-10-01　阅读 35　人气 18　字号：大 中 小", "2022-10-01"),
    ],
)
def test_dates_are_read(line: str, day: str) -> None:
    assert facts(line).get("date") == day


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        ("文 | 方禾  编辑 | 李默", "方禾", None),
        ("作者：王小山（县作协会员）", "王小山（县作协会员）", None),
        ("作者：王小山 （县作协） 审核：刘默 时间：2018年11月26日 19:31 浏览次数：", "王小山", None),
        ("来源：县报 作者：李四 日期：2019-04-19 点击：820 属于：本地新闻", "李四", "县报"),
        ("发表于 2011-03-13 更新于 2012-12-30 分类于 随笔", None, None),
        ("■ 文/本刊记者 李小满", "李小满", None),
        ("山里观察\n06-01 19:00 优质三农领域创作者\n关注", "山里观察", None),
        ("記者張三／綜合報導", "張三", None),
        ("記者 張三 報導", "張三", None),
        ("（中央社記者張三台北1日電）", "張三", "中央社"),
        ("2022-10-01 08:00 ● 县报记者 张三", "张三", "县报"),
        ("城南消费记者 李明 发自江城\n2022-10-01", "李明", "城南消费"),
        ("【作者】山里的阿木\n【来源】县报", "山里的阿木", "县报"),
        ("by 山里的阿木 on Oct 1, 2022", "山里的阿木", None),
        ("县报·张三/文 2022年10月1日", "张三", "县报"),
        ("山里的阿木\n驻站师傅 · 已发表57篇\n2022-10-01 320阅读 5评论", "山里的阿木", None),
        ("作者：Winnie Lee　来源：The Tea Review", "Winnie Lee", "The Tea Review"),
        ("某某网山里频道 （2012-06-04 09:20:26）稿件来源：山里日报", None, "山里日报"),
        ("2022-10-01 08:00来源：县报作者：李四责任编辑：王五", "李四", "县报"),
        ("来源：虎口夺茶（ID：hukou_tea）", None, "虎口夺茶"),
        ("许静 · 2019-08-22 · 1.2万阅读", "许静", None),
        ("原创 小满 山里来信 2022-10-01 07:30 发表于云南", "小满", "山里来信"),
        ("2022年10月1日 18:57 山里消息", None, "山里消息"),
        ("作者： 责任编辑：王五", None, None),
        ("2017-03-10 来源： 作者：", None, None),
        ("来源：网络整理　作者：佚名", None, None),
        # on lines of their own
        ("作者：\n李四\n来源：\n县报", "李四", "县报"),
        ("李四\n2022-10-01", "李四", None),
        ("By Winnie Lee\nOctober 21, 2014", "Winnie Lee", None),
        ("2014-10-21\nby Winnie Lee", "Winnie Lee", None),
        # with wide white space, and with dashes where nobody is named
        ("記者：張小滿　2017-05-29 12:00", "張小滿", None),
        ("时间：2013-08-09　作者：--　来源：—", None, None),
        ("作者：不详　来源：山里日报", None, "山里日报"),
        ("《山里日报》　二〇〇八年五月二十三日　星期五", None, "山里日报"),
        ("2022-10-01\n山里日报", None, "山里日报"),
        ("李四/山里日报\n2022-10-01 09:10", "李四", "山里日报"),
        ("数着星星的人 已关注\n2019-12-25 10:00 · 阅读 8.4万 · 评论 184", "数着星星的人", None),
        ("山里观察\n870 主题 98 帖子 69909 积分\n发消息\n发表于 2021-2-20 22:09 | 只看该作者", "山里观察", None),
    ],
)
def test_names_are_read(line: str, author: str | None, outlet: str | None) -> None:
    stated = facts(line)
    assert (stated.get("author"), stated.get("outlet")) == (author, outlet)


@pytest.mark.parametrize(
    "line",
    [
        "时间：今天早上八点",
        "文：这是一种说法",
        "记者：您好",
        "来源不明的茶",
        "更新：一切从头开始",
        "2020年1月23日 雪下了一夜",
        "2022年3月30日，快手宣布",
        "2022-10-01事件始末",
        "2022年的春天",
        "编辑部的来信",
        "评论：茶与人",
        "关注民生",
        "来自山里的信",
        "第 3 版",
        "May the force be with you",
        "李四",
        "9月14日",
        "9月14日 星期三 晴",
        "By the river stood a house",
        "2020年2月30日",
    ],
)
def test_the_articles_own_lines_stay(line: str) -> None:
    text = f"采茶人的一天\n\n{line}\n\n{PROSE}\n\n{MORE}\n"
    assert cut_lines(text) == []
    assert facts(line) == {}


@pytest.mark.parametrize(
    "entries",
    [
        ("2020年1月23日", "2020年1月24日", "2020年1月25日"),
        ("二〇二〇年一月二十三日 晴", "二〇二〇年一月二十四日 雪", "二〇二〇年一月二十五日 晴"),
        ("3月2日 阴", "3月3日 雨", "3月6日 晴"),
        ("四月二十日　星期一", "四月二十三日　星期四", "五月十日　星期日"),
        ("老罗 2021/3/4 20:15", "阿秋 2021/3/4 20:16", "老罗 2021/3/4 20:18"),
    ],
)
def test_the_dates_of_entries_are_the_articles_own(entries: tuple[str, ...]) -> None:
    text = "守林人日记\n\n" + "\n\n".join(f"{entry}\n\n{PROSE}" for entry in entries)
    assert cut_lines(text) == []
    assert cut_lines(text.replace(entries[0], f"发布时间：2020-02-01\n\n{entries[0]}", 1)) == ["发布时间：2020-02-01"]


def test_a_reporter_who_speaks_signs_nothing() -> None:
    text = "和修钟人聊天\n\n记者：方小满\n\n老顾：坐吧\n\n记者：这只钟走得准吗？\n\n" + PROSE
    assert cut_lines(text) == []
    assert cut_lines(f"修钟人\n\n记者：方小满\n\n{PROSE}") == ["记者：方小满"]


def test_a_table_of_facts_keeps_its_rows() -> None:
    text = f"明前龙井\n\n品名：龙井\n来源：云南\n日期：2020-04-19\n等级：一级\n\n{PROSE}"
    assert "来源：云南" not in cut_lines(text)
    assert cut_lines(f"明前龙井\n\n来源：县报\n日期：2020-04-19\n\n{PROSE}") == ["来源：县报", "日期：2020-04-19"]


def test_behind_the_article_only_labels_and_buttons_go() -> None:
    tail = "作者：记者王小山\n【关闭窗口】【打印本页】\n2020-04-19\n别的文章，写的是采茶以外的事情\n发布时间：2021-05-06"
    assert cut_lines(f"采茶人的一天\n\n{PROSE}\n\n{MORE}\n\n{tail}") == ["作者：记者王小山", "【关闭窗口】【打印本页】"]


def test_a_line_with_another_author_than_the_account_stays() -> None:
    text = f"采茶人的一天\n\n数星星的人 已关注\n\n2019-12-25 10:00\n\n文｜王小山 编辑｜李默\n\n{PROSE}"
    assert cut_lines(text) == ["数星星的人 已关注", "2019-12-25 10:00"]
    assert facts("数星星的人 已关注\n\n2019-12-25 10:00\n\n文｜王小山 编辑｜李默")["author"] == "数星星的人"


@pytest.mark.parametrize(
    ("header", "stated"),
    [
        (
            "发件人: 县报 <a@example.org>\n收件人: 读者\n日期: 2022年3月4日 周五 上午7:30\n主题: 第 56 期：茶山",
            {"title": "第 56 期：茶山", "date": "2022-03-04", "author": "县报"},
        ),
        (
            "From: Li Si <li@example.org>\nTo: all\nSubject: The Tea\nDate: Fri, 04 Mar 2022 07:30:00 +0800",
            {"title": "The Tea", "date": "2022-03-04", "author": "Li Si"},
        ),
    ],
)
def test_headers_are_read(header: str, stated: dict[str, str]) -> None:
    text = f"{header}\n\n{PROSE}\n\n{MORE}\n"
    reading = Reading.unchanged(text)
    assert {name: datum.value for name, datum in metadata_lines.stated_facts(reading, rulebook()).items()} == stated
    assert reading.amend(metadata_lines.propose(reading, rulebook())).text.strip() == f"{PROSE}\n\n{MORE}"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_is_read_in_any_form(day: date) -> None:
    figures = "〇一二三四五六七八九"
    year = "".join(figures[int(digit)] for digit in str(day.year))
    for line in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}年{chinese(day.month)}月{chinese(day.day)}日",
        f"{day:%B} {day.day}, {day.year}",
        f"发布时间：{day.isoformat()} 08:30 来源：县报",
    ):
        parsed = parse(line)
        assert parsed is not None, line
        assert parsed.date == day.isoformat(), line


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{'一二三'[tens - 1]}十") + ("" if ones == 0 else "一二三四五六七八九"[ones - 1])


@given(st.integers(min_value=1, max_value=99))
def test_numerals_are_read(number: int) -> None:
    assert numeral(chinese(number) if number < 40 else str(number)) == number


@pytest.mark.parametrize("line", ["2020-02-30", "2021年13月1日", "2021-00-10", "民国一百零九年十三月一日"])
def test_no_day_is_made_up(line: str) -> None:
    pattern = regex.compile(r"(?P<y>\d{4})\D(?P<m>\d+)\D(?P<d>\d+)")
    match = pattern.match(line)
    assert match is None or iso_date(match) is None
    assert parse(line) is None


@settings(max_examples=300)
@given(st.text(alphabet="作者：来源 |2020-04-19年月日李四阅读（）【】:0a·/", max_size=80))
def test_parts_stand_in_order_and_in_the_line(line: str) -> None:
    parsed = grammar(rulebook()).parse(line, lenient=True)
    if parsed is not None:
        ends = [0]
        for part in parsed.parts:
            assert ends[-1] <= part.span.start <= part.value.start <= part.value.end <= part.span.end <= len(line)
            ends.append(part.span.end)


NOTICE = "免责声明：市场有风险，选择需谨慎！此文仅供参考，不作买卖依据。"


@pytest.mark.parametrize(
    ("below", "author", "outlet", "day"),
    [
        (f"阿木 发表于 2022年10月1日 15:48 | 阅读：38\n{NOTICE}", "阿木", None, "2022-10-01"),
        (f"县报·张三/文 2022年10月1日\n{NOTICE}\n推荐阅读", "张三", "县报", "2022-10-01"),
        (f"来源：县报\n2022年10月1日\n{NOTICE}", None, "县报", "2022-10-01"),
        ("阿木 发表于 2022年10月1日 15:48\n本文来源：县报 责任编辑：王五", "阿木", "县报", "2022-10-01"),
    ],
)
def test_a_text_may_be_signed_below_where_its_head_says_nothing(below: str, author: str | None, outlet: str | None, day: str) -> None:
    reading = Reading.unchanged(f"采茶人的一天\n\n{PROSE}\n\n{MORE}\n{below}\n")
    stated = {name: datum.value for name, datum in metadata_lines.stated_facts(reading, rulebook()).items()}
    assert (stated.get("author"), stated.get("outlet"), stated.get("date")) == (author, outlet, day)
    assert cut_lines(reading.text) == [line for line in below.split("\n") if line not in (NOTICE, "推荐阅读")]


@pytest.mark.parametrize(
    "below",
    [
        "阿木 发表于 2022年10月1日 15:48\n写得真好。",  # a comment
        "县茶叶学会\n2022年10月1日",  # a signature
        "2022年10月1日，初稿；次年改定",
    ],
)
def test_a_comment_and_a_signature_below_a_text_stay(below: str) -> None:
    assert cut_lines(f"采茶人的一天\n\n{PROSE}\n\n{MORE}\n{below}\n") == []


def test_who_signs_below_is_not_asked_where_the_head_names_the_author() -> None:
    below = "县报读者 发表于 2022年10月3日 15:48"
    assert cut_lines(f"采茶人的一天\n作者：李四\n\n{PROSE}\n\n{MORE}\n{below}\n") == ["作者：李四"]
