"""The region of a web page that is its article: its model against a model by brute force, and pages of many kinds."""

from __future__ import annotations

from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozhu.cleaning import boilerplate_frame, main_content
from jiaozhu.cleaning.markup import changes
from jiaozhu.cleaning.page_region.element_names import parts_named
from jiaozhu.cleaning.page_region.page_lines import best_subtree, border_strength, page_tree
from jiaozhu.cleaning.page_region.region import best_segment, inside_probabilities
from jiaozhu.core.reading import Change, Query, Reading
from jiaozhu.html.structure import read_structure
from worlds import rulebook

ONE = "天还没有亮，山上的茶农已经背着竹篓出门，因为露水干透之前采下的芽叶最嫩。"
TWO = "中午以前，这些芽叶就要送到村里的作坊去，在铁锅里炒干，否则会变红发酸。"
THREE = "炒茶的人不戴手套，他们说隔着一层布，就不知道锅里的叶子是干了还是焦了。"
FOUR = "傍晚收工，老板娘把当天的工钱数给每一个人，又给孩子们一人一块麦芽糖。"
NUMBERS = st.floats(-5, 5)


def reading(raw: str) -> Reading:
    return Reading.unchanged(raw).amend(changes(raw))


def remaining(raw: str) -> list[str]:
    """The lines of a page that its main content keeps."""
    page = reading(raw)
    return [line for line in page.amend(main_content.propose(page, rulebook())).text.split("\n") if line.strip()]


def reasons(raw: str) -> dict[str, str]:
    """The lines that are cut, and why."""
    page = reading(raw)
    proposals = main_content.propose(page, rulebook())
    return {page.text[p.start : p.end]: p.rule for p in proposals if isinstance(p, Change)}


# ------------------------------------------------------------------------------------------------------ the model


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=9))
def test_best_segment_and_probabilities_are_those_of_all_segments(scores: list[tuple[float, float, float]]) -> None:
    lines, starts, ends = (list(column) for column in zip(*scores, strict=True))
    segments = [(a, b) for a in range(len(lines)) for b in range(a + 1, len(lines) + 1)]
    sums = {(a, b): starts[a] + sum(lines[a:b]) + ends[b - 1] for a, b in segments}
    assert isclose(sums[best_segment(lines, starts, ends)], max(sums.values()), abs_tol=1e-9)
    total = sum(map(exp, sums.values()))
    for n, probability in enumerate(inside_probabilities(lines, starts, ends)):
        expected = sum(exp(score) for (a, b), score in sums.items() if a <= n < b) / total
        assert isclose(probability, expected, rel_tol=1e-6, abs_tol=1e-9)


def test_lines_in_the_tree() -> None:
    tree = page_tree(
        reading(f"<body><ul><li><a href=/>首页</a> 一</li></ul><div id=a><p>{ONE}</p><p>{TWO}<a href=/b>三</a></p></div></body>")
    )
    names = [tree.structure.tree[page_line.block].name for page_line in tree.page_lines]
    assert names == ["li", "p", "p"]
    assert [round(page_line.linked, 2) for page_line in tree.page_lines] == [0.5, 0.0, 0.03]
    top = tree.structure.tree[tree.top]
    assert tree.raw[top.tag.start : top.tag.end] == "<div id=a>"
    strengths = [border_strength(tree, a, b) for a, b in zip(tree.page_lines, tree.page_lines[1:], strict=False)]
    assert strengths[0] > strengths[1] > 0


def test_best_subtree_is_the_innermost_of_the_greatest_sum() -> None:
    tree = page_tree(reading(f"<body><p>首页</p><section><div><p>{ONE}</p><p>茶</p><p>{TWO}</p></div></section></body>"))
    name = tree.structure.tree[best_subtree(tree, [-1.0, 2.0, -0.5, 2.0])].name
    assert name == "div"
    assert tree.structure.tree[best_subtree(tree, [-1.0, 2.0, -2.5, 1.0])].name == "p"
    assert best_subtree(tree, [1.0, 2.0, 1.0, 1.0]) < 2  # the body, or the page


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("<div class='article-content'>", {"content"}),
        ("<div id=endText>", {"content"}),
        ("<div class=CommentList>", {"comments", "links"}),
        ("<div class=navy>", set()),  # a colour, and no navigation
        ("<div class=commentary-box>", {"comments"}),
        ("<article>", {"content"}),
        ("<div data-x=content>", set()),
        ("<footer>", {"frame"}),
    ],
)
def test_names_are_evidence_of_a_part(tag: str, parts: set[str]) -> None:
    element = read_structure(f"{tag}茶").tree[0]
    assert parts_named(f"{tag}茶", element, rulebook().words) == parts


# ------------------------------------------------------------------------------------------------------ pages

TITLE = "<title>采茶的一天_茶乡网</title>"
HEADING = "<h1>采茶的一天</h1>"
NAVIGATION = (
    "<div class=nav><ul>" + "".join(f"<li><a href=/{n}>{name}</a></li>" for n, name in enumerate(("首页", "茶市", "茶具"))) + "</ul></div>"
)
BODY = f"<div class=content><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
OLD = f"<table><tr><td>{ONE}<br><br>　　{TWO}<br><br>　　{THREE}</td></tr></table>"
NAMELESS = f"<section><div><p>{ONE}</p></div><div><p>{TWO}</p></div><div><p>{THREE}</p></div></section>"
RELATED = "<div class=list><h3>相关阅读</h3><ul>"
RELATED += "<li><a href=/1>一只竹篓怎样编成才结实</a></li><li><a href=/2>养蜂人的春天来得早</a></li></ul></div>"
COMMENTS = "<div id=comments><h3>网友评论</h3><ul>"
COMMENTS += f"<li><span>茶友甲</span><p>我家也种茶，{TWO}</p></li><li><span>茶友乙</span><p>写得好</p></li></ul></div>"
FOOTER = "<div class=footer><p>关于我们</p><p>版权所有 茶乡网 未经授权不得转载</p></div>"


@pytest.mark.parametrize("body", [BODY, OLD, NAMELESS], ids=["named", "old", "nameless"])
@pytest.mark.parametrize("behind", [RELATED, COMMENTS, RELATED + COMMENTS], ids=["related", "comments", "both"])
def test_what_stands_around_goes_and_the_article_stays(body: str, behind: str) -> None:
    kept = remaining(f"{TITLE}<body>{NAVIGATION}{HEADING}{body}{behind}{FOOTER}</body>")
    assert [line.strip("　 ") for line in kept if "采茶的一天" not in line] == [ONE, TWO, THREE]
    assert "采茶的一天" in kept


def test_a_cut_says_why() -> None:
    rules = reasons(f"{TITLE}<body>{NAVIGATION}{HEADING}{BODY}{RELATED}{COMMENTS}{FOOTER}</body>")
    assert rules["首页"] == "page-links"
    assert rules["一只竹篓怎样编成才结实"] == "page-links"
    assert rules["写得好"] == "page-part"
    assert {"page-links", "page-part", "page-words"} >= set(rules.values())


VERSE = ["天还没有亮", "茶农已经出门", "露水湿了裤脚", "雾还在山腰", "采下的芽叶", "轻得像没有", "背篓一点一点", "重了起来"]
THREAD = [f"{ONE}请问怎么办？", f"先看锅。{TWO}", "谢谢！", f"顶一下。{THREE}"]
LINKS = ["为什么茶要在清明前采", "一位炒茶人的三十年", "怎样挑一口锅"]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>" + "<br>".join(VERSE[:4]) + "</p><p>" + "<br>".join(VERSE[4:]) + "</p>", VERSE),
        ("".join(f"<p>{line}</p>" for line in VERSE) + f"<p>{ONE}</p>", [*VERSE, ONE]),
        (f"<p>{ONE}</p>" + "".join(f"<p>{line}</p>" for line in VERSE), [ONE, *VERSE]),
        (f"<p>{ONE}</p><ul>" + "".join(f"<li><a href=/{x}>{x}</a></li>" for x in LINKS) + f"</ul><p>{TWO}</p>", [ONE, *LINKS, TWO]),
        (
            "".join(f"<p><a href=/{x}>{x}</a></p><p>{y}</p>" for x, y in zip(LINKS, (ONE, TWO, THREE), strict=True)),
            [*LINKS, ONE, TWO, THREE],
        ),
        (
            f"<p>{ONE}</p><table><tr><td>春</td><td>八百</td></tr><tr><td>秋</td><td>三百</td></tr></table><p>{TWO}</p>",
            [ONE, "春", "三百", TWO],
        ),
        (
            f"<h2>一、采</h2><p>{ONE}</p><h2>二、炒</h2><p>{TWO}</p><blockquote>“贵如金。”</blockquote><p>茶香</p>",
            ["一、采", "“贵如金。”", "茶香"],
        ),
        (f"<p>1</p><p>{ONE}</p><p>2</p><p>{TWO}</p><p>3</p><p>{THREE}</p>", ["1", ONE, "2", TWO, "3", THREE]),
        (f"<p>{ONE}{TWO}{THREE}</p>", [ONE + TWO + THREE]),
    ],
    ids=["poem", "verse-above", "verse-below", "links", "links-with-words", "table", "headings", "numbers", "brief"],
)
@pytest.mark.parametrize("frame", ["bare", "article", "page"])
def test_no_word_of_an_article_is_lost(body: str, lines: list[str], frame: str) -> None:
    page = {
        "bare": f"{TITLE}{HEADING}{body}",
        "article": f"{TITLE}<body><article>{HEADING}{body}</article></body>",
        "page": f"{TITLE}<body>{NAVIGATION}{HEADING}<div class=content>{body}</div>{RELATED}{FOOTER}</body>",
    }[frame]
    kept = remaining(page)
    assert [line for line in lines if line not in kept] == []


@pytest.mark.parametrize("name", ["t_f", "postbody", "floor"])
def test_all_posts_of_a_thread_stay(name: str) -> None:
    posts = "".join(
        f"<div class=post><div class=by>茶友{n} 发表于 2019-5-{n}</div><div class={name}>{post}</div></div>"
        for n, post in enumerate(THREAD)
    )
    kept = remaining(f"{TITLE}<body>{NAVIGATION}<div id=postlist>{HEADING}{posts}</div>{FOOTER}</body>")
    assert [post for post in THREAD if post not in kept] == []


@pytest.mark.parametrize("notice", ["责任编辑：王某某", "版权声明：本文仅代表作者个人观点，与本网无关。", "扫一扫，分享到微信朋友圈"])
def test_notices_at_the_end_go_or_are_asked(notice: str) -> None:
    page = reading(
        f"{TITLE}<body>{NAVIGATION}{HEADING}<div class=content><p>{ONE}</p><p>{TWO}</p></div><div><p>{notice}</p></div>{FOOTER}</body>"
    )
    proposals = list(main_content.propose(page, rulebook()))
    touched = {page.text[p.start : p.end] for p in proposals if isinstance(p, (Change, Query))}
    assert notice in touched
    assert not {ONE, TWO} & {page.text[p.start : p.end] for p in proposals if isinstance(p, Change)}


@pytest.mark.parametrize("raw", ["<p>", "<p>茶</p>", f"<p>{ONE[:20]}</p>", "<div>" * 500 + ONE + NAVIGATION])
def test_no_verdict_on_a_few_words_and_on_monsters(raw: str) -> None:
    page = reading(raw)
    assert list(main_content.propose(page, rulebook())) == []


# ------------------------------------------------------------------------------------------------------ threads


def post(number: int, name: str, text: str) -> str:
    head = f"<div class=authi><a>{name}</a> <em>发表于 2021-5-{number} 09:12</em></div>"
    return f"<div id=post_{number} class='plhin'>{head}<div class=t_f>{text}</div></div>"


def page_of(body: str) -> str:
    links = "".join(f"<li><a href=/{n}>{title}</a></li>" for n, title in enumerate(("装修", "求助", "闲聊", "二手", "租房")))
    return f"<title>锅里的叶子焦了怎么办 - 茶叶论坛</title><ul class=nav>{links}</ul>{body}<div class=footer>版权所有</div>"


def test_thread_is_kept_whole() -> None:
    posts = [post(1, "山里人", THREE), post(2, "老茶客", "谢谢！"), post(3, "山里人", "不客气"), post(4, "过路的", FOUR)]
    lines = remaining(page_of(f"<h1>锅里的叶子焦了怎么办</h1><div class=list>{''.join(posts)}</div>"))
    assert [line for line in lines if line in (THREE, "谢谢！", "不客气", FOUR)] == [THREE, "谢谢！", "不客气", FOUR]
    assert sum("发表于" in line for line in lines) == 4
    assert not {"装修", "版权所有"} & {*lines}


def test_question_and_answers_are_a_thread() -> None:
    def answer(n: int, text: str) -> str:
        return f"<li class=answer data-id={n}><p class=who>答者{n} <span>2021-06-0{n}</span></p><p class=what>{text}</p></li>"

    answers = "".join(answer(n, text) for n, text in enumerate((ONE + TWO, "不能。", THREE, "同上"), 1))
    lines = remaining(page_of(f"<h1>锅里的叶子焦了怎么办</h1><ul class=qa>{answers}</ul>"))
    assert {ONE + TWO, "不能。", THREE, "同上"} <= {*lines}


def test_two_answers_in_sentences_are_a_thread_and_the_question_is_kept() -> None:
    def answer(name: str, text: str, day: int) -> str:
        who = f"<div class=AuthorInfo><a>{name}</a></div>"
        return f"<div class=List-item>{who}<div class=what><p>{text}</p></div><div class=time><a>发布于 2021-06-0{day}</a></div></div>"

    question = f"<div class=QuestionHeader><h1>锅里的叶子焦了怎么办</h1><div>{FOUR}</div><b>关注者</b><b>312</b></div>"
    answers = answer("山里人", ONE, 1) + answer("老茶客", (THREE + TWO) * 3, 2)
    lines = remaining(page_of(f"{question}<div class=list><h4>2 个回答</h4>{answers}</div>"))
    assert [line for line in lines if line in (ONE, FOUR, (THREE + TWO) * 3)] == [FOUR, ONE, (THREE + TWO) * 3]


def test_notes_behind_the_article_to_which_its_marks_lead_stay() -> None:
    def page(back: str) -> str:
        marks = "".join(f"<sup id=m{n}><a href='#n{n}'>[{n}]</a></sup>" for n in (1, 2))
        notes = "".join(f"<li id=n{n}>{words}<a href='#{back}{n}'>↩</a></li>" for n, words in ((1, "见县志"), (2, "一九二六年的一则广告")))
        links = "".join(f"<li><a href=/{n}>春茶上市</a></li>" for n in range(4))
        article = f"<div class=content><p>{ONE}{marks}</p><p>{TWO}</p><p>{THREE}</p></div>"
        return f"<h1>采茶</h1>{article}<div class=related><h3>相关阅读</h3><ul>{links}</ul></div><div class=side><ol>{notes}</ol></div>"

    assert [line for line in remaining(page("m")) if "见县志" in line or "广告" in line] == ["见县志↩", "一九二六年的一则广告↩"]
    assert not [line for line in remaining(page("top")) if "广告" in line]


def test_comments_below_an_article_are_no_thread_of_its() -> None:
    comments = "".join(
        f"<li class=comment-item><b>读者{n}</b><span>2021-06-0{n} 10:00</span><p>{text}</p></li>"
        for n, text in enumerate(("写得好", "学到了", "我家也是", "顶一下"), 1)
    )
    article = f"<div class=content><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p></div>"
    lines = remaining(page_of(f"<h1>锅里的叶子焦了怎么办</h1>{article}<div class=comments><h3>网友评论</h3><ul>{comments}</ul></div>"))
    assert {ONE, TWO, THREE, FOUR} <= {*lines}
    assert not {"写得好", "学到了", "我家也是", "顶一下"} & {*lines}


def test_boxes_that_are_named_alike_but_hold_other_things_are_no_thread() -> None:
    article = f"<div class=box><h1>锅里的叶子焦了怎么办</h1><p>2021-05-01</p><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    others = "".join(
        f"<div class=box><h3>{label}</h3><ul><li><a href=/a>春茶上市</a><i>2021-05-02</i></li></ul></div>"
        for label in ("热门文章", "最新文章")
    )
    lines = remaining(page_of(article + others))
    assert {ONE, TWO, THREE} <= {*lines}
    assert "春茶上市2021-05-02" not in lines
    assert "春茶上市" not in lines


def test_lines_are_judged_once() -> None:
    """A text that is a thread of a forum, whose lines are unlike an article, is not judged again as one without markup."""
    posts = [post(n, f"茶客{n}", text) for n, text in enumerate((ONE, "顶", "好", THREE, "沙发", "路过", "收藏了", "谢谢分享", "赞"), 1)]
    page = reading(page_of(f"<div id=postlist>{''.join(posts)}</div>"))
    page = page.amend(main_content.propose(page, rulebook()))
    assert not list(boilerplate_frame.propose(page, rulebook()))


def test_note_of_when_a_law_was_passed_stays() -> None:
    note = "（2007年6月29日某县第三届人民代表大会常务委员会第二十八次会议通过）"
    lines = remaining(page_of(f"<h1>锅里的叶子焦了怎么办</h1><p>{note}</p><div class=content><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"))
    assert lines[lines.index(ONE) - 1] == note


@pytest.mark.parametrize("line", ["（来源：某某社，版权归原作者所有）", "2007年6月29日 10:20", "（责任编辑：王五五 赵六六 校对孙七）"])
def test_lines_in_its_place_that_are_worded_like_a_part_of_the_page_are_no_note(line: str) -> None:
    page = reading(page_of(f"<h1>锅里的叶子焦了怎么办</h1><p>{line}</p><div class=content><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"))
    asked = [page.text[p.start : p.end] for p in main_content.propose(page, rulebook()) if isinstance(p, Query)]
    assert not any(line in words for words in asked)


def test_what_each_post_has_beside_its_words_goes() -> None:
    def panel(n: int, name: str, text: str) -> str:
        rank = f"<p>{n}2</p><p>主题</p><p>积分{n}30</p>"
        head = f"<div class=by>{name}</div>{rank}<em>发表于 2021-5-{n} 09:12</em>"
        return f"<div id=post_{n} class=plhin>{head}<div class=t_f>{text}</div></div>"

    posts = "".join(panel(n, f"茶客{n}", text) for n, text in enumerate((ONE, "好", THREE, "好"), 1))
    lines = remaining(page_of(f"<h1>锅里的叶子焦了怎么办</h1><div class=list>{posts}</div>"))
    assert {ONE, THREE, "好", "茶客1", "茶客4"} <= {*lines}
    assert not {"主题", "12", "积分130"} & {*lines}


# ------------------------------------------------------------------------------------------------------ inserts


def article(*parts: str) -> str:
    return f"<title>茶农的一天</title><div class=content><h1>茶农的一天</h1><p>{ONE}</p>{''.join(parts)}<p>{TWO}</p><p>{THREE}</p></div>"


def test_an_element_that_holds_most_of_the_prose_is_the_article_whatever_it_is_called() -> None:
    card = f"<div class='card list'><p>{ONE}</p><p>采茶；</p><p>{TWO}</p><p>{THREE}</p></div>"
    assert remaining(f"<h1>茶农的一天</h1>{card}<div class=card><p>{FOUR}</p></div>")[1:5] == [ONE, "采茶；", TWO, THREE]


@pytest.mark.parametrize("name", ["share-box", "wap-ad", "ad_content_in", "relatedposts", "qr-code"])
def test_inserts_are_cut_by_their_names(name: str) -> None:
    assert reasons(article(f"<div class='{name}'><p><a href=/t>茶具五折</a></p></div>"))["茶具五折"] == "page-control"


@pytest.mark.parametrize(
    "part", ["<h2 class=share>茶具</h2>", "<p class=share-content>茶具</p>", "<pre>茶具</pre><div class=btn></div><p>茶碗</p>"]
)
def test_headings_content_and_what_stands_behind_an_insert_are_none(part: str) -> None:
    assert "page-control" not in reasons(article(part)).values()


def test_prose_in_an_insert_stays_and_is_asked_about() -> None:
    page = reading(article(f"<div class=newsletter><p>{FOUR}</p></div>"))
    queries = [page.text[p.start : p.end] for p in main_content.propose(page, rulebook()) if isinstance(p, Query)]
    assert queries == [FOUR]


def test_links_that_edit_a_section_are_cut_from_its_heading() -> None:
    edit = "<span class=mw-editsection><span class=mw-editsection-bracket>[</span><a href=/e>编辑</a>]</span>"
    assert reasons(article(f"<h2>采茶{edit}</h2>"))["[编辑]"] == "page-control"
    assert "page-control" not in reasons(article("<h2><span class=toc>采茶</span></h2>")).values()


def test_a_table_of_contents_is_cut_and_its_headings_stay() -> None:
    sections = f"<h2>一 采茶</h2><p>{FOUR}</p><h2>一 炒茶</h2>"
    page = article("<p>目录</p><ul><li>1 一 采茶</li><li>2 一 炒茶</li></ul>", sections)
    assert [text for text, rule in reasons(page).items() if rule == "table-of-contents"] == ["目录", "1 一 采茶", "2 一 炒茶"]
    assert "table-of-contents" not in reasons(article("<ul><li>采茶</li><li>炒茶</li></ul>")).values()


def test_a_box_among_the_paragraphs_ends_nothing() -> None:
    box = "<div class=x><b>相关专题</b><ul><li><a href=/1>春茶时节</a></li><li><a href=/2>制茶的手艺</a></li></ul></div>"
    page = f"<title>茶农的一天</title><h1>茶农的一天</h1><div class=content><p>{ONE}</p>{box}<p>{TWO}</p><p>{THREE}</p></div>"
    assert [line for line in remaining(page) if line in (ONE, TWO, THREE)] == [ONE, TWO, THREE]
    assert not {"相关专题", "春茶时节"} & {*remaining(page)}


@pytest.mark.parametrize(
    "words", ["扫一扫，关注茶讯官方微信", "海量茶讯、精准解读，尽在茶讯APP", "【相关报道】</p><p><a href=/1>春茶时节</a>"]
)
def test_a_box_of_the_page_is_known_by_its_words(words: str) -> None:
    assert "page-control" in reasons(article(f"<div class=x1><p>{words}</p></div>")).values()
    assert "page-control" not in reasons(article("<div class=x1><p>请看这三个人：</p><p><a href=/1>老秦</a></p></div>")).values()


def test_the_heading_directly_above_the_region_is_its_own() -> None:
    head = "<div class='para-title title'><h2>历史</h2></div>"
    toc = "<div class=toc><ul><li><a>历史</a></li></ul></div>"
    page = f"<title>古堤_百科</title><h1>古堤</h1>{toc}<div class=main>{head}<div>{ONE}</div><div>{TWO}</div></div>"
    assert "历史" in remaining(page)


def test_the_logo_of_a_site_is_no_heading_of_the_article() -> None:
    page = f"<title>采茶的一天 | 老温的抽屉</title><header><h1>老温的抽屉</h1></header><article><h1>采茶的一天</h1>{BODY}</article>"
    assert "老温的抽屉" not in remaining(page)
    before = page.replace("采茶的一天 | 老温的抽屉", "老温的抽屉: 采茶的一天").replace("<h1>老温的抽屉", "<h1><a href=/>老温的抽屉</a>")
    assert "老温的抽屉" not in remaining(before)


def test_words_of_a_page_in_traditional_characters_are_known() -> None:
    related = "<div><h2>相關新聞</h2><a href=/1>六合夜市的老攤位</a></div><div><h2>熱門文章</h2><ol><li>冷氣團報到 周三最冷</li></ol></div>"
    lines = remaining(f"<title>採茶的一天</title><h1>採茶的一天</h1><div class=content><p>{ONE}</p><p>{TWO}</p></div>{related}")
    assert {ONE, TWO} <= {*lines}
    assert not {"相關新聞", "六合夜市的老攤位", "熱門文章", "冷氣團報到 周三最冷"} & {*lines}


def test_a_box_of_a_label_and_links_is_a_list_of_other_articles() -> None:
    links = "<li><a href=/1>春茶时节</a></li><li><a href=/2>老茶树</a></li>"
    box = f"<p><a href=#end>跳过 茶讯</a></p><strong>茶讯</strong><ul>{links}</ul><p>茶讯止</p>"
    assert {"茶讯", "春茶时节", "老茶树"} <= {*reasons(article(f"<section>{box}</section>"))}


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>茶书</h3><ul><li><a href=/1>茶经</a></li><li><a href=/2>茶谱</a></li></ul></div>",  # below a heading of the article
        "<ul><li><a href=/1>茶经</a></li><li><a href=/2>茶谱</a></li></ul>",  # a list without a label
        "<div><b>这些书写的是采茶的人与做茶的人</b><p><a href=/1>茶经</a></p><p><a href=/2>茶谱</a></p></div>",  # below a sentence
        "<table><tr><th>书</th><td><a href=/1>茶经</a></td><td><a href=/2>茶谱</a></td></tr></table>",
    ],
)
def test_links_of_the_article_itself_stay(box: str) -> None:
    assert {"茶经", "茶谱"} <= {*remaining(article(box))}


def test_a_link_around_several_lines_is_a_card() -> None:
    card = "<div class=x><a href=/1><div>春茶时节</div><div>茶农的又一天</div></a></div>"
    assert {"春茶时节", "茶农的又一天"} <= {*reasons(article(card))}
    picture = "<figure><a href=/1><figcaption><p>春茶时节</p><p>茶农的又一天</p></figcaption></a></figure>"
    assert {"春茶时节", "茶农的又一天"} <= {*remaining(article(picture))}


def test_buttons_beside_headings_go_where_they_recur() -> None:
    def section(heading: str, button: str) -> str:
        return f"<div class=x><h2>{heading}</h2><a href=#>{button}</a></div><p>{FOUR}</p>"

    assert "改一改" not in remaining(article(section("采茶", "改一改"), section("炒茶", "改一改")))
    assert {"见茶经", "见茶谱"} <= {*remaining(article(section("采茶", "见茶经"), section("炒茶", "见茶谱")))}


def test_table_in_the_header_of_an_article_notes_what_it_is() -> None:
    table = "<table><tr><th>状态</th><td>已写完</td></tr><tr><th>标签</th><td>茶</td></tr></table>"
    page = f"<title>茶农的一天</title><article><header><h1>茶农的一天</h1>{{}}</header><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article>"
    assert not {"状态", "已写完", "标签", "茶"} & {*remaining(page.format(table))}
    below = page.format("").replace(f"<p>{TWO}", f"{table}<p>{TWO}")
    assert {"状态", "已写完"} <= {*remaining(below)}


def test_nothing_without_prose_above_the_title_may_be_the_article() -> None:
    words = "<br>".join((ONE, TWO, THREE, FOUR) * 2)
    side = "<table><tr><td><b>栏目导航</b></td></tr>" + "".join(f"<tr><td>・旧文{n}（11-0{n}）</td></tr>" for n in range(1, 7)) + "</table>"
    body = f"<table><tr><td><b>茶农的一天</b></td></tr><tr><td>作者：老温 2003-11-26</td></tr><tr><td>{words}</td></tr></table>"
    page = f"<title>山里--茶农的一天</title><table><tr><td>{side}</td><td>{body}</td></tr></table>"
    lines = remaining(page)
    assert "茶农的一天" in lines
    assert not [line for line in lines if "旧文" in line or "导航" in line]


def test_title_in_two_lines_is_no_text_where_it_stands_whole_elsewhere() -> None:
    title, first, second = "县里关于采茶时节安全生产的通知", "县里", "关于采茶时节安全生产的通知"
    table = f"<table><tr><th>名称</th><td>{title}</td></tr></table>"
    page = f"<title>{title}</title>{table}<h1>{first}<br>{second}</h1><div class=content><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    lines = remaining(page)
    assert sum(title in "".join(lines[n : n + 2]) for n in range(len(lines))) <= 2
    assert ONE in lines


def test_what_stands_where_posts_have_their_furniture_is_furniture() -> None:
    def post(n: int, place: str, sign: str, text: str) -> str:
        head = f"<div class=by>茶客{n}</div><a class=no>{place}</a><em>发表于 2021-5-{n} 09:12</em>"
        return f"<div id=post_{n} class=plhin>{head}<div class=t_f>{text}</div><div class=sign>{sign}</div></div>"

    texts = (("茶主", "茶里有山", ONE), ("2#", "山高水长", "好"), ("3#", "山高水长", THREE), ("4#", "山高水长", "香"))
    posts = "".join(post(n, *words) for n, words in enumerate(texts, 1))
    lines = remaining(page_of(f"<h1>锅里的叶子焦了怎么办</h1><div class=list>{posts}</div>"))
    assert {ONE, THREE, "好", "香", "茶客1"} <= {*lines}
    assert not {"茶主", "茶里有山", "山高水长"} & {*lines}


def test_header_of_a_board_stands_in_elements() -> None:
    fields = {"作者": "teaman (山里人)", "看板": "Tea", "標題": "[心得] 茶山上的早晨", "時間": "Tue Mar  5 21:40:11 2013"}
    head = "".join(f"<div class=l><span>{label}</span><span>{value}</span></div>" for label, value in fields.items())
    body = f"<div><a href=/>返回看板</a></div><div class=m>{head}{ONE}<br>{TWO}<br>{THREE}</div>"
    page = f"<title>[心得] 茶山上的早晨 - 看板 Tea</title>{body}"
    assert {label + value.split()[0] for label, value in fields.items()} <= {line.split()[0] for line in remaining(page)}


def test_blank_lines_between_the_sentences_of_one_text_are_borders_of_paragraphs() -> None:
    texts = (ONE, TWO, THREE, FOUR)
    several, few, wrapped = "\n\n".join(texts), "\n\n".join(texts[:3]), "\n".join(texts)
    assert reading(f"<div>{several}</div>").text.strip().split("\n") == [*texts]
    assert not any("\n" in reading(f"<div>{text}</div>").text.strip() for text in (few, wrapped))
