"""What the article may own between its title and its last sentence is not cut on weak evidence: it stays, or goes with a doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiaozhu.core.model import Edition, Source
from jiaozhu.core.normalize import caseless_letters
from jiaozhu.editions.pipeline import edit
from worlds import rulebook

PROSE = (
    "灯塔建在岛的最东边，夏天的时候，站在塔顶能看见四十里外的渔船，冬天只能看见自己呼出来的白气。",
    "守塔的老顾每天黄昏爬一百二十级台阶，把灯点亮，天亮的时候再爬上去把它熄灭，二十年里没有误过一次。",
)
BOOKS = "\n".join(f"{n}. 《{book}》" for n, book in enumerate(("渡口", "灯塔", "修船记", "盐", "海边的人", "雾") * 3, 1))
YEARS = "\n".join(f"{1980 + n} {what}" for n, what in enumerate(("建塔", "换灯", "通电", "修码头", "设学校", "通船") * 3))


def edition(raw: str, *shared: str) -> Edition:
    source = Source("tea", "sources/tea.txt", raw, "0" * 64, "utf-8", "a test")
    return edit(source, None, replace(rulebook(), shared_lines=frozenset(map(caseless_letters, shared))))


@pytest.mark.parametrize("items", [BOOKS, YEARS, BOOKS.replace(". 《", "、").replace("》", "")])
def test_an_article_of_list_items_is_an_article(items: str) -> None:
    text = edition(f"岛上的旧书\n\n{items}\n").reading.text
    assert all(item in text for item in items.splitlines())


@pytest.mark.parametrize(
    "table",
    [
        "- 1991|上灯，塔里只有一个人\n- 2003|通电，灯自己会亮\n- 2021|塔里没有人了",
        "- 甲|老顾，守塔的人，六十岁\n- 乙|小满，老顾的女儿\n- 丙|阿苇，修船的人",
        "- 春|东风，雾多，船少出海\n- 夏|南风，鱼多，船多出海",
    ],
)
def test_a_table_at_the_end_is_no_list_of_links(table: str) -> None:
    text = edition(f"岛上的灯塔\n\n{PROSE[0]}\n\n{PROSE[1]}\n\n{table}\n").reading.text
    assert all(row in text for row in table.splitlines())


def test_rows_that_may_be_links_stay_and_are_asked_about() -> None:
    rows = "- 灯塔|岛上最后一个守塔的人\n- 渡口|一封走了十年的信\n- 船坞|修船人和他的刨花"
    asked = edition(f"岛上的灯塔\n\n{PROSE[0]}\n\n{PROSE[1]}\n\n{rows}\n")
    assert rows in asked.reading.text
    assert [query.rule for query in asked.reading.queries] == ["link-list-in-doubt"]


@pytest.mark.parametrize(
    "line",
    [
        "天才一秒钟记住本站网址 www.island.example",
        "（本章未完，请点击下一页）",
        "手机用户请访问 m.island.example 阅读",
        "PS：今晚还有一更，求收藏",
    ],
)
def test_what_a_reading_site_puts_between_paragraphs_is_asked_about(line: str) -> None:
    read = edition(f"岛上的灯塔\n\n{PROSE[0]}\n\n{line}\n\n{PROSE[1]}\n")
    place = read.source.raw.index(line)
    is_asked = any(query.start <= place < query.end for query in read.reading.queries)
    is_cut_with_doubt = any(run.put == "" and not run.sure and run.start <= place < run.end for run in read.reading.runs)
    assert is_asked or is_cut_with_doubt


def test_shared_lines_of_an_article_of_short_lines_stay() -> None:
    """A poem and its neighbour in a series share a refrain, which stands in its midst and is followed by its own lines."""
    lines = ("潮水退去以后", "沙滩上有一行脚印", "走到水边就没有了", "请记住守塔的人", "海浪说了一夜的话", "灯一直亮着没有关过")
    kept = edition("灯塔下\n\n" + "\n".join(lines) + "\n", "请记住守塔的人")
    assert all(line in kept.reading.text for line in lines)


def test_a_shared_sentence_behind_the_last_own_one_goes_with_a_doubt() -> None:
    closing = ("路还很长，我们都要上下求索。", "这句话刻在每一座灯塔上。")
    cut = edition("\n\n".join(["岛上的灯塔", *PROSE, "本刊读者热线", *closing]) + "\n", "本刊读者热线", *closing)
    doubts = {cut.source.raw[run.start : run.end].strip(): run.sure for run in cut.reading.runs if run.rule == "shared-line"}
    assert doubts == {"本刊读者热线": True, closing[0]: False, closing[1]: False}
