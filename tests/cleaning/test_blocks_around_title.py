"""A title in the midst of lines that one block would hold: it is a block of its own, and theirs do not reach over it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from jiaozhu.core.model import Source
from jiaozhu.editions.pipeline import edit
from worlds import rulebook

PROSE = "<p>修车的老马说，补胎最要紧的是找到漏气的地方，把内胎打足气，按进水盆里，一段一段地看有没有气泡。</p>" * 2


@pytest.mark.parametrize(
    "head",
    [
        "<p>首页发现<br>怎样给旧自行车补胎？<br>修车的老马修了三十年</p>",
        "<ul><li>首页发现会员</li><li><h1>怎样给旧自行车补胎？</h1></li><li>修车的老马</li></ul>",
        "<blockquote>首页发现会员<br>怎样给旧自行车补胎？<br>修车的老马</blockquote>",
    ],
)
def test_no_block_reaches_over_the_title(head: str) -> None:
    raw = f"<html><head><title>怎样给旧自行车补胎？</title></head><body>{head}{PROSE}</body></html>"
    blocks = edit(Source("tea", "sources/tea.html", raw, "0" * 64, "utf-8", "a test"), None, rulebook()).blocks
    assert [block.text for block in blocks if block.kind == "title"] == ["怎样给旧自行车补胎？"]
    assert all(one.span.end <= other.span.start for one, other in pairwise(blocks))


@pytest.mark.parametrize("tail", [" - 要闻。", "_某某网。", "。"])
def test_a_full_stop_goes_with_the_name_that_it_ends(tail: str) -> None:
    """Both are proposed to be cut, and no two changes may overlap."""
    raw = f"<html><head><title>怎样给旧自行车补胎要多久{tail}</title></head><body>{PROSE}</body></html>"
    title = edit(Source("tea", "sources/tea.html", raw, "0" * 64, "utf-8", "a test"), None, rulebook()).heading.title
    assert title is not None
    assert title.value == "怎样给旧自行车补胎要多久"


def test_a_line_amid_the_prose_that_repeats_the_title_is_a_caption() -> None:
    """It stood in the place of an image, and says no more than the title; nothing shows that it is not the article's."""
    prose = ["修车的老马说，补胎最要紧的是找到漏气的地方，一段一段地看有没有气泡。", "他把内胎打足气，按进水盆里，然后用粉笔做上记号。"]
    title = "怎样给旧自行车补一次胎？"
    raw = "\n".join([title, "", prose[0], title, prose[1], "一、找到漏气的地方", title, prose[0], prose[1]])
    blocks = edit(Source("tyre", "sources/tyre.txt", raw, "0" * 64, "utf-8", "a test"), None, rulebook()).blocks
    assert [block.kind for block in blocks[:6]] == ["title", "paragraph", "caption", "paragraph", "heading", "caption"]


@pytest.mark.parametrize(
    "head",
    [
        [
            "怎样给旧自行车补一次胎？ - 老马的铺子",
            "老马的铺子",
            "首页 归档 关于",
            "怎样给旧自行车补一次胎？",
            "发表于 2011-03-13 分类于 修车",
        ],
        ["您现在的位置： 首页 > 手艺 > 正文", "怎样给旧自行车补一次胎？", "来源：县报 日期：2011-03-13"],
        ["登录注册", "首页 下载APP 会员", "怎样给旧自行车补一次胎？", "修车的老马", "关注", "2011.03.13 10:20"],
        ["修车周刊 Vol.12", "怎样给旧自行车补一次胎？", "2011-03-13"],
        ["首页 新闻 财经 科技 体育 娱乐", "怎样给旧自行车补一次胎？"],
        ["修车热线：400-820-0000", "铺子简介", "当前位置：首页->手艺->修车", "怎样给旧自行车补一次胎？", "县报 2011-03-13 10:20"],
        [
            "修车网_修车人的社区",
            "首页 > 手艺 > 修车 > 正文",
            "怎样给旧自行车补一次胎？",
            "修车的老马",
            "驻站师傅 · 已发表57篇",
            "2011-03-13 320阅读",
        ],
        ["怎样给旧自行车补一次胎？ – 修车的铺子", "修车的铺子", "关于", "怎样给旧自行车补一次胎？", "Posted on March 13, 2011"],
        ["怎样给旧自行车补一次胎？ « 老马的铺子", "返回", "怎样给旧自行车补一次胎？", "2011-03-13"],
        ["怎样给旧自行车补一次胎？——修车指南", "怎样给旧自行车补一次胎？", "2011-03-13"],
        ["老马的铺子 : 怎样给旧自行车补一次胎？", "怎样给旧自行车补一次胎？", "2011-03-13"],
    ],
)
def test_the_title_stands_below_the_names_of_its_page(head: list[str]) -> None:
    prose = "修车的老马说，补胎最要紧的是找到漏气的地方，把内胎打足气，按进水盆里，一段一段地看有没有气泡。"
    source = Source("tyre", "sources/tyre.txt", "\n".join([*head, *[prose] * 3]), "0" * 64, "utf-8", "a test")
    edition = edit(source, None, rulebook())
    assert (edition.heading.title and edition.heading.title.value) == "怎样给旧自行车补一次胎？"
    assert [block.text for block in edition.blocks if block.kind != "title"] == [prose] * 3


def test_a_title_may_come_again_in_a_page_without_prose() -> None:
    heading = "<h1>老照片：码头的一天</h1><p>&lt;</p>"
    source = Source("quay", "sources/quay.html", f"<title>老照片：码头的一天</title><article>{heading * 2}</article>", "", "utf-8", "")
    assert [block.text for block in edit(source, None, rulebook()).blocks] == ["老照片：码头的一天", "<"] * 2


def test_a_heading_in_the_text_that_is_the_title_without_its_subtitle_is_no_title() -> None:
    prose = "修车的老马说，补胎最要紧的是找到漏气的地方，把内胎打足气，按进水盆里，一段一段地看有没有气泡。"
    raw = "\n\n".join(["给旧自行车补一次胎——以老马为例", prose, prose, "给旧自行车补一次胎", prose])
    edition = edit(Source("tyre", "sources/tyre.txt", raw, "0" * 64, "utf-8", "a test"), None, rulebook())
    assert (edition.heading.title and edition.heading.title.value) == "给旧自行车补一次胎——以老马为例"
    assert sum(block.text == prose for block in edition.blocks) == 3
