"""The line that the lines above an article choose as its title: what the article says, below lists of other titles and beside its facts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.core.lines import lines
from jiaozhu.sites.title_model import Head, title_odds
from worlds import rulebook

BODY = [
    "镇上最后一家修伞铺在桥头的石阶旁边，门板还是民国时候的。店主姓沈，今年七十三岁，十四岁跟着父亲学修伞，一学就是一辈子。",
    "修一把油纸伞要十八道手续，换一根伞骨收十五块钱。沈师傅说，从前下雨天铺子门口排长队，如今一个星期也等不来一把坏伞。",
    "去年镇里想把修伞铺改成展览馆，他没有答应。他说伞是拿来用的，不是拿来看的，只要桥头还有人打伞，铺子就开一天。",
]
TITLE = "桥头最后一家修伞铺"
PORTAL = [
    "登录 注册",
    "首页 要闻 民生 文化 体育 房产",
    "热门文章",
    "今年的枇杷为什么比往年甜",
    "城西小学新校舍下月启用",
    "三条公交线路明起改道",
    "当前位置：首页 > 文化 > 正文",
    TITLE,
    "2019-04-12 08:30 来源：江县新闻网",
]
NEWSPAPER = [
    "江县日报数字报",
    "2019年04月12日 星期五",
    "第03版：副刊",
    "上一版 下一版",
    "城西小学新校舍下月启用",
    TITLE,
    "三条公交线路明起改道",
    "往期回顾",
    TITLE,
    "本报记者 沈河清",
]
ANSWERS = ["搜索", "提问", "1,441,470 人浏览", "手艺", "镇子", TITLE, "关注问题", "写回答", "12 个回答", "沈河清", "关注"]
PLAIN = [TITLE, "沈河清", "一"]


def chosen(above: list[str]) -> str:
    text_lines = lines("\n".join([*above, *BODY]))
    odds = title_odds(Head(text_lines, len(above)), rulebook().title_weights)
    return text_lines[max(odds, key=lambda n: odds[n])].text


@pytest.mark.parametrize("above", [PORTAL, NEWSPAPER, ANSWERS, PLAIN])
def test_the_title_is_chosen(above: list[str]) -> None:
    assert chosen(above) == TITLE


def test_a_page_is_told_from_a_text() -> None:
    pages = [Head(lines("\n".join([*above, *BODY])), len(above)).is_plain for above in (PORTAL, NEWSPAPER, ANSWERS, PLAIN)]
    assert pages == [False, False, False, True]


@given(st.lists(st.text(st.sampled_from("桥头修伞铺的A1-_|>。，：关注 "), min_size=1, max_size=20), max_size=12), st.data())
def test_the_odds_of_all_lines_add_up_to_one(above: list[str], data: st.DataObject) -> None:
    text_lines = lines("\n".join([*above, *BODY]))
    body = len(text_lines) - len(BODY)
    excluded = data.draw(st.sets(st.integers(0, 12)))
    odds = title_odds(Head(text_lines, body), rulebook().title_weights, excluded)
    assert excluded.isdisjoint(odds)
    assert all(0 <= n < body for n in odds)
    assert not odds or sum(odds.values()) == pytest.approx(1.0)
