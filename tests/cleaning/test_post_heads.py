"""The lines above the posts of a thread."""

from __future__ import annotations

from jiaozhu.cleaning.datelines.post_heads import post_heads
from jiaozhu.core.lines import lines

PROSE = "天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩。"


def heads(*text: str) -> list[str]:
    text_lines = lines("\n".join(text))
    chosen = post_heads(text_lines)
    return [line.text for line in text_lines if line in chosen]


def test_lines_with_name_and_time_that_come_back() -> None:
    posts = ["老茶客 发表于 2019-5-6 09:12", "谢谢！", "山里人 发表于 昨天 10:40", PROSE]
    assert heads("锅里的叶子焦了", *posts) == [posts[0], posts[2]]


def test_names_on_lines_of_their_own() -> None:
    posts = ["老茶客", "发表于 2019-5-6 09:12", "谢谢！", "山里人", "发表于 2019-5-7 10:40", PROSE]
    assert heads("锅里的叶子焦了", *posts) == [posts[0], posts[1], posts[3], posts[4]]


def test_one_such_line_is_a_byline() -> None:
    assert heads("茶农的一天", "山里人 发表于 2019-5-6 09:12", PROSE, PROSE) == []


def test_dates_in_sentences_are_none() -> None:
    assert heads("论文", "他的论文发表于 2019-5-6，当时没有人读，后来成了名。", "第二篇发表于 2020年1月2日，也没有人读，一样成了名。") == []
