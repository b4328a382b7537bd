"""The layout of a clean text: kinds of blocks, items, cells, levels of headings, marks on words, and what is quoted to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.cleaning.layout.numbering import number_of, series_of
from jiaozhu.cleaning.layout.programs import is_statement
from jiaozhu.cleaning.layout.text_marks import link_address
from jiaozhu.cleaning.layout.text_tables import text_tables
from jiaozhu.core.decisions import Sidecar
from jiaozhu.core.model import Block, Edition, Source
from jiaozhu.editions.pipeline import edit
from worlds import rulebook

ONE = "天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩。"
TWO = "中午以前，这些芽叶就要送到村里的作坊去，在铁锅里炒干，否则会变红发酸。"


def edition(raw: str, suffix: str = ".txt", sidecar: Sidecar | None = None) -> Edition:
    return edit(Source("tea", f"sources/tea{suffix}", raw, "", "utf-8", ""), sidecar, rulebook())


def body(raw: str, suffix: str = ".txt") -> list[Block]:
    return [block for block in edition(raw, suffix).blocks if block.kind != "title"]


def page(*parts: str) -> list[Block]:
    inside = "".join((f"<p>{ONE}</p>", *parts, f"<p>{TWO}</p>"))
    return body(f"<title>茶农的一天</title><article><h1>茶农的一天</h1>{inside}</article>", ".html")[1:-1]


def text(*lines: str) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in body("\n\n".join(("茶农的一天", ONE, *lines, TWO)))[1:-1]]


# --------------------------------------------------------------------------------------------------------------- pages


def test_items_have_their_depth_and_their_number() -> None:
    (block,) = page("<ol start=4><li>斗笠<ul><li>新的</li><li>旧的</li></ul></li><li value=9>竹篓<p>背在身后。</p></li></ol>")
    assert block.kind == "list"
    assert [(block.text[i.start : i.end], i.depth, i.number, i.role) for i in block.items] == [
        ("斗笠", 1, 4, "item"),
        ("新的", 2, None, "item"),
        ("旧的", 2, None, "item"),
        ("竹篓", 1, 9, "item"),
        ("背在身后。", 1, None, "continued"),
    ]


def test_cells_have_their_places_also_those_without_words() -> None:
    head = "<tr><th>年份</th><th colspan=2>价钱</th></tr>"
    rows = "<tr><td rowspan=2>今年</td><td>800</td><td></td></tr><tr><td>300</td><td>260</td></tr>"
    caption, table = page(f"<table><caption>三年的价钱</caption>{head}{rows}</table>")
    assert (caption.kind, caption.text) == ("caption", "三年的价钱")
    assert [(table.text[c.start : c.end], c.row, c.column, c.rows, c.columns, c.is_header) for c in table.cells] == [
        ("年份", 0, 0, 1, 1, True),
        ("价钱", 0, 1, 1, 2, True),
        ("今年", 1, 0, 2, 1, False),
        ("800", 1, 1, 1, 1, False),
        ("", 1, 2, 1, 1, False),
        ("300", 2, 1, 1, 1, False),
        ("260", 2, 2, 1, 1, False),
    ]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    blocks = page(f"<table><tr><td>春</td><td><p>{ONE}</p><p>{TWO}</p><p>{ONE}茶。</p></td></tr></table>")
    assert {block.kind for block in blocks} == {"paragraph"}


def test_the_lines_of_a_stanza_are_one_block_and_stanzas_are_several() -> None:
    blocks = page("<p>网收上来的时候<br>海是轻的<br>鱼是重的</p><p>我们把鱼倒进舱里<br>把海还给海</p>")
    assert [(b.kind, b.text) for b in blocks] == [
        ("verse", "网收上来的时候\n海是轻的\n鱼是重的"),
        ("verse", "我们把鱼倒进舱里\n把海还给海"),
    ]


def test_a_quotation_of_several_paragraphs_is_one_block() -> None:
    (block,) = page("<blockquote><p>阿明：</p><p>家里都好，勿念。</p></blockquote>")
    assert (block.kind, block.text) == ("quote", "阿明：\n家里都好，勿念。")


def test_levels_are_those_of_the_tags_in_use() -> None:
    blocks = page("<h2>采茶</h2><h4>工具</h4><p>", ONE, "茶。</p><h2>炒茶</h2>")
    assert [(b.text, b.level) for b in blocks if b.kind == "heading"] == [("采茶", 1), ("工具", 2), ("炒茶", 1)]


def test_marks_stand_at_their_words() -> None:
    (block,) = page(
        "<p>采<b>茶</b>有10<sup>22</sup>种，<a href='https://a.example/'>见<em>此</em></a>、<a href='javascript:x'>彼</a>，"
        "<ruby>歙<rt>shè</rt></ruby>县，<code>x, y</code>，<span style='font-weight:700'>要紧</span>。</p>"
    )
    assert [(block.text[m.start : m.end], m.kind, m.value) for m in block.marks] == [
        ("茶", "strong", ""),
        ("22", "sup", ""),
        ("见此", "link", "https://a.example/"),
        ("此", "em", ""),
        ("歙", "ruby", "shè"),
        ("x, y", "code", ""),
        ("要紧", "strong", ""),
    ]
    assert "shè" not in block.text


def test_a_reading_stands_above_words_of_one_paragraph() -> None:
    """An element of a page whose tags are out of order holds paragraphs."""
    blocks = page("<ruby><p>去歙县。</p><rt>shè</rt><p>路很远。</p></ruby>")
    assert [(block.text, block.marks) for block in blocks] == [("去歙县。", ()), ("路很远。", ())]


def test_a_reading_in_a_reading_is_none() -> None:
    (block,) = page("<p>去<ruby>歙<rt>sh<rt>è</rt>县<rt>xiàn</rt></ruby>。</p>")
    assert all(mark.kind != "ruby" or mark.start < mark.end for mark in block.marks)


def test_code_is_a_block_to_the_letter() -> None:
    program = 'def f(x):\n    # 去掉空格,标点;只留词\n    return x  ,  "你好, 世界"'
    (block,) = page(f"<pre><code>{program}\n</code></pre>")
    assert (block.kind, block.text) == ("code", program)
    assert all(run.put is None or run.rule == "markup" for run in edition(f"<pre>{program}</pre><p>{ONE}</p>", ".html").reading.runs)


def test_preformatted_verse_is_no_code() -> None:
    assert [b.kind for b in page("<pre>清明茶\n谷雨茶\n一片叶子一朵花</pre>")] == ["verse"]


def test_a_line_in_bold_is_a_heading_and_one_under_a_picture_a_caption() -> None:
    blocks = page("<p><b>1</b></p><p>", ONE, "茶。</p><p><img src=a.jpg></p><p>山上的茶园。</p>")
    assert [(b.kind, b.text) for b in blocks if b.kind in ("heading", "caption")] == [("heading", "1"), ("caption", "山上的茶园。")]


def test_a_statement_under_a_picture_is_a_caption_only_among_longer_paragraphs() -> None:
    short = (
        "<p>茶农早早地出了门。</p>",
        "<p>山路上还有雾。</p>",
        "<p>竹篓是新编的。</p>",
        "<p>鸟叫得很响。</p>",
        "<p>太阳出来了。</p>",
        "<p>雾散得很快。</p>",
    )
    blocks = page(
        *short, "<p><img src=a.jpg></p><p>山上的茶园。</p>", *short, "<p><img src=b.jpg></p><p><b>中午的茶园</b></p>", f"<p>{ONE}</p>"
    )
    assert [(b.kind, b.text) for b in blocks if b.kind in ("heading", "caption")] == [("heading", "中午的茶园")]


# ------------------------------------------------------------------------------------------------------ texts without markup


def test_lines_numbered_alike_are_all_headings_or_none() -> None:
    blocks = text("一、采茶", ONE + "早。", "二、别的", "1、斗笠。", "2、竹篓。", "三、炒茶", TWO + "晚。")
    assert [t for kind, t in blocks if kind == "heading"] == ["一、采茶", "二、别的", "三、炒茶"]
    assert ("list", "1、斗笠。\n\n2、竹篓。") in blocks


def test_lines_with_labels_are_headings_in_a_row_and_so_are_numbers_alone() -> None:
    labelled = (
        "【县报】今年的新茶比去年早了十天，价钱也高了两成，收茶的人一大早就等在村口的老樟树下了",
        "【晚报】茶价涨了",
        "【日报】雨水不够",
    )
    blocks = text(*(part for label in labelled for part in (label, ONE)))
    assert [t for kind, t in blocks if kind == "heading"] == [*labelled]
    assert [t for kind, t in text("1", ONE, "2", TWO, "3", ONE + "茶。") if kind == "heading"] == ["1", "2", "3"]


def test_two_labels_are_no_row_and_numbers_without_prose_between_are_none() -> None:
    assert not [t for kind, t in text("【县报】" + ONE[:-1] + "又早又好", ONE, "【晚报】茶价涨了。", TWO) if kind == "heading"]
    assert not [t for kind, t in text("1", "2", "3", ONE) if kind == "heading"]


def test_a_table_of_contents_is_no_row_of_headings() -> None:
    raw = f"茶农的一天\n\n目录\n一、采茶\n二、炒茶\n三、卖茶\n\n一、采茶\n{ONE}\n二、炒茶\n{TWO}\n三、卖茶\n{ONE}茶。\n"
    assert [b.text for b in body(raw) if b.kind == "heading"] == ["一、采茶", "二、炒茶", "三、卖茶"]


def test_what_invites_to_something_is_no_heading() -> None:
    blocks = text(ONE, "点击查看更多精彩内容，记得关注我们的公众号", TWO, "公众号的兴起", ONE)
    assert [words for kind, words in blocks if kind == "heading"] == ["公众号的兴起"]


def test_speakers_are_no_headings() -> None:
    raw = f"茶农的一天\n\n主播 00:12\n{ONE}\n\n老茶农 00:35\n谢谢。\n\n主播 00:36\n{TWO}\n\n老茶农 00:41\n{ONE}茶。\n"
    assert not [b.text for b in body(raw) if b.kind == "heading"]


@pytest.mark.parametrize(
    "table",
    [
        "店名\t价钱（元）\t等位\n老王茶馆\t18\t25分钟\n清水茶馆\t15\t\n陈记\t22\t5分钟",
        "店名 | 价钱 | 等位\n老王茶馆 | 18 | 25分钟\n清水茶馆 | 15 | 无\n陈记 | 22 | 5分钟",
        "店名      价钱    等位\n老王茶馆  18      25分钟\n清水茶馆  15      无\n陈记      22      5分钟",
    ],
)
def test_tables_by_tabs_bars_and_columns(table: str) -> None:
    (found,) = text_tables(f"{ONE}\n\n{table}\n\n{TWO}")
    assert [len(row) for row in found.cells] == [3, 3, 3, 3]
    assert [cell.is_header for cell in found.table_cells()][:4] == [True, True, True, False]
    assert any(kind == "table" and words.count("\n") == 3 for kind, words in text(table))


@pytest.mark.parametrize(
    "lines",
    [
        "白日依山尽    黄河入海流\n欲穷千里目    更上一层楼\n春眠不觉晓    处处闻啼鸟",
        "首页 | 新闻\n体育 | 财经",
        "- 甲|乙\n- 丙|丁\n- 戊|己",
    ],
)
def test_what_is_no_table(lines: str) -> None:
    assert not list(text_tables(f"{ONE}\n\n{lines}\n\n{TWO}"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = f(y)", True),
        ('print("你好, 世界")', True),
        ("import os, shutil", True),
        ("$ pip install x", True),
        ("}", True),
        ("return", False),
        ("for the people", False),
        ("价格 = 800 元", False),
        ("Hello (world)", False),
        ("1 + 1 = 2", False),
    ],
)
def test_what_is_a_statement(line: str, expected: bool) -> None:
    assert is_statement(line) is expected


def test_a_program_in_a_text_is_left_as_it_is() -> None:
    blocks = text("total = sum(x.price for x in orders)\nprint('共', total)")
    assert ("code", "total = sum(x.price for x in orders)\nprint('共', total)") in blocks


def test_a_program_behind_a_form_feed_does_not_reach_over_it() -> None:
    assert [words for _, words in text("程序如下。\fx = 9;\n    print(x);")] == ["程序如下。", "x = 9;\n    print(x);"]


def test_a_leaked_script_is_no_program() -> None:
    raw = f"茶农的一天\n\n{ONE}\n{TWO}\n(function(){{\nvar adScript = document.createElement('script');\n}})();"
    assert [b.kind for b in body(raw)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("line", "series", "number"),
    [
        ("第一百二十三章 夜渡", "chapter 章", 123),
        ("一、采茶", "han 、", 1),
        ("（十二）炒茶", "han_in_brackets ）", 12),
        ("3.5亿元", "", 0),
        ("2.1 方法", "decimal_of_two", 1),
        ("⑤卖茶", "circled ⑤", 5),
        ("采茶", "", 0),
    ],
)
def test_series_and_numbers(line: str, series: str, number: int) -> None:
    assert (series_of(line), number_of(line) if series else 0) == (series, number)


@pytest.mark.parametrize(
    ("href", "base", "expected"),
    [
        ("https://a.example/x", "", "https://a.example/x"),
        ("/x", "https://a.example/y/", "https://a.example/x"),
        ("x", "", ""),
        ("#top", "https://a.example/", ""),
        ("javascript:alert(1)", "https://a.example/", ""),
        ("data:text/html,x", "", ""),
        ('https://a.example/" onload=x', "", ""),
        ("http://[", "", ""),
        ("mailto:a@example.org", "", "mailto:a@example.org"),
    ],
)
def test_where_links_may_lead(href: str, base: str, expected: str) -> None:
    assert link_address(href, base) == expected


@given(st.text(alphabet="<>/abpliutrdh12 \"'=茶农。\n", max_size=80))
def test_parts_lie_in_their_blocks(raw: str) -> None:
    """Items, cells and marks lie in the text of their block, whatever the page."""
    for block in body(f"<p>{ONE}</p>{raw}<p>{TWO}</p>", ".html"):
        places = [(p.start, p.end) for p in block.items] + [(p.start, p.end) for p in block.cells] + [(p.start, p.end) for p in block.marks]
        assert all(0 <= start <= end <= len(block.text) for start, end in places)


def test_an_item_that_holds_most_of_the_prose_only_lays_the_page_out() -> None:
    inside = f"<p>{ONE}</p><p><img src=a.jpg></p><p>晒青（资料图）</p><p>{TWO}</p>"
    blocks = body(f"<title>茶农的一天</title><ul><li><h1>茶农的一天</h1>{inside}</li><li>茶叶</li></ul>", ".html")
    assert [block.kind for block in blocks if block.text != "茶叶"] == ["paragraph", "figure", "caption", "paragraph"]


@pytest.mark.parametrize(
    "markup",
    [
        "<pre><div>python</div><div>复制</div><code>a = 1\nb = 2</code></pre>",
        "<table><tr><td><pre>1<br>2</pre></td><td><pre>a = 1<br>b = 2</pre></td></tr></table>",
    ],
)
def test_what_stands_beside_a_program_is_none_of_it(markup: str) -> None:
    assert [(block.kind, block.text) for block in page(markup)] == [("code", "a = 1\nb = 2")]


def test_numbers_that_are_no_row_are_a_program() -> None:
    assert [block.text for block in page("<pre>7 2 4</pre><pre>a = 1</pre>")] == ["7 2 4", "a = 1"]


def test_what_a_page_calls_a_caption_is_one_under_a_picture_even_above_a_heading() -> None:
    blocks = page("<img src=a.jpg>", "<div class=thumbcaption>晒青</div>", "<h2>炒茶</h2>", "<p class=image-desc>铁锅</p>")
    assert [block.kind for block in blocks] == ["figure", "caption", "heading", "paragraph"]


def test_the_questions_of_an_interview_are_headings_below_those_that_do_not_come_again() -> None:
    people = (f"<p><b>茶农{name}</b></p><p>{TWO}</p><p><b>采茶苦吗？</b></p><p>{name}说，{ONE}</p>" for name in "甲乙")
    blocks = page(*people)
    levels = [(block.text, block.level) for block in blocks if block.kind == "heading"]
    assert levels == [("茶农甲", 1), ("采茶苦吗？", 2), ("茶农乙", 1), ("采茶苦吗？", 2)]


def test_bold_says_nothing_where_much_of_the_text_is_bold() -> None:
    assert {block.kind for block in page(*(f"<p><b>茶{n}！</b></p><p>{ONE}</p><p><b>{TWO}</b></p>" for n in "甲乙"))} == {"paragraph"}


def test_a_numbered_heading_with_a_colon_is_no_turn_of_a_conversation() -> None:
    blocks = text("一、采茶：露水未干", ONE + "早。", "二、炒茶：火候要紧", TWO + "晚。")
    assert [t for kind, t in blocks if kind == "heading"] == ["一、采茶：露水未干", "二、炒茶：火候要紧"]
    blocks = text("茶农：一早就上山", ONE + "早。", "记者：雨天呢", TWO + "晚。")
    assert [t for kind, t in blocks if kind == "heading"] == []
