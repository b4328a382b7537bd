"""The region of a page without markup, and the title above which it does not reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.core.lines import lines
from jiaozhu.page_body.line_features import features, weighted_features
from jiaozhu.page_body.page_parts import is_part, is_stamp
from jiaozhu.page_body.region import find_region, repeats_title, widened
from worlds import rulebook

ARTICLE = "县里的旧桥从明天起封闭维修，预计要到年底才能通车，过河的人可以走下游三里的渡口，渡船从早上六点开到晚上九点，不收钱。"
TEASERS = ("茶农说今年的雨水来得太早", "学堂的钟修好了，老人们都来听", "南街的裁缝收了第一个徒弟", "渡口的信箱里有一封旧信")


def test_clause_of_the_title_in_the_text_is_no_title() -> None:
    first, title, clause, again = lines("下周一，县城的桥就要修了_县报在线\n下周一，县城的桥就要修了\n下周一，\n县城的桥就要修了")
    assert [repeats_title(line, first) for line in (title, clause, again)] == [True, False, True]
    first, clause = lines("5月20日至31日，县城的桥半幅封闭_县报在线\n5月20日至31日，")
    assert not repeats_title(clause, first)


def test_region_goes_up_to_the_title_and_no_further() -> None:
    odds, none = (2.0, -1.0, 1.0, 0.5, 3.0), (False,) * 5
    assert widened(4, 5, odds, none, none) == (0, 5)
    assert widened(4, 5, odds, none, (False, True, False, False, False)) == (2, 5)
    assert widened(4, 5, odds, (False, False, True, False, False), none) == (3, 5)


def test_the_article_stands_below_its_title_however_many_teasers_follow_the_head_of_their_list() -> None:
    rows = [f"{n}、{teaser}" for n, teaser in enumerate(TEASERS * 3, 1)]
    page = ["旧桥明天起封闭维修_县报在线", "首页", "新闻", "旧桥明天起封闭维修", ARTICLE, "为你推荐", *rows]
    text_lines = lines("\n".join(page))
    region = find_region(text_lines, rulebook())
    assert [line.text for line in text_lines[region.start : region.end]] == [ARTICLE]


def test_an_article_goes_on_below_a_heading_that_is_like_the_head_of_a_list() -> None:
    text_lines = lines("\n".join(["旧桥明天起封闭维修", ARTICLE, "推荐", *(ARTICLE.replace("旧桥", f"{n}号桥") for n in "一二三")]))
    region = find_region(text_lines, rulebook())
    assert region.end == len(text_lines)


def test_times_and_counters_are_stamps() -> None:
    stamps = lines("2021-09-3007:42\n阿苇 3小时前\n回复(3) 赞 5\n2021年的第一场雪下得很早，山路封了。")
    assert [is_stamp(line) for line in stamps] == [True, True, True, False]


def test_last_sentence_of_the_article_is_whole() -> None:
    text = "\n".join([*([ARTICLE] * 3), "请大家转告各位乡亲，", "愿大家", "平安过河。", "来源：县报", "网站地图", "版权所有"])
    region = find_region(lines(text), rulebook())
    assert lines(text)[region.end - 1].text == "平安过河。"


def test_a_label_of_a_role_is_a_part_of_the_page_and_a_list_of_duties_is_none() -> None:
    texts = {
        "来源：县报": True,
        "【编辑：陈莉】": True,
        "本文作者： 李四": True,
        "运营：写好每一天的账": False,
        "记者：您几点出门？": False,
    }
    assert [is_part(line, rulebook()) for line in lines("\n".join(texts))] == list(texts.values())


@given(st.lists(st.sampled_from([ARTICLE, "首页", "2021-03-04", "1. 目录", "评论 3", "相关阅读", "short line", "一行诗，"]), max_size=40))
def test_the_sum_of_the_weighted_features_is_that_of_the_features(texts: list[str]) -> None:
    """`weighted_features` is a shorter way to what the model was trained as."""
    text_lines, weights = lines("\n".join(texts)), rulebook().weights
    sums = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in features(text_lines, rulebook())]
    assert weighted_features(text_lines, rulebook()) == pytest.approx(sums, abs=1e-9)


def test_the_last_sentence_is_the_articles_below_terms_that_stand_near_the_foot() -> None:
    terms = ["a. 桥墩", "b. 桥面", "c. 栏杆", "d. 灯", "e. 渡船", "f. 码头"]
    foot = ["责任编辑：马磊", "上一篇：茶农的一天", "下一篇：钟修好了", "【打印本页】 【关闭窗口】", "相关新闻", *TEASERS, "版权所有 县报"]
    last = "上面的这些要一样一样地查，查完才能通车。"
    text_lines = lines("\n".join(["旧桥封闭维修", *(ARTICLE.replace("旧桥", f"{n}号桥") for n in "一二三四"), *terms, last, *foot]))
    region = find_region(text_lines, rulebook())
    assert text_lines[region.end - 1].text == last
