"""The frame around a text: an article of numbered lines, whose wording is that of a page, keeps all of them."""

from __future__ import annotations

from jiaozhu.cleaning import boilerplate_frame
from jiaozhu.cleaning.boilerplate_frame import _with_series
from jiaozhu.core.lines import lines
from jiaozhu.core.reading import Query, Reading
from jiaozhu.markdown_sources import markdown_marks
from jiaozhu.page_body.region import BodyRegion
from worlds import rulebook

PROSE = "天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩，过了这个时候就要等到明天早上。"


def remaining(text: str) -> list[str]:
    reading = Reading.unchanged(text)
    return reading.amend(boilerplate_frame.propose(reading, rulebook())).text.split()


def series_end(text: str, end: int) -> int:
    text_lines = lines(text)
    return _with_series(text_lines, BodyRegion(0, end, (0.0,) * len(text_lines)), rulebook()).end


def test_numbers_that_go_on_are_the_articles() -> None:
    text = "\n".join(["一、出门", PROSE, "二、采茶", PROSE, "点赞", "三、浏览", "关注", "转发"])
    assert series_end(text, 4) == 8


def test_numbers_that_begin_again_or_leave_some_out_are_of_another_list() -> None:
    body = ["1. 出门", PROSE, "2. 采茶", PROSE]
    assert series_end("\n".join([*body, "1. 热茶", "2. 冷茶", "3. 新茶"]), 4) == 4
    assert series_end("\n".join([*body, "5. 新茶"]), 4) == 4


def test_a_series_ends_where_a_part_of_the_page_begins() -> None:
    text = "\n".join(["一、出门", PROSE, "二、采茶", PROSE, "三、炒茶", "火要小", "相关推荐", "春茶", "秋茶"])
    assert series_end(text, 4) == 6


def test_guide_to_an_app_keeps_its_steps() -> None:
    steps = [
        f"（{n}）{words}" for n, words in enumerate(("点赞/收藏/评论", "首页浏览", "关注账号", "举报评论", "转发笔记", "登录后浏览"), 1)
    ]
    guide = ["怎样养一个号", PROSE, "一、注册", PROSE, "二、互动", *steps, "三、举报", *steps, "四、浏览", *steps]
    assert remaining("\n".join(guide)) == guide


def test_lines_below_the_title_stay_where_only_the_foot_is_a_part_of_a_page() -> None:
    clauses = ["大家好，又来了", "01 出门", "天没有亮", "雾很大", "我带了竹篓", "没有带伞", "02 采茶", "露水没有干", "手是冷的", "03 回家"]
    reading = Reading.unchanged("\n".join(["采茶人的一天", *clauses, PROSE, "下一篇：春茶"]))
    proposals = list(boilerplate_frame.propose(reading, rulebook()))
    assert [line for line in reading.amend(proposals).text.splitlines() if line] == ["采茶人的一天", *clauses, PROSE]
    assert any(isinstance(proposal, Query) for proposal in proposals)


def test_a_clause_behind_such_an_article_stays_unless_it_stands_behind_a_part_of_the_page() -> None:
    clauses = ["又到春天了", "01 出门", "天没有亮", "雾很大", "我带了竹篓", "没有带伞", "02 采茶", "露水没有干", "03 回家"]
    assert "祝你今晚睡得很好" in remaining("\n".join(["采茶人的一天", *clauses, PROSE, "祝你今晚睡得很好", "下一篇：春茶"]))
    assert "祝你今晚睡得很好" not in remaining("\n".join(["采茶人的一天", *clauses, PROSE, "猜你喜欢", "祝你今晚睡得很好"]))


def test_the_cells_of_a_table_in_markdown_are_no_frame() -> None:
    raw = f"# 四种茶\n\n我把四种茶各喝了一遍：\n\n| 茶 | 价 |\n| --- | --- |\n| 春茶 | 八百 |\n| 秋茶 | |\n| 冬茶 | 六百 |\n\n{PROSE}\n"
    reading = Reading.unchanged(raw)
    reading = reading.amend(markdown_marks.propose(reading, rulebook()))
    assert list(boilerplate_frame.propose(reading, rulebook())) == []


def test_numbers_of_a_list_do_not_go_on() -> None:
    body = ["茶农的一天", PROSE, "1、春茶上市", "2、秋茶上市", "3、冬茶上市"]
    assert series_end("\n".join([*body, "4、夏茶上市", "5、新茶上市"]), 5) == 5


def test_few_lines_beyond_a_part_of_the_page_go_and_sentences_stay() -> None:
    head = ["您现在的位置： 首页 > 县域新闻 > 正文", "春天的茶山", "2021-04-02"]
    foot = ["为你推荐", "渡口的船工", "南街的裁缝", "技术支持：县信息中心"]
    assert remaining("\n".join([*head, *[PROSE] * 4, *foot])) == ["春天的茶山", "2021-04-02", *[PROSE] * 4]
    thanks = ["发表评论", "坐在茶馆里的人喜欢对时局发表评论，掌柜的只好贴一张条子，请大家莫谈国事。"]
    assert remaining("\n".join([*head, *[PROSE] * 4, *thanks]))[-2:] == thanks
