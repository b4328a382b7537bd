"""An author who stands alone below the title: which lines are names, and which texts speak against it."""

from __future__ import annotations

import pytest

from jiaozhu.cleaning.datelines.grammar import grammar
from jiaozhu.cleaning.datelines.lone_authors import lone_author
from jiaozhu.core.lines import lines
from jiaozhu.core.model import Source
from jiaozhu.editions.pipeline import edit
from worlds import rulebook

PROSE = "天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩。"


def author(line: str, below: str = PROSE) -> str | None:
    """The name that a line below a title states."""
    text_lines = lines(f"采茶人的一天\n{line}\n{below}\n")
    parse = lone_author(text_lines, 0, grammar(rulebook()))
    return text_lines[1].text[parse.parts[0].value.start : parse.parts[0].value.end] if parse else None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("石小满", "石小满"),
        ("欧阳雪梅", "欧阳雪梅"),
        ("石　满", "石　满"),
        ("□ 石小满", "石小满"),
        ("◆石满", "石满"),
        ("周卫国　何婷", "周卫国　何婷"),
        ("清　石道人", "清　石道人"),
        ("〔元〕僧大觉", "〔元〕僧大觉"),
        ("唐·皎然", "唐·皎然"),
    ],
)
def test_names(line: str, name: str) -> None:
    assert author(line) == name


@pytest.mark.parametrize("line", ["方言", "安静", "西塘", "乌镇", "白云山", "王家村", "江南", "马路", "高兴", "第一天", "□ 茶山", "清明"])
def test_other_words(line: str) -> None:
    assert author(line) is None


@pytest.mark.parametrize(
    "below",
    [
        f"石小满说，{PROSE}",
        f"{PROSE}\n郭春燕\n{PROSE}",
        f"{PROSE}\n石小满\n{PROSE}",
    ],
)
def test_who_the_text_is_about(below: str) -> None:
    assert author("石小满", below) is None


def test_a_note_on_the_author_does_not_make_it_about_the_author() -> None:
    assert author("石小满", f"{PROSE}\n作者简介：石小满，茶农，写诗二十年。") == "石小满"


def test_a_line_that_is_metadata_already_is_no_second_time_a_name() -> None:
    """A row of sections above: what stands below the line that is taken for the title is an account, and is cut once."""
    above = ["首页", "会员", "发现", "等你来答", "登录", "从采茶到炒茶，山里的手艺如何留住茶农", "林上客", "写茶山，慢慢写", "关注他"]
    below = ["编辑于 2023-04-03 22:18・IP 属地四川", "茶山", "手艺", "写下你的评论...", "6 条评论"]
    raw = "\n".join([*above, "87 人赞同了该文章", "目录", "收起", *[PROSE * 3] * 4, *below])
    edition = edit(Source("tea", "sources/tea.txt", raw, "0" * 64, "utf-8", "a test"), None, rulebook())
    assert edition.reading.text.count(PROSE) == 12
