"""What stays on one line, and where the mark of a note stands beside a comma."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract import Document
from jiaozhu.pages.article.unbreakable import unbreakable
from worlds import published

ALIKE = [
    ("5月27日签约", ["5月27日"]),
    ("2020年6月14日", ["2020年", "6月14日"]),
    ("完成12.5亿元，即1,500万人次", ["12.5亿元", "1,500万人次"]),
    ("第3季度有66位主播，20多个城市", ["第3季度", "66位", "20多个"]),
    ("升了2个百分点，用了3个小时", ["2个百分点", "3个小时"]),
    ("3.5亿用户", ["3.5亿"]),
    ("《看见》之后是《乘风破浪的姐姐》", ["《看见》"]),
    ("GMV2亿、KOC、v2.0版、2018--2020、10w+、双11", []),
    ("1 000 年 《》 《一\n二》", []),
]


@pytest.mark.parametrize(("text", "expected"), ALIKE)
def test_a_number_and_its_unit_a_date_and_a_short_title_are_whole(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in unbreakable(text)] == expected


@given(st.text("0123456789.,第年月日亿万个元《》茶 ", max_size=40))
def test_stretches_are_in_order_and_apart(text: str) -> None:
    last = 0
    for start, end in unbreakable(text):
        assert last <= start < end <= len(text)
        assert text[start] in "第《" or text[start].isdigit()
        last = end


def article(tmp_path: Path, quote: str) -> str:
    world = {
        "docs/index.md": "# 校注\n",
        "sources/tea.txt": "山上的一年\n\n茶农们在半山腰上种茶，2020年上山的有35户。每年清明之前，芽叶冒头，采茶的人就上山去了。\n",
        "sources/tea.yml": f"notes:\n  - {{quote: '{quote}', note: 此句可疑。}}\n",
    }
    return next(str(f.content) for f in published(tmp_path, world).files if f.path == "articles/tea.md")


@pytest.mark.parametrize(
    ("quote", "around"),
    [("半山腰上种茶，", ("种茶", "，2020")), ("半山腰上种茶", ("种茶", "，2020")), ("上山的有35户。", ("35户。", "每年"))],
)
def test_the_mark_of_a_note_stands_before_a_comma_and_behind_a_full_stop(tmp_path: Path, quote: str, around: tuple[str, str]) -> None:
    body = article(tmp_path, quote).partition('<article class="edition"')[2].partition("</article>")[0]
    before, _, after = re.sub(r"<aside.*?</aside>|<[^<>]*>|&#8288;", "", body, flags=re.DOTALL).partition("①")
    assert before.endswith(around[0])
    assert after.startswith(around[1])


def test_the_text_is_the_same_with_its_stretches(tmp_path: Path) -> None:
    page = Document(article(tmp_path, "芽叶冒头"))
    assert [e.text for e in page.all("span", **{"class": "jz-unbroken"})] == ["2020年", "35户"]
