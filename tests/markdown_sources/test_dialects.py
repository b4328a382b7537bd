"""The marks of dialects of Markdown: what each means, and what stays because it may be the author's."""

from __future__ import annotations

import pytest

from jiaozhu.core.reading import Reading
from jiaozhu.markdown_sources.markdown_marks import COMMENT, markdown_changes
from jiaozhu.markdown_sources.structure import read_markdown


def text(raw: str) -> str:
    return Reading.unchanged(raw).amend(markdown_changes(raw)).text


def marked(raw: str) -> list[tuple[str, str]]:
    names = ("mark", "sub", "sup", "strong")
    return [(e.name, raw[e.span.start : e.span.end]) for e in read_markdown(raw).elements if e.name in names]


@pytest.mark.parametrize(
    ("raw", "expected", "elements"),
    [
        ("雾==散得早==，茶就干得快。", "雾散得早，茶就干得快。", [("mark", "散得早")]),
        ("雾==散得**早**==。", "雾散得早。", [("mark", "散得**早**"), ("strong", "早")]),
        ("CO~2~ 与 5.5×10^-4^ 米^2^。", "CO2 与 5.5×10-4 米2。", [("sub", "2"), ("sup", "-4"), ("sup", "2")]),
        ("[雾茶]{.term lang=zh}好喝![图](a.png){width=50%}。", "雾茶好喝。", []),
        ("# 采茶 {#picking .unnumbered}\n\n天亮了。\n{: .lead}", "采茶\n天亮了。", []),
        ("::: {.note}\n天亮了。\n:::\n\n::: warning\n\n下雨了。\n\n:::", "天亮了。\n下雨了。", []),
        ("他来过。^[见[县志]卷三。]又走了。", "他来过。（见[县志]卷三。）又走了。", []),
        ("他来过。 ^came-once\n\n- 竹篓 ^a1b2c3", "他来过。\n竹篓", []),
        ("[TOC]\n\n# 采茶\n\n天亮了。", "采茶\n天亮了。", []),
        ("他说[^1]。\n\n[^1]: 见==县志==卷三。", "他说[1]。\n[1] 见县志卷三。", [("sup", "[^1]"), ("mark", "县志")]),
        ("![[竹篓.png|600]]\n\n天亮了![[a.JPG]]。", "天亮了。", []),
        ("| 天亮了，\n|     人出门，\n| 雾在山。", "天亮了，\n人出门，\n雾在山。", []),
        ("[李四](javascript:void\\(0\\);)写的", "李四写的", []),
    ],
)
def test_the_marks_of_dialects(raw: str, expected: str, elements: list[tuple[str, str]]) -> None:
    assert text(raw) == expected
    assert marked(raw) == elements


@pytest.mark.parametrize(
    "raw",
    [
        "若 a==b 而 c==d，就停。",
        "填充是 abc==与def==两种。",
        "== 标题 ==",
        "$a==b==c$ 与 $x^2^$",
        "五岁到八岁：5~8 岁，9~12 岁；10~20~30。",
        "甲组 A~B~C 三队。",
        "2^3^2 是五百一十二。",
        "得 y = x ^2",
        "他写 {#不是} 与 {花括号}。",
        "甲:::乙",
        "| 只有一行",
        "[TOC] 三个字母",
        "涨了10%%，跌了5%%。",
    ],
)
def test_what_may_be_the_words_of_the_author_stays(raw: str) -> None:
    assert text(raw) == raw
    assert marked(raw) == []


def test_code_stays_to_the_letter() -> None:
    words = "a ==b== %%c%% H~2~O ^[d] {.e} ^block-id"
    assert text(f"`{words}`") == words
    assert text(f"```\n{words}\n:::\n%%\nx\n%%\n```") == f"{words}\n:::\n%%\nx\n%%"


def test_escaped_marks_are_words() -> None:
    assert text(r"\==雾== 与 \^3^") == "==雾== 与 ^3^"


def test_comments_are_cut_by_a_rule_of_their_own() -> None:
    raw = "天亮%%查一下%%了。\n\n%%\n这里\n\n要补\n%%\n\n他走了。"
    reading = Reading.unchanged(raw).amend(markdown_changes(raw))
    assert reading.text == "天亮了。\n他走了。"
    assert [raw[run.start : run.end] for run in reading.runs if run.rule == COMMENT] == ["%%查一下%%", "%%\n这里\n\n要补\n%%"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("- 雾茶与\n  山茶\n- tea of\n  spring", "雾茶与山茶\ntea of spring"),
        ("- 雾茶。\n  山茶\n- 价：八百\n  量：二斤\n- 雾茶  \n  山茶", "雾茶。\n山茶\n价：八百\n量：二斤\n雾茶\n山茶"),
        ("- 雾茶\n山茶", "雾茶\n山茶"),
    ],
)
def test_a_line_set_in_goes_on_with_its_item(raw: str, expected: str) -> None:
    assert text(raw) == expected
