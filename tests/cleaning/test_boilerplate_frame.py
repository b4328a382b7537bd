"""The frame around a text: an article of numbered lines, whose wording is that of a page, keeps all of them."""

from __future__ import annotations

from jiaozhu.cleaning import boilerplate_frame
from jiaozhu.cleaning.boilerplate_frame import _with_series
from jiaozhu.core.lines import lines
from jiaozhu.core.reading import Reading
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


def test_numbers_of_a_list_do_not_go_on() -> None:
    body = ["茶农的一天", PROSE, "1、春茶上市", "2、秋茶上市", "3、冬茶上市"]
    assert series_end("\n".join([*body, "4、夏茶上市", "5、新茶上市"]), 5) == 5
